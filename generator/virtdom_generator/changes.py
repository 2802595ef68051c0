"""What differs between two schemas, as parts of the format, and what breaks users of the bindings.

Both schemas are planned, each Plan is laid out as parts with facts, and parts of one key are
compared fact by fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from virtdom_generator import planner
from virtdom_generator.errors import SchemaError
from virtdom_generator.generate import edition_names
from virtdom_generator.parts import (
    COMPATIBLE,
    GONE,
    MAY_REFUSE,
    Effect,
    Key,
    Layout,
    Part,
    class_key,
)
from virtdom_generator.plan import Plan
from virtdom_generator.schema import read_schema


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: Literal["added", "removed", "changed"]
    part: str
    """The part of the format, such as `disk[@type='file']/source` or `diskDevice = 'lun'`."""
    detail: str
    """What is there, or what was and what is."""
    effect: Effect
    why: str = ""
    """What makes it more than compatible."""

    @property
    def breaking(self) -> bool:
        """Whether it breaks users of the bindings."""
        return self.effect == "breaking"

    def __str__(self) -> str:
        told = f"{self.kind} {self.part}" + (f": {self.detail}" if self.detail else "")
        return f"{told}; {self.why}" if self.why else told


def compare_schemas(old: Path, new: Path) -> tuple[Change, ...]:
    """The changes from one schema to another: two editions, or two folders of editions.

    Raises `SchemaError` if one of them cannot be read or planned.
    """
    if _editions(old) and _editions(new):
        return tuple(_all_editions(old, new))
    return compare_plans(_planned(old), _planned(new))


def compare_plans(old: Plan, new: Plan) -> tuple[Change, ...]:
    """The changes from one plan to another in the order of the new one, removed parts last."""
    layout = Layout(old, new)
    before = {part.key: part for part in layout.parts(old)}
    after = {part.key: part for part in layout.parts(new)}
    found: dict[Key, list[Change]] = {}
    for key, part in after.items():
        if key in before:
            found[key] = list(_differences(before[key], part))
        elif key[:1] in before or len(key) == 1:
            found[key] = [Change("added", part.name, part.detail, *part.added)]
        elif not part.inherited:
            # What belongs to a new part asks nothing of those who do not use it.
            found[key] = [Change("added", part.name, part.detail, *COMPATIBLE)]
    for key, part in before.items():
        if key not in after and not (part.inherited and key[:1] not in after):
            found[key] = [Change("removed", part.name, part.detail, *part.removed)]
    _warn(found, layout, before, after)
    _fold(found, layout, {*before, *after})
    return tuple(change for changes in found.values() for change in changes)


def _differences(old: Part, new: Part) -> Iterator[Change]:
    for name in [name for name in new.facts if name in old.facts]:
        before, after = old.facts[name], new.facts[name]
        if before.shown != after.shown:
            detail = f"{name} {before.shown or 'none'} -> {after.shown or 'none'}"
            if name == "documentation":
                detail = "documentation reworded"
            yield Change("changed", new.name, detail, *after.judge(before.data, after.data))


# Schemas


def _planned(folder: Path) -> Plan:
    model = read_schema(folder)
    try:
        return planner.plan(model)
    except SchemaError as error:
        raise SchemaError(
            replace(problem, file=str(folder / problem.file)) for problem in error.problems
        ) from None


def _editions(folder: Path) -> list[str]:
    return edition_names(folder) if folder.is_dir() else []


def _all_editions(old: Path, new: Path) -> Iterator[Change]:
    before, after = _editions(old), _editions(new)
    for name in after:
        if name not in before:
            yield Change("added", f"edition {name}", "", "compatible")
            continue
        for change in compare_plans(_planned(old / name), _planned(new / name)):
            yield replace(change, part=f"{name}: {change.part}")
    for name in before:
        if name not in after:
            yield Change("removed", f"edition {name}", "", *GONE)


# Kinds


def _warn(
    found: dict[Key, list[Change]],
    layout: Layout,
    before: Mapping[Key, Part],
    after: Mapping[Key, Part],
) -> None:
    """A kind that takes elements of another kind refuses some, unless it is as that one was."""
    for was, now in layout.moves:
        if now is None:
            continue
        kinds = (layout.before[was], layout.after[now])
        made = {f"@{name}" for kind in kinds for name, _ in kind.kind}
        if _refuses(_parts_of(was, before, made), _parts_of(now, after, made)):
            key = (class_key(now),)
            found[key] = [
                replace(change, effect=MAY_REFUSE.effect, why=MAY_REFUSE.why)
                if change.kind == "added" or change.detail.startswith("chosen by ")
                else change
                for change in found[key]
            ]


def _parts_of(kind: str, parts: Mapping[Key, Part], made: set[str]) -> dict[str, Part]:
    """The parts of a class by their own names, but for the attributes that make kinds."""
    return {
        name: part
        for (owner, *rest), part in parts.items()
        for name in rest
        if owner == class_key(kind) and name not in made
    }


def _refuses(before: Mapping[str, Part], after: Mapping[str, Part]) -> bool:
    """Whether one class may refuse what another one accepts, or lacks what that one has."""
    effects = [part.added.effect for name, part in after.items() if name not in before]
    effects += [part.removed.effect for name, part in before.items() if name not in after]
    for name in before.keys() & after.keys():
        effects += [change.effect for change in _differences(before[name], after[name])]
    return "breaking" in effects


def _fold(found: dict[Key, list[Change]], layout: Layout, keys: set[Key]) -> None:
    """What changes alike in a base and in all its kinds is told once, of the base."""
    for base, kinds in layout.families():
        first = class_key(kinds[0])
        for suffix in [key[1:] for key in found if key[0] == first and key[1:]]:
            if (class_key(base), *suffix) not in keys:
                continue
            of_kinds = [found.get((class_key(kind), *suffix), []) for kind in kinds]
            shared = [
                change
                for change in of_kinds[0]
                if all(any(_alike(change, other) for other in changes) for changes in of_kinds)
            ]
            of_base = found.setdefault((class_key(base), *suffix), [])
            for changes in (*of_kinds, of_base):
                changes[:] = [c for c in changes if not any(_alike(c, s) for s in shared)]
            kind_label, label = layout.label(kinds[0]), layout.label(base)
            for change in shared:
                part = label + change.part.removeprefix(kind_label)
                of_base.append(replace(change, part=part))


def _alike(one: Change, other: Change) -> bool:
    """Whether two changes say the same of two parts."""
    return (one.kind, one.detail) == (other.kind, other.detail)
