"""mypy, strict, over the bindings of the golden schemas."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import virtdom_runtime
from virtdom_generator.output import write

from ..generator.editions import bindings
from ..generator.schemas import GOLDEN


def test_golden_bindings_are_typed(tmp_path: Path) -> None:
    """mypy in strict mode finds nothing in the bindings of any golden schema."""
    files = {"virtdom/__init__.py": "", "virtdom/py.typed": ""}
    for folder in GOLDEN.iterdir():
        files |= bindings(GOLDEN, folder.name)
    write(files, tmp_path)
    command = [sys.executable, "-m", "mypy", "--strict", "--warn-unreachable", "--no-incremental"]
    command += ["--config-file=", "-p", "virtdom"]
    paths = [str(tmp_path), str(Path(virtdom_runtime.__path__[0]).parent)]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"MYPYPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    modules = sum(path.endswith(".py") for path in files)
    told = f"Success: no issues found in {modules} source files\n"
    assert (run.returncode, run.stdout) == (0, told), run.stdout + run.stderr
