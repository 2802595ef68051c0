"""The names that compiled XPath calls."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from virtdom_runtime import xpath as x

DOCUMENT = """<domain xmlns:e="urn:example">
  <!-- a comment --><name>web</name><?target data?>
  <devices>
    <disk type="file"><source file="/a"/><target dev="hda"/></disk>
    <!-- <disk type="none"/> -->
    <disk type="block"><target/></disk>
    <disk/>
  </devices>
  <e:extra/>
  <serial><target dev="s"/></serial>
</domain>"""


@pytest.fixture
def node() -> x.Element:
    return etree.fromstring(DOCUMENT)


def tags(found: list[x.Element]) -> list[str]:
    return [str(each.tag) for each in found]


def test_children_follow_a_path(node: x.Element) -> None:
    """Elements of the last name below all elements of the names before, in document order."""
    assert [each.get("type") for each in x.children(node, "devices", "disk")] == [
        "file",
        "block",
        None,
    ]
    assert tags(x.children(node, "{urn:example}extra")) == ["{urn:example}extra"]
    assert x.children(node, "disk") == []
    assert x.children([], "disk") == []


def test_children_start_from_several_elements(node: x.Element) -> None:
    """A list of elements is a start as good as one."""
    disks = x.children(node, "devices", "disk")
    assert [each.get("dev") for each in x.children(disks, "target")] == ["hda", None]


def test_parents_come_once(node: x.Element) -> None:
    """Two children of one element have one parent."""
    targets = list(node.iterdescendants("target"))
    assert tags(x.parents([*targets, *list(node.iterdescendants("source"))])) == [
        "disk",
        "disk",
        "serial",
    ]
    assert x.parent(targets[0]).get("type") == "file"


def test_a_root_has_no_parent(node: x.Element) -> None:
    """Asking for it is a TypeError."""
    with pytest.raises(TypeError):
        x.parent(node)


def test_unions_are_in_document_order(node: x.Element) -> None:
    """Each element once, wherever the lists came from."""
    found = x.union(x.children(node, "serial"), list(node.iterdescendants("target")), [node])
    assert tags(found) == ["domain", "target", "target", "serial", "target"]
    assert x.union(found, found) == found


def test_attributes_are_those_present(node: x.Element) -> None:
    """Absent ones are left out, or have the default."""
    disks = x.children(node, "devices", "disk")
    assert x.attributes(disks, "type") == ["file", "block"]
    assert x.attributes(disks, "type", "dir") == ["file", "block", "dir"]
    assert x.attributes(disks[0], "type") == ["file"]
    assert x.attributes(disks[2], "type") == []


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<a/>", ""),
        ("<a>1<!-- c -->2<?p i?>3</a>", "123"),
        ("<a> x <b>y</b>z</a>", " x yz"),
        ("<a><![CDATA[<]]></a>", "<"),
    ],
)
def test_text_is_all_text_inside(xml: str, text: str) -> None:
    """Comments and processing instructions have no part in it, nor has what follows."""
    around = etree.fromstring(f"<r>before{xml}after</r>")
    assert x.text(around[0]) == text
    assert x.texts([around[0]]) == [text]
    assert x.text(around[0], "4") == (text or "4")


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), (" +05 ", 5), ("-1", -1), ("1.50", Decimal("1.5")), (".5", Decimal("0.5"))],
)
def test_numbers(text: str, value: object) -> None:
    """Integers and decimals, white space around them."""
    assert x.number(text) == value
    assert x.numbers(text) == [value]
    assert x.numbers([text, text]) == [value, value]


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "0x1f", "1 2", "--1"])
def test_what_is_no_number(text: str) -> None:
    """ValueError, which the engine takes for a fault told elsewhere."""
    with pytest.raises(ValueError, match="not a number"):
        x.number(text)


def test_absent_attributes_are_empty_sequences() -> None:
    """None stands for an attribute that is not there."""
    assert x.numbers(None) == x.collapsed(None) == x.items(None) == []


def test_white_space() -> None:
    """Collapsed values, and the items of lists."""
    assert x.collapsed(" a \n b ") == ["a b"]
    assert x.collapsed(["a", " b"]) == ["a", "b"]
    assert x.items(" 1  2 ") == ["1", "2"]
    assert x.items(["1 2", "3"]) == ["1", "2", "3"]
    assert x.normalize_space("\t a  b\n") == "a b"
    assert x.normalize_space("\u00a0a\u2003b ") == "\u00a0a\u2003b"
    assert x.items(" 1\u00a02 3") == ["1\u00a02", "3"]


def test_single_items() -> None:
    """The item of a list of one; None or an empty string for none; TypeError for several."""
    assert x.first([5]) == 5
    assert x.first([]) is None
    assert x.only(["a"]) == "a"
    assert x.only([]) == ""
    with pytest.raises(TypeError):
        x.first([1, 2])
    with pytest.raises(TypeError):
        x.only(["a", "a"])


def test_distinct_values_keep_their_order() -> None:
    """Numbers that are equal are one, however they are written."""
    assert x.distinct(["b", "a", "b"]) == ["b", "a"]
    assert x.distinct(x.numbers(["5", "05", "5.0", "6"])) == [5, 6]


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5"), (Decimal("5.50"), "5.5"), (Decimal("5.0"), "5"), (Decimal("1E+3"), "1000")],
)
def test_numbers_as_text(value: x.Number, text: str) -> None:
    """Neither exponents nor zeros that say nothing."""
    assert x.number_text(value) == text


def test_conversions() -> None:
    """xs:integer() refuses what is no number, number() has a value for it."""
    assert x.to_integer(" 05 ") == 5
    assert x.to_integer(Decimal("5.9")) == 5
    with pytest.raises(ValueError, match="invalid literal"):
        x.to_integer("x")
    assert x.to_double(" 5.5 ") == 5.5
    assert x.to_double("-INF") == float("-inf")
    assert x.to_double("+INF") == x.to_double("INF") == float("inf")
    for text in ("", "x", "NaN", "nan", "inf", "-Infinity"):
        assert str(x.to_double(text)) == "nan"


@pytest.mark.parametrize(
    ("value", "part", "before", "after"),
    [("a,b,c", ",", "a", "b,c"), ("a", ",", "", ""), ("a", "", "", "a"), (",a", ",", "", "a")],
)
def test_pieces_of_strings(value: str, part: str, before: str, after: str) -> None:
    """What stands before and after the first occurrence."""
    assert x.before(value, part) == before
    assert x.after(value, part) == after


def test_regular_expressions() -> None:
    """Found anywhere; the pieces between are all kept."""
    assert x.matches("xay", "a")
    assert not x.matches("xy", "a")
    assert x.tokenize("a,,b", ",") == ["a", "", "b"]
    assert x.tokenize("", ",") == []


def test_a_failed_conversion_does_not_hold() -> None:
    """A test that meets a text which is no number is false."""
    assert x.holds(lambda: x.to_integer("5") > 4)
    assert not x.holds(lambda: x.to_integer("5") > 5)
    assert not x.holds(lambda: x.to_integer("x") > 5)
    assert not x.holds(lambda: x.only(["a", "b"]))
