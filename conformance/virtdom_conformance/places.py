"""Places in a document: `/domain/devices/disk[2]/@type`, found and named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Node = etree._Element  # pyright: ignore[reportPrivateUsage]
"""What lxml calls an element; it has no public name."""

_SLASH = re.compile(r"/(?![^{}]*\})")
"""Between steps; the namespace of a name may have slashes of its own."""
_STEP = re.compile(r"(?P<name>@?(?:\{[^{}]*\})?[^\[\]/@{}]+)(?:\[(?P<position>[1-9][0-9]*)\])?\Z")


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
    names = path.removeprefix("/")
    for step in _SLASH.split(names) if names else ():
        match = _STEP.match(step)
        if match is None:
            raise ValueError(f"{path!r} is not a path of names and positions")
        yield match["name"], int(match["position"] or 1)


def find(root: Node, path: str) -> Node | None:
    """The element at a path without attribute. Raises ValueError as `steps` does."""
    node: Node | None = None
    for name, position in steps(path):
        if node is None:
            alike = [root] if root.tag == name else []
        else:
            alike = list(node.iterchildren(name))
        if position > len(alike):
            return None
        node = alike[position - 1]
    return node


def path_of(node: Node, attribute: str | None = None) -> str:
    """The path of an element or attribute, with a position where siblings share the name."""
    names = [_step(each) for each in (*reversed([*node.iterancestors()]), node)]
    path = "/" + "/".join(names)
    return f"{path}/@{attribute}" if attribute is not None else path


def _step(node: Node) -> str:
    parent = node.getparent()
    alike = [] if parent is None else list(parent.iterchildren(str(node.tag)))
    return f"{node.tag!s}[{alike.index(node) + 1}]" if len(alike) > 1 else str(node.tag)
