"""What is built from the project, and what it needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

PACKAGES = ("virtdom", "virtdom_conformance", "virtdom_generator", "virtdom_runtime")
ROOTS = ("generated", "conformance", "generator", "generator")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, freshly built."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_wheel_holds_the_packages_alone(wheel: zipfile.ZipFile) -> None:
    """The wheel installs four packages and its own record, nothing else."""
    top = {name.partition("/")[0] for name in wheel.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)


@pytest.mark.parametrize(("package", "parent"), zip(PACKAGES, ROOTS, strict=True))
def test_wheel_is_complete(wheel: zipfile.ZipFile, root: Path, package: str, parent: str) -> None:
    """Every file of a package is in the wheel: modules, templates, documents, `py.typed`."""
    folder = root / parent
    files = {
        path.relative_to(folder).as_posix()
        for path in (folder / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert f"{package}/py.typed" in files
    assert files - set(wheel.namelist()) == set()


def test_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    """Name, licence file, extras and command stand in the wheel's record."""
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    record = Parser().parsestr(wheel.read(metadata).decode())
    assert record["Name"] == "virtdom"
    assert record["License-Expression"] == "Apache-2.0"
    assert set(record.get_all("Provides-Extra", [])) == {
        "all",
        "cli",
        "conformance",
        "docs",
        "generator",
    }
    folder = metadata.rpartition("/")[0]
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()
    commands = wheel.read(f"{folder}/entry_points.txt").decode()
    assert "virtdom = virtdom_runtime.commands:main" in commands


def test_bindings_load_little() -> None:
    """Reading a document loads no library beyond lxml and msgspec."""
    program = """\
import sys
before = set(sys.modules)
import virtdom
document = '<domain type="kvm"><name>a</name><memory>1</memory><os><type>hvm</type></os></domain>'
virtdom.Domain.from_xml(document).to_xml()
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(loaded - sys.stdlib_module_names))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    others = {name for name in done.stdout.split() if not name.startswith("_cython")}
    assert others == {"lxml", "msgspec", "virtdom", "virtdom_runtime"}
