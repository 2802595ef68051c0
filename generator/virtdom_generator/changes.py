"""What differs between two schemas of one edition, as parts of the format, and what breaks users.

Both are planned, each Plan is laid out as parts with facts, and the parts are compared by name. A
change breaks users of the bindings when code that was right is no longer, or a document that was
accepted is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from virtdom_generator import planner
from virtdom_generator.plan import About, Plan, PlanAttribute, PlanChild, PlanClass, PlanValue
from virtdom_generator.schema import read_schema

Effect = Literal["breaking", "note", "compatible"]
"""`note`: nothing is refused that was accepted, but an exhaustive `match` or a default changes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: Literal["added", "removed", "changed"]
    part: str
    """The part of the format, such as `disk[@type='file']/source` or `diskDevice = 'lun'`."""
    detail: str
    """What was and what is."""
    effect: Effect

    @property
    def breaking(self) -> bool:
        """Whether it breaks users of the bindings."""
        return self.effect == "breaking"

    def __str__(self) -> str:
        return f"{self.kind} {self.part}" + (f": {self.detail}" if self.detail else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a part, and how a change of it affects users."""

    text: str
    judge: Callable[[str, str], Effect]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the format with its facts.

    `added` and `removed` are the effects of its coming and going.
    """

    name: str
    facts: Mapping[str, Fact]
    added: Effect
    removed: Effect
    detail: str = ""


def compare_schemas(old: Path, new: Path) -> tuple[Change, ...]:
    """The changes from one edition folder to another, in the order of the new schema.

    Raises `SchemaError` if one of them cannot be read or planned.
    """
    return compare_plans(planner.plan(read_schema(old)), planner.plan(read_schema(new)))


def compare_plans(old: Plan, new: Plan) -> tuple[Change, ...]:
    """The changes from one plan to another; removed parts come last."""
    before = {part.name: part for part in parts(old)}
    after = {part.name: part for part in parts(new)}
    changes: list[Change] = []
    for name, part in after.items():
        known = before.get(name)
        if known is None:
            changes.append(Change("added", name, part.detail, part.added))
        else:
            changes += _differences(known, part)
    gone = [part for name, part in before.items() if name not in after]
    changes += [Change("removed", part.name, part.detail, part.removed) for part in gone]
    return tuple(changes)


def _differences(old: Part, new: Part) -> Iterator[Change]:
    for name in dict.fromkeys([*old.facts, *new.facts]):
        before, after = old.facts.get(name), new.facts.get(name)
        was = before.text if before is not None else ""
        now = after.text if after is not None else ""
        fact = after or before
        if was != now and fact is not None:
            detail = f"{name} {was or 'none'} -> {now or 'none'}"
            yield Change("changed", new.name, detail, fact.judge(was, now))


def parts(plan: Plan) -> Iterator[Part]:
    """Every part of the format that a plan describes."""
    labels = {one.name: _label(plan, one) for one in plan.classes}
    for one in plan.classes:
        yield from _class(one, labels[one.name])
    for value in plan.values:
        if not value.name.startswith("xs:"):
            yield from _value(value)
    for identity in plan.host:
        yield _condition(
            f"hosts: {identity.name}", f"{identity.selector_xpath} {identity.field_xpaths}"
        )


def _label(plan: Plan, one: PlanClass) -> str:
    """The element in the pages' words, with what makes its kind."""
    page = next((page for page in plan.pages if one.name in page.classes), None)
    path = page.path if page is not None else "/".join(one.tags)
    kind = " and ".join(f"@{name}='{value}'" for name, value in one.kind)
    if one.is_base or not one.union:
        return (
            path
            if page is None or len(page.classes) == 1 or one.is_base
            else f"{path} ({one.name})"
        )
    return f"{path}[{kind}]" if kind else f"{path}[{one.name}]"


def _class(one: PlanClass, label: str) -> Iterator[Part]:
    facts = {
        "class": Fact(one.name, _always("breaking")),
        "print order": Fact(", ".join(child.name for child in one.children), _always("compatible")),
        **_told(one.about),
    }
    is_kind = one.union is not None and not one.is_base
    yield Part(label, facts, "note" if is_kind else "compatible", "breaking", f"class {one.name}")
    for attribute in one.attributes:
        if not attribute.inherited and attribute.constant is None:
            yield _attribute(attribute, label)
    for child in one.children:
        if not child.inherited:
            yield _child(child, label)
    if one.content is not None:
        facts = {
            "type": Fact(f"{one.content.annotation} ({one.content.value})", _always("breaking"))
        }
        yield Part(f"{label}/text()", facts, "breaking", "breaking")
    if one.wildcard is not None:
        facts = {"namespaces": Fact(" ".join(one.wildcard.namespaces), _always("note"))}
        yield Part(f"{label}/*", facts, "compatible", "breaking")
    for check in one.checks:
        if not check.inherited:
            yield _condition(f"{label}: {check.id}", check.xpath, check.severity)
    for identity in one.identities:
        xpath = f"{identity.kind} {identity.selector_xpath} {', '.join(identity.field_xpaths)}"
        yield _condition(f"{label}: {identity.name}", xpath)
    for implied in one.implied:
        if not implied.inherited:
            facts = {"value": Fact(implied.xpath, _always("note"))}
            name = f"{label}: {'/'.join(implied.select)} if absent"
            yield Part(name, facts, "note", "note", implied.xpath)


def _attribute(attribute: PlanAttribute, label: str) -> Part:
    need = "required" if attribute.required else "optional"
    facts = {
        "field": Fact(attribute.field, _always("breaking")),
        "type": Fact(_bare(attribute.annotation), _always("breaking")),
        "use": Fact(need, _always("breaking")),
        "default": Fact(attribute.default or "", _always("note")),
        "fixed value": Fact(attribute.fixed or "", _tightening),
        **_told(attribute.about),
    }
    added: Effect = "breaking" if attribute.required else "compatible"
    return Part(
        f"{label}/@{attribute.name}", facts, added, "breaking", f"{need}, {attribute.annotation}"
    )


def _child(child: PlanChild, label: str) -> Part:
    most = "unbounded" if child.maximum is None else str(child.maximum)
    facts = {
        "field": Fact(child.field, _always("breaking")),
        "type": Fact(_bare(child.annotation), _always("breaking")),
        "at least": Fact(str(child.minimum), _needs),
        "at most": Fact(most, _allows),
        "default": Fact(child.default or "", _always("note")),
        "fixed value": Fact(child.fixed or "", _tightening),
        **_told(child.about),
    }
    added: Effect = "breaking" if child.minimum else "compatible"
    detail = f"{child.minimum} to {most}, {child.annotation}"
    return Part(f"{label}/{child.name}", facts, added, "breaking", detail)


def _value(value: PlanValue) -> Iterator[Part]:
    facts = {
        # The words of an enumeration are parts of their own.
        "type": Fact(
            "one of a list"
            if value.kind == "enumeration"
            else value.alias_type or value.annotation,
            _always("breaking"),
        ),
        "minimum": Fact(value.minimum or value.above or "", _lower_bound),
        "maximum": Fact(value.maximum or value.below or "", _upper_bound),
        "shortest": Fact(_text(value.shortest), _lower_bound),
        "longest": Fact(_text(value.longest), _upper_bound),
        "patterns": Fact(
            " and ".join(" | ".join(group) for group in value.xsd_patterns), _tightening
        ),
        "assertions": Fact(" and ".join(value.assertions), _tightening),
        "members": Fact(", ".join(value.members), _always("breaking")),
        "white space": Fact(value.white_space, _always("note")),
        "openness": Fact("open" if value.open else "", _always("note")),
        **_told(value.about),
    }
    # A space of its own adds nothing: the parts that use it are changed or added too.
    yield Part(value.name, facts, "compatible", "compatible", value.annotation)
    if value.kind == "union":
        return
    for word, about in value.values:
        yield Part(f"{value.name} = {word!r}", _told(about), "note", "breaking")


def _condition(name: str, xpath: str, severity: str = "error") -> Part:
    facts = {"test": Fact(xpath, _always("breaking" if severity == "error" else "note"))}
    facts["severity"] = Fact(
        severity, lambda _, now: "breaking" if now == "error" else "compatible"
    )
    return Part(name, facts, "breaking" if severity == "error" else "note", "compatible", xpath)


def _told(about: About) -> dict[str, Fact]:
    """What is said of a part, beside its structure."""
    return {
        "since": Fact(about.since or "", _always("compatible")),
        "deprecated": Fact(about.deprecated or "", _always("note")),
        "documentation": Fact(" ".join(about.text.split()), _always("compatible")),
    }


# How a change of a fact affects users


def _always(effect: Effect) -> Callable[[str, str], Effect]:
    return lambda _was, _now: effect


def _tightening(_was: str, now: str) -> Effect:
    """A condition that is there refuses; one that is gone does not."""
    return "breaking" if now else "compatible"


def _needs(was: str, now: str) -> Effect:
    """More needed refuses; none needed makes the field optional."""
    return "breaking" if int(now) > int(was) or now == "0" else "compatible"


def _allows(was: str, now: str) -> Effect:
    """Fewer allowed refuses; between one and several the field becomes another."""
    if "1" in (was, now):
        return "breaking"
    return (
        "compatible"
        if now == "unbounded" or (was.isdigit() and int(now) > int(was))
        else "breaking"
    )


def _lower_bound(was: str, now: str) -> Effect:
    return "compatible" if not now or (was and Decimal(now) < Decimal(was)) else "breaking"


def _upper_bound(was: str, now: str) -> Effect:
    return "compatible" if not now or (was and Decimal(now) > Decimal(was)) else "breaking"


def _bare(annotation: str) -> str:
    """The type without what is told elsewhere: absence and number."""
    return annotation.removesuffix(" | None").removeprefix("list[").removesuffix("]")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
