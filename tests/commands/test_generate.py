"""`virtdom generate`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from .conftest import Run

pytest.importorskip("xmlschema")


@pytest.fixture
def tree(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a copy of one edition's schema."""
    shutil.copytree(root / "schema" / "v0_4", tmp_path / "schema" / "v0_4")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generate_writes_and_check_agrees(run: Run, tree: Path) -> None:
    """What was written needs no change; a second run changes nothing."""
    assert run("generate", "--check").status == 1
    assert not (tree / "generated").exists()
    outcome = run("generate")
    assert (outcome.status, outcome.out) == (0, "")
    written = files(tree / "generated")
    assert "virtdom/v0_4/__init__.py" in written
    assert run("generate", "--check").status == 0
    assert " 0 changed, " in run("generate").err
    assert files(tree / "generated") == written


def test_check_shows_the_difference_and_what_mends_it(run: Run, tree: Path) -> None:
    """A unified diff on standard output, the command on standard error; nothing is written."""
    run("generate", "--output", "out dir")
    path = tree / "out dir" / "virtdom" / "v0_4" / "__init__.py"
    path.write_text(path.read_text() + "# \x1b[31m\n")
    before = files(tree)
    outcome = run("generate", "--check", "--output", "out dir", "--edition", "v0_4")
    assert outcome.status == 1
    assert "\n-# ␛[31m\n" in outcome.out
    assert outcome.err.endswith(
        "mend it with: virtdom generate --edition v0_4 --output 'out dir'\n"
    )
    assert files(tree) == before


def test_a_broken_schema_is_told_and_nothing_written(run: Run, tree: Path) -> None:
    """File, line and what is wrong; what was generated before stays."""
    run("generate")
    before = files(tree / "generated")
    path = tree / "schema" / "v0_4" / "clock.xsd"
    lines = path.read_text().split("\n")
    place = next(number for number, line in enumerate(lines) if "<xs:complexType" in line)
    lines.insert(place, "<xs:nonsense/>")
    path.write_text("\n".join(lines))
    for option in ((), ("--check",), ("--dump-plan",)):
        outcome = run("generate", *option)
        assert (outcome.status, outcome.out) == (2, "")
        assert "clock.xsd:" in outcome.err.split("\n")[0]
        assert outcome.err.endswith("in the schema; nothing was written\n")
    assert files(tree / "generated") == before


def test_the_plan_can_be_seen(run: Run, tree: Path) -> None:
    """As JSON; nothing is written."""
    outcome = run("generate", "--dump-plan")
    assert outcome.status == 0
    assert json.loads(outcome.out)["edition"] == "v0_4"
    assert not (tree / "generated").exists()


def test_a_missing_schema_is_told(run: Run, tmp_path: Path) -> None:
    """Whether the folder or the edition is missing."""
    outcome = run("generate", "--schema", tmp_path / "none")
    assert outcome.status == 2
    assert outcome.err.startswith(f"virtdom: {tmp_path / 'none'} is no folder; ")
    outcome = run("generate", "--schema", tmp_path, "--edition", "v9")
    assert outcome.status == 2
    assert "v9" in outcome.err


def test_a_missing_generator_is_told(run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    for name in [name for name in sys.modules if name.startswith("virtdom_generator")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xmlschema", None)
    outcome = run("generate")
    assert outcome.status == 2
    assert outcome.err.endswith("is missing: pip install 'virtdom[generator]'\n")


def test_check_and_plan_exclude_each_other(run: Run, tree: Path) -> None:
    """Both want standard output."""
    assert run("generate", "--check", "--dump-plan").status == 2
