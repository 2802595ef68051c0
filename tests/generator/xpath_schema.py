"""A small schema with every sort of type that XPath may meet, and documents of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from virtdom_generator.model import ComplexType, Model
from virtdom_generator.rules import StaticContext
from virtdom_generator.schema import read_schema
from virtdom_runtime import xpath as x

EXTRA = "urn:example:extra"
SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:virtdom:annotations"
           xmlns:e="urn:example:extra" elementFormDefault="qualified">
  <xs:import namespace="urn:example:extra" schemaLocation="extra.xsd"/>
  <xs:simpleType name="kind">
    <xs:restriction base="xs:NMTOKEN">
      <xs:enumeration value="file"/><xs:enumeration value="block"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="title"><xs:restriction base="xs:token"/></xs:simpleType>
  <xs:simpleType name="positive"><xs:restriction base="xs:positiveInteger"/></xs:simpleType>
  <xs:simpleType name="minusOne">
    <xs:restriction base="xs:int">
      <xs:minInclusive value="-1"/><xs:maxInclusive value="-1"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="port"><xs:union memberTypes="minusOne positive"/></xs:simpleType>
  <xs:simpleType name="bus"><xs:union memberTypes="kind title"/></xs:simpleType>
  <xs:simpleType name="openBus"><xs:union memberTypes="kind xs:NMTOKEN"/></xs:simpleType>
  <xs:simpleType name="either"><xs:union memberTypes="kind positive"/></xs:simpleType>
  <xs:simpleType name="ports"><xs:list itemType="positive"/></xs:simpleType>
  <xs:simpleType name="kinds"><xs:list itemType="kind"/></xs:simpleType>
  <xs:simpleType name="starting">
    <xs:restriction base="xs:token"><xs:assertion test="starts-with($value, 'a')"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="odd">
    <xs:restriction base="xs:integer"><xs:assertion test="$value = (1, 3, 5)"/></xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="early">
    <xs:restriction base="ports"><xs:assertion test="count($value) &lt; 3"/></xs:restriction>
  </xs:simpleType>
  <xs:complexType name="disk">
    <xs:all>
      <xs:element name="target" type="target" minOccurs="0"/>
    </xs:all>
    <xs:attribute name="type" type="kind" use="required"/>
    <xs:attribute name="device" type="kind" default="block"/>
  </xs:complexType>
  <xs:complexType name="fileDisk">
    <xs:complexContent><xs:extension base="disk">
      <xs:all><xs:element name="source" type="fileSource" minOccurs="0" maxOccurs="2"/></xs:all>
      <xs:attribute name="port" type="positive"/>
      <xs:attribute name="tag" type="kind" default="file"/>
    </xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:complexType name="blockDisk">
    <xs:complexContent><xs:extension base="disk">
      <xs:all><xs:element name="source" type="blockSource" minOccurs="0"/></xs:all>
      <xs:attribute name="port" type="positive"/>
    </xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:complexType name="fileSource">
    <xs:attribute name="file" type="xs:string"/>
    <xs:attribute name="slot" type="positive"/>
  </xs:complexType>
  <xs:complexType name="blockSource">
    <xs:attribute name="dev" type="xs:string"/>
    <xs:attribute name="slot" type="positive"/>
  </xs:complexType>
  <xs:complexType name="target">
    <xs:attribute name="dev" type="xs:string"/>
    <xs:attribute name="port" type="positive"/>
  </xs:complexType>
  <xs:complexType name="serial">
    <xs:all><xs:element name="target" type="target" minOccurs="0" maxOccurs="3"/></xs:all>
  </xs:complexType>
  <xs:complexType name="label">
    <xs:simpleContent><xs:extension base="xs:token">
      <xs:attribute name="lang" type="xs:string"/>
    </xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="note" mixed="true">
    <xs:all><xs:element name="b" type="xs:string" minOccurs="0"/></xs:all>
  </xs:complexType>
  <xs:complexType name="domain">
    <xs:all>
      <xs:element name="name" type="xs:string" minOccurs="0"/>
      <xs:element name="title" type="title" minOccurs="0"/>
      <xs:element name="memory" type="positive" minOccurs="0"/>
      <xs:element name="currentMemory" type="xs:integer" minOccurs="0"/>
      <xs:element name="preset" type="positive" default="4" minOccurs="0"/>
      <xs:element name="label" type="label" minOccurs="0"/>
      <xs:element name="note" type="note" minOccurs="0"/>
      <xs:element name="boot" type="kind" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element name="core" type="positive" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element name="disk" type="disk" minOccurs="0" maxOccurs="unbounded">
        <xs:alternative test="@type='file'" type="fileDisk"/>
        <xs:alternative test="@type='block'" type="blockDisk"/>
      </xs:element>
      <xs:element name="serial" type="serial" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element ref="e:extra" minOccurs="0"/>
    </xs:all>
    <xs:attribute name="kind" type="kind"/>
    <xs:attribute name="word" type="xs:NMTOKEN"/>
    <xs:attribute name="text" type="xs:string"/>
    <xs:attribute name="free"/>
    <xs:attribute name="count" type="positive"/>
    <xs:attribute name="level" type="xs:integer"/>
    <xs:attribute name="ratio" type="xs:decimal"/>
    <xs:attribute name="mode" type="kind" default="file"/>
    <xs:attribute name="size" type="positive" default="7"/>
    <xs:attribute name="version" type="xs:string" fixed="1"/>
    <xs:attribute name="flag" type="xs:boolean"/>
    <xs:attribute name="ports" type="ports"/>
    <xs:attribute name="kinds" type="kinds"/>
    <xs:attribute name="port" type="port"/>
    <xs:attribute name="bus" type="bus"/>
    <xs:attribute name="openBus" type="openBus"/>
    <xs:attribute name="either" type="either"/>
    <xs:attribute name="link" type="xs:anyURI"/>
    <xs:attribute name="starting" type="starting"/>
    <xs:attribute name="odd" type="odd"/>
    <xs:attribute name="early" type="early"/>
  </xs:complexType>
  <xs:element name="domain" type="domain"/>
</xs:schema>
"""
EXTRA_SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:extra"
           xmlns:e="urn:example:extra" elementFormDefault="qualified">
  <xs:complexType name="extra">
    <xs:all><xs:element name="env" type="xs:string" minOccurs="0" maxOccurs="unbounded"/></xs:all>
    <xs:attribute name="name" type="xs:string"/>
  </xs:complexType>
  <xs:element name="extra" type="e:extra"/>
</xs:schema>
"""


def written(folder: Path, schema: str = SCHEMA) -> Path:
    """The schema as files; the path of the first."""
    (folder / "domain.xsd").write_text(schema)
    (folder / "extra.xsd").write_text(EXTRA_SCHEMA)
    return folder / "domain.xsd"


@cache
def model() -> Model:
    with TemporaryDirectory() as folder:
        written(Path(folder))
        return read_schema(Path(folder))


@cache
def types() -> dict[str, ComplexType]:
    return {each.name: each for each in model().complex_types}


def context(*here: str) -> StaticContext:
    """The context of expressions on an element that has one of the types; `domain` if not told."""
    return StaticContext(types(), frozenset(here or ["domain"]), {"e": EXTRA})


def run(code: str, node: object) -> Any:
    """What generated code gives for a node (or for `$value`)."""
    return eval(code, {"x": x, "node": node, "value": node})


def quoted(value: str) -> str:
    """An attribute value as written in XML."""
    return '"' + value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") + '"'


def words(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


KIND = words("file", "block", " file ", "file")
POSITIVE = words("5", "05", " 5 ", "1", "3", "10")
TEXT = words("", "a", "b", "a,b", "2,1", "1", "5", "A", " a  b ", "ab,", "file", "it's")
ATTRIBUTES: dict[str, st.SearchStrategy[str | None]] = {
    "kind": KIND, "word": words("file", " file ", "a"), "text": TEXT, "free": TEXT,
    "count": POSITIVE, "level": words("5", "-1", " 05", "1"),
    "ratio": words("1", "1.0", "5.50", "0.5"), "mode": KIND, "size": POSITIVE,
    "version": words("1"), "flag": words("true", "false", "1", "0"),
    "ports": words("", "5", "1 5", " 7  8 "), "kinds": words("file", "file  block"),
    "port": words("-1", "5", " 05 "), "bus": words("file", " file ", " a  b "),
    "openBus": words("file", " file ", "a"), "either": words("file", "5"),
    "link": words("a", " a "),
}  # fmt: skip


def element(
    name: str,
    attributes: dict[str, st.SearchStrategy[str | None]],
    *content: st.SearchStrategy[str],
) -> st.SearchStrategy[str]:
    """The text of an element; content comes in any order with white space and comments between."""

    def tagged(values: dict[str, str | None], parts: list[str], gap: str) -> str:
        given = "".join(
            f" {key}={quoted(value)}" for key, value in values.items() if value is not None
        )
        inner = gap.join(["", *parts, ""]) if parts else ""
        return f"<{name}{given}>{inner}</{name}>"

    gaps = st.sampled_from(["", "\n  ", "<!-- c -->", "<?p i?>"])
    parts = st.tuples(*content).map(list).flatmap(st.permutations) if content else st.just([])
    return st.builds(tagged, st.fixed_dictionaries(attributes), parts, gaps)


def some(one: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(one, max_size=most).map("".join)


def leaf(name: str, values: st.SearchStrategy[str | None]) -> st.SearchStrategy[str]:
    return values.map(lambda value: "" if value is None else f"<{name}>{value}</{name}>")


TARGET = element("target", {"dev": words("a", "b"), "port": POSITIVE})
FILE_DISK = element(
    "disk",
    {"type": st.just("file"), "device": KIND, "port": POSITIVE, "tag": KIND},
    some(TARGET, 1),
    some(element("source", {"file": words("a", "b"), "slot": POSITIVE}), 2),
)
BLOCK_DISK = element(
    "disk",
    {"type": st.just("block"), "device": KIND, "port": POSITIVE},
    some(TARGET, 1),
    some(element("source", {"dev": words("a", "b"), "slot": POSITIVE}), 1),
)
PADDED_DISK = element("disk", {"type": st.just(" file "), "device": KIND}, some(TARGET, 1))
DOCUMENTS = element(
    "domain",
    ATTRIBUTES,
    some(leaf("name", TEXT), 1),
    some(leaf("title", words("a b", " a  b ", "file")), 1),
    some(leaf("memory", words("5", " 05 ", "1", "5<!-- c -->0")), 1),
    some(leaf("currentMemory", words("5", "10", "-1")), 1),
    some(leaf("preset", words("4", "5", "")), 1),
    some(st.sampled_from(["<label/>", "<label> a  b </label>", "<label lang='en'>a b</label>"]), 1),
    some(st.sampled_from(["<note/>", "<note>a<b>b</b></note>", "<note>ab<!-- c --></note>"]), 1),
    some(leaf("boot", words("file", "block", " file ")), 3),
    some(leaf("core", words("5", "05", "1", "7")), 3),
    some(st.one_of(FILE_DISK, BLOCK_DISK, PADDED_DISK), 3),
    some(element("serial", {}, some(TARGET, 3)), 2),
    some(
        st.sampled_from(
            [
                f'<e:extra xmlns:e="{EXTRA}" name="a"/>',
                f'<e:extra xmlns:e="{EXTRA}"><e:env>a</e:env><e:env>b</e:env></e:extra>',
                f'<e:extra xmlns:e="{EXTRA}" name="b"><e:env>b</e:env></e:extra>',
            ]
        ),
        1,
    ),
)


RICH = f"""<domain kind="block" text="2,1" free="it's" count="10" level="-1" ratio="1.0">
  <name>a</name><memory>5</memory><currentMemory>1</currentMemory><label> a  b </label>
  <boot>file</boot><boot>file</boot><core>5</core><core>5</core>
  <disk type="file" port="9"><source file="a"/><source file="b" slot="10"/><target dev="a"/></disk>
  <disk type="file" device="file"><source file="b"/><target dev="a" port="5"/></disk>
  <serial><target/><target port="5" dev="a"/></serial>
  <e:extra xmlns:e="{EXTRA}" name="a"><e:env>a</e:env></e:extra>
</domain>"""
OTHER = """<domain kind="file" text="a" free="file" count="1" ratio="5.50">
  <memory>1</memory><currentMemory>5</currentMemory>
  <disk type="file"><source file="a"/></disk><disk type="block"><source dev="a"/></disk>
</domain>"""
"""Documents in which more is true, or false, than in most that are drawn."""
