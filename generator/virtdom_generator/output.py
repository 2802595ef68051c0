"""Writing generated files, or telling how they differ from what is there."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def write(files: Mapping[str, str], folder: Path) -> list[str]:
    """Writes the files that changed and removes stale ones; returns their paths.

    All files or none: they are written beside their places first and moved when all are complete;
    if a move fails, those before it are undone. Raises `OSError`.
    """
    changed = [path for path, text in files.items() if _read(folder / path) != text]
    stale = _stale(files, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".generate-") as name:
        new, old = Path(name) / "new", Path(name) / "old"
        for path in changed:
            _beside(new / path).write_text(files[path], encoding="utf-8", newline="\n")
        moved: list[tuple[Path, Path]] = []
        try:
            for path in [*changed, *stale]:
                if (folder / path).exists():
                    _move(folder / path, old / path, moved)
            for path in changed:
                _move(new / path, folder / path, moved)
        except OSError:
            for source, target in reversed(moved):
                target.replace(source)
            _drop_empty(changed, folder)
            raise
    _drop_empty(stale, folder)
    return sorted([*changed, *stale])


def diff(files: Mapping[str, str], folder: Path) -> str:
    """A unified diff from what is there to what should be; empty when nothing differs."""
    parts: list[str] = []
    for path in sorted({*files, *_stale(files, folder)}):
        before = _read(folder / path)
        after = files.get(path)
        if before == after:
            continue
        parts += difflib.unified_diff(
            (before or "").splitlines(keepends=True),
            (after or "").splitlines(keepends=True),
            f"a/{path}" if before is not None else "/dev/null",
            f"b/{path}" if after is not None else "/dev/null",
        )
        if not before and not after:
            parts.append(f"{'new' if before is None else 'stale'} empty file {path}\n")
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    _beside(target)
    source.replace(target)
    moved.append((source, target))


def _beside(path: Path) -> Path:
    """The path, its folder being there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _drop_empty(paths: Iterable[str], folder: Path) -> None:
    """Removes the folders of these files that hold nothing any more."""
    above = {
        parent for path in paths for parent in (folder / path).parents if folder in parent.parents
    }
    for directory in sorted(above, reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()


def _read(path: Path) -> str | None:
    try:
        # What is no UTF-8 is none of ours: it differs, and can be told.
        return path.read_bytes().decode("utf-8", errors="backslashreplace")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _stale(files: Mapping[str, str], folder: Path) -> list[str]:
    """Files in the folders of the emitted ones (two levels deep) that are no longer made."""
    roots = {"/".join(path.split("/")[:2]) for path in files if path.count("/") >= 2}
    found: list[str] = []
    for root in sorted(roots):
        for path in sorted((folder / root).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in files and "__pycache__" not in path.parts:
                found.append(name)
    return found
