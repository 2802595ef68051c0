"""Writing documents to standard output, whatever their characters."""

from __future__ import annotations

import sys
from collections.abc import Callable

from virtdom_runtime.commands.visible import referenced


def write(text: str, harmless: Callable[[str], str] = referenced) -> None:
    """Writes a document as UTF-8; to a terminal, with `harmless` applied.

    In a pipe the document stays as it is, byte for byte.
    """
    sys.stdout.flush()
    shown = harmless(text) if sys.stdout.isatty() else text
    stream = sys.stdout.buffer
    stream.write(shown.encode())
    stream.flush()
