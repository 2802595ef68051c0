"""Known deviations of an implementation: data, each with a reason, and each still true."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

from virtdom_conformance.case import OPERATIONS, Case
from virtdom_conformance.outcomes import STATUSES, Outcome
from virtdom_conformance.toml_lines import line_of

FOLDER = Path(str(files("virtdom_conformance"))) / "expectations"
"""The expectations that come with the suite: a folder per edition, a file per implementation."""

UNKNOWN = "?"
"""How a reason begins that is still to be given."""

_REQUIRED = ("cases", "outcome", "reason")
_OPTIONAL = ("except", "valid", "operation")


class ExpectationsError(Exception):
    """A file of expectations with a mistake: file, line, field and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Deviations that are known, and why they are."""

    cases: tuple[str, ...]
    """Ids or globs of ids."""
    outcome: str
    reason: str
    origin: str
    excluding: tuple[str, ...] = ()
    """Ids or globs of ids that are not meant."""
    valid: bool | None = None
    """Only cases with this verdict."""
    operation: str | None = None
    """Only cases of this operation."""

    def names(self, case: Case, glob: str) -> bool:
        """Whether it is about a case, by one of its globs."""
        return (
            fnmatchcase(case.id, glob)
            and self.valid in (None, case.valid)
            and self.operation in (None, case.operation)
            and not any(fnmatchcase(case.id, other) for other in self.excluding)
        )


@dataclass(frozen=True, slots=True)
class Expectations:
    """The expectations of one implementation, and the cases that they are about."""

    by_case: dict[str, Expectation] = field(default_factory=dict[str, Expectation])
    problems: tuple[str, ...] = ()
    """Globs that name no case of the corpus; cases that are named twice."""


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
    def wrong(name: str, message: str) -> ExpectationsError:
        return ExpectationsError(
            f"{path}:{line_of(text, ('expected', index, name))}: {name}: {message}"
        )

    for name in entry:
        if name not in (*_REQUIRED, *_OPTIONAL):
            raise wrong(name, "is not a field of an expectation")
    for name in _REQUIRED:
        if not entry.get(name):
            raise wrong(name, "is missing")
    for name in ("cases", "except"):
        given: Any = entry.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):  # pyright: ignore[reportUnknownVariableType]
            raise wrong(name, "is not a list of ids")
    if not isinstance(entry.get("valid", True), bool):
        raise wrong("valid", "is neither true nor false")
    if entry.get("operation", "accept") not in OPERATIONS:
        raise wrong("operation", f"{entry['operation']!r} is not one of {', '.join(OPERATIONS)}")
    if entry["outcome"] not in STATUSES or entry["outcome"] == "passed":
        raise wrong("outcome", f"{entry['outcome']!r} is not failed, skipped or errored")
    if str(entry["reason"]).startswith(UNKNOWN):
        raise wrong("reason", "is still to be given")
    return Expectation(
        cases=tuple(entry["cases"]),
        outcome=entry["outcome"],
        reason=str(entry["reason"]),
        origin=f"{path.name}:{line_of(text, ('expected', index))}",
        excluding=tuple(entry.get("except", ())),
        valid=entry.get("valid"),
        operation=entry.get("operation"),
    )


def resolve(entries: Sequence[Expectation], corpus: Sequence[Case]) -> Expectations:
    """Finds the cases that each expectation is about."""
    ids = {case.id: case for case in corpus}
    by_case: dict[str, Expectation] = {}
    problems: list[str] = []
    for entry in entries:
        for glob in entry.cases:
            among = [ids[glob]] if glob in ids else corpus if _is_glob(glob) else []
            named = [case.id for case in among if entry.names(case, glob)]
            if not named:
                problems.append(f"{entry.origin}: {glob!r} names no case")
            for case in named:
                other = by_case.setdefault(case, entry)
                if other is not entry:
                    problems.append(f"{case} is named twice: {other.origin}, {entry.origin}")
    return Expectations(by_case, tuple(problems))


def _is_glob(text: str) -> bool:
    return any(character in text for character in "*?[")


def hold(outcome: Outcome, known: Expectations) -> Judged:
    """Holds an outcome against what is expected."""
    entry = known.by_case.get(outcome.case)
    if outcome.excused:
        return Judged(outcome, True, outcome.detail)
    if entry is None:
        return Judged(outcome, outcome.status == "passed")
    if entry.outcome == outcome.status:
        return Judged(outcome, True, entry.reason)
    return Judged(outcome, False, f"{entry.origin} expects it {entry.outcome}: {entry.reason}")


def draft(corpus: Sequence[Case], outcomes: Iterable[Outcome], known: Expectations) -> str:
    """A file for the outcomes as they are. Reasons that are known stay; others are left to write.

    Cases that deviate alike share an entry; all the cases of a table or an area of one verdict and
    operation are named by a glob.
    """
    by_id = {case.id: case for case in corpus}
    groups: dict[tuple[str, str, str, bool, str], list[str]] = {}
    for outcome in outcomes:
        if outcome.status == "passed" or outcome.excused:
            continue
        case = by_id[outcome.case]
        entry = known.by_case.get(outcome.case)
        if entry is not None and entry.outcome == outcome.status:
            reason, about = entry.reason, ""
        else:
            said = f": {outcome.said[0]}" if outcome.said else ""
            reason, about = UNKNOWN, f"{case.area}: {outcome.detail}{said}"
        key = (outcome.status, reason, about, case.valid, case.operation)
        groups.setdefault(key, []).append(outcome.case)
    return "\n".join(_drafted(corpus, ids, *key) for key, ids in groups.items())


def _drafted(
    corpus: Sequence[Case],
    ids: Sequence[str],
    status: str,
    reason: str,
    about: str,
    valid: bool,
    operation: str,
) -> str:
    """One entry, as TOML."""
    alike = [case for case in corpus if case.valid == valid and case.operation == operation]
    short = shorten(ids, [case.id for case in alike])
    lines = [f"# {' '.join(about.split())[:200]}"] if about else []
    lines += ["[[expected]]", "cases = [", *(f"  {_string(text)}," for text in short), "]"]
    if any(_is_glob(text) for text in short):
        lines += [f"valid = {str(valid).lower()}", f"operation = {_string(operation)}"]
    lines += [f"outcome = {_string(status)}", f"reason = {_string(reason)}", ""]
    return "\n".join(lines)


def shorten(ids: Sequence[str], alike: Sequence[str]) -> list[str]:
    """Names `ids` with as few words as can be, without naming more of `alike`."""
    wanted = set(ids)
    short: list[str] = []
    done: set[str] = set()
    for case in ids:
        if case in done:
            continue
        parts = case.split("/")
        for depth in range(1, len(parts)):
            prefix = "/".join(parts[:depth]) + "/"
            below = {other for other in alike if other.startswith(prefix)}
            if len(below) > 1 and below <= wanted:
                short.append(f"{prefix}*")
                done |= below
                break
        else:
            short.append(case)
            done.add(case)
    return short


def _string(text: str) -> str:
    """A TOML basic string, which JSON's are."""
    return json.dumps(text, ensure_ascii=False)
