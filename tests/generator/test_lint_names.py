"""Python names in a schema: where they say nothing, lint tells so."""

from __future__ import annotations

from pathlib import Path

import pytest

from virtdom_generator.lint import lint

from .schemas import line_of, module, write

SCHEMA = module(
    """
<xs:element name="domain" type="domain">«The root.»</xs:element>
<xs:complexType name="domain">«A machine.»
  <xs:all>
    <xs:element name="name" type="xs:token">«Its name.»</xs:element>
    <xs:element name="acpi" type="flag" minOccurs="0">«Whether it has it.»</xs:element>
    <xs:element name="disk" type="disk" minOccurs="0" maxOccurs="9">«A disk.»</xs:element>
  </xs:all>
</xs:complexType>
<xs:complexType name="flag">«It stands or not.»</xs:complexType>
<xs:complexType name="disk">«A disk.»
  <xs:attribute name="path" type="xs:token">«Where it is.»</xs:attribute>
</xs:complexType>
"""
)


@pytest.mark.parametrize(
    ("element", "annotation", "message"),
    [
        ("domain", 'v:name="machine"', "v:name on domain: the root is no field"),
        ("domain", 'v:plural="machines"', "v:plural on domain: the root is no field"),
        (
            "name",
            'v:plural="names"',
            "v:plural on name: it stands once, so it is no list; write v:name",
        ),
        (
            "name",
            'v:class="Name"',
            "v:class on name: its text is a plain value in Python, without a class",
        ),
        ("acpi", 'v:class="Acpi"', "v:class on acpi: it is a bool in Python, without a class"),
    ],
)
def test_names_of_what_has_none(
    tmp_path: Path, element: str, annotation: str, message: str
) -> None:
    """A name for what has no such name in Python is told at its line."""
    start = f'<xs:element name="{element}"'
    text = SCHEMA.replace(start, f"{start} {annotation}")
    found = lint(write(tmp_path, {"domain.xsd": text}))
    assert [(each.line, each.message) for each in found] == [(line_of(text, start), message)]


def test_names_of_what_has_them(tmp_path: Path) -> None:
    """The class of the root, the class and the list of a repeated element may have other names."""
    text = SCHEMA.replace('name="domain" type', 'name="domain" v:class="Machine" type').replace(
        'name="disk" type', 'name="disk" v:class="Drive" v:plural="drives" type'
    )
    assert lint(write(tmp_path, {"domain.xsd": text})) == ()
