"""The findings: where known implementations differ from an edition, told as a page.

The page is made from the expectations and the corpus alone, so no implementation need be there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from virtdom_conformance import expectations as known
from virtdom_conformance.adapters.registry import IMPLEMENTATIONS, Implementation
from virtdom_conformance.adapters.schemas import schema_folder
from virtdom_conformance.case import Case

PAGES = "../generated/docs"
"""The reference pages, seen from the folder of the findings."""

_RULES = 4
"""At most so many rules are named for a cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One way in which an implementation differs."""

    sentence: str
    cases: int
    rules: tuple[str, ...]
    """Those that its cases are about most of all."""
    example: Case


@dataclass(frozen=True, slots=True)
class Part:
    """All causes of one effect."""

    effect: str
    cases: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one implementation."""

    implementation: Implementation
    version: str
    parts: tuple[Part, ...]

    def cases(self, effect: str) -> int:
        """How many cases have an effect."""
        return sum(part.cases for part in self.parts if part.effect == effect)


def findings_file() -> Path:
    """Where the page is kept in a checkout."""
    return schema_folder().parent / "conformance" / "FINDINGS.md"


def find(edition: str, corpus: Sequence[Case], folder: Path = known.FOLDER) -> tuple[Finding, ...]:
    """What is known of every implementation. Raises `ExpectationsError`."""
    spread = Counter(rule for case in corpus for rule in set(case.rules))
    return tuple(_find(each, edition, corpus, spread, folder) for each in IMPLEMENTATIONS)


def _find(
    implementation: Implementation,
    edition: str,
    corpus: Sequence[Case],
    spread: Mapping[str, int],
    folder: Path,
) -> Finding:
    path = known.path_for(implementation.name, edition, folder)
    by_case = known.resolve(known.read_expectations(path), corpus).by_case
    about: dict[str, dict[str, list[Case]]] = {effect: {} for effect in known.EFFECTS}
    for case in corpus:
        entry = by_case.get(case.id)
        if entry is not None:
            effect = entry.effect or _usual(entry.outcome)
            for sentence in entry.reason.split("\n"):
                about[effect].setdefault(sentence, []).append(case)
    parts = [
        Part(
            effect,
            len({case.id for cases in causes.values() for case in cases}),
            tuple(
                sorted(
                    (_cause(sentence, cases, spread) for sentence, cases in causes.items()),
                    key=lambda cause: (-cause.cases, cause.sentence),
                )
            ),
        )
        for effect, causes in about.items()
        if causes
    ]
    return Finding(implementation, known.read_seen(path), tuple(parts))


def _usual(outcome: str) -> str:
    """The effect that an entry without one is counted under."""
    return next(effect for effect, goes_with in known.EFFECTS.items() if goes_with == outcome)


def _cause(sentence: str, cases: Sequence[Case], spread: Mapping[str, int]) -> Cause:
    found = Counter(
        rule
        for case in cases
        for rule in ([case.fault.rule] if case.fault is not None else case.rules)
    )
    telling = sorted(found, key=lambda rule: (-(found[rule] ** 2) / (spread[rule] or 1), rule))
    example = min(cases, key=lambda case: (not _plain(case), len(case.document), case.id))
    return Cause(
        sentence=sentence, cases=len(cases), rules=tuple(telling[:_RULES]), example=example
    )


def _plain(case: Case) -> bool:
    """Whether a document can be printed as it is."""
    try:
        text = case.document.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isascii() and all(sign.isprintable() or sign in "\n\t" for sign in text)


def page(edition: str, corpus: Sequence[Case], found: Sequence[Finding]) -> str:
    """The findings as Markdown."""
    environment = Environment(
        loader=PackageLoader("virtdom_conformance.report"),
        autoescape=False,  # noqa: S701  # Markdown
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    links = rule_links(edition)

    def rule(name: str) -> str:
        return links.get(name, f"`{name}`")

    environment.filters.update(cell=_cell, slug=_slug, fenced=_fenced, rule=rule)
    examples = {
        cause.example.id: cause.example
        for finding in found
        for part in finding.parts
        for cause in part.causes
    }
    return environment.get_template("findings.md.j2").render(
        edition=edition,
        corpus=corpus,
        found=found,
        effects=known.EFFECTS,
        examples=[examples[name] for name in sorted(examples)],
    )


def rule_links(edition: str) -> dict[str, str]:
    """Links to the rules in the reference pages, by id; none without the pages."""
    pages = schema_folder().parent / "generated" / "docs"
    links: dict[str, str] = {}
    for path, pattern in (
        (f"{edition}/indexes/rules.md", r"^\| \[([^\]]+)\]\(\.\./([^)]+)\) \|"),
        ("faults.md", r'<a id="((xml\.\w+))">'),
    ):
        file = pages / path
        text = file.read_text("utf-8") if file.is_file() else ""
        for rule, target in re.findall(pattern, text, re.MULTILINE):
            place = f"{edition}/{target}" if path != "faults.md" else f"{path}#{target}"
            links[rule] = f"[`{rule}`]({PAGES}/{place})"
    return links


def _cell(text: str) -> str:
    """Text in a table."""
    return re.sub(r"([\\|*_`\[\]<>#^])", r"\\\1", text)


def _slug(text: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _fenced(case: Case) -> str:
    """A document between fences."""
    text = case.document.decode("utf-8", "backslashreplace").strip("\n")
    text = "".join(s if s.isprintable() or s in "\n\t" else f"\\x{ord(s):02x}" for s in text)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{'xml' if _plain(case) else 'text'}\n{text}\n{fence}"
