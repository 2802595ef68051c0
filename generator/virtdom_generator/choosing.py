"""How attributes choose kinds, in two plans: which elements change their class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from virtdom_generator.plan import Plan, PlanAttribute, PlanUnion, PlanValue
from virtdom_generator.rules import discriminator
from virtdom_generator.xpath_parse import Conditions

Attributes = Mapping[str, str | None]
"""What an element has; None is absence."""

_ANOTHER = "*"
"""Any value that no alternative names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative: its conditions, all of which must hold, and the class it gives."""

    conditions: Conditions
    cls: str

    def holds(self, attributes: Attributes) -> bool:
        return all(attributes[name] in values for name, values in self.conditions)

    def may_meet(self, other: Choice) -> bool:
        """Whether an element may fit both."""
        wanted = dict(other.conditions)
        return all(set(values) & set(wanted.get(name, values)) for name, values in self.conditions)

    def __str__(self) -> str:
        parts = [_shown(name, values) for name, values in self.conditions]
        several = len(parts) > 1
        return " and ".join(f"({part})" if several and " or " in part else part for part in parts)


def _shown(name: str, values: tuple[str | None, ...]) -> str:
    if values == (name,):
        return name
    return " or ".join(f"no @{name}" if each is None else f"@{name}='{each}'" for each in values)


@dataclass(frozen=True, slots=True)
class Kinds:
    """A union of kinds, and how attributes choose among them."""

    base: str
    """Class of what all kinds have."""
    choices: tuple[Choice, ...]
    """In the order of trial."""
    other: str | None
    """Class of what no alternative takes, where that is allowed."""
    attributes: Mapping[str, PlanAttribute]
    """Those that all kinds have."""
    values: Mapping[str, PlanValue]
    """By constant."""

    @staticmethod
    def of(plan: Plan, union: PlanUnion) -> Kinds:
        base = next(one for one in plan.classes if one.is_base and one.union == union.name)
        return Kinds(
            base=base.name,
            choices=choices(union),
            other=union.base if union.concrete_base else None,
            attributes={each.name: each for each in base.attributes},
            values={value.constant: value for value in plan.values},
        )

    def chosen(self, attributes: Attributes) -> str | None:
        """The class of elements with these attributes."""
        found = (choice.cls for choice in self.choices if choice.holds(attributes))
        return next(found, self.other)

    def possible(self, name: str, named: set[str | None]) -> list[str | None]:
        """What an attribute may be: those of some values, and one for all others."""
        declared = self.attributes.get(name)
        if declared is None:
            return [None, *sorted(each for each in named if each is not None)]
        words = [word for word, _ in self.values[declared.value].values]
        if self.values[declared.value].kind not in ("enumeration", "words"):
            words = [*(each for each in named if each is not None), _ANOTHER]
        found = [word for word in words if word in named]
        found += [word for word in words if word not in named][:1]
        return [*found] if declared.required else [None, *found]


def choices(union: PlanUnion) -> tuple[Choice, ...]:
    """The alternatives in the order of trial.

    A test that does more than compare attributes is a condition by itself: it holds or does not.
    """
    if union.attribute is None:
        return tuple(
            Choice(discriminator(xpath) or ((xpath, (xpath,)),), cls)
            for _, _, xpath, cls in union.tests
        )
    values: dict[str, list[str | None]] = {}
    for value, cls in union.table:
        values.setdefault(cls, []).append(value)
    return tuple(Choice(((union.attribute, tuple(v)),), cls) for cls, v in values.items())


def chosen_by(union: PlanUnion, cls: str) -> str:
    """What makes an element one of a kind; empty for the kind of what is left."""
    made = choices(union)
    for place, choice in enumerate(made):
        if choice.cls == cls:
            first = " or ".join(str(each) for each in made[:place] if each.may_meet(choice))
            return f"{choice} unless {first}" if first else str(choice)
    return ""


def moves(old: Kinds, new: Kinds) -> set[tuple[str, str | None]]:
    """(class before, class now) of elements that the old kinds took; None where now is none.

    Nothing where both choose alike.
    """
    if (old.choices, old.other) == (new.choices, new.other):
        return set()  # most unions, of which some have many attributes
    named: dict[str, set[str | None]] = {}
    for choice in (*old.choices, *new.choices):
        for name, values in choice.conditions:
            named.setdefault(name, set()).update(values)
    found: set[tuple[str, str | None]] = set()
    for values in product(*(old.possible(name, named[name]) for name in named)):
        attributes = dict(zip(named, values, strict=True))
        before = old.chosen(attributes)
        if before is not None:
            found.add((before, new.chosen(attributes)))
    return found
