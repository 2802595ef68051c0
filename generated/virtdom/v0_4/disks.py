# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Hard drives, floppy disks, CD-ROMs.

Every device that looks like a disk to the guest is a `disk`. Its `type` says what it is on the
host, a file or a device; `source` says which one; `target` says where the guest finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "BlockDisk",
    "BlockDiskSource",
    "Disk",
    "DiskBase",
    "DiskBus",
    "DiskDevice",
    "DiskDriver",
    "DiskTarget",
    "DiskType",
    "FileDisk",
    "FileDiskSource",
    "TypicalDiskBus",
]

DiskType: TypeAlias = Literal["file", "block"]
"""What a disk can be on the host.

Rules: DISK-TYPE-2.
"""

DiskDevice: TypeAlias = Literal["floppy", "disk", "cdrom"]
"""What a disk can be to the guest.

Rules: DISK-DEV-2.
"""

TypicalDiskBus: TypeAlias = Literal["ide", "scsi", "virtio", "xen", "fdc"]
"""The buses that hypervisors typically know.

Rules: DISK-TGT-4.
"""

if TYPE_CHECKING:
    DiskBus: TypeAlias = Literal["ide", "scsi", "virtio", "xen", "fdc"] | str
else:
    DiskBus = str
"""The bus a disk is on. The typical values are listed, but drivers may have others, so any name of
letters, digits, dots, dashes and underscores will do.

Rules: DISK-TGT-4.
"""


class DiskBase(Element, kw_only=True):
    """`<disk>` of any kind.

    What all disks have in common. `driver`, `source` and `target` may stand in any order.

    Rules: DOM-9, DISK-1, DISK-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.html#disk-base
    """

    target: DiskTarget
    """Where the guest finds the disk: the name of the device and its bus.

    Since 0.0.3. Rules: DISK-TGT-1, DISK-TGT-6.
    """

    device: DiskDevice | None = None
    """What the disk is to the guest: a hard disk unless a floppy disk or a CD-ROM is asked for.

    - `floppy`: A floppy disk.
    - `disk`: A hard disk.
    - `cdrom`: A CD-ROM.

    Default: disk. Since 0.1.4. Rules: DISK-DEV-1, DISK-DEV-2, DISK-DEV-3, DISK-SINCE-1.
    """

    driver: DiskDriver | None = None
    """The part of the hypervisor that reads and writes the disk. It matters only where a hypervisor
    has several to choose from.

    Since 0.1.8. Rules: DISK-DRV-1, DISK-DRV-4, DISK-DRV-5.
    """


class FileDisk(DiskBase, kw_only=True, tag_field="type", tag="file"):
    """`<disk type='file'>`.

    A disk whose content is a file on the host.

    Rules: DOM-9, DISK-SRC-1, DISK-SRC-6, DISK-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.html#file-disk
    """

    type: ClassVar[Literal["file"]] = "file"

    source: FileDiskSource
    """The file. Every disk has one: drives without a medium are not part of this edition.

    Since 0.0.3. Rules: DISK-SRC-6, DISK-SRC-1, DISK-SRC-7.
    """


class BlockDisk(DiskBase, kw_only=True, tag_field="type", tag="block"):
    """`<disk type='block'>`.

    A disk whose content is a block device of the host.

    Rules: DOM-9, DISK-SRC-2, DISK-SRC-6, DISK-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.html#block-disk
    """

    type: ClassVar[Literal["block"]] = "block"

    source: BlockDiskSource
    """The device. Every disk has one: drives without a medium are not part of this edition.

    Since 0.0.3. Rules: DISK-SRC-6, DISK-SRC-2, DISK-SRC-7.
    """


class DiskDriver(Element, kw_only=True):
    """`<driver>`.

    One of the drivers a hypervisor has for its disks.

    Rules: DISK-DRV-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/driver.html#disk-driver
    """

    name: str
    """The driver, such as `tap`.

    Value: one word of letters, digits, '.', '-', '_' and ':'.

    Rules: DISK-DRV-2.
    """

    type: str | None = None
    """A variety of the driver, such as `aio`.

    Value: one word of letters, digits, '.', '-', '_' and ':'.

    Rules: DISK-DRV-3.
    """


class DiskTarget(Element, kw_only=True):
    """`<target>`.

    The place of a disk in the guest.

    Rules: DISK-TGT-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.target.html#disk-target
    """

    dev: str
    """A logical name such as `hda`, different for every disk of the domain. It is a hint in which
    order the disks come; the guest may call the device something else.

    Value: text without outer blanks.

    Rules: DISK-TGT-1, DISK-TGT-2.
    """

    bus: DiskBus | None = None
    """The kind of disk device that is emulated. Left out, it follows from the style of the name in
    `dev`: `sda`, for one, is usually a SCSI disk.

    - `ide`: IDE.
    - `scsi`: SCSI.
    - `virtio`: virtio, the paravirtual bus of KVM.
    - `xen`: The paravirtual bus of Xen.
    - `fdc`: The floppy disk controller.
    - one word of letters, digits, '.', '-', '_' and ':'

    Default: follows from dev. Since 0.4.3. Rules: DISK-TGT-3, DISK-TGT-4, DISK-TGT-5, DISK-TGT-6.
    """


class FileDiskSource(Element, kw_only=True):
    """`<source>`.

    The file behind a disk of type file.

    Rules: DISK-SRC-5, DISK-SRC-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.source.html#file-disk-source
    """

    file: str
    """The full path of the file on the host.

    Value: a full path on the host, which begins with a slash.

    Rules: DISK-SRC-1, DISK-SRC-3.
    """


class BlockDiskSource(Element, kw_only=True):
    """`<source>`.

    The device behind a disk of type block.

    Rules: DISK-SRC-5, DISK-SRC-2.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/disk.source.html#block-disk-source
    """

    dev: str
    """The path of the device on the host, such as `/dev/sdb`.

    Value: a full path on the host, which begins with a slash.

    Rules: DISK-SRC-2, DISK-SRC-4.
    """


Disk: TypeAlias = (
    FileDisk
    | BlockDisk
)
"""Any kind of `<disk>`."""
