"""The whole road: cases -> implementations -> outcomes -> expectations -> records."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import TextIO

from virtdom_conformance import expectations as known
from virtdom_conformance.adapters.registry import Implementation
from virtdom_conformance.case import Case, Place
from virtdom_conformance.expectations import Expectations, Judged
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
from virtdom_conformance.session import Session


def all_required(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether an implementation that is not installed is a failure: as CI or a variable says."""
    return any(
        environment.get(name, "").lower() not in ("", "0", "false", "no", "off")
        for name in ("CI", "VIRTDOM_REQUIRE_ALL")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be run."""

    edition: str
    corpus: tuple[Case, ...]
    selection: Selection
    only: frozenset[str] | None = None
    """Ids, of which the selected cases are to be."""
    implementations: tuple[Implementation, ...]
    expectations: Path = known.FOLDER
    require_all: bool = False
    """An implementation that is not installed fails the run."""
    limits: Callable[[Limits], Limits] = lambda limits: limits
    jobs: int = 1
    """How many implementations are asked at the same time."""

    def cases(self) -> tuple[Case, ...]:
        """The cases to ask. Raises `EmptySelection`."""
        selected = select(self.corpus, self.selection)
        return tuple(case for case in selected if self.only is None or case.id in self.only)


def carry_out(
    plan: Plan,
    out: TextIO | None = None,
    notify: Callable[[str, Outcome], None] = lambda _, __: None,
) -> Report:
    """Runs everything; the records go to `out` as they come.

    When it is interrupted the report has what is known so far, and says so. Raises
    `EmptySelection` and `ExpectationsError`, before anything is run.
    """
    cases = plan.cases()
    expected = {
        each.name: known.resolve(
            known.read_expectations(known.path_for(each.name, plan.edition, plan.expectations)),
            plan.corpus,
        )
        for each in plan.implementations
    }
    writer = RecordWriter(_header(plan, cases), out)
    for case in cases:
        writer.add(_case(case))
    crew = _Crew(plan, cases, expected, writer, notify)
    for each in plan.implementations:
        writer.add(ImplementationRecord(name=each.name, about=each.about))
    with ThreadPoolExecutor(plan.jobs) as pool:
        futures = [pool.submit(crew.judge, each) for each in plan.implementations]
        try:
            for future in futures:
                future.result()
        except KeyboardInterrupt:
            crew.interrupted = True
            pool.shutdown(wait=False, cancel_futures=True)
            while wait(futures, timeout=0.1).not_done:
                crew.kill()
    ends = writer.report.ends
    ok = not crew.interrupted and not any(end.problems or end.unexpected for end in ends)
    ending = "interrupted" if crew.interrupted else "complete"
    results = len(writer.report.results)
    writer.add(Footer(ending=ending, ok=ok, results=results, ended=_now()))
    writer.report.sort()
    return writer.report


class _Crew:
    """What the threads share, one for each implementation that is being asked."""

    def __init__(
        self,
        plan: Plan,
        cases: Sequence[Case],
        expected: Mapping[str, Expectations],
        writer: RecordWriter,
        notify: Callable[[str, Outcome], None],
    ) -> None:
        self.interrupted = False
        self._plan = plan
        self._cases = cases
        self._expected = expected
        self._writer = writer
        self._notify = notify
        self._lock = Lock()
        self._sessions: list[Session] = []

    def kill(self) -> None:
        """Ends what is being asked."""
        for session in list(self._sessions):
            session.kill()

    def judge(self, each: Implementation) -> None:
        """Asks one implementation everything, unless the run is interrupted."""
        if self.interrupted:
            return
        done = Run(implementation=each.name, about=each.about)
        expectations = self._expected[each.name]
        results: list[ResultRecord] = []

        def told(outcome: Outcome) -> None:
            results.append(_result(each.name, known.hold(outcome, expectations)))
            with self._lock:
                self._writer.add(results[-1])
                self._notify(each.name, outcome)

        session = each.session(self._plan.limits(each.limits))
        self._sessions.append(session)
        try:
            run(done, session, self._cases, self._plan.edition, told, lambda: self.interrupted)
        except KeyboardInterrupt:
            self.interrupted = True
        with self._lock:
            self._writer.add(_end(self._plan, done, expectations, results))


def _end(
    plan: Plan, done: Run, expectations: Expectations, results: list[ResultRecord]
) -> EndRecord:
    problems = list(expectations.problems)
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
        excused=outcome.excused,
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
