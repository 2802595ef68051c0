"""Value spaces of two plans, compared: whether one surely accepts all that the other does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from virtdom_generator.plan import PlanValue

_COLLAPSING = {"preserve": 0, "replace": 1, "collapse": 2}
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_HEX = re.compile(r"0[xX][0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(rf"({_DECIMAL.pattern})([eE][+-]?[0-9]+)?|[+-]?INF|NaN", re.ASCII)
_BOOLEAN = re.compile("true|false|0|1")
_FORMS = {
    "integer": (_INTEGER,),
    "hex": (_INTEGER, _HEX),
    "number": (_DECIMAL,),
    "double": (_FLOAT,),
    "boolean": (_BOOLEAN,),
}
"""How a value of a kind is written; any text may be of another kind."""
_NUMBERS = {
    "integer": ("integer",),
    "hex": ("integer", "hex"),
    "number": ("integer", "number"),
    "double": ("integer", "number", "double"),
}
"""Kinds of numbers, and those that are within them."""


@dataclass(frozen=True, slots=True)
class Space:
    """A value space with its members, without what is only said of it."""

    name: str
    kind: str
    """That of the plan; `hex` and `double` for the wider integers and numbers."""
    python: str
    """Type of its values."""
    words: frozenset[str]
    """The only texts, or others of the same value; empty where any will do."""
    minimum: Decimal | None
    maximum: Decimal | None
    above: Decimal | None
    below: Decimal | None
    shortest: int
    longest: int | None
    digits: int | None
    fraction: int | None
    """The most digits after the point."""
    patterns: frozenset[frozenset[str]]
    """Python regular expressions: of each group one must match."""
    assertions: frozenset[str]
    members: tuple[Space, ...]
    white_space: str


def spaces(values: Iterable[PlanValue]) -> dict[str, Space]:
    """The spaces of a plan, by constant."""
    found: dict[str, Space] = {}
    for value in values:
        listed = tuple(word for word, _ in value.values)
        found[value.constant] = Space(
            name=value.name,
            kind=_kind(value),
            python="str" if value.kind == "enumeration" else value.annotation,
            words=frozenset(value.allowed if value.kind in ("union", "list") else listed),
            minimum=_number(value.minimum),
            maximum=_number(value.maximum),
            above=_number(value.above),
            below=_number(value.below),
            shortest=value.shortest or 0,
            longest=value.longest,
            digits=value.digits,
            fraction=0 if value.kind == "integer" else value.fraction,
            patterns=frozenset(map(frozenset, value.patterns)),
            assertions=frozenset(value.assertions),
            members=tuple(found[member] for member in value.members),
            white_space=value.white_space,
        )
    return found


def _kind(value: PlanValue) -> str:
    if value.kind == "integer" and value.hex:
        return "hex"
    return "double" if value.kind == "number" and value.base == "xs:double" else value.kind


def contains(wide: Space, narrow: Space) -> bool:
    """Whether `wide` accepts every text that `narrow` accepts. False where it is not plain."""
    if wide.members and wide.words and not _lists_all_of(wide, narrow):
        return False
    if narrow.kind == "union":
        return _has_facets_of(wide, narrow) and all(
            contains(replace(wide, words=frozenset()) if wide.members else wide, member)
            for member in narrow.members
        )
    if wide.kind == "union":
        return not wide.patterns and any(contains(member, narrow) for member in wide.members)
    # A text takes any other value as it is written, if its length and patterns do not matter.
    if wide.kind == "text" and not (wide.patterns or wide.assertions or _has_lengths(wide)):
        return True
    if _COLLAPSING[wide.white_space] < _COLLAPSING[narrow.white_space]:
        return False
    numbers = narrow.kind in _NUMBERS
    if numbers and narrow.kind not in _NUMBERS.get(wide.kind, ()):
        return False
    if narrow.words and not narrow.members:
        # Numbers are also written otherwise, and patterns see how.
        same = not numbers or _has_facets_of(wide, narrow)
        wide = replace(wide, assertions=wide.assertions - narrow.assertions)
        return same and all(_accepts(wide, word) for word in narrow.words)
    if not wide.members and wide.words:
        return False
    if wide.white_space != narrow.white_space or not _has_facets_of(wide, narrow):
        return False
    if not numbers and wide.kind != narrow.kind:
        return False
    if not all(map(contains, wide.members, narrow.members)):
        return False
    return _bounds_hold(wide, narrow) and _lengths_hold(wide, narrow)


def rereads(was: Space, now: Space) -> bool:
    """Whether a text of a union may become a value of another type, since members come in turn."""
    before, after = list(_in_turn(was)), list(_in_turn(now))
    for place, member in enumerate(before):
        for other in after:
            if other.python == member.python:
                if contains(other, member):
                    break
            elif _may_share(member, other) and other not in before[:place]:
                return True
    return False


def _in_turn(space: Space) -> Iterator[Space]:
    """What reads a text, in the order of trial."""
    if space.kind != "union":
        yield space
    for member in space.members if space.kind == "union" else ():
        yield from _in_turn(member)


def _may_share(one: Space, other: Space) -> bool:
    """Whether a text may belong to both. True where it is not plain."""
    if one.words:
        return any(_may_accept(other, word) for word in one.words)
    return not other.words or any(_may_accept(one, word) for word in other.words)


def _may_accept(space: Space, word: str) -> bool:
    """Whether a space may accept a word. True where it is not plain."""
    if space.kind in ("enumeration", "words"):
        return word in space.words
    return _is_written_as(space.kind, word) and _matches(space, word)


def _matches(space: Space, word: str) -> bool:
    return all(any(re.match(pattern, word) for pattern in group) for group in space.patterns)


def _lists_all_of(wide: Space, narrow: Space) -> bool:
    """Whether a list or union of some texts has all texts of another with the same members."""
    return bool(narrow.words) and narrow.words <= wide.words and narrow.members == wide.members


def _accepts(space: Space, word: str) -> bool:
    """Whether a space accepts a word; False where that is not plain."""
    if space.kind == "union":
        return not space.patterns and any(_accepts(member, word) for member in space.members)
    if space.assertions or not _matches(space, word):
        return False
    if space.kind in _NUMBERS:
        return _accepts_number(space, word)
    if word not in space.words and (space.words or space.kind != "text"):
        return False
    return space.shortest <= len(word) and (space.longest is None or len(word) <= space.longest)


def _accepts_number(space: Space, word: str) -> bool:
    number = _read(word) if _is_written_as(space.kind, word) else None
    if number is None:
        return False
    return (not space.words or number in map(_read, space.words)) and _bounds_hold(
        space, _exactly(number)
    )


def _is_written_as(kind: str, word: str) -> bool:
    """Whether a word may be of a kind."""
    return kind not in _FORMS or any(form.fullmatch(word) for form in _FORMS[kind])


def _read(word: str) -> Decimal | None:
    """The number that a word stands for; None for one that is not finite."""
    number = Decimal(int(word, 16)) if _HEX.fullmatch(word) else Decimal(word)
    return number if number.is_finite() else None


def _has_facets_of(wide: Space, narrow: Space) -> bool:
    """Whether what `wide` demands by patterns and assertions `narrow` demands as well."""
    return wide.assertions <= narrow.assertions and all(
        any(group >= other for other in narrow.patterns) for group in wide.patterns
    )


def _bounds_hold(wide: Space, narrow: Space) -> bool:
    lowest = _highest_of(narrow.minimum, narrow.above)
    greatest = _lowest_of(narrow.maximum, narrow.below)
    return all(
        (
            wide.minimum is None or (lowest is not None and lowest >= wide.minimum),
            wide.maximum is None or (greatest is not None and greatest <= wide.maximum),
            wide.above is None
            or _exceeds(narrow.minimum, wide.above)
            or (narrow.above is not None and narrow.above >= wide.above),
            wide.below is None
            or (narrow.maximum is not None and narrow.maximum < wide.below)
            or (narrow.below is not None and narrow.below <= wide.below),
            wide.digits is None or (narrow.digits is not None and narrow.digits <= wide.digits),
            wide.fraction is None
            or (narrow.fraction is not None and narrow.fraction <= wide.fraction),
        )
    )


def _lengths_hold(wide: Space, narrow: Space) -> bool:
    return wide.shortest <= narrow.shortest and (
        wide.longest is None or (narrow.longest is not None and narrow.longest <= wide.longest)
    )


def _has_lengths(space: Space) -> bool:
    return bool(space.shortest) or space.longest is not None


def _exceeds(number: Decimal | None, bound: Decimal) -> bool:
    return number is not None and number > bound


def _highest_of(*numbers: Decimal | None) -> Decimal | None:
    return max((number for number in numbers if number is not None), default=None)


def _lowest_of(*numbers: Decimal | None) -> Decimal | None:
    return min((number for number in numbers if number is not None), default=None)


def _exactly(number: Decimal) -> Space:
    """The space of one number."""
    whole, _, part = format(abs(number), "f").partition(".")
    whole, part = whole.lstrip("0"), part.rstrip("0")
    return Space(
        name="", kind="number", python="", words=frozenset(), minimum=number, maximum=number,
        above=None, below=None, shortest=0, longest=None, digits=len(whole + part),
        fraction=len(part), patterns=frozenset(), assertions=frozenset(), members=(),
        white_space="collapse",
    )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
