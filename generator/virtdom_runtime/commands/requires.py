"""`virtdom requires`: the version of libvirt that a document needs."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from virtdom_runtime import versions
from virtdom_runtime.commands import documents, one, options
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.visible import escaped, named, one_line
from virtdom_runtime.versions import Requirement


@click.command()
@options.edition
@options.output_format("text", "json")
@click.option("--all", "everything", is_flag=True, help="Tell of the older parts too.")
@options.lax
@options.colour
@click.argument("path")
def requires(bindings: Bindings, output_format: str, everything: bool, lax: bool, path: str) -> int:
    """Tells which version of libvirt a document needs.

    PATH may be - for standard input.

    Exit status: 0 done, 1 the document has faults, 2 it was not read.
    """
    found = versions.requirements(one.element(path, bindings, strict=not lax))
    file = documents.place(path).name
    if output_format == "json":
        since = found[0].since if found else None
        entry = {"file": named(file), "since": since, "requirements": found}
        click.echo(escaped(msgspec.json.encode(entry).decode()))
    else:
        click.echo(_text(file, found, everything))
    return 0


def _text(file: str, found: Sequence[Requirement], everything: bool) -> str:
    if not found:
        return f"{one_line(file)}: needs no particular version of libvirt"
    newest = found[0].since
    shown = [part for part in found if everything or part.since == newest]
    wide = max(len(part.since) for part in shown)
    return "\n".join(
        [
            click.style(f"{one_line(file)}: needs libvirt {newest}", bold=True),
            *(f"  {part.since:<{wide}}  {part.path}  {one_line(part.what)}" for part in shown),
        ]
    )
