"""The line that tells how far a run is."""

from __future__ import annotations

import sys

import pytest

from virtdom_runtime.commands.progress import MANY, Progress


def shown(capsys: pytest.CaptureFixture[str], total: int) -> str:
    """What a run over so many documents writes to standard error."""
    progress = Progress(total)
    for number in range(total):
        progress.step(f"\x1b[31m{number}.xml")
    progress.clear()
    out, err = capsys.readouterr()
    assert out == ""
    return err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error is a terminal."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("terminal")
def test_many_documents_show_how_far_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, which is gone at the end; names of files do no harm."""
    text = shown(capsys, MANY)
    assert f"10 of {MANY}: ␛[31m9.xml" in text
    assert text.endswith("\r\x1b[K")
    assert "\n" not in text
    assert "\x1b[31m" not in text


@pytest.mark.usefixtures("terminal")
def test_few_documents_show_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """They are done before anyone could read it."""
    assert shown(capsys, MANY - 1) == ""


def test_a_pipe_gets_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are; nor does a terminal that knows no commands."""
    monkeypatch.setenv("TERM", "xterm")
    assert shown(capsys, MANY) == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    assert shown(capsys, MANY) == ""
