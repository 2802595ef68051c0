"""Editions made of small schemas for the tests: generated, written and imported."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import virtdom
from virtdom_generator.emit.bindings import emit
from virtdom_generator.generate import plans
from virtdom_generator.output import write


def bindings(schemas: Path, name: str) -> dict[str, str]:
    """The generated package of an edition below a folder of schemas, by path."""
    (plan,) = plans(schemas, [name])
    return emit(plan)


def copied(source: Path, target: Path) -> Path:
    """A schema folder, its files copied to where it can be generated from."""
    target.mkdir(parents=True)
    for path in source.glob("*.xsd"):
        shutil.copy(path, target)
    if (source / "rules.toml").exists():
        shutil.copy(source / "rules.toml", target)
    return target


@contextmanager
def importable(folder: Path) -> Generator[None]:
    """While it lasts, editions below `folder/virtdom` are found as `virtdom.<name>`."""
    before = set(sys.modules)
    virtdom.__path__.append(str(folder / "virtdom"))
    try:
        yield
    finally:
        virtdom.__path__.remove(str(folder / "virtdom"))
        for name in set(sys.modules) - before:
            if name.startswith("virtdom."):
                del sys.modules[name]


def imported(files: dict[str, str], name: str, folder: Path) -> Any:
    """The bindings of an edition, written to a folder that is importable."""
    write(files, folder)
    importlib.invalidate_caches()
    return importlib.import_module(f"virtdom.{name}")
