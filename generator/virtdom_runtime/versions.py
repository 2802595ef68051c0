"""Which version of libvirt a document needs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from virtdom_runtime.element import Element
from virtdom_runtime.faults import Fault
from virtdom_runtime.nodes import local_name
from virtdom_runtime.parse import parse
from virtdom_runtime.tables import ClassTable, Edition, Node
from virtdom_runtime.telling import Found, path_of, tell
from virtdom_runtime.values import Value

Version = tuple[int, ...]


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a document and the version that brought it."""

    since: str
    path: str
    what: str


def version(text: str) -> Version:
    """`9.0` as comparable numbers. Raises ValueError."""
    parts = text.strip().split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{text!r} is not a version; write it like 9.0 or 0.4.3")
    numbers = [int(part) for part in parts]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def requirements(element: Element) -> tuple[Requirement, ...]:
    """All parts of the object that a version introduced, the newest first."""
    from virtdom_runtime import writer

    root = parse(writer.write(element, element.__table__.tags[0]))
    found = [
        Requirement(since=since, path=path_of(node, attribute), what=what)
        for node, attribute, since, what in _walk(root, element.__table__, element.__edition__)
    ]
    return tuple(sorted(found, key=lambda r: version(r.since), reverse=True))


def newer_than(
    root: Node, text: str, element: Element | type[Element], target: str
) -> tuple[Fault, ...]:
    """Faults for the parts of a document that the target version does not know yet.

    `element` is its object, or the class of it.
    """
    limit = version(target)
    found = [
        Found(
            node,
            attribute,
            "version.target",
            f"{what} needs libvirt {since}; the target is {target}",
            (f"libvirt {since} or newer",),
            target,
        )
        for node, attribute, since, what in _walk(root, element.__table__, element.__edition__)
        if version(since) > limit
    ]
    return tell(found, text, root) if found else ()


def _walk(
    node: Node, table: ClassTable, edition: Edition
) -> Iterator[tuple[Node, str | None, str, str]]:
    """(element, attribute, since, what) for every part with a version."""
    if table.since is not None:
        yield node, None, table.since, f"this kind of <{local_name(str(node.tag))}>"
    for name, attribute in table.attributes.items():
        text = node.get(name)
        if text is None:
            continue
        if attribute.since is not None:
            yield node, name, attribute.since, f"@{local_name(name)}"
        since = _value_since(attribute.value, text)
        if since is not None:
            yield node, name, since, f"@{local_name(name)}={text!r}"
    for part in node:
        child = table.children.get(str(part.tag))
        if child is None:
            continue
        if child.since is not None:
            yield part, None, child.since, f"<{local_name(child.name)}>"
        if child.value is not None:
            since = _value_since(child.value, part.text or "")
            if since is not None:
                yield part, None, since, f"<{local_name(child.name)}> {part.text}"
        inner = edition.table_for(child, part)
        if inner is not None:
            yield from _walk(part, inner, edition)


def _value_since(space: Value, text: str) -> str | None:
    return space.since.get(space.normalise(text)) if space.since else None
