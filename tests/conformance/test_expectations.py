"""Known deviations: what they excuse and when they are no longer true."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.conftest import make_case

from virtdom_conformance.case import Case
from virtdom_conformance.expectations import (
    Expectation,
    ExpectationsError,
    draft,
    hold,
    read_expectations,
    stale,
)
from virtdom_conformance.outcomes import Outcome

TEXT = """[[expected]]
cases = ["area/bad*"]
outcome = "failed"
reason = "It takes anything."
"""
KNOWN = (Expectation(("area/bad*",), "failed", "It takes anything.", "f.toml:1"),)


def write(folder: Path, text: str) -> Path:
    """A file of expectations."""
    path = folder / "f.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    """A file gives its entries; no file gives none."""
    assert read_expectations(write(tmp_path, TEXT)) == KNOWN
    assert read_expectations(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason = "It takes anything."', "", ":1: reason: is missing"),
        ('"It takes anything."', '"?"', ":4: reason: is still to be given"),
        ('"failed"', '"passed"', ":3: outcome: 'passed' is not failed, skipped or errored"),
        ("outcome", "result", ":3: result: is not a field of an expectation"),
        ("[[expected]]", "[[case]]", ": case: only [[expected]] belongs here"),
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
    judged = hold(outcome, KNOWN)
    assert (judged.as_expected, judged.reason) == (as_expected, reason)


def test_excused() -> None:
    """What the runner itself skips needs no expectation, and fulfils none wrongly."""
    outcome = Outcome(case="area/bad", status="skipped", detail="does not offer", excused=True)
    assert hold(outcome, KNOWN).as_expected


def test_stale(corpus: tuple[Case, ...]) -> None:
    """An entry that names no case, and a case that is named twice, are problems."""
    assert stale(KNOWN, corpus) == []
    entries = (*KNOWN, Expectation(("area/gone", "area/bad"), "failed", "r", "f.toml:6"))
    assert stale(entries, corpus) == [
        "f.toml:6: 'area/gone' names no case",
        "area/bad is named more than once: f.toml:1, f.toml:6",
    ]


def test_draft(tmp_path: Path) -> None:
    """A draft keeps reasons that are known and asks for the others, alike ones together."""
    cases = (make_case("bad", "<bad/>"), make_case("one"), make_case("two"), make_case("three"))
    outcomes = (
        Outcome(case="area/bad", status="failed", detail="accepted, though invalid"),
        Outcome(case="area/one", status="failed", detail="refused", said=('it "says"\nso',)),
        Outcome(case="area/two", status="failed", detail="refused", said=('it "says"\nso',)),
        Outcome(case="area/three", status="passed"),
    )
    text = draft(cases, outcomes, KNOWN)
    assert text == (
        '[[expected]]\ncases = [\n  "area/bad",\n]\noutcome = "failed"\n'
        'reason = "It takes anything."\n\n'
        '# area: refused: it "says" so\n'
        '[[expected]]\ncases = [\n  "area/one",\n  "area/two",\n]\n'
        'outcome = "failed"\nreason = "?"\n'
    )
    filled = text.replace('"?"', '"Because."')
    assert [entry.reason for entry in read_expectations(write(tmp_path, filled))] == [
        "It takes anything.",
        "Because.",
    ]
