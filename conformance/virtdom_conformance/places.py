"""Places in a document: `/domain/devices/disk[2]/@type`, found and named."""

from __future__ import annotations

import re

from lxml import etree

Node = etree._Element  # pyright: ignore[reportPrivateUsage]
"""What lxml calls an element; it has no public name."""

_STEP = re.compile(
    r"(?P<name>\{[^}]*\}[^\[\]/@]+|[^\[\]/@{}]+)(?:\[(?P<position>[1-9][0-9]*)\])?\Z"
)


def parse(document: bytes) -> Node:
    """The root of a document, with nothing fetched or expanded. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(document, parser)


def split(path: str) -> tuple[str, str | None]:
    """A path as the path of an element and the name of an attribute of it, if it names one."""
    element, at, attribute = path.rpartition("/@")
    return (element, attribute) if at else (path, None)


def find(root: Node, path: str) -> Node | None:
    """The element at a path of names and positions. Raises ValueError for any other XPath."""
    steps = path.strip("/").split("/") if path != "/" else []
    node: Node | None = None
    for index, step in enumerate(steps):
        match = _STEP.match(step)
        if match is None:
            raise ValueError(f"{path!r} is not a path of names and positions")
        name, position = match["name"], int(match["position"] or 1)
        if index == 0:
            alike = [root] if root.tag == name else []
        else:
            assert node is not None
            alike = [child for child in node if child.tag == name]
        if position > len(alike):
            return None
        node = alike[position - 1]
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
