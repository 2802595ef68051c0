"""What reading gives, and what of it needs no narrowing."""

from typing import assert_type
from uuid import UUID

from virtdom.v0_4 import (
    Console,
    Devices,
    Disk,
    DiskDevice,
    Domain,
    Fault,
    FileDisk,
    Graphics,
    InvalidDomain,
    PtyConsole,
    VncGraphics,
    compare,
)


def read(data: bytes | str) -> list[str]:
    try:
        domain = Domain.from_xml(data, strict=False)
    except InvalidDomain as error:
        assert_type(error.faults, tuple[Fault, ...])
        return [fault.message for fault in error.faults if fault.line is not None]
    assert_type(domain, Domain)
    assert_type(domain.name, str)
    assert_type(domain.memory, int)
    assert_type(domain.uuid, UUID | None)
    assert_type(domain.devices, Devices)
    assert_type(domain.devices.disks, list[Disk])
    assert_type(domain.devices.graphics, list[Graphics])
    return [disk.target.dev for disk in domain.devices.disks]


def fragment() -> FileDisk:
    disk = FileDisk.from_xml("<disk type='file'><source file='/a'/><target dev='hda'/></disk>")
    assert_type(disk, FileDisk)
    assert_type(disk.device, DiskDevice | None)
    assert_type(disk.with_defaults(), FileDisk)
    assert_type(disk.copy(), FileDisk)
    assert_type(disk.to_xml(), str)
    assert_type(disk.validate(), tuple[Fault, ...])
    return FileDisk.from_json(disk.to_json())


def kind(disk: Disk) -> str:
    if disk.type == "file":
        return disk.source.file
    return disk.source.dev


def ports(graphics: list[Graphics], consoles: list[Console]) -> list[int | None]:
    ttys = [console.tty for console in consoles if isinstance(console, PtyConsole)]
    assert_type(ttys, list[str | None])
    return [one.port for one in graphics if isinstance(one, VncGraphics)]


def same(a: Domain, b: Domain) -> bool:
    return not compare(a, b)
