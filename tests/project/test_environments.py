"""tox.ini and pyproject.toml agree."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def project(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(found["project"])


@pytest.fixture
def tox(root: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser()
    parser.read(root / "tox.ini", encoding="utf-8")
    return parser


def test_lowest_versions_are_tried(
    project: dict[str, Any], tox: configparser.RawConfigParser
) -> None:
    """The environment `lowest` has the lower bound of every library that the packages import."""
    extras = project["optional-dependencies"]
    wanted = {
        *project["dependencies"],
        *extras["cli"],
        *extras["generator"],
        *extras["conformance"],
    }
    bounds = {exact(one) for one in wanted if not one.startswith("virtdom")}
    assert {exact(one) for one in tox["testenv:lowest"]["deps"].split()} == bounds


def exact(requirement: str) -> tuple[str, tuple[int, ...]]:
    """Name and version of `name>=1.2` or `name==1.2.0`, which are the same."""
    found = re.fullmatch(r"([a-z0-9_-]+)[>=]=([0-9.]+?)(\.0)?", requirement)
    assert found, requirement
    return found[1], tuple(map(int, found[2].split(".")))


def test_pythons_are_those_promised(
    project: dict[str, Any], tox: configparser.RawConfigParser
) -> None:
    """tox runs the tests on every Python that the classifiers name."""
    named = re.findall(r":: 3\.(\d+)", "\n".join(project["classifiers"]))
    (listed,) = re.findall(r"py3\{([\d,]+)\}", tox["tox"]["env_list"])
    assert listed.split(",") == named
    assert project["requires-python"] == f">=3.{named[0]}"
