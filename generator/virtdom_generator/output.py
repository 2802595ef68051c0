"""Writing generated files, or telling how they differ from what is there."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

MARK = "do not edit"
"""Every generated file that can hold a comment says so in its first line."""


def write(files: Mapping[str, str], folder: Path) -> list[str]:
    """Writes the files that changed and removes stale ones; returns their paths.

    All files or none: they are written beside their places first and moved when all are complete.
    """
    changed = [path for path, text in files.items() if _read(folder / path) != text]
    stale = _stale(files, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".generate-") as name:
        staged = Path(name)
        for path in changed:
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(files[path], encoding="utf-8", newline="\n")
        for path in changed:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / path).replace(target)
    for path in stale:
        (folder / path).unlink()
    for directory in sorted({(folder / path).parent for path in stale}, reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            shutil.rmtree(directory)
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


def _read(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except (FileNotFoundError, NotADirectoryError):
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
