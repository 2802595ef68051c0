"""What is said of text that is not XML, and where."""

from __future__ import annotations

import pytest

from virtdom_runtime.faults import Fault, InvalidDomain
from virtdom_runtime.parse import MAX_ATTRIBUTES, decode, parse


def fault(data: str | bytes) -> Fault:
    """The one fault of a document that cannot be parsed."""
    with pytest.raises(InvalidDomain) as caught:
        parse(decode(data))
    (found,) = caught.value.faults
    return found


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("hello", 1, 1, "this is not XML: a document starts with <domain …>"),
        ("<a>\n  <b></a>", 2, 6, "</a> stands where <b> of line 2 is to be closed"),
        ("<é>é<b></é>", 1, 8, "</é> stands where <b> of line 1 is to be closed"),
        ("<a>\n<b>", 2, 4, "the document ends before <b> of line 2 is closed"),
        ("<a><b", 1, 6, "the start tag of <b> has no end; '>' is missing"),
        ("<a></a", 1, 7, "a tag has no end; '>' is missing"),
        ("<a/><b/>", 1, 5, "the root element ends before this place; remove what follows"),
        ("<a b=1/>", 1, 6, "the value of an attribute stands in quotes, as in name='value'"),
        ("<a>\n<b c='x/>\n\n", 2, 6, "a value is not closed; its second quote is missing"),
        ("<a b='x>\n<c d=''/>", 1, 6, "a value may not hold '<'; write &lt;, or close its quote"),
        ("<a b='<'/>", 1, 7, "a value may not hold '<'; write &lt;, or close its quote"),
        ("<a b/>", 1, 5, "the attribute b has no value; write b='value'"),
        ("<a b='' b=''/>", 1, 9, "the attribute b is given twice; remove one"),
        ("<a>x & y</a>", 1, 6, "write the character & as &amp;"),
        ("<a>x &amp y</a>", 1, 6, "write the character & as &amp;"),
        ("<a>< b</a>", 1, 5, "an element needs a name after '<'; write the character < as &lt;"),
        ("<a>&#0;</a>", 1, 4, "a reference names a character that XML cannot hold; remove it"),
        ("<a>\x00</a>", 1, 4, "the character U+0000 may not stand in XML; remove it"),
        ("<a><!-- -- --></a>", 1, 9, "a comment may not hold --"),
        ("<a>\n<!-- </a>\n", 2, 1, "a comment is not closed; --> is missing"),
        ("<a>\n <![CDATA[</a>\n", 2, 2, "a CDATA section is not closed; ]]> is missing"),
        ("<a>]]></a>", 1, 4, "text may not hold ]]>; write ]]&gt;"),
        ("<a b:c=''/>", 1, 1, "the prefix b is not declared; add xmlns:b='…' to the root element"),
    ],
)
def test_each_says_what_to_mend_and_where(text: str, line: int, column: int, message: str) -> None:
    """In words of the field, not of the parser; the place is where the trouble begins."""
    found = fault(text)
    assert (found.rule, found.message) == ("xml.wellformed", message)
    assert (found.line, found.column) == (line, column)


def test_what_is_rare_is_told_in_the_words_of_the_parser() -> None:
    """Rather than not at all."""
    assert fault("<a xml:id='1 2'/>").message.startswith("not well-formed XML: xml:id")


def test_an_unknown_entity_is_not_quoted() -> None:
    """It may be part of a password; its place shows it."""
    found = fault("<a password='x&hunter2;'/>")
    assert "hunter2" not in str(found)
    assert (found.line, found.column) == (1, 15)


@pytest.mark.parametrize(
    ("data", "line", "column", "found"),
    [
        (b"<a>\n\xc3\xa9\xff</a>", 2, 2, "byte 0xff"),
        (b"\xef\xbb\xbf<a>\xff</a>", 1, 4, "byte 0xff"),
        (b"\xff\xfe<\x00a\x00>\x00\x00\xd8", 1, 4, "byte 0x00"),
        (b"<?xml version='1.0' encoding='ascii'?>\xe9<a/>", 1, 39, "byte 0xe9"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", 1, 1, "klingon"),
        (b"<?xml version='1.0' encoding='unicode_escape'?><a/>", 1, 1, "unicode_escape"),
        (b"<?xml version='1.0' encoding='undefined'?><a/>", 1, 1, "undefined"),
        (b"<?xml version='1.0' encoding='hex'?><a/>", 1, 1, "hex"),
        (b"<?xml version='1.0' encoding='" + b"x" * 999 + b"'?><a/>", 1, 1, "x" * 39 + "…"),
    ],
)
def test_wrong_encodings_are_told_with_their_place(
    data: bytes, line: int, column: int, found: str
) -> None:
    """Columns count characters; encodings that are none for documents are refused."""
    told = fault(data)
    assert (told.rule, told.line, told.column, told.found) == ("xml.encoding", line, column, found)


def test_a_doctype_is_told_at_its_start() -> None:
    """Not in a comment before it, and not at its inner part."""
    told = fault("<!-- <!DOCTYPE a> -->\n <!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>")
    assert (told.rule, told.line, told.column) == ("xml.doctype", 2, 2)
    assert parse("<a><!-- <!DOCTYPE a> --></a>").tag == "a"


def test_crowds_of_attributes_are_refused() -> None:
    """Reading them would take quadratic time; small documents cannot have so many."""
    crowd = "".join(f" a{number}='{'x' * 90}'" for number in range(MAX_ATTRIBUTES + 1))
    told = fault(f"<a>\n<b{crowd}/></a>")
    assert (told.rule, told.line) == ("xml.size", 2)
    assert len(parse(f"<a>\n<b{crowd.rpartition(' ')[0]}/></a>")[0].attrib) == MAX_ATTRIBUTES
