"""mypy and pyright, both strict, over small programs that use the bindings.

A program in `cases/` states the errors that it must get at the ends of the lines concerned:
`# E: mypy=arg-type pyright=reportArgumentType`, several parted by commas. What is not stated must
not be reported.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ..project.blocks import blocks

CASES = Path(__file__).parent / "cases"
README = Path(__file__).parents[2] / "README.md"
PROGRAMS = {path.name: path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.py"))}
PROGRAMS["accepted_readme.py"] = "".join(
    block.text for block in blocks(README.read_text(encoding="utf-8")) if block.language == "python"
)
"""The text of every program by file name: those of `cases/`, and what the README shows."""

_STATED = re.compile(r"# E: (.+)$")


class Error(NamedTuple):
    """One error of a checker: the line, and the checker's own name for what is wrong."""

    line: int
    code: str


Reported = dict[str, list[Error]]
"""The errors of a checker by file name, each once, in order."""


def stated(source: str, checker: str) -> list[Error]:
    """The errors that a program says it gets from a checker, in order."""
    return sorted(
        Error(number, code)
        for number, line in enumerate(source.splitlines(), 1)
        for found in _STATED.finditer(line)
        for name, _, codes in (word.partition("=") for word in found[1].split())
        if name == checker
        for code in codes.split(",")
    )


def mypy(folder: Path) -> Reported:
    """What mypy says of the programs in a folder."""
    output = run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--no-incremental",
            "--config-file=",
            "-O",
            "json",
        ],
        folder,
    )
    found = (json.loads(line) for line in output.splitlines())
    return gathered((m["file"], m["line"], m["code"]) for m in found if m["severity"] == "error")


def pyright(folder: Path) -> Reported:
    """What pyright says of the programs in a folder."""
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    output = run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable], folder
    )
    found: list[dict[str, Any]] = json.loads(output)["generalDiagnostics"]
    errors = gathered(
        (m["file"], m["range"]["start"]["line"] + 1, m.get("rule", "syntax"))
        for m in found
        if m["severity"] == "error"
    )
    return {name: without_echoes(one) for name, one in errors.items()}


def without_echoes(errors: list[Error]) -> list[Error]:
    """pyright calls types unknown that another error of the line left unknown."""
    wrong = {error.line for error in errors if not error.code.startswith("reportUnknown")}
    return [e for e in errors if e.line not in wrong or not e.code.startswith("reportUnknown")]


CHECKERS: dict[str, Callable[[Path], Reported]] = {"mypy": mypy, "pyright": pyright}


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        [*command, *PROGRAMS], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def gathered(errors: Iterable[tuple[str, int, str]]) -> Reported:
    result = defaultdict[str, set[Error]](set)
    for file, line, code in errors:
        result[Path(file).name].add(Error(line, code))
    return {name: sorted(found) for name, found in result.items()}


@pytest.fixture(scope="module", params=list(CHECKERS))
def reported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Reported]:
    """A checker's name, and what it says of all programs in one run."""
    folder = tmp_path_factory.mktemp(request.param)
    for name, source in PROGRAMS.items():
        (folder / name).write_text(source, encoding="utf-8")
    return request.param, CHECKERS[request.param](folder)


@pytest.mark.parametrize("program", list(PROGRAMS))
def test_errors_are_those_stated(program: str, reported: tuple[str, Reported]) -> None:
    """A checker reports every planted mistake, by its own name for it, and nothing else."""
    checker, errors = reported
    assert errors.get(program, []) == stated(PROGRAMS[program], checker)


def test_mistakes_are_planted() -> None:
    """Programs called `refused` have mistakes for both checkers, those called `accepted` none."""
    for program, source in PROGRAMS.items():
        counts = {checker: len(stated(source, checker)) for checker in CHECKERS}
        assert all((count > 0) == program.startswith("refused") for count in counts.values()), (
            program,
            counts,
        )
    assert {program.partition("_")[0] for program in PROGRAMS} == {"accepted", "refused"}


def test_a_statement_names_its_checker() -> None:
    """One line may state different errors for each checker."""
    source = "x = 1\ny = f(x)  # E: mypy=arg-type pyright=reportArgumentType\n"
    assert stated(source, "mypy") == [Error(2, "arg-type")]
    assert stated(source, "pyright") == [Error(2, "reportArgumentType")]
