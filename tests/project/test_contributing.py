"""The walk-through of CONTRIBUTING.md, carried out on a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .blocks import blocks, carry_out, environment

PARTS = ("schema", "generator", "generated", "conformance")


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A copy of the project in a repository of its own."""
    copy = tmp_path / "virtdom"
    for part in PARTS:
        shutil.copytree(root / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".gitignore", ".gitattributes", "pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(root / name, copy)
    git = ["git", "-c", "user.name=virtdom", "-c", "user.email=virtdom@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "before"]):
        subprocess.run([*git, *arguments], cwd=copy, check=True)
    return copy


def test_walk_through(tree: Path) -> None:
    """An attribute added as CONTRIBUTING tells arrives in field, check, page and change report."""
    text = (tree / "CONTRIBUTING.md").read_text(encoding="utf-8")
    start = text.index("## Add an attribute to the format")
    end = text.find("\n## ", start)
    found = list(blocks(text[start:end]))
    assert {"diff", "python", "console"} <= {block.language for block in found}
    roots = os.pathsep.join(str(tree / part) for part in ("generated", "generator", "conformance"))
    carry_out(found, tree, environment(PYTHONPATH=roots))
