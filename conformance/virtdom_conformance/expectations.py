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
from virtdom_conformance.outcomes import ACCEPTED, REFUSED, STATUSES, Outcome
from virtdom_conformance.shown import shown
from virtdom_conformance.toml_lines import TomlLines

FOLDER = Path(str(files("virtdom_conformance"))) / "expectations"
"""The expectations that come with the suite: a folder per edition, a file per implementation."""

UNKNOWN = "?"
"""How a reason begins that is still to be given."""

_REQUIRED = ("cases", "outcome", "reason")
_OPTIONAL = ("except", "valid", "operation", "effect", "count", "said")
_TEXTS = ("outcome", "reason", "operation", "effect", "said")

EFFECTS = {
    "refuses": "failed",
    "accepts": "failed",
    "ignores": "failed",
    "changes": "failed",
    "crashes": "errored",
    "unasked": "skipped",
}
"""What a deviation does, with the outcome that goes with it: a valid document is refused; an
invalid one is accepted; it is accepted, and its fault leaves no trace; what is read or written is
not what the document says; the implementation dies; it cannot be asked."""


class ExpectationsError(Exception):
    """A file of expectations with a mistake: file, line, field and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Deviations that are known, and why they are."""

    cases: tuple[str, ...]
    """Ids or globs of ids."""
    outcome: str
    reason: str
    """A sentence on each line: more than one where several deviations come together."""
    origin: str
    excluding: tuple[str, ...] = ()
    """Ids or globs of ids that are not meant."""
    valid: bool | None = None
    """Only cases with this verdict."""
    operation: str | None = None
    """Only cases of this operation."""
    effect: str | None = None
    """One of `EFFECTS`, to which the outcomes are held as well."""
    count: int | None = None
    """How many cases it is about."""
    said: str | None = None
    """A text in the detail of each outcome, or in what the implementation said."""

    def agrees(self, outcome: Outcome) -> bool:
        """Whether an outcome is the one that it expects."""
        wrong_verdict = {"refuses": REFUSED, "accepts": ACCEPTED, "ignores": ACCEPTED}
        if outcome.status != self.outcome:
            return False
        if self.effect in wrong_verdict and outcome.detail != wrong_verdict[self.effect]:
            return False
        if self.effect == "changes" and outcome.detail in wrong_verdict.values():
            return False
        return self.said is None or any(self.said in s for s in (outcome.detail, *outcome.said))

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
    """Globs that name no case of the corpus, other numbers of cases, cases named twice."""


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
    unknown = set(data) - {"seen", "expected"}
    if unknown:
        raise ExpectationsError(
            f"{path}: {', '.join(sorted(unknown))}: only seen and [[expected]] belong here"
        )
    if not isinstance(data.get("seen", ""), str):
        raise ExpectationsError(f"{path}: seen: is not a text")
    entries: Any = data.get("expected", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):  # pyright: ignore[reportUnknownVariableType]
        raise ExpectationsError(
            f"{path}: expected: is written as [[expected]], once for each entry"
        )
    lines = TomlLines(text)
    return tuple(_entry(path, lines, index, entry) for index, entry in enumerate(entries))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def read_seen(path: Path) -> str:
    """The version of the implementation that a file was written for; empty if it does not say."""
    return str(tomllib.loads(path.read_text("utf-8")).get("seen", "")) if path.exists() else ""


def _entry(path: Path, lines: TomlLines, index: int, entry: dict[str, Any]) -> Expectation:
    def wrong(name: str, message: str) -> ExpectationsError:
        return ExpectationsError(
            f"{path}:{lines.line_of(('expected', index, name))}: {name}: {message}"
        )

    for name in entry:
        if name not in (*_REQUIRED, *_OPTIONAL):
            raise wrong(name, "is not a field of an expectation")
    for name in _REQUIRED:
        if not entry.get(name):
            raise wrong(name, "is missing")
    for name in _TEXTS:
        if not isinstance(entry.get(name, ""), str):
            raise wrong(name, "is not a text")
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
    if entry["reason"].startswith(UNKNOWN):
        raise wrong("reason", "is still to be given")
    effect = entry.get("effect")
    if effect is not None and effect not in EFFECTS:
        raise wrong("effect", f"{effect!r} is not one of {', '.join(EFFECTS)}")
    if effect is not None and entry["outcome"] != EFFECTS[effect]:
        raise wrong("effect", f"goes with the outcome {EFFECTS[effect]}")
    count = entry.get("count", 1)
    if type(count) is not int or count < 1:
        raise wrong("count", "is not a number of cases")
    return Expectation(
        cases=tuple(entry["cases"]),
        outcome=entry["outcome"],
        reason=entry["reason"].strip(),
        origin=f"{path.name}:{lines.line_of(('expected', index))}",
        excluding=tuple(entry.get("except", ())),
        valid=entry.get("valid"),
        operation=entry.get("operation"),
        effect=effect,
        count=entry.get("count"),
        said=entry.get("said"),
    )


def resolve(entries: Sequence[Expectation], corpus: Sequence[Case]) -> Expectations:
    """Finds the cases that each expectation is about."""
    ids = {case.id: case for case in corpus}
    by_case: dict[str, Expectation] = {}
    problems: list[str] = []
    for entry in entries:
        about: set[str] = set()
        for glob in entry.cases:
            among = [ids[glob]] if glob in ids else corpus if _is_glob(glob) else []
            named = [case.id for case in among if entry.names(case, glob)]
            if not named:
                problems.append(f"{entry.origin}: {glob!r} names no case")
            about.update(named)
            for case in named:
                other = by_case.setdefault(case, entry)
                if other is not entry:
                    problems.append(f"{case} is named twice: {other.origin}, {entry.origin}")
        if entry.count not in (None, len(about)):
            problems.append(f"{entry.origin}: is about {len(about)} cases, not {entry.count}")
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
    reason = " ".join(entry.reason.split("\n"))
    if entry.agrees(outcome):
        return Judged(outcome, True, reason)
    how = "" if entry.outcome != outcome.status else " in another way"
    return Judged(outcome, False, f"{entry.origin} expects it {entry.outcome}{how}: {reason}")


def draft(
    corpus: Sequence[Case], outcomes: Iterable[Outcome], known: Expectations, seen: str = ""
) -> str:
    """A file for the outcomes as they are. Reasons that are known stay; others are left to write.

    So does what is known of cases that were not asked. Cases that deviate alike share an entry,
    which names them by as few globs as can be. `seen` is the version of the implementation.
    """
    asked = {outcome.case: outcome for outcome in outcomes if not outcome.excused}
    groups: dict[tuple[Expectation, bool, str], list[str]] = {}
    for case in corpus:
        outcome = asked.get(case.id)
        entry = known.by_case.get(case.id)
        if entry is not None and (outcome is None or entry.agrees(outcome)):
            alike = Expectation(
                cases=(),
                outcome=entry.outcome,
                reason=entry.reason,
                origin="",
                effect=entry.effect,
                said=entry.said,
            )
        elif outcome is not None and outcome.status != "passed":
            said = f": {outcome.said[0]}" if outcome.said else ""
            alike = Expectation(
                cases=(),
                outcome=outcome.status,
                reason=UNKNOWN,
                origin=f"{case.area}: {outcome.detail}{said}",
                effect=_effect(outcome),
            )
        else:
            continue
        groups.setdefault((alike, case.valid, case.operation), []).append(case.id)
    head = [f"seen = {_string(shown(seen))}\n"] if seen and groups else []
    return "\n".join([*head, *(_drafted(corpus, ids, *key) for key, ids in groups.items())])


def _effect(outcome: Outcome) -> str:
    """What a deviation does, as far as its outcome tells."""
    verdicts = {REFUSED: "refuses", ACCEPTED: "accepts"}
    usual = {"failed": "changes", "errored": "crashes", "skipped": "unasked"}
    return verdicts.get(outcome.detail, usual[outcome.status])


def _drafted(
    corpus: Sequence[Case], ids: Sequence[str], entry: Expectation, valid: bool, operation: str
) -> str:
    """One entry, as TOML."""
    alike = [case for case in corpus if case.valid == valid and case.operation == operation]
    short = shorten(ids, [case.id for case in alike])
    lines = [f"# {shown(entry.origin, 200)}"] if entry.origin else []
    lines += ["[[expected]]", "cases = [", *(f"  {_string(text)}," for text in short), "]"]
    if any(_is_glob(text) for text in short):
        lines += [f"valid = {str(valid).lower()}", f"operation = {_string(operation)}"]
    lines += [f"count = {len(ids)}", f"outcome = {_string(entry.outcome)}"]
    for name, text in (("effect", entry.effect), ("said", entry.said)):
        lines += [f"{name} = {_string(text)}"] if text else []
    if "\n" in entry.reason:
        lines += ['reason = """', entry.reason.replace("\\", "\\\\"), '"""', ""]
    else:
        lines += [f"reason = {_string(entry.reason)}", ""]
    return "\n".join(lines)


def shorten(ids: Sequence[str], alike: Sequence[str]) -> list[str]:
    """Names `ids` with as few words as can be, without naming more of `alike`."""
    wanted = set(ids)
    covers: dict[str, set[str]] = {}
    for glob in dict.fromkeys(glob for case in ids for glob in _globs(case)):
        named = {other for other in alike if fnmatchcase(other, glob)}
        if len(named) > 1 and named <= wanted:
            covers[glob] = named
    place = {case: index for index, case in enumerate(ids)}
    left = set(ids)
    short: dict[str, int] = {}
    while covers:
        best = max(covers, key=lambda glob: len(covers[glob] & left))
        named = covers.pop(best) & left
        if len(named) < 2:
            break
        short[best] = min(place[case] for case in named)
        left -= named
    short.update((case, place[case]) for case in left)
    return sorted(short, key=short.__getitem__)


def _globs(case: str) -> list[str]:
    """Globs that name a case with others, the plainest first."""
    *folders, row = case.split("/")
    above = ["/".join(folders[: depth + 1]) for depth in range(len(folders))]
    words = row.split("-")
    ends = [f"-{'-'.join(words[n:])}" for n in range(1, len(words))]
    begins = [f"{'-'.join(words[:n])}-" for n in range(1, len(words))]
    return [
        *(f"{folder}/*" for folder in above),
        f"*/{row}",
        *(f"{folder}/*/{row}" for folder in above[:-1]),
        *(f"{above[-1]}/{begin}*" for begin in begins),
        *(f"{above[-1]}/*{end}" for end in ends),
        *(f"*{end}" for end in ends),
    ]


def _string(text: str) -> str:
    """A TOML basic string, which JSON's are."""
    return json.dumps(text, ensure_ascii=False)
