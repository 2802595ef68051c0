"""The `virtdom` command."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Exit status: interrupted, as a shell tells it."""


def main() -> None:
    """Runs the command on the arguments of the process and exits with its status."""
    try:
        from virtdom_runtime.commands import program

        status = program.run(sys.argv[1:])
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print("virtdom: the command needs click: pip install 'virtdom[cli]'", file=sys.stderr)
        status = 2
    except KeyboardInterrupt:  # while modules are loaded, or at the very end
        print("virtdom: interrupted", file=sys.stderr)
        status = INTERRUPTED
    sys.exit(status)
