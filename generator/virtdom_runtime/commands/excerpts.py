"""The piece of a document that a fault is about, with secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from virtdom_runtime.faults import HIDDEN, Fault
from virtdom_runtime.secrets import mask

REACH = 400
"""Most characters that are kept on either side of a place in a long line."""

_ATTRIBUTE = re.compile(r"""[^\s=<>/"']+\s*=\s*(?:"[^"]*"?|'[^']*'?)""")
_TAG = re.compile(r"</?[^\s/<>]+")
_WHOLE = re.compile(r"<([^\s/<>]+)[^<>]*>[^<>]*</\1\s*>")
_ENTITY = re.compile(r"&[^\s;&<]*;?")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a document, or the part of it around a place."""

    line: int
    text: str
    """`secrets.MASK` stands for each character of a secret."""
    start: int
    """Where the place begins in `text`, from 0; its length at most."""
    length: int
    """Characters of the place, 1 at least."""
    cut_before: bool = False
    cut_after: bool = False


def excerpts(
    text: str, faults: Sequence[Fault], secrets: Iterable[str]
) -> tuple[Excerpt | None, ...]:
    """One piece of the text for each fault; None where it has no place.

    `secrets` are the names whose values are hidden, and so is all that an element holds of which a
    fault hides what was found.
    """
    torn = any(fault.rule.startswith("xml.") for fault in faults)
    masked = mask(text, secrets, torn=torn, within=_hiding(text, faults))
    lines = _Lines(masked)
    return tuple(
        None
        if fault.line is None or fault.column is None
        else _excerpt(lines, fault, fault.line, fault.column)
        for fault in faults
    )


def _hiding(text: str, faults: Sequence[Fault]) -> list[int]:
    """Where the elements begin of which a fault hides what was found."""
    lines = _Lines(text)
    return [
        lines.bounds(fault.line)[0] + fault.column - 1
        for fault in faults
        if fault.found == HIDDEN and fault.line is not None and fault.column is not None
    ]


class _Lines:
    """Lines of a text by number; asked for in rising order, each is found from the one before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._number = 1
        self._start = 0

    def bounds(self, number: int) -> tuple[int, int]:
        """Where the line starts and where it ends; the last line for one beyond it."""
        if number < self._number:
            self._number, self._start = 1, 0
        while self._number < number:
            end = self.text.find("\n", self._start)
            if end < 0:
                break
            self._number, self._start = self._number + 1, end + 1
        end = self.text.find("\n", self._start)
        return self._start, len(self.text) if end < 0 else end


def _excerpt(lines: _Lines, fault: Fault, line: int, column: int) -> Excerpt:
    first, last = lines.bounds(line)
    place = min(first + column - 1, last)
    start, end = max(first, place - REACH), min(last, place + REACH)
    text = lines.text[start:end]
    if end == last:
        text = text.rstrip("\r")
    return Excerpt(
        line=line,
        text=text,
        start=min(place - start, len(text)),
        length=max(1, _extent(text, place - start, fault)),
        cut_before=start > first,
        cut_after=end < last,
    )


def _extent(text: str, start: int, fault: Fault) -> int:
    """How many characters the fault is about."""
    if text.startswith("<!DOCTYPE", start):
        return len("<!DOCTYPE")
    patterns = [_TAG, _ENTITY, _ATTRIBUTE]
    if fault.found is not None and "@" not in fault.path:
        patterns.insert(0, _WHOLE)
    for pattern in patterns:
        match = pattern.match(text, start)
        if match is not None:
            return match.end() - start
    return 1
