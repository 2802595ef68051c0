"""Nodes of an lxml tree: their names as the document writes them, their text, their XML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from lxml import etree

from virtdom_runtime.characters import XML_NAMESPACE
from virtdom_runtime.tables import Node

_QUOTE = {'"': "&quot;"}


def is_element(node: Node) -> bool:
    """Whether it is an element, and no comment or processing instruction."""
    return not callable(node.tag)


def text_of(node: Node) -> str:
    """All text of an element; comments within are passed over."""
    if not len(node):
        return node.text or ""
    return (node.text or "") + "".join(part.tail or "" for part in node)


def inner_xml(node: Node) -> str:
    """All content of an element as XML text."""
    parts = [xml_of(part) + escape(part.tail or "") for part in node]
    return escape(node.text or "") + "".join(parts)


def xml_of(node: Node) -> str:
    """A node as XML text by itself."""
    xml = etree.tostring(node, encoding="unicode", with_tail=False)
    parent = node.getparent()
    if parent is None or not is_element(node):
        return xml
    # Of the namespaces declared around it, those that it does not use are none of its content.
    for prefix, namespace in parent.nsmap.items():
        declaration = f' xmlns:{prefix}="{escape(namespace, _QUOTE)}"'
        rest = xml.replace(declaration, "", 1)
        if prefix and f"{prefix}:" not in rest:
            xml = rest
    return xml


def local_name(name: str) -> str:
    return name.rpartition("}")[2]


def attribute_name(node: Node, attribute: str) -> str:
    """The name of an attribute as its document writes it."""
    namespace, brace, local = attribute[1:].partition("}")
    if not brace:
        return attribute
    if namespace == XML_NAMESPACE:
        return f"xml:{local}"
    prefix = next((p for p, n in node.nsmap.items() if n == namespace and p), None)
    return f"{prefix}:{local}" if prefix else local


def name_of(node: Node) -> str:
    """The name of an element as its document writes it."""
    local = local_name(str(node.tag))
    return f"{node.prefix}:{local}" if node.prefix else local


def strange_namespace(node: Node) -> str | None:
    """The namespace of an element whose name does not show it."""
    if node.prefix:
        return None
    return str(node.tag)[1:].partition("}")[0] if str(node.tag).startswith("{") else None
