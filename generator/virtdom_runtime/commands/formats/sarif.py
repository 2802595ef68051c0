"""SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import escaped, visible
from virtdom_runtime.faults import Fault

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Object = dict[str, object]


def document(reports: Sequence[Report], version: str) -> str:
    """All reports of a run as one document. `version` is that of virtdom."""
    faults = [(report, fault) for report in reports for fault in report.faults]
    rules = {fault.rule: _rule(fault) for _, fault in faults}
    indexes = {rule: index for index, rule in enumerate(rules)}
    problems = [report for report in reports if report.problem is not None]
    driver: Object = {"name": "virtdom", "version": version, "rules": list(rules.values())}
    run: Object = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not problems,
                "toolExecutionNotifications": [_notification(report) for report in problems],
            }
        ],
        "results": [_result(report.file, fault, indexes[fault.rule]) for report, fault in faults],
    }
    log: Object = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(msgspec.json.format(msgspec.json.encode(log), indent=1).decode())


def _rule(fault: Fault) -> Object:
    rule: Object = {"id": fault.rule}
    if fault.url is not None:
        rule["helpUri"] = fault.url
    return rule


def _result(file: str, fault: Fault, index: int) -> Object:
    physical: Object = {"artifactLocation": {"uri": _uri(file)}}
    if fault.line is not None:
        physical["region"] = {"startLine": fault.line, "startColumn": fault.column}
    location: Object = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": fault.path}],
    }
    return {
        "ruleId": fault.rule,
        "ruleIndex": index,
        "level": fault.severity,
        "message": {"text": fault.message},
        "locations": [location],
    }


def _notification(report: Report) -> Object:
    location: Object = {"physicalLocation": {"artifactLocation": {"uri": _uri(report.file)}}}
    message: Object = {"text": visible(report.problem or "")}
    return {"level": "error", "message": message, "locations": [location]}


def _uri(file: str) -> str:
    """The file as a URI, relative where it was given so."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
