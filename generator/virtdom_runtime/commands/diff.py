"""`virtdom diff`: are two documents the same configuration?"""

from __future__ import annotations

import click
import msgspec

from virtdom_runtime.commands import documents, one, options
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import FAULTS
from virtdom_runtime.commands.visible import escaped, one_line, visible
from virtdom_runtime.compare import Difference, compare

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}


@click.command()
@options.edition
@options.output_format("text", "json")
@click.option("--exact", is_flag=True, help="Writing out a default is a difference too.")
@options.lax
@options.colour
@click.argument("a")
@click.argument("b")
def diff(bindings: Bindings, output_format: str, exact: bool, lax: bool, a: str, b: str) -> int:
    """Tells where two configurations differ.

    A or B may be - for standard input.
    Layout, comments, the order of unlike elements and the spelling of a value are no differences.
    Secrets are compared and not shown.

    Exit status: 0 the same, 1 differences, or a document has faults, 2 a document was not read.
    """
    if a == b == documents.STANDARD_INPUT:
        raise click.UsageError("Standard input can be read only once.")
    before, after = (one.element(path, bindings, strict=not lax) for path in (a, b))
    differences = compare(before, after, defaults=not exact)
    for difference in differences:
        if output_format == "json":
            click.echo(escaped(msgspec.json.encode(difference).decode()))
        else:
            click.echo(_text(difference))
    return FAULTS if differences else 0


def _text(difference: Difference) -> str:
    colour = _COLOURS[difference.change]
    path = click.style(one_line(difference.path), bold=True)
    if difference.change == "changed":
        before, after = one_line(difference.before or ""), one_line(difference.after or "")
        return f"{path}: {click.style(before, fg='red')} -> {click.style(after, fg='green')}"
    sign, text = (
        ("+", difference.after) if difference.change == "added" else ("-", difference.before)
    )
    lines = visible(text or "").rstrip("\n").split("\n")
    if len(lines) == 1:
        return f"{path}: {click.style(f'{sign} {lines[0]}', fg=colour)}"
    return "\n".join([f"{path}:", *(click.style(f"  {sign} {line}", fg=colour) for line in lines)])
