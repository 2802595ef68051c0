"""The strength of the corpus, measured and told."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from virtdom_conformance.case import Case
from virtdom_conformance.strength.cover import Part, Use, coverage, missing
from virtdom_conformance.strength.judge import Memory, Noticed, judge_changes
from virtdom_conformance.strength.tree import read_tree
from virtdom_conformance.strength.weaken import Change


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out."""

    changes: tuple[tuple[Change, Noticed], ...]
    uses: dict[Part, Use]

    @property
    def survivors(self) -> list[tuple[Change, Noticed]]:
        """The changes that no case notices."""
        return [(change, noticed) for change, noticed in self.changes if noticed.by is None]

    @property
    def ok(self) -> bool:
        """Every change is noticed and every part exercised."""
        return not self.survivors and not list(missing(self.uses))


def usual_memory(edition: str) -> Path:
    """Where the memory is kept if nobody says otherwise."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "virtdom" / f"strength-{edition}.json"


def measure(
    schema: Path,
    cases: Sequence[Case],
    *,
    kinds: Sequence[str] = (),
    jobs: int = 0,
    memory: Path | None = None,
    fresh: bool = False,
) -> Findings:
    """Measures. Raises ValueError if schema and corpus do not agree."""
    kept = Memory(memory) if fresh else Memory.load(memory)
    judged = judge_changes(schema, cases, jobs=jobs, memory=kept, wanted=_wanted(kinds))
    return Findings(judged, {} if kinds else coverage(read_tree(schema), cases))


def _wanted(kinds: Sequence[str]) -> frozenset[str] | None:
    if not kinds:
        return None
    from virtdom_conformance.strength.weaken import KINDS

    wanted = frozenset(kind for kind in KINDS if any(fnmatchcase(kind, glob) for glob in kinds))
    if not wanted:
        raise ValueError(f"no kind of change is called {', '.join(kinds)}: {', '.join(KINDS)}")
    return wanted


def as_text(findings: Findings) -> Iterator[str]:
    """For a person: the survivors, the parts not exercised, numbers for each kind."""
    for change, noticed in findings.survivors:
        rules = f"  [{' '.join(sorted(change.rules))}]" if change.rules else ""
        why = f"  (no schema: {noticed.unusable})" if noticed.unusable else ""
        sort = "invalid" if change.weakens else "valid"
        yield f"survives  {change.id}  needs a case that is {sort}{rules}{why}"
    for part, verdict in missing(findings.uses):
        yield f"not exercised  {part.kind} {part.where}  by a case that is {verdict}"
    total: Counter[str] = Counter(change.kind for change, _ in findings.changes)
    found = Counter(change.kind for change, result in findings.changes if result.by is not None)
    for kind in total:
        yield f"{kind:<24}{found[kind]:>5} of {total[kind]:>4} noticed"
    count, of = sum(found.values()), sum(total.values())
    share = 100 * count / of if of else 100
    yield f"{count} of {of} changes of the schema are noticed: {share:.1f}%"
    if findings.uses:
        lacking = {part for part, _ in missing(findings.uses)}
        of = len(findings.uses)
        yield f"{of - len(lacking)} of {of} parts of the schema are exercised"


def as_json(findings: Findings) -> Iterator[str]:
    """For a program: a line for each change and each part."""
    for change, noticed in findings.changes:
        yield json.dumps(
            {
                "change": change.id,
                "kind": change.kind,
                "weakens": change.weakens,
                "rules": sorted(change.rules),
                "noticed_by": noticed.by,
            }
        )
    for part, use in findings.uses.items():
        yield json.dumps(
            {"part": part.where, "kind": part.kind, "valid": use.valid, "invalid": use.invalid}
        )
