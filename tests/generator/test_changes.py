"""What two schemas differ in, and what breaks users."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from virtdom_generator import planner
from virtdom_generator.changes import Change, compare_schemas
from virtdom_generator.errors import SchemaError
from virtdom_generator.parts import Effect, Layout
from virtdom_generator.schema import read_schema

from .schemas import GOLDEN

ROOT = Path(__file__).resolve().parents[2]

DOC = "<xs:annotation><xs:documentation>A part.</xs:documentation></xs:annotation>"

IMPLIED = '<v:implied rule="SIZE-2" select="size" value="1">It is 1.</v:implied>'
WARNING = '<v:warning id="NAME-1" test="string-length(name) &gt; 1">Be clear.</v:warning>'
HOST = '<v:host rule="NAME-2" selector="." fields="name">Names differ.</v:host>'


def appinfo(told: str) -> str:
    """The annotation, with a rule beside the documentation."""
    return DOC.replace("</xs:annotation>", f"<xs:appinfo>{told}</xs:appinfo></xs:annotation>")


SCHEMA = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:v="urn:virtdom:annotations" elementFormDefault="qualified" v:title="Machine">
  {DOC}
  <xs:element name="domain" type="domain">{DOC}</xs:element>
  <xs:complexType name="domain">{DOC}
    <xs:all>
      <xs:element name="name" type="xs:token">{DOC}</xs:element>
      <xs:element name="size" type="size" minOccurs="0">{DOC}</xs:element>
      <xs:element name="disk" type="disk" minOccurs="0" maxOccurs="2">{DOC}
        <xs:alternative test="@type='file'" type="fileDisk"/>
      </xs:element>
    </xs:all>
    <xs:attribute name="mode" type="mode" default="off">{DOC}</xs:attribute>
    <xs:assert id="SIZE-1" test="size or name">{DOC}</xs:assert>
  </xs:complexType>
  <xs:complexType name="disk">{DOC}
    <xs:all/>
    <xs:attribute name="type" type="diskType" use="required">{DOC}</xs:attribute>
  </xs:complexType>
  <xs:complexType name="fileDisk">{DOC}
    <xs:complexContent><xs:extension base="disk">
      <xs:all><xs:element name="source" type="xs:token">{DOC}</xs:element></xs:all>
    </xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:complexType name="hostDisk">{DOC}
    <xs:complexContent><xs:extension base="disk"><xs:all/></xs:extension></xs:complexContent>
  </xs:complexType>
  <xs:simpleType name="size">{DOC}
    <xs:restriction base="xs:integer">
      <xs:minInclusive value="1"/><xs:maxInclusive value="9"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="mode">{DOC}
    <xs:restriction base="xs:NMTOKEN">
      <xs:enumeration value="off">{DOC}</xs:enumeration>
      <xs:enumeration value="slow">{DOC}</xs:enumeration>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="diskType">{DOC}
    <xs:restriction base="xs:string">
      <xs:enumeration value="file">{DOC}</xs:enumeration>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>
"""


def edited(*edits: tuple[str, str]) -> str:
    """The schema after replacements."""
    text = SCHEMA
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def compared(tmp_path: Path, *edits: tuple[str, str]) -> list[Change]:
    """The changes that edits of the schema make."""
    return between(tmp_path, SCHEMA, edited(*edits))


def between(tmp_path: Path, old: str, new: str) -> list[Change]:
    """The changes from one schema to another, without their reasons."""
    for name, text in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "domain.xsd").write_text(text)
    found = compare_schemas(tmp_path / "old", tmp_path / "new")
    assert all(bool(change.why) == (change.effect != "compatible") for change in found)
    return [replace(change, why="") for change in found]


def test_equal_schemas_have_no_changes(tmp_path: Path) -> None:
    """A schema does not differ from itself."""
    assert compared(tmp_path) == []


def test_layout_is_no_change(tmp_path: Path) -> None:
    """Blanks and comments of a schema say nothing about the format."""
    assert compared(tmp_path, ("<xs:all/>\n", "<xs:all/>\n\n  <!-- nothing -->\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            '<xs:attribute name="mode" type="mode" default="off"',
            '<xs:attribute name="mode" type="mode" use="required"',
            Change("changed", "domain/@mode", "use optional -> required", "breaking"),
        ),
        (
            'default="off"',
            'default="slow"',
            Change("changed", "domain/@mode", "default off -> slow", "note"),
        ),
        (
            'name="size" type="size" minOccurs="0"',
            'name="size" type="size"',
            Change("changed", "domain/size", "at least 0 -> 1", "breaking"),
        ),
        (
            'name="name" type="xs:token"',
            'name="name" type="xs:token" minOccurs="0"',
            Change("changed", "domain/name", "at least 1 -> 0", "breaking"),
        ),
        (
            'maxOccurs="2"',
            'maxOccurs="unbounded"',
            Change("changed", "domain/disk", "at most 2 -> unbounded", "compatible"),
        ),
        (
            'minOccurs="0" maxOccurs="2"',
            'minOccurs="0"',
            Change("changed", "domain/disk", "at most 2 -> 1", "breaking"),
        ),
        (
            'minOccurs="0" maxOccurs="2"',
            'minOccurs="0"',
            Change("changed", "domain/disk", "field disks -> disk", "breaking"),
        ),
        (
            '<xs:minInclusive value="1"/>',
            '<xs:minInclusive value="2"/>',
            Change("changed", "size", "minimum 1 -> 2", "breaking"),
        ),
        (
            '<xs:maxInclusive value="9"/>',
            '<xs:maxInclusive value="10"/>',
            Change("changed", "size", "maximum 9 -> 10", "compatible"),
        ),
        (
            '<xs:maxInclusive value="9"/>',
            '<xs:maxInclusive value="9"/><xs:pattern value="[1-5]"/>',
            Change("changed", "size", "patterns none -> [1-5]", "breaking"),
        ),
        (
            f'<xs:enumeration value="slow">{DOC}</xs:enumeration>',
            "",
            Change("removed", "mode = 'slow'", "", "breaking"),
        ),
        (
            f'<xs:enumeration value="slow">{DOC}</xs:enumeration>',
            (
                f'<xs:enumeration value="slow">{DOC}</xs:enumeration>'
                f'<xs:enumeration value="fast">{DOC}</xs:enumeration>'
            ),
            Change("added", "mode = 'fast'", "", "note"),
        ),
        (
            f'<xs:assert id="SIZE-1" test="size or name">{DOC}</xs:assert>',
            "",
            Change("removed", "domain: SIZE-1", "size or name", "compatible"),
        ),
        (
            'test="size or name"',
            'test="size and name"',
            Change("changed", "domain: SIZE-1", "test size or name -> size and name", "breaking"),
        ),
        (
            'name="source" type="xs:token"',
            'name="source" type="xs:token" v:since="9.0"',
            Change("changed", "disk[@type='file']/source", "since none -> 9.0", "compatible"),
        ),
        (
            'name="source" type="xs:token"',
            'name="origin" type="xs:token"',
            Change("removed", "disk[@type='file']/source", "1 to 1, str", "breaking"),
        ),
        (
            'name="source" type="xs:token"',
            'name="source" type="xs:token" v:name="origin"',
            Change("changed", "disk[@type='file']/source", "field source -> origin", "breaking"),
        ),
        (
            '<xs:maxInclusive value="9"/>',
            '<xs:maxExclusive value="9"/>',
            Change("changed", "size", "maximum 9 -> 8", "breaking"),
        ),
        (
            '<xs:minInclusive value="1"/>',
            "",
            Change("changed", "size", "minimum 1 -> none", "compatible"),
        ),
        (
            'name="size" type="size" minOccurs="0"',
            'name="size" type="size" minOccurs="0" maxOccurs="unbounded"',
            Change("changed", "domain/size", "at most 1 -> unbounded", "breaking"),
        ),
        (
            'name="name" type="xs:token"',
            'name="name" type="xs:token" fixed="a"',
            Change("changed", "domain/name", "fixed value none -> a", "breaking"),
        ),
        (
            'name="name" type="xs:token"',
            'name="name" type="xs:NMTOKEN"',
            Change("changed", "domain/name", "values xs:token -> xs:NMTOKEN", "breaking"),
        ),
        (
            'name="source" type="xs:token"',
            'name="source" type="xs:string"',
            Change("changed", "disk[@type='file']/source", "values xs:token -> xs:string", "note"),
        ),
        (
            'name="name" type="xs:token"',
            'name="name" type="xs:token" v:secret="true"',
            Change("changed", "domain/name", "secret none -> yes", "note"),
        ),
        (
            'name="mode" type="mode" default="off"',
            'name="mode" type="mode" default="off" v:deprecated="9.0"',
            Change("changed", "domain/@mode", "deprecated none -> 9.0", "note"),
        ),
        (
            'name="mode" type="mode" default="off"',
            'name="mode" type="mode" default="off" v:drivers="xen"',
            Change("changed", "domain/@mode", "hypervisors none -> xen", "compatible"),
        ),
        (
            f'type="xs:token">{DOC}</xs:element>\n      <xs:element name="size"',
            (
                f'type="xs:token">{DOC.replace("part", "name")}</xs:element>'
                '\n      <xs:element name="size"'
            ),
            Change("changed", "domain/name", "documentation reworded", "compatible"),
        ),
        (
            f'<xs:element name="domain" type="domain">{DOC}',
            (
                f'<xs:element name="domain" type="domain">{DOC}<xs:unique name="DISK-1">{DOC}'
                '<xs:selector xpath="disk"/><xs:field xpath="source"/></xs:unique>'
            ),
            Change("added", "domain: DISK-1", "unique source of disk", "breaking"),
        ),
        (
            f'<xs:complexType name="domain">{DOC}',
            f'<xs:complexType name="domain">{appinfo(IMPLIED)}',
            Change("added", "domain: size if absent", "1", "note"),
        ),
        (
            f'<xs:complexType name="domain">{DOC}',
            f'<xs:complexType name="domain">{appinfo(WARNING)}',
            Change("added", "domain: NAME-1", "string-length(name) > 1", "note"),
        ),
        (
            f'<xs:complexType name="domain">{DOC}',
            f'<xs:complexType name="domain">{appinfo(HOST)}',
            Change("added", "hosts: NAME-2", "unique name of .", "note"),
        ),
        (
            'name="size" type="size" minOccurs="0"',
            'name="size" type="xs:token" minOccurs="0"',
            Change("changed", "domain/size", "type int -> str", "breaking"),
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, Change) else "",
)
def test_one_change(tmp_path: Path, old: str, new: str, change: Change) -> None:
    """An edit of the schema is told as this change of the format."""
    assert change in compared(tmp_path, (old, new))


def test_new_kinds_are_told(tmp_path: Path) -> None:
    """A new kind refuses nothing, but an exhaustive match lacks a case."""
    changes = compared(
        tmp_path,
        (
            '<xs:alternative test="@type=\'file\'" type="fileDisk"/>',
            (
                '<xs:alternative test="@type=\'file\'" type="fileDisk"/>'
                '<xs:alternative test="@type=\'host\'" type="hostDisk"/>'
            ),
        ),
        (
            f'<xs:enumeration value="file">{DOC}</xs:enumeration>',
            (
                f'<xs:enumeration value="file">{DOC}</xs:enumeration>'
                f'<xs:enumeration value="host">{DOC}</xs:enumeration>'
            ),
        ),
    )
    assert Change("added", "disk[@type='host']", "class HostDisk", "note") in changes
    assert not any(change.breaking for change in changes)


# Values

RATIO = f"""<xs:simpleType name="ratio">{DOC}
    <xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/></xs:restriction>
  </xs:simpleType>"""
WORD = f"""<xs:simpleType name="word">{DOC}
    <xs:restriction base="xs:token">
      <xs:enumeration value="1">{DOC}</xs:enumeration>
      <xs:enumeration value="auto">{DOC}</xs:enumeration>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="either">{DOC}<xs:union memberTypes="word size"/></xs:simpleType>"""
MODE = f'<xs:attribute name="mode" type="mode" default="off">{DOC}</xs:attribute>'
SIMPLE = f'<xs:simpleType name="size">{DOC}'


def with_type(name: str, type_: str) -> str:
    """The schema with an optional attribute of a further value space."""
    added = f'<xs:attribute name="more" type="{name}">{DOC}</xs:attribute>'
    return edited((MODE, MODE + added), (SIMPLE, type_ + SIMPLE))


def test_digits_after_the_point(tmp_path: Path) -> None:
    """A number with fewer digits after the point refuses what was accepted."""
    old = with_type("ratio", RATIO)
    new = old.replace('fractionDigits value="2"', 'fractionDigits value="1"')
    assert between(tmp_path, old, new) == [
        Change("changed", "ratio", "digits after the point 2 -> 1", "breaking"),
    ]


def test_a_pattern_over_words(tmp_path: Path) -> None:
    """A pattern that some word of an enumeration fails refuses it; one that all have does not."""
    first = f'<xs:enumeration value="off">{DOC}'
    effects: dict[str, Effect] = {".{3}": "breaking", "[a-z]+": "compatible"}
    for pattern, effect in effects.items():
        folder = tmp_path / effect
        folder.mkdir()
        assert compared(folder, (first, f'<xs:pattern value="{pattern}"/>{first}')) == [
            Change("changed", "mode", rf"patterns \c+ -> \c+ and {pattern}", effect),
        ]


def test_a_length_over_words(tmp_path: Path) -> None:
    """So does a length."""
    first = f'<xs:enumeration value="off">{DOC}'
    assert compared(tmp_path, (first, f'<xs:maxLength value="3"/>{first}')) == [
        Change("changed", "mode", "longest none -> 3", "breaking"),
    ]


def test_a_number_that_becomes_one_of_some(tmp_path: Path) -> None:
    """A number that may only be one of a few refuses the others; back again it refuses nothing."""
    bounds = '<xs:minInclusive value="1"/><xs:maxInclusive value="9"/>'
    listed = "".join(f'<xs:enumeration value="{n}">{DOC}</xs:enumeration>' for n in (1, 2))
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    new = edited((bounds, bounds + listed))
    assert between(there, SCHEMA, new) == [
        Change("changed", "size", "texts any -> those listed", "breaking"),
        Change("added", "size = '1'", "", "compatible"),
        Change("added", "size = '2'", "", "compatible"),
    ]
    assert not any(change.breaking for change in between(back, new, SCHEMA))


def test_a_union_that_becomes_one_of_some(tmp_path: Path) -> None:
    """So does a union that is restricted to some texts."""
    old = with_type("few", WORD + FEW)
    listed = f'<xs:enumeration value="1">{DOC}</xs:enumeration>'
    new = old.replace('base="either"/>', f'base="either">{listed}</xs:restriction>')
    assert between(tmp_path, old, new) == [
        Change("changed", "few", "texts any -> those listed", "breaking"),
        Change("added", "few = '1'", "", "note"),
    ]


FEW = f'<xs:simpleType name="few">{DOC}<xs:restriction base="either"/></xs:simpleType>'


def test_a_union_in_another_order(tmp_path: Path) -> None:
    """A text that two members accept becomes a value of another type, if their order changes."""
    old = with_type("either", WORD)
    new = old.replace('"word size"', '"size word"')
    assert between(tmp_path, old, new) == [
        Change("changed", "either", "members word or size -> size or word", "breaking"),
    ]


def test_a_union_in_another_order_of_others(tmp_path: Path) -> None:
    """Where no text belongs to both, the order says nothing."""
    old = with_type("either", WORD.replace('value="1"', 'value="one"'))
    new = old.replace('"word size"', '"size word"')
    assert between(tmp_path, old, new) == [
        Change("changed", "either", "members word or size -> size or word", "compatible"),
    ]


# Content and identities


def test_text_between_elements(tmp_path: Path) -> None:
    """Without mixed content, texts are refused, and the field is a list of elements."""
    anything = (
        f'<xs:complexType name="anything" mixed="true">{DOC}<xs:all>'
        '<xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:all>'
        "</xs:complexType>"
    )
    element = f'<xs:element name="notes" type="anything" minOccurs="0">{DOC}</xs:element>'
    old = edited((SIZE, SIZE + element), (SIZE_TYPE, anything + SIZE_TYPE))
    assert between(tmp_path, old, old.replace(' mixed="true"', "")) == [
        Change("changed", "notes/*", "text between yes -> none", "breaking"),
    ]


def test_a_reference_to_another_key(tmp_path: Path) -> None:
    """What a keyref refers to is part of its test."""
    place = f'<xs:element name="domain" type="domain">{DOC}'

    def identity(kind: str, name: str, field: str) -> str:
        return (
            f'<xs:{kind} name="{name}">{DOC}<xs:selector xpath="disk"/>'
            f'<xs:field xpath="{field}"/></xs:{kind.split()[0]}>'
        )

    old = edited(
        (
            place,
            place
            + identity("key", "K-1", "@type")
            + identity("key", "K-2", "source")
            + identity('keyref refer="K-1"', "R-1", "source"),
        )
    )
    (change,) = between(tmp_path, old, old.replace('refer="K-1"', 'refer="K-2"'))
    assert change == Change(
        "changed",
        "domain: R-1",
        "test keyref source of disk in K-1 -> keyref source of disk in K-2",
        "breaking",
    )


# What belongs to something new


def test_new_required_parts_break(tmp_path: Path) -> None:
    """A new attribute breaks users when it is required, and only then."""
    attribute = f'<xs:attribute name="mode" type="mode" default="off">{DOC}</xs:attribute>'
    optional = attribute.replace('"mode" type="mode" default="off"', '"host" type="xs:token"')
    required = optional.replace('type="xs:token"', 'type="xs:token" use="required"')
    for number, (added, effect) in enumerate([(optional, "compatible"), (required, "breaking")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (change,) = compared(folder, (attribute, attribute + added))
        assert (change.kind, change.part, change.effect) == ("added", "domain/@host", effect)


SIZE = f'<xs:element name="size" type="size" minOccurs="0">{DOC}</xs:element>'
SIZE_TYPE = f'<xs:simpleType name="size">{DOC}'
CLOCK = f"""<xs:complexType name="clock">{DOC}
    <xs:attribute name="sync" type="sync" use="required">{DOC}</xs:attribute>
    <xs:assert id="CLOCK-1" test="@sync">{DOC}</xs:assert></xs:complexType>
  <xs:simpleType name="sync">{DOC}
    <xs:restriction base="xs:token"><xs:enumeration value="utc">{DOC}</xs:enumeration>
    </xs:restriction></xs:simpleType>"""


def test_parts_of_a_new_element_break_nobody(tmp_path: Path) -> None:
    """What a new element requires asks nothing of those who do not use it."""
    element = f'<xs:element name="clock" type="clock" minOccurs="0">{DOC}</xs:element>'
    changes = compared(tmp_path, (SIZE, SIZE + element), (SIZE_TYPE, CLOCK + SIZE_TYPE))
    assert changes == [
        Change("added", "domain/clock", "0 to 1, Clock | None", "compatible"),
        Change("added", "clock", "class Clock", "compatible"),
        Change("added", "clock/@sync", "required, Sync", "compatible"),
        Change("added", "clock: CLOCK-1", "@sync", "compatible"),
        Change("added", "sync", "Sync", "compatible"),
        Change("added", "sync = 'utc'", "", "compatible"),
    ]


def test_a_new_element_may_be_required(tmp_path: Path) -> None:
    """An element that must be there refuses the documents that do not have it."""
    element = f'<xs:element name="clock" type="clock">{DOC}</xs:element>'
    changes = compared(tmp_path, (SIZE, SIZE + element), (SIZE_TYPE, CLOCK + SIZE_TYPE))
    assert [change.part for change in changes if change.breaking] == ["domain/clock"]


def test_another_meaning_of_a_name_changes_nothing(tmp_path: Path) -> None:
    """An element that needs a longer path since another has its name is the same element."""
    element = f'<xs:element name="source" type="clock" minOccurs="0">{DOC}</xs:element>'
    disk = '<xs:element name="source" type="xs:token">'
    source = CLOCK.replace("clock", "fileSource").replace("CLOCK", "DISK").replace("sync", "file")
    before = ((disk, disk.replace("xs:token", "fileSource")), (SIZE_TYPE, source + SIZE_TYPE))
    after = (*before, (SIZE, SIZE + element), (SIZE_TYPE, CLOCK + SIZE_TYPE))
    changes = between(tmp_path, edited(*before), edited(*after))
    assert {change.kind for change in changes} == {"added"}
    assert not any(change.part.startswith("disk") for change in changes)


# Kinds

TWO_KINDS = (
    (
        """<xs:alternative test="@type='file'" type="fileDisk"/>""",
        """<xs:alternative test="@type='file'" type="fileDisk"/>
        <xs:alternative test="@type='host'" type="hostDisk"/>""",
    ),
    (
        f'<xs:enumeration value="file">{DOC}</xs:enumeration>',
        (
            f'<xs:enumeration value="file">{DOC}</xs:enumeration>'
            f'<xs:enumeration value="host">{DOC}</xs:enumeration>'
        ),
    ),
)
BASE = "<xs:all/>\n    <xs:attribute"
SOURCE = f'<xs:element name="source" type="xs:token">{DOC}</xs:element>'


def test_a_change_of_all_kinds_is_told_once(tmp_path: Path) -> None:
    """What comes to the base comes to every kind, and is told of the element."""
    added = f'<xs:attribute name="slot" type="size" use="required">{DOC}</xs:attribute>'
    both = [*TWO_KINDS, (BASE, BASE.replace("<xs:attribute", f"{added}<xs:attribute"))]
    assert between(tmp_path, edited(*TWO_KINDS), edited(*both)) == [
        Change("added", "disk/@slot", "required, int", "breaking"),
    ]


MOVED = (
    (f"<xs:all>{SOURCE}</xs:all>", "<xs:all/>"),
    (BASE, BASE.replace("<xs:all/>", f"<xs:all>{SOURCE}</xs:all>")),
)


def test_what_moves_to_the_base_breaks_nobody(tmp_path: Path) -> None:
    """A child that all kinds have, moved to their base: the kinds still have it."""
    (change,) = between(tmp_path, SCHEMA, edited(*MOVED))
    assert change == Change("added", "disk/source", "1 to 1, str", "compatible")


def test_what_moves_to_the_kinds_breaks_users_of_the_base(tmp_path: Path) -> None:
    """Code that takes a disk of any kind has the child no more."""
    (change,) = between(tmp_path, edited(*MOVED), SCHEMA)
    assert change == Change("removed", "disk/source", "1 to 1, str", "breaking")


def test_a_new_kind_with_required_parts_breaks_nobody(tmp_path: Path) -> None:
    """A new kind is a note, whatever it requires; its own word as well."""
    host = (
        '<xs:extension base="disk"><xs:all/></xs:extension>',
        f'<xs:extension base="disk"><xs:all>{SOURCE}</xs:all></xs:extension>',
    )
    assert compared(tmp_path, *TWO_KINDS, host) == [
        Change("added", "disk[@type='host']", "class HostDisk", "note"),
        Change("added", "disk[@type='host']/source", "1 to 1, str", "compatible"),
        Change("added", "diskType = 'host'", "", "note"),
    ]


def test_a_kind_that_is_gone_breaks_users(tmp_path: Path) -> None:
    """A kind that is removed takes its class and its word along."""
    changes = between(tmp_path, edited(*TWO_KINDS), SCHEMA)
    assert changes == [
        Change("removed", "disk[@type='host']", "class HostDisk", "breaking"),
        Change("removed", "diskType = 'host'", "", "breaking"),
    ]


def test_a_kind_without_its_attribute(tmp_path: Path) -> None:
    """A kind that a missing attribute chooses accepts more, and is chosen otherwise."""
    optional = '<xs:attribute name="type" type="diskType">'
    changes = compared(
        tmp_path,
        ("@type='file'", "not(@type) or @type='file'"),
        (optional.replace(">", ' use="required">'), optional),
    )
    assert (
        Change(
            "changed",
            "disk[@type='file']",
            "chosen by @type='file' -> no @type or @type='file'",
            "note",
        )
        in changes
    )


TYPE = '<xs:attribute name="type" type="diskType" use="required">'
FILE = """<xs:alternative test="@type='file'" type="fileDisk"/>"""
WORDS = f"""<xs:enumeration value="file">{DOC}</xs:enumeration>
      <xs:enumeration value="host">{DOC}</xs:enumeration>"""
ALL_WORDS = (f'<xs:enumeration value="file">{DOC}</xs:enumeration>', WORDS)
HOST_SOURCE = (
    '<xs:extension base="disk"><xs:all/></xs:extension>',
    f'<xs:extension base="disk"><xs:all>{SOURCE}</xs:all></xs:extension>',
)


@pytest.mark.parametrize(
    ("need", "effect"), [("", "breaking"), (' minOccurs="0"', "note")], ids=["needs", "may have"]
)
def test_a_kind_that_takes_elements_without_its_attribute(
    tmp_path: Path, need: str, effect: Effect
) -> None:
    """Elements of no kind that become of one are refused if it needs more than they had."""
    optional = (TYPE, TYPE.replace(' use="required"', ""))
    source = (SOURCE, SOURCE.replace(">", f"{need}>", 1))
    old = edited(optional, source)
    new = edited(optional, source, ("@type='file'", "not(@type) or @type='file'"))
    told = "chosen by @type='file' -> no @type or @type='file'"
    changes = between(tmp_path, old, new)
    assert Change("changed", "disk[@type='file']", told, effect) in changes


def test_a_kind_that_takes_another_word(tmp_path: Path) -> None:
    """Its class no longer says which word is meant, and takes elements that may lack its child."""
    words = WORDS + WORDS.splitlines()[0].replace("file", "none")
    old = edited(TWO_KINDS[0], (ALL_WORDS[0], words))
    changes = between(tmp_path, old, old.replace("@type='file'", "@type='file' or @type='none'"))
    told = "chosen by @type='file' -> @type='file' or @type='none'"
    assert Change("changed", "disk[FileDisk]", told, "breaking") in changes
    assert Change("added", "disk[FileDisk]/@type", "required, DiskType", "breaking") in changes


@pytest.mark.parametrize(
    ("more", "effect"), [([HOST_SOURCE], "breaking"), ([], "note")], ids=["needs", "as it was"]
)
def test_a_new_kind_of_a_known_word(
    tmp_path: Path, more: list[tuple[str, str]], effect: Effect
) -> None:
    """A word that was known gets a kind: elements without what that needs are refused."""
    kind = TWO_KINDS[0]
    changes = between(tmp_path, edited(ALL_WORDS, *more), edited(ALL_WORDS, *more, kind))
    assert Change("added", "disk[@type='host']", "class HostDisk", effect) in changes


def test_alternatives_in_another_order(tmp_path: Path) -> None:
    """The first alternative that holds chooses, so their order decides which kind an element is."""
    special = FILE.replace("@type='file'", "@type='file' and @mode='slow'")
    special = special.replace("fileDisk", "hostDisk")
    mode = f'<xs:attribute name="mode" type="mode">{DOC}</xs:attribute>'
    old = edited((FILE, special + FILE), (TYPE, mode + TYPE), HOST_SOURCE)
    new = edited((FILE, FILE + special), (TYPE, mode + TYPE), HOST_SOURCE)
    whole, part = "@type='file'", "@type='file' and @mode='slow'"
    assert between(tmp_path, old, new) == [
        Change(
            "changed",
            f"disk[{whole}]",
            f"chosen by {whole} unless {part} -> {whole}",
            "note",
        ),
        Change(
            "changed",
            f"disk[{part}]",
            f"chosen by {part} -> {part} unless {whole}",
            "breaking",
        ),
    ]


def test_alternatives_that_exclude_each_other_in_another_order(tmp_path: Path) -> None:
    """Where no two alternatives hold for one element, their order says nothing."""
    kind = TWO_KINDS[0][1]
    turned = "".join(reversed(kind.splitlines()))
    old = edited(TWO_KINDS[1], (FILE, kind))
    assert between(tmp_path, old, edited(TWO_KINDS[1], (FILE, turned))) == []


def test_a_test_of_another_form(tmp_path: Path) -> None:
    """A test that does more than compare may hold for what others took."""
    kind = TWO_KINDS[0][1].replace("@type='host'", "starts-with(@type, 'h')")
    changes = between(
        tmp_path, edited(ALL_WORDS, HOST_SOURCE), edited(ALL_WORDS, HOST_SOURCE, (FILE, kind))
    )
    assert Change("added", "disk[HostDisk]", "class HostDisk", "breaking") in changes


def test_a_renamed_class_is_one_change(tmp_path: Path) -> None:
    """A class of another name at the same place: what it holds has not changed."""
    name = 'type="disk" minOccurs="0" maxOccurs="2"'
    assert compared(tmp_path, (name, f'{name} v:class="Drive"')) == [
        Change("changed", "domain/disk", "type Disk -> Drive", "breaking"),
        Change("changed", "disk", "class DiskBase -> DriveBase", "breaking"),
        Change("changed", "disk[@type='file']", "class FileDisk -> FileDrive", "breaking"),
    ]


def test_a_container_is_always_there(tmp_path: Path) -> None:
    """An element that becomes a container has an object always; when it is none, it may be None."""
    place = '<xs:element name="disk"'
    type_ = '<xs:complexType name="disk">'
    holder = '<xs:element name="holder" type="holder" minOccurs="0"'
    optional = edited(
        (place, f"{holder}>{DOC}</xs:element>{place}"),
        (
            type_,
            (
                f'<xs:complexType name="holder">{DOC}<xs:all>'
                f'<xs:element name="size" type="size" minOccurs="0">{DOC}</xs:element></xs:all>'
                f"</xs:complexType>{type_}"
            ),
        ),
    )
    container = optional.replace(holder, f'{holder} v:container="true"')
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    assert between(there, optional, container) == [
        Change("changed", "domain/holder", "container none -> yes", "compatible"),
    ]
    assert between(back, container, optional) == [
        Change("changed", "domain/holder", "container yes -> none", "breaking"),
    ]


# Whole schemas


def test_what_is_added_one_way_is_removed_the_other(tmp_path: Path) -> None:
    """Compared the other way round, the same parts have changed, and what came goes."""
    mode = f'<xs:attribute name="mode" type="mode" default="off">{DOC}</xs:attribute>'
    other = edited(*TWO_KINDS, (mode, ""), ('name="size" type', 'name="size" v:name="sz" type'))
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((c.kind, c.part) for c in between(there, SCHEMA, other)) == sorted(
        (turned[c.kind], c.part) for c in between(back, other, SCHEMA)
    )


def test_folders_of_editions_are_compared_by_edition(tmp_path: Path) -> None:
    """Editions of the same name are compared; others have come or gone."""
    other = edited(('default="off"', 'default="slow"'))
    for path, text in {
        "old/v1": SCHEMA, "old/v2": SCHEMA, "new/v2": other, "new/v3": SCHEMA,
    }.items():  # fmt: skip
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "domain.xsd").write_text(text)
    found = [str(change) for change in compare_schemas(tmp_path / "old", tmp_path / "new")]
    assert found == [
        "changed v2: domain/@mode: default off -> slow; what is left out has another meaning",
        "added edition v3",
        "removed edition v1; code that uses it fails",
    ]


@pytest.mark.parametrize("folder", [ROOT / "schema" / "v0_4", *sorted(GOLDEN.iterdir())])
def test_parts_have_keys_of_their_own(folder: Path) -> None:
    """No two parts of a schema are taken for one."""
    plan = planner.plan(read_schema(folder))
    keys = [part.key for part in Layout(plan, plan).parts(plan)]
    assert len(keys) > 5
    assert len(set(keys)) == len(keys)


def test_a_change_reads_as_a_line() -> None:
    """A change is told in one line."""
    change = Change("changed", "domain/vcpu", "at least 0 -> 1", "breaking")
    assert str(change) == "changed domain/vcpu: at least 0 -> 1"
    assert change.breaking


def test_a_change_that_matters_says_why() -> None:
    """A note or a break ends in its reason; a compatible change does not."""
    change = Change("removed", "disk/@bus", "optional, str | None", "breaking", "it is used")
    assert str(change) == "removed disk/@bus: optional, str | None; it is used"


def test_a_broken_schema_is_refused(tmp_path: Path) -> None:
    """Schemas that cannot be read are refused with file and line."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "domain.xsd").write_text("<xs:schema")
    with pytest.raises(SchemaError):
        compare_schemas(tmp_path / "old", tmp_path / "old")
