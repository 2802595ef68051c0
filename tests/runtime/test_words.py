"""The words of faults: the nearest spelling, lists, and values cut short."""

from __future__ import annotations

import pytest

from virtdom_runtime.faults import Fault, InvalidDomain, listing, nearest, shorten


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("fiel", ("file", "block"), "file"),
        ("FILE", ("file", "block"), "file"),
        ("Currentmemory", ("memory", "currentMemory"), "currentMemory"),
        ("destory", ("destroy", "restart"), "destroy"),
        ("xyz", ("file", "block"), None),
        ("", ("file",), None),
        ("file", (), None),
    ],
)
def test_the_nearest_word(word: str, known: tuple[str, ...], found: str | None) -> None:
    """The word that was meant is one of another case, or one that looks alike, or none."""
    assert nearest(word, known) == found


@pytest.mark.parametrize(
    ("words", "phrase"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_as_a_phrase(words: list[str], phrase: str) -> None:
    """Alternatives read as a person would say them."""
    assert listing(words) == phrase


def test_long_values_end_in_dots() -> None:
    """A value is shown whole up to a limit; one that is cut says so."""
    assert shorten("a" * 80) == "a" * 80
    assert shorten("a" * 81) == "a" * 79 + "…"
    assert shorten("abcdef", 4) == "abc…"


def test_errors_say_their_faults() -> None:
    """An error's text is a line per fault; without any it is empty."""
    first = Fault(rule="A-1", path="/a", line=1, column=2, message="first")
    second = Fault(rule="B-2", path="/b", message="second")
    error = InvalidDomain(iter([first, second]))
    assert error.faults == (first, second)
    assert str(error) == "line 1, column 2: /a: first [A-1]\n/b: second [B-2]"
    assert str(InvalidDomain([])) == ""
