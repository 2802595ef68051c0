"""Every rule of the catalogue that is a behaviour is carried: by a test here, or by what is told.

A test names the rules that it carries with `carries`. Facts that no program can act on are told in
the documentation of a field, which cites the rule.
"""

from __future__ import annotations

import json
import tomllib
import uuid
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from virtdom.v0_4 import (
    BlockDisk,
    BridgeInterface,
    Clock,
    Console,
    Devices,
    Domain,
    EthernetInterface,
    Features,
    FileConsole,
    FileDisk,
    FileSerial,
    InvalidDomain,
    PtyCharacterDeviceSource,
    PtyConsole,
    VncGraphics,
    check_capabilities,
    check_host,
)
from virtdom_runtime.capabilities import emulator_for

from .documents import disk, fault, having, machine

CARRIED: dict[str, str] = {}
"""The test that carries each rule."""

TOLD: dict[str, tuple[str, str, str]] = {
    "RES-MEM-3": ("Domain", "memory", "fixed when it boots"),
    "RES-CUR-4": ("Domain", "current_memory", "room for ballooning"),
    "RES-CPU-3": ("Domain", "vcpu", "number of virtual processors"),
    "LIFE-POFF-3": ("Domain", "on_poweroff", "asks to be powered off"),
    "LIFE-REB-3": ("Domain", "on_reboot", "asks to be rebooted"),
    "LIFE-CRASH-3": ("Domain", "on_crash", "crashes"),
    "DISK-TGT-2": ("DiskTarget", "dev", "hint in which order"),
    "NIC-NET-2": ("NetworkInterface", "target", "in place of vnet and a number"),
    "NIC-BR-2": ("BridgeInterface", "target", "put into the bridge"),
    "NIC-ETH-2": ("EthernetInterface", "target", "in place of vnet and a number"),
    "CHR-FILE-2": ("FileSerial", "", "everything the guest sends to the device is written to it"),
}
"""Class, field (or "" for the class) and words of what tells each rule."""

CAPABILITIES = """<capabilities><guest><os_type>hvm</os_type>
  <arch name='x86_64'><machine canonical='pc-1.0'>pc</machine><emulator>/usr/bin/qemu</emulator>
    <domain type='qemu'/>
    <domain type='kvm'><emulator>/usr/bin/kvm</emulator><machine>q35</machine></domain></arch>
  <features><acpi/><pae/></features></guest></capabilities>"""

Test = Callable[..., None]


def carries(*rules: str) -> Callable[[Test], Test]:
    """Marks the test of some rules."""

    def mark(test: Test) -> Test:
        CARRIED.update(dict.fromkeys(rules, test.__name__))
        return test

    return mark


def test_every_behaviour_is_carried(root: Path) -> None:
    """No behaviour of the catalogue is without a test or words; META-NAME-4, a facet here, too."""
    catalogue = tomllib.loads((root / "schema/v0_4/rules.toml").read_text(encoding="utf-8"))
    behaviours = {name for name, rule in catalogue.items() if rule["kind"] == "behaviour"}
    assert CARRIED.keys() | TOLD.keys() == behaviours | {"META-NAME-4"}
    assert CARRIED.keys().isdisjoint(TOLD)
    assert len(behaviours | {"META-NAME-4"}) == 38
    assert set(CARRIED.values()) <= globals().keys()


@pytest.mark.parametrize("rule", TOLD)
def test_facts_are_told_where_they_belong(rule: str) -> None:
    """A fact is told in the documentation of its field or class, which cites it."""
    cls, field, words = TOLD[rule]
    plan: Any = json.loads((files("virtdom.v0_4") / "reference.json").read_text(encoding="utf-8"))
    (one,) = (each for each in plan["classes"] if each["name"] == cls)
    parts = [*one["attributes"], *one["children"]]
    (about,) = (p["about"] for p in parts if p["field"] == field) if field else (one["about"],)
    assert words in " ".join(about["text"].split())
    assert rule in about["rules"]


# Reading and writing


@carries("DOM-4")
def test_other_hypervisors_are_read_laxly() -> None:
    """A hypervisor outside the list is refused, and kept by lax reading, also through writing."""
    text = machine(attributes="type='vmware'")
    assert fault(text).rule == "DOM-3"
    domain = Domain.from_xml(text, strict=False)
    assert str(domain.type) == "vmware"
    assert domain.validate() == ()
    assert "<domain type='vmware'>" in domain.to_xml()
    assert str(domain.with_defaults().type) == "vmware"


@carries("DOM-8")
def test_a_domain_that_does_not_run_has_no_id() -> None:
    """Nothing gives a domain an id that it has not."""
    domain = Domain.from_xml(machine())
    assert domain.id is None
    assert domain.with_defaults(new_uuid=True).id is None
    assert Domain.from_xml(machine(attributes="type='xen' id='3'")).id == 3


@carries("META-NAME-4")
@pytest.mark.parametrize(
    ("name", "good"), [("a", True), ("a b!", True), ("a/b", False), ("", False)]
)
def test_a_name_can_be_that_of_a_file(name: str, good: bool) -> None:
    """A name has a character at least, and no slash."""
    text = machine().replace("web", name)
    if good:
        assert Domain.from_xml(text).name == name
    else:
        assert {"META-NAME-4"} <= {one.rule for one in _faults(text)}


def _faults(text: str) -> tuple[Any, ...]:
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(text)
    return caught.value.faults


@carries("META-UUID-7")
def test_uuids_are_equal_however_written() -> None:
    """Dashes and the case of letters make no difference; the spelling is kept all the same."""
    digits = "3e3fce454f534fa7bb3211f34168b82b"
    spellings = [digits, digits.upper(), str(uuid.UUID(digits)), str(uuid.UUID(digits)).upper()]
    domains = [Domain.from_xml(machine(f"<uuid>{text}</uuid>")) for text in spellings]
    assert {domain.uuid for domain in domains} == {uuid.UUID(digits)}
    assert all(domain == domains[0] for domain in domains)
    assert [f"<uuid>{s}</uuid>" in d.to_xml() for d, s in zip(domains, spellings, strict=True)] == [
        True
    ] * 4


@carries("OS-BOOT-4")
def test_boot_devices_keep_their_order() -> None:
    """The order of boot devices is that of the document, repeats included."""
    boots = "".join(f"<boot dev='{dev}'/>" for dev in ("network", "hd", "cdrom", "hd"))
    domain = Domain.from_xml(machine().replace("</os>", f"{boots}</os>"))
    assert domain.os is not None
    assert [boot.dev for boot in domain.os.boots] == ["network", "hd", "cdrom", "hd"]
    back = Domain.from_xml(domain.to_xml())
    assert back.os == domain.os


@carries("BL-7", "KRN-10")
@pytest.mark.parametrize(
    "line", ["  a  b ", "x\ty\nz", "'quoted' \"twice\" <&>", "é — 日本", "]]>"]
)
def test_command_lines_are_handed_on_exactly(line: str) -> None:
    """The arguments of bootloader and kernel keep every blank and every character."""
    domain = Domain.from_xml(machine("<bootloader>/b</bootloader>"))
    assert domain.os is not None
    domain.bootloader_args = domain.os.cmdline = line
    domain.os.kernel = "/k"
    back = Domain.from_xml(domain.to_xml())
    assert back.os is not None
    assert (back.bootloader_args, back.os.cmdline) == (line, line)


@carries("GFX-13")
def test_the_password_is_written_and_not_shown() -> None:
    """The password stands in the document, and in nothing that is printed."""
    domain = Domain.from_xml(having("<graphics type='vnc' password='s3cret'/>"))
    assert "password='s3cret'" in domain.to_xml()
    assert "s3cret" not in repr(domain) + str(domain)


# What is implied


def filled(text: str) -> Domain:
    return Domain.from_xml(text).with_defaults()


@carries("META-UUID-3")
def test_a_uuid_is_drawn_when_asked() -> None:
    """A machine without a UUID gets a random one when it is defined, another every time."""
    domain = Domain.from_xml(machine())
    drawn = {domain.with_defaults(new_uuid=True).uuid for _ in range(5)}
    assert len(drawn) == 5
    assert all(one is not None and one.version == 4 for one in drawn)
    assert domain.with_defaults().uuid is None
    given = Domain.from_xml(machine(f"<uuid>{uuid.UUID(int=7)}</uuid>"))
    assert given.with_defaults(new_uuid=True).uuid == uuid.UUID(int=7)


@carries("RES-CUR-3")
def test_current_memory_is_the_memory() -> None:
    """Current memory that is not stated equals the memory; stated, it stays."""
    assert filled(machine()).current_memory == 1024
    assert filled(machine("<currentMemory>7</currentMemory>")).current_memory == 7


@carries("FEAT-2")
def test_features_that_are_not_listed_are_off() -> None:
    """Without features, or among those listed, what is not there is off."""
    assert filled(machine()).features == Features(acpi=False, apic=False, pae=False)
    assert filled(machine("<features><pae/></features>")).features == Features(pae=True)


@carries("CLK-3")
@pytest.mark.parametrize("clock", ["", "<clock/>", "<clock sync='utc'/>"])
def test_clocks_start_in_utc(clock: str) -> None:
    """Without a clock, or one that says nothing, time starts in UTC."""
    assert filled(machine(clock)).clock == Clock(sync="utc")
    assert filled(machine("<clock sync='localtime'/>")).clock == Clock(sync="localtime")


@carries("DISK-DEV-3")
def test_a_disk_is_a_disk() -> None:
    """A disk that does not say what it is to the guest is a hard disk."""
    (one,) = filled(having(disk())).devices.disks
    assert one.device == "disk"
    (other,) = filled(having(disk().replace("'file'", "'file' device='cdrom'"))).devices.disks
    assert other.device == "cdrom"


@carries("DISK-TGT-5")
@pytest.mark.parametrize(
    ("dev", "device", "bus"),
    [
        ("hda", "disk", "ide"),
        ("hdc", "cdrom", "ide"),
        ("sdb", "disk", "scsi"),
        ("vda", "disk", "virtio"),
        ("xvda", "disk", "xen"),
        ("fda", "disk", "fdc"),
        ("hda", "floppy", "fdc"),
        ("ubda", "disk", None),
    ],
)
def test_the_bus_follows_from_the_name(dev: str, device: str, bus: str | None) -> None:
    """Without a bus the style of the name, or being a floppy disk, decides; else nothing does."""
    text = disk(dev).replace("'file'", f"'file' device='{device}'")
    (one,) = filled(having(text)).devices.disks
    assert one.target.bus == bus
    (kept,) = filled(having(text.replace("/></disk>", " bus='usb'/></disk>"))).devices.disks
    assert kept.target.bus == "usb"


@carries("NIC-ETH-3")
def test_ethernet_interfaces_have_a_script() -> None:
    """Without a script the usual one is run; a bridge has none of its own."""
    interfaces = (
        "<interface type='ethernet'/>",
        "<interface type='bridge'><source bridge='br0'/></interface>",
    )
    ethernet, bridge = filled(having(*interfaces)).devices.interfaces
    assert isinstance(ethernet, EthernetInterface)
    assert isinstance(bridge, BridgeInterface)
    assert ethernet.script is not None
    assert ethernet.script.path == "/etc/qemu-ifup"
    assert bridge.script is None


@carries("INP-5")
def test_graphics_bring_a_mouse() -> None:
    """A guest with graphics has an input device if none is listed; one without has none."""
    assert [i.type for i in filled(having("<graphics type='sdl'/>")).devices.inputs] == ["mouse"]
    listed = having("<graphics type='sdl'/>", "<input type='tablet'/>")
    assert [i.type for i in filled(listed).devices.inputs] == ["tablet"]
    assert filled(having()).devices.inputs == []


@carries("GFX-5")
def test_port_minus_one_means_autoport() -> None:
    """A port of -1 means any free one, which is written as autoport; other ports do not."""
    graphics = ("<graphics type='vnc' port='-1'/>", "<graphics type='vnc' port='5900'/>")
    old, fixed = filled(having(*graphics)).devices.graphics
    assert isinstance(old, VncGraphics)
    assert isinstance(fixed, VncGraphics)
    assert (old.port, old.autoport) == (-1, True)
    assert (fixed.port, fixed.autoport) == (5900, None)


def consoles(text: str) -> list[Console]:
    return filled(text).devices.consoles


@carries("CHR-8")
def test_the_first_serial_port_is_the_console() -> None:
    """A fully virtualized guest without console has its first serial port as such; others not."""
    serials = (
        "<serial type='file'><source path='/a'/><target port='0'/></serial>",
        "<serial type='null'><target port='1'/></serial>",
    )
    (one,) = consoles(having(*serials))
    (serial, _) = filled(having(*serials)).devices.serials
    assert isinstance(one, FileConsole)
    assert isinstance(serial, FileSerial)
    assert (one.source, one.target) == (serial.source, serial.target)
    assert [type(c) for c in consoles(having(*serials, "<console type='pty'/>"))] == [PtyConsole]
    assert consoles(having(*serials).replace("hvm", "linux")) == []
    assert consoles(having()) == []


@carries("CHR-TTY-3")
@pytest.mark.parametrize(
    "text",
    [
        "<console type='pty' tty='/dev/pts/3'/>",
        "<console type='pty'><source path='/dev/pts/3'/></console>",
        "<console type='pty' tty='/dev/pts/3'><source path='/dev/pts/3'/></console>",
    ],
)
def test_the_tty_stands_twice(text: str) -> None:
    """The path of a console stands in its source and in tty, whichever was written."""
    expected = PtyConsole(tty="/dev/pts/3", source=PtyCharacterDeviceSource(path="/dev/pts/3"))
    assert consoles(having(text)) == [expected]
    assert consoles(having("<console type='pty'/>")) == [PtyConsole()]


# Warnings


@carries("CHR-DEV-2")
@pytest.mark.parametrize(
    ("port", "path", "fits"),
    [
        ("serial", "/dev/ttyS0", True),
        ("serial", "/dev/parport0", False),
        ("parallel", "/dev/parport0", True),
        ("parallel", "/dev/ttyS0", False),
        ("console", "/dev/parport0", True),
    ],
)
def test_ports_fit_the_ports_of_the_host(port: str, path: str, fits: bool) -> None:
    """A serial port on a parallel one, or the other way, is warned of and not refused."""
    domain = Domain.from_xml(having(f"<{port} type='dev'><source path='{path}'/></{port}>"))
    found = [(one.rule, one.severity) for one in domain.validate()]
    assert found == ([] if fits else [("CHR-DEV-2", "warning")])
    assert domain.to_xml()


# Hosts


def named(name: str, *children: str, id: int | None = None) -> Domain:
    attributes = "type='kvm'" if id is None else f"type='kvm' id='{id}'"
    return Domain.from_xml(machine(*children, attributes=attributes).replace("web", name))


@carries("META-NAME-3", "META-UUID-4", "DOM-7")
def test_names_uuids_and_ids_are_of_one_domain() -> None:
    """Two domains of a host share no name, UUID or id, however these are spelt."""
    digits = "3e3fce454f534fa7bb3211f34168b82b"
    dashes = f"<uuid>{uuid.UUID(digits)}</uuid>"
    domains = [
        named("a", f"<uuid>{digits.upper()}</uuid>", id=3),
        named("b", dashes),
        named("a"),
        named("d", id=4),
        named("e", id=3),
    ]
    assert [(one.rule, one.path) for one in check_host(domains)] == [
        ("META-UUID-4", "2:/domain"),
        ("META-NAME-3", "3:/domain"),
        ("DOM-7", "5:/domain"),
    ]
    assert check_host([]) == ()
    assert check_host(iter([named("a"), named("b"), named("c")])) == ()


def test_names_differ_by_case() -> None:
    """Only UUIDs are folded: a name of 32 letters is not the same in capitals."""
    assert check_host([named("a" * 32), named("A" * 32)]) == ()


@carries("NIC-TCP-5")
def test_a_tunnel_has_one_server() -> None:
    """Two servers on one address and port, of one domain or of two, are one too many."""
    server = "<interface type='server'><source address='10.0.0.1' port='{}'/></interface>"
    client = server.format(5558).replace("server", "client")

    def tunnels(name: str, *interfaces: str) -> Domain:
        return named(name, f"<devices>{''.join(interfaces)}</devices>")

    two = [tunnels("a", server.format(5558)), tunnels("b", client, server.format("05558"))]
    (found,) = check_host(two)
    assert (found.rule, found.path) == ("NIC-TCP-5", "2:/domain/devices/interface[2]")
    assert found.found == "10.0.0.1, 5558"
    (twice,) = check_host([tunnels("a", server.format(1), server.format(1))])
    assert twice.path == "1:/domain/devices/interface[2]"
    assert check_host([tunnels("a", server.format(1), server.format(2), client)]) == ()


@carries("OS-TYPE-7", "FEAT-5")
@pytest.mark.parametrize(
    ("text", "path"),
    [
        (machine(), None),
        (machine().replace("<type>", "<type arch='x86_64' machine='pc'>"), None),
        (machine().replace("<type>", "<type arch='x86_64' machine='pc-1.0'>"), None),
        (machine().replace("<type>", "<type arch='x86_64' machine='q35'>"), None),
        (machine().replace("<type>", "<type arch='i686'>"), "/domain/os/type/@arch"),
        (machine().replace("<type>", "<type machine='isapc'>"), "/domain/os/type/@machine"),
        (machine(os="linux"), "/domain/os/type"),
        (machine(attributes="type='xen'"), "/domain/@type"),
        (machine("<features><acpi/><apic/></features>"), "/domain/features/apic"),
    ],
)
def test_the_capabilities_say_what_there_is(text: str, path: str | None) -> None:
    """The host's capabilities document decides on machine, architecture, type and features."""
    found = check_capabilities(Domain.from_xml(text), CAPABILITIES)
    assert [one.path for one in found] == ([path] if path else [])
    assert {one.rule for one in found} <= {"host.capabilities"}


def test_capabilities_have_to_be_that() -> None:
    """A document that tells no capabilities is refused; a host without guests can run nothing."""
    domain = Domain.from_xml(machine())
    with pytest.raises(InvalidDomain, match="expected <capabilities>"):
        check_capabilities(domain, machine())
    with pytest.raises(InvalidDomain, match=r"before <capabilities>"):
        emulator_for(domain, "<capabilities>")
    (found,) = check_capabilities(domain, b"<capabilities/>")
    assert found.message == "this host offers to run no guest at all"


@carries("DEV-EMU-3")
def test_the_host_recommends_an_emulator() -> None:
    """The emulator is that of the hypervisor, or else of the architecture, or none."""

    def emulator(text: str) -> str | None:
        return emulator_for(Domain.from_xml(text), CAPABILITIES)

    assert emulator(machine()) == "/usr/bin/kvm"
    assert emulator(machine(attributes="type='qemu'")) == "/usr/bin/qemu"
    assert emulator(machine(attributes="type='xen'")) is None
    assert emulator(machine().replace("<type>", "<type arch='i686'>")) is None


def test_filling_in_changes_nothing_that_is_there() -> None:
    """Defaults are filled into a copy, twice gives the same, and what was stated stays."""
    domain = Domain.from_xml(having(disk(), "<graphics type='vnc' port='-1'/>"))
    before = domain.copy()
    once = domain.with_defaults()
    assert domain == before
    assert once != domain
    assert once.with_defaults() == once
    assert not [one for one in once.validate() if one.severity == "error"]


def test_fragments_are_filled_in_too() -> None:
    """A device by itself gets what its own parts imply."""
    one = BlockDisk.from_xml(
        "<disk type='block'><source dev='/dev/sdb'/><target dev='sdb'/></disk>"
    )
    assert one.with_defaults().to_xml() == (
        "<disk type='block' device='disk'>\n  <source dev='/dev/sdb'/>\n"
        "  <target dev='sdb' bus='scsi'/>\n</disk>\n"
    )
    assert Devices().with_defaults() == Devices()


def test_invalid_objects_have_no_defaults() -> None:
    """What breaks a rule is told before anything is filled in."""
    domain = Domain.from_xml(machine())
    domain.memory = 0
    with pytest.raises(InvalidDomain, match="RES-MEM-2"):
        domain.with_defaults()


def test_kinds_are_told_apart() -> None:
    """What is filled in leaves the kind of a device alone."""
    assert isinstance(filled(having(disk())).devices.disks[0], FileDisk)
