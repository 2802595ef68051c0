"""What an XPath expression sees of an element: the static types behind `rules`.

Verdicts must be those of the XSD processor (xmlschema with elementpath), so types here are as it
sees them, which is less than the schema says:

- the context element has its concrete type, the kind that its alternatives chose; an element
  reached from there has the type of its declaration, and what only a kind adds is untyped;
- a string type that restricts another reads as written, a built-in one with white space collapsed;
- the context element of an assertion has no typed value of its own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from .model import Alternative, ComplexType, Element, SimpleType
from .xpath_parse import Conditions, discriminator

Item = Literal["string", "number", "boolean", "double", "mixed"]


@dataclass(frozen=True)
class StaticContext:
    """Where an expression stands.

    `types` are all complex types by name. `here` names the types that the context node may have; a
    simple type is the context of a facet, which sees only `$value`. `namespaces` maps prefixes.
    `typed` is false for an alternative's test, which sees attributes without types or defaults.
    """

    types: Mapping[str, ComplexType]
    here: frozenset[str] | SimpleType
    namespaces: Mapping[str, str] = field(default_factory=dict[str, str])
    typed: bool = True


@dataclass(frozen=True)
class Reading:
    """How a text becomes a value to compare."""

    item: Item
    typed: bool = True
    """Untyped text compares with strings as written, and with numbers as a number."""
    collapse: bool = False
    many: bool = False
    """A list: several items in one text."""


@dataclass(frozen=True)
class AttributeView:
    reading: Reading
    default: str | None


@dataclass(frozen=True)
class ElementView:
    """An element as the XSD processor may see it.

    `declared` is the type that gives parts their types; `kinds` are types whose additional parts
    are there without a type. Simple elements have `value` instead.
    """

    declared: ComplexType | None
    kinds: tuple[ComplexType, ...] = ()
    value: SimpleType | None = None
    typed_text: bool = True
    default: str | None = None
    several: bool = False
    """It may occur more than once in its parent."""
    alternatives: tuple[Alternative, ...] = ()
    """How attributes choose among `kinds`, which are in the same order."""
    plain: bool = True
    """It may also be of the declared type itself."""

    @property
    def key(self) -> tuple[object, ...]:
        """Tells views apart without comparing whole types."""
        named = self.declared.name if self.declared else None
        value = self.value.name if self.value else None
        kinds = tuple(kind.name for kind in self.kinds)
        return named, kinds, value, self.several, self.default, self.plain

    def attribute(self, name: str) -> AttributeView | None:
        for each in self.declared.attributes if self.declared else ():
            if each.name == name:
                default = each.fixed if each.default is None else each.default
                return AttributeView(reading(each.type), default)
        found = [each for kind in self.kinds for each in kind.attributes if each.name == name]
        return AttributeView(_untyped(each.type for each in found), None) if found else None

    def children(self, name: str, types: Mapping[str, ComplexType]) -> tuple[ElementView, ...]:
        for each in self.declared.children if self.declared else ():
            if each.name == name:
                return (_declared(each, types),)
        found = [each for kind in self.kinds for each in kind.children if each.name == name]
        return tuple(_undeclared(each, types) for each in found)

    def attribute_names(self) -> set[str]:
        return {each.name for type_ in self.types for each in type_.attributes}

    def child_names(self) -> set[str]:
        return {each.name for type_ in self.types for each in type_.children}

    @property
    def types(self) -> tuple[ComplexType, ...]:
        return (self.declared, *self.kinds) if self.declared else self.kinds

    @property
    def has_text(self) -> bool:
        mixed = any(type_.mixed or type_.text for type_ in self.types)
        return self.value is not None or mixed

    def text(self) -> Reading | None:
        """How the element's own text reads; None if it has none that is typed or mixed."""
        own = self.value or (self.declared.text if self.declared else None)
        if self.typed_text and own:
            return reading(own)
        if any(type_.mixed for type_ in self.types):
            return Reading("string", typed=False)
        texts = [self.value, *(type_.text for type_ in self.types)]
        known = [each for each in texts if each is not None]
        return _untyped(known) if known and not self.typed_text else None

    def narrowed(self, wanted: Conditions) -> ElementView:
        """The view of such elements whose attributes meet conditions."""
        if not self.alternatives:
            return self
        kinds: list[ComplexType] = []
        alternatives: list[Alternative] = []
        covered = False
        for alternative, kind in zip(self.alternatives, self.kinds, strict=True):
            tested = discriminator(alternative.test)
            allowed = dict(tested or ())
            shared = [(values, allowed[name]) for name, values in wanted if name in allowed]
            if all(set(values) & set(known) for values, known in shared):
                kinds.append(kind)
                alternatives.append(alternative)
                covered |= tested is not None and all(
                    name in dict(wanted) and set(dict(wanted)[name]) <= set(known)
                    for name, known in tested
                )
        return replace(
            self,
            kinds=tuple(kinds),
            alternatives=tuple(alternatives),
            plain=self.plain and not covered,
        )

    def concrete(self) -> tuple[ElementView, ...]:
        """A view per type that the element may turn out to have."""
        if self.declared is None:
            return (self,)
        types = self.types if self.plain else self.kinds
        return tuple(ElementView(each, default=self.default) for each in types)


def extending_views(context: StaticContext) -> tuple[ElementView, ...]:
    """Views of the types that extend those of the context node: kinds, which have further parts."""
    if isinstance(context.here, SimpleType):
        return ()
    here = set(context.here)
    found: list[ComplexType] = []
    while further := [
        each for each in context.types.values() if each.base in here and each.name not in here
    ]:
        found += further
        here |= {each.name for each in further}
    return tuple(ElementView(each, typed_text=False) for each in found)


def context_views(context: StaticContext, *, typed_text: bool = False) -> tuple[ElementView, ...]:
    """Views of the context node. Raises KeyError for a type that does not exist."""
    if isinstance(context.here, SimpleType):
        return ()
    types = [context.types[name] for name in sorted(context.here)]
    if not context.typed:
        return (ElementView(None, tuple(types), typed_text=False),)
    return tuple(ElementView(each, typed_text=typed_text) for each in types)


def reading(type_: SimpleType) -> Reading:
    """How the XSD processor reads a value of that type when it compares."""
    if type_.variety == "list":
        item = reading(type_.item) if type_.item else Reading("string")
        return Reading(item.item, many=True)
    if type_.variety == "union":
        return _union(type_)
    if type_.name in ("xs:anySimpleType", "xs:anyAtomicType"):
        return Reading("string", typed=False)
    if type_.primitive == "string":
        if type_.name == "xs:normalizedString":
            return Reading("mixed")
        uri = type_.base == "xs:anyURI"
        return Reading(
            "string", collapse=uri or (type_.builtin and type_.white_space == "collapse")
        )
    if type_.primitive in ("integer", "decimal"):
        return Reading("number")
    return Reading("boolean" if type_.primitive == "boolean" else "double")


def _union(type_: SimpleType) -> Reading:
    members = [reading(each) for each in type_.members]
    if len({(each.item, each.many, each.typed) for each in members}) != 1 or members[0].many:
        return Reading("mixed")
    builtin = next((each for each in _flat(type_) if each.builtin), None)
    if members[0].item == "string":
        return Reading("string", collapse=builtin is None or builtin.white_space == "collapse")
    return Reading(members[0].item)


def _flat(type_: SimpleType) -> Iterable[SimpleType]:
    for member in type_.members:
        yield from _flat(member) if member.variety == "union" else (member,)


def _untyped(types: Iterable[SimpleType]) -> Reading:
    """Text whose type the processor does not see: a number if it is one under every type."""
    readings = [reading(each) for each in types]
    numeric = all(each.item == "number" and not each.many for each in readings)
    return Reading("number" if numeric else "string", typed=False)


def _declared(element: Element, types: Mapping[str, ComplexType]) -> ElementView:
    return ElementView(
        declared=types[element.type] if element.type else None,
        kinds=tuple(types[each.type] for each in element.alternatives),
        value=element.value,
        default=element.fixed if element.default is None else element.default,
        several=element.maximum != 1,
        alternatives=element.alternatives,
    )


def _undeclared(element: Element, types: Mapping[str, ComplexType]) -> ElementView:
    seen = _declared(element, types)
    return ElementView(
        declared=None,
        kinds=seen.types,
        value=seen.value,
        typed_text=False,
        several=seen.several,
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a misspelt one means, as the end of a sentence; empty if none is near."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
