r"""Pattern facets as libxml2 understands them: the same expression, or a wider one, or none.

Two things differ between the engines. Where a character leaves more than one way to go on, libxml2
refuses strings that it should accept if repetitions have bounds (`(-{1,}|(b){0,2}-)`) or negated
classes overlap (`[^/]?[^a]`): there both are written out, or a repetition becomes unbounded if that
is too long. And classes such as `\w`, `\c` or `\p{L}` depend on the version of Unicode (and of XML)
that an engine knows: they are written out for ASCII, and every other character passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from typing import TypeAlias

from virtdom_generator.pattern_reader import Parts, Unreadable, read
from virtdom_generator.patterns import translate_pattern
from virtdom_generator.xpath_parse import CompileError

_LONGEST = 500
"""Of a repetition that is written out, in characters."""
_ASCII = (*b"\t\n\r", *range(0x20, 0x80))
"""What XML allows of it."""
_BEYOND_ASCII = "\x80-\U0010ffff"
_ESCAPES = {ord(one): rf"\{one}" for one in r"\-[]^"} | {9: r"\t", 10: r"\n", 13: r"\r"}
_VARYING = re.compile(r"\\[icdwICDWpP]|-\[")
"""In a class: an escape whose meaning varies between engines, or a subtraction."""
_SHORT: dict[tuple[int, int | None], str] = {
    (0, 1): "?",
    (0, None): "*",
    (1, None): "+",
    (1, 1): "",
}

_OTHER = 128
Characters: TypeAlias = frozenset[int]
"""ASCII characters, and `_OTHER` for all others."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression, and what a matcher must know to read it without guessing."""

    text: str
    nullable: bool
    first: Characters = frozenset()
    """What it may begin with."""
    further: Characters = frozenset()
    """What may go on where it could also end."""
    clear: bool = True
    """Each character leaves one way to go on."""


_NOTHING = _Part("", nullable=True)


def libxml2_pattern(pattern: str) -> str:
    r"""A pattern that matches at least what `pattern` matches, in libxml2 as in any other engine.

    Raises `Unreadable` for one that has no safe form; the projection does without it.

    >>> libxml2_pattern("[ab]{2,3}b")
    '[ab][ab][ab]?b'
    """
    found = read(pattern, _parts(_counted, _class))
    if not found.clear:
        found = read(pattern, _parts(_written_out, _positive_class))
    return found.text


def _parts(
    repeat: Callable[[_Part, int, int | None], _Part], one_of: Callable[[str], _Part]
) -> Parts[_Part]:
    return Parts(
        nothing=_NOTHING,
        one_of=one_of,
        followed=_followed,
        either=_either,
        repeated=lambda part, least, most: repeat(part, 0 if part.nullable else least, most),
        grouped=lambda part: replace(part, text=f"({part.text})"),
    )


# Repetitions


def _counted(part: _Part, minimum: int, maximum: int | None) -> _Part:
    short = _SHORT.get((minimum, maximum))
    upper = "" if maximum is None else maximum
    braces = f"{{{minimum}}}" if minimum == maximum else f"{{{minimum},{upper}}}"
    return _Part(
        part.text + (braces if short is None else short),
        nullable=part.nullable or minimum == 0,
        first=part.first,
        further=part.further if minimum == maximum else part.further | part.first,
        clear=part.clear and (maximum == 1 or not part.further & part.first),
    )


def _written_out(part: _Part, minimum: int, maximum: int | None) -> _Part:
    if (minimum, maximum) in _SHORT:
        return _counted(part, minimum, maximum)
    if len(part.text) * (maximum or minimum + 1) > _LONGEST:
        return _counted(part, min(minimum, 1), None)
    rest = [None] if maximum is None else [1] * (maximum - minimum)
    copies = [part] * minimum + [_counted(part, 0, most) for most in rest]
    return reduce(_followed, copies, _NOTHING)


def _followed(left: _Part, right: _Part) -> _Part:
    return _Part(
        left.text + right.text,
        nullable=left.nullable and right.nullable,
        first=left.first | right.first if left.nullable else left.first,
        further=right.further | right.first | left.further if right.nullable else right.further,
        clear=left.clear
        and right.clear
        and not left.further & right.first
        and not (left.nullable and left.first & right.first),
    )


def _either(left: _Part, right: _Part) -> _Part:
    return _Part(
        f"{left.text}|{right.text}",
        nullable=left.nullable or right.nullable,
        first=left.first | right.first,
        further=left.further | right.further,
        clear=left.clear and right.clear and not left.first & right.first,
    )


@cache
def _class(text: str) -> _Part:
    """One character of a class: as it is written, or written out where engines differ over it."""
    try:
        matches = re.compile(translate_pattern(text)).match
    except CompileError as error:
        raise Unreadable(text) from error
    ascii_ones = frozenset(code for code in _ASCII if matches(chr(code)))
    if _VARYING.search(text):
        return _written_class(ascii_ones | {_OTHER})
    others = {one for one in text if one > "\x7f"} | set(_BEYOND_ASCII) - {"-"}
    beyond = {_OTHER} if any(map(matches, others)) else set[int]()
    return _Part(text, nullable=False, first=ascii_ones | beyond)


def _positive_class(text: str) -> _Part:
    """The same, but what a negated class excludes is not named."""
    part = _class(text)
    return _written_class(part.first) if part.text.startswith("[^") else part


def _written_class(characters: Characters) -> _Part:
    beyond = _BEYOND_ASCII if _OTHER in characters else ""
    parts = _ranges(sorted(characters - {_OTHER}))
    return _Part(f"[{''.join(parts)}{beyond}]", nullable=False, first=characters)


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """The characters as parts of a class; libxml2 knows no escapes at the ends of a range."""
    run: list[int] = []
    for code in codes:
        if code in _ESCAPES or not run or code != run[-1] + 1:
            yield _range(run)
            run = []
        if code in _ESCAPES:
            yield _ESCAPES[code]
        else:
            run.append(code)
    yield _range(run)


def _range(run: Sequence[int]) -> str:
    if len(run) < 3:
        return "".join(map(chr, run))
    return f"{chr(run[0])}-{chr(run[-1])}"
