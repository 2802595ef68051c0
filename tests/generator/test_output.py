"""Writing generated files and telling how they differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from virtdom_generator.output import diff, write

FILES = {
    "virtdom/__init__.py": "# package\n",
    "virtdom/v1/domain.py": "one\ntwo\n",
    "virtdom/v1/py.typed": "",
    "docs/v1/domain.md": "Größe\n",
}


def tree(folder: Path) -> dict[str, str]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def folders(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_dir()}


def test_files_are_written_as_they_are(tmp_path: Path) -> None:
    """Files are UTF-8 with line feeds, in folders that are made for them."""
    assert write(FILES, tmp_path / "new") == sorted(FILES)
    assert tree(tmp_path / "new") == FILES


def test_only_changes_are_written(tmp_path: Path) -> None:
    """Files that say the same already are left alone, to the second of their last change."""
    write(FILES, tmp_path)
    before = (tmp_path / "docs/v1/domain.md").stat().st_mtime_ns
    assert write(FILES | {"virtdom/v1/domain.py": "three\n"}, tmp_path) == ["virtdom/v1/domain.py"]
    assert (tmp_path / "docs/v1/domain.md").stat().st_mtime_ns == before
    assert write(FILES | {"virtdom/v1/domain.py": "three\n"}, tmp_path) == []


def test_stale_files_are_removed(tmp_path: Path) -> None:
    """What is no longer made goes, with folders that it leaves empty; other folders stay."""
    write(FILES | {"docs/v1/old/a/b.md": "gone"}, tmp_path)
    (tmp_path / "docs/v2").mkdir()
    (tmp_path / "docs/v2/domain.md").write_text("of another edition")
    (tmp_path / "virtdom/v1/__pycache__").mkdir()
    (tmp_path / "virtdom/v1/__pycache__/domain.pyc").write_bytes(b"\0")
    assert write(FILES, tmp_path) == ["docs/v1/old/a/b.md"]
    assert folders(tmp_path) == {
        "docs", "docs/v1", "docs/v2", "virtdom", "virtdom/v1", "virtdom/v1/__pycache__",
    }  # fmt: skip
    assert (tmp_path / "docs/v2/domain.md").read_text() == "of another edition"


def test_nothing_else_is_left(tmp_path: Path) -> None:
    """Writing leaves no files of its own behind."""
    write(FILES, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"docs", "virtdom"}


def test_failed_writes_are_undone(tmp_path: Path) -> None:
    """All files or none: when one cannot be put in its place, the others are as before."""
    write(FILES | {"docs/v1/old.md": "stale"}, tmp_path)
    (tmp_path / "zoo").write_text("a file where a folder is needed")
    before = tree(tmp_path)
    changed = {name: text + "changed\n" for name, text in FILES.items()}
    with pytest.raises(OSError, match="zoo"):
        write(changed | {"docs/v1/deep/er/new.md": "new", "zoo/v1/a.md": "never"}, tmp_path)
    assert tree(tmp_path) == before
    assert "docs/v1/deep" not in folders(tmp_path)


def test_unwritable_folders_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot even be written aside, nothing was changed."""
    write(FILES, tmp_path)
    before = tree(tmp_path)
    monkeypatch.setattr(Path, "write_text", _refuse)
    with pytest.raises(PermissionError):
        write(dict.fromkeys(FILES, "changed"), tmp_path)
    assert tree(tmp_path) == before


def _refuse(path: Path, *_args: object, **_options: object) -> int:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_folder_gives_way_to_a_file(tmp_path: Path) -> None:
    """Where a folder stands in the place of a file, the file replaces it."""
    (tmp_path / "virtdom/v1/domain.py").mkdir(parents=True)
    (tmp_path / "virtdom/v1/domain.py/x").write_text("x")
    write(FILES, tmp_path)
    assert tree(tmp_path) == FILES


def test_no_difference_is_told_as_nothing(tmp_path: Path) -> None:
    """The difference of what is there and what should be is empty after writing."""
    write(FILES, tmp_path)
    assert diff(FILES, tmp_path) == ""


def test_differences_are_told_as_a_patch(tmp_path: Path) -> None:
    """Changed, new and stale files are told in the order of their paths, as a unified diff."""
    write(FILES | {"virtdom/v1/stale.py": "s\n", "docs/v1/empty": ""}, tmp_path)
    made = FILES | {"virtdom/v1/domain.py": "one\n2\n", "docs/v1/new.md": "n", "docs/v1/none": ""}
    assert diff(made, tmp_path) == (
        "stale empty file docs/v1/empty\n"
        "--- /dev/null\n+++ b/docs/v1/new.md\n@@ -0,0 +1 @@\n+n\n"
        "new empty file docs/v1/none\n"
        "--- a/virtdom/v1/domain.py\n+++ b/virtdom/v1/domain.py\n@@ -1,2 +1,2 @@\n"
        " one\n-two\n+2\n"
        "--- a/virtdom/v1/stale.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-s\n"
    )


def test_line_ends_and_other_bytes_differ(tmp_path: Path) -> None:
    """A carriage return is a difference, and so are bytes that are no UTF-8."""
    write(FILES, tmp_path)
    (tmp_path / "virtdom/v1/domain.py").write_bytes(b"one\r\ntwo\r\n")
    (tmp_path / "docs/v1/domain.md").write_bytes("Größe\n".encode("latin-1"))
    told = diff(FILES, tmp_path)
    assert "-one\r\n" in told
    assert "-Gr\\xf6\\xdfe\n+Größe\n" in told
    assert write(FILES, tmp_path) == ["docs/v1/domain.md", "virtdom/v1/domain.py"]


def test_diff_writes_nothing(tmp_path: Path) -> None:
    """Telling the difference leaves the folder as it is, and needs none."""
    assert diff(FILES, tmp_path / "none").count("--- /dev/null") == 3
    assert not (tmp_path / "none").exists()
