"""Value spaces of two plans, compared: whether one surely accepts all that the other does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from virtdom_generator.plan import PlanValue

_COLLAPSING = {"preserve": 0, "replace": 1, "collapse": 2}
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Space:
    """A value space with its members, without what is only said of it."""

    name: str
    kind: str
    words: frozenset[str]
    """Empty where it is no list of words."""
    minimum: Decimal | None
    maximum: Decimal | None
    above: Decimal | None
    below: Decimal | None
    shortest: int
    longest: int | None
    digits: int | None
    patterns: frozenset[frozenset[str]]
    """Python regular expressions: of each group one must match."""
    assertions: frozenset[str]
    members: tuple[Space, ...]
    white_space: str


def spaces(values: Iterable[PlanValue]) -> dict[str, Space]:
    """The spaces of a plan, by constant."""
    found: dict[str, Space] = {}
    for value in values:
        found[value.constant] = Space(
            name=value.name,
            kind=value.kind,
            words=frozenset(
                word for word, _ in value.values if value.kind not in ("union", "list")
            ),
            minimum=_number(value.minimum),
            maximum=_number(value.maximum),
            above=_number(value.above),
            below=_number(value.below),
            shortest=value.shortest or 0,
            longest=value.longest,
            digits=value.digits,
            patterns=frozenset(map(frozenset, value.patterns)),
            assertions=frozenset(value.assertions),
            members=tuple(found[member] for member in value.members),
            white_space=value.white_space,
        )
    return found


def contains(wide: Space, narrow: Space) -> bool:
    """Whether `wide` accepts every text that `narrow` accepts. False where it is not plain."""
    if narrow.kind == "union":
        return _has_facets_of(wide, narrow) and all(
            contains(wide, member) for member in narrow.members
        )
    if wide.kind == "union":
        return not wide.patterns and any(contains(member, narrow) for member in wide.members)
    # A text takes any other value as it is written, if its length and patterns do not matter.
    if wide.kind == "text" and not (wide.patterns or wide.assertions or _has_lengths(wide)):
        return True
    if _COLLAPSING[wide.white_space] < _COLLAPSING[narrow.white_space]:
        return False
    if narrow.words:
        return all(_accepts(wide, word) for word in narrow.words)
    if wide.words or wide.white_space != narrow.white_space or not _has_facets_of(wide, narrow):
        return False
    if wide.kind == "number" and narrow.kind == "integer":
        return _bounds_hold(wide, narrow)
    if wide.kind != narrow.kind or not all(map(contains, wide.members, narrow.members)):
        return False
    return _bounds_hold(wide, narrow) and _lengths_hold(wide, narrow)


def _accepts(space: Space, word: str) -> bool:
    """Whether a space accepts a word; False where that is not plain."""
    if space.kind == "union":
        return not space.patterns and any(_accepts(member, word) for member in space.members)
    if space.assertions or not all(
        any(re.match(pattern, word) for pattern in group) for group in space.patterns
    ):
        return False
    if space.words:
        return word in space.words
    if space.kind == "text":
        return space.shortest <= len(word) and (space.longest is None or len(word) <= space.longest)
    if space.kind == "integer" and _INTEGER.fullmatch(word):
        exact = _exactly(Decimal(word))
        return space.digits is None and _bounds_hold(space, exact)
    return False


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
    return Space(
        name="", kind="integer", words=frozenset(), minimum=number, maximum=number, above=None,
        below=None, shortest=0, longest=None, digits=None, patterns=frozenset(),
        assertions=frozenset(), members=(), white_space="collapse",
    )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
