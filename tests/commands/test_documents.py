"""Finding and reading documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from virtdom_runtime.commands.documents import Unreadable, place, places, read
from virtdom_runtime.parse import MAX_SIZE


def test_a_folder_means_its_own_xml_files_by_name(tmp_path: Path) -> None:
    """Not those of folders in it, hidden ones or others."""
    for name in ("b.xml", "a.xml", "c.txt", ".d.xml"):
        (tmp_path / name).touch()
    (tmp_path / "e.xml").mkdir()
    (tmp_path / "e.xml" / "f.xml").touch()
    assert [found.path for found in places([str(tmp_path)])] == [
        tmp_path / "a.xml",
        tmp_path / "b.xml",
    ]


def test_arguments_keep_their_order(tmp_path: Path) -> None:
    """Files before and after a folder are read before and after its files."""
    (tmp_path / "b.xml").touch()
    names = [found.name for found in places(["z.xml", str(tmp_path), "-"])]
    assert names == ["z.xml", str(tmp_path / "b.xml"), "<stdin>"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.xml", "No such file or directory"),
        ("dangling.xml", "No such file or directory"),
        ("web.xml/x", "Not a directory"),
        ("a" * 300, "File name too long"),
        ("a\0b", "embedded null byte"),
        ("empty", "the folder has no *.xml file"),
    ],
)
def test_what_cannot_be_read_says_why(vms: Path, name: str, reason: str) -> None:
    """Each is named with its reason."""
    (vms / "empty").mkdir()
    (vms / "dangling.xml").symlink_to("nowhere")
    (found,) = places([name])
    with pytest.raises(Unreadable) as caught:
        read(found)
    assert str(caught.value) == f"cannot read {name}: {reason}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_cannot_be_read(vms: Path) -> None:
    """The reason is told."""
    (vms / "web.xml").chmod(0)
    with pytest.raises(Unreadable, match="Permission denied"):
        read(place("web.xml"))


def test_a_folder_without_permission_cannot_be_read(
    vms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not taken for one without documents."""

    def fail(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", fail)
    (found,) = places([str(vms)])
    with pytest.raises(Unreadable) as caught:
        read(found)
    assert str(caught.value) == f"cannot read {vms}: Permission denied"


def test_no_more_is_read_than_needed(tmp_path: Path) -> None:
    """Of a huge file only so much that it is known to be huge; its size is told."""
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    document = read(place(str(huge)))
    assert len(document.data) == MAX_SIZE + 1
    assert document.size == 100_000_000
