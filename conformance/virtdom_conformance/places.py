"""Places in a document: `/domain/devices/disk[2]/@type`, found and named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Node = etree._Element  # pyright: ignore[reportPrivateUsage]
"""What lxml calls an element; it has no public name."""

_STEP = re.compile(r"(?P<name>@?[^\[\]/@]+)(?:\[(?P<position>[1-9][0-9]*)\])?\Z")


def parse(document: bytes) -> Node:
    """The root of a document, with nothing fetched or expanded. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(document, parser)


def split(path: str) -> tuple[str, str | None]:
    """A path as the path of an element and the name of an attribute of it, if it names one."""
    element, at, attribute = path.rpartition("/@")
    return (element, attribute) if at else (path, None)


def steps(path: str) -> Iterator[tuple[str, int]]:
    """The steps of a path, each a name and a position from 1.

    Raises ValueError for an XPath that is more than names and positions.
    """
    for step in path.strip("/").split("/") if path.strip("/") else ():
        match = _STEP.match(step)
        if match is None:
            raise ValueError(f"{path!r} is not a path of names and positions")
        yield match["name"], int(match["position"] or 1)


def find(root: Node, path: str) -> Node | None:
    """The element at a path without attribute. Raises ValueError as `steps` does."""
    alike: list[Node] = [root]
    node: Node | None = None
    for name, position in steps(path):
        alike = [child for child in alike if child.tag == name]
        if position > len(alike):
            return None
        node = alike[position - 1]
        alike = list(node)
    return node


def path_of(node: Node, attribute: str | None = None) -> str:
    """The path of an element or attribute, with a position where siblings share the name."""
    steps: list[str] = []
    current: Node | None = node
    while current is not None:
        step = str(current.tag)
        parent = current.getparent()
        if parent is not None:
            alike = [child for child in parent if child.tag == current.tag]
            if len(alike) > 1:
                step += f"[{alike.index(current) + 1}]"
        steps.append(step)
        current = parent
    path = "/" + "/".join(reversed(steps))
    return f"{path}/@{attribute}" if attribute is not None else path
