"""Running the command within the tests."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from virtdom_runtime.commands import program


@dataclass(frozen=True)
class Outcome:
    """How a run of the command ended and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]

VALID = """\
<domain type='kvm'>
  <name>web</name>
  <memory>524288</memory>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <disk type='file'>
      <source file='/var/lib/web.img'/>
      <target dev='hda'/>
    </disk>
    <graphics type='vnc' port='5900' password='hunter2'/>
  </devices>
</domain>
"""
"""In the layout that `format` gives."""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `virtdom` with arguments and standard input; paths may be given as such."""

    def run(*arguments: str | Path, stdin: str | bytes = b"") -> Outcome:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capfd.readouterr()
        status = program.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Outcome(status, out, err)

    return run


@pytest.fixture
def vms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a valid document `web.xml`; it is the working directory."""
    (tmp_path / "web.xml").write_text(VALID)
    monkeypatch.chdir(tmp_path)
    return tmp_path
