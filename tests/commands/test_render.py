"""Faults as people see them."""

from __future__ import annotations

import click
import pytest

from virtdom_runtime.commands import render
from virtdom_runtime.commands.excerpts import excerpts
from virtdom_runtime.commands.judging import Report
from virtdom_runtime.faults import Fault


def fault(line: int | None = 1, column: int | None = 1, **more: object) -> Fault:
    given: dict[str, object] = {"rule": "R-1", "path": "/a/@b", "message": "@b is wrong", **more}
    return Fault(line=line, column=column, **given)  # type: ignore[arg-type]


def shown(text: str, *faults: Fault, columns: int = 60) -> list[str]:
    """The lines of a report, without colours."""
    report = Report("a.xml", faults, excerpts(text, faults, ["password"]))
    return click.unstyle(render.report(report, columns)).split("\n")


def test_a_fault_shows_its_line_and_a_mark() -> None:
    """Place, severity, message, rule; the line with its number; the mark below the attribute."""
    assert shown("<a>\n  <b c='d' e='f'/>\n</a>", fault(2, 12)) == [
        "a.xml:2:12: error: @b is wrong [R-1]",
        "2 |   <b c='d' e='f'/>",
        "  |            ^~~~~",
    ]


def test_a_fault_without_place_tells_its_path() -> None:
    """Faults of objects have no line."""
    assert shown("", fault(None, None)) == ["a.xml: error: /a/@b: @b is wrong [R-1]"]


def test_notes_tell_what_the_message_does_not() -> None:
    """What was expected, unless the message says so, and the page."""
    told = fault(expected=("x", "y"), url="https://e/a.html")
    assert shown("<a/>", told)[3:] == ["  = expected: x or y", "  = page: https://e/a.html"]
    assert len(shown("<a/>", fault(expected=("wrong",)))) == 3


def test_line_numbers_of_a_document_share_a_gutter() -> None:
    """The bars of all its faults stand in one column."""
    lines = shown("\n" * 8 + "<a>\n<b/></a>", fault(9, 1), fault(10, 1))
    assert {line.index("|") for line in lines if "|" in line} == {3}


@pytest.mark.parametrize(
    ("line", "column", "more", "mark"),
    [
        ("<a b='c'/>", 4, {}, "   ^~~~~"),
        ("<a b = 'c d' e=''/>", 4, {}, "   ^~~~~~~~~"),
        ("<a b='c d", 4, {}, "   ^~~~~~"),
        ("<a b='c'/>", 1, {}, "^~"),
        ("<a>text</a>", 1, {"found": "text", "path": "/a"}, "^~~~~~~~~~~"),
        ("<a>text", 1, {"found": "text", "path": "/a"}, "^~"),
        ("<a><b/></a>", 1, {"found": "1", "path": "/a"}, "^~"),
        ("</a>", 1, {}, "^~~"),
        ("<a>&b; c</a>", 4, {}, "   ^~~"),
        ("<a>", 9, {}, "   ^"),
        ("", 1, {}, "^"),
    ],
)
def test_the_mark_covers_what_the_fault_is_about(
    line: str, column: int, more: dict[str, object], mark: str
) -> None:
    """An attribute, the name of a tag, an element with its text, or a character."""
    assert shown(line, fault(1, column, **more))[2] == f"  | {mark}"


def test_tabs_and_wide_characters_keep_the_mark_in_place() -> None:
    """The mark stands below its place in columns, not in characters."""
    line = "\t<日本 é='1' b='2'/>"
    _, source, mark = shown(line, fault(1, line.index("b=") + 1))
    assert source == "1 |     <日本 é='1' b='2'/>"
    assert mark == "  |                 ^~~~~"
    _, source, mark = shown("<a>e\u0301</a><b/>", fault(1, 10))
    assert mark.index("^") + 1 == source.index("<b/>")


@pytest.mark.parametrize("column", [1, 30, 50, 200, 500, 996])
def test_long_lines_are_cut_around_the_mark(column: int) -> None:
    """No line is wider than the terminal, and the mark is below its place."""
    line = "".join(f"<b{number:02}/>" for number in range(1000 // 6))
    head, source, mark = shown(line, fault(1, column))
    assert head.startswith(f"a.xml:1:{column}:")
    assert len(source) <= 60
    assert "…" in source
    assert source[mark.index("^")] == line[column - 1]


def test_controls_reach_no_terminal() -> None:
    """Those of the document, of the message and of the file name are shown as pictures."""
    told = fault(1, 4, message="@b is \x1b[31m")
    report = Report("\x1b]0;x\x07\n.xml", (told,), excerpts("<a b='\x1b\x9b'>", (told,), []))
    text = click.unstyle(render.report(report))
    assert not {"\x1b", "\x9b", "\x07"} & set(text)
    assert text.split("\n")[0] == "␛]0;x␇␊.xml:1:4: error: @b is ␛[31m [R-1]"


def test_secrets_are_not_shown_nor_how_long_they_are() -> None:
    """The mark covers what stands for the secret."""
    line = "<graphics password='hunter2' port='x'/>"
    _, source, mark = shown(line, fault(1, 11))
    assert source == "1 | <graphics password='(hidden)' port='x'/>"
    assert mark == "  |           ^~~~~~~~~~~~~~~~~~~"
    assert shown(line, fault(1, 30))[2].index("^") == source.index("port")


def test_a_misspelt_secret_is_not_shown() -> None:
    """The value of an attribute that is taken for a misspelt secret is hidden."""
    told = fault(1, 11, found="pasword", suggestion="password")
    assert "hunter2" not in "".join(shown("<graphics pasword='hunter2'/>", told))


def test_a_place_within_a_secret_shows_nothing_of_it() -> None:
    """The parser may stop in the middle of a torn value."""
    lines = shown("<graphics password='hun'ter2 x/>", fault(1, 26))
    assert lines[1:] == ["1 | <graphics password='(hidden)", "  |                     ^~~~~~~~"]


def test_carriage_returns_do_not_show_at_the_end() -> None:
    """Documents with CRLF look as others do."""
    assert shown("<a/>\r\n<b/>\r\n", fault(2, 1))[1] == "2 | <b/>"


@pytest.mark.parametrize(
    ("tally", "text"),
    [
        (render.Tally(1), "1 document, valid"),
        (render.Tally(3), "3 documents, all valid"),
        (render.Tally(3, faulty=1), "3 documents, 1 with faults"),
        (render.Tally(3, warned=1), "3 documents, 1 with warnings, all valid"),
        (render.Tally(3, faulty=1, unread=1), "3 documents, 1 with faults, 1 not read"),
    ],
)
def test_the_summary_counts_documents(tally: render.Tally, text: str) -> None:
    """One line, whatever the run was."""
    assert render.summary(tally) == text
