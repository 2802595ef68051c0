"""Containers: elements that say nothing by themselves, so their objects can always be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from ..model import ComplexType, Element, Place
from ..schema import Schema


def containers(schema: Schema) -> Iterator[tuple[Place, str]]:
    types = {type_.name: type_ for type_ in schema.model.complex_types}
    if schema.model.root.container:
        yield schema.model.root.notes.place, "the root is no container: it always stands"
    for type_ in types.values():
        for child in type_.children:
            if child.container and child.owner == type_.name:
                for message in islice(_faults(child, types), 1):
                    yield child.notes.place, f"{child.name} is no container: {message}"


def _faults(element: Element, types: Mapping[str, ComplexType]) -> Iterator[str]:
    held = types.get(element.type)
    if element.minimum > 0 or element.maximum != 1:
        yield "it stands at most once, and may be left out"
    if held is None or held.text is not None:
        yield "it holds text"
        return
    if element.alternatives:
        yield "it comes in kinds"
    needed = [f"@{each.name}" for each in held.attributes if each.required]
    needed += [f"<{each.name}>" for each in held.children if each.minimum > 0]
    if held.wildcard is not None and held.wildcard.minimum > 0:
        needed.append("an element")
    if needed:
        yield f"it may not be empty, for it needs {', '.join(needed)}"
    if not held.parts and held.wildcard is None:
        yield "it holds nothing, and its presence is all it says"
    if _holds_itself(held, held.name, types, frozenset()):
        yield "it holds itself, without end"


def _holds_itself(
    held: ComplexType, name: str, types: Mapping[str, ComplexType], seen: frozenset[str]
) -> bool:
    """Whether containers lead back to the type."""
    inner = {child.type for child in held.children if child.container} - seen
    return name in inner or any(
        _holds_itself(types[each], name, types, seen | inner) for each in inner if each in types
    )
