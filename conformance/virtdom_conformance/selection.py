"""Which cases a run is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from virtdom_conformance.case import Case

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,2}")
_FEW = 20
"""How many names are all told where one is not among them."""

_VALUES: dict[str, tuple[str, Callable[[Case], Collection[str]]]] = {
    "ids": ("case", lambda case: (case.id,)),
    "areas": ("area", lambda case: (case.area,)),
    "tags": ("tag", lambda case: case.tags),
    "rules": ("rule", lambda case: case.rules),
    "levels": ("level", lambda case: (case.level,)),
    "operations": ("operation", lambda case: (case.operation,)),
}
"""What the globs of each field are about: its name, and the values that a case has."""


class EmptySelection(Exception):
    """A selection that selects nothing, or of which a glob does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Globs; within one field any may match, and every field that is given must."""

    ids: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    target: str | None = None
    """Only cases that hold for this version of libvirt."""

    def globs(self, field: str) -> tuple[str, ...]:
        """The globs of a field."""
        found: tuple[str, ...] = getattr(self, field)
        return found

    def selects(self, case: Case) -> bool:
        """Whether a case is in. Raises ValueError for a target that is no version."""
        return self._in_time(case) and all(
            not self.globs(field) or any(_matches(glob, values(case)) for glob in self.globs(field))
            for field, (_, values) in _VALUES.items()
        )

    def _in_time(self, case: Case) -> bool:
        if self.target is None:
            return True
        target = version(self.target)
        return (case.since is None or version(case.since) <= target) and (
            case.until is None or target <= version(case.until)
        )

    def told(self) -> dict[str, object]:
        """The fields that are given."""
        return {name: value for name, value in asdict(self).items() if value}


def select(cases: Sequence[Case], selection: Selection) -> tuple[Case, ...]:
    """The cases that are in. Raises `EmptySelection`, also if one of the globs matches nothing."""
    for field, (name, values) in _VALUES.items():
        if selection.globs(field):
            there = sorted({value for case in cases for value in values(case)})
            for glob in selection.globs(field):
                if not _matches(glob, there):
                    raise EmptySelection(f"no {name} {glob!r}{_near(glob, there)}")
    chosen = tuple(case for case in cases if selection.selects(case))
    if not chosen:
        told = ", ".join(f"{name} {value}" for name, value in selection.told().items())
        raise EmptySelection(f"no case is selected by {told or 'an empty corpus'}")
    return chosen


def version(text: str) -> tuple[int, int, int]:
    """A version of libvirt, such as `9.0`. Raises ValueError."""
    if not _VERSION.fullmatch(text):
        raise ValueError(f"{text!r} is not a version such as 9.0 or 0.4.2")
    first, second, third = map(int, [*text.split("."), "0", "0"][:3])
    return first, second, third


def _matches(glob: str, values: Iterable[str]) -> bool:
    return any(fnmatchcase(value, glob) for value in values)


def _near(glob: str, there: Sequence[str]) -> str:
    """What may be meant instead."""
    near = get_close_matches(glob, there)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; there are {', '.join(there)}" if 0 < len(there) <= _FEW else ""
