"""Text as Markdown: what has a meaning there is escaped, code spans are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_SPECIAL = re.compile(r"[\\*_\[\]<>&~{}]")
_LINE_START = re.compile(r"^(?:#+(?=\s|$)|\+(?=\s|$)|=+\s*$|-+\s*$|\d+[.)](?=\s|$))", re.MULTILINE)


def prose(text: str) -> str:
    """Paragraphs of light Markdown (code spans, lists of `- `); all else is taken literally."""
    return _LINE_START.sub(_no_mark, _outside_code(text))


def inline(text: str) -> str:
    """One line of light Markdown."""
    return prose(" ".join(text.split()))


def cell(text: str) -> str:
    """Light Markdown for the cell of a table: paragraphs and items become lines."""
    lines = [_outside_code(line) for line in text.splitlines() if line.strip()]
    return "<br>".join(lines)


def sentence(text: str) -> str:
    """The text with a capital at the beginning."""
    return text[:1].upper() + text[1:]


def code(text: str) -> str:
    """A code span."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * (longest + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{blank}{text}{blank}{marks}"


def fence(text: str, language: str) -> str:
    """A block of code."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    marks = "`" * (longest + 1)
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"


def link(text: str, target: str) -> str:
    """A link; `text` is Markdown already."""
    return f"[{text}]({target})"


def mark(*names: str) -> str:
    """Invisible places to link to, for the beginning of a cell or a line."""
    return "".join(f'<a id="{name}"></a>' for name in names)


def block_mark(*names: str) -> str:
    """Invisible places to link to, on a line of their own before a heading."""
    return "".join(f'<div id="{name}"></div>\n' for name in names)


def table(rows: Iterable[Sequence[str]], *headers: str) -> str:
    """A table of cells that are Markdown already; columns in which nothing stands are left out."""
    body = [list(row) for row in rows]
    kept = [i for i in range(len(headers)) if any(row[i] for row in body)]
    lines = [
        [headers[i] for i in kept],
        ["---" for _ in kept],
        *([row[i].replace("|", r"\|") for i in kept] for row in body),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _outside_code(text: str) -> str:
    """Escapes all but code spans. A lone backtick is a backtick."""
    parts: list[str] = []
    end = 0
    for found in _CODE.finditer(text):
        parts += [_escape(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, _escape(text[end:])])


def _no_mark(found: re.Match[str]) -> str:
    """A beginning that would make a heading, a list or a line, escaped."""
    digits = found[0].rstrip(".)")
    return f"{digits}\\{found[0][len(digits) :]}" if digits.isdigit() else f"\\{found[0]}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("`", r"\`")
