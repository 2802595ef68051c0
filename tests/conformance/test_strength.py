"""The measure of the corpus: which changes of a schema its cases notice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from virtdom_conformance.case import Case, Origin, Place
from virtdom_conformance.strength.cover import Part, coverage, missing
from virtdom_conformance.strength.judge import Memory, judge_changes
from virtdom_conformance.strength.tell import as_json, as_text, measure
from virtdom_conformance.strength.tree import read_tree
from virtdom_conformance.strength.weaken import KINDS, changes

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:v="urn:virtdom:annotations">
  <xs:include schemaLocation="values.xsd"/>
  <xs:element name="machine" type="machine"/>
  <xs:complexType name="machine" v:rules="M-1">
    <xs:all>
      <xs:element name="size" type="size"/>
      <xs:element name="port" type="port" minOccurs="0" maxOccurs="3">
        <xs:alternative test="@type='file'" type="filePort"/>
        <xs:alternative test="@type='bare'" type="barePort"/>
      </xs:element>
    </xs:all>
    <xs:assert id="M-2" test="size &gt; 1 or not(port)"/>
  </xs:complexType>
  <xs:complexType name="port">
    <xs:all/>
    <xs:attribute name="type" type="portType" use="required"/>
  </xs:complexType>
  <xs:complexType name="filePort">
    <xs:complexContent>
      <xs:extension base="port">
        <xs:all/>
        <xs:attribute name="path" type="path" use="required"/>
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="barePort">
    <xs:complexContent>
      <xs:extension base="port"><xs:all/></xs:extension>
    </xs:complexContent>
  </xs:complexType>
</xs:schema>
"""
VALUES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="size">
    <xs:restriction base="xs:positiveInteger"><xs:maxInclusive value="9"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="path">
    <xs:restriction base="xs:token"><xs:pattern value="/.*"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="portType">
    <xs:restriction base="xs:token">
      <xs:enumeration value="file"/><xs:enumeration value="bare"/>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>
"""
SIZE = "<size>2</size>"
FILE, BARE = "<port type='file' path='/a'/>", "<port type='bare'/>"
VALID = {
    "plain": SIZE,
    "largest": "<size>9</size>",
    "smallest": "<size>1</size>",
    "ports": SIZE + FILE + BARE + FILE,
    "file": SIZE + FILE,
    "bare": SIZE + BARE,
    "bares": SIZE + BARE * 3,
    "ports-last-size": FILE + SIZE,
    "bare-first": BARE + SIZE,
}
INVALID = {
    "no-size": ("", "/machine"),
    "two-sizes": (SIZE + SIZE, "/machine/size[2]"),
    "too-large": ("<size>10</size>", "/machine/size"),
    "zero": ("<size>0</size>", "/machine/size"),
    "word": ("<size>two</size>", "/machine/size"),
    "four-ports": (SIZE + BARE * 4, "/machine/port[4]"),
    "too-small-for-a-port": ("<size>1</size>" + BARE, "/machine"),
    "no-type": (SIZE + "<port/>", "/machine/port/@type"),
    "other-type": (SIZE + "<port type='ring'/>", "/machine/port/@type"),
    "no-path": (SIZE + "<port type='file'/>", "/machine/port/@path"),
    "relative": (SIZE + "<port type='file' path='a'/>", "/machine/port/@path"),
    "path-of-bare": (SIZE + "<port type='bare' path='/a'/>", "/machine/port/@path"),
    "unknown-attribute": (SIZE + "<port type='bare' x='1'/>", "/machine/port/@x"),
    "unknown-child": (SIZE + "<port type='bare'><x/></port>", "/machine/port/x"),
    "text": (SIZE + "<port type='bare'>x</port>", "/machine/port"),
    "unknown-attribute-of-machine": (None, "/machine/@x"),
    "unknown-child-of-machine": (SIZE + "<x/>", "/machine/x"),
    "text-in-machine": (SIZE + "x", "/machine"),
}
TWINS = {
    "four-ports": "bares",
    "no-type": "bare",
    "other-type": "bare",
    "no-path": "file",
    "relative": "file",
    "path-of-bare": "bare",
}


def _case(name: str, document: str, fault: Place | None, twin: str | None) -> Case:
    return Case(
        id=f"m/{name}",
        area="m",
        area_title="M",
        sentence=name,
        rules=("M-1",),
        operation="accept",
        valid=fault is None,
        document=document.encode(),
        fault=fault,
        twin=twin,
        origin=Origin("m", 1),
    )


CASES = (
    *(_case(name, f"<machine>{text}</machine>", None, None) for name, text in VALID.items()),
    *(
        _case(
            name,
            f"<machine x='1'>{SIZE}</machine>" if text is None else f"<machine>{text}</machine>",
            Place(path, "M-2" if name == "too-small-for-a-port" else "M-1"),
            f"m/{TWINS.get(name, 'plain')}",
        )
        for name, (text, path) in INVALID.items()
    ),
)


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """A small schema in two modules."""
    (tmp_path / "machine.xsd").write_text(SCHEMA, "utf-8")
    (tmp_path / "values.xsd").write_text(VALUES, "utf-8")
    return tmp_path / "machine.xsd"


def test_changes(schema: Path) -> None:
    """Every part of a schema gives its changes, each of its own name."""
    made = changes(read_tree(schema), ["x", "size", "port"])
    ids = [change.id for change in made]
    assert len(set(ids)) == len(ids)
    assert {change.kind for change in made} <= set(KINDS)
    assert {
        "value-dropped portType file",
        "values-opened portType",
        "bound-widened size maxInclusive 9",
        "bound-narrowed size maxInclusive 9",
        "type-widened size xs:positiveInteger",
        "pattern-dropped path",
        "child-optional machine/size",
        "child-repeated machine/size 2",
        "child-repeated machine/port 4",
        "child-not-repeated machine/port 2",
        "child-required machine/port",
        "attribute-optional filePort/@path",
        "attribute-optional port/@type",
        "value-unlimited machine/size size",
        "assertion-dropped machine/M-2",
        "kind-dropped machine/port filePort",
        "foreign-attribute barePort path",
        "unknown-attribute port",
        "unknown-child machine",
        "stray-text machine",
    } <= set(ids)
    assert "kind-dropped machine/port barePort" not in ids, "it says no more than its base"


def test_rules(schema: Path) -> None:
    """A change knows the rules that it touches."""
    made = {change.id: change for change in changes(read_tree(schema), [])}
    assert made["assertion-dropped machine/M-2"].rules == {"M-1", "M-2"}


def test_strong_corpus(schema: Path) -> None:
    """A corpus that notices every change and exercises every part is found to do so."""
    findings = measure(schema, CASES, jobs=1)
    assert [change.id for change, _ in findings.survivors] == []
    assert findings.ok
    assert list(as_text(findings))[-2].endswith("are noticed: 100.0%")


@pytest.mark.parametrize(
    ("left_out", "survivor"),
    [
        ("too-large", "bound-widened size maxInclusive 9"),
        ("largest", "bound-narrowed size maxInclusive 9"),
        ("zero", "type-widened size xs:positiveInteger"),
        ("relative", "pattern-dropped path"),
        ("no-size", "child-optional machine/size"),
        ("two-sizes", "child-repeated machine/size 2"),
        ("four-ports", "child-repeated machine/port 4"),
        ("no-path", "attribute-optional filePort/@path"),
        ("no-type", "attribute-optional port/@type"),
        ("other-type", "values-opened portType"),
        ("too-small-for-a-port", "assertion-dropped machine/M-2"),
        ("path-of-bare", "foreign-attribute barePort path"),
        ("unknown-child", "unknown-child port"),
        ("text", "stray-text port"),
    ],
)
def test_weaker_corpus(left_out: str, survivor: str, schema: Path) -> None:
    """Without the case that notices it, a change survives, and is told."""
    cases = [case for case in CASES if case.id != f"m/{left_out}"]
    kind = survivor.split()[0]
    judged = judge_changes(schema, cases, jobs=1, wanted={kind})
    assert survivor in [change.id for change, noticed in judged if noticed.by is None]


def test_processes(schema: Path) -> None:
    """Several processes find what one finds."""
    wanted = {"pattern-dropped", "assertion-dropped", "child-repeated"}
    one = judge_changes(schema, CASES, jobs=1, wanted=wanted)
    two = judge_changes(schema, CASES, jobs=2, wanted=wanted)
    assert [(change.id, noticed) for change, noticed in one] == [
        (change.id, noticed) for change, noticed in two
    ]


def test_memory(schema: Path, tmp_path: Path) -> None:
    """What was noticed is remembered as long as schema and case stay; survivors are judged anew."""
    path = tmp_path / "memory.json"
    cases = [case for case in CASES if case.id != "m/relative"]
    wanted = {"pattern-dropped", "assertion-dropped"}
    judge_changes(schema, cases, jobs=1, memory=Memory.load(path), wanted=wanted)
    memory = Memory.load(path)
    assert set(memory.known) == {"assertion-dropped machine/M-2"}
    judged = judge_changes(schema, CASES, jobs=1, memory=memory, wanted=wanted)
    assert {change.kind: noticed.by for change, noticed in judged} == {
        "pattern-dropped": "m/relative",
        "assertion-dropped": "m/too-small-for-a-port",
    }


def test_broken_memory(tmp_path: Path) -> None:
    """A file that is no memory is none."""
    path = tmp_path / "memory.json"
    for text in ("", "[1]", "{"):
        path.write_text(text, "utf-8")
        assert Memory.load(path).known == {}


def test_disagreement(schema: Path) -> None:
    """A corpus that the schema as it is does not agree with cannot be measured by it."""
    wrong = replace(CASES[0], document=b"<machine/>")
    with pytest.raises(ValueError, match="schema and corpus do not agree about m/plain"):
        judge_changes(schema, [wrong], jobs=1)


def test_coverage(schema: Path) -> None:
    """Parts are exercised by what valid documents use and by where invalid ones differ."""
    uses = coverage(read_tree(schema), CASES)
    assert uses[Part("attribute", "filePort/@path")].valid == "m/ports"
    assert uses[Part("attribute", "filePort/@path")].invalid == "m/no-path"
    assert uses[Part("value", "portType bare")].valid == "m/ports"
    assert uses[Part("kind", "machine/port barePort")].valid == "m/ports"
    assert uses[Part("condition", "M-2")].invalid == "m/too-small-for-a-port"
    assert list(missing(uses)) == []


@pytest.mark.parametrize(
    "document", [f"<machine>{SIZE}", f"<!DOCTYPE machine><machine>{SIZE}</machine>", ""]
)
def test_what_breaks_no_part(document: str, schema: Path) -> None:
    """What is no XML, or has a document type, exercises no part of the schema."""
    case = _case("broken", document, Place("/", "xml"), "m/plain")
    tree = read_tree(schema)
    assert coverage(tree, [*CASES, case]) == coverage(tree, CASES)


def test_missing_parts(schema: Path) -> None:
    """A part that no case exercises is told, with the verdict that lacks."""
    cases = [case for case in CASES if b"port" not in case.document]
    told = {
        (part.kind, part.where, verdict)
        for part, verdict in missing(coverage(read_tree(schema), cases))
    }
    assert ("element", "machine/port", "valid") in told
    assert ("element", "machine/port", "invalid") in told
    assert ("value", "portType file", "valid") in told
    assert ("condition", "M-2", "invalid") in told
    assert ("element", "machine/size", "valid") not in told


def test_told_as_json(schema: Path) -> None:
    """For programs there is a line for each change and each part."""
    findings = measure(schema, CASES, kinds=("pattern-*",), jobs=1)
    (line,) = as_json(findings)
    assert json.loads(line) == {
        "change": "pattern-dropped path",
        "kind": "pattern-dropped",
        "weakens": True,
        "rules": [],
        "noticed_by": "m/relative",
    }
    with pytest.raises(ValueError, match="no kind of change is called zork"):
        measure(schema, CASES, kinds=("zork",), jobs=1)
