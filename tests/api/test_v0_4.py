"""What the README promises of the bindings, on v0_4."""

from __future__ import annotations

import copy
import pickle
import socket
import tomllib
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from virtdom.v0_4 import (
    BridgeInterface,
    BridgeInterfaceSource,
    Clock,
    DiskBase,
    DiskTarget,
    Domain,
    FileDisk,
    FileDiskSource,
    InvalidDomain,
    Os,
    OsType,
    PtyConsole,
    PtySerial,
    VncGraphics,
    check_capabilities,
    check_host,
    compare,
)
from virtdom_runtime.capabilities import emulator_for
from virtdom_runtime.versions import requirements

WEB = """<domain type='kvm'>
  <name>web</name>
  <memory>524288</memory>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <disk type='file'>
      <source file='/images/web.img'/>
      <target dev='hda'/>
    </disk>
    <graphics type='vnc' password='s3cret'/>
  </devices>
</domain>
"""

CAPABILITIES = """<capabilities><guest><os_type>hvm</os_type>
  <arch name='x86_64'><machine>pc</machine><emulator>/usr/bin/qemu</emulator>
    <domain type='qemu'/><domain type='kvm'><emulator>/usr/bin/kvm</emulator></domain></arch>
  <features><acpi/><pae/></features></guest></capabilities>"""


def web() -> Domain:
    return Domain.from_xml(WEB)


def disk(target: str = "hda") -> FileDisk:
    return FileDisk(source=FileDiskSource(file="/a"), target=DiskTarget(dev=target))


def test_written_as_read() -> None:
    """A document in libvirt's layout comes back to the byte."""
    assert web().to_xml() == WEB


def test_every_behaviour_of_the_catalogue_is_cited_by_the_schema(root: Path) -> None:
    """All behaviours of the page are told where the schema carries them.

    There are 38; META-NAME-4 is a facet here.
    """
    folder = root / "schema" / "v0_4"
    rules = tomllib.loads((folder / "rules.toml").read_text())
    behaviours = {name for name, rule in rules.items() if rule["kind"] == "behaviour"}
    assert len(behaviours) == 37
    words = set(
        " ".join(path.read_text() for path in folder.glob("*.xsd")).replace('"', " ").split()
    )
    assert behaviours <= words


def test_objects_are_changed_freely() -> None:
    """A document is read, changed and written."""
    domain = web()
    domain.memory = 1048576
    domain.devices.interfaces.append(BridgeInterface(source=BridgeInterfaceSource(bridge="br0")))
    back = Domain.from_xml(domain.to_xml())
    assert back.memory == 1048576
    assert back.devices.interfaces == domain.devices.interfaces


def test_drafts_are_judged_when_asked() -> None:
    """An object may break rules until it is judged or written; then every fault is told."""
    domain = web()
    domain.memory = 0
    domain.vcpu = "many"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    domain.os = None
    faults = domain.validate()
    assert {fault.rule for fault in faults} == {"RES-MEM-2", "RES-CPU-2", "OS-3"}
    assert all(fault.path for fault in faults)
    with pytest.raises(InvalidDomain) as caught:
        domain.to_xml()
    assert len(caught.value.faults) == 3


def test_wrong_python_types_are_told_by_place() -> None:
    """A value of a wrong type is a fault at its place, not a crash."""
    domain = web()
    domain.devices.disks.append("disk")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    (fault,) = domain.validate()
    assert fault.path == "/domain/devices/disk[2]"
    assert "FileDisk" in fault.message


def test_fragments_stand_alone() -> None:
    """A device is read and written by itself; the base class gives the kind."""
    text = "<disk type='file'>\n  <source file='/a'/>\n  <target dev='hda'/>\n</disk>\n"
    read = DiskBase.from_xml(text)
    assert read == FileDisk.from_xml(text) == disk()
    assert read.to_xml() == text


def test_a_fragment_of_another_kind_is_refused() -> None:
    """A class reads its own kind only."""
    with pytest.raises(InvalidDomain) as caught:
        PtySerial.from_xml("<serial type='null'/>")
    assert caught.value.faults[0].path == "/serial/@type"


def test_lax_reading_keeps_the_unknown() -> None:
    """Unknown attributes, elements and open values are kept in place and written back."""
    text = WEB.replace("<memory>", "<title x='1'>t</title>\n  <memory>").replace("kvm", "bhyve")
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(text)
    assert {fault.rule for fault in caught.value.faults} == {"DOM-3", "DOM-9"}
    domain = Domain.from_xml(text, strict=False)
    assert domain.to_xml().replace('"', "'") == text
    assert str(domain.with_defaults().type) == "bhyve"


def test_lax_reading_still_judges_values() -> None:
    """What is known must be right, however it is read; a slip of one's own is still told."""
    with pytest.raises(InvalidDomain):
        Domain.from_xml(WEB.replace("524288", "much"), strict=False)
    domain = web()
    domain.type = "kmv"  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]
    assert [fault.suggestion for fault in domain.validate()] == ["kvm"]


def test_comments_are_kept() -> None:
    """Comments and processing instructions stay where they stood, around the root too."""
    text = f"<!-- a -->\n{WEB.replace('<os>', '<!-- how it boots --><os>')}<?b c?>"
    written = Domain.from_xml(text).to_xml()
    assert written.startswith("<!-- a -->\n<domain")
    assert "<!-- how it boots -->\n  <os>" in written
    assert written.endswith("<?b c?>\n")


def test_secrets_are_not_shown() -> None:
    """The VNC password is in the document and in no repr, fault or difference."""
    domain = web()
    graphics = domain.devices.graphics[0]
    assert isinstance(graphics, VncGraphics)
    assert graphics.password == "s3cret"
    assert "s3cret" in domain.to_xml()
    other = Domain.from_xml(WEB.replace("s3cret", "t0ps3cret"))
    shown = [repr(domain), str(domain), repr(domain.extras), str(compare(domain, other))]
    shown.append(repr(Domain.from_xml(WEB.replace("password", "passwd"), strict=False)))
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(WEB.replace("password='s3cret'", "port='x' password='s3cret'"))
    shown += [str(caught.value), repr(caught.value)]
    assert compare(domain, other)
    assert not [text for text in shown if "s3cret" in text]


def test_uuids_compare_by_meaning_and_keep_their_spelling() -> None:
    """Dashes and letter case carry no meaning (META-UUID-7)."""
    plain, dashed = web(), web()
    plain.uuid = uuid.UUID("4dea22b3-1d52-d8f3-2516-782e98ab3fa0")
    text = WEB.replace("<memory>", "<uuid>4DEA22B31D52D8F32516782E98AB3FA0</uuid>\n  <memory>")
    dashed = Domain.from_xml(text)
    assert plain == dashed
    assert compare(plain, dashed) == ()
    assert dashed.to_xml() == text


def test_json_and_dicts_and_trees() -> None:
    """The other forms give the object back."""
    domain = web()
    assert Domain.from_json(domain.to_json()) == domain
    assert Domain.from_dict(domain.to_dict()) == domain
    tree = etree.fromstring(WEB)
    before = etree.tostring(tree)
    assert Domain.from_element(tree) == domain
    assert etree.tostring(tree) == before
    assert etree.tostring(domain.to_element()) == etree.tostring(etree.fromstring(WEB))


def test_copies_are_deep() -> None:
    """A copy shares nothing that can change."""
    domain = web()
    pickled: Domain = pickle.loads(pickle.dumps(domain))
    for other in (domain.copy(), copy.deepcopy(domain), pickled):
        assert other == domain
        other.devices.disks.clear()
        assert domain.devices.disks


def test_faults_survive_pickling() -> None:
    """Processes can hand faults to each other."""
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml("<domain/>")
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


@pytest.mark.parametrize(
    ("target", "device", "bus"),
    [
        ("hda", None, "ide"),
        ("sdb", None, "scsi"),
        ("vda", None, "virtio"),
        ("xvda", None, "xen"),
        ("fda", "floppy", "fdc"),
        ("foo", None, None),
    ],
)
def test_the_bus_follows_from_the_name(target: str, device: str | None, bus: str | None) -> None:
    """Without `bus` the style of the device name decides (DISK-TGT-5)."""
    one = disk(target)
    if device == "floppy":
        one.device = "floppy"
    filled = one.with_defaults()
    assert filled.target.bus == bus
    assert filled.device == (device or "disk")
    assert one.target.bus is None


def test_defaults_of_the_page() -> None:
    """What the page implies is filled in, in a copy."""
    text = WEB.replace(
        "<graphics type='vnc' password='s3cret'/>",
        "<interface type='ethernet'/><serial type='pty'><source path='/dev/pts/3'/></serial>"
        "<graphics type='vnc' port='-1'/>",
    )
    domain = Domain.from_xml(text).with_defaults()
    assert domain.current_memory == domain.memory
    assert domain.clock == Clock(sync="utc")
    assert domain.features is not None
    assert not domain.features.acpi
    assert domain.uuid is None
    found = domain.devices
    assert "path='/etc/qemu-ifup'" in found.interfaces[0].to_xml()
    (console,) = found.consoles
    assert isinstance(console, PtyConsole)
    assert console.tty == "/dev/pts/3"
    assert isinstance(found.graphics[0], VncGraphics)
    assert found.graphics[0].autoport is True
    assert [one.type for one in found.inputs] == ["mouse"]
    assert web().current_memory is None


def test_a_new_uuid_is_drawn_when_asked() -> None:
    """Defining a machine without UUID gives it a random one (META-UUID-3)."""
    one, two = web().with_defaults(new_uuid=True), web().with_defaults(new_uuid=True)
    assert one.uuid is not None
    assert one.uuid != two.uuid


def test_a_console_with_only_tty_has_the_path() -> None:
    """The older syntax says the same as the newer (CHR-TTY-3)."""
    old = PtyConsole.from_xml("<console type='pty' tty='/dev/pts/4'/>").with_defaults()
    new = PtyConsole.from_xml("<console type='pty'><source path='/dev/pts/4'/></console>")
    assert old == new.with_defaults()


def test_a_host_has_each_name_once() -> None:
    """Name, UUID, id and tunnel server are unique on a host."""
    one, two = web(), web()
    one.id = two.id = 3
    one.uuid = uuid.UUID("4dea22b3-1d52-d8f3-2516-782e98ab3fa0")
    two.uuid = uuid.UUID(one.uuid.hex)
    server = "<interface type='server'><source address='10.0.0.1' port='5558'/></interface>"
    both = [
        Domain.from_xml(d.to_xml().replace("</devices>", f"{server}</devices>")) for d in (one, two)
    ]
    rules = {fault.rule for fault in check_host(both)}
    assert rules == {"META-NAME-3", "META-UUID-4", "DOM-7", "NIC-TCP-5"}
    assert check_host([both[0]]) == ()


def test_a_host_is_asked_for_what_it_offers() -> None:
    """Machine, architecture, hypervisor and features are judged against the capabilities."""
    domain = web()
    assert check_capabilities(domain, CAPABILITIES) == ()
    assert emulator_for(domain, CAPABILITIES) == "/usr/bin/kvm"
    domain.os = Os(type=OsType("hvm", arch="x86_46", machine="pc"))
    (fault,) = check_capabilities(domain, CAPABILITIES)
    assert (fault.path, fault.suggestion) == ("/domain/os/type/@arch", "x86_64")


def test_versions_that_a_document_needs() -> None:
    """Every part with a version is told, the newest first."""
    found = requirements(Domain.from_xml(WEB.replace("dev='hda'", "dev='hda' bus='ide'")))
    assert (found[0].since, found[0].path) == ("0.4.3", "/domain/devices/disk/target/@bus")


def test_same_configuration() -> None:
    """Defaults written out change nothing; a disk more is told as one."""
    domain, other = web(), web()
    other.devices.disks[0].device = "disk"
    assert compare(domain, other) == ()
    assert [d.path for d in compare(domain, other, defaults=False)] == [
        "/domain/devices/disk/@device"
    ]
    other.devices.disks.insert(0, disk("hdb"))
    (difference,) = compare(domain, other)
    assert (difference.change, difference.path) == ("added", "/domain/devices/disk[1]")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "xml.empty"),
        ("domain", "xml.wellformed"),
        (WEB.replace("</os>", ""), "xml.wellformed"),
        ("<!DOCTYPE domain><domain/>", "xml.doctype"),
        ("<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d>&a;</d>", "xml.doctype"),
        (WEB.replace("web", "&web;"), "xml.wellformed"),
        ("<domain>" * 10_000, "xml.depth"),
        ("<network/>", "DOM-1"),
        (f"<!--{'x' * 17_000_000}--><domain/>", "xml.size"),
    ],
    ids=["empty", "text", "torn", "doctype", "external", "entity", "deep", "root", "large"],
)
def test_hostile_documents_end_in_a_fault(
    text: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no document is told with its place, and nothing else is opened for it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(text)
    fault = caught.value.faults[0]
    assert fault.rule == rule
    assert fault.line == 1 or rule == "xml.wellformed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    """Bytes are read by their mark or their declaration; places count characters."""
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f"<?xml version='1.0' encoding='{name}'?>\n" + WEB.replace(">web<", ">wéb<")
    assert Domain.from_xml(text.encode(encoding)).name == "wéb"
    torn = text.replace("</name>", "</name><é/>")
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(torn.encode(encoding))
    (fault,) = [fault for fault in caught.value.faults if fault.rule == "DOM-9"]
    assert (fault.line, fault.column) == (3, 19)


def test_threads_read_side_by_side() -> None:
    """Reading needs no lock of one's own."""
    with ThreadPoolExecutor(4) as pool:
        domains = pool.map(Domain.from_xml, [WEB] * 200)
        assert {domain.to_xml() for domain in domains} == {WEB}
