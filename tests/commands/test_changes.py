"""`virtdom changes`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import Outcome, Run


@dataclass(frozen=True)
class Change:
    """What the generator tells of a change."""

    kind: str
    part: str
    detail: str
    breaking: bool

    def __str__(self) -> str:
        return f"{self.part}: {self.detail}"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was compared; the comparison itself tells the texts of `domain.xsd`."""
    calls: list[tuple[str, str]] = []

    def compare_schemas(old: Path, new: Path) -> Sequence[Change]:
        before, after = ((folder / "domain.xsd").read_text() for folder in (old, new))
        calls.append((before, after))
        if before == after:
            return ()
        return (
            Change("removed", "disk/@a", before, True),
            Change("added", "disk/@b", after, False),
        )

    module = ModuleType("virtdom_generator.changes")
    module.compare_schemas = compare_schemas  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "virtdom_generator.changes", module)
    return calls


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository: `domain.xsd` of the tag `one` has 1, the working tree has 2."""
    folder = tmp_path / "schema" / "v0_4"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (folder / "domain.xsd").write_text("1")
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(variable, raising=False)
    for command in (
        "git init --quiet",
        "git add schema",
        "git -c user.name=a -c user.email=a@b commit --quiet -m one",
        "git tag one",
    ):
        subprocess.run(command.split(), check=True)
    (folder / "domain.xsd").write_text("2")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        ("schema/v0_4", "schema/v0_4", ("2", "2")),
        ("one:schema/v0_4", "schema/v0_4", ("1", "2")),
        ("one", "schema/v0_4", ("1", "2")),
        ("schema/v0_4", "one", ("2", "1")),
        ("one:schema/v0_4", "HEAD", ("1", "1")),
    ],
)
def test_folders_and_revisions_are_compared(
    run: Run, tree: Path, compared: list[tuple[str, str]], old: str, new: str, texts: object
) -> None:
    """A revision alone takes the folder of the other side. Status 1 where there are changes."""
    outcome = run("changes", old, new)
    assert compared == [texts]
    assert outcome.status == (0 if compared[0][0] == compared[0][1] else 1)
    assert [path.name for path in tree.iterdir() if path.name != ".git"] == ["schema"]


def test_changes_that_break_users_are_marked(
    run: Run, tree: Path, compared: list[tuple[str, str]]
) -> None:
    """And counted."""
    assert run("changes", "one", "schema/v0_4") == Outcome(
        1,
        "- disk/@a: 1 (breaks users)\n+ disk/@b: 2\n",
        "2 changes, 1 of them breaks users of the bindings\n",
    )


def test_json_has_one_object_per_change(
    run: Run, tree: Path, compared: list[tuple[str, str]]
) -> None:
    """`kind`, `part`, `detail` and `breaking`."""
    outcome = run("changes", "--format", "json", "one", "schema/v0_4")
    assert [json.loads(line) for line in outcome.out.splitlines()] == [
        {"kind": "removed", "part": "disk/@a", "detail": "1", "breaking": True},
        {"kind": "added", "part": "disk/@b", "detail": "2", "breaking": False},
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("none", "schema/v0_4"),
        ("one:none", "schema/v0_4"),
        ("one", "HEAD"),
        ("--output=x:schema/v0_4", "schema/v0_4"),
        ("", "schema/v0_4"),
    ],
)
def test_what_is_neither_folder_nor_revision_is_told(
    run: Run, tree: Path, compared: list[tuple[str, str]], old: str, new: str
) -> None:
    """Status 2, one sentence, and git is given no options."""
    outcome = run("changes", "--", old, new)
    assert (outcome.status, outcome.out, compared) == (2, "", [])
    assert outcome.err.startswith("virtdom: ")
    assert outcome.err.count("\n") == 1
    assert [path.name for path in tree.iterdir() if path.name != ".git"] == ["schema"]


def test_a_folder_outside_git_has_no_revision(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compared: list[tuple[str, str]]
) -> None:
    """What git says is told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a").mkdir()
    outcome = run("changes", "one", "a")
    assert outcome.status == 2
    assert "not a git repository" in outcome.err
