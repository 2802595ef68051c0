"""Pattern facets of the XSD 1.0 projection: libxml2 accepts what the schema's patterns accept."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from virtdom_generator.emit.xsd10.patterns import libxml2_pattern
from virtdom_generator.pattern_reader import Unreadable
from virtdom_generator.patterns import translate_pattern

ATOMS = (
    "a", "b", "0", "-", r"\.", r"\-", ":", "/", "^", "$", "é", "[ab]", "[0-9]", "[^a]", "[^/]", ".",
    r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\i", r"\c", r"\p{L}", r"\P{Lu}", r"[\w.-]",
    r"[\d:]", r"[^\d]", "[a-z-[b]]", r"[\i-[:]]", r"[\-a]", "[a^]", r"[\]a]", "[à-ü]", "(a|)",
)  # fmt: skip
COUNTS = ("?", "*", "+", "{2}", "{3}", "{1,2}", "{0,2}", "{1,}", "{2,}", "{2,3}", "{0,1}", "{0}")
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(COUNTS)).map(lambda drawn: f"({drawn[0]}){drawn[1]}"),
    ),
    max_leaves=6,
)


TEXTS = st.lists(st.text("ab01-.:/ é^$]٣ˬ\n", max_size=5), min_size=20, max_size=20)


def facet(pattern: str) -> etree.XMLSchema:
    """A schema of libxml2 for an element with a pattern facet."""
    return etree.XMLSchema(
        etree.fromstring(
            f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">
            <xs:simpleType><xs:restriction base="xs:string">
            <xs:pattern value={quoteattr(pattern)}/>
            </xs:restriction></xs:simpleType></xs:element></xs:schema>"""
        )
    )


def accepts(pattern: str | etree.XMLSchema, text: str) -> bool:
    """Whether a pattern facet of libxml2 accepts a text."""
    schema = facet(pattern) if isinstance(pattern, str) else pattern
    node = etree.Element("a")
    node.text = text
    return bool(schema.validate(node))


def refused(pattern: str, texts: list[str]) -> list[str]:
    """The texts that match as XSD 1.1 means it and that libxml2 refuses."""
    compiled = re.compile(translate_pattern(pattern))
    schema = facet(libxml2_pattern(pattern))
    return [text for text in texts if compiled.match(text) and not accepts(schema, text)]


@settings(max_examples=400)
@given(pattern=PATTERNS, texts=TEXTS)
def test_what_matches_is_accepted(pattern: str, texts: list[str]) -> None:
    """libxml2 accepts every text that matches the pattern."""
    assert refused(pattern, ["", *texts]) == []


@pytest.mark.slow
@settings(max_examples=5_000, derandomize=False)
@given(pattern=PATTERNS, texts=TEXTS)
def test_what_matches_many_more_is_accepted(pattern: str, texts: list[str]) -> None:
    """The same, over many more patterns."""
    assert refused(pattern, ["", *texts]) == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/.*", "/.*"),
        ("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}", "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}"),
        ("([0-9A-F]{2}:){5}[0-9A-F]{2}", "([0-9A-F]{2}:){5}[0-9A-F]{2}"),
        ("(a?){3}b", "(a?)?(a?)?(a?)?b"),
        ("(a|ab){2}", "(a|ab)(a|ab)"),
        ("(a|ab){2,}", "(a|ab)(a|ab)(a|ab)*"),
        ("0x[0-9]{1,2}|[0-9]{1,2}", "0x[0-9][0-9]?|[0-9][0-9]?"),
        (r"\c+", r"[\-.0-:A-Z_a-z" + "\x80-\U0010ffff]+"),
        ("[a-z-[aeiou]]", "[b-df-hj-np-tv-z\x80-\U0010ffff]"),
        ("^", r"\^"),
        ("a{0}b", "b"),
        ("a{1}b{0,1}c{1,}d{0,}", "ab?c+d*"),
    ],
)
def test_patterns_as_libxml2_gets_them(pattern: str, expected: str) -> None:
    """A pattern that leaves one way to go on stays as it is; the others are spelt out."""
    assert libxml2_pattern(pattern) == expected


def test_long_repetitions_are_not_spelt_out() -> None:
    """A repetition that would be long becomes one without bounds, which accepts more."""
    assert libxml2_pattern("(a|ab){2,300}") == "(a|ab)+"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(-{1,}|(b){0,2}-)", "---"),
        (r"([^/]?[^a]){2,3}", "1,[[0"),
        (r"(.{0,2}){2}", ""),
        (r"\c", "１"),
    ],
)
def test_libxml2_needs_it(pattern: str, text: str) -> None:
    """libxml2 refuses these texts by the pattern as it is, though they match."""
    assert re.match(translate_pattern(pattern), text)
    assert not accepts(pattern, text)
    assert accepts(libxml2_pattern(pattern), text)


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a", "*a", r"\q", "a{", "{2}", r"\p{Nothing}"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    """A pattern that cannot be read raises, so that the projection leaves it out."""
    with pytest.raises(Unreadable):
        libxml2_pattern(pattern)


@pytest.mark.parametrize("pattern", ["[a-z]+", "/.*", r"[\-+]?[0-9]+", "(25[0-5]|[1-9]?[0-9])"])
@pytest.mark.parametrize("text", ["", "é/", "a/", "0 0", "256"])
def test_plain_mistakes_are_still_refused(pattern: str, text: str) -> None:
    """A translated pattern refuses what does not match."""
    matches = re.match(translate_pattern(pattern), text) is not None
    assert accepts(libxml2_pattern(pattern), text) == matches
