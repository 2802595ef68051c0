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


def as_terminal(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Makes standard error a terminal of that kind."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", kind)


def test_many_documents_show_how_far_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, which is gone at the end; names of files do no harm."""
    as_terminal(monkeypatch, "xterm")
    text = shown(capsys, MANY)
    assert f"10 of {MANY}: ␛[31m9.xml" in text
    assert text.endswith("\r\x1b[K")
    assert "\n" not in text
    assert "\x1b[31m" not in text


def test_few_documents_show_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are done before anyone could read it."""
    as_terminal(monkeypatch, "xterm")
    assert shown(capsys, MANY - 1) == ""


def test_a_pipe_gets_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are."""
    monkeypatch.setenv("TERM", "xterm")
    assert shown(capsys, MANY) == ""


def test_a_dumb_terminal_gets_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not take the line away."""
    as_terminal(monkeypatch, "dumb")
    assert shown(capsys, MANY) == ""
