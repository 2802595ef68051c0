"""Judging one document, so that whatever it holds ends in a report."""

from __future__ import annotations

from dataclasses import dataclass

from virtdom_runtime.commands.documents import Document
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.excerpts import Excerpt, excerpts
from virtdom_runtime.element import Element
from virtdom_runtime.faults import Fault, InvalidDomain
from virtdom_runtime.parse import MAX_SIZE, decode, parse, too_large
from virtdom_runtime.reader import read_tree
from virtdom_runtime.secrets import mentions
from virtdom_runtime.telling import tell
from virtdom_runtime.versions import newer_than

_ASCII_BASED = frozenset({"utf-8", "utf8", "ascii", "us-ascii"})


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one document, or why it was not judged."""

    file: str
    faults: tuple[Fault, ...] = ()
    excerpts: tuple[Excerpt | None, ...] = ()
    """One for each fault."""
    problem: str | None = None
    """Why the document could not be judged."""

    @property
    def valid(self) -> bool:
        return self.problem is None and all(fault.severity != "error" for fault in self.faults)


def judge(
    document: Document, bindings: Bindings, *, strict: bool = True, target: str | None = None
) -> tuple[Element | None, Report]:
    """The object of a document, None where a fault is an error, and the report.

    `target` is the version of libvirt that must know every part of the document.
    """
    text: str | None = None
    element: Element | None = None
    try:
        if document.size > MAX_SIZE:
            raise too_large(document.size)
        text = decode(document.data)
        element, faults = _judge(text, bindings, strict, target)
    except InvalidDomain as error:
        faults = error.faults
    if not faults:
        return element, Report(document.name)
    secrets = bindings.edition.secrets
    shown = text if text is not None else _legible(document.data, faults)
    if shown is None or not _may_be_shown(shown, secrets):
        return element, Report(document.name, faults, (None,) * len(faults))
    return element, Report(document.name, faults, excerpts(shown, faults, secrets))


def _judge(
    text: str, bindings: Bindings, strict: bool, target: str | None
) -> tuple[Element | None, tuple[Fault, ...]]:
    root = parse(text)
    element, found = read_tree(bindings.domain, root, strict=strict)
    faults = tell(found, text, root) if found else ()
    if target is not None and root.tag in bindings.domain.__table__.tags:
        newer = newer_than(root, text, bindings.domain, target)
        faults = tuple(
            sorted(faults + newer, key=lambda fault: (fault.line or 0, fault.column or 0))
        )
        element = None if newer else element
    return element, faults


def _may_be_shown(text: str, secrets: frozenset[str]) -> bool:
    """Whether secrets in it would be found: text that is no XML writes them in its own way."""
    if "\0" in text:
        return False
    start = text.lstrip()
    return start.startswith("<") or (start != "" and not mentions(text, secrets))


def _legible(data: bytes, faults: tuple[Fault, ...]) -> str | None:
    """What is shown of a document that is no text; None where its secrets could not be found."""
    fault = faults[0]
    if fault.rule != "xml.encoding" or b"\0" in data:
        return None
    if not (fault.found or "").startswith("byte "):
        declaration, end, _ = data.partition(b"?>")
        return (declaration + end).decode("ascii", errors="replace")
    if fault.expected[0].lower() not in _ASCII_BASED:
        return None
    return data.decode("utf-8", errors="replace")
