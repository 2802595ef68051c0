"""What two schemas differ in, and what breaks users."""

from __future__ import annotations

from pathlib import Path

import pytest

from virtdom_generator.changes import Change, compare_schemas
from virtdom_generator.errors import SchemaError

DOC = "<xs:annotation><xs:documentation>A part.</xs:documentation></xs:annotation>"

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


def compared(tmp_path: Path, *edits: tuple[str, str]) -> list[Change]:
    """The changes that edits of the schema make."""
    edited = SCHEMA
    for old, new in edits:
        assert edited.count(old) == 1, old
        edited = edited.replace(old, new)
    for name, text in (("old", SCHEMA), ("new", edited)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "domain.xsd").write_text(text)
    return list(compare_schemas(tmp_path / "old", tmp_path / "new"))


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


def test_a_change_reads_as_a_line() -> None:
    """A change is told in one line."""
    change = Change("changed", "domain/vcpu", "at least 0 -> 1", "breaking")
    assert str(change) == "changed domain/vcpu: at least 0 -> 1"
    assert change.breaking


def test_a_broken_schema_is_refused(tmp_path: Path) -> None:
    """Schemas that cannot be read are refused with file and line."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "domain.xsd").write_text("<xs:schema")
    with pytest.raises(SchemaError):
        compare_schemas(tmp_path / "old", tmp_path / "old")
