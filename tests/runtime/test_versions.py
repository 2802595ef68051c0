"""Which version of libvirt a document needs, and what a version does not know yet."""

from __future__ import annotations

import pytest

from virtdom.v0_4 import Domain, FileDisk, Os, OsType
from virtdom_runtime.parse import parse
from virtdom_runtime.versions import newer_than, requirements, version

TEXT = """<domain type='kvm'><name>web</name><memory>1024</memory><os><type>hvm</type></os><devices>
<disk type='file'><source file='/a'/><target dev='hda' bus='ide'/></disk>
<disk type='file' device='disk'><source file='/b'/><target dev='hdb'/></disk>
</devices></domain>"""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("9.0", (9,)), ("0.4.3", (0, 4, 3)), (" 12.10.0 ", (12, 10)), ("0", (0,)), ("0.0", (0,))],
)
def test_versions_are_numbers(text: str, numbers: tuple[int, ...]) -> None:
    """Versions compare part by part, and zeros at the end do not count."""
    assert version(text) == numbers
    assert version("0.10") > version("0.9.13")


@pytest.mark.parametrize("text", ["", "9.", "v9", "9.x", "-1", "٩", "9,0"])
def test_what_is_no_version_is_told(text: str) -> None:
    """A version that is none is told with one that is."""
    with pytest.raises(ValueError, match="is not a version; write it like"):
        version(text)


def test_requirements_are_told_newest_first() -> None:
    """Every part with a version is told by its place, the newest first."""
    found = requirements(Domain.from_xml(TEXT))
    assert (found[0].since, found[0].path, found[0].what) == (
        "0.4.3",
        "/domain/devices/disk[1]/target/@bus",
        "@bus",
    )
    assert [one.path for one in found if one.since == "0.1.4"] == [
        "/domain/devices/disk[2]/@device"
    ]
    versions = [version(one.since) for one in found]
    assert versions == sorted(versions, reverse=True)


def test_fragments_and_drafts_have_requirements() -> None:
    """A device by itself is asked, and a draft that breaks rules."""
    text = "<disk type='file'><source file='/a'/><target dev='hda' bus='ide'/></disk>"
    assert requirements(FileDisk.from_xml(text))[0].path == "/disk/target/@bus"
    assert requirements(Os(type=OsType("hvm"), cmdline="x"))[0].what == "<type>"


@pytest.mark.parametrize(
    ("target", "paths"),
    [
        ("9.0", []),
        ("0.4.3", []),
        ("0.4.2", ["/domain/devices/disk[1]/target/@bus"]),
        ("0.1.3", ["/domain/devices/disk[1]/target/@bus", "/domain/devices/disk[2]/@device"]),
    ],
)
def test_a_target_names_what_it_does_not_know(target: str, paths: list[str]) -> None:
    """Parts that came after the target are faults with their places, whether read or not."""
    for element in (Domain, Domain.from_xml(TEXT)):
        found = newer_than(parse(TEXT), TEXT, element, target)
        assert [one.path for one in found] == paths
        assert all(one.rule == "version.target" and one.line in (2, 3) for one in found)
    if paths:
        assert found[0].message == f"@bus needs libvirt 0.4.3; the target is {target}"
