"""Static types of XPath steps: what a name can reach from a set of types.

A context is the set of complex types that its element may have: the declared type, those of its
alternatives, and for a condition that a type declares also the types that extend it. A step reaches
what any of them has; a name is unknown when none has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..model import Attribute, Element, Model, SimpleType, Wildcard

Node = Literal["element", "attribute"]


@dataclass(frozen=True, slots=True)
class Item:
    """A node that an expression may select."""

    node: Node
    name: str
    """Empty for a context, whose element may have several names."""
    type: str
    """Name of a complex type, or of a simple type for attributes and for elements of text alone."""
    parent: Item | None


class Types:
    """The types of a model by name, with the steps between them."""

    def __init__(self, model: Model) -> None:
        self.complex = {type_.name: type_ for type_ in model.complex_types}
        self.simple = {type_.name: type_ for type_ in _simple_types(model)}
        self._extending: dict[str, list[str]] = defaultdict(list)
        self._holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for type_ in model.complex_types:
            if type_.base is not None:
                self._extending[type_.base].append(type_.name)
            for child in type_.children:
                for reached in self.of(child):
                    self._holders[reached].append((child.name, type_.name))
        for reached in self.of(model.root):
            self._holders[reached].append((model.root.name, ""))

    def of(self, element: Element) -> frozenset[str]:
        """Complex types that an element may have."""
        if element.value is not None:
            return frozenset()
        return frozenset([element.type, *(each.type for each in element.alternatives)])

    def family(self, names: Iterable[str]) -> frozenset[str]:
        """The types and all that extend them."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._extending[name]
        return frozenset(found)

    def context(self, names: Iterable[str]) -> frozenset[Item]:
        return frozenset(Item("element", "", name, None) for name in names)

    def children(self, item: Item, name: str) -> Iterator[Item]:
        for child in self._children(item):
            if child.name == name:
                if child.value is not None:
                    yield Item("element", name, child.value.name, item)
                for reached in self.of(child):
                    yield Item("element", name, reached, item)

    def attributes(self, item: Item, name: str) -> Iterator[Item]:
        for each in self._attributes(item):
            if each.name == name:
                yield Item("attribute", name, each.type.name, item)

    def parents(self, item: Item) -> Iterator[Item]:
        if item.parent is not None:
            yield item.parent
        else:
            holders = {holder for _, holder in self._holders[item.type] if holder}
            yield from self.context(holders)

    def names(self, item: Item) -> frozenset[str]:
        """Names that the node itself may have."""
        if item.name:
            return frozenset([item.name])
        return frozenset(name for name, _ in self._holders[item.type])

    def child_names(self, item: Item) -> frozenset[str]:
        return frozenset(child.name for child in self._children(item))

    def attribute_names(self, item: Item) -> frozenset[str]:
        return frozenset(each.name for each in self._attributes(item))

    def admits(self, item: Item, name: str, node: Node) -> bool:
        """Whether a wildcard lets an undeclared name stand there."""
        type_ = self.complex.get(item.type)
        if type_ is None:
            return False
        wildcard = type_.wildcard if node == "element" else type_.any_attribute
        return wildcard is not None and _admits(wildcard, name)

    def value(self, item: Item) -> SimpleType | None:
        """Value space of the node's text; None for content of elements."""
        type_ = self.complex.get(item.type)
        return self.simple.get(item.type) if type_ is None else type_.text

    def _children(self, item: Item) -> tuple[Element, ...]:
        type_ = self.complex.get(item.type)
        return () if type_ is None else type_.children

    def _attributes(self, item: Item) -> tuple[Attribute, ...]:
        type_ = self.complex.get(item.type)
        return () if type_ is None else type_.attributes


def _admits(wildcard: Wildcard, name: str) -> bool:
    namespace = name[1:].partition("}")[0] if name.startswith("{") else ""
    return any(
        each == "##any"
        or (each == "##other" and namespace != "")
        or (each == "##local" and not namespace)
        or each == namespace
        for each in wildcard.namespaces
    )


def _simple_types(model: Model) -> Iterator[SimpleType]:
    yield from model.simple_types
    for type_ in model.complex_types:
        if type_.text is not None:
            yield from _with_parts(type_.text)
        for each in type_.attributes:
            yield from _with_parts(each.type)
        for child in type_.children:
            if child.value is not None:
                yield from _with_parts(child.value)


def _with_parts(type_: SimpleType) -> Iterator[SimpleType]:
    yield type_
    for part in (*type_.members, *([type_.item] if type_.item else [])):
        yield from _with_parts(part)
