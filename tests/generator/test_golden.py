"""Small schemas, each with one feature of the format, and the bindings they become.

What is generated stands in `golden/NAME/expected/`. After a change that is meant, it is written
anew by UPDATE; without that, a test only compares.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import given, settings
from lxml import etree

from virtdom_generator.errors import SchemaError
from virtdom_generator.generate import generate
from virtdom_runtime.faults import InvalidDomain

from ..properties.mutations import mutants
from .editions import bindings, copied, importable, imported
from .schemas import GOLDEN

UPDATE = "VIRTDOM_UPDATE_GOLDEN=1 pytest tests/generator/test_golden.py"

QEMU = "xmlns:qemu='urn:example:qemu'"
OTHER = "<o:a xmlns:o='urn:other'/>"

VALID: dict[str, tuple[str, ...]] = {
    "child_per_kind": (
        "<domain/>",
        "<domain><interface type='bridge'><mac>m</mac><source bridge='b'/></interface></domain>",
        (
            "<domain><interface type='network'><source network='n' portgroup='p'/></interface>"
            "<interface type='user'/></domain>"
        ),
    ),
    "containers": (
        "<domain/>",
        "<domain><devices/></domain>",
        "<domain><devices><!-- none --></devices></domain>",
        "<domain><devices><defaults/></devices></domain>",
        "<domain><devices><defaults cache='none'/><disk dev='a'/></devices><clock/></domain>",
    ),
    "default_kind": (
        "<domain><disk file='/a'><target>t</target></disk></domain>",
        "<domain><disk type='file' file='/a'><target>t</target></disk></domain>",
        (
            "<domain><disk type='block' path='/a'><target>t</target></disk>"
            "<disk type='dir' path='/b'><target>u</target></disk></domain>"
        ),
    ),
    "hex_numbers": (
        "<domain><address slot='0x1F'/><address slot='0x05'/><address slot='31'/></domain>",
        "<domain><address slot=' 0x0 ' domain='0xFFFF' multifunction='off'/></domain>",
        "<domain><base>0x1f</base></domain>",
    ),
    "identity_rules": (
        "<domain><name>web</name><disk dev='a'/><disk dev='b'/><disk/><disk/></domain>",
        (
            "<domain><disk><on type='s' index='01'/></disk>"
            "<controller type='s'><index>1</index></controller></domain>"
        ),
        "<domain><name>WEB</name></domain>",
    ),
    "lists_unions": (
        "<domain cpus='01  2'><port>080</port><flags/></domain>",
        "<domain bus='ide' ratio='.50'><port>auto</port><flags>up down up</flags></domain>",
        "<domain bus='other' path='/a.qcow2' cpus='1 2 3 4'/>",
    ),
    "name_clashes": (
        (
            "<domain id='i' None='n' io-thread='a' ioThread='b' onReboot='c' extras='d'>"
            "<class def='x' self='y' type='2.0'/><from>a</from><from>b</from><match>m</match>"
            "<list>l</list><on_crash>1</on_crash><onReboot>2</onReboot><on-poweroff>3</on-poweroff>"
            "<uuid>u</uuid><UUID>U</UUID><address>x</address><policy>y</policy>"
            "<hardware value='v'>h</hardware></domain>"
        ),
        "<domain><class type='a b'/></domain>",
    ),
    "namespaces": (
        (
            f"<domain {QEMU}><name>a</name><qemu:commandline><qemu:arg>-S</qemu:arg>"
            "<qemu:arg> x </qemu:arg><qemu:env name='A' value='1'/></qemu:commandline></domain>"
        ),
        "<domain><name>a</name><capabilities xmlns='urn:example:qemu' add='b'/></domain>",
    ),
    "nested_alternatives": (
        "<domain><disk type='file'/></domain>",
        "<domain><disk type='network'><source protocol='nbd' port='1'/></disk></domain>",
        (
            "<domain><disk type='network'><source protocol='rbd'><auth>a</auth></source></disk>"
            "</domain>"
        ),
    ),
    "print_order": (
        (
            "<domain id='1' type='x'><memory>1</memory>"
            "<disk type='file'><target>t</target><source>s</source><driver>d</driver></disk>"
            "<disk type='block'><target>t</target><source>s</source><driver>d</driver></disk>"
            "<disk type='none'><target>t</target><driver>d</driver></disk><name>n</name></domain>"
        ),
    ),
    "recursive": (
        (
            "<domain><backingStore type='file' file='a'><backingStore type='file' file='b'>"
            "<backingStore/></backingStore></backingStore></domain>"
        ),
        (
            "<domain><group><member name='x'><group><member name='y'/></group></member>"
            "<member name='z'/></group><group/></domain>"
        ),
        f"<domain>{'<backingStore>' * 90}{'</backingStore>' * 90}</domain>",
    ),
    "shared_type": (
        (
            "<domain><disk><address slot='1'/></disk><card><address slot='2'/><address slot='3'/>"
            "<via slot='4'/></card><hub slot='05'/></domain>"
        ),
    ),
    "text_attributes": (
        (
            "<domain><name>n</name><title> t  u </title><vcpu placement='auto' current='1'>2</vcpu>"
            "<kernel version='1.50'> k </kernel><init version='2' once='true'>i</init><init/>"
            "</domain>"
        ),
        "<domain><name>n</name><vcpu>1<!-- one -->2</vcpu></domain>",
    ),
    "two_attributes": (
        (
            "<domain><controller type='usb' model='xhci' ports='4'><master>1</master></controller>"
            "<controller type='usb' model='uhci'/><controller type='usb'><master>2</master>"
            "</controller><controller type='scsi' model='xhci' queues='2'/></domain>"
        ),
    ),
    "type_per_element": (
        (
            "<domain><serial type='pty'><target>1</target></serial>"
            "<serial type='file'><source>s</source></serial><parallel type='pty'/>"
            "<console type='pty' tty='x'/></domain>"
        ),
        "<domain><console type='file'><source>s</source></console></domain>",
    ),
    "units": (
        (
            "<domain><memory unit='GiB'>4</memory><currentMemory>4</currentMemory>"
            "<period unit='ms'>1.50</period></domain>"
        ),
        "<domain><memory>4</memory><period unit='s'>1e3</period></domain>",
        "<domain><memory>4</memory><period unit='s'>-INF</period></domain>",
    ),
    "wildcard": (
        (
            "<domain><name>a</name><metadata a='1' x:b='2' xmlns:x='urn:x'>text <x:a c='d'>in<b/>"
            "</x:a> tail &lt; <!-- c --> end</metadata></domain>"
        ),
        (
            f"<domain><name>a</name><extension id='i'>{OTHER}<title>t</title>{OTHER}</extension>"
            "</domain>"
        ),
        "<domain><name>a</name><metadata/></domain>",
    ),
}

# (document, path of the fault, its rule)
INVALID: dict[str, tuple[tuple[str, str, str], ...]] = {
    "child_per_kind": (
        (
            "<domain><interface type='bridge'><source bridge='b' zone='n'/></interface></domain>",
            "/domain/interface/source/@zone",
            "bridgeInterfaceSource",
        ),
        (
            "<domain><interface type='user'><source bridge='b'/></interface></domain>",
            "/domain/interface/source",
            "userInterface",
        ),
        (
            "<domain><interface><source bridge='b'/></interface></domain>",
            "/domain/interface/@type",
            "interface.type",
        ),
    ),
    "containers": (
        (
            "<domain><devices><disk dev='a'/><disk dev='a'/></devices></domain>",
            "/domain/devices/disk[2]",
            "DISK-1",
        ),
        ("<domain><devices/><devices/></domain>", "/domain/devices[2]", "domain.devices"),
        ("<domain><devices kind='x'/></domain>", "/domain/devices/@kind", "devices"),
        (
            "<domain><devices><defaults><cache/></defaults></devices></domain>",
            "/domain/devices/defaults/cache",
            "deviceDefaults",
        ),
    ),
    "default_kind": (
        (
            "<domain><disk path='/a' file='/a'><target>t</target></disk></domain>",
            "/domain/disk/@path",
            "fileDisk",
        ),
        (
            "<domain><disk type='' file='/a'><target>t</target></disk></domain>",
            "/domain/disk/@type",
            "disk.type",
        ),
        (
            "<domain><disk type='dir' path='/a'/></domain>",
            "/domain/disk",
            "hostDisk.target",
        ),
    ),
    "hex_numbers": (
        ("<domain><address slot='0x20'/></domain>", "/domain/address/@slot", "address.slot"),
        ("<domain><address slot='0X1f'/></domain>", "/domain/address/@slot", "address.slot"),
        ("<domain><address slot='32'/></domain>", "/domain/address/@slot", "address.slot"),
        ("<domain><address slot='0x00'/></domain>", "/domain/address", "HEX-1"),
        ("<domain><base/></domain>", "/domain/base", "domain.base"),
        (
            "<domain><address slot='1' multifunction='yes'/></domain>",
            "/domain/address/@multifunction",
            "address.multifunction",
        ),
    ),
    "identity_rules": (
        ("<domain><disk dev='a'/><disk dev=' a '/></domain>", "/domain/disk[2]", "ID-2"),
        (
            (
                "<domain><disk/><disk/><controller type='s'><index>1</index></controller>"
                "<controller type='s'><index>01</index></controller></domain>"
            ),
            "/domain/controller[2]",
            "ID-3",
        ),
        (
            (
                "<domain><disk><on type='s' index='2'/></disk>"
                "<controller type='s'><index>1</index></controller></domain>"
            ),
            "/domain/disk/on",
            "ID-4",
        ),
        (
            "<domain><controller type='s'><index>0</index></controller></domain>",
            "/domain",
            "ID-5",
        ),
        (
            "<domain><disk/><controller type='s'><index>2</index></controller></domain>",
            "/domain",
            "ID-5",
        ),
    ),
    "lists_unions": (
        ("<domain><port>70000</port></domain>", "/domain/port", "domain.port"),
        ("<domain><port/></domain>", "/domain/port", "domain.port"),
        ("<domain><flags>up left</flags></domain>", "/domain/flags", "domain.flags"),
        ("<domain cpus='1'/>", "/domain/@cpus", "domain.cpus"),
        ("<domain cpus='1 2 3 4 5'/>", "/domain/@cpus", "domain.cpus"),
        ("<domain cpus='1 256'/>", "/domain/@cpus", "domain.cpus"),
        ("<domain bus='a b'/>", "/domain/@bus", "domain.bus"),
        ("<domain path='a.img'/>", "/domain/@path", "domain.path"),
        ("<domain path='/a.raw'/>", "/domain/@path", "domain.path"),
        ("<domain ratio='1'/>", "/domain/@ratio", "domain.ratio"),
        ("<domain ratio='0.123'/>", "/domain/@ratio", "domain.ratio"),
        ("<domain ratio='1e-1'/>", "/domain/@ratio", "domain.ratio"),
    ),
    "name_clashes": (
        ("<domain><class type='c'/></domain>", "/domain/class/@type", "class.type"),
        ("<domain><Class/></domain>", "/domain/Class", "domain"),
        ("<domain><uuid>a</uuid><uuid>b</uuid></domain>", "/domain/uuid[2]", "domain.uuid"),
    ),
    "namespaces": (
        (
            "<domain><name>a</name><capabilities add='b'/></domain>",
            "/domain/capabilities",
            "domain",
        ),
        (
            f"<domain {QEMU}><name>a</name><qemu:capabilities/></domain>",
            "/domain/qemu:capabilities/@add",
            "capabilities.add",
        ),
        (
            f"<domain {QEMU}><name>a</name><qemu:capabilities add='b' qemu:add='b'/></domain>",
            "/domain/qemu:capabilities/@qemu:add",
            "capabilities",
        ),
        (
            (
                f"<domain {QEMU}><name>-S</name><qemu:commandline><qemu:arg>-S</qemu:arg>"
                "</qemu:commandline></domain>"
            ),
            "/domain",
            "NS-1",
        ),
    ),
    "nested_alternatives": (
        (
            (
                "<domain><disk type='network'><source protocol='rbd' port='1'>"
                "<auth>a</auth></source></disk></domain>"
            ),
            "/domain/disk/source/@port",
            "rbdNetworkSource",
        ),
        (
            "<domain><disk type='network'><source protocol='http'/></disk></domain>",
            "/domain/disk/source/@protocol",
            "networkSource.protocol",
        ),
        (
            "<domain><disk type='file'><source protocol='nbd'/></disk></domain>",
            "/domain/disk/source",
            "fileDisk",
        ),
        ("<domain><disk type='network'/></domain>", "/domain/disk", "networkDisk.source"),
    ),
    "print_order": (
        ("<domain><memory>1</memory></domain>", "/domain", "domain.name"),
        (
            (
                "<domain><memory>1</memory><name>n</name><disk type='none'><source>s</source>"
                "<target>t</target></disk></domain>"
            ),
            "/domain/disk/source",
            "noneDisk",
        ),
    ),
    "recursive": (
        (
            "<domain><backingStore><backingStore type='file'/></backingStore></domain>",
            "/domain/backingStore/backingStore/@file",
            "fileBackingStore.file",
        ),
        (
            "<domain><backingStore file='a'/></domain>",
            "/domain/backingStore/@file",
            "backingStore",
        ),
        (
            "<domain><group><member name='x'><group><member/></group></member></group></domain>",
            "/domain/group/member/group/member/@name",
            "member.name",
        ),
    ),
    "shared_type": (
        (
            (
                "<domain><card><address slot='2'/><address slot='3'/><address slot='4'/></card>"
                "</domain>"
            ),
            "/domain/card/address[3]",
            "card.address",
        ),
        ("<domain><disk/></domain>", "/domain/disk", "disk.address"),
        ("<domain><hub slot='32'/></domain>", "/domain/hub/@slot", "address.slot"),
    ),
    "text_attributes": (
        ("<domain><name/><vcpu>1</vcpu></domain>", "/domain/name", "domain.name"),
        (
            f"<domain><name>{'n' * 65}</name><vcpu>1</vcpu></domain>",
            "/domain/name",
            "domain.name",
        ),
        ("<domain><name>n</name><vcpu/></domain>", "/domain/vcpu", "vcpu"),
        (
            "<domain><name>n</name><vcpu>1</vcpu><init once='false'/></domain>",
            "/domain/init/@once",
            "init.once",
        ),
        (
            "<domain><name>n</name><vcpu>1</vcpu><title><x/></title></domain>",
            "/domain/title/x",
            "title",
        ),
    ),
    "two_attributes": (
        (
            "<domain><controller type='usb' model='uhci' ports='4'/></domain>",
            "/domain/controller/@ports",
            "usbController",
        ),
        (
            "<domain><controller type='scsi' model='xhci' ports='4'/></domain>",
            "/domain/controller/@ports",
            "scsiController",
        ),
        (
            "<domain><controller model='xhci'/></domain>",
            "/domain/controller/@type",
            "controller.type",
        ),
    ),
    "type_per_element": (
        (
            "<domain><serial type='pty' tty='x'/></domain>",
            "/domain/serial/@tty",
            "ptyCharacterDevice",
        ),
        (
            "<domain><parallel type='file'/></domain>",
            "/domain/parallel",
            "fileCharacterDevice.source",
        ),
    ),
    "units": (
        ("<domain><memory unit='TiB'>4</memory></domain>", "/domain/memory/@unit", "memory.unit"),
        (
            "<domain><memory>4</memory><period>1</period></domain>",
            "/domain/period/@unit",
            "period.unit",
        ),
        ("<domain><memory>4 GiB</memory></domain>", "/domain/memory", "memory"),
    ),
    "wildcard": (
        (
            "<domain><name>a</name><extension id='i'><title>t</title><a/></extension></domain>",
            "/domain/extension/a",
            "extension",
        ),
        (
            (
                f"<domain><name>a</name><extension id='i'><title>t</title>{OTHER * 3}</extension>"
                "</domain>"
            ),
            "/domain/extension",
            "extension",
        ),
        (
            "<domain><name>a</name><extension id='i' x='1'><title>t</title></extension></domain>",
            "/domain/extension/@x",
            "extension",
        ),
    ),
}


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, str]]:
    """The generated package of every golden schema, by its name and by path."""
    return {name: bindings(GOLDEN, name) for name in VALID}


@pytest.fixture(scope="module")
def editions(
    texts: dict[str, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The bindings of every golden schema, imported, by its name."""
    out = tmp_path_factory.mktemp("bindings")
    with importable(out):
        yield {name: imported(files, name, out) for name, files in texts.items()}


@pytest.fixture(scope="module")
def schemas() -> dict[str, xmlschema.XMLSchema11]:
    """The golden schemas as xmlschema reads them, by name."""
    return {name: xmlschema.XMLSchema11(str(GOLDEN / name / "domain.xsd")) for name in VALID}


def valid() -> list[Any]:
    return [
        pytest.param(name, text, id=f"{name}-{number}")
        for name, texts in VALID.items()
        for number, text in enumerate(texts)
    ]


def invalid() -> list[Any]:
    return [
        pytest.param(name, *case, id=f"{name}-{number}")
        for name, cases in INVALID.items()
        for number, case in enumerate(cases)
    ]


# Output


def expected(files: dict[str, str]) -> dict[str, str]:
    """What is compared of a package: its chapters and its compiled conditions."""
    kept = {path.rpartition("/")[2]: text for path, text in files.items() if path.endswith(".py")}
    return {
        f"{file}.txt": kept[file] for file in sorted(kept.keys() - {"__init__.py", "_tables.py"})
    }


def stored(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_every_golden_schema_is_judged() -> None:
    """Every golden schema has documents that it accepts and documents that it refuses."""
    names = {path.name for path in GOLDEN.iterdir()}
    assert names == VALID.keys() == INVALID.keys()
    assert all(VALID.values())
    assert all(INVALID.values())


@pytest.mark.parametrize("name", VALID)
def test_bindings_are_as_expected(texts: dict[str, dict[str, str]], name: str) -> None:
    """The generated chapters and conditions of a golden schema are those in `expected/`."""
    folder = GOLDEN / name / "expected"
    made = expected(texts[name])
    if os.environ.get("VIRTDOM_UPDATE_GOLDEN"):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for file, text in made.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    there = stored(folder)
    difference = "".join(
        line
        for file in sorted({*there, *made})
        for line in difflib.unified_diff(
            there.get(file, "").splitlines(keepends=True),
            made.get(file, "").splitlines(keepends=True),
            f"expected/{file}",
            f"generated/{file}",
        )
    )
    assert there == made, f"{difference}\nIf this is meant, write it anew: {UPDATE}"


# Behaviour


def back(text: str) -> etree._Element:  # pyright: ignore[reportPrivateUsage]
    return etree.fromstring(text)


@pytest.mark.parametrize(("name", "text"), valid())
def test_valid_documents_come_back(
    editions: dict[str, Any], schemas: dict[str, xmlschema.XMLSchema11], name: str, text: str
) -> None:
    """What xmlschema accepts is read; it is written valid, reads back equal, and so does JSON."""
    edition, schema = editions[name], schemas[name]
    assert schema.is_valid(text)
    domain = edition.Domain.from_xml(text)
    written = domain.to_xml()
    assert schema.is_valid(written)
    again = edition.Domain.from_xml(written)
    assert again == domain
    assert again.to_xml() == written
    assert edition.Domain.from_json(domain.to_json()) == domain
    assert edition.Domain.from_dict(domain.to_dict()) == domain
    assert edition.Domain.from_element(back(text)) == domain
    assert not [fault for fault in domain.validate() if fault.severity == "error"]


@pytest.mark.parametrize(("name", "text"), valid())
def test_filled_in_documents_mean_the_same(
    editions: dict[str, Any], schemas: dict[str, xmlschema.XMLSchema11], name: str, text: str
) -> None:
    """Filling in defaults keeps a document valid and its meaning the same."""
    domain = editions[name].Domain.from_xml(text)
    filled = domain.with_defaults()
    assert schemas[name].is_valid(filled.to_xml())
    assert filled.with_defaults() == filled
    assert editions[name].compare(domain, filled) == ()


@pytest.mark.parametrize(("name", "text", "path", "rule"), invalid())
def test_invalid_documents_name_place_and_rule(
    editions: dict[str, Any],
    schemas: dict[str, xmlschema.XMLSchema11],
    name: str,
    text: str,
    path: str,
    rule: str,
) -> None:
    """What xmlschema refuses is refused, with one fault: its rule and its place."""
    assert not schemas[name].is_valid(text)
    with pytest.raises(InvalidDomain) as caught:
        editions[name].Domain.from_xml(text)
    assert [(fault.path, fault.rule) for fault in caught.value.faults] == [(path, rule)]


@pytest.mark.parametrize("name", VALID)
def test_changed_documents_are_judged_alike(
    editions: dict[str, Any], schemas: dict[str, xmlschema.XMLSchema11], name: str
) -> None:
    """After up to three changes bindings accept a document exactly when xmlschema does."""
    documents = [back(text) for text in VALID[name] if len(text) < 1000]

    @settings(max_examples=25)
    @given(mutants(documents))
    def check(text: str) -> None:
        accepted = schemas[name].is_valid(text)
        try:
            domain = editions[name].Domain.from_xml(text)
        except InvalidDomain:
            assert not accepted
        else:
            assert accepted
            assert editions[name].Domain.from_xml(domain.to_xml()) == domain

    check()


# The point of each


def test_children_differ_by_kind(editions: dict[str, Any]) -> None:
    """The same child has the class that its kind of parent gives it."""
    v = editions["child_per_kind"]
    network, user = v.Domain.from_xml(VALID["child_per_kind"][2]).interfaces
    assert network.source == v.NetworkInterfaceSource(network="n", portgroup="p")
    assert user == v.UserInterface()
    assert not hasattr(user, "source")


def test_containers_are_always_there(editions: dict[str, Any]) -> None:
    """The object of a container is there without its element, which is written once it holds
    something, or where it was there before."""
    edition = editions["containers"]
    domain = edition.Domain.from_xml("<domain/>")
    assert domain == edition.Domain()
    assert domain.devices == edition.Devices(defaults=edition.DeviceDefaults())
    assert domain.to_xml() == "<domain/>\n"
    assert repr(domain) == "Domain()"
    assert domain.clock is None

    domain.devices.disks.append(edition.Disk(dev="a"))
    assert "<disk dev='a'/>" in domain.to_xml()
    domain.devices.disks.clear()
    assert domain.to_xml() == "<domain/>\n"
    domain.devices.defaults.cache = "none"
    assert "<defaults cache='none'/>" in domain.to_xml()
    assert edition.Domain().devices == edition.Devices()

    there = edition.Domain.from_xml("<domain><devices><defaults/></devices></domain>")
    assert there.to_xml() == "<domain>\n  <devices>\n    <defaults/>\n  </devices>\n</domain>\n"
    assert edition.compare(there, edition.Domain()) == ()


def test_missing_attribute_means_the_default_kind(editions: dict[str, Any]) -> None:
    """An element without the deciding attribute is of the default kind, and is written with it."""
    v = editions["default_kind"]
    (disk,) = v.Domain.from_xml(VALID["default_kind"][0]).disks
    assert disk == v.FileDisk(file="/a", target="t")
    assert disk.type == "file"
    assert disk.to_xml().startswith("<disk type='file' file='/a'>")


def test_kind_of_two_values_keeps_which(editions: dict[str, Any]) -> None:
    """A kind that several values pick has the value as a field."""
    v = editions["default_kind"]
    block, folder = v.Domain.from_xml(VALID["default_kind"][2]).disks
    assert type(block) is type(folder) is v.HostDisk
    assert (block.type, folder.type) == ("block", "dir")
    with pytest.raises(InvalidDomain, match="@file"):
        v.Domain(disks=[v.HostDisk(path="/a", target="t")]).to_xml()


def test_numbers_print_as_written(editions: dict[str, Any]) -> None:
    """A number in hexadecimal is an int that prints as it was written."""
    v = editions["hex_numbers"]
    domain = v.Domain.from_xml(VALID["hex_numbers"][0])
    assert [address.slot for address in domain.addresses] == [31, 5, 31]
    assert [str(address.slot) for address in domain.addresses] == ["0x1F", "0x05", "31"]
    assert domain.to_xml().count("slot='0x1F'") == 1


def test_numbers_take_the_spelling_their_space_needs(editions: dict[str, Any]) -> None:
    """A plain int is written in hexadecimal where its space has no decimal of that size."""
    v = editions["hex_numbers"]
    domain = v.Domain(addresses=[v.Address(domain=0xFFFF, slot=5)])
    assert "domain='0xffff' slot='5'" in domain.to_xml()


def test_a_false_word_is_not_left_out(editions: dict[str, Any]) -> None:
    """An attribute that is off is not the same as one that is absent."""
    v = editions["hex_numbers"]
    domain = v.Domain.from_xml(VALID["hex_numbers"][1])
    assert domain.addresses[0].multifunction is False
    assert "multifunction='off'" in domain.to_xml()
    assert "multifunction=False" in repr(domain)


def test_warnings_do_not_refuse(editions: dict[str, Any]) -> None:
    """A SHOULD that is broken is a warning: the document reads, and `validate` tells it."""
    v = editions["identity_rules"]
    domain = v.Domain.from_xml(VALID["identity_rules"][2])
    (warning,) = domain.validate()
    assert (warning.rule, warning.severity) == ("ID-6", "warning")


def test_repetitions_tell_the_first(editions: dict[str, Any]) -> None:
    """The fault of a repetition stands at the second place and names the first."""
    v = editions["identity_rules"]
    with pytest.raises(InvalidDomain, match=r"'a' stands already at /domain/disk\[1\]"):
        v.Domain.from_xml(INVALID["identity_rules"][0][0])


def test_key_without_a_field_is_a_fault(editions: dict[str, Any]) -> None:
    """A key needs its fields, a uniqueness does not."""
    v = editions["identity_rules"]
    with pytest.raises(InvalidDomain) as caught:
        v.Domain.from_xml("<domain><disk/><controller type='s'/></domain>")
    assert "ID-3" in {fault.rule for fault in caught.value.faults}
    v.Domain.from_xml("<domain><disk/><disk/></domain>")


def test_lists_and_unions_have_python_types(editions: dict[str, Any]) -> None:
    """A list reads as a list, a union as the first of its members that takes the text."""
    domain = editions["lists_unions"].Domain.from_xml(VALID["lists_unions"][0])
    assert (domain.cpus, domain.port, domain.flags) == ([1, 2], 80, [])
    assert domain.to_xml() == (
        "<domain cpus='01 2'>\n  <port>080</port>\n  <flags></flags>\n</domain>\n"
    )
    domain.port = "auto"
    domain.cpus = [3, 4]
    assert "<port>auto</port>" in domain.to_xml()
    assert "cpus='3 4'" in domain.to_xml()


def test_decimals_print_as_written(editions: dict[str, Any]) -> None:
    """A decimal number keeps its spelling."""
    domain = editions["lists_unions"].Domain.from_xml("<domain ratio='.50'/>")
    assert domain.ratio * 2 == 1
    assert "ratio='.50'" in domain.copy().to_xml()


def test_difficult_names(editions: dict[str, Any]) -> None:
    """Names that Python has, or that meet another's, are mechanical or as annotated."""
    v = editions["name_clashes"]
    domain = v.Domain.from_xml(VALID["name_clashes"][0])
    assert (domain.id, domain.none, domain.io_thread, domain.io_thread_number) == tuple("inab")
    assert domain.class_ == v.Class(def_="x", self="y", type="2.0")
    assert (domain.froms, domain.match, domain.list_) == (["a", "b"], "m", "l")
    assert (domain.on_crash, domain.on_reboot, domain.on_poweroff) == ("1", "2", "3")
    assert (domain.on_reboot_attribute, domain.extras_attribute) == ("c", "d")
    assert (domain.uuid, domain.upper_uuid) == ("u", "U")
    assert (domain.addresses, domain.policies) == (["x"], ["y"])
    assert domain.hardware == [v.Text("h", value_attribute="v")]


def test_other_namespaces_are_written_with_their_prefix(editions: dict[str, Any]) -> None:
    """Elements of another namespace carry the prefix that the schema gives it, declared once."""
    v = editions["namespaces"]
    domain = v.Domain.from_xml(VALID["namespaces"][1])
    assert domain.to_xml() == (
        "<domain xmlns:q='urn:example:qemu'>\n  <name>a</name>\n  <q:capabilities add='b'/>\n"
        "</domain>\n"
    )
    assert domain.capabilities.to_xml() == "<q:capabilities xmlns:q='urn:example:qemu' add='b'/>\n"
    assert "xmlns" not in v.Domain(name="a").to_xml()


def test_other_namespaces_are_suggested_with_their_prefix(editions: dict[str, Any]) -> None:
    """An element without the prefix it needs is told the one that has it."""
    with pytest.raises(InvalidDomain, match="did you mean 'q:capabilities'"):
        editions["namespaces"].Domain.from_xml(INVALID["namespaces"][0][0])


def test_alternatives_nest(editions: dict[str, Any]) -> None:
    """A child of a kind has kinds of its own."""
    v = editions["nested_alternatives"]
    sources = [v.Domain.from_xml(text).disks[0].source for text in VALID["nested_alternatives"][1:]]
    assert sources == [v.NbdNetworkSource(port=1), v.RbdNetworkSource(auth="a")]


def test_print_order_is_annotated(editions: dict[str, Any]) -> None:
    """Children and attributes print in the annotated order, which a kind may have of its own."""
    domain = editions["print_order"].Domain.from_xml(VALID["print_order"][0])
    root = back(domain.to_xml())
    assert list(root.attrib) == ["type", "id"]
    assert [child.tag for child in root] == ["name", "disk", "disk", "disk", "memory"]
    assert [[child.tag for child in disk] for disk in root.iterchildren("disk")] == [
        ["driver", "source", "target"],
        ["source", "driver", "target"],
        ["driver", "target"],
    ]


def test_types_hold_themselves(editions: dict[str, Any]) -> None:
    """A recursive type reads to any depth that XML is read to."""
    v = editions["recursive"]
    domain = v.Domain.from_xml(VALID["recursive"][0])
    assert domain.backing_store.backing_store.backing_store == v.OtherBackingStore()
    (group, empty) = v.Domain.from_xml(VALID["recursive"][1]).groups
    assert group.members[0].group.members == [v.Member(name="y")]
    assert empty == v.Group()
    with pytest.raises(InvalidDomain, match="deeper than 256"):
        v.Domain.from_xml(f"<domain>{'<backingStore>' * 256}{'</backingStore>' * 256}</domain>")


def test_shared_classes_are_written_under_a_tag(editions: dict[str, Any]) -> None:
    """A class that stands under several names is written alone under the one that is asked for."""
    v = editions["shared_type"]
    address = v.Address(slot=3)
    assert address.to_xml(tag="via") == "<via slot='3'/>\n"
    assert [v.Address.from_xml(address.to_xml(tag=tag)) for tag in ("hub", "address")] == [
        address
    ] * 2
    with pytest.raises(ValueError, match="Address needs tag=: hub, address or via"):
        address.to_xml()
    with pytest.raises(ValueError, match="Address has no tag 'disk'"):
        address.to_xml(tag="disk")
    with pytest.raises(InvalidDomain, match="the root element is <slot>; expected <hub>, "):
        v.Address.from_xml("<slot slot='3'/>")


def test_text_beside_attributes(editions: dict[str, Any]) -> None:
    """Text with attributes is `value`, the one positional argument; its blanks count if they do."""
    v = editions["text_attributes"]
    domain = v.Domain.from_xml(VALID["text_attributes"][0])
    assert domain.vcpu == v.Vcpu(2, placement="auto", current=1)
    assert domain.kernel.value == " k "
    assert domain.title.value == "t  u"
    assert domain.inits[0].once is True
    assert v.Domain.from_xml(VALID["text_attributes"][1]).vcpu.value == 12


def test_two_attributes_pick_the_kind(editions: dict[str, Any]) -> None:
    """Where two attributes decide, the first alternative that holds is the kind."""
    v = editions["two_attributes"]
    kinds = [v.XhciUsbController, v.UsbController, v.UsbController, v.ScsiController]
    controllers = v.Domain.from_xml(VALID["two_attributes"][0]).controllers
    assert [one.__class__ for one in controllers] == kinds


def test_elements_share_kinds(editions: dict[str, Any]) -> None:
    """Elements of one type have classes of their own; `v:class` names those of one of them."""
    v = editions["type_per_element"]
    domain = v.Domain.from_xml(VALID["type_per_element"][0])
    assert domain.serials == [v.PtySerial(target=1), v.FileSerial(source="s")]
    assert domain.parallels == [v.PtyParallel()]
    assert domain.console == v.PtyTerminal(tty="x")


def test_sizes_keep_their_unit(editions: dict[str, Any]) -> None:
    """A size is a value and a unit, both positional if wanted, and prints as it was written."""
    v = editions["units"]
    domain = v.Domain.from_xml(VALID["units"][0])
    assert domain.memory == v.Memory(4, "GiB") == v.Memory(4, unit="GiB")
    assert domain.current_memory == v.Memory(4)
    assert "<memory unit='GiB'>4</memory>" in domain.to_xml()
    assert "<currentMemory>4</currentMemory>" in domain.to_xml()
    assert "<period unit='ms'>1.50</period>" in domain.to_xml()


def test_units_have_versions(editions: dict[str, Any]) -> None:
    """A value that came later tells the version that the document needs."""
    from virtdom_runtime.versions import requirements

    domain = editions["units"].Domain.from_xml(VALID["units"][0])
    assert [(one.since, one.path) for one in requirements(domain)] == [
        ("0.9.11", "/domain/memory/@unit")
    ]


def test_unknown_content_is_kept(editions: dict[str, Any]) -> None:
    """What a wildcard lets through is kept as it stands, text and comments included."""
    domain = editions["wildcard"].Domain.from_xml(VALID["wildcard"][0])
    inside = 'text <x:a xmlns:x="urn:x" c="d">in<b/></x:a> tail &lt; <!-- c --> end'
    assert domain.metadata.content == inside
    assert inside in domain.to_xml()
    again = back(domain.to_xml()).find("metadata")
    assert again is not None
    assert dict(again.attrib) == {"a": "1", "{urn:x}b": "2"}
    assert (
        editions["wildcard"].Domain.from_xml(VALID["wildcard"][1]).extension.content
        == ['<o:a xmlns:o="urn:other"/>'] * 2
    )


def test_content_of_a_wildcard_is_judged_when_written(editions: dict[str, Any]) -> None:
    """Content that is no XML, or not what the wildcard admits, is a fault of the object."""
    v = editions["wildcard"]
    domain = v.Domain(name="a", extension=v.Extension(id="i", title="t", content=["<o:a"]))
    assert [fault.rule for fault in domain.validate()] == ["xml.wellformed"]
    domain.extension.content = ["<o:a xmlns:o='urn:o'/>"] * 3
    assert [fault.path for fault in domain.validate()] == ["/domain/extension"]


# What has no form in Python


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (' v:name="upper_uuid"', "field of Domain: 'element UUID' and 'element uuid'"),
        (' v:name="io_thread_number"', "'attribute ioThread' and 'attribute io-thread'"),
        (' v:name="on_reboot_attribute"', "'element onReboot' and 'attribute onReboot'"),
        (' v:name="value_attribute"', "field of Text: 'text' and 'attribute value'"),
    ],
)
def test_clashes_are_refused(tmp_path: Path, annotation: str, message: str) -> None:
    """Without the annotation that parts them, two names that Python makes one are refused."""
    folder = copied(GOLDEN / "name_clashes", tmp_path / "schema" / "name_clashes")
    text = (folder / "domain.xsd").read_text(encoding="utf-8")
    assert text.count(annotation) == 1
    line = text.count("\n", 0, text.index(annotation)) + 1
    (folder / "domain.xsd").write_text(text.replace(annotation, ""), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        generate(tmp_path / "schema")
    (problem,) = caught.value.problems
    assert message in problem.message
    assert "give one of them v:name" in problem.message
    places = f"{problem.file}:{problem.line} {problem.message}"
    assert f"domain.xsd:{line} " in places or f"(domain.xsd:{line})" in places
