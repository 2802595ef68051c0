"""The suite as tests: `pytest --pyargs virtdom_conformance --implementation NAME`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from virtdom_conformance.case import Case
from virtdom_conformance.report.records import Report

Reports = Callable[[str], Report]


def test_run(conformance_reports: Reports, conformance_implementation: str) -> None:
    """The run as such is in order: it came to its end and its expectations name cases."""
    (end,) = conformance_reports(conformance_implementation).ends
    assert end.problems == []


def test_case(
    conformance_reports: Reports, conformance_implementation: str, conformance_case: Case
) -> None:
    """The implementation does what the case says, or deviates as is known."""
    results = conformance_reports(conformance_implementation).results
    (result,) = [result for result in results if result.case == conformance_case.id]
    if not result.as_expected:
        said = "".join(f"\nit says: {text}" for text in result.said)
        pytest.fail(
            f"{conformance_case.sentence}\n{result.status}: {result.detail} {result.reason}{said}",
            pytrace=False,
        )
    if result.status == "skipped":
        pytest.skip(result.reason)
    if result.status != "passed":
        pytest.xfail(result.reason)
