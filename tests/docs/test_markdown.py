"""What is escaped comes out of MyST as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from virtdom_generator.emit.docs.markdown import cell, code, inline, table

markdown_it = pytest.importorskip("markdown_it", reason="install the extra docs")

TEXTS = st.lists(
    st.sampled_from([*r"\`*_[]{}()#+-.!|<>&~=:;'\"$^%@1ax", " ", "&amp;", "<br>", "](x)", "{r}"]),
    min_size=1,
).map(lambda parts: " ".join("".join(parts).split()))
WITHOUT_CODE = TEXTS.filter(lambda text: text.count("`") < 2 and text and text[:2] != "- ")


def rendered(text: str) -> html.HtmlElement:
    parser = markdown_it.MarkdownIt("commonmark").enable("table")
    return html.fromstring(f"<div>{parser.render(text)}</div>")


def shown(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


@given(WITHOUT_CODE)
def test_text_is_shown_as_it_is(text: str) -> None:
    """No character outside code spans means anything, at the beginning of a line or elsewhere."""
    element = rendered(inline(text))
    assert shown(element) == text
    assert [child.tag for child in element] == ["p"]
    assert len(element[0]) == 0


@given(TEXTS.filter(bool))
def test_code_is_shown_as_it_is(text: str) -> None:
    """A code span holds any text."""
    (span,) = rendered(f"x {code(text)}").iter("code")
    assert str(span.text_content()).strip() == text


@given(st.lists(st.tuples(WITHOUT_CODE, TEXTS.filter(bool)), min_size=1, max_size=3))
def test_cells_hold_anything(rows: list[tuple[str, str]]) -> None:
    """Text and code stand in their cells, whatever they hold."""
    element = rendered(table([(cell(left), code(right)) for left, right in rows], "A", "B"))
    found = [[shown(each) for each in row.iter("td")] for row in element.iter("tr")][1:]
    assert found == [[left, right] for left, right in rows]
