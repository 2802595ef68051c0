"""Whether two domains are the same configuration, and where they differ."""

from __future__ import annotations

import pytest

from virtdom.v0_4 import BlockDisk, Difference, Domain, FileDisk, InvalidDomain, compare

from .documents import FULL, disk, having, machine

BLOCK = "<disk type='block'><source dev='/dev/sdb'/><target dev='hdb'/></disk>"
UUID = "<uuid>3e3fce45-4f53-4fa7-bb32-11f34168b82b</uuid>"
MAC = "<interface type='user'><mac address='00:16:3e:5d:c7:9e'/></interface>"


def told(first: str, second: str, *, defaults: bool = True) -> list[str]:
    """The differences of two documents, as lines."""
    found = compare(Domain.from_xml(first), Domain.from_xml(second), defaults=defaults)
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FULL, FULL),
        (machine(UUID), machine(UUID.replace("-", "").replace("fce", "FCE"))),
        (machine("<vcpu>2</vcpu>"), machine("<vcpu> +002 </vcpu>")),
        (having(MAC), having(MAC.replace("00:16:3e:5d:c7:9e", "00:16:3E:5D:C7:9E"))),
        (having(disk(), MAC), having(MAC, disk())),
        (machine("<vcpu>1</vcpu>", "<clock/>"), machine("<clock/>", "<vcpu>1</vcpu>")),
        (machine("<!-- a -->"), f"<?x y?>{machine()}<!-- b -->"),
        (machine(), machine().replace("'", '"').replace("><", ">\n <")),
    ],
)  # fmt: skip
def test_spelling_carries_no_meaning(first: str, second: str) -> None:
    """Dashes, case, leading zeros, comments, layout and the order of unlike parts do not count."""
    assert told(first, second) == []
    assert told(first, second, defaults=False) == []


@pytest.mark.parametrize(
    ("first", "second", "differences"),
    [
        (machine(), machine("<currentMemory>1024</currentMemory>"),
         ["/domain/currentMemory: + 1024"]),
        (machine(), machine("<clock sync='utc'/>"), ["/domain/clock: + <clock sync='utc'/>\n"]),
        (machine("<clock/>"), machine("<clock sync='utc'/>"), ["/domain/clock/@sync: + utc"]),
        (machine(), machine("<features/>"), ["/domain/features: + <features/>\n"]),
        (having(disk("sda")), having(disk("sda").replace("/></disk>", " bus='scsi'/></disk>")),
         ["/domain/devices/disk/target/@bus: + scsi"]),
        (having(disk()), having(disk().replace("'file'", "'file' device='disk'")),
         ["/domain/devices/disk/@device: + disk"]),
        (having("<graphics type='vnc' port='-1'/>"),
         having("<graphics type='vnc' port='-1' autoport='yes'/>", "<input type='mouse'/>"),
         ["/domain/devices/input: + <input type='mouse'/>\n",
          "/domain/devices/graphics/@autoport: + yes"]),
    ],
)  # fmt: skip
def test_writing_defaults_out_changes_nothing(
    first: str, second: str, differences: list[str]
) -> None:
    """What the page implies may be written or not, unless one asks for what stands there."""
    assert told(first, second) == []
    assert told(first, second, defaults=False) == differences


@pytest.mark.parametrize(
    ("first", "second", "differences"),
    [
        (machine(), machine(attributes="type='qemu'"), ["/domain/@type: kvm -> qemu"]),
        (machine("<vcpu>1</vcpu>"), machine("<vcpu>2</vcpu>"), ["/domain/vcpu: 1 -> 2"]),
        (machine("<vcpu>1</vcpu>"), machine(), ["/domain/vcpu: - 1"]),
        (machine("<on_crash>destroy</on_crash>"), machine("<on_crash>restart</on_crash>"),
         ["/domain/on_crash: destroy -> restart"]),
        (machine("<features><acpi/><pae/></features>"), machine("<features><acpi/></features>"),
         ["/domain/features/pae: - <pae/>"]),
        (having(disk("hda")), having(disk("hda", "/images/b.img")),
         ["/domain/devices/disk/source/@file: /images/a.img -> /images/b.img"]),
        (having(disk("hdb", "/x")), having(BLOCK),
         ["/domain/devices/disk/@type: file -> block",
          "/domain/devices/disk/source/@file: - /x",
          "/domain/devices/disk/source/@dev: + /dev/sdb"]),
        (machine("<bootloader>/b</bootloader><bootloader_args>a</bootloader_args>"),
         machine("<bootloader>/b</bootloader><bootloader_args>a </bootloader_args>"),
         ["/domain/bootloader_args: a -> a "]),
    ],
)  # fmt: skip
def test_differences_name_place_and_values(first: str, second: str, differences: list[str]) -> None:
    """A difference tells its path, what stood there and what stands there."""
    assert told(first, second) == differences


def test_directions_mirror_each_other() -> None:
    """Seen from the other side, what was added was removed."""
    first, second = (
        having(disk("hda")),
        having(disk("hda"), disk("hdb"), BLOCK.replace("hdb", "hdc")),
    )
    there = compare(Domain.from_xml(first), Domain.from_xml(second), defaults=False)
    back = compare(Domain.from_xml(second), Domain.from_xml(first), defaults=False)
    mirrored = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [(one.path, mirrored[one.change], one.after, one.before) for one in there] == [
        (one.path, one.change, one.before, one.after) for one in back
    ]


def test_one_disk_more_is_one_difference() -> None:
    """A disk that is inserted or taken out does not shift the others."""
    disks = [disk(f"hd{letter}", f"/{letter}") for letter in "abcdef"]
    for taken in range(6):
        fewer = [one for number, one in enumerate(disks) if number != taken]
        (difference,) = told(having(*disks), having(*fewer))
        assert difference.startswith(f"/domain/devices/disk[{taken + 1}]: - <disk type='file'")


def test_one_of_many_alike_is_one_difference() -> None:
    """So is one that is repeated, wherever it is inserted."""
    alike = ["<input type='mouse'/>", "<input type='tablet'/>"] * 4
    for place in range(8):
        more = [*alike[:place], alike[0], *alike[place:]]
        (difference,) = told(having(*alike), having(*more))
        assert difference.endswith(": + <input type='mouse'/>\n")


def test_the_order_of_disks_counts() -> None:
    """Disks in another order are another configuration: the guest sees them in turn."""
    first, second = disk("hda", "/a"), disk("hdb", "/b")
    assert told(having(first, second), having(second, first)) != []


def test_the_order_of_boot_devices_counts() -> None:
    """So do boot devices."""
    boots = ["<boot dev='hd'/>", "<boot dev='network'/>"]
    first, second = (
        machine().replace("</os>", f"{''.join(order)}</os>") for order in (boots, boots[::-1])
    )
    assert told(first, second) != []


def test_unknown_content_counts() -> None:
    """What lax reading kept is compared as it stands; comments are not."""
    first, second = (
        Domain.from_xml(machine(f"<title>{text}</title><!-- {text} -->"), strict=False)
        for text in ("one", "two")
    )
    assert [str(one) for one in compare(first, second)] == [
        "/domain: - <title>one</title>",
        "/domain: + <title>two</title>",
    ]


UNIT = "<memory unit='{}'>1024</memory>"
ACPI = "<features><acpi{}/></features>"


@pytest.mark.parametrize(
    ("first", "second", "differences"),
    [
        (machine().replace("<memory>1024</memory>", UNIT.format("KiB")),
         machine().replace("<memory>1024</memory>", UNIT.format("GiB")),
         ["/domain/memory/@unit: KiB -> GiB"]),
        (machine(ACPI.format("")), machine(ACPI.format(" state='off'")),
         ["/domain/features/acpi/@state: + off"]),
        (machine("<features/>"), machine(ACPI.format(" state='off'")),
         ["/domain/features/acpi: + <acpi/>", "/domain/features/acpi/@state: + off"]),
        (machine("<vcpu>1</vcpu>"), machine("<vcpu>1<x/></vcpu>"), ["/domain/vcpu: + <x/>"]),
        (machine(), machine(attributes="type='kvm' title='a'"), ["/domain/@title: + a"]),
        (having("<x/>"), having("<x/>", "<x/>"), ["/domain/devices: + <x/>"]),
        (having("<x a='1'/>", "<x a='2'/>"), having("<x a='2'/>", "<x a='1'/>"),
         ['/domain/devices: - <x a="1"/>', '/domain/devices: + <x a="1"/>']),
        (having("<x/>", "<y/>"), having("<y/>", "<!-- c -->", "<x/>"), []),
        (having("a"), having("b"), ["/domain/devices/text(): a -> b"]),
        (having("a"), having(disk(), "a"), ["/domain/devices/disk: + <disk type='file'>"]),
        (having(disk().replace("><", "><!-- c --><x/><", 1), disk("hdb")),
         having(disk("hdc"), disk().replace("><", "><x/><", 1), disk("hdb")),
         ["/domain/devices/disk[1]: + <disk type='file'>"]),
    ],
)  # fmt: skip
def test_all_that_lax_reading_kept_counts(first: str, second: str, differences: list[str]) -> None:
    """Attributes, elements, how many there are, texts, also within plain values; no comments."""
    domains = [Domain.from_xml(text, strict=False) for text in (first, second)]
    found = compare(*domains, defaults=False)
    assert [str(one).split("\n")[0] for one in found] == differences
    assert len(compare(*domains[::-1], defaults=False)) == len(differences)


def test_kinds_of_one_element_are_compared() -> None:
    """Two devices by themselves are compared, also of different kinds."""
    first = FileDisk.from_xml(disk("hdb"))
    second = BlockDisk.from_xml(BLOCK)
    (changed, *_) = compare(first, second)
    assert changed == Difference(path="/disk/@type", change="changed", before="file", after="block")


def test_different_elements_are_not_compared() -> None:
    """A disk is no domain: comparing them is a mistake of the program."""
    domain = Domain.from_xml(having(disk()))
    with pytest.raises(TypeError, match="Domain and FileDisk are different elements"):
        compare(domain, domain.devices.disks[0])


def test_comparing_changes_nothing() -> None:
    """Both objects are as they were."""
    first, second = Domain.from_xml(FULL), Domain.from_xml(having(disk()))
    compare(first, second)
    assert first == Domain.from_xml(FULL)
    assert second == Domain.from_xml(having(disk()))


def test_invalid_objects_are_compared_without_defaults() -> None:
    """Defaults need valid objects; without them drafts are compared as well."""
    first, second = Domain.from_xml(machine()), Domain.from_xml(machine())
    second.memory = 0
    with pytest.raises(InvalidDomain):
        compare(first, second)
    (difference,) = compare(first, second, defaults=False)
    assert (difference.before, difference.after) == ("1024", "0")
