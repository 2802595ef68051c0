"""`virtdom changes`: what differs between two schemas, and what breaks users of the bindings."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import msgspec

from virtdom_runtime.commands import options
from virtdom_runtime.commands.failure import FAULTS, NOT_DONE, Failure, complain
from virtdom_runtime.commands.generate import generator
from virtdom_runtime.commands.visible import escaped, one_line

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@click.command()
@options.output_format("text", "json")
@options.colour
@click.argument("old")
@click.argument("new")
def changes(output_format: str, old: str, new: str) -> int:
    """Compares two schemas of one edition.

    OLD and NEW are folders, or git revisions with a folder in them: REV:schema/v0_4. A revision
    alone takes the folder of the other one.

    Exit status: 0 the same, 1 changes, 2 a schema was not read.
    """
    module, errors = generator("changes"), generator("errors")
    with ExitStack() as stack:
        before, after = (
            _folder(schema, other, stack) for schema, other in ((old, new), (new, old))
        )
        try:
            found: Sequence[Any] = module.compare_schemas(before, after)
        except errors.SchemaError as error:
            for problem in error.problems:
                click.echo(one_line(str(problem)), err=True)
            complain("the schemas cannot be compared")
            return NOT_DONE
    for change in found:
        click.echo(_json(change) if output_format == "json" else _text(change))
    if output_format == "text":
        breaking = sum(bool(change.breaking) for change in found)
        what = "1 change" if len(found) == 1 else f"{len(found)} changes"
        verb = "breaks" if breaking == 1 else "break"
        click.echo(f"{what}, {breaking} of them {verb} users of the bindings", err=True)
    return FAULTS if found else 0


def _text(change: Any) -> str:
    sign, colour = _SIGNS[change.kind]
    mark = click.style(" (breaks users)", bold=True) if change.breaking else ""
    return f"{click.style(sign, fg=colour)} {one_line(str(change))}{mark}"


def _json(change: Any) -> str:
    entry = {name: getattr(change, name) for name in ("kind", "part", "detail", "breaking")}
    return escaped(msgspec.json.encode(entry).decode())


def _folder(schema: str, other: str, stack: ExitStack) -> Path:
    """The folder of a schema, taken out of git where a revision is named."""
    if Path(schema).is_dir():
        return Path(schema)
    revision, colon, inside = schema.partition(":")
    if not colon:
        inside = other.partition(":")[2] if not Path(other).is_dir() else _in_tree(Path(other))
    if not inside:
        raise Failure(f"{schema} is no folder; name the one in the revision, as in REV:schema/v0_4")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="virtdom-")))
    archive = _git("archive", "--format=tar", "--", f"{revision}:{inside}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def _in_tree(folder: Path) -> str:
    """The path of a folder within its git working tree."""
    top = _git("-C", str(folder), "rev-parse", "--show-toplevel").decode().rstrip("\n")
    return folder.resolve().relative_to(Path(top).resolve()).as_posix()


def _git(*arguments: str) -> bytes:
    """What git prints. Raises `Failure` with its complaint."""
    try:
        run = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise Failure("git is not installed; give folders") from None
    if run.returncode != 0:
        complaint = run.stderr.decode(errors="replace").strip().splitlines()
        raise Failure(complaint[-1] if complaint else "git failed")
    return run.stdout
