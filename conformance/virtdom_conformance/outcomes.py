"""What became of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from virtdom_conformance.case import Case, Fact
from virtdom_conformance.compare import Difference, compare
from virtdom_conformance.protocol import Result, Started

Status = Literal["passed", "failed", "skipped", "errored"]

STATUSES: tuple[Status, ...] = ("passed", "failed", "skipped", "errored")

ACCEPTED = "accepted, though invalid"
REFUSED = "refused, though valid"
"""The details of the two wrong verdicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one implementation made of one case."""

    case: str
    """Id."""
    status: Status
    detail: str = ""
    """Why it is not passed, in one sentence."""
    said: tuple[str, ...] = ()
    """What the implementation itself said."""
    differences: tuple[Difference, ...] = ()
    """What a document lost, gained or changed on the way through."""
    seconds: float = 0.0
    excused: bool = False
    """Skipped by the runner itself, for a reason that needs no expectation."""


def judge(case: Case, result: Result, started: Started) -> Outcome:
    """Holds an answer against the case."""
    said = tuple(_said(result))
    if result.skipped is not None:
        return Outcome(case=case.id, status="skipped", detail=result.skipped)
    if result.errored is not None:
        return Outcome(case=case.id, status="errored", detail=result.errored, said=said)
    if result.valid is None:
        return Outcome(
            case=case.id, status="errored", detail="the answer has no verdict", said=said
        )
    differences: tuple[Difference, ...] = ()
    if result.valid != case.valid:
        detail = ACCEPTED if result.valid else REFUSED
    elif not case.valid:
        detail = _wrong_place(case, result, started)
    elif case.operation == "accept":
        detail = _missing_warning(case, result, started)
    elif case.operation == "read":
        detail = _wrong_facts(case, result)
    else:
        detail, differences = _wrong_document(case, result, started)
    return Outcome(
        case=case.id,
        status="failed" if detail else "passed",
        detail=detail,
        said=said,
        differences=differences,
    )


def _said(result: Result) -> list[str]:
    told: list[str] = []
    for fault in result.faults:
        text = f"{fault.path}: {fault.message}" if fault.path else fault.message
        text = f"warning: {text}" if fault.warning else text
        told.append(f"{text} [{fault.rule}]" if fault.rule else text)
    return told


def _wrong_place(case: Case, result: Result, started: Started) -> str:
    """Why an invalid document was refused for the wrong reason; empty if it was not."""
    if not started.names_rules or case.fault is None:
        return ""
    named = [(fault.rule, _plain(fault.path)) for fault in result.faults if not fault.warning]
    if (case.fault.rule, _plain(case.fault.path)) in named:
        return ""
    return f"refused, but not for {case.fault.rule} at {case.fault.path}"


def _missing_warning(case: Case, result: Result, started: Started) -> str:
    if not started.names_rules or case.warning is None:
        return ""
    named = [(fault.rule, _plain(fault.path)) for fault in result.faults if fault.warning]
    if (case.warning.rule, _plain(case.warning.path)) in named:
        return ""
    return f"not warned of {case.warning.rule} at {case.warning.path}"


def _plain(path: str | None) -> str:
    """A path without the positions that say nothing."""
    return (path or "").replace("[1]", "")


def _wrong_facts(case: Case, result: Result) -> str:
    facts = result.facts or {}
    wrong: list[str] = []
    for path, value in case.facts.items():
        if path not in facts:
            wrong.append(f"{path} is not told")
        elif not _same(facts[path], value):
            wrong.append(f"{path} is {facts[path]!r}, not {value!r}")
    return "; ".join(wrong)


def _same(told: Fact, value: Fact) -> bool:
    """Whether two facts are one. Numbers are by their value, as in JSON; a boolean is no number."""
    numbers = all(type(fact) in (int, float) for fact in (told, value))
    return told == value and (numbers or type(told) is type(value))


def _wrong_document(
    case: Case, result: Result, started: Started
) -> tuple[str, tuple[Difference, ...]]:
    if result.xml is None:
        return "no document came back", ()
    expected = case.document if case.defaults is None else case.defaults
    try:
        differences = compare(expected, result.xml.encode(), verbatim=case.verbatim)
    except ValueError as error:
        return f"what came back {error}", ()
    wrong = [d for d in differences if not (started.completes and d.kind == "added")]
    return ("; ".join(map(str, wrong)) if wrong else ""), differences
