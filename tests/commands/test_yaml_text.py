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
