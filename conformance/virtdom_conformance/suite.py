"""The whole road: cases -> implementations -> outcomes -> expectations -> records."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TextIO

from virtdom_conformance import expectations as known
from virtdom_conformance.adapters.registry import Implementation
from virtdom_conformance.case import Case, Place
from virtdom_conformance.expectations import Expectation, Judged
from virtdom_conformance.outcomes import Outcome
from virtdom_conformance.process import Limits
from virtdom_conformance.report.records import (
    CaseRecord,
    EndRecord,
    Footer,
    Header,
    ImplementationRecord,
    RecordWriter,
    Report,
    ResultRecord,
    counts,
)
from virtdom_conformance.runner import Run, run
from virtdom_conformance.selection import Selection, select


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be run."""

    edition: str
    corpus: tuple[Case, ...]
    selection: Selection
    implementations: tuple[Implementation, ...]
    expectations: Path = known.FOLDER
    require_all: bool = False
    """An implementation that is not installed fails the run."""
    limits: Callable[[Limits], Limits] = lambda limits: limits


def carry_out(
    plan: Plan,
    out: TextIO | None = None,
    notify: Callable[[str, Outcome], None] = lambda _, __: None,
) -> Report:
    """Runs everything; the records go to `out` as they come.

    When it is interrupted the report has what is known so far, and says so. Raises
    `EmptySelection` and `ExpectationsError`, before anything is run.
    """
    cases = select(plan.corpus, plan.selection)
    expected = {
        each.name: known.read_expectations(
            known.path_for(each.name, plan.edition, plan.expectations)
        )
        for each in plan.implementations
    }
    writer = RecordWriter(_header(plan, cases), out)
    for case in cases:
        writer.add(_case(case))
    ok, ending = True, "complete"
    for each in plan.implementations:
        entries = expected[each.name]
        writer.add(ImplementationRecord(name=each.name, about=each.about))
        done = Run(implementation=each.name, about=each.about)

        results: list[ResultRecord] = []

        def told(
            outcome: Outcome,
            entries: Sequence[Expectation] = entries,
            name: str = each.name,
            results: list[ResultRecord] = results,
        ) -> None:
            results.append(_result(name, known.hold(outcome, entries)))
            writer.add(results[-1])
            notify(name, outcome)

        try:
            run(done, each.session(plan.limits(each.limits)), cases, plan.edition, told)
        except KeyboardInterrupt:
            ending = "interrupted"
        end = _end(plan, done, entries, results)
        ok = ok and not end.problems and not end.unexpected
        writer.add(end)
        if ending == "interrupted":
            break
    writer.add(
        Footer(
            ending=ending,
            ok=ok and ending == "complete",
            results=len(writer.report.results),
            ended=_now(),
        )
    )
    return writer.report


def _end(
    plan: Plan, done: Run, entries: Sequence[Expectation], results: list[ResultRecord]
) -> EndRecord:
    problems = list(known.stale(entries, plan.corpus))
    if done.problem:
        problems.append(done.problem)
    if done.ending == "interrupted":
        problems.append(f"interrupted after {len(results)} cases")
    absent = None
    if done.absent is not None:
        absent = {"reason": done.absent.reason, "install": done.absent.install}
        if plan.require_all:
            problems.append(f"not installed: {done.absent.reason}")
    return EndRecord(
        implementation=done.implementation,
        ending=done.ending,
        started=done.started,
        absent=absent,
        problems=problems,
        counts=counts(results),
        unexpected=sum(not result.as_expected for result in results),
        seconds=round(done.seconds, 3),
    )


def _result(implementation: str, judged: Judged) -> ResultRecord:
    outcome = judged.outcome
    return ResultRecord(
        implementation=implementation,
        case=outcome.case,
        status=outcome.status,
        as_expected=judged.as_expected,
        reason=judged.reason,
        detail=outcome.detail,
        said=list(outcome.said),
        differences=list(outcome.differences),
        seconds=round(outcome.seconds, 6),
    )


def _case(case: Case) -> CaseRecord:
    return CaseRecord(
        id=case.id,
        area=case.area,
        area_title=case.area_title,
        sentence=case.sentence,
        rules=list(case.rules),
        operation=case.operation,
        valid=case.valid,
        level=case.level,
        tags=sorted(case.tags),
        document=case.document.decode("utf-8", "replace"),
        fault=_place(case.fault),
        warning=_place(case.warning),
        twin=case.twin,
        facts=dict(case.facts),
        defaults=None if case.defaults is None else case.defaults.decode("utf-8", "replace"),
    )


def _place(place: Place | None) -> dict[str, str] | None:
    return None if place is None else {"path": place.path, "rule": place.rule}


def _header(plan: Plan, cases: Sequence[Case]) -> Header:
    return Header(
        edition=plan.edition,
        cases=len(cases),
        of=len(plan.corpus),
        corpus=_digest(plan.corpus),
        selection=plan.selection.told(),
        began=_now(),
        versions={
            "suite": _suite_version(),
            "Python": platform.python_version(),
            "system": platform.platform(),
        },
    )


def _digest(corpus: Sequence[Case]) -> str:
    """Changes with every case."""
    digest = hashlib.sha256()
    for case in corpus:
        facts = sorted(case.facts.items())
        parts = (case.id, case.operation, case.valid, case.fault, case.warning, facts)
        digest.update(repr(parts).encode() + case.document + (case.defaults or b""))
    return digest.hexdigest()


def _suite_version() -> str:
    try:
        return metadata.version("virtdom")
    except metadata.PackageNotFoundError:
        return "from a checkout"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def interrupt_on_terminate() -> None:
    """Makes SIGTERM end a run as SIGINT does: in good order, keeping what is known."""
    import signal

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, interrupt)
