"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from virtdom_runtime import versions
from virtdom_runtime.commands import editions
from virtdom_runtime.commands.editions import Bindings, NoBindings
from virtdom_runtime.commands.failure import Failure

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]


def _bindings(context: click.Context, _parameter: click.Parameter, name: str | None) -> Bindings:
    try:
        known = editions.names()
        if name is not None and name not in known:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(known)}.")
        return editions.load(name)
    except NoBindings as error:
        raise Failure(str(error)) from None


def _colour(context: click.Context, _parameter: click.Parameter, wanted: bool | None) -> None:
    if wanted is not None:
        context.color = wanted


def _version(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    if text is not None:
        try:
            versions.version(text)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from None
    return text


edition = click.option(
    "--edition",
    "bindings",
    metavar="NAME",
    callback=_bindings,
    help="Edition of the format, such as v0_4; the newest by default.",
)
lax = click.option(
    "--lax", is_flag=True, help="Let pass, and keep, what the edition does not know."
)
colour = click.option(
    "--color/--no-color",
    default=None,
    expose_value=False,
    callback=_colour,
    help="Colours always or never; by default on a terminal, unless NO_COLOR is set.",
)
target = click.option(
    "--target",
    metavar="X.Y",
    callback=_version,
    help="Also tell what this version of libvirt does not know yet.",
)


def output_format(*names: str) -> Decorator[Any]:
    """`--format`, the first name being the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="Form of the output.",
    )
