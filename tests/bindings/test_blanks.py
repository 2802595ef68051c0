"""White space around values says nothing; blanks inside them are kept."""

from __future__ import annotations

import pytest

from virtdom.v0_4 import DiskTarget, Domain, FileDisk, FileDiskSource

from .documents import disk, faults, having, machine

VNC = "<graphics type='vnc' port='{port}' autoport='{autoport}'/>"
PTY = "<console type='pty' tty='{tty}'><source path='/dev/pts/4'/></console>"
UDP = (
    "<serial type='udp'><source mode='bind' host='localhost' service='1'/>"
    "<source mode='{mode}' host='localhost' service='2'/></serial>"
)
BIOS = (
    "<domain type='xen'><name>a</name><memory>1</memory>"
    "<os><type>{}</type><boot dev='hd'/></os></domain>"
)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (BIOS.format("\n  hvm\n  "), []),
        (BIOS.format(" linux "), ["OS-BIOS-1"]),
        (having(PTY.format(tty="/dev/pts/4 ")), []),
        (having(PTY.format(tty=" /dev/pts/5")), ["CHR-TTY-2"]),
        (having(VNC.format(port=" 5900", autoport=" no")), []),
        (having(VNC.format(port="5900", autoport="yes ")), ["GFX-11"]),
        (having(VNC.format(port="-1", autoport=" no ")), ["GFX-11"]),
        (having(UDP.format(mode=" connect ")), []),
        (having(UDP.format(mode="bind ")), ["CHR-UDP-1"]),
        (having(disk("hda"), disk(" hdb")), []),
        (having(disk("hda"), disk(" hda")), ["DISK-TGT-7"]),
    ],
)
def test_conditions_do_not_see_it(text: str, refused: list[str]) -> None:
    """Conditions and uniqueness judge values, so reading and writing agree."""
    if refused:
        assert [fault.rule for fault in faults(text)] == refused
    else:
        domain = Domain.from_xml(text)
        assert domain.validate() == ()
        assert Domain.from_xml(domain.to_xml()) == domain


def test_warnings_do_not_see_it() -> None:
    """A name on a line of its own is as good as any, and so is the path of a port."""
    assert Domain.from_xml(machine().replace("web", "\n  web\n")).validate() == ()
    text = having("<serial type='dev'><source path=' /dev/parport0 '/></serial>")
    assert [fault.rule for fault in Domain.from_xml(text).validate()] == ["CHR-DEV-2"]


@pytest.mark.parametrize("path", ["/images/my  disk.img", "/a   b", "/é  e\u0301"])
def test_blanks_inside_are_kept(path: str) -> None:
    """Two files may differ in the number of blanks in their names."""
    one = FileDisk(source=FileDiskSource(file=path), target=DiskTarget(dev="hda"))
    assert one.validate() == ()
    assert f"file='{path}'" in one.to_xml()
    again = FileDisk.from_xml(one.to_xml())
    assert again == one
    assert again.source.file == path


@pytest.mark.parametrize("path", [" /a", "/a ", "/a\n"])
def test_blanks_around_a_value_have_no_text(path: str) -> None:
    """Reading would take them away, so an object that has them is at fault, and says where."""
    one = FileDisk(source=FileDiskSource(file=path), target=DiskTarget(dev="hda"))
    (fault,) = one.validate()
    assert (fault.rule, fault.path) == ("DISK-SRC-3", "/disk/source/@file")
    assert "slash without white space around it, found" in fault.message


def test_a_wrong_type_is_one_fault() -> None:
    """What hangs on a part that is missing or wrong is no fault besides."""
    assert [fault.rule for fault in faults(BIOS.format("HVM"))] == ["OS-TYPE-2"]
    assert [fault.rule for fault in faults(BIOS.replace("<type>{}</type>", ""))] == ["OS-TYPE-1"]
