"""Regular expressions of XML Schema, read part by part into whatever is asked of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

T = TypeVar("T")

_QUANTIFIER = re.compile(r"[?*+]|\{(\d+)(?:(,)(\d*))?\}")
_PLAIN_ESCAPE = re.compile(r"\\[nrtsS\\|.?*+(){}\-\[\]^]")
_CLASS_ESCAPE = re.compile(r"\\(?:[icdwICDW]|[pP]\{[^}]*\})")


class Unreadable(Exception):
    """The expression is of no form that is read."""


@dataclass(frozen=True, slots=True)
class Parts(Generic[T]):
    """What the parts of an expression give, and what they give together."""

    nothing: T
    one_of: Callable[[str], T]
    """Of one character: a class as it is written, or an escape, or the character itself."""
    followed: Callable[[T, T], T]
    either: Callable[[T, T], T]
    repeated: Callable[[T, int, int | None], T]
    """Of a part that stands this often at least and at most; None: without bound."""
    grouped: Callable[[T], T]
    """Of a part in parentheses."""


def read(pattern: str, parts: Parts[T]) -> T:
    """What a whole expression gives. Raises `Unreadable`."""
    return _Reader(pattern, parts).whole()


class _Reader(Generic[T]):
    """A recursive descent."""

    def __init__(self, pattern: str, parts: Parts[T]) -> None:
        self.pattern = pattern
        self.parts = parts
        self.at = 0

    @property
    def rest(self) -> str:
        return self.pattern[self.at :]

    def take(self, length: int) -> str:
        taken = self.pattern[self.at : self.at + length]
        self.at += length
        return taken

    def whole(self) -> T:
        found = self.alternatives()
        if self.rest:
            raise Unreadable(self.pattern)
        return found

    def alternatives(self) -> T:
        found = self.branch()
        while self.rest.startswith("|"):
            self.take(1)
            found = self.parts.either(found, self.branch())
        return found

    def branch(self) -> T:
        return reduce(self.parts.followed, self.pieces(), self.parts.nothing)

    def pieces(self) -> Iterator[T]:
        while self.rest and self.rest[0] not in "|)":
            part = self.atom()
            found = _QUANTIFIER.match(self.rest)
            if found is not None:
                self.take(found.end())
                part = self.quantified(part, found)
            yield part

    def quantified(self, part: T, found: re.Match[str]) -> T:
        if found[1] is None:
            minimum, maximum = int(found[0] == "+"), 1 if found[0] == "?" else None
        else:
            minimum = int(found[1])
            maximum = (int(found[3]) if found[3] else None) if found[2] else minimum
        return self.parts.nothing if maximum == 0 else self.parts.repeated(part, minimum, maximum)

    def atom(self) -> T:
        first = self.rest[0]
        if first == "(":
            self.take(1)
            inner = self.alternatives()
            if self.take(1) != ")":
                raise Unreadable(self.pattern)
            return self.parts.grouped(inner)
        if first == "[":
            return self.parts.one_of(self.take(_class_length(self.rest)))
        if first == "\\":
            for escape in (_PLAIN_ESCAPE, _CLASS_ESCAPE):
                if found := escape.match(self.rest):
                    return self.parts.one_of(self.take(found.end()))
        if first in r"\?*+{}]":
            raise Unreadable(self.pattern)
        return self.parts.one_of(rf"\{self.take(1)}" if first == "^" else self.take(1))


def _class_length(text: str) -> int:
    """How long the class at the beginning is, classes that it subtracts included."""
    depth, at = 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[":
            depth += 1
        elif text[at] == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise Unreadable(text)
