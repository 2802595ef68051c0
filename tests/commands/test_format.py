"""`virtdom format`."""

from __future__ import annotations

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
