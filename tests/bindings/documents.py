"""Documents of v0_4 for the tests of its bindings."""

from __future__ import annotations

import pytest

from virtdom.v0_4 import Domain, Fault, InvalidDomain

FULL = """<domain type='xen' id='3'>
  <name>web</name>
  <uuid>3e3fce45-4f53-4fa7-bb32-11f34168b82b</uuid>
  <memory>524288</memory>
  <currentMemory>262144</currentMemory>
  <vcpu>1</vcpu>
  <bootloader>/usr/bin/pygrub</bootloader>
  <bootloader_args>--append single</bootloader_args>
  <os>
    <type arch='i686'>hvm</type>
    <kernel>/boot/vmlinuz</kernel>
    <initrd>/boot/initrd</initrd>
    <cmdline>console=ttyS0</cmdline>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
  </features>
  <clock sync='utc'/>
  <on_crash>destroy</on_crash>
  <devices>
    <emulator>/usr/bin/qemu</emulator>
    <disk type='file' device='disk'>
      <source file='/images/a.img'/>
      <target dev='hda' bus='ide'/>
    </disk>
    <disk type='block'>
      <source dev='/dev/sdb'/>
      <target dev='hdb'/>
    </disk>
    <interface type='mcast'>
      <mac address='00:16:3e:5d:c7:9e'/>
      <source address='230.0.0.1' port='5558'/>
    </interface>
    <serial type='udp'>
      <source mode='bind' host='0.0.0.0' service='2445'/>
      <source mode='connect' host='0.0.0.0' service='2445'/>
      <target port='0'/>
    </serial>
    <console type='pty' tty='/dev/pts/3'>
      <source path='/dev/pts/3'/>
    </console>
    <input type='mouse' bus='usb'/>
    <graphics type='vnc' port='5904' autoport='no' listen='127.0.0.1' password='s3cret'/>
  </devices>
</domain>
"""
"""A part of every chapter, as libvirt lays it out; valid."""


def machine(*children: str, attributes: str = "type='kvm'", os: str = "hvm") -> str:
    """A domain with the least that is needed and the children given, in one line."""
    return (
        f"<domain {attributes}><name>web</name><memory>1024</memory>"
        f"<os><type>{os}</type></os>{''.join(children)}</domain>"
    )


def having(*devices: str) -> str:
    """A domain with these devices."""
    return machine(f"<devices>{''.join(devices)}</devices>")


def changed(old: str, new: str) -> str:
    """The full document with one place, found once, changed."""
    assert FULL.count(old) == 1, f"{old!r} is there {FULL.count(old)} times"
    return FULL.replace(old, new)


def disk(target: str = "hda", file: str = "/images/a.img") -> str:
    return f"<disk type='file'><source file='{file}'/><target dev='{target}'/></disk>"


def faults(data: str | bytes) -> tuple[Fault, ...]:
    """The faults of a document that is refused."""
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(data)
    return caught.value.faults


def fault(data: str | bytes) -> Fault:
    """The one fault of a document that is refused."""
    (only,) = faults(data)
    return only
