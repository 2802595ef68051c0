"""`virtdom diff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import VALID, Outcome, Run


@pytest.fixture
def differ(run: Run, vms: Path) -> Run:
    """Compares `web.xml` with a changed copy of it on standard input."""

    def differ(*changes: tuple[str, str] | str) -> Outcome:
        text = VALID
        options = [change for change in changes if isinstance(change, str)]
        for change in changes:
            if not isinstance(change, str):
                assert change[0] in text
                text = text.replace(*change)
        return run("diff", "--edition", "v0_4", *options, "web.xml", "-", stdin=text)

    return differ


def test_the_same_configuration_has_no_difference(differ: Run) -> None:
    """Layout, comments and written-out defaults mean nothing."""
    assert differ(("  ", "\t"), ("<os>", "<!-- c --><os>")) == Outcome(0, "", "")
    assert differ(("<disk type='file'>", "<disk type='file' device='disk'>")) == Outcome(0, "", "")


def test_exact_tells_written_out_defaults(differ: Run) -> None:
    """The default of an absent attribute is a difference too."""
    outcome = differ("--exact", ("<disk type='file'>", "<disk type='file' device='disk'>"))
    assert outcome.status == 1
    assert outcome.out == "/domain/devices/disk/@device: + disk\n"


def test_differences_are_told_by_path(differ: Run) -> None:
    """Changed values, and whole elements that are only in one, as XML."""
    outcome = differ(
        "--exact",
        ("5900", "5901"),
        ("</devices>", "<input type='mouse'/></devices>"),
        ("    <disk type='file'>\n", "<disk type='file'>"),
        ("</disk>", "</disk><disk type='block'><source dev='/b'/><target dev='hdb'/></disk>"),
    )
    assert outcome.status == 1
    assert outcome.out.splitlines() == [
        "/domain/devices/disk[2]:",
        "  + <disk type='block'>",
        "  +   <source dev='/b'/>",
        "  +   <target dev='hdb'/>",
        "  + </disk>",
        "/domain/devices/input: + <input type='mouse'/>",
        "/domain/devices/graphics/@port: 5900 -> 5901",
    ]


def test_json_has_one_object_per_difference(differ: Run) -> None:
    """`path`, `change`, `before` and `after`."""
    outcome = differ("--format", "json", "--exact", (" port='5900'", ""))
    assert [json.loads(line) for line in outcome.out.splitlines()] == [
        {
            "path": "/domain/devices/graphics/@port",
            "change": "removed",
            "before": "5900",
            "after": None,
        }
    ]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "change",
    [
        ("hunter2", "hunter3"),
        (" password='hunter2'", ""),
        ("    <graphics type='vnc' port='5900' password='hunter2'/>\n", ""),
        ("</devices>", "<graphics type='vnc' password='hunter3'/></devices>"),
        ("</devices>", "<x passwd='hunter3'><y/></x></devices>"),
    ],
)
def test_secrets_are_compared_and_not_shown(
    differ: Run, form: str, change: tuple[str, str]
) -> None:
    """Nor those of elements that only lax reading lets pass."""
    outcome = differ("--lax", "--format", form, change)
    assert outcome.status == 1
    assert "hunter" not in outcome.out
    assert "/domain/devices" in outcome.out


def test_a_faulty_document_is_told(differ: Run) -> None:
    """Its faults go to standard error."""
    outcome = differ(("5900", "x"))
    assert (outcome.status, outcome.out) == (1, "")
    assert "<stdin>:12:26: error: " in outcome.err


def test_standard_input_is_read_once(run: Run) -> None:
    """It cannot be both sides."""
    assert run("diff", "-", "-").status == 2
    assert run("diff", "--edition", "v0_4", "none.xml", "-").status == 2
