"""Lines of a TOML file of ours: where a case, a table, a row or one of their fields stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[([a-z]+)\]\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")
_ROW = re.compile(r"\s*\{")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Line, from 1, of a place such as `("case", 2, "fault")` or `("table", 0, "rows", 3)`.

    The nearest enclosing part that has a line of its own, where the place itself has none.
    """
    lines = text.splitlines()
    start, end = 0, len(lines)
    steps = list(path)
    headers = [(i, match[1]) for i, line in enumerate(lines) if (match := _HEADER.match(line))]
    if len(steps) >= 2 and isinstance(steps[0], str) and isinstance(steps[1], int):
        same = [i for i, kind in headers if kind == steps[0]]
        if steps[1] >= len(same):
            return 1
        start = same[steps[1]]
        end = next((i for i, _ in headers if i > start), len(lines))
        steps = steps[2:]
    elif headers:
        end = headers[0][0]
    found = start
    for step in steps:
        if isinstance(step, str):
            place = next((i for i in range(start, end) if _names(lines[i], step)), None)
        else:
            rows = [i for i in range(found, end) if _ROW.match(lines[i])]
            place = rows[step] if step < len(rows) else None
        if place is None:
            break
        found = place
    return found + 1


def _names(line: str, key: str) -> bool:
    match = _KEY.match(line)
    return match is not None and key in match.groups()
