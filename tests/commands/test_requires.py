"""`virtdom requires`."""

from __future__ import annotations

import json

from .conftest import VALID, Outcome, Run

BUS = VALID.replace("'hda'", "'hda' bus='ide'")


def test_the_newest_part_decides(run: Run) -> None:
    """The version, and what needs it."""
    outcome = run("requires", "--edition", "v0_4", "-", stdin=BUS)
    assert outcome == Outcome(
        0,
        "<stdin>: needs libvirt 0.4.3\n  0.4.3  /domain/devices/disk/target/@bus  @bus\n",
        "",
    )


def test_all_tells_of_older_parts_too(run: Run) -> None:
    """The newest come first."""
    outcome = run("requires", "--edition", "v0_4", "--all", "-", stdin=BUS)
    versions = [line.split()[0] for line in outcome.out.splitlines()[1:]]
    assert versions[0] == "0.4.3"
    assert "0.0.3" in versions
    assert versions == sorted(versions, reverse=True)


def test_json_has_everything(run: Run) -> None:
    """The version and all parts with one."""
    outcome = run("requires", "--edition", "v0_4", "--format", "json", "-", stdin=BUS)
    told = json.loads(outcome.out)
    assert (told["file"], told["since"]) == ("<stdin>", "0.4.3")
    assert told["requirements"][0] == {
        "since": "0.4.3",
        "path": "/domain/devices/disk/target/@bus",
        "what": "@bus",
    }


def test_a_faulty_document_is_told(run: Run) -> None:
    """Status 1, as elsewhere."""
    outcome = run("requires", "--edition", "v0_4", "-", stdin=BUS.replace("5900", "x"))
    assert (outcome.status, outcome.out) == (1, "")
