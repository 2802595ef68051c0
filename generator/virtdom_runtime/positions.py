"""Where elements and attributes stand in a text: a second pass that only faults pay for."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from xml.parsers import expat

from virtdom_runtime.parse import line_and_column
from virtdom_runtime.tables import Node

Position = tuple[int, int]

_ATTRIBUTE = re.compile(r"""([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")


class Positions:
    """Line and column (from 1, in characters) of the parts of a parsed document."""

    def __init__(self, text: str, root: Node) -> None:
        self._text = text
        self._starts = _element_offsets(text)
        self._indexes = {node: index for index, node in enumerate(root.iter("*"))}

    def element(self, node: Node) -> Position | None:
        """Where the element's start tag begins."""
        offset = self._offset(node)
        return None if offset is None else line_and_column(self._text, offset)

    def attribute(self, node: Node, name: str) -> Position | None:
        """Where the attribute's name begins; the element if it is not there."""
        offset = self._offset(node)
        if offset is None:
            return None
        local = name.rpartition("}")[2]
        end_of_name = re.compile(r"<[^\s/>]+").match(self._text, offset)
        position = end_of_name.end() if end_of_name else offset
        while match := re.compile(r"\s*").match(self._text, position):
            found = _ATTRIBUTE.match(self._text, match.end())
            if found is None:
                break
            if found.group(1).rpartition(":")[2] == local:
                return line_and_column(self._text, found.start(1))
            position = found.end()
        return line_and_column(self._text, offset)

    def _offset(self, node: Node) -> int | None:
        index = self._indexes.get(node)
        return None if index is None or index >= len(self._starts) else self._starts[index]


def _element_offsets(text: str) -> list[int]:
    """Character offset of every start tag, in document order."""
    data = text.encode("utf-8")
    parser = expat.ParserCreate("utf-8")
    offsets: list[int] = []

    def start(_name: str, _attributes: object) -> None:
        offsets.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    with contextlib.suppress(expat.ExpatError):  # places before the fault are still good
        parser.Parse(data, True)
    return _characters(data, offsets) if len(data) != len(text) else offsets


def _characters(data: bytes, offsets: Iterable[int]) -> list[int]:
    """Byte offsets as character offsets."""
    result: list[int] = []
    last = count = 0
    for offset in offsets:
        count += len(data[last:offset].decode("utf-8"))
        last = offset
        result.append(count)
    return result
