"""What became of a document on its way through an implementation."""

from __future__ import annotations

import pytest

from virtdom_conformance.compare import Difference, compare


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a b='1' c='2'/>", '<a c="2" b="1"></a>'),
        ("<a><b/><c/></a>", "<a>\n  <c/>\n  <!-- note -->\n  <b/>\n</a>"),
        ("<a> 1 </a>", "<a>1</a>"),
        ("<a b=' x  y '/>", "<a b='x y'/>"),
        ("<a><b>1</b><b>2</b></a>", "<a><b>1</b> <b>2</b></a>"),
        ("<a>&lt;</a>", "<a><![CDATA[<]]></a>"),
    ],
)
def test_the_same(before: str, after: str) -> None:
    """Order of different elements, quotes, comments and blanks around values do not count."""
    assert compare(before.encode(), after.encode()) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<a b='1'/>", "<a/>", [Difference("dropped", "/a/@b", "1", None)]),
        ("<a b=''/>", "<a/>", [Difference("dropped", "/a/@b", "", None)]),
        ("<a/>", "<a b='1'/>", [Difference("added", "/a/@b", None, "1")]),
        ("<a b='1'/>", "<a b='2'/>", [Difference("changed", "/a/@b", "1", "2")]),
        ("<a>1</a>", "<a>2</a>", [Difference("changed", "/a", "1", "2")]),
        ("<a><b/></a>", "<a/>", [Difference("dropped", "/a/b", None, None)]),
        ("<a/>", "<a><b>x</b></a>", [Difference("added", "/a/b", None, "x")]),
        ("<a>\xa0b</a>", "<a>b</a>", [Difference("changed", "/a", "\xa0b", "b")]),
        ("<a b='\u2003c'/>", "<a b='c'/>", [Difference("changed", "/a/@b", "\u2003c", "c")]),
        ("<a><b/>\xa0</a>", "<a><b/></a>", [Difference("dropped", "/a", "\xa0", None)]),
        ("<a/>", "<c/>", [Difference("changed", "/a", "a", "c")]),
        (
            "<a><b>1</b><b>2</b><b>3</b></a>",
            "<a><b>1</b><b>3</b></a>",
            [Difference("dropped", "/a/b[2]", "2", None)],
        ),
        (
            "<a><b n='1'/><b n='2'/></a>",
            "<a><b n='1'/><b n='3'/></a>",
            [Difference("changed", "/a/b[2]/@n", "2", "3")],
        ),
        (
            "<a><b>1</b><b>2</b></a>",
            "<a><b>2</b><b>1</b></a>",
            [
                Difference("moved", "/a/b[2]"),
            ],
        ),
        (
            "<a><b><c>1</c><c>2</c></b></a>",
            "<a><b><c>2</c><c>1</c></b></a>",
            [
                Difference("moved", "/a/b/c[2]"),
            ],
        ),
    ],
)
def test_differences(before: str, after: str, expected: list[Difference]) -> None:
    """What is dropped, added, changed or moved is told with its path."""
    assert sorted(map(str, compare(before.encode(), after.encode()))) == sorted(map(str, expected))


def test_verbatim() -> None:
    """White space counts where a case says so, in texts and in attributes."""
    before, after = b"<a b=' x'><c>1  2</c></a>", b"<a b='x'><c>1 2</c></a>"
    assert compare(before, after) == ()
    found = compare(before, after, verbatim=("/a/c", "/a/@b"))
    assert [difference.path for difference in found] == ["/a/@b", "/a/c"]


@pytest.mark.parametrize(
    ("after", "message"),
    [
        ("<a>", "^is not XML: .*tag"),
        ("<a>&b;</a>", "^is not XML: "),
        ("<!DOCTYPE a><a>1</a>", "^has a document type"),
        ("<!DOCTYPE a [<!ENTITY b '2'>]><a>1&b;</a>", "^has a document type"),
        ("<!DOCTYPE a [<!ATTLIST a b CDATA '2'>]><a>1</a>", "^has a document type"),
        ("<!DOCTYPE a SYSTEM 'a.dtd'><a>1&b;</a>", "^has a document type"),
    ],
)
def test_not_xml(after: str, message: str) -> None:
    """What is not XML, or has a document type, cannot be compared."""
    with pytest.raises(ValueError, match=message):
        compare(b"<a>1</a>", after.encode())
