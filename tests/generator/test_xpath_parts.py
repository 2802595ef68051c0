"""The parts that a condition speaks of."""

from __future__ import annotations

import pytest

from virtdom_generator.xpath_parts import parts_of

NAMESPACES = {"q": "urn:q", "xs": "http://www.w3.org/2001/XMLSchema"}


@pytest.mark.parametrize(
    ("xpath", "parts"),
    [
        ("not(currentMemory > memory)", ("currentMemory", "memory")),
        ("kernel or not(initrd)", ("kernel", "initrd")),
        ("not(@port > 0 and @autoport = 'yes') or source/@path", ("@port", "@autoport", "source")),
        ("not(name) or matches(normalize-space(name), '^[a-z]+$')", ("name",)),
        ("source[2]/@mode != source[@type = 'file'][1]/@mode", ("source",)),
        ("every $d in devices/disk satisfies $d/target = name", ("devices", "name")),
        ("count(disk | cdrom) < 3", ("disk", "cdrom")),
        ("xs:integer(@a) = 1", ("@a",)),
        ("q:arg or @q:b", ("{urn:q}arg", "@{urn:q}b")),
        ("if (a) then child::b else attribute::c", ("a", "b", "@c")),
        ("../x or ./y or $value or true()", ()),
    ],
)
def test_parts_stand_in_the_order_of_their_names(xpath: str, parts: tuple[str, ...]) -> None:
    """Children and attributes of the context element alone, each once."""
    assert parts_of(xpath, NAMESPACES) == parts
