"""The corpus of v0_4: what it covers, that its cases are well made, and who agrees with it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from virtdom_conformance.adapters.registry import implementation
from virtdom_conformance.case import Case
from virtdom_conformance.manifest import CORPUS, MANIFEST, read_corpus
from virtdom_conformance.places import Node, parse
from virtdom_conformance.selection import Selection
from virtdom_conformance.strength import tell
from virtdom_conformance.suite import Plan, carry_out

EDITION = "v0_4"
SCHEMA = Path(__file__).resolve().parents[2] / "schema" / EDITION
ENFORCED = ("structure", "facet", "assertion", "identity")


@cache
def corpus() -> tuple[Case, ...]:
    return read_corpus(EDITION)


@cache
def rules() -> dict[str, dict[str, str]]:
    return tomllib.loads((SCHEMA / "rules.toml").read_text("utf-8"))


def of_kind(*kinds: str) -> list[str]:
    return [name for name, rule in rules().items() if rule["kind"] in kinds]


def cited(*, valid: bool) -> Counter[str]:
    return Counter(rule for case in corpus() if case.valid == valid for rule in case.rules)


def root(document: bytes) -> Node | None:
    """The root of a document, None if it is not XML."""
    try:
        return parse(document)
    except etree.XMLSyntaxError:
        return None


def children(node: Node) -> list[Node]:
    return list(node.iterchildren("*"))


def text(node: Node) -> str:
    """The text of a node; between elements white space does not count."""
    if not children(node):
        return node.text or ""
    return "".join(((node.text or ""), *(child.tail or "" for child in node))).strip()


def changes(before: Node, after: Node) -> int:
    """The least number of elements, attributes and texts in which two elements differ."""
    if before.tag != after.tag:
        return 1
    names = {*before.keys(), *after.keys()}
    count = sum(before.get(name) != after.get(name) for name in names)
    count += text(before) != text(after) if bool(children(before)) == bool(children(after)) else 0
    costs = list(range(len(children(after)) + 1))
    for done, one in enumerate(children(before)):
        row = [done + 1]
        for index, other in enumerate(children(after)):
            row.append(
                min(costs[index + 1] + 1, row[index] + 1, costs[index] + changes(one, other))
            )
        costs = row
    return count + costs[-1]


@pytest.mark.parametrize("rule", of_kind(*ENFORCED))
def test_enforced_rule(rule: str) -> None:
    """What the schema enforces is shown by a valid case, and by an invalid one or a warning."""
    assert cited(valid=True)[rule]
    if rules()[rule]["level"] == "should":
        assert any(case.warning is not None and case.warning.rule == rule for case in corpus())
    else:
        assert cited(valid=False)[rule]


@pytest.mark.parametrize("rule", of_kind("behaviour"))
def test_behaviour(rule: str) -> None:
    """A behaviour is shown by what is read, written or filled in, or by a warning."""
    shown = [case for case in corpus() if rule in case.rules and case.valid]
    assert any(case.operation != "accept" or case.warning is not None for case in shown)


@pytest.mark.parametrize("rule", of_kind("example"))
def test_example_of_the_page(rule: str) -> None:
    """An example of the page is shown by a case of the area of examples."""
    assert any(rule in case.rules and case.area == "examples" for case in corpus())


def test_examples() -> None:
    """The folder of examples holds 40 documents, each accepted and each a round trip."""
    folder = CORPUS / EDITION / "examples" / "valid"
    documents = sorted(path.read_bytes() for path in folder.iterdir())
    assert len(documents) == 40
    for operation in ("accept", "roundtrip"):
        shown = [case for case in corpus() if case.area == "examples"]
        assert documents == sorted(
            case.document for case in shown if case.operation == operation and case.valid
        )


def test_rules() -> None:
    """Every rule that a case names is one of the edition, or one of XML itself."""
    named = {
        rule
        for case in corpus()
        for place in (case.fault, case.warning)
        for rule in (*case.rules, *([place.rule] if place is not None else []))
    }
    assert {rule for rule in named if not rule.startswith("xml.")} <= rules().keys()


def test_fault_is_cited() -> None:
    """The rule of a fault is among the rules that its case exercises."""
    assert [
        case.id for case in corpus() if case.fault is not None and case.fault.rule not in case.rules
    ] == []


def test_twins() -> None:
    """An invalid document differs from its twin in one element, one attribute or one text."""
    known = {case.id: case for case in corpus()}
    wrong: list[str] = []
    for case in corpus():
        if case.twin is None:
            continue
        before, after = root(known[case.twin].document), root(case.document)
        assert before is not None
        if after is None:
            assert case.fault is not None
            assert case.fault.rule.startswith("xml.")
            continue
        count = changes(before, after) + (b"<!DOCTYPE" in case.document)
        if count != 1 and not _by_entity(case):
            wrong.append(f"{case.id}: {count} changes from {case.twin}")
    assert wrong == []


def _by_entity(case: Case) -> bool:
    """An entity of the document stands where its twin has the text: one change to a reader."""
    return b"<!ENTITY" in case.document


def test_distinct() -> None:
    """An invalid document is the document of one case only."""
    documents = Counter(case.document for case in corpus() if not case.valid)
    assert [case.id for case in corpus() if documents[case.document] > 1] == []


def test_files() -> None:
    """Every file of the corpus is used."""
    assert set(_files()) == set(_used())


def _files() -> Iterator[Path]:
    for path in (CORPUS / EDITION).rglob("*"):
        if path.is_file() and path.name != MANIFEST:
            yield path


def _used() -> Iterator[Path]:
    for manifest in (CORPUS / EDITION).glob(f"*/{MANIFEST}"):
        data: dict[str, Any] = tomllib.loads(manifest.read_text("utf-8"))
        for entry in data.get("case", ()):
            name, folder = entry["id"], "valid" if entry["valid"] else "invalid"
            yield manifest.parent / entry.get("document", f"{folder}/{name}.xml")
            if entry.get("operation") == "defaults":
                yield manifest.parent / entry.get("defaults", f"defaults/{name}.xml")
        for table in data.get("table", ()):
            if not table["template"].lstrip().startswith("<"):
                yield manifest.parent / table["template"]


@pytest.mark.parametrize("name", ["virtdom", "xmlschema"])
def test_agreement(name: str, tmp_path: Path) -> None:
    """The bindings and the schema do what every case says; nothing is expected to deviate."""
    plan = Plan(
        edition=EDITION,
        corpus=corpus(),
        selection=Selection(),
        implementations=(implementation(name),),
        expectations=tmp_path,
        require_all=True,
    )
    report = carry_out(plan)
    bad = [
        (result.case, result.status, result.detail)
        for result in report.results
        if result.status not in ("passed", "skipped")
    ]
    assert bad == []
    assert report.footer is not None
    assert report.footer.ok


@pytest.mark.slow
def test_strength() -> None:
    """Every small change of the schema is noticed by a case, and every part of it exercised."""
    findings = tell.measure(SCHEMA / "domain.xsd", corpus(), fresh=True)
    assert len(findings.changes) > 500
    assert [line for line in tell.as_text(findings) if "survives" in line] == []
    assert findings.ok
