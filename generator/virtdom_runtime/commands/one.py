"""Reading the one document of a command that goes on with its object."""

from __future__ import annotations

from virtdom_runtime.commands import documents
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import Failure, Refused
from virtdom_runtime.commands.judging import judge
from virtdom_runtime.element import Element


def document(argument: str) -> documents.Document:
    """The document that an argument names. Raises `Failure` if it cannot be read."""
    try:
        return documents.read(documents.place(argument))
    except documents.Unreadable as error:
        raise Failure(str(error)) from error


def element(argument: str, bindings: Bindings, *, strict: bool) -> Element:
    """The object of the document. Raises `Failure`, or `Refused` with its faults."""
    result, report = judge(document(argument), bindings, strict=strict)
    if result is None:
        raise Refused(report)
    return result
