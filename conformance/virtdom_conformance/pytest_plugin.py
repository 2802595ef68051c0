"""Options of `pytest --pyargs virtdom_conformance`, which pytest must know before it collects.

Loaded by every pytest that runs beside this package, so it imports nothing and adds only options.
"""

from __future__ import annotations

import pytest

_SELECTING = ("case", "area", "tag", "rule", "level", "operation")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options."""
    group = parser.getgroup("conformance", "conformance of domain XML")
    group.addoption(
        "--implementation",
        action="append",
        default=[],
        metavar="NAME",
        help="an implementation to judge; may be given again",
    )
    group.addoption("--conformance-edition", metavar="NAME", help="the edition of the format")
    for name in _SELECTING:
        group.addoption(f"--conformance-{name}", action="append", default=[], metavar="GLOB")
