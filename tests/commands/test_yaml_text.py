"""YAML as plain data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virtdom_runtime.commands import yaml_text

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(
        ["on", "1_000", "0x1f", "1e3", "12:30", "2008-05-01", "~", "=", "<<", "-", "09", "tRue"]
    )
)


@given(
    st.recursive(
        SCALARS,
        lambda part: st.lists(part) | st.dictionaries(st.text("abc-: #"), part),
        max_leaves=9,
    )
)
def test_what_is_written_is_read(data: object) -> None:
    """Every text, number and structure comes back as it was."""
    assert yaml_text.load(yaml_text.dump(data)) == data


@pytest.mark.parametrize("around", ["{}", "a{}b", "{}b", "a{}", " {} ", "x\n{}\ny", "- {}", "# {}"])
def test_every_character_is_read_as_it_was_written(around: str) -> None:
    """Controls, blanks and line ends of any kind, wherever they stand in a text or key."""
    codes = [0x9, 0xA, 0xD, *range(0x20, 0x180), *range(0x2000, 0x2070), 0x3000, 0xFEFF, 0xFFFD]
    data = [{text: text} for text in (around.format(chr(code)) for code in (*codes, 0x10FFFF))]
    assert yaml_text.load(yaml_text.dump(data)) == data


@pytest.mark.parametrize("word", ["0o17", "017", "1e5", "1.5", ".5", "1_0", "yes", "null", "<<"])
def test_texts_that_look_like_other_data_are_quoted(word: str) -> None:
    """Whichever version of YAML reads them."""
    assert yaml_text.dump({"a": word}) == f"a: '{word}'\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52:54:00:12:34:56", "52:54:00:12:34:56"),
        ("2008-05-01", "2008-05-01"),
        ("on", "on"),
        ("0x1f", "0x1f"),
        ("'1'", "1"),
        ("1.5", "1.5"),
        ("0e0", "0e0"),
        ("09", "09"),
        ("tRue", "tRue"),
        ("True", True),
        ("-7", -7),
        ("NULL", None),
        ("|\n a\n b\n", "a\nb\n"),
    ],
)
def test_plain_words_are_what_they_look_like(text: str, value: object) -> None:
    """The core of YAML 1.2: no dates, no base 60, no yes and no."""
    assert yaml_text.load(text) == value


def test_long_numbers_stay_text() -> None:
    """Converting them would take quadratic time."""
    assert yaml_text.load("1" * 5000) == "1" * 5000
