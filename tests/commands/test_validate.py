"""`virtdom validate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import VALID, Outcome, Run

FAULTY = VALID.replace("type='file'", "type='flie'")


@pytest.fixture
def faulty(vms: Path) -> Path:
    """A document whose disk is of an unknown type."""
    path = vms / "faulty.xml"
    path.write_text(FAULTY)
    return path


def validate(run: Run, *arguments: str | Path, stdin: str | bytes = b"") -> Outcome:
    """Runs the command on the edition of the documents here."""
    return run("validate", "--edition", "v0_4", *arguments, stdin=stdin)


def test_a_valid_document_is_silent(run: Run, vms: Path) -> None:
    """Nothing on standard output, the count on standard error, status 0."""
    assert validate(run, "web.xml") == Outcome(0, "", "1 document, valid\n")


def test_a_fault_is_told_with_its_line(run: Run, faulty: Path) -> None:
    """Place, what was expected, the nearest spelling, the rule, the line and the page."""
    outcome = validate(run, "faulty.xml")
    assert outcome.status == 1
    head, line, mark, page, end = outcome.out.split("\n")
    assert head == (
        "faulty.xml:8:11: error: @type is 'flie'; expected file or block; "
        "did you mean 'file'? [DISK-TYPE-2]"
    )
    assert line == "8 |     <disk type='flie'>"
    assert mark == "  |           ^~~~~~~~~~~"
    assert page.startswith("  = page: https://")
    assert end == ""
    assert outcome.err == "1 document, 1 with faults\n"


def test_warnings_do_not_fail(run: Run, vms: Path) -> None:
    """They are shown, and the document is valid."""
    outcome = validate(run, "-", stdin=VALID.replace("web<", "my-web<"))
    assert outcome.status == 0
    assert "<stdin>:2:3: warning: " in outcome.out
    assert outcome.err == "1 document, 1 with warnings, valid\n"


def test_a_folder_and_standard_input_are_judged(run: Run, faulty: Path) -> None:
    """All documents of a folder, then the one of standard input."""
    outcome = validate(run, ".", "-", stdin=VALID)
    assert outcome.status == 1
    assert outcome.err == "3 documents, 1 with faults\n"


def test_an_unreadable_file_does_not_stop_the_others(run: Run, faulty: Path) -> None:
    """It is named on standard error, the others are judged, and the status is 2."""
    outcome = validate(run, "none.xml", "faulty.xml")
    assert outcome.status == 2
    assert outcome.out.startswith("faulty.xml:8:11: error: ")
    assert outcome.err == (
        "virtdom: cannot read none.xml: No such file or directory\n"
        "2 documents, 1 with faults, 1 not read\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("-", "-"),
        ("--format", "xml", "web.xml"),
        ("--target", "nine", "web.xml"),
        ("--jobs", "0", "web.xml"),
        ("--edition", "v9", "web.xml"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, vms: Path, arguments: tuple[str, ...]) -> None:
    """Nothing is judged, and the help is pointed to."""
    outcome = run("validate", *arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert "--help" in outcome.err


def test_lax_lets_unknown_content_pass(run: Run, vms: Path) -> None:
    """What is strictly a fault is kept by lax reading."""
    text = VALID.replace("<disk type", "<disk colour='red' type")
    assert validate(run, "-", stdin=text).status == 1
    assert validate(run, "--lax", "-", stdin=text).status == 0


def test_a_target_tells_what_is_too_new(run: Run, vms: Path) -> None:
    """Together with other faults, in the order of the document."""
    text = VALID.replace("'hda'", "'hda' bus='ide'").replace("5900", "x")
    outcome = validate(run, "--format", "json", "--target", "0.4.2", "-", stdin=text)
    rules = [(fault["line"], fault["rule"]) for fault in json.loads(outcome.out)["faults"]]
    assert outcome.status == 1
    assert rules == [(10, "version.target"), (12, "GFX-4")]
    valid = VALID.replace("'hda'", "'hda' bus='ide'")
    assert validate(run, "--target", "0.4.3", "-", stdin=valid).status == 0
    assert validate(run, "--target", "0.4.2", "-", stdin=valid).status == 1


def test_processes_find_the_same(run: Run, faulty: Path) -> None:
    """The output is that of one process, order included, with standard input among the files."""
    arguments = ("faulty.xml", "-", "none.xml", "web.xml", "faulty.xml")
    alone = validate(run, *arguments, stdin=FAULTY)
    assert validate(run, "--jobs", "2", *arguments, stdin=FAULTY) == alone
    assert alone.status == 2


def test_json_has_one_object_per_document(run: Run, faulty: Path) -> None:
    """`file`, `valid` and `faults` with all their fields; only unreadable documents differ."""
    outcome = validate(run, "--format", "json", "web.xml", "faulty.xml", "none.xml")
    good, bad, none = (json.loads(line) for line in outcome.out.splitlines())
    assert good == {"file": "web.xml", "valid": True, "faults": []}
    assert (bad["file"], bad["valid"]) == ("faulty.xml", False)
    (fault,) = bad["faults"]
    assert fault.pop("url").startswith("https://")
    assert fault.pop("message").startswith("@type is 'flie'; ")
    assert fault == {
        "rule": "DISK-TYPE-2",
        "path": "/domain/devices/disk/@type",
        "line": 8,
        "column": 11,
        "expected": ["file", "block"],
        "found": "flie",
        "suggestion": "file",
        "severity": "error",
    }
    assert (none["valid"], none["faults"]) == (None, [])
    assert "No such file" in none["problem"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
@pytest.mark.parametrize(
    "change",
    [
        ("port='5900'", "port='x'"),
        ("type='vnc'", "type='nvc'"),
        ("type='vnc'", "type='sdl'"),
        (" password=", " pasword="),
        (" password=", " password "),
        ("'hunter2'/>", "'hunter2/>"),
        ("'hunter2'/>", "'it's hunter2'/>"),
        ("'hunter2'/>", "'&hunter2;'/>"),
        ("'hunter2'/>", "'hunter2'>x</graphics>"),
    ],
)
def test_no_format_shows_a_secret(run: Run, vms: Path, form: str, change: tuple[str, str]) -> None:
    """Neither in the source line nor in a fault, however the line is torn."""
    outcome = validate(run, "--format", form, "-", stdin=VALID.replace(*change))
    assert outcome.status == 1
    assert "hunter2" not in outcome.out + outcome.err


def test_colours_are_asked_for(run: Run, faulty: Path) -> None:
    """None in a pipe, always with `--color`, never with `--no-color`."""
    assert "\x1b[" not in validate(run, "faulty.xml").out
    assert "\x1b[31m" in validate(run, "--color", "faulty.xml").out
    assert "\x1b[" not in validate(run, "--no-color", "faulty.xml").out
