"""A run as one HTML page that needs nothing else: a matrix whose cells open to their cases."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from virtdom_conformance.report.records import EndRecord, Report, ResultRecord, counts
from virtdom_conformance.shown import shown


def page(report: Report) -> str:
    """The HTML."""
    environment = Environment(
        loader=PackageLoader("virtdom_conformance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    return environment.get_template("page.html.j2").render(
        header=report.header,
        footer=report.footer,
        ends=report.ends,
        areas=_areas(report),
        total={end.implementation: _cell(end, report.results) for end in report.ends},
        data=_script(_data(report)),
    )


def _areas(report: Report) -> list[dict[str, Any]]:
    """The rows of the matrix."""
    titles = {case.area: case.area_title for case in report.cases}
    area_of = {case.id: case.area for case in report.cases}
    found: dict[str, dict[str, list[ResultRecord]]] = {area: {} for area in titles}
    for result in report.results:
        area = found[area_of[result.case]]
        area.setdefault(result.implementation, []).append(result)
    return [
        {
            "name": area,
            "title": titles[area],
            "cases": sum(case.area == area for case in report.cases),
            "cells": {
                end.implementation: _cell(end, by_implementation.get(end.implementation, []))
                for end in report.ends
            },
        }
        for area, by_implementation in found.items()
    ]


def _cell(end: EndRecord, results: list[ResultRecord]) -> dict[str, Any]:
    """A cell: how many passed of how many asked, and the shares of its bar."""
    mine = [result for result in results if result.implementation == end.implementation]
    number = counts(mine)
    asked = len(mine) - number["skipped"]
    return {
        **number,
        "asked": asked,
        "unexpected": sum(not result.as_expected for result in mine),
        "ending": end.ending,
        "shares": [
            (status, round(100 * number[status] / asked, 2))
            for status in ("passed", "failed", "errored")
            if asked and number[status]
        ],
    }


def _data(report: Report) -> dict[str, Any]:
    """What the script shows when a cell is opened."""
    results: dict[str, dict[str, Any]] = {end.implementation: {} for end in report.ends}
    for result in report.results:
        record = msgspec.to_builtins(result)
        kept = {key: value for key, value in record.items() if value not in ("", [], 0.0)}
        for name in ("type", "implementation", "case", "seconds", "excused"):
            kept.pop(name, None)
        results.setdefault(result.implementation, {})[result.case] = kept
    cases = [
        {key: value for key, value in msgspec.to_builtins(case).items() if value not in (None, {})}
        for case in report.cases
    ]
    return {"cases": cases, "results": results}


def _script(data: dict[str, Any]) -> str:
    """Data as JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
