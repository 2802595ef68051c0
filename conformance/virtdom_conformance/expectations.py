"""Known deviations of an implementation: data, each with a reason, and each still true."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

from virtdom_conformance.case import Case
from virtdom_conformance.outcomes import STATUSES, Outcome
from virtdom_conformance.toml_lines import line_of

FOLDER = Path(str(files("virtdom_conformance"))) / "expectations"
"""The expectations that come with the suite: a folder per edition, a file per implementation."""

_FIELDS = {"cases", "outcome", "reason"}


class ExpectationsError(Exception):
    """A file of expectations with a mistake: file, line, field and what."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One deviation that is known."""

    cases: tuple[str, ...]
    """Ids or globs of ids."""
    outcome: str
    reason: str
    origin: str

    def names(self, case: str) -> bool:
        """Whether it is about a case."""
        return any(fnmatchcase(case, glob) for glob in self.cases)


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome, and whether it was to be expected."""

    outcome: Outcome
    as_expected: bool
    reason: str = ""
    """Why a deviation is expected; or what is unexpected."""


def path_for(implementation: str, edition: str, folder: Path = FOLDER) -> Path:
    """The file of an implementation."""
    return folder / edition / f"{implementation}.toml"


def read_expectations(path: Path) -> tuple[Expectation, ...]:
    """The expectations of a file, none if there is no file. Raises `ExpectationsError`."""
    if not path.exists():
        return ()
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise ExpectationsError(f"{path}: {error}") from error
    unknown = set(data) - {"expected"}
    if unknown:
        raise ExpectationsError(
            f"{path}: {', '.join(sorted(unknown))}: only [[expected]] belongs here"
        )
    return tuple(
        _entry(path, text, index, entry) for index, entry in enumerate(data.get("expected", ()))
    )


def _entry(path: Path, text: str, index: int, entry: dict[str, Any]) -> Expectation:
    def wrong(field: str, message: str) -> ExpectationsError:
        return ExpectationsError(
            f"{path}:{line_of(text, ('expected', index, field))}: {field}: {message}"
        )

    for name in entry:
        if name not in _FIELDS:
            raise wrong(name, "is not a field of an expectation")
    for name in sorted(_FIELDS):
        if not entry.get(name):
            raise wrong(name, "is missing")
    if entry["outcome"] not in STATUSES or entry["outcome"] == "passed":
        raise wrong("outcome", f"{entry['outcome']!r} is not failed, skipped or errored")
    if str(entry["reason"]).startswith("?"):
        raise wrong("reason", "is still to be given")
    origin = f"{path.name}:{line_of(text, ('expected', index))}"
    return Expectation(tuple(entry["cases"]), entry["outcome"], entry["reason"], origin)


def stale(expectations: Sequence[Expectation], cases: Iterable[Case]) -> list[str]:
    """What is wrong with expectations whatever the outcomes: globs that name no case of the corpus,
    cases that are named twice."""
    ids = [case.id for case in cases]
    problems = [
        f"{entry.origin}: {glob!r} names no case"
        for entry in expectations
        for glob in entry.cases
        if not any(fnmatchcase(case, glob) for case in ids)
    ]
    for case in ids:
        naming = [entry.origin for entry in expectations if entry.names(case)]
        if len(naming) > 1:
            problems.append(f"{case} is named more than once: {', '.join(naming)}")
    return problems


def hold(outcome: Outcome, expectations: Sequence[Expectation]) -> Judged:
    """Holds an outcome against what is expected."""
    entry = next((entry for entry in expectations if entry.names(outcome.case)), None)
    if outcome.excused:
        return Judged(outcome, True, outcome.detail)
    if entry is None:
        return Judged(outcome, outcome.status == "passed")
    if entry.outcome == outcome.status:
        return Judged(outcome, True, entry.reason)
    return Judged(outcome, False, f"{entry.origin} expects it {entry.outcome}: {entry.reason}")


def draft(cases: Sequence[Case], outcomes: Sequence[Outcome], known: Sequence[Expectation]) -> str:
    """A file for the outcomes as they are. Reasons that are known stay; others are left to write.

    Cases that deviate alike share an entry.
    """
    groups: dict[tuple[str, str, str], list[str]] = {}
    by_id = {case.id: case for case in cases}
    for outcome in outcomes:
        if outcome.status == "passed" or outcome.excused:
            continue
        entry = next((entry for entry in known if entry.names(outcome.case)), None)
        if entry is not None and entry.outcome == outcome.status:
            key = (outcome.status, entry.reason, "")
        else:
            case = by_id[outcome.case]
            said = outcome.said[0] if outcome.said else ""
            about = f"{case.area}: {outcome.detail}" + (f": {said}" if said else "")
            key = (outcome.status, "?", " ".join(about.split())[:200])
        groups.setdefault(key, []).append(outcome.case)
    parts: list[str] = []
    for (status, reason, about), ids in groups.items():
        listed = "".join(f"  {_string(case)},\n" for case in ids)
        parts.append(
            (f"# {about}\n" if about else "")
            + f"[[expected]]\ncases = [\n{listed}]\noutcome = {_string(status)}\n"
            + f"reason = {_string(reason)}\n"
        )
    return "\n".join(parts)


def _string(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
