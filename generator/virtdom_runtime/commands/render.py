"""Reports as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from virtdom_runtime.commands.excerpts import Excerpt
from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import one_line, width
from virtdom_runtime.faults import HIDDEN, Fault, listing
from virtdom_runtime.secrets import MASK

TAB = 4
"""Columns of a tab stop."""
WIDTH = 100
"""Columns of a line of output where no terminal says otherwise."""

_COLOURS = {"error": "red", "warning": "yellow"}

Cell = tuple[str, int]
"""What is shown for a character, and how many columns it takes."""


def report(report: Report, columns: int = WIDTH) -> str:
    """All faults of a document, each with its line of the document; empty if there is none."""
    pairs = list(zip(report.faults, report.excerpts, strict=True))
    wide = max((len(str(excerpt.line)) for _, excerpt in pairs if excerpt is not None), default=1)
    return "\n".join(_fault(report.file, fault, excerpt, wide, columns) for fault, excerpt in pairs)


@dataclass(slots=True)
class Tally:
    """How the documents of a run fared."""

    documents: int = 0
    faulty: int = 0
    warned: int = 0
    """Valid, with warnings."""
    unread: int = 0

    def count(self, report: Report) -> None:
        """Adds a document."""
        self.documents += 1
        self.unread += report.problem is not None
        self.faulty += report.problem is None and not report.valid
        self.warned += report.valid and bool(report.faults)


def summary(tally: Tally) -> str:
    """One line about a run."""
    parts = [f"{tally.documents} document{'' if tally.documents == 1 else 's'}"]
    parts += [
        f"{number} {how}"
        for number, how in (
            (tally.faulty, "with faults"),
            (tally.warned, "with warnings"),
            (tally.unread, "not read"),
        )
        if number
    ]
    if not tally.faulty and not tally.unread:
        parts.append("valid" if tally.documents == 1 else "all valid")
    return ", ".join(parts)


def _fault(file: str, fault: Fault, excerpt: Excerpt | None, wide: int, columns: int) -> str:
    """A fault in several lines. `wide` is the width of the line numbers of its document."""
    place = "" if fault.line is None else f":{fault.line}:{fault.column}"
    severity = click.style(f"{fault.severity}:", fg=_COLOURS[fault.severity], bold=True)
    rule = click.style(f"[{fault.rule}]", dim=True)
    where = click.style(f"{one_line(file)}{place}:", bold=True)
    message = one_line(fault.message)
    if fault.line is None:
        message = f"{one_line(fault.path)}: {message}"
    lines = [f"{where} {severity} {message} {rule}"]
    if excerpt is not None:
        lines += source(excerpt, fault.severity, wide, columns)
    lines += [f"{' ' * wide} {click.style('=', fg='blue')} {note}" for note in _notes(fault)]
    return "\n".join(lines)


def _notes(fault: Fault) -> Iterator[str]:
    if any(word not in fault.message for word in fault.expected):
        yield f"expected: {one_line(listing(fault.expected))}"
    if fault.url is not None:
        yield f"page: {one_line(fault.url)}"


def source(excerpt: Excerpt, severity: str, wide: int, columns: int) -> list[str]:
    """A line of the document with its number, and below it a mark under the place."""
    number = str(excerpt.line).rjust(wide)
    bar = click.style("|", fg="blue")
    room = max(20, columns - wide - 3)
    line, before, marked = _window(excerpt, room)
    mark = click.style("^" + "~" * (marked - 1), fg=_COLOURS[severity], bold=True)
    return [
        f"{click.style(number, fg='blue')} {bar} {line}".rstrip(),
        f"{' ' * wide} {bar} {' ' * before}{mark}",
    ]


def _window(excerpt: Excerpt, room: int) -> tuple[str, int, int]:
    """What of a line fits into `room` columns; the columns before the mark, and those it takes."""
    cells = _cells(excerpt.text)
    first, last = 0, len(cells)
    start = excerpt.start
    while 0 < start < len(cells) and cells[start][1] == 0 and excerpt.text[start] == MASK:
        start -= 1
    stop = min(excerpt.start + excerpt.length, len(cells))
    cut_before, cut_after = excerpt.cut_before, excerpt.cut_after
    if cut_before or cut_after or _columns(cells) > room:
        if cut_before or _columns(cells[:stop]) >= room:
            first = _back(cells, start, room // 3)
        last = _forth(cells, first, room - 2)
        if last == len(cells) and not cut_after:
            first = min(first, _back(cells, last, room - 1))
        cut_before, cut_after = cut_before or first > 0, cut_after or last < len(cells)
    before = _columns(cells[first:start]) + cut_before
    marked = max(1, _columns(cells[start : max(start, min(stop, last))]))
    shown = "".join(glyph for glyph, _ in cells[first:last])
    return f"{'…' if cut_before else ''}{shown}{'…' if cut_after else ''}", before, marked


def _cells(text: str) -> list[Cell]:
    """What is shown for each character of a line; a hidden run shows once, at its first."""
    cells: list[Cell] = []
    column = 0
    hidden = False
    for character in text:
        if character == MASK:
            cell = ("", 0) if hidden else (HIDDEN, len(HIDDEN))
        elif character == "\t":
            stop = TAB - column % TAB
            cell = (" " * stop, stop)
        else:
            glyph = one_line(character)
            cell = (glyph, width(glyph))
        hidden = character == MASK
        cells.append(cell)
        column += cell[1]
    return cells


def _columns(cells: Sequence[Cell]) -> int:
    return sum(columns for _, columns in cells)


def _back(cells: Sequence[Cell], place: int, room: int) -> int:
    """The first cell from which `place` is no more than `room` columns away."""
    while place > 0 and cells[place - 1][1] <= room:
        place -= 1
        room -= cells[place][1]
    return place


def _forth(cells: Sequence[Cell], place: int, room: int) -> int:
    """The cell after the last that fits into `room` columns from `place`."""
    while place < len(cells) and cells[place][1] <= room:
        room -= cells[place][1]
        place += 1
    return place
