"""Constructs that the XSD library gets wrong, or that hide what a declaration says."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Place
from ..schema import Schema
from ..xsd_files import XS, Node, SchemaFile, local


def constructs(schema: Schema) -> Iterator[tuple[Place, str]]:
    for file in schema.files.files:
        for node in file.nodes():
            yield from ((file.place(node), message) for message in _faults(file, node))


def _faults(file: SchemaFile, node: Node) -> Iterator[str]:
    match node.tag.removeprefix(XS) if isinstance(node.tag, str) else "":
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
