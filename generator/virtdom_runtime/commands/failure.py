"""How a command ends that could not do what it was asked."""

from __future__ import annotations

from typing import IO, Any

import click

from virtdom_runtime.commands import render
from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import one_line

FAULTS = 1
"""Exit status: faults or differences were found."""
NOT_DONE = 2
"""Exit status: the command could not do it."""


class Failure(click.ClickException):
    """Ends the command with a sentence on standard error and exit status 2."""

    exit_code = NOT_DONE

    def show(self, file: IO[Any] | None = None) -> None:
        complain(self.message)


class Refused(click.ClickException):
    """Ends the command with the faults of its document on standard error and exit status 1."""

    exit_code = FAULTS

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.file} has faults")
        self.report = report

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(render.report(self.report), err=True)


def complain(message: str) -> None:
    """Tells the person, on standard error, what could not be done."""
    click.echo(f"virtdom: {one_line(message)}", err=True)
