# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Devices.

The devices a guest sees: disks, network interfaces, input devices, graphics, and the character
devices (serial ports, parallel ports, consoles).

Most devices come in kinds. The `type` of a disk, an interface, a graphics or a character device
decides which other attributes and elements it has.
"""

from __future__ import annotations

from virtdom.v0_4.consoles import (
    Console,
    Parallel,
    Serial,
)
from virtdom.v0_4.disks import (
    Disk,
)
from virtdom.v0_4.graphics import (
    Graphics,
)
from virtdom.v0_4.input import (
    Input,
)
from virtdom.v0_4.interfaces import (
    Interface,
)
from virtdom_runtime.element import Element

__all__ = [
    "Devices",
]


class Devices(Element, kw_only=True):
    """`<devices>`.

    All the devices of the guest, in any order, as many of each sort as needed.

    Rules: DEV-3, DEV-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/devices.html#devices
    """

    emulator: str | None = None
    """The full path, on the host, of the program that emulates the devices. The capabilities
    document of a host recommends one for each hypervisor and architecture.

    Value: a full path on the host, which begins with a slash.

    Rules: DEV-EMU-1, DEV-EMU-2, DEV-EMU-3.
    """

    disks: list[Disk] = []
    """Anything that looks like a disk to the guest: a hard disk, a floppy disk, a CD-ROM, or a
    paravirtualized disk.

    Since 0.0.3. Rules: DISK-1, DISK-SINCE-1.
    """

    interfaces: list[Interface] = []
    """A network card of the guest, and what it is connected to.

    Rules: NIC-1.
    """

    serials: list[Serial] = []
    """A serial port of the guest. Usually there are none, one or two.

    Rules: CHR-1, CHR-7.
    """

    parallels: list[Parallel] = []
    """A parallel port of the guest. Usually there are none, one or two.

    Rules: CHR-1, CHR-7.
    """

    consoles: list[Console] = []
    """The primary console of the guest. Under Xen it can be the paravirtual console; for a fully
    virtualized guest without one it stands for the first serial port over again. Usually there is
    only one.

    Rules: CHR-1, CHR-7, CHR-8.
    """

    inputs: list[Input] = []
    """A device to point with, beside the one that comes with graphics.

    Rules: INP-1.
    """

    graphics: list[Graphics] = []
    """A way to see and use the screen of the guest.

    Rules: GFX-1.
    """
