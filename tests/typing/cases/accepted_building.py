"""Objects built and changed in Python."""

from virtdom.v0_4 import (
    Boot,
    BridgeInterface,
    BridgeInterfaceSource,
    Clock,
    Devices,
    DiskTarget,
    Domain,
    Features,
    FileDisk,
    FileDiskSource,
    Input,
    InterfaceMac,
    Os,
    OsType,
    UserInterface,
    VncGraphics,
)


def build() -> Domain:
    domain = Domain(
        type="kvm",
        name="web",
        memory=524288,
        os=Os(type=OsType("hvm", arch="x86_64"), boots=[Boot(dev="hd"), Boot(dev="cdrom")]),
        features=Features(acpi=True),
        clock=Clock(sync="localtime"),
        devices=Devices(
            disks=[FileDisk(source=FileDiskSource(file="/a"), target=DiskTarget(dev="hda"))]
        ),
    )
    domain.devices.interfaces.append(
        BridgeInterface(
            source=BridgeInterfaceSource(bridge="br0"),
            mac=InterfaceMac(address="00:16:3e:5d:c7:9e"),
        )
    )
    domain.devices.interfaces += [UserInterface()]
    domain.devices.inputs.append(Input(type="tablet", bus="usb"))
    domain.devices.graphics = [VncGraphics(port=-1, autoport=True, password="secret")]
    domain.vcpu = 2
    domain.on_crash = "restart"
    domain.current_memory = None
    return domain
