"""README.md tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

from .blocks import blocks, carry_out, environment


def test_blocks_run(root: Path, tmp_path: Path) -> None:
    """The programs and commands of the README do what it shows."""
    found = list(blocks((root / "README.md").read_text(encoding="utf-8")))
    assert {"python", "console"} <= {block.language for block in found}
    carry_out(found, tmp_path, environment())


def test_first_screen(root: Path) -> None:
    """The first forty lines show Python and a fault."""
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    first = "\n".join(lines[:40])
    assert "from_xml" in first
    assert "to_xml" in first
    assert re.search(r": error: .* \[[A-Z0-9-]+\]", first)


def test_ci_runs_the_test_command(root: Path) -> None:
    """`.ci/run` ends in the README's own test command."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = [
        line
        for block in blocks(readme)
        if block.language == "sh"
        for line in block.text.splitlines()
    ]
    last = (root / ".ci/run").read_text(encoding="utf-8").splitlines()[-1]
    assert last.endswith(".venv/bin/tox")
    assert commands.count(last) == 1


def test_named_files_exist(root: Path) -> None:
    """Every file that README and CONTRIBUTING link to is there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (root / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        assert links
        assert [link for link in links if not (root / link).exists()] == []
