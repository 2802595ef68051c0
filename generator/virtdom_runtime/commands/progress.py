"""How far a long run is, on a terminal."""

from __future__ import annotations

import os
import sys

import click

from virtdom_runtime.commands.visible import one_line

MANY = 50
"""From this number of documents on, progress is shown."""
_CLEAR = "\r\x1b[K"


class Progress:
    """A line on standard error, there only while nothing else is written."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._shown = (
            total >= MANY and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        )

    def step(self, name: str) -> None:
        """One more is done; shown from time to time."""
        self.done += 1
        if self._shown and self.done % 10 == 0:
            line = f"{self.done} of {self.total}: {one_line(name)}"
            click.echo(f"{_CLEAR}{line[:70]}", nl=False, err=True, color=True)

    def clear(self) -> None:
        """Takes the line away, before something else is written and at the end."""
        if self._shown:
            click.echo(_CLEAR, nl=False, err=True, color=True)
