"""One change to a document: how the rows of a table come from their template."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from virtdom_conformance.places import Node, find, parse, path_of, split


@dataclass(frozen=True, slots=True)
class Changed:
    """A document after one change."""

    document: bytes
    path: str
    """Where the fault stands if the change makes one."""


def write(document: bytes, place: str, value: str) -> Changed:
    """Writes an attribute or the text of an element. Raises ValueError without such an element."""
    root = parse(document)
    path, attribute = split(place)
    node = _there(root, path)
    if attribute is None:
        node.text = value
    else:
        node.set(attribute, value)
    return Changed(_text(root), path_of(node, attribute))


def insert(document: bytes, place: str, xml: str) -> Changed:
    """Adds an element as the last child. Raises ValueError if the parent is not there.

    No white space comes into an element that was empty: it would be a second change.
    """
    root = parse(document)
    parent = _there(root, place)
    try:
        child = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the inserted element is not XML: {error}") from error
    indent = (parent.text or "\n") if not (parent.text or "").strip() else ""
    if len(parent):
        child.tail = parent[-1].tail
        parent[-1].tail = indent
    parent.append(child)
    return Changed(_text(root), path_of(child))


def remove(document: bytes, place: str) -> Changed:
    """Takes an element or attribute away. Raises ValueError if it is not there."""
    root = parse(document)
    path, attribute = split(place)
    node = _there(root, path)
    if attribute is not None:
        if node.get(attribute) is None:
            raise ValueError(f"the template has no {place}")
        del node.attrib[attribute]
        return Changed(_text(root), path_of(node, attribute))
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root cannot be taken away")
    before = node.getprevious()
    if before is not None:
        before.tail = node.tail if node.getnext() is None else before.tail
    elif node.getnext() is None and not (parent.text or "").strip():
        parent.text = None
    parent.remove(node)
    return Changed(_text(root), path_of(parent))


def _there(root: Node, path: str) -> Node:
    node = find(root, path)
    if node is None:
        raise ValueError(f"the template has no {path}")
    return node


def _text(root: Node) -> bytes:
    return etree.tostring(root, encoding="utf-8") + b"\n"
