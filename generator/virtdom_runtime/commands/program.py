"""The group of all commands, and how a run of it ends."""

from __future__ import annotations

import errno
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from virtdom_runtime.commands import INTERRUPTED
from virtdom_runtime.commands.changes import changes
from virtdom_runtime.commands.convert import convert
from virtdom_runtime.commands.diff import diff
from virtdom_runtime.commands.explain import explain
from virtdom_runtime.commands.failure import NOT_DONE, Failure, complain
from virtdom_runtime.commands.format_ import format_
from virtdom_runtime.commands.generate import generate
from virtdom_runtime.commands.internal import told
from virtdom_runtime.commands.requires import requires
from virtdom_runtime.commands.validate import validate
from virtdom_runtime.commands.version import version

CLOSED = 141
"""Exit status: nobody reads the output any more, as a shell tells it."""

_CONFORMANCE = "conformance"


class Program(click.Group):
    """Commands in the order in which people need them, and `conformance` where it is installed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = importlib.util.find_spec("virtdom_conformance") is not None
        return [*self.commands, *([_CONFORMANCE] if found else [])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != _CONFORMANCE:
            return super().get_command(ctx, cmd_name)
        try:
            module = importlib.import_module("virtdom_conformance.command")
        except ModuleNotFoundError as error:
            return _missing(error.name)
        command: click.Command = module.conformance
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(CLOSED) from None


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="virtdom")
@click.pass_context
def program(context: click.Context) -> None:
    """Judges, changes and explains libvirt's domain XML."""
    if os.environ.get("NO_COLOR"):
        context.color = False


for _command in (validate, format_, convert, diff, requires, explain, generate, changes):
    program.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Runs the command; its exit status. Every error ends in a sentence on standard error."""
    _prepare_streams()
    status = _run(arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        _discard_output()
        if isinstance(error, BrokenPipeError):
            return CLOSED
        if status != NOT_DONE:  # else it was told when it was met first
            complain(_reason(error))
        return NOT_DONE
    return status


def _prepare_streams() -> None:
    """Makes output go somewhere, all of it; characters that its encoding lacks go as escapes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by who started the command
            setattr(sys, name, _closed(os.O_RDONLY if name == "stdout" else os.O_WRONLY))
        elif isinstance(getattr(stream, "buffer", None), io.RawIOBase):
            setattr(sys, name, _buffered(stream))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _closed(access: int) -> TextIO:
    """A stream in place of a closed one; who may only read it fails when something is written."""
    return os.fdopen(os.open(os.devnull, access), "w", encoding="utf-8")


def _buffered(stream: TextIO) -> TextIO:
    """The stream with a buffer: without, a part may be written and the rest be lost unnoticed."""
    return os.fdopen(
        stream.fileno(),
        "w",
        buffering=1,  # what is written still goes on with each line
        encoding=stream.encoding,
        errors="backslashreplace",
        closefd=False,
    )


def _run(arguments: Sequence[str]) -> int:
    try:
        status: object = program.main(list(arguments), prog_name="virtdom", standalone_mode=False)
    except click.Abort:
        complain("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OSError as error:
        complain(": ".join(str(part) for part in (error.filename, _reason(error)) if part))
        return NOT_DONE
    except Exception as error:  # noqa: BLE001  # a person at a terminal has no use for a traceback
        complain(told(error))
        return NOT_DONE
    return status if isinstance(status, int) else 0


def _reason(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return "standard output is closed"
    return error.strerror or type(error).__name__


def _discard_output() -> None:
    """Keeps Python from complaining at its end that the output is closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _missing(module: str | None) -> click.Command:
    """A command that says how to get what it needs."""

    @click.command(
        _CONFORMANCE,
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
        short_help="Needs: pip install 'virtdom[conformance]'",
    )
    @click.argument("_arguments", nargs=-1, type=click.UNPROCESSED)
    def conformance(_arguments: tuple[str, ...]) -> None:
        raise Failure(f"the module {module} is missing: pip install 'virtdom[conformance]'")

    return conformance
