"""Constructs of XML Schema that the Model has no place for: refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from .xsd_files import XS, XSD_NAMESPACE, Node, SchemaFile, local, namespace

_REFUSED = {
    "sequence": "write xs:all: the order of children is free in this format",
    "choice": "write xs:all, with an xs:assert or xs:alternative for the choice",
    "group": "write the elements where they are used",
    "redefine": "change the type itself",
    "override": "change the type itself",
    "openContent": "write xs:any in xs:all",
    "defaultOpenContent": "write xs:any in xs:all",
    "notation": "notations are not read",
}
_REFUSED_ATTRIBUTES = {
    ("element", "substitutionGroup"): "write xs:alternative",
    ("element", "abstract"): "write xs:alternative",
    ("element", "nillable"): "write minOccurs",
    ("any", "notNamespace"): "write namespace",
    ("any", "notQName"): "write namespace",
    ("anyAttribute", "notNamespace"): "write namespace",
    ("anyAttribute", "notQName"): "write namespace",
}


def refused(file: SchemaFile) -> Iterator[tuple[Node, str]]:
    """Constructs that cannot be read, and what to write in their place."""
    for node in file.nodes():
        if namespace(node) != XSD_NAMESPACE:
            continue
        name = local(node)
        if name in _REFUSED:
            yield node, f"xs:{name} is not read: {_REFUSED[name]}"
        for attribute in node.attrib:
            hint = _REFUSED_ATTRIBUTES.get((name, attribute))
            if hint is not None:
                yield node, f"{attribute} on xs:{name} is not read: {hint}"
            if attribute == "xpathDefaultNamespace":
                yield node, "xpathDefaultNamespace is not read: write prefixes"
        if name == "all" and (node.get("minOccurs", "1"), node.get("maxOccurs", "1")) != ("1", "1"):
            yield node, "xs:all occurs once: write minOccurs on its elements"
        if name in ("complexType", "simpleType") and "name" not in node.attrib:
            yield node, f"xs:{name} has no name: declare it at the top level and refer to it"
        if name == "restriction" and _of_simple_content(node):
            yield node, "a restriction of simple content is not read: write an extension"


def _of_simple_content(node: Node) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{XS}simpleContent"
