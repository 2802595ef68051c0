"""`virtdom generate`: from the schema to bindings, pages and the schemas of other tools."""

from __future__ import annotations

import importlib
import shlex
from pathlib import Path
from types import ModuleType

import click

from virtdom_runtime.commands.failure import FAULTS, NOT_DONE, Failure, complain
from virtdom_runtime.commands.visible import visible

SCHEMA = Path("schema")
OUTPUT = Path("generated")


def generator(name: str) -> ModuleType:
    """A module of the generator. Raises `Failure` if it, or what it needs, is not installed."""
    try:
        return importlib.import_module(f"virtdom_generator.{name}")
    except ModuleNotFoundError as error:
        raise Failure(
            f"the module {error.name} is missing: pip install 'virtdom[generator]'"
        ) from error


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; show what would change.")
@click.option("--edition", "editions", multiple=True, metavar="NAME", help="Only this edition.")
@click.option(
    "--schema",
    type=click.Path(path_type=Path),
    default=SCHEMA,
    show_default=True,
    help="Folder of the editions' schemas.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=OUTPUT,
    show_default=True,
    help="Folder of what is generated.",
)
@click.option("--dump-plan", is_flag=True, help="Write nothing; print the plan as JSON lines.")
def generate(
    check: bool, editions: tuple[str, ...], schema: Path, output: Path, dump_plan: bool
) -> int:
    """Makes everything that is generated from the schema.

    Exit status: 0 done, 1 --check found differences, 2 the schema is faulty and nothing is written.
    """
    if check and dump_plan:
        raise click.UsageError("--check and --dump-plan exclude each other.")
    if not schema.is_dir():
        raise Failure(f"{schema} is no folder; run this in a source tree or give --schema")
    module, out = generator("generate"), generator("output")
    errors = generator("errors")
    try:
        if dump_plan:
            for plan in module.plans(schema, editions or None):
                click.echo(generator("plan").dump(plan), nl=False)
            return 0
        files: dict[str, str] = module.generate(schema, editions or None)
    except errors.SchemaError as error:
        return _faulty([str(problem) for problem in error.problems])
    if check:
        return _checked(out.diff(files, output), _command(editions, schema, output))
    changed = out.write(files, output)
    click.echo(f"{len(files)} files, {len(changed)} changed, in {visible(str(output))}", err=True)
    return 0


def _faulty(problems: list[str]) -> int:
    for problem in problems:
        click.echo(visible(problem), err=True)
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    complain(f"{count} in the schema; nothing was written")
    return NOT_DONE


def _checked(difference: str, command: str) -> int:
    if not difference:
        return 0
    click.echo(visible(difference), nl=False)
    complain(f"what is generated is not what the schema says; mend it with: {command}")
    return FAULTS


def _command(editions: tuple[str, ...], schema: Path, output: Path) -> str:
    words = ["virtdom", "generate"]
    words += [word for name in editions for word in ("--edition", name)]
    if schema != SCHEMA:
        words += ["--schema", str(schema)]
    if output != OUTPUT:
        words += ["--output", str(output)]
    return shlex.join(words)
