"""Errors of the program itself, told in one line."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import PurePath

VARIABLE = "VIRTDOM_DEBUG"
"""Set it to see the traceback."""


def told(error: BaseException) -> str:
    """What happened and where in the program.

    The words of the error are left out: they may quote the document, and so a secret. With the
    variable set, the traceback goes to standard error.
    """
    if os.environ.get(VARIABLE):
        traceback.print_exception(error, file=sys.stderr)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    name = type(error).__name__
    return f"internal error: {name}{place} (run with {VARIABLE}=1 for details)"
