"""The `virtdom` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command on the arguments of the process and exits with its status."""
    try:
        from virtdom_runtime.commands import program
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print("virtdom: the command needs click: pip install 'virtdom[cli]'", file=sys.stderr)
        sys.exit(2)
    sys.exit(program.run(sys.argv[1:]))
