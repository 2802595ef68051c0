# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Domain.

One document describes one domain, that is, one virtual machine: what it is called, how it boots,
how much memory and how many processors it has, and which devices it sees. This edition is the
format as it was described in May 2008, at the time of libvirt 0.4.

A document of this edition needs a hypervisor, a `name`, an amount of `memory`, and a way to boot:
an `os` or a `bootloader`. Everything else may be left out.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from virtdom.v0_4.booting import (
    Os,
)
from virtdom.v0_4.clock import (
    Clock,
)
from virtdom.v0_4.devices import (
    Devices,
)
from virtdom.v0_4.features import (
    Features,
)
from virtdom.v0_4.lifecycle import (
    LifecycleAction,
)
from virtdom_runtime.element import Element

__all__ = [
    "Domain",
    "Hypervisor",
]

Hypervisor: TypeAlias = Literal["xen", "kvm", "qemu", "lxc", "kqemu"]
"""A hypervisor, by the name of the libvirt driver for it. These are the five the page names; other
drivers may have names of their own.

Rules: DOM-3, DOM-4.
"""


class Domain(Element, kw_only=True):
    """`<domain>`.

    The parts of a virtual machine. They may stand in any order, each at most once, and nothing else
    may stand among them.

    Complete configurations are shown with the drivers: for Xen at drvxen.html#xmlconfig, for QEMU
    and KVM at drvqemu.html#xmlconfig.

    Rules: DOM-9, DOM-10, DOM-11, DOM-4, DOM-8, EXC-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/domain.html#domain
    """

    type: Hypervisor
    """The hypervisor that runs the virtual machine.

    - `xen`: Xen, for paravirtualized and fully virtualized guests.
    - `kvm`: KVM: QEMU with the virtualization of the Linux kernel.
    - `qemu`: QEMU, emulating the processor in software.
    - `lxc`: Linux containers, which share the kernel of the host.
    - `kqemu`: QEMU with the kqemu accelerator.

    Rules: DOM-2, DOM-3, DOM-4.
    """

    name: str
    """The short name of the virtual machine. It must differ from the name of every other domain of
    the host, and should be made of letters and digits only.

    A host often names the file in which it keeps the configuration after it, so the name must not
    be empty and must not contain a slash.

    Value: a name that can also be the name of a file: at least one character, and no slash.

    Since 0.0.1. Rules: META-NAME-1, DOM-11, META-NAME-4, META-NAME-3, META-NAME-5.
    """

    memory: int
    """The most memory the guest can have, fixed when it boots, in KiB. The original page calls the
    unit bytes; its own example, 524288, makes sense in KiB only.

    Value: a whole number, 1 or more.

    Rules: RES-MEM-1, DOM-11, RES-MEM-2, RES-MEM-3, RES-MEM-4.
    """

    id: int | None = None
    """The number of a running virtual machine. A machine that does not run has none; leave it out
    when defining one.

    Value: a whole number, 0 or more.

    Rules: DOM-5, DOM-6, DOM-7, DOM-8.
    """

    uuid: UUID | None = None
    """The identifier of the virtual machine, different from every other one anywhere. Left out when
    a machine is defined or created, it becomes a random UUID.

    Value: a UUID as RFC 4122 writes it, 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, such
    as `3e3fce45-4f53-4fa7-bb32-11f34168b82b`.

    Default: a random UUID. Since 0.0.1. Rules: META-UUID-1, META-UUID-2, META-UUID-5, META-UUID-3,
    META-UUID-4, META-UUID-6.
    """

    current_memory: int | None = None
    """The memory the guest actually has, in KiB like `memory`. What is left up to `memory` is room
    for ballooning: it can be given to the guest while it runs.

    Value: a whole number, 1 or more.

    Default: same as memory. Rules: RES-CUR-1, RES-CUR-4, RES-CUR-5.
    """

    vcpu: int | None = None
    """The number of virtual processors of the guest, at least 1.

    Value: a whole number, 1 or more.

    Rules: RES-CPU-1, RES-CPU-2, RES-CPU-3.
    """

    bootloader: str | None = None
    """The full path of a program on the host, such as `pygrub` for Xen, that is run to choose the
    kernel of the guest. What the program has to print depends on the hypervisor.

    Hypervisors that paravirtualize usually emulate no BIOS: there the host starts the boot, and a
    bootloader gives it the choice a boot menu would give. It stands beside `os`, which may then be
    absent.

    Value: a full path on the host, which begins with a slash.

    Since 0.1.0. Rules: BL-1, BL-2, BL-3, BL-4, BL-9, BL-10.
    """

    bootloader_args: str | None = None
    """Arguments for the command line of the `bootloader`, handed on exactly as written.

    Value: any text.

    Since 0.2.3. Rules: BL-5, BL-7, BL-8.
    """

    os: Os | None = None
    """What the guest boots: the kind of operating system, and the firmware, devices or kernel it is
    started from. A guest started by a `bootloader` can do without.

    Rules: DOM-11, OS-2, BL-9.
    """

    features: Features | None = None
    """The features of processor and machine that are switched on.

    Rules: FEAT-1, DOM-11.
    """

    clock: Clock | None = None
    """How the clock of the guest is set when it starts.

    Rules: CLK-1, DOM-11.
    """

    on_poweroff: LifecycleAction | None = None
    """What is done when the guest asks to be powered off, in place of what the hypervisor would do
    by itself. The page does not state that default.

    - `destroy`: The domain ends and everything it used is released.
    - `restart`: The domain ends and is started again as it was configured.
    - `preserve`: The domain ends, but what it used is kept for analysis.
    - `rename-restart`: The domain ends and is started again under another name.

    Rules: LIFE-POFF-1, LIFE-POFF-2, LIFE-POFF-3, LIFE-4.
    """

    on_reboot: LifecycleAction | None = None
    """What is done when the guest asks to be rebooted. With `destroy` a reboot becomes a power off:
    useful while an operating system is installed, since the machine can then be given another
    configuration before it first starts from its own disk.

    - `destroy`: The domain ends and everything it used is released.
    - `restart`: The domain ends and is started again as it was configured.
    - `preserve`: The domain ends, but what it used is kept for analysis.
    - `rename-restart`: The domain ends and is started again under another name.

    Rules: LIFE-REB-1, LIFE-REB-2, LIFE-REB-3, LIFE-4.
    """

    on_crash: LifecycleAction | None = None
    """What is done when the guest crashes, in place of what the hypervisor would do by itself. The
    page does not state that default.

    - `destroy`: The domain ends and everything it used is released.
    - `restart`: The domain ends and is started again as it was configured.
    - `preserve`: The domain ends, but what it used is kept for analysis.
    - `rename-restart`: The domain ends and is started again under another name.

    Rules: LIFE-CRASH-1, LIFE-CRASH-2, LIFE-CRASH-3, LIFE-4.
    """

    devices: Devices = msgspec.field(default_factory=lambda: Devices())
    """The one place for every device of the guest, and for the program that emulates them.

    Always there, and empty where the element is left out. Since 0.1.3. Rules: DEV-1, DOM-11, DEV-2.
    """
