"""The reference pages of all editions, as Markdown and as HTML."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from lxml import html

from virtdom_generator.emit.docs import emit, emit_site
from virtdom_generator.generate import plans
from virtdom_generator.plan import Plan

from .page import Page


@pytest.fixture(scope="session")
def editions(root: Path) -> tuple[Plan, ...]:
    """The plans of all editions."""
    return plans(root / "schema")


@pytest.fixture(scope="session")
def markdown(editions: tuple[Plan, ...]) -> dict[str, str]:
    """The pages as Markdown, by path."""
    return emit_site(editions) | {
        path: text for plan in editions for path, text in emit(plan).items()
    }


@dataclass(frozen=True)
class Site:
    """The pages as Sphinx builds them."""

    folder: Path
    complaints: str

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path; those that Sphinx makes by itself left out."""
        found = {
            path.relative_to(self.folder).as_posix(): Page(html.parse(path).getroot())
            for path in sorted(self.folder.rglob("*.html"))
        }
        return {
            path: page
            for path, page in found.items()
            if path not in ("genindex.html", "search.html")
        }


@pytest.fixture(scope="session")
def site(root: Path, markdown: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages as HTML; skips without Sphinx, MyST and Furo."""
    for name in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(name, reason="install the extra docs", exc_type=ImportError)
    project = tmp_path_factory.mktemp("project")
    findings = Path("conformance", "FINDINGS.md")
    (project / findings).parent.mkdir()
    shutil.copy(root / findings, project / findings)
    source = project / "generated" / "docs"
    for path, text in markdown.items():
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(source), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Site(folder, done.stdout + done.stderr + ("" if done.returncode == 0 else "\nfailed"))
