"""A run on a terminal: a line per implementation, then what is unexpected."""

from __future__ import annotations

from collections.abc import Iterator

import click

from virtdom_conformance.report.records import EndRecord, Report, ResultRecord
from virtdom_conformance.shown import shown

_SHOWN = 20
"""Unexpected results that are told of one implementation."""


def summary(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """The lines of the summary. `verbose` also tells the deviations that are expected."""
    width = max((len(end.implementation) for end in report.ends), default=0)
    for end in report.ends:
        yield _line(end, width)
    cases = {case.id: case for case in report.cases}
    for end in report.ends:
        mine = [r for r in report.results if r.implementation == end.implementation]
        wrong = [result for result in mine if not result.as_expected]
        if wrong or end.problems:
            yield ""
            yield click.style(end.implementation, bold=True)
        yield from (f"  {click.style('problem', fg='red')} {shown(text)}" for text in end.problems)
        for result in wrong[:_SHOWN]:
            yield from _told(result, cases[result.case].sentence)
        if len(wrong) > _SHOWN:
            yield f"  … and {len(wrong) - _SHOWN} more"
        if verbose:
            for result in mine:
                if result.as_expected and result.status != "passed":
                    yield f"  {result.status} {result.case}, as expected: {shown(result.reason)}"
    footer = report.footer
    if footer is None or footer.ending != "complete":
        yield ""
        yield click.style("interrupted: these are the results so far", fg="red", bold=True)


def _line(end: EndRecord, width: int) -> str:
    name = f"{end.implementation:<{width}}"
    counts = end.counts
    if end.ending == "absent":
        absent = end.absent or {}
        how = f"  ({shown(absent['install'])})" if absent.get("install") else ""
        why = shown(absent.get("reason", ""))
        return f"{name}  {click.style('not installed', fg='yellow')}: {why}{how}"
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    told = told or "no case was answered"
    known = sum(counts.values()) - counts.get("passed", 0) - counts.get("skipped", 0)
    wrong = end.unexpected + len(end.problems)
    if wrong or end.ending != "complete":
        verdict = click.style(f"{end.unexpected} unexpected" if wrong else end.ending, fg="red")
    elif known:
        verdict = click.style("as expected", fg="green")
    else:
        verdict = click.style("ok", fg="green")
    version = shown(end.started.version, 40) if end.started is not None else ""
    return f"{name}  {verdict}  {told}  in {end.seconds:.1f} s  {version}".rstrip()


def _told(result: ResultRecord, sentence: str) -> Iterator[str]:
    colour = "red" if result.status in ("failed", "errored") else "yellow"
    yield f"  {click.style(result.status, fg=colour)} {result.case}: {shown(sentence)}"
    for text in (result.detail, result.reason):
        if text:
            yield f"      {shown(text)}"
    for text in result.said[:2]:
        yield f"      it says: {shown(text)}"
