"""Conditions of a base over what only its kinds have: the verdict is that of the XSD processor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from virtdom_runtime.faults import InvalidDomain

from .editions import bindings, importable, imported
from .schemas import module, write

SCHEMA = module(
    """
<xs:element name="domain" type="domain">«The root.»</xs:element>
<xs:complexType name="domain">«A machine.»
  <xs:all>
    <xs:element name="disk" type="disk" maxOccurs="9">«A disk.»
      <xs:alternative test="@type = 'file'" type="fileDisk"/>
    </xs:element>
  </xs:all>
</xs:complexType>
<xs:complexType name="disk">«A disk.»
  <xs:all/>
  <xs:attribute name="type" type="diskType">«What it is.»</xs:attribute>
  <xs:attribute name="slot" type="xs:int">«Where it is.»</xs:attribute>
  <xs:assert id="R-1" test="not(chain) or @slot">«A chain needs a slot.»</xs:assert>
  <xs:assert id="R-2" test="not(@depth > @slot)">«The slot is the most.»</xs:assert>
  <xs:assert id="R-3" test="count(chain/link) &lt; 2">«One link at most.»</xs:assert>
  <xs:assert id="R-4" test="not(chain/link/@id = 0)">«They begin at 1.»</xs:assert>
</xs:complexType>
<xs:complexType name="fileDisk">«A disk in a file.»
  <xs:complexContent><xs:extension base="disk">
    <xs:all><xs:element name="chain" type="chain" minOccurs="0">«Its chain.»</xs:element></xs:all>
    <xs:attribute name="depth" type="xs:int">«How many there are.»</xs:attribute>
  </xs:extension></xs:complexContent>
</xs:complexType>
<xs:complexType name="chain">«A chain.»
  <xs:all>
    <xs:element name="link" type="link" minOccurs="0" maxOccurs="9">«One of it.»</xs:element>
  </xs:all>
</xs:complexType>
<xs:complexType name="link">«One of a chain.»
  <xs:attribute name="id" type="xs:int">«Its number.»</xs:attribute>
</xs:complexType>
<xs:simpleType name="diskType">«What a disk is.»
  <xs:restriction base="xs:string">
    <xs:enumeration value="file">«A file.»</xs:enumeration>
    <xs:enumeration value="none">«Nothing.»</xs:enumeration>
  </xs:restriction>
</xs:simpleType>
"""
)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "kinds").mkdir()
    write(folder / "kinds", {"domain.xsd": SCHEMA})
    return folder


@pytest.fixture(scope="module")
def edition(schemas: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    out = tmp_path_factory.mktemp("generated")
    with importable(out):
        yield imported(bindings(schemas, "kinds"), "kinds", out)


@pytest.mark.parametrize(
    ("disk", "good"),
    [
        ("<disk/>", True),
        ("<disk type='none' slot='1'/>", True),
        ("<disk type='file'/>", True),
        ("<disk type='file' slot='1'><chain/></disk>", True),
        ("<disk type='file'><chain/></disk>", False),
        ("<disk type='file' slot='2' depth='2'/>", True),
        ("<disk type='file' slot='2' depth='3'/>", False),
        ("<disk type='file' slot='1'><chain><link id='1'/></chain></disk>", True),
        ("<disk type='file' slot='1'><chain><link id='0'/></chain></disk>", False),
        ("<disk type='file' slot='1'><chain><link/><link/></chain></disk>", False),
    ],
)
def test_the_verdict_is_that_of_the_schema(
    schemas: Path, edition: Any, disk: str, good: bool
) -> None:
    """What only a kind has is not there in the others, and counts where it is."""
    text = f"<domain>{disk}</domain>"
    assert xmlschema.XMLSchema11(str(schemas / "kinds" / "domain.xsd")).is_valid(text) is good
    try:
        edition.Domain.from_xml(text)
    except InvalidDomain:
        assert not good
    else:
        assert good
