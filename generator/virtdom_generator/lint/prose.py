"""Documentation that is missing, and conditions without an id to cite."""

from __future__ import annotations

from collections.abc import Iterator

from ..annotations import documentation, sentence
from ..model import Place
from ..schema import Schema
from ..xsd_files import XS, Node, SchemaFile, V, local

_DOCUMENTED = {
    "schema": "the module",
    "complexType": "the type",
    "simpleType": "the type",
    "element": "the element",
    "attribute": "the attribute",
    "enumeration": "the value",
    "assert": "the assertion",
    "assertion": "the assertion",
    "unique": "the constraint",
    "key": "the constraint",
    "keyref": "the constraint",
}
_SENTENCES = ("warning", "implied", "host")


def prose(schema: Schema) -> Iterator[tuple[Place, str]]:
    for file in schema.files.files:
        for node in file.nodes():
            yield from ((file.place(node), message) for message in _faults(file, node))


def _faults(file: SchemaFile, node: Node) -> Iterator[str]:
    name = local(node)
    if node.tag == f"{XS}{name}":
        if name in _DOCUMENTED and "ref" not in node.attrib and not documentation(node):
            yield f"{_DOCUMENTED[name]}{_label(file, node)} has no documentation"
        if name == "schema" and not node.get(f"{V}title", "").strip():
            yield f"the module {file.module} has no v:title"
        if name in ("assert", "assertion") and "id" not in node.attrib:
            yield f"xs:{name} has no id"
    elif node.tag == f"{V}{name}" and name in _SENTENCES and not sentence(node):
        yield f"v:{name} has no sentence"


def _label(file: SchemaFile, node: Node) -> str:
    """What the declaration calls itself, with a leading blank."""
    if local(node) == "schema":
        return f" {file.module}"
    label = node.get("name") or node.get("value") or node.get("id") or ""
    return f" {label}" if label else ""
