"""Filling in what the specification implies where a document is silent."""

from __future__ import annotations

import copy
from typing import TypeVar

from lxml import etree

from virtdom_runtime import reader, telling, writer
from virtdom_runtime.element import Element
from virtdom_runtime.faults import InvalidDomain
from virtdom_runtime.parse import parse
from virtdom_runtime.tables import ClassTable, Edition, Implied, Node

E = TypeVar("E", bound=Element)


def fill_in(element: E) -> E:
    """A copy of the object with implied values in their places. Raises `InvalidDomain`."""
    tag = element.__table__.tags[0]
    text, faults = writer.judge(element, tag)
    if any(fault.severity == "error" for fault in faults):
        raise InvalidDomain(faults)
    root = parse(text)
    _fill(root, element.__table__, element.__edition__)
    result, found = reader.read_tree(
        type(element), root, strict=False, tolerated=writer.unknown_values(element)
    )
    if result is None:
        raise InvalidDomain(telling.tell(found, None, root))
    return result  # type: ignore[return-value]  # read by the table of the same class


def _fill(node: Node, table: ClassTable, edition: Edition) -> None:
    for attribute in table.attributes.values():
        if attribute.default is not None and node.get(attribute.name) is None:
            node.set(attribute.name, attribute.default)
    for implied in table.implied:
        _imply(node, implied)
    for part in node:
        child = table.children.get(str(part.tag))
        if child is None:
            continue
        if child.default is not None and not (part.text or len(part)):
            part.text = child.default
        inner = edition.table_for(child, part)
        if inner is not None:
            _fill(part, inner, edition)


def _imply(node: Node, implied: Implied) -> None:
    """Puts the implied value at its place, making the elements on the way, unless it is there."""
    *steps, last = implied.select
    if _present(node, implied.select):
        return
    values = implied.value(node)
    if not values:
        return
    value = values[0]
    for step in steps:
        inner = node.find(step)
        node = inner if inner is not None else etree.SubElement(node, step)
    if last.startswith("@"):
        node.set(last[1:], value if isinstance(value, str) else (value.text or ""))
        return
    if isinstance(value, str):
        etree.SubElement(node, last).text = value or None
        return
    made = copy.deepcopy(value)
    made.tag = last
    made.tail = None
    node.append(made)


def _present(node: Node, select: tuple[str, ...]) -> bool:
    *steps, last = select
    for step in steps:
        inner = node.find(step)
        if inner is None:
            return False
        node = inner
    if last.startswith("@"):
        return node.get(last[1:]) is not None
    return node.find(last) is not None
