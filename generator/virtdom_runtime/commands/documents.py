"""The documents that the arguments of a command name."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from virtdom_runtime.parse import MAX_SIZE

STANDARD_INPUT = "-"


class Unreadable(Exception):
    """A document that cannot be had, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot read {self.name}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document lies. `problem` tells why there is none."""

    name: str
    """As people are told: the path as it was given, `<stdin>` for standard input."""
    path: Path | None
    """None: standard input."""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of a document."""

    name: str
    data: bytes
    """At most one byte more than may be read."""
    size: int
    """In bytes; of standard input, as far as it was read."""


def place(argument: str) -> Place:
    """The document that an argument names; `-` is standard input."""
    if argument == STANDARD_INPUT:
        return Place("<stdin>", None)
    return Place(argument, Path(argument))


def places(arguments: Iterable[str]) -> tuple[Place, ...]:
    """The documents that arguments name, in order: of a folder, its own *.xml files by name."""
    return tuple(found for argument in arguments for found in _expand(place(argument)))


def read(place: Place) -> Document:
    """The document at a place, no more of it than may be read. Raises `Unreadable`."""
    if place.problem is not None:
        raise Unreadable(place.name, place.problem)
    try:
        if place.path is None:
            if sys.stdin is None:
                raise Unreadable(place.name, "it is closed")
            data = sys.stdin.buffer.read(MAX_SIZE + 1)
            return Document(place.name, data, len(data))
        with place.path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
            size = place.path.stat().st_size if len(data) > MAX_SIZE else len(data)
            return Document(place.name, data, max(size, len(data)))
    except OSError as error:
        raise Unreadable(place.name, error.strerror or type(error).__name__) from error
    except ValueError as error:  # a path with a null character
        raise Unreadable(place.name, str(error)) from error


def _expand(place: Place) -> Iterable[Place]:
    if place.path is None or not _is_folder(place.path):
        return [place]
    try:
        files = sorted(file for file in place.path.iterdir() if _is_document(file))
    except OSError as error:
        return [Place(place.name, place.path, error.strerror)]
    if not files:
        return [Place(place.name, place.path, "the folder has no *.xml file")]
    return [Place(str(file), file) for file in files]


def _is_document(file: Path) -> bool:
    return file.match("[!.]*.xml") and not file.is_dir()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
