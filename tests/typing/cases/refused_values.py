"""Values of the wrong type, words that are not allowed, fields that are not there."""

from virtdom.v0_4 import (
    BlockDiskSource,
    Boot,
    BridgeInterfaceSource,
    Clock,
    Devices,
    DiskTarget,
    Domain,
    Features,
    FileDisk,
    FileDiskSource,
    Input,
    SdlGraphics,
    UserInterface,
)

source = FileDiskSource(file="/a")
device = BlockDiskSource(dev="/b")
target = DiskTarget(dev="hda")
bridge = BridgeInterfaceSource(bridge="br0")
disk = FileDisk(source=source, target=target)

Input(type="joystick")  # E: mypy=arg-type pyright=reportArgumentType
Boot(dev="usb")  # E: mypy=arg-type pyright=reportArgumentType
Clock(sync=True)  # E: mypy=arg-type pyright=reportArgumentType
Features(acpi="yes")  # E: mypy=arg-type pyright=reportArgumentType
FileDisk(source=source)  # E: mypy=call-arg pyright=reportCallIssue
FileDisk(source, target)  # E: mypy=arg-type,call-arg pyright=reportCallIssue
FileDisk(source=device, target=target)  # E: mypy=arg-type pyright=reportArgumentType
FileDisk(source=source, target=target, type="file")  # E: mypy=call-arg pyright=reportCallIssue
FileDiskSource(dev="/b")  # E: mypy=call-arg pyright=reportCallIssue
SdlGraphics(port=1)  # E: mypy=call-arg pyright=reportCallIssue
UserInterface(source=bridge)  # E: mypy=call-arg pyright=reportCallIssue
Devices(disks=[UserInterface()])  # E: mypy=list-item pyright=reportArgumentType

disk.type = "block"  # E: mypy=assignment,misc pyright=reportAttributeAccessIssue
disk.device = "cdrm"  # E: mypy=assignment pyright=reportAttributeAccessIssue
disk.bus = "ide"  # E: mypy=attr-defined pyright=reportAttributeAccessIssue
disk.target.dev = 3  # E: mypy=assignment pyright=reportAttributeAccessIssue


def change(domain: Domain) -> None:
    domain.memory = "4 GiB"  # E: mypy=assignment pyright=reportAttributeAccessIssue
    domain.name = None  # E: mypy=assignment pyright=reportAttributeAccessIssue
    domain.on_crash = "reboot"  # E: mypy=assignment pyright=reportAttributeAccessIssue
    domain.devices = None  # E: mypy=assignment pyright=reportAttributeAccessIssue
    domain.features.acpi = True  # E: mypy=union-attr pyright=reportOptionalMemberAccess
    domain.devices.disks.append(UserInterface())  # E: mypy=arg-type pyright=reportArgumentType
    Domain.from_xml(3)  # E: mypy=arg-type pyright=reportArgumentType
