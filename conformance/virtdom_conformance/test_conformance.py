"""The suite as tests: `pytest --pyargs virtdom_conformance --implementation NAME`."""

from __future__ import annotations

import pytest

from virtdom_conformance.case import Case
from virtdom_conformance.report.records import Report


def test_run(conformance_report: Report, conformance_implementation: str) -> None:
    """The run as such is in order: it came to its end and its expectations name cases."""
    (end,) = [
        end for end in conformance_report.ends if end.implementation == conformance_implementation
    ]
    assert end.problems == []


def test_case(
    conformance_report: Report, conformance_implementation: str, conformance_case: Case
) -> None:
    """The implementation does what the case says, or deviates as is known."""
    (result,) = [
        result
        for result in conformance_report.results
        if result.implementation == conformance_implementation
        and result.case == conformance_case.id
    ]
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
