"""Constructs that the XSD library gets wrong, or that hide what a declaration says."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ComplexType, Model, Place
from ..schema import Schema
from ..xsd_files import XS, Node, SchemaFile, local


def constructs(schema: Schema) -> Iterator[tuple[Place, str]]:
    for file in schema.files.files:
        for node in file.nodes():
            yield from ((file.place(node), message) for message in _faults(file, node))
    yield from _bases_without_content(schema)


def _faults(file: SchemaFile, node: Node) -> Iterator[str]:
    match node.tag.removeprefix(XS) if isinstance(node.tag, str) else "":
        case "schema":
            if "defaultAttributes" in node.attrib:
                yield "defaultAttributes fails with extension: declare the attributes on each type"
        case "attributeGroup":
            yield "xs:attributeGroup hides where attributes are declared: use a base type"
        case "attribute":
            yield from _attribute_faults(node)
        case "alternative":
            if "test" not in node.attrib:
                yield (
                    "a default xs:alternative hides unknown kinds: "
                    "leave it out and enumerate the attribute on the base type"
                )
        case "any" | "anyAttribute":
            if node.get("processContents") != "skip":
                yield f'xs:{local(node)} must say processContents="skip": only the root is global'
        case _:
            pass


def _attribute_faults(node: Node) -> Iterator[str]:
    name = node.get("name") or node.get("ref", "")
    if "inheritable" in node.attrib:
        yield f"inheritable on @{name} loses faults below the element: nest alternatives"
    if "type" not in node.attrib and "ref" not in node.attrib:
        yield f"@{name} has no type: untyped attributes compare as numbers"


def _bases_without_content(schema: Schema) -> Iterator[tuple[Place, str]]:
    """Types without content model that a type with children extends."""
    nodes = _type_nodes(schema)
    for type_ in schema.model.complex_types:
        if type_.text is not None or nodes[type_.notes.place].find(f".//{XS}all") is not None:
            continue
        extending = next(_with_own_children(schema.model, type_), None)
        if extending is not None:
            message = (
                f"{type_.name} is extended with children by {extending.name}: "
                "give it an empty <xs:all/>"
            )
            yield type_.notes.place, message


def _type_nodes(schema: Schema) -> dict[Place, Node]:
    return {
        file.place(node): node
        for file in schema.files.files
        for node in file.root.iterchildren(f"{XS}complexType")
    }


def _with_own_children(model: Model, base: ComplexType) -> Iterator[ComplexType]:
    for type_ in model.complex_types:
        if type_.base == base.name:
            if any(child.owner == type_.name for child in type_.children):
                yield type_
            yield from _with_own_children(model, type_)
