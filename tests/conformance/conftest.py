"""What the tests of the suite share: a small corpus and the fakes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from virtdom_conformance.adapters import schemas
from virtdom_conformance.adapters.registry import Implementation
from virtdom_conformance.case import Case, Fact, Operation, Origin, Place
from virtdom_conformance.process import Limits
from virtdom_conformance.session import Conversation

# The tests need the schemas of the checkout, also where the package itself is an installed wheel.
os.environ.setdefault(schemas.VARIABLE, str(Path(__file__).resolve().parents[2] / "schema"))

FAKE = Path(__file__).parent / "fakes" / "fake.py"

MakeCase = Callable[..., Case]


def make_case(
    name: str,
    content: str = "<good/>",
    *,
    operation: Operation = "accept",
    valid: bool | None = None,
    facts: dict[str, Fact] | None = None,
    area: str = "area",
) -> Case:
    """A case whose document is a domain with `content`; invalid if that has <bad/>."""
    is_valid = "<bad/>" not in content if valid is None else valid
    return Case(
        id=f"{area}/{name}",
        area=area,
        area_title=area.capitalize(),
        sentence=f"The case {name}.",
        rules=("BAD-1",),
        operation=operation,
        valid=is_valid,
        document=f"<domain>{content}</domain>".encode(),
        fault=None if is_valid else Place("/domain/bad", "BAD-1"),
        twin=None if is_valid else f"{area}/good",
        facts=facts or {},
        origin=Origin("manifest.toml", 1),
    )


def make_fake(mode: str, limits: Limits | None = None) -> Implementation:
    """A fake as an implementation."""
    command = [sys.executable, str(FAKE), mode]
    return Implementation(
        name=mode,
        about="a fake",
        session=lambda usual: Conversation(command, limits or usual),
    )


@pytest.fixture
def corpus() -> tuple[Case, ...]:
    """Cases before and after one with the trigger, which is the third."""
    return (
        make_case("good"),
        make_case("bad", "<bad/>"),
        make_case("trigger", "<good/><trigger/>"),
        make_case("good-again", "<good/><again/>"),
        make_case("bad-again", "<bad/><again/>"),
    )


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[[str, dict[str, str]], Path]:
    """Writes a corpus of one area, `x`, of the edition `e`: its manifest and its files."""

    def write(manifest: str, documents: dict[str, str]) -> Path:
        folder = tmp_path / "corpus" / "e" / "x"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
        for name, text in documents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "corpus"

    return write
