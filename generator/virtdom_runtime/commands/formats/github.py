"""Workflow commands of GitHub Actions, which show faults beside the lines of a change."""

from __future__ import annotations

from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import visible
from virtdom_runtime.faults import Fault


def lines(report: Report) -> str:
    """One command per fault; empty if there is none."""
    if report.problem is not None:
        return f"::error file={_property(report.file)},title=not judged::{_data(report.problem)}"
    return "\n".join(_command(report.file, fault) for fault in report.faults)


def _command(file: str, fault: Fault) -> str:
    place = "" if fault.line is None else f",line={fault.line},col={fault.column}"
    properties = f"file={_property(file)}{place},title={_property(fault.rule)}"
    page = f"\n{fault.url}" if fault.url is not None else ""
    return f"::{fault.severity} {properties}::{_data(fault.message + page)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
