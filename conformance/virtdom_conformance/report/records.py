"""A run as JSON Lines: a header, the cases, the implementations, their results, a footer.

A file without a footer is of a run that was cut off, and is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any, TextIO

import msgspec
from msgspec import Meta

from virtdom_conformance.case import Fact
from virtdom_conformance.compare import Difference
from virtdom_conformance.outcomes import Status
from virtdom_conformance.protocol import Started
from virtdom_conformance.runner import Ending

FORMAT = 1
"""Of the file. It grows when a reader written for the format before would no longer do."""


NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""What an implementation may be called. Its name stands in file names, in XML and on terminals."""

Name = Annotated[str, Meta(pattern=rf"^{NAME.pattern}\Z")]


class Header(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="header"):
    """The first line."""

    format: int = FORMAT
    edition: str
    cases: int
    """How many are selected."""
    of: int
    """How many there are."""
    corpus: str
    """SHA-256 of the corpus."""
    selection: dict[str, Any]
    began: str
    """Date and time, ISO 8601."""
    versions: dict[str, str]
    """Of the suite and what it runs on."""


class CaseRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="case"):
    """A case of the selection."""

    id: str
    area: str
    area_title: str
    sentence: str
    rules: list[str]
    operation: str
    valid: bool
    level: str
    tags: list[str]
    document: str
    """The text, with what is not UTF-8 shown as U+FFFD."""
    fault: dict[str, str] | None = None
    warning: dict[str, str] | None = None
    twin: str | None = None
    facts: dict[str, Fact] = {}
    defaults: str | None = None


class ImplementationRecord(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="implementation"
):
    """An implementation that is asked."""

    name: Name
    about: str


class ResultRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="result"):
    """What it made of a case."""

    implementation: Name
    case: str
    status: Status
    as_expected: bool
    reason: str
    """Why a deviation is expected, or what is unexpected about it."""
    detail: str
    said: list[str]
    differences: list[Difference]
    seconds: float
    excused: bool = False
    """Skipped by the runner itself, for a reason that needs no expectation."""


class EndRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="end"):
    """The end of its results."""

    implementation: Name
    ending: Ending
    started: Started | None
    absent: dict[str, str] | None
    problems: list[str]
    """What fails the run besides the results: of the program, and of its expectations."""
    counts: dict[str, int]
    unexpected: int
    seconds: float


class Footer(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="footer"):
    """The last line."""

    ending: str
    """`complete` or `interrupted`."""
    ok: bool
    results: int
    """How many lines of results the file has."""
    ended: str


Record = Header | CaseRecord | ImplementationRecord | ResultRecord | EndRecord | Footer
_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Record)


class ReportError(Exception):
    """A file that is no report, or not a whole one."""


class Report(msgspec.Struct, kw_only=True):
    """All records of a run, sorted."""

    header: Header
    cases: list[CaseRecord] = []
    implementations: list[ImplementationRecord] = []
    results: list[ResultRecord] = []
    ends: list[EndRecord] = []
    footer: Footer | None = None

    def add(self, record: Record) -> None:
        """Takes a record in its place."""
        match record:
            case Header():
                self.header = record
            case CaseRecord():
                self.cases.append(record)
            case ImplementationRecord():
                self.implementations.append(record)
            case ResultRecord():
                self.results.append(record)
            case EndRecord():
                self.ends.append(record)
            case Footer():
                self.footer = record

    def sort(self) -> None:
        """Brings what came side by side into the order of implementations and cases."""
        names = {each.name: index for index, each in enumerate(self.implementations)}
        ids = {case.id: index for index, case in enumerate(self.cases)}
        self.ends.sort(key=lambda end: names[end.implementation])
        self.results.sort(key=lambda result: (names[result.implementation], ids[result.case]))


class RecordWriter:
    """Takes records as they come: into a report and, line by line, into a file."""

    def __init__(self, header: Header, out: TextIO | None) -> None:
        self.report = Report(header=header)
        self._out = out
        self._write(header)

    def add(self, record: Record) -> None:
        """Takes one record; it is in the file when this returns."""
        self.report.add(record)
        self._write(record)

    def _write(self, record: Record) -> None:
        if self._out is not None:
            self._out.write(msgspec.json.encode(record).decode() + "\n")
            self._out.flush()


def read_report(text: str, *, partial: bool = False) -> Report:
    """The records of a file. `partial` lets a file without footer pass. Raises `ReportError`."""
    report: Report | None = None
    for number, line in enumerate(text.splitlines(), 1):
        try:
            record: Record = _DECODER.decode(line)
        except msgspec.DecodeError as error:
            raise ReportError(f"line {number}: {error}") from error
        if report is None:
            if not isinstance(record, Header):
                raise ReportError(f"line {number}: a report begins with a header")
            if record.format != FORMAT:
                raise ReportError(f"the format is {record.format}, and this is for {FORMAT}")
            report = Report(header=record)
        elif report.footer is not None:
            raise ReportError(f"line {number}: nothing comes after the footer")
        else:
            report.add(record)
    if report is None:
        raise ReportError("the file is empty")
    if report.footer is None and not partial:
        raise ReportError("no footer: the run was cut off")
    if report.footer is not None and report.footer.results != len(report.results):
        raise ReportError("the footer counts other results than there are")
    try:
        report.sort()
    except KeyError as error:
        raise ReportError(f"{error} is no case or implementation of the report") from error
    return report


def counts(results: list[ResultRecord]) -> dict[str, int]:
    """How many of each status."""
    found = Counter(result.status for result in results)
    return {status: found[status] for status in ("passed", "failed", "skipped", "errored")}
