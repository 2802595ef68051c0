"""Slips that a valid schema can have: each would become a wrong binding, page or verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import SchemaError, SchemaProblem
from ..model import Place
from ..schema import Schema, load_schema
from .citations import citations
from .constructs import constructs
from .containers import containers
from .kinds import kinds
from .names import names
from .orders import orders
from .prose import prose
from .xpaths import xpaths

Check = Callable[[Schema], Iterator[tuple[Place, str]]]

CHECKS: tuple[Check, ...] = (constructs, containers, kinds, names, prose, citations, orders, xpaths)


def lint(folder: Path) -> tuple[SchemaProblem, ...]:
    """Everything wrong with the schema in a folder, in order of file and line.

    A schema that cannot be read is told by the problems that reading met.
    """
    try:
        schema = load_schema(folder)
    except SchemaError as error:
        return error.problems
    return check(schema)


def check(schema: Schema) -> tuple[SchemaProblem, ...]:
    """What lint finds in a schema that was read."""
    found = {schema.files.at(place, told) for each in CHECKS for place, told in each(schema)}
    return tuple(sorted(found))
