"""Characters that would act on a terminal."""

from __future__ import annotations

import json
import unicodedata
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from virtdom_runtime.commands.visible import escaped, one_line, referenced, visible, width

HARMFUL = "\x00\x1b[31m\x7f\x9b31m\r\b\u202e\u2066\u200f\u2028\ufffe"


def test_each_harmful_character_becomes_one_picture() -> None:
    """Places stay where they are."""
    shown = visible(HARMFUL)
    assert len(shown) == len(HARMFUL)
    assert shown.startswith("␀␛[31m␡\ufffd31m␍␈")


@given(st.text())
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    """No control, no change of direction, no lone surrogate."""
    shown = one_line(text)
    assert not {"Cc", "Cs"} & {unicodedata.category(each) for each in shown if each != "\t"}
    assert not {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI"} & {
        unicodedata.bidirectional(each) for each in shown
    }


def test_line_feeds_and_tabs_stay_but_on_one_line() -> None:
    """`one_line` shows line feeds too, so that a file name cannot fake a line."""
    assert visible("a\n\tb") == "a\n\tb"
    assert one_line("a\n\tb") == "a␊\tb"


def test_documents_keep_their_meaning() -> None:
    """XML gets references and JSON escapes for the same characters."""
    xml = referenced("<a b='\x9b'>\u202e</a>")
    assert xml == "<a b='&#x9B;'>&#x202E;</a>"
    assert ElementTree.fromstring(xml).text == "\u202e"
    assert json.loads(escaped('"\x9b\u202e"')) == "\x9b\u202e"


def test_width_counts_columns() -> None:
    """Wide characters take two, combining ones none."""
    assert [width(each) for each in "a日\u0301é"] == [1, 2, 0, 1]
