"""Faults of documents: each names its rule, its place, what may stand there and what does."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from virtdom.v0_4 import Domain, Fault, InvalidDomain

from .documents import FULL, changed, disk, fault, faults, having, machine

HYPERVISORS = ("xen", "kvm", "qemu", "lxc", "kqemu")
DEVICES = ("emulator", "disk", "interface", "serial", "parallel", "console", "input", "graphics")
BUSES = (
    "ide",
    "scsi",
    "virtio",
    "xen",
    "fdc",
    "one word of letters, digits, '.', '-', '_' and ':'",
)
ADDRESSES = (
    "an IPv4 address: four numbers of 0 to 255 with dots between them",
    "an IPv6 address: eight groups of up to four hexadecimal digits with colons between them",
)
DIGITS = (
    "a UUID as RFC 4122 writes it, 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, such as"
)
UUID = (f"{DIGITS} `3e3fce45-4f53-4fa7-bb32-11f34168b82b`",)
PATH = ("a full path on the host, which begins with a slash",)


class Case(NamedTuple):
    """One change of the full document, and all that its one fault says."""

    old: str
    new: str
    rule: str
    path: str
    line: int
    column: int
    expected: tuple[str, ...]
    found: str | None
    suggestion: str | None
    at: str | None = None
    """What stands there, for a condition: the first part that it speaks of."""


# fmt: off
CASES = (
    Case(
        "<domain type='xen' id='3'>", "<domain id='3'>", "DOM-2", "/domain/@type", 1, 1,
        HYPERVISORS, None, None,
    ),
    Case("type='xen'", "type='Xen'", "DOM-3", "/domain/@type", 1, 9, HYPERVISORS, "Xen", "xen"),
    Case(
        "type='xen'", "type='vmware'", "DOM-3", "/domain/@type", 1, 9, HYPERVISORS, "vmware", None,
    ),
    Case(
        "id='3'", "id='-3'", "DOM-6", "/domain/@id", 1, 20, ("a whole number, 0 or more",), "-3",
        None,
    ),
    Case("id='3'", "nr='3'", "DOM-9", "/domain/@nr", 1, 20, ("type", "id"), "nr", None),
    Case("  <name>web</name>\n", "", "META-NAME-1", "/domain", 1, 1, ("<name>",), None, None),
    Case(
        "<name>web</name>", "<name>web</name><name>b</name>", "META-NAME-1", "/domain/name[2]", 2,
        19, (), "<name>", None,
    ),
    Case(
        "3e3fce45-4f53", "3e3fce454f53", "META-UUID-2", "/domain/uuid", 3, 3, UUID,
        "3e3fce454f53-4fa7-bb32-11f34168b82b", None,
    ),
    Case(
        "<memory>524288", "<memory>512 MiB", "RES-MEM-2", "/domain/memory", 4, 3,
        ("a whole number, 1 or more",), "512 MiB", None,
    ),
    Case(
        "<currentMemory>262144", "<currentMemory>524289", "RES-CUR-2", "/domain", 5, 3, (), None,
        None, "<currentMemory",
    ),
    Case(
        "<vcpu>1</vcpu>", "<vcpu cpuset='0'>1</vcpu>", "RES-CPU-1", "/domain/vcpu/@cpuset", 6, 9,
        (), "cpuset", None,
    ),
    Case(
        "<type arch='i686'>hvm", "<type arch='i686'>linux", "OS-BIOS-1", "/domain/os", 14, 5, (),
        None, None, "<boot",
    ),
    Case(
        "<boot dev='hd'/>", "<boot dev='hdd'/>", "OS-BOOT-2", "/domain/os/boot/@dev", 14, 11,
        ("fd", "hd", "cdrom", "network"), "hdd", "hd",
    ),
    Case(
        "<boot dev='hd'/>", "<boot/>", "OS-BOOT-1", "/domain/os/boot/@dev", 14, 5,
        ("fd", "hd", "cdrom", "network"), None, None,
    ),
    Case(
        "<boot dev='hd'/>", "<boot dev='hd'>x</boot>", "OS-BOOT-1", "/domain/os/boot", 14, 20,
        ("no text",), "x", None,
    ),
    Case(
        "  <bootloader>/usr/bin/pygrub</bootloader>\n", "", "BL-6", "/domain", 7, 3, (), None, None,
        "<bootloader_args",
    ),
    Case(
        "<acpi/>", "<acpi>on</acpi>", "FEAT-3", "/domain/features/acpi", 17, 5, ("no text",), "on",
        None,
    ),
    Case(
        "<acpi/>", "<acpi> </acpi>", "FEAT-3", "/domain/features/acpi", 17, 5, ("nothing",),
        "white space", None,
    ),
    Case(
        "<acpi/>", "<acpi/><acpi/>", "FEAT-3", "/domain/features/acpi[2]", 17, 12, (), "<acpi>",
        None,
    ),
    Case(
        "<acpi/>", "<acpi state='on'/>", "FEAT-3", "/domain/features/acpi/@state", 17, 11, (),
        "state", None,
    ),
    Case(
        "<acpi/>", "<apci/>", "FEAT-1", "/domain/features/apci", 17, 5, ("acpi", "apic", "pae"),
        "apci", "apic",
    ),
    Case(
        "<clock sync='utc'/>", "<clock sync='UTC'/>", "CLK-2", "/domain/clock/@sync", 19, 10,
        ("utc", "localtime"), "UTC", "utc",
    ),
    Case(
        "<clock sync='utc'/>", "<clock offset='utc'/>", "CLK-1", "/domain/clock/@offset", 19, 10,
        ("sync",), "offset", None,
    ),
    Case(
        ">destroy<", ">destory<", "LIFE-CRASH-2", "/domain/on_crash", 20, 3,
        ("destroy", "restart", "preserve", "rename-restart"), "destory", "destroy",
    ),
    Case(
        "<devices>", "<devices>text", "DEV-3", "/domain/devices", 21, 12, ("no text",), "text",
        None,
    ),
    Case(
        "type='file' device", "type='fiel' device", "DISK-TYPE-2", "/domain/devices/disk[1]/@type",
        23, 11, ("file", "block"), "fiel", "file",
    ),
    Case(
        "type='file' device", "device", "DISK-TYPE-1", "/domain/devices/disk[1]/@type", 23, 5,
        ("file", "block"), None, None,
    ),
    Case(
        "type='file' device", "type=' file' device", "DISK-TYPE-2", "/domain/devices/disk[1]/@type",
        23, 11, ("file", "block"), " file", "file",
    ),
    Case(
        "file='/images/a.img'", "file='images/a.img'", "DISK-SRC-3",
        "/domain/devices/disk[1]/source/@file", 24, 15, PATH, "images/a.img", None,
    ),
    Case("dev='hdb'", "dev='hda'", "DISK-TGT-7", "/domain/devices/disk[2]", 27, 5, (), "hda", None),
    Case(
        "      <target dev='hdb'/>\n", "", "DISK-TGT-1", "/domain/devices/disk[2]", 27, 5,
        ("<target>",), None, None,
    ),
    Case(
        "bus='ide'", "bus='i d e'", "DISK-TGT-4", "/domain/devices/disk[1]/target/@bus", 25, 25,
        BUSES,
        "i d e", "ide",
    ),
    Case(
        "00:16:3e:5d:c7:9e", "00:16:3e:5d:c7", "NIC-MAC-2",
        "/domain/devices/interface/mac/@address", 32, 12,
        ("a hardware address: six pairs of hexadecimal digits with colons between them",),
        "00:16:3e:5d:c7", None,
    ),
    Case(
        "230.0.0.1", "192.168.0.1", "NIC-MC-2", "/domain/devices/interface/source/@address", 33, 15,
        ("an IPv4 multicast address: 224.0.0.0 to 239.255.255.255",), "192.168.0.1", None,
    ),
    Case(
        "5558", "65536", "NIC-MC-3", "/domain/devices/interface/source/@port", 33, 35,
        ("a whole number from 1 to 65535",), "65536", None,
    ),
    Case(
        "mode='connect'", "mode='bind'", "CHR-UDP-1", "/domain/devices/serial", 36, 7, (), None,
        None, "<source",
    ),
    Case(
        "<target port='0'/>", "<target port='-1'/>", "CHR-6", "/domain/devices/serial/target/@port",
        38, 15, ("a whole number, 0 or more",), "-1", None,
    ),
    Case(
        "tty='/dev/pts/3'", "tty='/dev/pts/4'", "CHR-TTY-2", "/domain/devices/console", 40, 25, (),
        None, None, "tty=",
    ),
    Case(
        "type='mouse'", "type='tabelt'", "INP-2", "/domain/devices/input/@type", 43, 12,
        ("mouse", "tablet"), "tabelt", "tablet",
    ),
    Case(
        "port='5904'", "port='0'", "GFX-4", "/domain/devices/graphics/@port", 44, 26,
        ("a TCP port, 1 to 65535, or -1 for any free one",), "0", None,
    ),
    Case(
        "autoport='no'", "autoport='yes'", "GFX-11", "/domain/devices/graphics", 44, 26, (), None,
        None, "port=",
    ),
    Case(
        "autoport='no'", "autoport='maybe'", "GFX-7", "/domain/devices/graphics/@autoport", 44, 38,
        ("yes", "no"), "maybe", None,
    ),
    Case(
        "127.0.0.1", "localhost", "GFX-8", "/domain/devices/graphics/@listen", 44, 52,
        ADDRESSES,
        "localhost", None,
    ),
    Case(
        "password='s3cret'", "passwd='s3cret'", "GFX-1", "/domain/devices/graphics/@passwd", 44, 71,
        ("type", "port", "autoport", "listen", "password"), "passwd", "password",
    ),
    Case(
        "<console type='pty'", "<console type='file'", "CHR-FILE-1", "/domain/devices/console/@tty",
        40, 26, ("type",), "tty", None,
    ),
    Case(
        "<disk type='block'>", "<disk type='block' xmlns:q='urn:q' q:x='1'>", "DOM-9",
        "/domain/devices/disk[2]/@q:x", 27, 40, ("type", "device"), "q:x", None,
    ),
    Case(
        "<emulator>", "<q:x xmlns:q='urn:q'/><emulator>", "DEV-3", "/domain/devices/q:x", 22, 5,
        DEVICES, "q:x", None,
    ),
    Case(
        "<domain type", "<domain xmlns='urn:q' type", "DOM-1", "/domain", 1, 1, ("domain",),
        "domain", None,
    ),
)
# fmt: on


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule}-{n}" for n, c in enumerate(CASES)])
def test_each_fault_says_all_there_is(case: Case) -> None:
    """One change of a valid document gives one fault, with everything in it as it should be."""
    found = fault(changed(case.old, case.new))
    assert (found.rule, found.path) == (case.rule, case.path)
    assert (found.line, found.column) == (case.line, case.column)
    assert found.expected == case.expected
    assert (found.found, found.suggestion) == (case.found, case.suggestion)
    assert found.severity == "error"
    pages = "https://virtdom.readthedocs.io/en/latest/v0_4/"
    assert found.url is not None
    assert found.url.startswith(pages)


def test_the_full_document_is_valid() -> None:
    """What the changes start from has no fault, and is written as it is."""
    assert Domain.from_xml(FULL).validate() == ()
    assert Domain.from_xml(FULL).to_xml() == FULL


def test_every_sort_of_rule_has_a_case() -> None:
    """Structure, facets, assertions and identities are all among the cases."""
    rules = {case.rule for case in CASES}
    assert {"META-NAME-1", "RES-MEM-2", "OS-BIOS-1", "DISK-TGT-7"} <= rules
    assert len(rules) > 30


@pytest.mark.parametrize("case", CASES, ids=[f"{c.rule}-{n}" for n, c in enumerate(CASES)])
def test_places_point_at_what_is_wrong(case: Case) -> None:
    """The place is where the named element or attribute begins in the text."""
    text = changed(case.old, case.new)
    rest = text.splitlines()[case.line - 1][case.column - 1 :]
    name = case.path.rpartition("/")[2]
    if case.at is not None:
        assert rest.startswith(case.at)
    elif name.startswith("@") and rest[0] != "<":
        assert rest.startswith(f"{name[1:]}=")
    elif case.expected == ("no text",) and case.found is not None and rest[0] != "<":
        assert rest.startswith(case.found)
    else:
        element = case.path.split("/@")[0].rpartition("/")[2].partition("[")[0]
        assert rest.startswith(f"<{element}")


def test_an_unknown_kind_knows_the_parts_of_all() -> None:
    """Where the type of a device is wrong, what only some type has is still suggested."""
    text = having("<disk type='fiel'><sourc file='/a'/><target dev='hda'/></disk>")
    wrong_type, unknown = faults(text)
    assert wrong_type.rule == "DISK-TYPE-2"
    assert (unknown.found, unknown.suggestion) == ("sourc", "source")
    assert set(unknown.expected) == {"driver", "source", "target"}


def test_all_faults_are_told_in_order() -> None:
    """Every fault of a document is told, from its beginning to its end."""
    text = FULL
    for case in (CASES[1], CASES[3], CASES[-8], CASES[-10]):
        assert text.count(case.old) == 1
        text = text.replace(case.old, case.new)
    found = faults(text)
    assert len(found) >= 4
    places = [(one.line or 0, one.column or 0) for one in found]
    assert places == sorted(places)


def test_a_fault_reads_as_one_line() -> None:
    """A fault prints its place, what is wrong, and the rule; an error all of its faults."""
    text = changed("type='file' device", "type='fiel' device")
    line = (
        "line 23, column 11: /domain/devices/disk[1]/@type: @type is 'fiel'; expected file or "
        "block; did you mean 'file'? [DISK-TYPE-2]"
    )
    assert str(fault(text)) == line
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(text.replace("web", "a/b"))
    assert str(caught.value).splitlines()[-1] == line
    assert len(str(caught.value).splitlines()) == len(caught.value.faults)


def test_faults_of_objects_have_no_line() -> None:
    """An object has no text yet: its faults tell the path alone."""
    domain = Domain.from_xml(FULL)
    domain.memory = 0
    assert {(one.line, one.column) for one in domain.validate()} == {(None, None)}
    assert str(domain.validate()[-1]).startswith("/domain/memory: ")


def test_warnings_are_told_among_errors() -> None:
    """A refused document tells its warnings too; a document with warnings alone is read."""
    text = machine().replace("web", "a-b")
    (warning,) = Domain.from_xml(text).validate()
    assert (warning.rule, warning.severity) == ("META-NAME-2", "warning")
    found = faults(text.replace("1024", "0"))
    assert {(one.rule, one.severity) for one in found} == {
        ("META-NAME-2", "warning"),
        ("RES-MEM-2", "error"),
    }


def test_warnings_refuse_nothing_however_many() -> None:
    """Thousands of warnings leave a valid document valid."""
    serial = "<serial type='dev'><source path='/dev/parport0'/><target port='{}'/></serial>"
    domain = Domain.from_xml(having(*(serial.format(port) for port in range(1500))))
    assert {one.severity for one in domain.validate()} == {"warning"}


def test_suggestions_are_near() -> None:
    """A suggestion is one of the expected words, in any case of letters, or none."""
    assert fault(machine(attributes="type='KVM'")).suggestion == "kvm"
    assert fault(machine(attributes="type='kmv'")).suggestion == "kvm"
    assert fault(machine(attributes="type='hyperv'")).suggestion is None
    assert fault(machine(attributes="type=''")).suggestion is None


def test_long_values_are_cut_short() -> None:
    """A found value is shown in eighty characters at most."""
    found = fault(machine(attributes=f"type='{'k' * 5000}'"))
    assert found.found is not None
    assert len(found.found) == 80
    assert len(found.message) < 200


def test_unknown_parts_name_the_known_ones() -> None:
    """An unknown element or attribute tells which there are, or the one that was meant."""
    assert fault(having(disk().replace("</disk>", "<readonly/></disk>"))).message == (
        "<disk> has no element 'readonly' in this edition; it has driver, source, target"
    )
    assert fault(having(disk().replace("dev=", "bs='1' dev="))).message == (
        "<target> has no attribute 'bs' in this edition; did you mean 'bus'?"
    )


# Places in texts of any form

WRONG = machine().replace("web", "é𝄞日").replace("1024", "x").replace("><", ">\n\t<")
"""A name of characters of two, three and four bytes; the memory, of the line after, is wrong."""


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (WRONG, (3, 2)),
        (WRONG.replace("\n\t", ""), (1, 36)),
        (WRONG.replace("\n", "\r\n"), (3, 2)),
        (WRONG.replace("\t", "    "), (3, 5)),
        ("\ufeff" + WRONG, (3, 2)),
        (WRONG.encode(), (3, 2)),
        (WRONG.replace("\n\t", "").encode(), (1, 36)),
        (WRONG.encode("utf-8-sig"), (3, 2)),
        (WRONG.encode("utf-16"), (3, 2)),
        (WRONG.replace("\n\t", "").encode("utf-16-le"), (1, 36)),
        (WRONG.encode("utf-16-be"), (3, 2)),
        (WRONG.encode("utf-32"), (3, 2)),
        (f"<?xml version='1.0'?>\n\n<!-- <domain/> é -->{WRONG}", (5, 2)),
        (f"  \n  {WRONG}", (4, 2)),
    ],
)
def test_places_count_lines_and_characters(data: str | bytes, place: tuple[int, int]) -> None:
    """Lines end at line feeds; columns are characters, whatever their bytes and marks."""
    (found,) = (one for one in faults(data) if one.rule == "RES-MEM-2")
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("encoding", "name"), [("iso-8859-1", "é"), ("windows-1252", "€"), ("koi8-r", "жж")]
)
def test_places_count_characters_of_declared_encodings(encoding: str, name: str) -> None:
    """A declared encoding of one byte per character changes no place."""
    text = f"<?xml version='1.0' encoding='{encoding}'?>\n{machine()}".replace("1024", "x")
    text = text.replace("web", name)
    found = faults(text.encode(encoding))[-1]
    assert (found.line, found.column) == (2, text.splitlines()[1].index("<memory>") + 1)


@pytest.mark.parametrize(
    ("graphics", "place"),
    [
        ("<graphics type='vnc' port='0'/>", (1, 22)),
        ('<graphics type="vnc" port="0"/>', (1, 22)),
        ("<graphics\n  type='vnc'\n  port\n =\n '0'\n/>", (3, 3)),
        ("<graphics\ttype='vnc'\tport = '0'></graphics>", (1, 22)),
        ("<graphics type='vnc' password=' port=&apos;1&apos; ' port='0'/>", (1, 54)),
        ("<graphics type='vnc' password=\"port='1'\" port='0'/>", (1, 42)),
        ("<graphics type='vnc' password='>' port='0'/>", (1, 35)),
        ("<graphics type='vnc' password='&lt;&#10;&amp;' port='0'/>", (1, 48)),
        ("<graphics type='vnc' port='&#48;'/>", (1, 22)),
        ("<!-- <graphics port='0'/> --><graphics type='vnc' port='0'/>", (1, 51)),
        ("<?graphics port='0'?><graphics type='vnc' port='0'/>", (1, 43)),
    ],
)
def test_attributes_are_found_in_any_layout(graphics: str, place: tuple[int, int]) -> None:
    """The place of an attribute is where its name begins, whatever stands around it."""
    text = having(f"\n{graphics}")
    found = fault(text)
    assert (found.rule, found.path) == ("GFX-4", "/domain/devices/graphics/@port")
    assert (found.line, found.column) == (place[0] + 1, place[1])


def test_attributes_of_other_namespaces_have_their_own_place() -> None:
    """A prefixed attribute is told by its prefix and at its own place, beside one of its name."""
    text = having("<graphics xmlns:q='urn:q' q:type='x' type='vnx' xml:lang='en'/>")
    start = text.index("<graphics") + 1
    assert [(one.path.rpartition("/")[2], (one.column or 0) - start) for one in faults(text)] == [
        ("@q:type", 26),
        ("@type", 37),
        ("@xml:lang", 48),
    ]


def test_the_namespace_of_an_unprefixed_name_is_told() -> None:
    """A name that looks right and is of a default namespace is told with it."""
    root = fault(machine(attributes="xmlns='urn:other' type='kvm'"))
    assert root.message == (
        "the root element is <domain> of the namespace 'urn:other'; expected <domain>"
    )
    inner = fault(having("<disk xmlns='urn:other' type='file'/>"))
    assert inner.message.startswith("<devices> has no element 'disk' of the namespace 'urn:other'")


def test_text_in_cdata_is_no_markup() -> None:
    """Elements written inside CDATA or comments do not shift the places after them."""
    text = having("<emulator><![CDATA[/<disk>]]></emulator>\n<!-- <disk> -->", "<disk type='x'/>")
    found = faults(text)[-1]
    assert (found.path, found.line, found.column) == ("/domain/devices/disk/@type", 2, 22)


def test_faults_compare_and_hash_by_content() -> None:
    """Faults are values: equal ones are equal, and a set of them has each once."""
    text = changed("type='file' device", "type='fiel' device")
    assert fault(text) == fault(text)
    assert len({fault(text), fault(text)}) == 1
    assert isinstance(fault(text), Fault)
