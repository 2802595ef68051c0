"""The pages in a browser, if there is one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from .conftest import Site

PAGES = (
    "v0_4/disk",
    "v0_4/interface",
    "v0_4/domain",
    "v0_4/chapters/consoles",
    "v0_4/indexes/anchors",
)

MEASURE = """<style>html { scroll-behavior: auto !important }</style>
<script>addEventListener("load", () => setTimeout(() => {
  const wide = [...document.querySelectorAll("article table, article pre, article p, article li")]
    .filter(each => each.getBoundingClientRect().right >
                    document.querySelector("article").getBoundingClientRect().right + 8)
    .map(each => each.innerText.slice(0, 60));
  const target = document.querySelector(":target");
  const told = {wide, tables: document.querySelectorAll("article table").length,
                at: target ? Math.round(target.getBoundingClientRect().top) : -1};
  document.body.dataset.measured = JSON.stringify(told);
}, 500));</script>"""


@pytest.fixture(scope="session")
def browser() -> str:
    """The command of a headless Chromium; skips without one."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        pytest.skip("install chromium to look at the pages")
    return found


def measured(browser: str, path: Path, anchor: str, profile: Path) -> dict[str, Any]:
    """What the page says of its own layout in a window of 1280 to 1000 pixels."""
    copy = path.with_name(f"measured-{path.name}")
    text = path.read_text(encoding="utf-8")
    copy.write_text(text.replace("</head>", f"{MEASURE}</head>"), encoding="utf-8")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--window-size=1280,1000",
        f"--user-data-dir={profile}",
        "--virtual-time-budget=2000",
        "--dump-dom",
        f"{copy.as_uri()}{anchor}",
    ]
    environment = {**os.environ, "HOME": str(profile)}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    finally:
        copy.unlink()
    found = re.search(r'data-measured="([^"]*)"', done.stdout)
    assert found, done.stderr
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(
    name: str, site: Site, browser: str, tmp_path: Path
) -> None:
    """Tables, code and text fit into the column on a usual screen."""
    told = measured(browser, site.folder / f"{name}.html", "", tmp_path)
    assert told["wide"] == []
    assert told["tables"] > 0


def test_old_links_arrive(site: Site, browser: str, tmp_path: Path) -> None:
    """A link to an anchor of the specification's page shows its place at the top of the window."""
    path = site.folder / "v0_4/interface.html"
    told = measured(browser, path, "#elementsNICSBridge", tmp_path)
    assert 0 <= told["at"] < 200
