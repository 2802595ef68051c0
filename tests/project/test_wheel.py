"""What is built from the project, and what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

PACKAGES = {
    "virtdom": "generated",
    "virtdom_conformance": "conformance",
    "virtdom_generator": "generator",
    "virtdom_runtime": "generator",
}
"""Every package, and the folder it lies in."""


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


@pytest.mark.parametrize(("package", "parent"), list(PACKAGES.items()))
def test_wheel_is_complete(wheel: zipfile.ZipFile, root: Path, package: str, parent: str) -> None:
    """Every file of a package is in the wheel: modules, templates, documents, `py.typed`."""
    folder = root / parent
    files = {
        path.relative_to(folder).as_posix()
        for path in (folder / package).rglob("*")
        if path.is_file() and not is_cache(path)
    }
    assert f"{package}/py.typed" in files
    assert files - set(wheel.namelist()) == set()


def is_cache(path: Path) -> bool:
    return path.suffix == ".pyc" or any(re.fullmatch(r"\..+_cache", part) for part in path.parts)


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


def test_bindings_need_no_extra() -> None:
    """Documents are read and written without any library of the extras."""
    program = """\
import sys
import virtdom
document = '<domain type="kvm"><name>a</name><memory>1</memory><os><type>hvm</type></os></domain>'
virtdom.Domain.from_xml(document).with_defaults().to_xml()
print(*{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"lxml", "msgspec", "virtdom", "virtdom_runtime"} <= loaded
    others = {
        "click",
        "elementpath",
        "jinja2",
        "jsonschema",
        "pytest",
        "sphinx",
        "xmlschema",
        "yaml",
    }
    assert loaded & {*others, "virtdom_generator", "virtdom_conformance"} == set()
