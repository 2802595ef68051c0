"""The fenced blocks of a Markdown text, and how to carry them out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FENCED = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_AFTER_OTHERS = """\
import contextlib, io, sys
with contextlib.redirect_stdout(io.StringIO()):
    exec(compile(sys.argv[1], "earlier blocks", "exec"))
exec(compile(sys.argv[2], "this block", "exec"))
"""


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file named behind it ("" without), its text, its line."""

    language: str
    file: str
    text: str
    line: int


@dataclass(frozen=True)
class Step:
    """A command of a console block and the output shown below it."""

    command: str
    shown: str


def blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks in order: ```` ```language file ````."""
    for found in _FENCED.finditer(markdown):
        language, _, file = found["info"].partition(" ")
        yield Block(
            language, file.strip(), found["text"], markdown.count("\n", 0, found.start()) + 1
        )


def steps(console: str) -> Iterator[Step]:
    """The commands of a console block: lines after `$ `, each with the lines up to the next."""
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)
    assert not parts[0].strip(), f"output without a command: {parts[0]!r}"
    for part in parts[1:]:
        command, _, shown = part.partition("\n")
        yield Step(command, shown)


def environment(**more: str) -> dict[str, str]:
    """The variables for commands: this interpreter's scripts first, no colours, a fixed width."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", **more}


def carry_out(found: Sequence[Block], folder: Path, variables: Mapping[str, str]) -> None:
    """Does in `folder` what a reader of the blocks would do.

    A block with a file name is that file. `python` is run after all earlier Python, `console`
    command by command, `diff` is applied to the folder; a `text` block shows what the Python before
    it prints. `sh` blocks set up a machine and are left out. What is shown must be what comes out,
    `...` stands for anything. Raises AssertionError with the line of the block.
    """
    earlier = ""
    for number, block in enumerate(found):
        where = f"the block at line {block.line}"
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            following = found[number + 1] if number + 1 < len(found) else None
            command = [sys.executable, "-c", _AFTER_OTHERS, earlier, block.text]
            status, output = _run(command, folder, variables)
            assert status == 0, f"{where} failed:\n{output}"
            if following is not None and following.language == "text":
                assert same(output, following.text), f"{where} prints:\n{output}"
            earlier += block.text
        elif block.language == "console":
            for step in steps(block.text):
                status, output = _run(["bash", "-c", step.command], folder, variables)
                assert status == 0 or (status == 1 and step.shown), (
                    f"{where}: `{step.command}` ends with status {status}:\n{output}"
                )
                assert same(output, step.shown), f"{where}: `{step.command}` prints:\n{output}"
        elif block.language == "diff":
            patch = folder / ".walk-through.diff"
            patch.write_text(block.text, encoding="utf-8")
            status, output = _run(["git", "apply", patch.name], folder, variables)
            patch.unlink()
            assert status == 0, f"{where} does not apply:\n{output}"
        else:
            assert block.language in ("sh", "text"), f"{where}: what is {block.language!r}?"


def same(output: str, shown: str) -> bool:
    """The output is what is shown; a line `...` stands for any lines, no lines for anything."""
    if not shown.strip():
        return True
    wanted = [re.escape(line.rstrip()) for line in shown.strip("\n").splitlines()]
    pattern = "\n".join(".*" if line == re.escape("...") else line for line in wanted)
    actual = "\n".join(line.rstrip() for line in output.strip("\n").splitlines())
    return re.fullmatch(pattern, actual, re.DOTALL) is not None


def _run(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout
