"""JUnit XML, which build servers show as tests: one test case per document."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import visible
from virtdom_runtime.faults import Fault


def document(reports: Sequence[Report], edition: str) -> str:
    """All reports of a run as one document."""
    failures = sum(not report.valid and report.problem is None for report in reports)
    errors = sum(report.problem is not None for report in reports)
    counts = f'tests="{len(reports)}" failures="{failures}" errors="{errors}"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="virtdom" {counts}>',
            f' <testsuite name="virtdom validate" {counts} skipped="0">',
            *(_case(report, edition) for report in reports),
            " </testsuite>",
            "</testsuites>",
        ]
    )


def _case(report: Report, edition: str) -> str:
    head = f'  <testcase classname="virtdom.{edition}" name={_attribute(report.file)}'
    body: list[str] = []
    if report.problem is not None:
        body.append(f"   <error message={_attribute(report.problem)}/>")
    errors = [fault for fault in report.faults if fault.severity == "error"]
    if errors:
        rule, first = _attribute(errors[0].rule), _attribute(errors[0].message)
        body.append(
            f"   <failure type={rule} message={first}>{_told(report.file, errors)}</failure>"
        )
    warnings = [fault for fault in report.faults if fault.severity == "warning"]
    if warnings:
        body.append(f"   <system-out>{_told(report.file, warnings)}</system-out>")
    return "\n".join([f"{head}>", *body, "  </testcase>"]) if body else f"{head}/>"


def _told(file: str, faults: Sequence[Fault]) -> str:
    """A line for each fault."""
    lines: list[str] = []
    for fault in faults:
        place = "" if fault.line is None else f"{fault.line}:{fault.column}:"
        rest = f"{fault.severity}: {fault.path}: {fault.message} [{fault.rule}]"
        lines.append(f"{file}:{place} {rest}")
    return escape(visible("\n".join(lines)))


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
