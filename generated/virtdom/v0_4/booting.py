# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Operating system booting.

There are three ways to boot a guest. A fully virtualized one can start from the BIOS, which tries a
list of devices. A program on the host, the bootloader, can choose the kernel of a paravirtualized
one. Either can be started directly from a kernel that lies on the host.

The first and the last are written inside `os`; the bootloader stands beside it. They do not exclude
each other.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "Boot",
    "BootDevice",
    "GuestKind",
    "Os",
    "OsType",
]

GuestKind: TypeAlias = Literal["hvm", "linux"]
"""What an operating system expects of the machine below it.

Rules: OS-TYPE-2, OS-TYPE-3, OS-TYPE-4.
"""

BootDevice: TypeAlias = Literal["fd", "hd", "cdrom", "network"]
"""A sort of device the BIOS can boot from.

Rules: OS-BOOT-2.
"""


class Os(Element, kw_only=True):
    """`<os>`.

    What a guest boots and from where. `type` says which kind of virtualization the operating system
    expects. Add `boot` for a start from the BIOS, or `kernel` for a direct start; the third way, a
    `bootloader` on the host, is written beside `os`.

    A direct start is usually to be had for paravirtualized and fully virtualized guests alike, so
    `kernel` goes with either `type`. `type` and `loader` mean the same for every way of booting.

    Rules: OS-2, OS-1, KRN-1, KRN-2, KRN-11.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/os.html#os
    """

    type: OsType
    """The kind of operating system, which decides between full virtualization and
    paravirtualization.

    Since 0.0.1. Rules: OS-TYPE-1, OS-TYPE-2, OS-TYPE-8, KRN-1.
    """

    loader: str | None = None
    """The full path of a firmware file on the host that helps to create the domain. At the time of
    this edition only fully virtualized Xen domains need one.

    Value: a full path on the host, which begins with a slash.

    Since 0.1.0. Rules: OS-LOADER-1, OS-LOADER-2, OS-LOADER-3, OS-LOADER-4, KRN-2.
    """

    kernel: str | None = None
    """The full path, on the host, of the kernel to start. Booting straight from a kernel and a
    ramdisk of the host is handy for installing a guest, since the installer can be given arguments.

    Value: a full path on the host, which begins with a slash.

    Rules: KRN-3, KRN-4.
    """

    initrd: str | None = None
    """The full path, on the host, of a ramdisk for the `kernel`.

    Value: a full path on the host, which begins with a slash.

    Rules: KRN-5, KRN-6.
    """

    cmdline: str | None = None
    """Arguments for the `kernel` or the installer, handed on exactly as written. Typical ones
    choose another primary console, such as a serial port, or say where to install from, such as a
    kickstart file.

    Value: any text.

    Rules: KRN-8, KRN-10, KRN-12.
    """

    boots: list[Boot] = []
    """The next device the BIOS tries to boot from. Repeat it to make a list: the devices are tried
    in the order in which they are written.

    Since 0.1.3. Rules: OS-BOOT-3, OS-BOOT-4, OS-BOOT-5.
    """


class OsType(Element):
    """`<type>`.

    The kind of operating system, with the architecture and the machine it runs on. The capabilities
    document of a host lists the values that the host can offer for `arch` and `machine`; this
    schema takes any.

    Rules: OS-TYPE-1, OS-TYPE-7.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/type.html#os-type
    """

    value: GuestKind
    """The text of the element."""

    arch: str | None = None
    """The processor architecture to virtualize, such as `i686`.

    Value: a name that something outside the document decides, such as the name of a device: at
    least one character.

    Rules: OS-TYPE-5, OS-TYPE-7.
    """

    machine: str | None = None
    """The type of machine to virtualize, such as `pc`.

    Value: a name that something outside the document decides, such as the name of a device: at
    least one character.

    Rules: OS-TYPE-6, OS-TYPE-7.
    """


class Boot(Element, kw_only=True):
    """`<boot>`.

    One entry in the boot order of the BIOS, which knows floppy, hard disk, CD-ROM and network.

    Rules: OS-BOOT-1, OS-BIOS-2.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/boot.html#boot
    """

    dev: BootDevice
    """The sort of device to boot from.

    - `fd`: A floppy disk.
    - `hd`: A hard disk.
    - `cdrom`: A CD-ROM.
    - `network`: The network.

    Rules: OS-BOOT-1, OS-BOOT-2.
    """
