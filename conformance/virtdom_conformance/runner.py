"""Asks one implementation case after case, whatever it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from virtdom_conformance.case import Case
from virtdom_conformance.outcomes import Outcome, judge
from virtdom_conformance.process import Failure, Late
from virtdom_conformance.protocol import Absent, Started
from virtdom_conformance.session import AnsweredAgain, Session

Ending = Literal["complete", "absent", "unstartable", "interrupted"]


@dataclass(slots=True, kw_only=True)
class Run:
    """One implementation asked one selection of cases. It fills as the cases are answered."""

    implementation: str
    about: str = ""
    started: Started | None = None
    absent: Absent | None = None
    ending: Ending = "interrupted"
    """`interrupted` until the last case is answered."""
    problem: str = ""
    """What went wrong besides the cases."""
    outcomes: list[Outcome] = field(default_factory=list[Outcome])
    seconds: float = 0.0


def run(
    run: Run,
    session: Session,
    cases: Sequence[Case],
    edition: str,
    notify: Callable[[Outcome], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Fills `run`. When it is interrupted, what is known so far stays in it.

    `stopped` is asked before every case and whenever something fails; where it is true, the run is
    interrupted.
    """
    begun = time.monotonic()
    asking = _Asking(run, session, edition, stopped)
    try:
        for outcome in asking.outcomes(cases):
            run.outcomes.append(outcome)
            notify(outcome)
        if run.ending == "interrupted":
            run.ending = "complete"
    finally:
        session.close()
        run.seconds = time.monotonic() - begun
        order = {case.id: index for index, case in enumerate(cases)}
        run.outcomes.sort(key=lambda outcome: order[outcome.case])


class _Asking:
    """The questions of one run.

    An outcome is told only when the next case is answered, by the same process: until then it may
    still show that the case before was not dealt with in order.
    """

    def __init__(
        self, run: Run, session: Session, edition: str, stopped: Callable[[], bool]
    ) -> None:
        self._run = run
        self._session = session
        self._edition = edition
        self._stopped = stopped
        self._running = False
        self._pending: Outcome | None = None
        """Of the case that the process answered last."""

    def outcomes(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """One outcome for each case."""
        for seq, case in enumerate(cases, 1):
            self._go_on()
            yield from self._one(case, seq)
        yield from self._end()

    def _one(self, case: Case, seq: int) -> Iterator[Outcome]:
        if not self._running:
            self._start()
        started = self._run.started
        if not self._running or started is None:
            yield self._unasked(case)
            return
        if case.operation not in started.operations:
            detail = f"does not offer {case.operation}"
            yield Outcome(case=case.id, status="skipped", detail=detail, excused=True)
            return
        begun = time.monotonic()
        try:
            outcome = judge(case, self._session.ask(case, seq), started)
        except Failure as error:
            self._close()
            self._go_on()
            outcome = self._ask_again(case, seq, error)
        yield from self._told()
        yield from self._held(replace(outcome, seconds=time.monotonic() - begun))

    def _ask_again(self, case: Case, seq: int, error: Failure) -> Outcome:
        """The outcome of a case after a failure, which may come from the case before.

        It does if a new process answers this one. That a process is late is not blamed on the case
        before.
        """
        errored = Outcome(case=case.id, status="errored", detail=str(error))
        if self._pending is None or not self._session.lasting or isinstance(error, Late):
            return errored
        self._start()
        started = self._run.started
        if not self._running or started is None:
            return errored
        try:
            outcome = judge(case, self._session.ask(case, seq), started)
        except Failure as another:
            self._close()
            self._go_on()
            return replace(errored, detail=str(another))
        self._pending = _spoilt(self._pending, error)
        return outcome

    def _held(self, outcome: Outcome) -> Iterator[Outcome]:
        """Holds an outcome back while its process runs."""
        if self._running:
            self._pending = outcome
        else:
            yield outcome

    def _end(self) -> Iterator[Outcome]:
        if self._running:
            try:
                self._session.stop()
            except Failure as error:
                if isinstance(error, AnsweredAgain) and self._pending is not None:
                    self._pending = _spoilt(self._pending, error)
                else:
                    self._run.problem = f"did not end in good order: {error}"
        yield from self._told()

    def _go_on(self) -> None:
        """Raises KeyboardInterrupt if the run is to stop."""
        if self._stopped():
            raise KeyboardInterrupt

    def _start(self) -> None:
        """Starts the session, unless it is known that it cannot be."""
        if self._run.ending != "interrupted":
            return
        try:
            answer = self._session.start(self._edition)
        except Failure as error:
            self._close()
            self._go_on()
            self._run.ending = "unstartable"
            self._run.problem = str(error)
            return
        if isinstance(answer, Absent):
            self._close()
            self._run.ending = "absent"
            self._run.absent = answer
            return
        self._run.started = answer
        self._running = True

    def _unasked(self, case: Case) -> Outcome:
        """The outcome of a case that nobody could be asked."""
        absent = self._run.absent
        if absent is None:
            return Outcome(case=case.id, status="errored", detail=self._run.problem)
        detail = f"not installed: {absent.reason}" + (
            f"; to install it: {absent.install}" if absent.install else ""
        )
        return Outcome(case=case.id, status="skipped", detail=detail, excused=True)

    def _told(self) -> Iterator[Outcome]:
        if self._pending is not None:
            yield self._pending
            self._pending = None

    def _close(self) -> None:
        self._session.close()
        self._running = False


def _spoilt(outcome: Outcome, error: Failure) -> Outcome:
    """The outcome of a case whose answer was not the end of it."""
    return replace(outcome, status="errored", detail=f"after its answer: {error}")
