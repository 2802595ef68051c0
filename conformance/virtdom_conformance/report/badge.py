"""One implementation in a few words, as JSON for the endpoint badges of shields.io."""

from __future__ import annotations

import json

from virtdom_conformance.report.records import EndRecord, Report


def badge(end: EndRecord, report: Report) -> str:
    """The JSON: how many of the cases that could be asked are passed."""
    asked = sum(end.counts.values()) - end.counts["skipped"]
    passed = end.counts["passed"]
    message = f"{passed} of {asked} passed"
    colour = "brightgreen" if passed == asked else "yellow" if not end.unexpected else "red"
    if end.ending != "complete":
        message, colour = str(end.ending), "lightgrey"
    content = {
        "schemaVersion": 1,
        "label": f"{end.implementation}, domain XML {report.header.edition}",
        "message": message,
        "color": colour,
    }
    return json.dumps(content, indent=2) + "\n"
