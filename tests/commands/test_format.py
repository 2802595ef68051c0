"""`virtdom format`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import VALID, Outcome, Run

UNTIDY = VALID.replace("  ", "\t").replace("'", '"')
FAULTY = VALID.replace("type='file'", "type='flie'")


def format_(run: Run, *arguments: str | Path, stdin: str | bytes = b"") -> Outcome:
    """Runs the command on the edition of the documents here."""
    return run("format", "--edition", "v0_4", *arguments, stdin=stdin)


def test_a_document_is_printed_in_libvirts_layout(run: Run) -> None:
    """Nothing else is printed; secrets are kept, since the document is asked for."""
    assert format_(run, "-", stdin=UNTIDY) == Outcome(0, VALID, "")


def test_comments_stay(run: Run) -> None:
    """Before, in and after the document."""
    text = "<!-- a -->" + UNTIDY.replace("<name", "<!-- b --><name") + "<!-- c -->"
    outcome = format_(run, "-", stdin=text)
    assert [line.strip() for line in outcome.out.splitlines() if "<!--" in line] == [
        "<!-- a -->",
        "<!-- b -->",
        "<!-- c -->",
    ]


def test_check_names_what_would_change(run: Run, vms: Path) -> None:
    """Status 1, and no file is touched; 0 where nothing would change."""
    (vms / "untidy.xml").write_text(UNTIDY)
    assert format_(run, "--check", ".") == Outcome(1, "untidy.xml\n", "")
    assert (vms / "untidy.xml").read_text() == UNTIDY
    assert format_(run, "--check", "web.xml") == Outcome(0, "", "")
    assert format_(run, "--check", "-", stdin=UNTIDY) == Outcome(1, "<stdin>\n", "")


def test_in_place_writes_what_changes(run: Run, vms: Path) -> None:
    """Mode and links stay, and only changed files are written."""
    untidy = vms / "untidy.xml"
    untidy.write_bytes(UNTIDY.replace("\n", "\r\n").encode("utf-16"))
    untidy.chmod(0o640)
    (vms / "link.xml").symlink_to("untidy.xml")
    before = (vms / "web.xml").stat().st_mtime_ns
    assert format_(run, "--in-place", "web.xml", "link.xml") == Outcome(0, "link.xml\n", "")
    assert untidy.read_bytes() == VALID.encode()
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert (vms / "link.xml").is_symlink()
    assert (vms / "web.xml").stat().st_mtime_ns == before
    assert sorted(path.name for path in vms.iterdir()) == ["link.xml", "untidy.xml", "web.xml"]


def test_a_faulty_document_is_left_alone(run: Run, vms: Path) -> None:
    """Its faults are told, the others are written, and the worst decides the status."""
    (vms / "a.xml").write_text(FAULTY)
    (vms / "b.xml").write_text(UNTIDY)
    outcome = format_(run, "--in-place", "a.xml", "b.xml")
    assert outcome.status == 1
    assert outcome.out == "b.xml\n"
    assert "[DISK-TYPE-2]" in outcome.err
    assert (vms / "a.xml").read_text() == FAULTY
    assert (vms / "b.xml").read_text() == VALID
    assert format_(run, "--in-place", "a.xml", "none.xml").status == 2


def test_faults_go_to_standard_error(run: Run) -> None:
    """Where a document was asked for, nothing else comes."""
    outcome = format_(run, "-", stdin=FAULTY)
    assert (outcome.status, outcome.out) == (1, "")
    assert "<stdin>:8:11: error: " in outcome.err


def test_lax_keeps_what_is_unknown(run: Run) -> None:
    """Unknown content is written back."""
    text = VALID.replace("<disk type", "<disk colour='red' type")
    assert "colour='red'" in format_(run, "--lax", "-", stdin=text).out


def test_a_file_that_cannot_be_written_stays(
    run: Run, vms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is told, the status is 2, and nothing is left behind."""
    (vms / "untidy.xml").write_text(UNTIDY)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    outcome = format_(run, "--in-place", "untidy.xml")
    assert outcome.status == 2
    assert outcome.err == "virtdom: cannot write untidy.xml: No space left on device\n"
    assert (vms / "untidy.xml").read_text() == UNTIDY
    assert sorted(path.name for path in vms.iterdir()) == ["untidy.xml", "web.xml"]


def test_a_read_only_file_stays(run: Run, vms: Path) -> None:
    """Whoever asks for the change."""
    (vms / "untidy.xml").write_text(UNTIDY)
    (vms / "untidy.xml").chmod(0o444)
    outcome = format_(run, "--in-place", "untidy.xml")
    complaint = "virtdom: cannot write untidy.xml: it is read-only\n"
    assert outcome == Outcome(2, "", complaint)
    assert (vms / "untidy.xml").read_text() == UNTIDY


def test_a_file_with_hard_links_stays(run: Run, vms: Path) -> None:
    """Its other names would keep the old text."""
    (vms / "untidy.xml").write_text(UNTIDY)
    (vms / "other.xml").hardlink_to(vms / "untidy.xml")
    outcome = format_(run, "--in-place", "untidy.xml")
    assert outcome.status == 2
    assert outcome.err.startswith("virtdom: cannot write untidy.xml: it has other hard links")
    assert (vms / "untidy.xml").samefile(vms / "other.xml")
    assert (vms / "other.xml").read_text() == UNTIDY


@pytest.mark.skipif(sys.platform == "win32", reason="no owners here")
def test_owner_and_mode_stay(run: Run, vms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file is given to the owner of the old one before it takes its name."""
    file = vms / "untidy.xml"
    file.write_text(UNTIDY)
    file.chmod(0o640)
    given: list[tuple[int, int]] = []
    chown = os.chown

    def note(path: Path, user: int, group: int) -> None:
        given.append((user, group))
        chown(path, user, group)

    monkeypatch.setattr(os, "chown", note)
    if os.geteuid() == 0:
        chown(file, 12345, 54321)
    before = file.stat()
    assert format_(run, "--in-place", "untidy.xml").status == 0
    after = file.stat()
    assert file.read_text() == VALID
    assert given == [(before.st_uid, before.st_gid)]
    assert (after.st_uid, after.st_gid, after.st_mode) == (
        before.st_uid,
        before.st_gid,
        before.st_mode,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no owners here")
def test_a_file_whose_owner_cannot_be_kept_stays(
    run: Run, vms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left behind."""
    (vms / "untidy.xml").write_text(UNTIDY)

    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", fail)
    outcome = format_(run, "--in-place", "untidy.xml")
    assert outcome.status == 2
    assert outcome.err == "virtdom: cannot write untidy.xml: its owner or group could not be kept\n"
    assert (vms / "untidy.xml").read_text() == UNTIDY
    assert sorted(path.name for path in vms.iterdir()) == ["untidy.xml", "web.xml"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("web.xml", "web.xml"),
        ("--check", "--in-place", "web.xml"),
        ("--in-place", "-"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, vms: Path, arguments: tuple[str, ...]) -> None:
    """Nothing is written."""
    outcome = format_(run, *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert "--help" in outcome.err
