"""Value spaces by themselves: what they read, how they spell it, what they refuse."""

from __future__ import annotations

import copy
import pickle
import uuid
from decimal import Decimal
from typing import Any

import pytest

from virtdom_runtime.values import (
    BadValue,
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    Number,
    SpelledDecimal,
    SpelledInt,
    SpelledUUID,
    Text,
    Union,
    UnknownValue,
    Uuid,
    Value,
    Words,
    unwritable,
)

PCI = Integer(hex=True, patterns=((r"\A0x[0-9a-f]{4}\Z",),))
UUIDS = "3e3fce45-4f53-4fa7-bb32-11f34168b82b"
SPELLED = (SpelledInt(31, "0x1f"), SpelledDecimal(".50"), SpelledUUID(UUIDS.upper()))


@pytest.mark.parametrize(
    ("space", "text", "value"),
    [
        (Text(), "  a \n b ", "a \n b"),
        (Text(white_space="replace"), "a\tb\r\n", "a b  "),
        (Text(white_space="preserve"), " a\n", " a\n"),
        (Text(), "a\u00a0b", "a\u00a0b"),
        (Enumeration("a", "b c"), " b  c ", "b c"),
        (Words("yes", "no"), " yes ", True),
        (Boolean(), "0", False),
        (Integer(), " -007 ", -7),
        (Integer(hex=True), "0X1F", 31),
        (Number(), "+.5", Decimal("0.5")),
        (Number(double=True), "1e-3", Decimal("0.001")),
        (Number(double=True), "-INF", Decimal("-Infinity")),
        (Uuid(), UUIDS.replace("-", ""), uuid.UUID(UUIDS)),
        (ListOf(Integer()), " 1\n2 ", [1, 2]),
        (ListOf(Integer()), " ", []),
        (Union(Integer(maximum=9), Enumeration("auto")), "auto", "auto"),
        (Union(Text(), Integer()), "1", "1"),
    ],
)
def test_texts_read_as_values(space: Value, text: str, value: object) -> None:
    """White space is dropped as the space says, and the text becomes its Python value."""
    assert space.read(text) == value


@pytest.mark.parametrize(
    ("space", "text"),
    [
        (Text(length=(1, 2)), ""),
        (Text(length=(1, 2)), "abc"),
        (Text(patterns=((r"\Aa+\Z",), (r"\A..\Z",))), "aaa"),
        (Text(assertions=(lambda text: "x" not in text,)), "x"),
        (Text(assertions=(lambda text: int(text) > 2,)), "x"),
        (Enumeration("a"), "A"),
        (Words("on", "off"), "yes"),
        (Boolean(), "True"),
        (Integer(), ""),
        (Integer(), "1.0"),
        (Integer(), "0x1"),
        (Integer(), "1_000"),
        (Integer(), "\u0661"),
        (Integer(), "1\u00a0"),
        (Integer(minimum=1, maximum=3), "4"),
        (Integer(allowed=(1, 2)), "3"),
        (Integer(digits=2), "100"),
        (Integer(), "1" * 1001),
        (Number(), "1e3"),
        (Number(), "1 2"),
        (Number(above="0"), "0"),
        (Number(double=True, minimum="0"), "NaN"),
        (Uuid(), "3e3fce45"),
        (ListOf(Integer(), length=(2, 2)), "1"),
        (ListOf(Integer()), "1,2"),
        (Union(Integer(), Enumeration("auto")), "none"),
    ],
)
def test_other_texts_are_refused(space: Value, text: str) -> None:
    """A text outside the space raises, and nothing but the one error."""
    with pytest.raises(BadValue):
        space.read(text)


@pytest.mark.parametrize(
    ("space", "value"),
    [
        (Text(), 3),
        (Text(), None),
        (Integer(), True),
        (Integer(), 1.0),
        (Number(), True),
        (Words("yes", "no"), 1),
        (Boolean(), None),
        (Uuid(), 7),
        (ListOf(Integer()), 7),
        (ListOf(Integer()), [1.5]),
        (Union(Integer(maximum=9), Words("yes", "no")), 10),
    ],
)
def test_values_of_other_types_have_no_text(space: Value, value: object) -> None:
    """What is no value of the space cannot be written, except as the text that it is."""
    with pytest.raises(BadValue):
        space.write(value)


def test_numbers_that_python_does_not_print_have_no_text() -> None:
    """A number of thousands of digits is refused and not a crash."""
    with pytest.raises(BadValue):
        Integer().write(10**5000)


@pytest.mark.parametrize(
    ("space", "value", "text"),
    [
        (Integer(), 7, "7"),
        (Integer(), "7", "7"),
        (Integer(), SpelledInt(31, "0x1f"), "31"),
        (Integer(hex=True), SpelledInt(31, "0x1f"), "0x1f"),
        (PCI, 31, "0x001f"),
        (PCI, SpelledInt(31, "0x1f"), "0x001f"),
        (Integer(patterns=((r"\A[0-9]{3}\Z",),)), 7, "007"),
        (Number(), Decimal("1E+3"), "1000"),
        (Number(), 0.1, "0.1"),
        (Number(), 3, "3"),
        (Number(double=True), float("inf"), "INF"),
        (Number(), SpelledDecimal("0.50"), "0.50"),
        (Words("on", "off"), False, "off"),
        (Boolean(), True, "true"),
        (Boolean(patterns=(("[01]",),)), True, "1"),
        (Boolean(patterns=(("[01]",),)), False, "0"),
        (Uuid(patterns=(("[0-9a-f]{32}",),)), uuid.UUID(UUIDS), UUIDS.replace("-", "")),
        (Uuid(), uuid.UUID(UUIDS), UUIDS),
        (Uuid(), SpelledUUID(UUIDS.upper()), UUIDS.upper()),
        (ListOf(Words("yes", "no")), (True, False), "yes no"),
        (Union(Integer(maximum=9), Words("yes", "no")), True, "yes"),
        (Enumeration("a"), UnknownValue("z"), "z"),
    ],
)
def test_values_are_written_as_their_space_spells_them(
    space: Value, value: object, text: str
) -> None:
    """A value keeps its own spelling where the space takes it, and gets one where not."""
    assert space.write(value) == text


@pytest.mark.parametrize("value", SPELLED)
def test_spellings_are_kept_by_copies(value: Any) -> None:
    """Values that remember their spelling do so through copies and pickles."""
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other == value
        assert other.spelling == value.spelling


def test_spelled_values_are_the_values() -> None:
    """A spelling changes neither equality nor hash nor arithmetic."""
    number, decimal, identifier = SPELLED
    assert (number, decimal, identifier) == (31, Decimal("0.5"), uuid.UUID(UUIDS))
    assert {hash(one) for one in SPELLED} == {hash(31), hash(decimal), hash(uuid.UUID(UUIDS))}
    assert number + 1 == 32
    assert decimal * 2 == 1
    assert (str(number), str(decimal)) == ("0x1f", ".50")


@pytest.mark.parametrize(
    ("space", "first", "second"),
    [
        (Integer(hex=True), "0x1f", "31"),
        (Number(), "0.50", ".5"),
        (Uuid(), UUIDS, UUIDS.upper().replace("-", "")),
        (Text(fold=True), "00:1A", "00:1a"),
        (ListOf(Integer()), "01 2", "1  2"),
        (Union(Integer(), Enumeration("auto")), "007", "7"),
    ],
)
def test_spellings_of_one_value_are_the_same(space: Value, first: str, second: str) -> None:
    """What means the same is the same, and is then written alike."""
    same = [space.same(space.read(text)) for text in (first, second)]
    assert same[0] == same[1]
    assert space.write(same[0]) == space.write(same[1])


def test_values_are_remembered_but_not_lists_or_secrets() -> None:
    """Reading twice gives the same object, except for lists, which change, and secrets."""
    assert Uuid().read(UUIDS) is not Uuid().read(UUIDS)
    space, many, secret = Uuid(), ListOf(Integer()), Text(secret=True)
    assert space.read(UUIDS) is space.read(UUIDS)
    assert many.read("1 2") is not many.read("1 2")
    secret.read("s3cret")
    assert "s3cret" not in repr(vars(secret))


def test_memory_is_bounded() -> None:
    """Values without number, or of great length, are not all remembered."""
    space = Text()
    for number in range(10_000):
        space.read(str(number))
    space.read("x" * 10_000)
    assert sum(len(text) for text in vars(space)["_cache"]) < 50_000


@pytest.mark.parametrize("text", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_carry(text: str) -> None:
    """Control characters, halves of pairs and non-characters have no place in XML."""
    assert unwritable(f"a{text}b")
    assert not unwritable("\t\n\r \x7f\x85é\ufffd𝄞\U0010ffff")
