"""Regular expressions of XML Schema in Python."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from virtdom_generator.patterns import translate_pattern
from virtdom_generator.rules import CompileError

from .xpath_schema import quoted

PATTERNS = [
    r"[a-z]+", r"\d{2,3}", r"\i\c*", r"[\i-[:]][\c-[:]]*", r"[a-z-[aeiou]]+", r"\p{Lu}\p{Ll}*",
    r"\P{L}+", r"\w+", r"\S+\s\S+", r"a|b", r"(ab)+", r".*", r"^a$", r"[^/]+", r"a\.b",
    r"[\-+]?[0-9]+", r"\c+", r"(25[0-5]|[1-9]?[0-9])", r"", r"\p{IsBasicLatin}+", r"[\w.\-]+",
    r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_patterns_accept_what_the_xsd_processor_accepts(pattern: str, data: st.DataObject) -> None:
    """A translated pattern facet matches whole values, as xmlschema's does."""
    translated = translate_pattern(pattern)
    accepted = st.from_regex(translated)
    text = data.draw(st.one_of(accepted, st.text("abAé059 ./-+:^$_\n", max_size=6), st.text()))
    assert (re.match(translated, text) is not None) is _accepts(PATTERN_SCHEMAS[pattern], text)


def _pattern_schema(pattern: str) -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(
        f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="t">
        <xs:restriction base="xs:string"><xs:pattern value={quoted(pattern)}/></xs:restriction>
        </xs:simpleType></xs:schema>"""
    )


PATTERN_SCHEMAS = {each: _pattern_schema(each) for each in PATTERNS}


def _accepts(schema: xmlschema.XMLSchema11, text: str) -> bool:
    return bool(cast(Any, schema.types["t"]).is_valid(text))


@pytest.mark.parametrize(
    "pattern", ["[a-", "(a", "a{2,1}", r"\p{Nothing}", "a**", "(?=a)", r"(a)\1"]
)
def test_patterns_that_are_none_are_refused(pattern: str) -> None:
    """What is no regular expression of XML Schema is not translated."""
    with pytest.raises(CompileError, match="regular expression not understood"):
        translate_pattern(pattern)


def test_searched_patterns_keep_their_anchors() -> None:
    """In fn:matches, `^` and `$` are the ends of the string and nothing else is anchored."""
    assert translate_pattern("^a$", search=True) == r"^a\Z"
    assert translate_pattern("a", search=True, flags="i") == "(?i)a"
    assert not re.search(translate_pattern("a$", search=True), "a\n")
