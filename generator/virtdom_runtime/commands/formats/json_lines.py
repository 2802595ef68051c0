"""One JSON object per document and line: `{"file", "valid", "faults": [...]}`."""

from __future__ import annotations

import msgspec

from virtdom_runtime.commands.judging import Report
from virtdom_runtime.commands.visible import escaped, named


def line(report: Report) -> str:
    """A report as one line of JSON, safe to show on a terminal.

    A document that could not be judged has `"valid": null` and `"problem"`.
    """
    entry: dict[str, object] = {
        "file": named(report.file),
        "valid": None if report.problem is not None else report.valid,
        "faults": list(report.faults),
    }
    if report.problem is not None:
        entry["problem"] = named(report.problem)
    return escaped(msgspec.json.encode(entry).decode())
