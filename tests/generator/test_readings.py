"""`v:as`: a type whose texts are not all read so is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from virtdom_generator import planner
from virtdom_generator.builtins import builtin
from virtdom_generator.errors import SchemaError
from virtdom_generator.model import EnumValue, Notes, Place, SimpleType
from virtdom_generator.patterns import translate_pattern
from virtdom_generator.readings import misread
from virtdom_generator.schema import read_schema
from virtdom_runtime.values import BadValue, Integer, Uuid, Value

from .schemas import line_of, module, write

RUNTIME: dict[str, Value] = {"uuid": Uuid(), "hex": Integer(hex=True)}


def typed(reading: str, *groups: tuple[str, ...]) -> SimpleType:
    """A type of words that are read so, with groups of patterns."""
    token = builtin("token")
    assert token is not None
    return replace(token, name="it", builtin=False, reading=reading, patterns=groups)


@pytest.mark.parametrize(
    ("reading", "pattern"),
    [
        ("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        ("uuid", "[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"),
        ("uuid", "([0-9A-F]{16}){2}"),
        ("hex", "0x[0-9a-fA-F]{1,4}|[0-9]{1,4}"),
        ("hex", "0[xX]([1-9a-f][0-9a-f]*|0)"),
        ("hex", "[+\\-]?[0-9]+"),
        ("hex", "0x[0-9a-f-[bc]]+"),
        ("mac", ".*"),
        ("size", ".*"),
    ],
)
def test_what_is_read(reading: str, pattern: str) -> None:
    """A type is read if all texts of its pattern are; a mac or a size is any text."""
    assert misread(typed(reading, (pattern,))) is None


@pytest.mark.parametrize(
    ("reading", "pattern"),
    [
        ("uuid", "[0-9a-g]{32}"),
        ("uuid", "[0-9a-f]{31,32}"),
        ("uuid", "[0-9a-f]{32,}"),
        ("uuid", "[0-9a-f]{32}|none"),
        ("uuid", "[0-9a-f-]{36}"),
        ("hex", "[0-9a-f]+"),
        ("hex", "(0x)?[0-9a-f]{2}"),
        ("hex", "0x[0-9a-f]*"),
        ("hex", "[0-9]*"),
        ("hex", "0x[0-9a-f]+h?"),
        ("hex", "-?0x[0-9]"),
        ("hex", "[0-9]{1,2}(,[0-9]{1,2})*"),
        ("hex", "\\d"),
        ("hex", "é|1"),
        ("hex", "[àé]"),
    ],
)
def test_what_is_not_read(reading: str, pattern: str) -> None:
    """The message shows a text that the type has and that cannot be read so."""
    message = misread(typed(reading, (pattern,)))
    assert message is not None
    found = re.fullmatch(
        r"v:as='\w+' reads .*(?:, not '(.*)'|: give the type a pattern.*)", message
    )
    assert found is not None
    text = found[1] or ""
    assert re.match(translate_pattern(pattern), text)
    with pytest.raises(BadValue):
        RUNTIME[reading].read(text)


def test_without_a_pattern_any_text_may_stand() -> None:
    """A type without patterns is not read."""
    assert misread(typed("uuid")) == (
        "v:as='uuid' reads 32 hexadecimal digits, with or without dashes: "
        "give the type a pattern that says so"
    )


def test_one_step_that_says_so_is_enough() -> None:
    """All steps of patterns hold, so the others may be wider."""
    assert misread(typed("hex", (".+",), ("[0-9]+", "0x[0-9a-f]+"))) is None


def test_words_are_read_one_by_one() -> None:
    """The words of an enumeration tell what its texts are."""
    notes = Notes(Place("domain.xsd", 1))
    words = tuple(EnumValue(word, notes) for word in ("1", "0x2", "3h"))
    message = misread(replace(typed("hex"), enumeration=words))
    assert message is not None
    assert message.endswith(", not '3h'")
    assert misread(replace(typed("hex"), enumeration=words[:2])) is None


def test_whole_numbers_are_read() -> None:
    """A type of whole numbers needs no pattern."""
    number = builtin("unsignedInt")
    assert number is not None
    assert misread(replace(number, reading="hex")) is None


def test_a_type_that_is_misread_is_refused(tmp_path: Path) -> None:
    """It is told where the type is declared."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain"><xs:attribute name="id" type="id"/></xs:complexType>
<xs:simpleType name="id" v:as="uuid"><xs:restriction base="xs:token"/></xs:simpleType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    with pytest.raises(SchemaError) as caught:
        planner.plan(model)
    (problem,) = caught.value.problems
    assert problem.line == line_of(text, "<xs:simpleType")
    assert problem.message.startswith("v:as='uuid' reads")
