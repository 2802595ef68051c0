"""Every XPath of a schema, checked over the types it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ComplexType, Element, Identity, Place, SimpleType
from ..schema import Schema
from .static_types import Types
from .xpath_check import Static, XPathCheck


def xpaths(schema: Schema) -> Iterator[tuple[Place, str]]:
    checker = _Checker(schema)
    model = schema.model
    for type_ in model.complex_types:
        yield from checker.type_conditions(type_)
        for child in type_.children:
            if child.owner == type_.name:
                yield from checker.element_conditions(child)
    yield from checker.element_conditions(model.root)
    for each in model.host:
        yield from checker.identity(each, [model.root.type], normalised=True)
    for simple in model.simple_types:
        yield from checker.facets(simple)


class _Checker:
    def __init__(self, schema: Schema) -> None:
        self.types = Types(schema.model)
        self.namespaces = {
            file.name: {prefix: uri for prefix, uri in file.root.nsmap.items() if prefix}
            for file in schema.files.files
        }

    def at(self, place: Place) -> XPathCheck:
        return XPathCheck(self.types, self.namespaces[place.file])

    def type_conditions(self, type_: ComplexType) -> Iterator[tuple[Place, str]]:
        """Assertions, warnings and implied values that the type itself declares."""
        context = self.types.family([type_.name])
        for assertion in type_.assertions:
            if assertion.owner == type_.name:
                check = self.at(assertion.place)
                check.test(assertion.test, context)
                yield from _told(assertion.place, check)
        for implied in type_.implied:
            if implied.owner == type_.name:
                check = self.at(implied.place)
                check.path(implied.select, Static(self.types.context(context)), assignable=True)
                check.test(implied.value, context, normalised=True)
                yield from _told(implied.place, check)

    def element_conditions(self, element: Element) -> Iterator[tuple[Place, str]]:
        """Tests of alternatives and identity constraints of a declaration."""
        for alternative in element.alternatives:
            check = self.at(alternative.notes.place)
            check.test(alternative.test, self.types.of(element), attributes_only=True)
            yield from _told(alternative.notes.place, check)
        for identity in element.identities:
            yield from self.identity(identity, self.types.of(element))

    def facets(self, type_: SimpleType) -> Iterator[tuple[Place, str]]:
        """Assertions on a value."""
        for assertion in type_.assertions:
            if assertion.owner == type_.name:
                check = self.at(assertion.place)
                check.facet(assertion.test, type_)
                yield from _told(assertion.place, check)

    def identity(
        self,
        identity: Identity,
        context: frozenset[str] | list[str],
        *,
        normalised: bool = False,
    ) -> Iterator[tuple[Place, str]]:
        check = self.at(identity.place)
        selected = check.path(identity.selector, Static(self.types.context(context)))
        for field in identity.fields:
            if normalised:
                check.path(field, selected)
            else:
                check.field(field, selected)
        yield from _told(identity.place, check)


def _told(place: Place, check: XPathCheck) -> Iterator[tuple[Place, str]]:
    return ((place, message) for message in check.faults)
