"""Faults of a schema, each with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SchemaProblem:
    """One thing wrong with a schema."""

    file: str
    """Path of the file: the folder as it was given, and the file in it."""
    line: int
    """Counted from 1; 1 also where the whole file is meant."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SchemaError(Exception):
    """A schema that cannot be read. `problems` has every fault found, in order of file and line."""

    problems: tuple[SchemaProblem, ...]

    def __init__(self, problems: Iterable[SchemaProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
