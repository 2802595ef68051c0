"""The stated faults of the corpus are what its judges find: one fault, and there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from virtdom_conformance.adapters.serve import Refused
from virtdom_conformance.adapters.virtdom_bindings import Bindings
from virtdom_conformance.adapters.xmlschema_xsd11 import Xsd11
from virtdom_conformance.case import Case
from virtdom_conformance.manifest import editions, read_corpus
from virtdom_conformance.places import split


@cache
def invalid(edition: str) -> tuple[Case, ...]:
    """The invalid cases of an edition."""
    return tuple(case for case in read_corpus(edition) if not case.valid)


def test_one_fault() -> None:
    """The bindings find the stated fault in every invalid document, and no other."""
    wrong: list[str] = []
    for edition in editions():
        bindings = Bindings()
        bindings.start(edition)
        for case in invalid(edition):
            assert case.fault is not None
            try:
                bindings.accept(case.document)
                faults = []
            except Refused as error:
                faults = [fault for fault in error.faults if not fault.get("warning")]
            found = [(fault["rule"], fault["path"].replace("[1]", "")) for fault in faults]
            if found != [(case.fault.rule, case.fault.path.replace("[1]", ""))]:
                wrong.append(f"{case.id}: {found}")
    assert wrong == []


def test_place() -> None:
    """xmlschema finds a fault at the stated place too, or at an element around it.

    Faults of XML itself are not its business. It tells elements only: what a parent lacks or has
    too much of is a fault of the parent, and a value that should be unique one of the element that
    has the constraint.
    """
    wrong: list[str] = []
    for edition in editions():
        schema = Xsd11()
        schema.start(edition)
        for case in invalid(edition):
            assert case.fault is not None
            try:
                schema.accept(case.document)
                found = []
            except Refused as error:
                found = [str(fault["path"]) for fault in error.faults if "path" in fault]
            if case.fault.rule.startswith("xml."):
                continue
            around = set(_around(case.fault.path))
            if not any(_plain(path) in around for path in found):
                wrong.append(f"{case.id}: {found}")
    assert wrong == []


def _plain(path: str) -> str:
    """A path without namespaces, prefixes and positions that say nothing."""
    return re.sub(r"\{[^}]*\}|(?<=/)[^/:]+:|\[1\]", "", path)


def _around(path: str) -> Iterator[str]:
    """The element of a place and those around it."""
    element, _ = split(_plain(path))
    while element:
        yield element
        element = element.rpartition("/")[0]
