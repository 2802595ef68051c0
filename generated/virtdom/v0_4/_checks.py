# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Conditions of the schema, compiled from XPath. The engine calls them with an lxml element."""

from __future__ import annotations

from collections.abc import Sequence

from virtdom_runtime import xpath as x
from virtdom_runtime.tables import Node

Nodes = Sequence[Node]
Values = Sequence[str | Node]


def bl_6_of_domain(node: Node) -> object:
    """`bootloader_args` needs a `bootloader` beside it, to which the arguments are passed.

    XPath: bootloader or not(bootloader_args)
    """
    return bool(x.children(node, "bootloader")) or not x.children(node, "bootloader_args")


def chr_8_implies_devices_console_of_domain(node: Node) -> Values:
    """A fully virtualized guest that lists no console has its first serial port as its console.

    XPath: if (os/type = 'hvm') then devices/serial[1] else ()
    """
    return x.children(node, "devices", "serial")[:1] if "hvm" in x.texts(x.children(node, "os", "type")) else []


def chr_9_console_in_devices_field_1(node: Node) -> object:
    """XPath: target/@port"""
    return x.first(x.numbers(x.attributes(x.children(node, "target"), "port")))


def chr_9_console_in_devices_places(node: Node) -> Nodes:
    """No two consoles may have the same `port` in their `target`.

    XPath: console
    """
    return x.children(node, "console")


def chr_9_parallel_in_devices_field_1(node: Node) -> object:
    """XPath: target/@port"""
    return x.first(x.numbers(x.attributes(x.children(node, "target"), "port")))


def chr_9_parallel_in_devices_places(node: Node) -> Nodes:
    """No two parallel ports may have the same `port` in their `target`.

    XPath: parallel
    """
    return x.children(node, "parallel")


def chr_9_serial_in_devices_field_1(node: Node) -> object:
    """XPath: target/@port"""
    return x.first(x.numbers(x.attributes(x.children(node, "target"), "port")))


def chr_9_serial_in_devices_places(node: Node) -> Nodes:
    """No two serial ports may have the same `port` in their `target`.

    XPath: serial
    """
    return x.children(node, "serial")


def chr_dev_2_of_dev_parallel(node: Node) -> object:
    """A parallel port should be connected to a parallel port of the host, not to a serial port.

    XPath: not(matches(normalize-space(source/@path), '/ttyS[0-9]+$'))
    """
    return not x.matches(x.normalize_space(x.only(x.attributes(x.children(node, "source"), "path"))), r"/ttyS[0-9]+\Z")


def chr_dev_2_of_dev_serial(node: Node) -> object:
    """A serial port should be connected to a serial port of the host, not to a parallel port.

    XPath: not(matches(normalize-space(source/@path), '/parport[0-9]+$'))
    """
    return not x.matches(x.normalize_space(x.only(x.attributes(x.children(node, "source"), "path"))), r"/parport[0-9]+\Z")


def chr_tty_2_of_pty_console(node: Node) -> object:
    """`tty` and the `path` of `source` name the same TTY, so they must be equal.

    XPath: not(@tty and source/@path) or normalize-space(@tty) = normalize-space(source/@path)
    """
    return not (node.get("tty") is not None and x.attributes(x.children(node, "source"), "path")) or x.normalize_space(node.get("tty", "")) == x.normalize_space(x.only(x.attributes(x.children(node, "source"), "path")))


def chr_tty_3_implies_source_path_of_pty_console(node: Node) -> Values:
    """A `tty` on its own is also the path in `source`.

    XPath: @tty
    """
    return x.attributes(node, "tty")


def chr_tty_3_implies_tty_of_pty_console(node: Node) -> Values:
    """The path in `source` is repeated in `tty`.

    XPath: source/@path
    """
    return x.attributes(x.children(node, "source"), "path")


def chr_udp_1_of_udp_character_device(node: Node) -> object:
    """Two `source` elements must not have the same `mode`: one binds, the other connects.

    XPath: not(source[2]/@mode and normalize-space(source[1]/@mode) =
    normalize-space(source[2]/@mode))
    """
    return not (x.attributes(x.children(node, "source")[1:2], "mode") and x.normalize_space(x.only(x.attributes(x.children(node, "source")[:1], "mode"))) == x.normalize_space(x.only(x.attributes(x.children(node, "source")[1:2], "mode"))))


def clk_3_implies_clock_sync_of_domain(node: Node) -> Values:
    """Without `clock`, or without its `sync`, the guest clock starts in UTC.

    XPath: 'utc'
    """
    return ["utc"]


def disk_tgt_1_named_of_disk_target(node: Node) -> object:
    """The `dev` of a target is not empty.

    XPath: not(@dev = '')
    """
    return "" not in x.collapsed(node.get("dev"))


def disk_tgt_5_implies_target_bus_of_disk(node: Node) -> Values:
    """Without `bus` the style of the device name decides: hda is on an IDE bus, sda on SCSI, vda on
    virtio, xvda on Xen, and a floppy disk on the floppy controller.

    XPath: if (@device = 'floppy') then 'fdc' else if (starts-with(target/@dev, 'hd')) then 'ide'
    else if (starts-with(target/@dev, 'sd')) then 'scsi' else if (starts-with(target/@dev, 'vd'))
    then 'virtio' else if (starts-with(target/@dev, 'xvd')) then 'xen' else if
    (starts-with(target/@dev, 'fd')) then 'fdc' else ()
    """
    return ["fdc"] if node.get("device", "disk") == "floppy" else ["ide"] if x.only(x.collapsed(x.attributes(x.children(node, "target"), "dev"))).startswith("hd") else ["scsi"] if x.only(x.collapsed(x.attributes(x.children(node, "target"), "dev"))).startswith("sd") else ["virtio"] if x.only(x.collapsed(x.attributes(x.children(node, "target"), "dev"))).startswith("vd") else ["xen"] if x.only(x.collapsed(x.attributes(x.children(node, "target"), "dev"))).startswith("xvd") else ["fdc"] if x.only(x.collapsed(x.attributes(x.children(node, "target"), "dev"))).startswith("fd") else []


def disk_tgt_7_in_devices_field_1(node: Node) -> object:
    """XPath: target/@dev"""
    return x.first(x.collapsed(x.attributes(x.children(node, "target"), "dev")))


def disk_tgt_7_in_devices_places(node: Node) -> Nodes:
    """No two disks may have the same `dev` in their `target`.

    XPath: disk
    """
    return x.children(node, "disk")


def dom_7_in_host_field_1(node: Node) -> object:
    """XPath: @id"""
    return x.first(x.numbers(node.get("id")))


def dom_7_in_host_places(node: Node) -> Nodes:
    """Two running domains of one host must not have the same `id`.

    XPath: .
    """
    return [node]


def feat_2_implies_features_of_domain(node: Node) -> Values:
    """Without `features` every feature that can be switched is off.

    XPath: ''
    """
    return [""]


def gfx_11_fixed_of_vnc_graphics(node: Node) -> object:
    """A fixed `port` contradicts `autoport` yes: give one of them.

    XPath: not(@port > 0 and normalize-space(@autoport) = 'yes')
    """
    return not (any(port > 0 for port in x.numbers(node.get("port"))) and x.normalize_space(node.get("autoport", "")) == "yes")


def gfx_11_free_of_vnc_graphics(node: Node) -> object:
    """A `port` of -1 asks for any free port, which contradicts `autoport` no.

    XPath: not(@port = -1 and normalize-space(@autoport) = 'no')
    """
    return not (-1 in x.numbers(node.get("port")) and x.normalize_space(node.get("autoport", "")) == "no")


def gfx_5_implies_autoport_of_vnc_graphics(node: Node) -> Values:
    """The old way to ask for any free port, a `port` of -1, means `autoport` yes.

    XPath: if (@port = -1) then 'yes' else ()
    """
    return ["yes"] if -1 in x.numbers(node.get("port")) else []


def inp_5_implies_input_type_of_devices(node: Node) -> Values:
    """A guest with graphics has a mouse even if no input device is listed.

    XPath: if (exists(graphics)) then 'mouse' else ()
    """
    return ["mouse"] if x.children(node, "graphics") else []


def krn_7_of_os(node: Node) -> object:
    """`initrd` needs a `kernel`, whose ramdisk it is.

    XPath: kernel or not(initrd)
    """
    return bool(x.children(node, "kernel")) or not x.children(node, "initrd")


def krn_9_of_os(node: Node) -> object:
    """`cmdline` needs a `kernel`, to which the arguments are passed.

    XPath: kernel or not(cmdline)
    """
    return bool(x.children(node, "kernel")) or not x.children(node, "cmdline")


def meta_name_2_of_domain(node: Node) -> object:
    """A `name` should be made of the letters A to Z, a to z and the digits only.

    XPath: not(name) or matches(normalize-space(name), '^[A-Za-z0-9]+$')
    """
    return not x.children(node, "name") or x.matches(x.normalize_space(x.only(x.texts(x.children(node, "name")))), r"^[0-9A-Za-z]+\Z")


def meta_name_3_in_host_field_1(node: Node) -> object:
    """XPath: name"""
    return x.first(x.texts(x.children(node, "name")))


def meta_name_3_in_host_places(node: Node) -> Nodes:
    """Two domains of one host must not have the same `name`.

    XPath: .
    """
    return [node]


def meta_uuid_4_in_host_field_1(node: Node) -> object:
    """XPath: uuid"""
    return x.first(x.texts(x.children(node, "uuid")))


def meta_uuid_4_in_host_places(node: Node) -> Nodes:
    """Two domains must not have the same `uuid`.

    XPath: .
    """
    return [node]


def nic_eth_3_implies_script_path_of_ethernet_interface(node: Node) -> Values:
    """Without `script` the script that is run is /etc/qemu-ifup.

    XPath: '/etc/qemu-ifup'
    """
    return ["/etc/qemu-ifup"]


def nic_tcp_5_in_host_field_1(node: Node) -> object:
    """XPath: source/@address"""
    return x.first(x.collapsed(x.attributes(x.children(node, "source"), "address")))


def nic_tcp_5_in_host_field_2(node: Node) -> object:
    """XPath: source/@port"""
    return x.first(x.numbers(x.attributes(x.children(node, "source"), "port")))


def nic_tcp_5_in_host_places(node: Node) -> Nodes:
    """A virtual network made of TCP tunnels has one server: two interfaces must not serve the same
    address and port.

    XPath: devices/interface[@type = 'server']
    """
    return [interface for interface in x.children(node, "devices", "interface") if interface.get("type") == "server"]


def os_3_of_domain(node: Node) -> object:
    """A domain must say how it boots: it needs an `os` or a `bootloader`.

    XPath: os or bootloader
    """
    return bool(x.children(node, "os")) or bool(x.children(node, "bootloader"))


def os_bios_1_of_os(node: Node) -> object:
    """`boot` needs `type` hvm: only a fully virtualized guest has a BIOS that boots from devices.

    XPath: not(boot and normalize-space(type) = 'linux')
    """
    return not (x.children(node, "boot") and x.normalize_space(x.only(x.texts(x.children(node, "type")))) == "linux")


def res_cur_2_of_domain(node: Node) -> object:
    """`currentMemory` must not exceed `memory`.

    XPath: not(currentMemory > memory)
    """
    return not any(current_memory > memory for current_memory in x.numbers(x.texts(x.children(node, "currentMemory"))) for memory in x.numbers(x.texts(x.children(node, "memory"))))


def res_cur_3_implies_current_memory_of_domain(node: Node) -> Values:
    """Without `currentMemory` the guest has all of its `memory`.

    XPath: memory
    """
    return x.children(node, "memory")
