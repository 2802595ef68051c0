"""Value spaces compared: what one accepts, does the other?"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from virtdom_generator import planner
from virtdom_generator.emit.bindings import emit
from virtdom_generator.plan import Plan
from virtdom_generator.schema import read_schema
from virtdom_generator.spaces import Space, contains, spaces
from virtdom_runtime.values import BadValue, Value

from .documents import Documents
from .editions import importable, imported
from .schemas import GOLDEN, module, write

SCHEMA = """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain">{attributes}</xs:complexType>
<xs:simpleType name="port"><xs:restriction base="xs:unsignedShort">
  <xs:minInclusive value="1"/></xs:restriction></xs:simpleType>
<xs:simpleType name="smallPort"><xs:restriction base="port">
  <xs:maxExclusive value="1024"/></xs:restriction></xs:simpleType>
<xs:simpleType name="ratio"><xs:restriction base="xs:decimal">
  <xs:minExclusive value="0"/></xs:restriction></xs:simpleType>
<xs:simpleType name="path"><xs:restriction base="xs:token">
  <xs:pattern value="/.*"/></xs:restriction></xs:simpleType>
<xs:simpleType name="pathOrName"><xs:restriction base="xs:token">
  <xs:pattern value="/.*"/><xs:pattern value="[a-z]+"/></xs:restriction></xs:simpleType>
<xs:simpleType name="image"><xs:restriction base="path">
  <xs:pattern value=".*\\.img"/></xs:restriction></xs:simpleType>
<xs:simpleType name="shortName"><xs:restriction base="xs:token">
  <xs:minLength value="1"/><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
<xs:simpleType name="plainName"><xs:restriction base="xs:token">
  <xs:minLength value="1"/></xs:restriction></xs:simpleType>
<xs:simpleType name="exactText"><xs:restriction base="xs:string">
  <xs:minLength value="1"/></xs:restriction></xs:simpleType>
<xs:simpleType name="bus"><xs:restriction base="xs:token">
  <xs:enumeration value="ide"/><xs:enumeration value="usb"/></xs:restriction></xs:simpleType>
<xs:simpleType name="widerBus"><xs:restriction base="xs:token">
  <xs:enumeration value="ide"/><xs:enumeration value="usb"/><xs:enumeration value="xen"/>
</xs:restriction></xs:simpleType>
<xs:simpleType name="exactBus"><xs:restriction base="xs:string">
  <xs:enumeration value="ide"/><xs:enumeration value="usb"/></xs:restriction></xs:simpleType>
<xs:simpleType name="portOrBus"><xs:union memberTypes="port bus"/></xs:simpleType>
<xs:simpleType name="busOrSmallPort"><xs:union memberTypes="bus smallPort"/></xs:simpleType>
<xs:simpleType name="ports"><xs:list itemType="port"/></xs:simpleType>
<xs:simpleType name="smallPorts"><xs:list itemType="smallPort"/></xs:simpleType>
<xs:simpleType name="twoPorts"><xs:restriction base="ports">
  <xs:length value="2"/></xs:restriction></xs:simpleType>
<xs:simpleType name="cents"><xs:restriction base="xs:decimal">
  <xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
<xs:simpleType name="fewPorts"><xs:restriction base="port">
  <xs:enumeration value="80"/><xs:enumeration value="443"/></xs:restriction></xs:simpleType>
<xs:simpleType name="fewPortsOrBus"><xs:restriction base="portOrBus">
  <xs:enumeration value="80"/><xs:enumeration value="usb"/></xs:restriction></xs:simpleType>
<xs:simpleType name="hexPort" v:as="hex"><xs:restriction base="xs:token">
  <xs:pattern value="0x[0-9a-f]+|[0-9]+"/></xs:restriction></xs:simpleType>
"""
NAMES = (
    "port", "smallPort", "ratio", "path", "pathOrName", "image", "shortName", "plainName",
    "exactText", "bus", "widerBus", "exactBus", "portOrBus", "busOrSmallPort", "ports",
    "smallPorts", "twoPorts", "xs:token", "xs:string", "xs:integer", "xs:decimal", "xs:boolean",
    "xs:NMTOKEN", "cents", "fewPorts", "fewPortsOrBus", "hexPort", "xs:double",
)  # fmt: skip


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    attributes = "".join(
        f'<xs:attribute name="a{number}" type="{name}"/>' for number, name in enumerate(NAMES)
    )
    folder = tmp_path_factory.mktemp("spaces")
    write(folder, {"domain.xsd": module(SCHEMA.format(attributes=attributes))})
    return planner.plan(read_schema(folder))


@pytest.fixture(scope="module")
def named(plan: Plan) -> dict[str, Space]:
    return {space.name: space for space in spaces(plan.values).values()}


@pytest.fixture(scope="module")
def texts(plan: Plan) -> dict[str, st.SearchStrategy[str]]:
    """Texts of each space, by name, with blanks around some."""
    drawn = Documents(plan).texts
    blanks = st.sampled_from(["{}", " {}", "{} "])
    return {
        value.name: st.tuples(blanks, drawn[value.constant]).map(
            lambda pair: pair[0].format(pair[1])
        )
        for value in plan.values
    }


@pytest.fixture(scope="module")
def engine(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Value]]:
    """The spaces as the bindings have them, by name."""
    out = tmp_path_factory.mktemp("bindings")
    with importable(out):
        imported(emit(plan), plan.edition, out)
        tables = importlib.import_module(f"virtdom.{plan.edition}._tables")
        yield {value.name: getattr(tables, value.constant) for value in plan.values}


WIDER = {
    "port": ("smallPort", "fewPorts"),
    "smallPort": ("fewPorts",),
    "xs:integer": ("port", "smallPort", "fewPorts"),
    "xs:decimal": ("port", "smallPort", "fewPorts", "ratio", "cents", "xs:integer"),
    "xs:double": ("port", "smallPort", "fewPorts", "ratio", "cents", "xs:integer", "xs:decimal"),
    "cents": ("port", "smallPort", "fewPorts", "xs:integer"),
    "ratio": ("port", "smallPort", "fewPorts"),
    "path": ("image",),
    "pathOrName": ("path", "image", "bus", "widerBus", "exactBus"),
    "plainName": ("shortName", "bus", "widerBus", "exactBus"),
    "shortName": ("bus", "widerBus", "exactBus"),
    "exactText": ("exactBus",),
    "bus": ("exactBus",),
    "widerBus": ("bus", "exactBus"),
    "portOrBus": (
        "port", "smallPort", "fewPorts", "fewPortsOrBus", "bus", "exactBus", "busOrSmallPort",
    ),
    "busOrSmallPort": ("bus", "exactBus", "smallPort", "fewPorts"),
    "ports": ("twoPorts", "smallPorts"),
    "xs:NMTOKEN": ("bus", "widerBus", "exactBus"),
    "xs:token": NAMES,
    "xs:string": NAMES,
}  # fmt: skip


@pytest.mark.parametrize("wide", NAMES)
def test_what_contains_what(wide: str, named: dict[str, Space]) -> None:
    """A space contains itself and these others, as far as facets tell."""
    found = {name for name in NAMES if contains(named[wide], named[name])}
    assert found == {wide, *WIDER.get(wide, ())}


@pytest.mark.parametrize("wide", NAMES)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_a_contained_text_is_accepted(
    wide: str,
    data: st.DataObject,
    named: dict[str, Space],
    texts: dict[str, st.SearchStrategy[str]],
    engine: dict[str, Value],
) -> None:
    """What the narrow space accepts, the engine accepts in the wide one."""
    narrow = data.draw(st.sampled_from([n for n in NAMES if contains(named[wide], named[n])]))
    text = data.draw(texts[narrow])
    if accepted(engine[narrow], text):
        assert accepted(engine[wide], text)


def accepted(value: Value, text: str) -> bool:
    try:
        value.read(text)
    except BadValue:
        return False
    return True


def test_a_condition_more_is_narrower(named: dict[str, Space]) -> None:
    """A space with an assertion does not contain one without, but the other way round it does."""
    port = named["port"]
    even = replace(port, assertions=frozenset({"int(value) % 2 == 0"}))
    assert contains(port, even)
    assert not contains(even, port)


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda path: path.name)
def test_spaces_contain_themselves(folder: Path) -> None:
    """Every space of every tiny schema contains itself."""
    found = spaces(planner.plan(read_schema(folder)).values)
    assert [space.name for space in found.values() if not contains(space, space)] == []
