"""Which cases a run is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase

from virtdom_conformance.case import Case


class EmptySelection(Exception):
    """A selection that selects nothing."""


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

    def selects(self, case: Case) -> bool:
        """Whether a case is in."""
        return (
            _any(self.ids, [case.id])
            and _any(self.areas, [case.area])
            and _any(self.tags, case.tags)
            and _any(self.rules, case.rules)
            and _any(self.levels, [case.level])
            and _any(self.operations, [case.operation])
            and self._in_time(case)
        )

    def _in_time(self, case: Case) -> bool:
        if self.target is None:
            return True
        target = _version(self.target)
        return (case.since is None or _version(case.since) <= target) and (
            case.until is None or target <= _version(case.until)
        )

    def told(self) -> dict[str, object]:
        """The fields that are given."""
        return {name: value for name, value in asdict(self).items() if value}


def select(cases: Sequence[Case], selection: Selection) -> tuple[Case, ...]:
    """The cases that are in. Raises `EmptySelection`."""
    chosen = tuple(case for case in cases if selection.selects(case))
    if not chosen:
        told = ", ".join(f"{name} {value}" for name, value in selection.told().items())
        raise EmptySelection(f"no case is selected by {told or 'an empty corpus'}")
    return chosen


def _any(globs: Sequence[str], values: Sequence[str] | frozenset[str]) -> bool:
    return not globs or any(fnmatchcase(value, glob) for glob in globs for value in values)


def _version(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in text.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))
