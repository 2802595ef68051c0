"""Known deviations: what they excuse and when they are no longer true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conformance.conftest import make_case

from virtdom_conformance.expectations import (
    Expectation,
    ExpectationsError,
    draft,
    hold,
    read_expectations,
    read_seen,
    resolve,
    shorten,
)
from virtdom_conformance.outcomes import Outcome

TEXT = """[[expected]]
cases = ["area/bad*"]
outcome = "failed"
reason = "It takes anything."
"""
KNOWN = (
    Expectation(
        cases=("area/bad*",), outcome="failed", reason="It takes anything.", origin="f.toml:1"
    ),
)


CASES = (
    make_case("good"),
    make_case("bad", "<bad/>"),
    make_case("way", operation="roundtrip"),
)


def write(folder: Path, text: str) -> Path:
    """A file of expectations."""
    path = folder / "f.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    """A file gives its entries; no file gives none."""
    assert read_expectations(write(tmp_path, TEXT)) == KNOWN
    assert read_expectations(tmp_path / "none.toml") == ()


def test_seen(tmp_path: Path) -> None:
    """A file may say which version it was written for, and a draft does."""
    assert read_seen(write(tmp_path, TEXT)) == read_seen(tmp_path / "none.toml") == ""
    outcome = Outcome(case="area/bad", status="failed")
    text = draft(CASES, (outcome,), resolve(KNOWN, CASES), "9.0.0")
    assert read_seen(write(tmp_path, text)) == "9.0.0"
    passed = Outcome(case="area/bad", status="passed")
    assert draft(CASES, (passed,), resolve(KNOWN, CASES), "9.0.0") == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason = "It takes anything."', "", ":1: reason: is missing"),
        ('["area/bad*"]', '"area/bad*"', ":2: cases: is not a list of ids"),
        ("reason", "valid = 1\nreason", ":4: valid: is neither true nor false"),
        ("reason", 'operation = "x"\nreason', ":4: operation: 'x' is not one of accept, read"),
        ('"It takes anything."', '"?"', ":4: reason: is still to be given"),
        ('"failed"', '"passed"', ":3: outcome: 'passed' is not failed, skipped or errored"),
        ("outcome", "result", ":3: result: is not a field of an expectation"),
        ("reason", 'effect = "x"\nreason', ":4: effect: 'x' is not one of refuses, accepts"),
        ("reason", 'effect = "crashes"\nreason', ":4: effect: goes with the outcome errored"),
        ("reason", "count = 0\nreason", ":4: count: is not a number of cases"),
        ("reason", "count = true\nreason", ":4: count: is not a number of cases"),
        ("reason", "said = 1\nreason", ":4: said: is not a text"),
        ("reason", 'effect = ["refuses"]\nreason', ":4: effect: is not a text"),
        ("reason", 'operation = ["accept"]\nreason', ":4: operation: is not a text"),
        ('"failed"', '["failed"]', ":3: outcome: is not a text"),
        ('"It takes anything."', '["It", "takes"]', ":4: reason: is not a text"),
        ('["area/bad*"]', "[1]", ":2: cases: is not a list of ids"),
        ("[[expected]]", "[expected]", "f.toml: expected: is written as [[expected]], once for"),
        (TEXT, "expected = 3", "f.toml: expected: is written as [[expected]], once for each"),
        (TEXT, 'expected = ["a"]', "f.toml: expected: is written as [[expected]], once for each"),
        ("[[expected]]", "seen = 3\n[[expected]]", "f.toml: seen: is not a text"),
        ("[[expected]]", "[[case]]", ": case: only seen and [[expected]] belong here"),
        ("[[expected]]", "[[expected", "f.toml: "),
    ],
)
def test_mistakes(old: str, new: str, message: str, tmp_path: Path) -> None:
    """A mistake is told with file, line and field."""
    with pytest.raises(ExpectationsError) as caught:
        read_expectations(write(tmp_path, TEXT.replace(old, new)))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("case", "status", "as_expected", "reason"),
    [
        ("area/good", "passed", True, ""),
        ("area/good", "failed", False, ""),
        ("area/good", "errored", False, ""),
        ("area/good", "skipped", False, ""),
        ("area/bad", "failed", True, "It takes anything."),
        ("area/bad", "passed", False, "f.toml:1 expects it failed: It takes anything."),
        ("area/bad", "errored", False, "f.toml:1 expects it failed: It takes anything."),
    ],
)
def test_hold(case: str, status: str, as_expected: bool, reason: str) -> None:
    """A known deviation is expected; one that passes after all is not."""
    outcome = Outcome(case=case, status=status)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    judged = hold(outcome, resolve(KNOWN, CASES))
    assert (judged.as_expected, judged.reason) == (as_expected, reason)


@pytest.mark.parametrize(
    ("effect", "detail", "as_expected"),
    [
        ("accepts", "accepted, though invalid", True),
        ("ignores", "accepted, though invalid", True),
        ("accepts", "refused, though valid", False),
        ("refuses", "refused, though valid", True),
        ("refuses", "dropped /domain/@id ('3')", False),
        ("changes", "dropped /domain/@id ('3')", True),
        ("changes", "refused, though valid", False),
        (None, "dropped /domain/@id ('3')", True),
    ],
)
def test_effect(effect: str | None, detail: str, as_expected: bool) -> None:
    """A deviation of another sort than the one that is known is not expected."""
    known = resolve((replace(KNOWN[0], effect=effect),), CASES)
    judged = hold(Outcome(case="area/bad", status="failed", detail=detail), known)
    assert judged.as_expected is as_expected
    assert judged.reason.startswith("It" if as_expected else "f.toml:1 expects it failed in ano")


@pytest.mark.parametrize(
    ("said", "as_expected"),
    [("multicast", True), ("though invalid", True), ("unicast", False), ("", True)],
)
def test_said(said: str, as_expected: bool) -> None:
    """A deviation that the implementation explains otherwise than is known is not expected."""
    known = resolve((replace(KNOWN[0], said=said),), CASES)
    detail = "accepted, though invalid"
    outcome = Outcome(case="area/bad", status="failed", detail=detail, said=("a multicast one",))
    assert hold(outcome, known).as_expected is as_expected


def test_count() -> None:
    """An entry that is about other cases than when it was written is a problem."""
    entry = replace(KNOWN[0], cases=("area/*", "area/bad"), count=3)
    assert resolve((entry,), CASES).problems == ()
    assert resolve((replace(entry, count=2),), CASES).problems == (
        "f.toml:1: is about 3 cases, not 2",
    )


def test_several_reasons(tmp_path: Path) -> None:
    """Where several deviations come together each has its line, and a report tells all."""
    text = TEXT.replace('"It takes anything."', '"""\nIt takes anything.\nSo it does.\n"""')
    entries = read_expectations(write(tmp_path, text))
    assert [entry.reason for entry in entries] == ["It takes anything.\nSo it does."]
    outcome = Outcome(case="area/bad", status="failed")
    assert hold(outcome, resolve(entries, CASES)).reason == "It takes anything. So it does."


def test_excused() -> None:
    """What the runner itself skips needs no expectation, and fulfils none wrongly."""
    outcome = Outcome(case="area/bad", status="skipped", detail="does not offer", excused=True)
    assert hold(outcome, resolve(KNOWN, CASES)).as_expected


def test_problems() -> None:
    """An entry that names no case, and a case that is named twice, are problems."""
    assert resolve(KNOWN, CASES).problems == ()
    again = replace(KNOWN[0], cases=("area/gone", "area/none*", "area/bad"), origin="f.toml:6")
    assert resolve((*KNOWN, again), CASES).problems == (
        "f.toml:6: 'area/gone' names no case",
        "f.toml:6: 'area/none*' names no case",
        "area/bad is named twice: f.toml:1, f.toml:6",
    )


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (replace(KNOWN[0], cases=("area/*",)), {"area/good", "area/bad", "area/way"}),
        (replace(KNOWN[0], cases=("area/*",), valid=False), {"area/bad"}),
        (replace(KNOWN[0], cases=("area/*",), operation="roundtrip"), {"area/way"}),
        (replace(KNOWN[0], cases=("*",), excluding=("*/way", "area/g*")), {"area/bad"}),
    ],
)
def test_names(entry: Expectation, named: set[str]) -> None:
    """An entry names cases by globs, verdict and operation, with exceptions."""
    assert set(resolve((entry,), CASES).by_case) == named


def test_shorten() -> None:
    """All cases of a table or area are named by a glob, and no other case is."""
    alike = ["a/one", "a/t/x", "a/t/y", "b/t/x", "b/t/y", "b/u"]
    assert shorten(["a/t/x", "a/t/y", "b/t/x", "b/t/y", "b/u"], alike) == ["a/t/*", "b/*"]
    assert shorten(["a/one", "a/t/x"], alike) == ["a/one", "a/t/x"]
    assert shorten(["a/t/x", "b/t/x", "b/u"], alike) == ["*/x", "b/u"]
    rows = ["a/t/x-1", "a/t/x-2", "a/t/y-1", "a/t/z-3", "b/w-3"]
    assert shorten(["a/t/x-1", "a/t/x-2", "a/t/z-3"], rows) == ["a/t/x-*", "a/t/z-3"]
    assert shorten(["a/t/x-1", "a/t/z-3", "b/w-3"], rows) == ["a/t/x-1", "*-3"]


def test_draft_of_a_selection(tmp_path: Path) -> None:
    """What was not asked, or could not be, keeps its entry; what was asked and passes loses it."""
    entries = (
        replace(KNOWN[0], cases=("area/bad",), effect="accepts", said="though"),
        replace(KNOWN[0], cases=("area/way", "area/good"), outcome="skipped", reason="No way."),
    )
    known = resolve(entries, CASES)
    excused = Outcome(case="area/way", status="skipped", detail="does not offer", excused=True)
    for outcomes in ((), (excused,)):
        text = draft(CASES, outcomes, known)
        again = resolve(read_expectations(write(tmp_path, text)), CASES).by_case
        for case in CASES:
            before, after = known.by_case[case.id], again[case.id]
            assert replace(before, cases=(), origin="") == replace(
                after, cases=(), origin="", count=None
            )
    passed = Outcome(case="area/bad", status="passed")
    text = draft(CASES, (passed,), known)
    assert set(resolve(read_expectations(write(tmp_path, text)), CASES).by_case) == {
        "area/way",
        "area/good",
    }


def test_draft(tmp_path: Path) -> None:
    """A draft keeps reasons that are known and asks for the others, alike ones together."""
    cases = (make_case("bad", "<bad/>"), make_case("one"), make_case("two"), make_case("three"))
    outcomes = (
        Outcome(case="area/bad", status="failed", detail="accepted, though invalid"),
        Outcome(case="area/one", status="failed", detail="refused", said=('it "says"\nso',)),
        Outcome(case="area/two", status="failed", detail="refused", said=('it "says"\nso',)),
        Outcome(case="area/three", status="passed"),
    )
    text = draft(cases, outcomes, resolve(KNOWN, cases))
    assert text == (
        '[[expected]]\ncases = [\n  "area/bad",\n]\ncount = 1\noutcome = "failed"\n'
        'reason = "It takes anything."\n\n'
        '# area: refused: it "says" so\n'
        '[[expected]]\ncases = [\n  "area/one",\n  "area/two",\n]\n'
        'count = 2\noutcome = "failed"\neffect = "changes"\nreason = "?"\n'
    )
    known = (replace(KNOWN[0], effect="accepts", said="accepted", reason="One.\nTwo: \\d"),)
    again = draft(cases, outcomes[:1], resolve(known, cases))
    assert read_expectations(write(tmp_path, again)) == (
        replace(known[0], cases=("area/bad",), count=1),
    )
    filled = text.replace('"?"', '"Because."')
    assert [entry.reason for entry in read_expectations(write(tmp_path, filled))] == [
        "It takes anything.",
        "Because.",
    ]
