"""Reports: records that can be read again, JUnit, the page, badges, the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from tests.conformance.conftest import make_case, make_fake

from virtdom_conformance.case import Case
from virtdom_conformance.expectations import ExpectationsError
from virtdom_conformance.process import Limits
from virtdom_conformance.report.badge import badge
from virtdom_conformance.report.junit import junit_xml
from virtdom_conformance.report.page import page
from virtdom_conformance.report.records import Report, ReportError, read_report
from virtdom_conformance.report.terminal import summary
from virtdom_conformance.selection import EmptySelection, Selection
from virtdom_conformance.shown import shown
from virtdom_conformance.suite import Plan, all_required, carry_out

LIMITS = Limits(seconds=60.0, memory=512, output=1)


def plan(corpus: tuple[Case, ...], folder: Path, *modes: str, require_all: bool = False) -> Plan:
    """A plan for fakes, with the expectations of a folder."""
    return Plan(
        edition="e",
        corpus=corpus,
        selection=Selection(),
        implementations=tuple(make_fake(mode, LIMITS) for mode in modes),
        expectations=folder,
        require_all=require_all,
    )


def expect(folder: Path, name: str, cases: str, outcome: str = "failed") -> None:
    """Writes a file of expectations with one entry."""
    path = folder / "e" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'[[expected]]\ncases = ["{cases}"]\noutcome = "{outcome}"\nreason = "Known."\n', "utf-8"
    )


@pytest.fixture
def report(corpus: tuple[Case, ...], tmp_path: Path) -> Report:
    """A run of four fakes."""
    expect(tmp_path, "always-valid", "area/bad*")
    cases = (*corpus, make_case("way", "<good/><trigger/>", operation="roundtrip"))
    return carry_out(plan(cases, tmp_path, "honest", "always-valid", "liar", "crasher", "absent"))


def test_expected_deviations_are_in_order(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """A run in which every deviation is known is in order."""
    expect(tmp_path, "always-valid", "area/bad*")
    result = carry_out(plan(corpus, tmp_path, "honest", "always-valid"))
    assert result.footer is not None
    assert result.footer.ok
    assert [end.counts["failed"] for end in result.ends] == [0, 2]


@pytest.mark.parametrize(
    ("mode", "cases", "outcome"),
    [
        ("always-valid", "area/none", "failed"),
        ("honest", "area/bad", "failed"),
        ("always-valid", "area/bad", "failed"),
        ("always-valid", "area/bad*", "errored"),
    ],
)
def test_untrue_expectations_fail(
    mode: str, cases: str, outcome: str, corpus: tuple[Case, ...], tmp_path: Path
) -> None:
    """A run fails if an entry names no case, if a known failure passes or is another, or if there
    is a deviation that is not known."""
    expect(tmp_path, mode, cases, outcome)
    result = carry_out(plan(corpus, tmp_path, mode))
    assert result.footer is not None
    assert not result.footer.ok


def test_absent_is_in_order_unless_required(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """What is not installed is skipped on a developer's machine and fails where all is required."""
    relaxed = carry_out(plan(corpus, tmp_path, "absent"))
    strict = carry_out(plan(corpus, tmp_path, "absent", require_all=True))
    assert relaxed.footer is not None
    assert strict.footer is not None
    assert relaxed.footer.ok
    assert not strict.footer.ok
    assert strict.ends[0].problems == ["not installed: no such library"]


@pytest.mark.parametrize(
    ("environment", "required"),
    [
        ({}, False),
        ({"CI": ""}, False),
        ({"CI": "0", "VIRTDOM_REQUIRE_ALL": "False"}, False),
        ({"CI": "true"}, True),
        ({"CI": "0", "VIRTDOM_REQUIRE_ALL": "1"}, True),
    ],
)
def test_all_required(environment: dict[str, str], required: bool) -> None:
    """Where CI or VIRTDOM_REQUIRE_ALL is set, and does not say no, all is required."""
    assert all_required(environment) is required


def test_unstartable_fails(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """What cannot be started fails the run."""
    result = carry_out(plan(corpus, tmp_path, "dies-at-start"))
    assert result.footer is not None
    assert not result.footer.ok


def test_empty_selection_runs_nothing(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """A selection of nothing is an error before anything runs or is written."""
    out = StringIO()
    selection = Selection(areas=("none",))
    with pytest.raises(EmptySelection):
        carry_out(replace(plan(corpus, tmp_path, "honest"), selection=selection), out)
    assert out.getvalue() == ""


def test_broken_expectations_run_nothing(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """Expectations with a mistake are an error before anything runs or is written."""
    expect(tmp_path, "honest", "area/bad", "passed")
    out = StringIO()
    with pytest.raises(ExpectationsError):
        carry_out(plan(corpus, tmp_path, "honest"), out)
    assert out.getvalue() == ""


def test_records_can_be_read_again(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """The records of a file are those of the run."""
    out = StringIO()
    written = carry_out(plan(corpus, tmp_path, "honest", "crasher"), out)
    assert msgspec.to_builtins(read_report(out.getvalue())) == msgspec.to_builtins(written)


def test_header_and_footer(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """The first line has the versions of everything, the last the number of results."""
    out = StringIO()
    carry_out(plan(corpus, tmp_path, "honest"), out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[0]["type"] == "header"
    assert set(lines[0]["versions"]) == {"suite", "Python", "system"}
    assert re.fullmatch("[0-9a-f]{64}", lines[0]["corpus"])
    assert lines[-1] | {"ended": ""} == {
        "type": "footer",
        "ending": "complete",
        "ok": True,
        "results": 5,
        "ended": "",
    }


def test_report_without_footer(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """A file that was cut off is refused, unless it is asked for."""
    out = StringIO()
    carry_out(plan(corpus, tmp_path, "honest"), out)
    cut = "".join(out.getvalue().splitlines(keepends=True)[:-1])
    with pytest.raises(ReportError, match="no footer: the run was cut off"):
        read_report(cut)
    assert len(read_report(cut, partial=True).results) == 5


BREAKINGS: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "empty": (lambda lines: [], "the file is empty"),
    "no header": (lambda lines: lines[1:], "a report begins with a header"),
    "no record": (lambda lines: ["nonsense", *lines], "line 1: "),
    "more": (lambda lines: [*lines, lines[1]], "nothing comes after the footer"),
    "less": (lambda lines: [*lines[:-3], *lines[-2:]], "the footer counts other results"),
    "path": (
        lambda lines: [line.replace('"honest"', '"../honest"') for line in lines],
        "Expected `str` matching regex",
    ),
    "escape": (
        lambda lines: [line.replace('"honest"', '"a\\u001b[2J"') for line in lines],
        "Expected `str` matching regex",
    ),
    "stray": (
        lambda lines: [line.replace('"case":"area/bad"', '"case":"a"') for line in lines],
        "'a' is no case or implementation of the report",
    ),
    "newer": (
        lambda lines: [lines[0].replace('"format":1', '"format":7'), *lines[1:]],
        "the format is 7, and this is for 1",
    ),
}


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_broken_reports(breaking: str, corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """A file that is no whole report is refused, saying why."""
    out = StringIO()
    carry_out(plan(corpus, tmp_path, "honest"), out)
    change, message = BREAKINGS[breaking]
    with pytest.raises(ReportError, match=message):
        read_report("\n".join(change(out.getvalue().splitlines())))


def test_interrupted_run(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """An interrupted run keeps its results, and is not in order."""
    out = StringIO()
    seen: list[str] = []

    def interrupt(_: str, outcome: object) -> None:
        seen.append(str(outcome))
        if len(seen) == 3:
            raise KeyboardInterrupt

    result = carry_out(plan(corpus, tmp_path, "honest", "liar"), out, interrupt)
    assert result.footer is not None
    assert (result.footer.ending, result.footer.ok) == ("interrupted", False)
    assert len(read_report(out.getvalue()).results) == 3
    assert [end.ending for end in result.ends] == ["interrupted"]
    assert "interrupted: these are the results so far" in "\n".join(summary(result))


def test_junit(report: Report) -> None:
    """JUnit has a suite per implementation, a test per case, and tells failures from errors."""
    root = etree.fromstring(junit_xml(report).encode())
    suites = {
        suite.get("name"): {
            name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")
        }
        for suite in root
    }
    assert suites["honest"] == {"tests": "6", "failures": "0", "errors": "0", "skipped": "0"}
    assert suites["always-valid"] == {"tests": "6", "failures": "0", "errors": "0", "skipped": "2"}
    assert suites["liar"] == {"tests": "6", "failures": "1", "errors": "0", "skipped": "0"}
    assert suites["crasher"] == {"tests": "6", "failures": "0", "errors": "2", "skipped": "0"}
    assert suites["absent"]["skipped"] == "6"
    (failure,) = root.iter("failure")
    assert failure.get("message") == "dropped /domain/trigger"


def test_junit_of_any_text(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """Characters that XML cannot hold do not spoil JUnit."""
    out = carry_out(plan(corpus, tmp_path, "crasher"))
    broken = msgspec.structs.replace(out.results[2], case="\x0b/\x0c", detail="\x00\x1b[31m")
    out.results[2] = broken
    out.header = msgspec.structs.replace(out.header, edition="\x0e")
    assert "\N{REPLACEMENT CHARACTER}" in junit_xml(out)


def test_page_needs_nothing_else(report: Report) -> None:
    """The page loads nothing, and has every case and every result."""
    html = page(report)
    assert not re.search(r"""(src|href)\s*=|@import|url\(|https?://""", html)
    (data,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL
    )
    content = json.loads(data)
    assert [case["id"] for case in content["cases"]] == [case.id for case in report.cases]
    assert content["results"]["liar"]["area/way"]["differences"] == [
        {"kind": "dropped", "path": "/domain/trigger", "before": None, "after": None}
    ]
    assert content["results"]["crasher"]["area/trigger"]["detail"].startswith("died: killed by")


def test_page_is_safe(corpus: tuple[Case, ...], tmp_path: Path) -> None:
    """A document or an answer cannot end the script it stands in."""
    case = make_case("script", "<good/><!--</script><script>alert(1)</script>-->")
    html = page(carry_out(plan((*corpus, case), tmp_path, "honest")))
    assert "<script>alert" not in html


def test_matrix(report: Report) -> None:
    """A cell says how many passed of how many were asked, and marks what is unexpected."""
    html = " ".join(page(report).split())
    assert (
        'data-area="area" data-implementation="crasher" '
        'title="4 passed, 0 failed, 2 errored, 0 skipped"' in html
    )
    assert '<td class="none">not installed</td>' in html


def test_badge(report: Report) -> None:
    """A badge has the count and a colour."""
    badges = {end.implementation: json.loads(badge(end, report)) for end in report.ends}
    assert badges["honest"] == {
        "schemaVersion": 1,
        "label": "honest, domain XML e",
        "message": "6 of 6 passed",
        "color": "brightgreen",
    }
    assert badges["always-valid"]["color"] == "yellow"
    assert badges["crasher"]["color"] == "red"
    assert badges["absent"]["message"] == "absent"


def test_terminal(report: Report) -> None:
    """The terminal tells a line per implementation, and what is unexpected case by case."""
    text = "\n".join(summary(report))
    assert "honest        ok  6 passed" in _plain(text)
    assert "always-valid  as expected  4 passed, 2 failed" in _plain(text)
    assert "absent        not installed: no such library  (get it)" in _plain(text)
    assert "  errored area/trigger: The case trigger.\n      died: killed by SIGSEGV" in _plain(
        text
    )
    assert "as expected: Known." in _plain("\n".join(summary(report, verbose=True)))


def test_terminal_is_not_steered() -> None:
    """A text of an implementation reaches the terminal on one line, without control characters."""
    assert shown("a\x1b[2Jb\nc") == "a\N{REPLACEMENT CHARACTER}[2Jb c"
    assert len(shown("x" * 1000)) == 300


def test_nothing_of_an_implementation_steers_a_terminal(
    corpus: tuple[Case, ...], tmp_path: Path
) -> None:
    """Versions, languages, reasons and problems are shown as plain text, on terminal and page."""
    result = carry_out(plan(corpus, tmp_path, "painter", "absent-painter"))
    result.ends[0].problems.append("\x1b[2J")
    text = _plain("\n".join(summary(result, verbose=True)))
    for told in (text, page(result), junit_xml(result)):
        assert "\x1b" not in told
    assert "painter         1 unexpected  4 passed, 1 failed" in text
    assert "\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}1 2" in text


def _plain(text: str) -> str:
    return re.sub("\x1b\\[[0-9;]*m", "", text)
