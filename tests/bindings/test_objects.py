"""Objects: building and changing them, judging drafts, fragments, and the other forms they take."""

from __future__ import annotations

import copy
import json
import pickle
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import msgspec
import pytest
from lxml import etree

import virtdom
from virtdom import v0_4
from virtdom.v0_4 import (
    BlockDisk,
    BridgeInterface,
    BridgeInterfaceSource,
    CharacterDeviceTarget,
    Devices,
    DiskBase,
    DiskTarget,
    Domain,
    Features,
    FileDisk,
    FileDiskSource,
    InvalidDomain,
    NullSerial,
    Os,
    OsType,
    UserInterface,
    VncGraphics,
)

from .documents import FULL, disk, having, machine


def file_disk(dev: str = "hda") -> FileDisk:
    return FileDisk(source=FileDiskSource(file="/a"), target=DiskTarget(dev=dev))


def draft(**parts: Any) -> Domain:
    """A valid domain but for the parts given, whatever their types."""
    fields: dict[str, Any] = {"type": "kvm", "name": "a", "memory": 1, "os": Os(type=OsType("hvm"))}
    return Domain(**{**fields, **parts})


def loose(cls: Any, *values: Any, **parts: Any) -> Any:
    """An object of a class, whatever the types of its parts."""
    return cls(*values, **parts)


# Building and changing


def test_objects_are_built_and_read_alike() -> None:
    """An object built in Python equals the one that its document gives."""
    one = FileDisk(source=FileDiskSource(file="/images/a.img"), target=DiskTarget(dev="hda"))
    built = draft(name="web", memory=1024, devices=Devices(disks=[one]))
    assert built == Domain.from_xml(having(disk()))
    assert built.to_xml() == Domain.from_xml(having(disk())).to_xml()


def test_written_documents_have_libvirts_layout() -> None:
    """Two blanks of indent, single quotes, empty elements in one tag, a line feed at the end."""
    domain = draft(devices=Devices(serials=[NullSerial()]), features=Features(acpi=True))
    assert domain.to_xml() == (
        "<domain type='kvm'>\n  <name>a</name>\n  <memory>1</memory>\n"
        "  <os>\n    <type>hvm</type>\n  </os>\n"
        "  <features>\n    <acpi/>\n  </features>\n"
        "  <devices>\n    <serial type='null'/>\n  </devices>\n</domain>\n"
    )


def test_kinds_are_matched() -> None:
    """A match tells kinds apart and takes their parts out."""
    found: list[str] = []
    for one in Domain.from_xml(FULL).devices.disks:
        match one:
            case FileDisk(source=FileDiskSource(file=path), device="disk"):
                found.append(path)
            case BlockDisk(type="block", source=source):
                found.append(source.dev)
            case _:
                found.append("?")
    assert found == ["/images/a.img", "/dev/sdb"]


def test_the_kind_is_the_class() -> None:
    """The attribute that makes the kind can be read and cannot be set."""
    one: Any = file_disk()
    assert one.type == FileDisk.type == "file"
    with pytest.raises(AttributeError):
        one.type = "block"
    with pytest.raises(TypeError):
        loose(FileDisk, type="file", source=one.source, target=one.target)


def test_misspelt_fields_are_errors() -> None:
    """A field that there is not can be neither set nor given."""
    domain: Any = draft()
    with pytest.raises(AttributeError):
        domain.memroy = 3
    with pytest.raises(TypeError, match="memroy"):
        draft(memroy=3)
    with pytest.raises(TypeError, match="name"):
        loose(Domain, type="kvm", memory=1)


def test_lists_are_not_shared() -> None:
    """Every object has its own lists."""
    first, second = Devices(), Devices()
    first.disks.append(file_disk())
    assert second.disks == []


def test_equality_is_of_content() -> None:
    """Objects are equal when all their fields are; being mutable, they do not hash."""
    assert file_disk() == file_disk()
    assert file_disk() != file_disk("hdb")
    assert cast(object, file_disk()) != BlockDisk(
        source=v0_4.BlockDiskSource(dev="/a"), target=DiskTarget(dev="hda")
    )
    with pytest.raises(TypeError, match="unhashable"):
        hash(file_disk())


def test_repr_shows_what_is_set() -> None:
    """A repr is the call that makes the object, without what was left at its default."""
    assert repr(file_disk()) == (
        "FileDisk(target=DiskTarget(dev='hda'), source=FileDiskSource(file='/a'))"
    )
    assert repr(VncGraphics(autoport=False)) == "VncGraphics(autoport=False)"
    assert repr(Devices()) == "Devices()"
    assert eval(repr(file_disk()), vars(v0_4).copy()) == file_disk()


# Judging drafts


def rules(domain: Domain) -> list[tuple[str, str]]:
    return [(fault.path, fault.rule) for fault in domain.validate()]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, []),
        ({"memory": 0}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": "1024"}, []),
        ({"memory": "1 GiB"}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": 1.5}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": True}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": float("nan")}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": 10**5000}, [("/domain/memory", "RES-MEM-2")]),
        ({"memory": None}, [("/domain", "RES-MEM-1")]),
        ({"memory": [1]}, [("/domain/memory", "RES-MEM-2")]),
        ({"type": "hyperv"}, [("/domain/@type", "DOM-3")]),
        ({"type": None}, [("/domain/@type", "DOM-2")]),
        ({"type": 3}, [("/domain/@type", "DOM-3")]),
        ({"uuid": "3e3fce45-4f53-4fa7-bb32-11f34168b82b"}, []),
        ({"uuid": "x"}, [("/domain/uuid", "META-UUID-2")]),
        ({"uuid": 7}, [("/domain/uuid", "META-UUID-2")]),
        ({"os": OsType("hvm")}, [("/domain/os", "DOM-11"), ("/domain", "OS-3")]),
        ({"os": None}, [("/domain", "OS-3")]),
        ({"os": loose(Os, type="hvm")}, [("/domain/os/type", "OS-TYPE-1")]),
        ({"features": True}, [("/domain/features", "FEAT-1")]),
        ({"features": loose(Features, acpi="on")}, [("/domain/features/acpi", "FEAT-3")]),
        ({"devices": []}, [("/domain/devices", "DEV-1")]),
        ({"bootloader_args": "x"}, [("/domain", "BL-6")]),
        ({"name": "a\x00b"}, [("/domain/name", "xml.wellformed"), ("/domain", "META-NAME-2")]),
        ({"name": "\ud800"}, [("/domain/name", "xml.wellformed"), ("/domain", "META-NAME-2")]),
    ],
)  # fmt: skip
def test_drafts_are_judged(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Any value can stand in a draft; judging tells its place and rule, and writing raises."""
    domain = draft(**parts)
    assert rules(domain) == expected
    if expected:
        with pytest.raises(InvalidDomain) as caught:
            domain.to_xml()
        assert caught.value.faults == domain.validate()
    else:
        assert Domain.from_xml(domain.to_xml()).validate() == ()


@pytest.mark.parametrize(
    ("disks", "path", "found"),
    [
        ([None], "/domain/devices/disk", "NoneType"),
        ([UserInterface()], "/domain/devices/disk", "UserInterface"),
        ([file_disk(), "disk"], "/domain/devices/disk[2]", "str"),
        ([DiskBase(target=DiskTarget(dev="hda"))], "/domain/devices/disk", "DiskBase"),
        (file_disk(), "/domain/devices/disk", "FileDisk"),
        ({"type": "file"}, "/domain/devices/disk", "dict"),
        (None, None, None),
        ((file_disk(), file_disk("hdb")), None, None),
    ],
)
def test_members_of_lists_are_judged(disks: object, path: str | None, found: str | None) -> None:
    """A member of another type is told by its place and type; a tuple will do for a list."""
    domain = draft(devices=loose(Devices, disks=disks))
    assert [(one.path, one.found) for one in domain.validate()] == ([(path, found)] if path else [])


def test_all_faults_of_a_draft_are_told() -> None:
    """Faults of types, of values and across parts are told together."""
    domain = draft(memory="x", vcpu=0, id=-1, devices=Devices(disks=[file_disk(), file_disk()]))
    assert {rule for _, rule in rules(domain)} == {
        "RES-MEM-2",
        "RES-CPU-2",
        "DOM-6",
        "DISK-TGT-7",
    }


def test_classes_of_other_editions_are_none_of_this_one() -> None:
    """A class is known by itself and not by its name."""
    other: Any = type("FileDisk", (v0_4.DiskBase,), {"__annotations__": {}})
    domain = draft(devices=Devices(disks=[other(target=DiskTarget(dev="hda"))]))
    assert rules(domain) == [("/domain/devices/disk", "DISK-1")]


def test_warnings_do_not_keep_from_writing() -> None:
    """A draft with warnings alone is written."""
    domain = draft(name="a-b")
    assert rules(domain) == [("/domain", "META-NAME-2")]
    assert "<name>a-b</name>" in domain.to_xml()


def test_special_characters_are_written_and_read() -> None:
    """Markup, quotes and line ends in values come back as they were."""
    text = " <a b='c'>&amp; \"é\"\t\n\r]]> "
    domain = draft(devices=Devices(graphics=[VncGraphics(password=text)]))
    (graphics,) = Domain.from_xml(domain.to_xml()).devices.graphics
    assert isinstance(graphics, VncGraphics)
    assert graphics.password == text


# Fragments


def test_any_element_is_read_and_written_alone() -> None:
    """Every class with one name reads what it writes; this is what attaching a device needs."""
    domain = Domain.from_xml(FULL)
    assert domain.os is not None
    parts = (domain.os, domain.os.type, domain.clock, domain.devices, *domain.devices.disks)
    for element in parts:
        assert element is not None
        assert type(element).from_xml(element.to_xml()) == element


def test_a_base_reads_any_kind() -> None:
    """The base of kinds reads each kind as its class, and refuses what is none."""
    assert DiskBase.from_xml(disk()) == FileDisk.from_xml(disk())
    with pytest.raises(InvalidDomain, match="DISK-TYPE-2"):
        DiskBase.from_xml(disk().replace("file", "fiel", 1))
    with pytest.raises(InvalidDomain, match="DISK-TYPE-1"):
        DiskBase(target=DiskTarget(dev="hda")).to_xml()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<disk type='block'><source dev='/b'/><target dev='hda'/></disk>",
            ("line 1, column 7: /disk/@type: <disk> is of another kind: @type is 'block'; "
            "FileDisk reads 'file' [DISK-TYPE-2]"),
        ),
        (
            "<disk><source file='/b'/><target dev='hda'/></disk>",
            ("line 1, column 1: /disk/@type: <disk> is of another kind: @type is missing; "
            "FileDisk reads 'file' [DISK-TYPE-2]"),
        ),
        (
            "<interface type='file'/>",
            ("line 1, column 1: /interface: the root element is <interface>; "
            "expected <disk> [DOM-9]"),
        ),
    ],
)  # fmt: skip
def test_a_kind_reads_itself_only(text: str, message: str) -> None:
    """A class refuses another kind and another element, and says which it reads."""
    with pytest.raises(InvalidDomain) as caught:
        FileDisk.from_xml(text)
    assert str(caught.value) == message


def test_tags_are_for_classes_of_several() -> None:
    """A class of one name may be given it, and no other."""
    target = CharacterDeviceTarget(port=3)
    assert target.to_xml() == target.to_xml(tag="target") == "<target port='3'/>\n"
    with pytest.raises(ValueError, match="CharacterDeviceTarget has no tag 'port': target"):
        target.to_xml(tag="port")


# Trees, JSON and dicts


def test_trees_are_left_as_they_are() -> None:
    """Reading an lxml element, whole or part of another, changes nothing in it."""
    tree = etree.fromstring(f"<!-- a -->{FULL}<!-- b -->")
    before = etree.tostring(tree.getroottree())
    part = tree.find("devices/disk")
    assert part is not None
    assert FileDisk.from_element(part).target.dev == "hda"
    domain = Domain.from_element(tree)
    domain.with_defaults().to_xml()
    assert etree.tostring(tree.getroottree()) == before
    assert domain == Domain.from_xml(f"<!-- a -->{FULL}<!-- b -->")


def test_trees_are_given() -> None:
    """An object gives a tree of its own, which reads back equal."""
    domain = Domain.from_xml(FULL)
    tree = domain.to_element()
    assert Domain.from_element(tree) == domain
    tree.clear()
    assert domain == Domain.from_xml(FULL)
    assert file_disk().to_element().tag == "disk"


def test_faults_of_trees_have_paths() -> None:
    """An element inside a larger tree is told by its path there; it has no line."""
    tree = etree.fromstring(having(disk(), disk("hdb", "relative")))
    with pytest.raises(InvalidDomain) as caught:
        FileDisk.from_element(tree.findall("devices/disk")[1])
    (found,) = caught.value.faults
    assert (found.path, found.line) == ("/domain/devices/disk[2]/source/@file", None)


def test_json_has_the_names_of_python() -> None:
    """JSON leaves out what was left at its default, and tells kinds by their attribute."""
    data = json.loads(Domain.from_xml(FULL).to_json())
    assert data["current_memory"] == 262144
    assert data["features"] == {"acpi": True}
    assert data["devices"]["disks"][1] == {
        "type": "block",
        "source": {"dev": "/dev/sdb"},
        "target": {"dev": "hdb"},
    }
    assert data["uuid"] == "3e3fce45-4f53-4fa7-bb32-11f34168b82b"
    assert json.loads(Domain.from_xml(FULL).to_json(indent=0)) == data
    assert Domain.from_xml(FULL).to_dict() == data


def test_json_and_dicts_give_the_object_back() -> None:
    """Both forms are complete: what they give writes the same document."""
    domain = Domain.from_xml(FULL)
    assert Domain.from_json(domain.to_json()) == domain
    assert Domain.from_json(domain.to_json().encode()).to_xml() == FULL
    assert Domain.from_dict(domain.to_dict()).to_xml() == FULL
    (one, _) = domain.devices.disks
    assert FileDisk.from_dict(one.to_dict()) == one


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "missing required field `type`"),
        ('{"type": "kvm", "name": 3, "memory": 1}', r"`str`, got `int` - at `\$.name`"),
        ('{"type": "hyperv", "name": "a", "memory": 1}', r"'hyperv' - at `\$.type`"),
        ('{"type": "kvm", "name": "a", "memory": 1, "memroy": 2}', "unknown field `memroy`"),
        (
            '{"type": "kvm", "name": "a", "memory": 1, "devices": {"disks": [{"type": "nfs"}]}}',
            r"'nfs' - at `\$.devices.disks\[0\].type`",
        ),
        ("[]", "Expected `object`, got `array`"),
    ],
)
def test_wrong_json_names_the_place(text: str, message: str) -> None:
    """JSON of wrong types, kinds or fields is refused with the place."""
    with pytest.raises(msgspec.ValidationError, match=message):
        Domain.from_json(text)
    with pytest.raises(msgspec.ValidationError, match=message):
        Domain.from_dict(json.loads(text))


def test_json_is_judged_like_any_draft() -> None:
    """What types do not say is told by judging."""
    domain = Domain.from_json('{"type": "kvm", "name": "a/b", "memory": 0}')
    assert {"META-NAME-4", "RES-MEM-2", "OS-3"} <= {rule for _, rule in rules(domain)}


# Copies


def test_copies_share_nothing() -> None:
    """A copy, by any way, is equal and independent."""
    domain = Domain.from_xml(having(disk(), "<!-- c -->"))
    for other in (domain.copy(), copy.deepcopy(domain), pickle.loads(pickle.dumps(domain))):
        assert other == domain
        other.devices.disks[0].target.dev = "hdb"
        other.devices.disks.append(file_disk("hdc"))
        other.devices.extras = None
    assert domain == Domain.from_xml(having(disk(), "<!-- c -->"))


def test_spellings_survive_copies() -> None:
    """How a value was written is kept by every sort of copy."""
    text = machine("<uuid>3E3FCE454F534FA7BB3211F34168B82B</uuid><vcpu>02</vcpu>")
    domain = Domain.from_xml(text)
    assert domain.vcpu == 2
    assert isinstance(domain.uuid, uuid.UUID)
    for other in (domain.copy(), pickle.loads(pickle.dumps(domain)), copy.copy(domain)):
        assert other.to_xml() == domain.to_xml()
        assert "<vcpu>02</vcpu>" in other.to_xml()


def test_replacing_gives_a_changed_copy() -> None:
    """msgspec's own tools work on the classes."""
    domain = Domain.from_xml(FULL)
    other = msgspec.structs.replace(domain, name="other")
    assert (other.name, domain.name) == ("other", "web")


def test_faults_survive_pickling() -> None:
    """An error keeps its faults and its text when it goes between processes."""
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(machine(attributes=""))
    back = pickle.loads(pickle.dumps(caught.value))
    assert back.faults == caught.value.faults
    assert str(back) == str(caught.value)
    assert isinstance(back, ValueError)


# Threads, and the package


def test_threads_read_and_write_side_by_side() -> None:
    """Threads that read and write at once get what each would get alone."""
    texts = [having(*(disk(f"hd{n}", f"/{k}") for n in range(20))) for k in range(8)]
    wrong = having(disk("hda", "relative"))

    def work(number: int) -> str:
        with pytest.raises(InvalidDomain):
            Domain.from_xml(wrong)
        return Domain.from_xml(texts[number % 8]).with_defaults().to_xml()

    alone = [work(number) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(64))) == alone * 8


def test_the_package_gives_the_newest_edition() -> None:
    """`virtdom` gives what the newest edition gives, and names all editions."""
    newest = getattr(virtdom, virtdom.EDITIONS[-1])
    assert set(virtdom.__all__) - {"EDITIONS"} == set(newest.__all__)
    assert all(getattr(virtdom, name) is getattr(newest, name) for name in newest.__all__)


def test_everything_public_is_documented() -> None:
    """Every class has a docstring that names its page, which says what its element is."""
    for table in v0_4.EDITION.tables.values():
        doc = table.cls.__doc__ or ""
        assert doc.startswith("`<")
        assert "https://virtdom.readthedocs.io/en/latest/v0_4/" in doc


def test_interfaces_take_any_kind() -> None:
    """A list of devices takes every kind of its element."""
    domain = draft(
        devices=Devices(
            interfaces=[
                BridgeInterface(source=BridgeInterfaceSource(bridge="br0")),
                UserInterface(),
            ]
        )
    )
    assert [type(one) for one in Domain.from_xml(domain.to_xml()).devices.interfaces] == [
        BridgeInterface,
        UserInterface,
    ]
