"""What is wrong with a document or an object, told so that a person can act on it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]

HIDDEN = "(hidden)"
"""Stands for the value of a secret wherever a fault would show it."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, and where."""

    rule: str
    """Id of the rule that is broken, the same in schema, bindings, pages and corpus."""
    path: str
    """XPath of the place, such as `/domain/devices/disk[2]/target/@bus`."""
    line: int | None = None
    """Line of the place in the document, from 1. None for objects, which have no text yet."""
    column: int | None = None
    """Column in characters, from 1."""
    message: str
    """What is wrong and what to do, in one sentence."""
    expected: tuple[str, ...] = ()
    """What may stand there: the allowed values, or a description of them."""
    found: str | None = None
    """What stands there. Secrets are hidden."""
    suggestion: str | None = None
    """The nearest known spelling."""
    severity: Severity = "error"
    url: str | None = None
    """The reference page of the place."""

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: " if self.line is not None else ""
        return f"{where}{self.path}: {self.message} [{self.rule}]"


class InvalidDomain(ValueError):
    """A document or an object that its edition does not allow.

    `faults` carries everything that was found, errors and warnings, in document order.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[InvalidDomain], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    candidates = list(known)
    folded = {candidate.lower(): candidate for candidate in candidates}
    if word.lower() in folded:
        return folded[word.lower()]
    close = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return close[0] if close else None


def listing(words: Iterable[str]) -> str:
    """Words as a phrase: `a`, `a or b`, `a, b or c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} or {items[-1]}"


def shorten(text: str, limit: int = 80) -> str:
    """A found value, short enough for a message."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
