"""The whole road: schema folders -> files. `generate` and its check share every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from virtdom_generator import planner
from virtdom_generator.emit import bindings, docs, xsd10
from virtdom_generator.errors import SchemaError, SchemaProblem
from virtdom_generator.lint import check
from virtdom_generator.plan import Plan
from virtdom_generator.schema import load_schema

EMITTERS: tuple[tuple[str, Callable[[Plan], dict[str, str]]], ...] = (
    ("", bindings.emit),
    ("docs/", docs.emit),
    ("", xsd10.emit),
)
"""What is made of each edition, and the folder below `generated/` where it goes."""

SITE_EMITTERS: tuple[tuple[str, Callable[[Sequence[Plan]], dict[str, str]]], ...] = (
    ("", bindings.emit_package),
    ("docs/", docs.emit_site),
)
"""What is made of all editions together, oldest first."""


def plans(schema: Path, editions: Sequence[str] | None = None) -> tuple[Plan, ...]:
    """The plans of the editions below a schema folder, oldest first.

    Raises `SchemaError` with every fault of every edition.
    """
    problems: list[SchemaProblem] = []
    made: list[Plan] = []
    for name in sorted(editions or edition_names(schema), key=_age):
        folder = schema / name
        if not folder.is_dir():
            problems.append(SchemaProblem(str(folder), 1, "there is no such edition"))
            continue
        try:
            made.append(_plan(folder))
        except SchemaError as error:
            problems += error.problems
    if problems:
        raise SchemaError(problems)
    return tuple(made)


def _plan(folder: Path) -> Plan:
    schema = load_schema(folder)
    found = check(schema)
    if found:
        raise SchemaError(found)
    try:
        return planner.plan(schema.model)
    except SchemaError as error:
        # The planner knows places within the edition only.
        raise SchemaError(
            replace(problem, file=str(folder / problem.file)) for problem in error.problems
        ) from None


def generate(schema: Path, editions: Sequence[str] | None = None) -> dict[str, str]:
    """Every generated file, by path below `generated/`. Raises `SchemaError`.

    With `editions`, only these are emitted; what all editions have in common is then left out
    unless they are all of them.
    """
    made = plans(schema, editions)
    files: dict[str, str] = {}
    for plan in made:
        for folder, emitter in EMITTERS:
            files |= {folder + path: text for path, text in emitter(plan).items()}
    if made and {plan.edition for plan in made} == set(edition_names(schema)):
        for folder, site_emitter in SITE_EMITTERS:
            files |= {folder + path: text for path, text in site_emitter(made).items()}
    return dict(sorted(files.items()))


def edition_names(schema: Path) -> list[str]:
    """The editions below a schema folder, oldest first."""
    return sorted((p.name for p in schema.iterdir() if (p / "domain.xsd").is_file()), key=_age)


def _age(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.lstrip("v").split("_") if part.isdigit())
