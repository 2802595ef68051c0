"""Where elements and attributes stand in a text: a second pass that only faults pay for."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from xml.parsers import expat

from virtdom_runtime.characters import SPACE, XML_NAMESPACE
from virtdom_runtime.tables import Node

Position = tuple[int, int]

Place = int | tuple[int, int]
"""An element, by its place among all, or the first text in one after another (-1: before any)."""

_TAG = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"""\s*([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")


class Positions:
    """Line and column (from 1, in characters) of some elements of a parsed document.

    `order` has their places among all elements, from 0, in document order; `texts` the places of
    texts that are looked for: an element, and its child that the text follows.
    """

    def __init__(
        self, text: str, order: Mapping[Node, int], texts: Iterable[tuple[Node, Node | None]] = ()
    ) -> None:
        self._text = text
        self._order = order
        wanted: set[Place] = set(order.values())
        wanted |= {self._after(node, child) for node, child in texts}
        self._starts = _offsets(text, wanted)
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._attributes: tuple[int, dict[str, int]] = (-1, {})

    def element(self, node: Node) -> Position | None:
        """Where the element's start tag begins."""
        offset = self._offset(node)
        return None if offset is None else self._position(offset)

    def text(self, node: Node, after: Node | None) -> Position | None:
        """Where text begins in an element, after one of its children or before any."""
        offset = self._starts.get(self._after(node, after))
        return self.element(node) if offset is None else self._position(offset)

    def _after(self, node: Node, child: Node | None) -> tuple[int, int]:
        return self._order.get(node, -1), -1 if child is None else self._order.get(child, -1)

    def attribute(self, node: Node, attribute: str) -> Position | None:
        """Where the attribute's name begins; the element if it is not there."""
        offset = self._offset(node)
        if offset is None:
            return None
        if self._attributes[0] != offset:
            self._attributes = offset, _attribute_offsets(self._text, offset)
        names = (name for name in self._attributes[1] if _means(name, node, attribute))
        return self._position(self._attributes[1].get(next(names, ""), offset))

    def _offset(self, node: Node) -> int | None:
        return self._starts.get(self._order.get(node, -1))

    def _position(self, offset: int) -> Position:
        line = bisect_left(self._line_ends, offset)
        return line + 1, offset - (self._line_ends[line - 1] if line else -1)


def _means(written: str, node: Node, attribute: str) -> bool:
    """Whether an attribute's name in the text is that of an attribute of the element."""
    prefix, colon, local = written.rpartition(":")
    if not colon:
        return written == attribute
    namespace = XML_NAMESPACE if prefix == "xml" else node.nsmap.get(prefix)
    return attribute == f"{{{namespace}}}{local}"


def _attribute_offsets(text: str, start: int) -> dict[str, int]:
    """Where the attributes of a start tag begin, by their names as written."""
    offsets: dict[str, int] = {}
    name = _TAG.match(text, start)
    position = name.end() if name else start
    while found := _ATTRIBUTE.match(text, position):
        offsets[found.group(1)] = found.start(1)
        position = found.end()
    return offsets


def _offsets(text: str, wanted: Collection[Place]) -> dict[Place, int]:
    """Character offsets of the start tags of wanted elements, and of wanted texts."""
    data = text.encode("utf-8")
    parser = expat.ParserCreate("utf-8")
    offsets: dict[Place, int] = {}
    count = 0
    texts = any(isinstance(place, tuple) for place in wanted)
    around: list[list[int]] = []
    """The elements that are open, each with its last child."""

    def start(_name: str, _attributes: object) -> None:
        nonlocal count
        if count in wanted:
            offsets[count] = parser.CurrentByteIndex
        if texts:
            around.append([count, -1])
        count += 1

    def end(_name: str) -> None:
        closed, _ = around.pop()
        if around:
            around[-1][1] = closed

    def characters(words: str) -> None:
        element, child = around[-1]
        if (element, child) in wanted and (element, child) not in offsets and words.strip(SPACE):
            blanks = len(words) - len(words.lstrip(SPACE))
            offsets[element, child] = parser.CurrentByteIndex + blanks

    parser.StartElementHandler = start
    if texts:
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters
    with contextlib.suppress(expat.ExpatError):  # places before the fault are still good
        parser.Parse(data, True)
    if len(data) == len(text):
        return offsets
    return dict(zip(offsets, _characters(data, offsets.values()), strict=True))


def _characters(data: bytes, offsets: Iterable[int]) -> list[int]:
    """Byte offsets as character offsets."""
    result: list[int] = []
    last = count = 0
    for offset in offsets:
        count += len(data[last:offset].decode("utf-8"))
        last = offset
        result.append(count)
    return result
