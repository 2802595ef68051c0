"""Prefixes in the tests of alternatives, which are read without any."""

from __future__ import annotations

from pathlib import Path

from virtdom_generator.lint import lint

from .schemas import line_of, module, write

FILES = {
    "domain.xsd": module(
        """
<xs:import namespace="urn:q" schemaLocation="q.xsd"/>
<xs:element name="domain" type="domain">«The root.»</xs:element>
<xs:complexType name="domain">«A machine.»
  <xs:all>
    <xs:element name="disk" type="disk">«A disk.»
      <xs:alternative test="@q:type = 'file'" type="fileDisk"/>
    </xs:element>
  </xs:all>
</xs:complexType>
<xs:complexType name="disk">«A disk.»
  <xs:all/>
  <xs:attribute ref="q:type">«What it is.»</xs:attribute>
</xs:complexType>
<xs:complexType name="fileDisk">«A disk in a file.»
  <xs:complexContent><xs:extension base="disk"><xs:all/></xs:extension></xs:complexContent>
</xs:complexType>
"""
    ).replace("<xs:schema ", '<xs:schema xmlns:q="urn:q" '),
    "q.xsd": module(
        '<xs:attribute name="type" type="xs:string">«What it is.»</xs:attribute>'
    ).replace("<xs:schema ", '<xs:schema targetNamespace="urn:q" '),
}


def test_what_chooses_a_kind_has_no_prefix(tmp_path: Path) -> None:
    """An attribute of another namespace cannot choose: that is told where the test stands."""
    found = lint(write(tmp_path, FILES))
    assert [(each.line, each.message) for each in found] == [
        (
            line_of(FILES["domain.xsd"], "<xs:alternative"),
            "an attribute that chooses a kind has no prefix (in @q:type = 'file')",
        )
    ]
