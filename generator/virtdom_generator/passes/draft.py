"""What the passes hand on: the Model and what has been planned so far, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from virtdom_generator.errors import SchemaError, SchemaProblem
from virtdom_generator.model import Alternative, ComplexType, Element, Model, Notes, Place, RuleKind
from virtdom_generator.naming import class_name
from virtdom_generator.plan import (
    About,
    Page,
    PlanClass,
    PlanIdentity,
    PlanModule,
    PlanRule,
    PlanUnion,
    PlanValue,
)
from virtdom_generator.rules import StaticContext


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of a family: its schema type and, for a kind, the alternative that picks it.

    A kind without alternative stands for elements that no alternative picks.
    """

    cls: str
    type: str
    alternative: Alternative | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """An element and its classes: one class, or a base and a class per kind."""

    noun: str
    type: str
    """The declared type."""
    tags: tuple[str, ...]
    base: Kind
    kinds: tuple[Kind, ...]
    """Empty without alternatives."""
    declared: Element

    @property
    def root_class(self) -> str:
        return self.base.cls

    @property
    def types(self) -> tuple[str, ...]:
        """All schema types the element may have."""
        return tuple(dict.fromkeys((self.type, *(kind.type for kind in self.kinds))))


FamilyKey = tuple[str, str]
"""(noun, type) with kinds, ("", type) without."""


@dataclass(frozen=True, slots=True)
class Draft:
    model: Model
    url: str
    types: Mapping[str, ComplexType]
    rule_kinds: Mapping[str, RuleKind]
    families: Mapping[FamilyKey, Family] = field(default_factory=dict[FamilyKey, Family])
    values: tuple[PlanValue, ...] = ()
    constants: Mapping[str, PlanValue] = field(default_factory=dict[str, PlanValue])
    """Value spaces by schema name."""
    pages: tuple[Page, ...] = ()
    page_of: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Page by (parent's page, element name); ("", root) for the root."""
    class_pages: Mapping[str, str] = field(default_factory=dict[str, str])
    classes: tuple[PlanClass, ...] = ()
    unions: tuple[PlanUnion, ...] = ()
    modules: tuple[PlanModule, ...] = ()
    rules: tuple[PlanRule, ...] = ()
    host: tuple[PlanIdentity, ...] = ()

    @staticmethod
    def of(model: Model, url: str) -> Draft:
        return Draft(
            model=model,
            url=url,
            types={t.name: t for t in model.complex_types},
            rule_kinds={rule.id: rule.kind for rule in model.rules},
        )

    def with_(self, **parts: Any) -> Draft:
        return replace(self, **parts)

    def family_of(self, element: Element) -> Family:
        """The family of an element that has a complex type."""
        return self.families[family_key(element)]

    def is_flag(self, element: Element) -> bool:
        """An empty element that occurs at most once: its presence is all it says."""
        if not element.type or element.alternatives or element.maximum != 1 or element.identities:
            return False
        held = self.types[element.type]
        return not (
            held.attributes or held.children or held.text or held.wildcard or held.any_attribute
            or held.assertions or held.implied
        )  # fmt: skip

    def first_rule(self, rules: tuple[str, ...], *kinds: RuleKind) -> str | None:
        """The first cited rule of one of the kinds, or the first of all."""
        for rule in rules:
            if self.rule_kinds.get(rule) in kinds:
                return rule
        return None

    def context(self, place: Place, *types: str, typed: bool = True) -> StaticContext:
        """An XPath written at a place, whose context node may have these types."""
        return StaticContext(
            types=self.types,
            here=frozenset(types),
            namespaces=self.prefixes(place),
            typed=typed,
        )

    def prefixes(self, place: Place) -> dict[str, str]:
        """Namespaces by prefix, as the file of a place declares them."""
        modules = (one for one in self.model.modules if one.notes.place.file == place.file)
        return dict(next((one.namespaces for one in modules), ()))

    def refuse(self, place: Place, message: str) -> SchemaError:
        return SchemaError([SchemaProblem(place.file, place.line, message)])


def family_key(element: Element) -> FamilyKey:
    if not element.alternatives:
        return ("", element.type)
    return (class_name(element.class_name or element.name), element.type)


def about(notes: Notes, default: str | None = None) -> About:
    """What the schema tells about a part, for the Plan."""
    return About(
        text=notes.text,
        rules=notes.rules,
        since=notes.since,
        deprecated=notes.deprecated,
        drivers=notes.drivers,
        default=default if default is not None else notes.default,
        anchors=notes.anchors,
        source=str(notes.place),
    )
