"""The worked example in another language, and the suite as tests of pytest."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from virtdom_conformance.command import conformance
from virtdom_conformance.manifest import read_corpus

README = (Path(__file__).parents[2] / "conformance" / "README.md").read_text("utf-8")
NODE = Path(__file__).parents[2] / "conformance" / "examples" / "node" / "adapter.js"


def test_node_example() -> None:
    """An implementation in JavaScript, plugged in by its adapter, passes the area it knows."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js 18 or later")
    options = ["--adapter", f"{node} {NODE}", "--name", "node-example", "--area", "clock"]
    result = CliRunner().invoke(conformance, ["run", *options])
    assert result.exit_code == 0, result.output
    assert re.match(r"node-example  ok  \d+ passed, \d+ skipped  ", result.output)


def pytest_of(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A run of pytest over the installed suite, from a folder that has nothing to do with it."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", "-q"]
    if not _has_plugin():
        command += ["-p", "virtdom_conformance.pytest_plugin"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
    return subprocess.run(
        [*command, "--pyargs", "virtdom_conformance", *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _has_plugin() -> bool:
    """Whether the installed package names the plugin; a bare checkout on the path does not."""
    from importlib.metadata import entry_points

    return "virtdom-conformance" in entry_points(group="pytest11").names


def test_pytest(tmp_path: Path) -> None:
    """`pytest --pyargs virtdom_conformance --implementation NAME` is the same run as tests."""
    result = pytest_of(tmp_path, "--implementation", "virtdom", "--conformance-area", "clock")
    assert result.returncode == 0, result.stdout
    clock = [case for case in read_corpus("v0_4") if case.area == "clock"]
    assert f"\n{len(clock) + 1} passed" in result.stdout


def test_facts_of_the_readme() -> None:
    """The README says at which places a fact is a number, a boolean, a text with all its blanks."""
    rows = re.findall(r"^\| (a .*?)[:,;] .* \| (`.*`) \|$", README, re.MULTILINE)
    ends = {fact: re.findall("`(.*?)`", places) for fact, places in rows}
    told: dict[str, set[str]] = {fact: set() for fact in ends}
    seen: dict[str, set[str]] = {fact: set() for fact in ends}
    for case in read_corpus("v0_4"):
        for path, fact in case.facts.items():
            place = re.sub(r"\[\d+\]", "", path)
            for name, steps in ends.items():
                if fact is not None and any(place.endswith(f"/{step}") for step in steps):
                    told[name].add(place)
            if type(fact) is int:
                seen["a number"].add(place)
            elif isinstance(fact, bool) and "@" in place:
                seen["a boolean"].add(place)
            elif isinstance(fact, str) and "-" in fact and place == "/domain/uuid":
                seen["a text in lower case"].add(place)
            elif isinstance(fact, str) and fact != fact.strip(" \t\r\n"):
                seen["a text as it stands"].add(place)
    assert seen == told


SPY = """
import virtdom_conformance.suite as suite
whole = suite.carry_out
def carry_out(plan):
    report = whole(plan)
    print(plan.implementations[0].name, len(report.results), "asked")
    return report
suite.carry_out = carry_out
"""


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["-k", "sync-missing"], ["virtdom 1 asked", "libxml2 1 asked"]),
        (["-k", "libxml2 and sync-missing"], ["libxml2 1 asked"]),
        (["-k", "test_run and libxml2"], ["libxml2 3 asked"]),
        ([], ["virtdom 3 asked", "libxml2 3 asked"]),
    ],
)
def test_pytest_asks_what_it_selects(
    options: list[str], asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An implementation is asked once, and only the cases that are among the tests."""
    (tmp_path / "spy.py").write_text(SPY, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    cases = ["clock/sync-missing", "clock/clock-missing", "clock/utc"]
    chosen = [option for case in cases for option in ("--conformance-case", case)]
    names = ["--implementation", "virtdom", "--implementation", "libxml2"]
    result = pytest_of(tmp_path, "-s", "-p", "spy", *names, *chosen, *options)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.findall(r"\w+ \d+ asked", result.stdout) == asked


def test_pytest_tells_known_deviations_as_such(tmp_path: Path) -> None:
    """A deviation that is known is an expected failure, and what is not offered a skip."""
    result = pytest_of(tmp_path, "--implementation", "libxml2", "--conformance-rule", "RES-CUR-*")
    assert result.returncode == 0, result.stdout
    assert "xfailed" in result.stdout
    assert "skipped" in result.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "--implementation says which implementation is judged"),
        (["--implementation", "zork"], "--implementation is one of virtdom"),
        (
            ["--implementation", "virtdom", "--conformance-area", "zork"],
            "no area 'zork'; there are booting, clock",
        ),
        (
            ["--implementation", "virtdom", "--conformance-edition", "v9"],
            "--conformance-edition is one of v0_4",
        ),
    ],
)
def test_pytest_of_nothing(options: list[str], message: str, tmp_path: Path) -> None:
    """An empty selection and unusable options fail, saying why."""
    result = pytest_of(tmp_path, *options)
    assert result.returncode not in (0, 5)
    assert message in result.stdout + result.stderr
