"""`virtdom explain`."""

from __future__ import annotations

import pytest

from virtdom_runtime.commands import explanations, reference

from .conftest import Outcome, Run


def explain(run: Run, name: str) -> Outcome:
    """Runs the command on the edition of the names here."""
    return run("explain", "--edition", "v0_4", name)


def test_an_element_is_explained(run: Run) -> None:
    """Where it stands, its kinds, attributes, children, rules, an example and the page."""
    outcome = explain(run, "disk")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("<disk>  any number in <devices>\n")
    lines = outcome.out.splitlines()
    titles = ["Kinds", "Attributes", "Children", "Rules", "Example"]
    assert [lines.index(title) for title in titles] == sorted(lines.index(t) for t in titles)
    assert "type='block'  " in outcome.out
    assert "@device  (optional)" in outcome.out
    assert "<target>  (required)" in outcome.out
    assert "DISK-SRC-6" in outcome.out
    assert "disk.html" in lines[-1]


def test_parts_of_some_kinds_say_so(run: Run) -> None:
    """Which kinds have an attribute or a child."""
    assert "@port      (optional; only where type='vnc')" in explain(run, "graphics").out
    assert "@file  (required; only where type='file')" in explain(run, "disk/source").out


def test_an_attribute_is_explained(run: Run) -> None:
    """Its values, each with its meaning."""
    outcome = explain(run, "disk/@device")
    assert outcome.out.startswith("disk/@device  optional\n")
    assert "cdrom" in outcome.out
    assert "Default: disk." in outcome.out
    assert explain(run, "disk/device") == outcome


def test_the_path_of_a_fault_is_explained(run: Run) -> None:
    """From the root, with positions."""
    outcome = explain(run, "/domain/devices/disk[2]/target/@bus")
    assert outcome == explain(run, "disk/target/@bus")
    assert outcome.status == 0


def test_a_shared_name_lists_its_meanings(run: Run) -> None:
    """Each with the path that tells it apart."""
    outcome = explain(run, "source")
    assert outcome.status == 0
    assert "  disk/source  " in outcome.out
    assert "  interface/source  " in outcome.out


def test_a_rule_is_explained(run: Run) -> None:
    """Its sentence, its place and where the reference tells of it, in any letter case."""
    outcome = explain(run, "DISK-SRC-1")
    assert outcome.out.startswith("DISK-SRC-1  must, ")
    assert "domain/devices/disk/source/@file" in outcome.out
    assert explain(run, "disk-src-1") == outcome


@pytest.mark.parametrize("rule", sorted(explanations.READING))
def test_rules_of_reading_are_explained(run: Run, rule: str) -> None:
    """Faults name them as they do the others."""
    outcome = explain(run, rule)
    assert outcome.status == 0
    assert outcome.out.startswith(f"{rule}\n\n  ")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("disk/sorce", "disk/source"),
        ("dsik", "disk"),
        ("disk/@tpye", "disk/@type"),
        ("DISK-SCR-1", "DISK-SRC-1"),
        ("\x1b[31m", "domain"),
        ("///", "domain"),
        ("@", "domain"),
        ("", "domain"),
    ],
)
def test_an_unknown_name_gives_the_nearest(run: Run, name: str, near: str) -> None:
    """Or the root, where none is near; status 2."""
    outcome = explain(run, name)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.rstrip("?\n").endswith(f" {near}")
    assert "\x1b" not in outcome.err


def test_everything_in_the_reference_is_explained(run: Run) -> None:
    """Every element, attribute and rule of the edition, in lines that fit a terminal."""
    book = reference.load("v0_4")
    names = [page.path for page in book.pages] + [rule.id for rule in book.rules]
    for page in book.pages:
        names += [
            f"{page.path}/@{part.name}" for kind in book.kinds(page) for part in kind.attributes
        ]
    for name in dict.fromkeys(names):
        outcome = explain(run, name)
        assert outcome.status == 0, name
        assert max(map(len, outcome.out.splitlines())) <= 100, name
