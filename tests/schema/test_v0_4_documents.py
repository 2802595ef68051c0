"""What the schema of v0_4 accepts and refuses: documents for every rule it enforces."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import elementpath
import pytest
import xmlschema
from lxml import etree

Node: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

FOLDER = Path(__file__).resolve().parents[2] / "schema" / "v0_4"
XS = "{http://www.w3.org/2001/XMLSchema}"
V = "{urn:virtdom:annotations}"
ENFORCED = ("structure", "facet", "assertion", "identity")


def machine(
    *children: str,
    attributes: str = 'type="xen"',
    name: str = "<name>test</name>",
    memory: str = "<memory>524288</memory>",
    os: str = "<os><type>hvm</type></os>",
) -> str:
    """A domain with the least that is needed and the children given."""
    return f"<domain {attributes}>{name}{memory}{os}{''.join(children)}</domain>"


def booting(*children: str, type: str = "<type>hvm</type>") -> str:
    return machine(os=f"<os>{type}{''.join(children)}</os>")


def devices(*children: str) -> str:
    return machine(f"<devices>{''.join(children)}</devices>")


def disk(
    *children: str,
    attributes: str = 'type="file"',
    source: str = '<source file="/images/a"/>',
    target: str = '<target dev="hda"/>',
) -> str:
    return devices(f"<disk {attributes}>{source}{target}{''.join(children)}</disk>")


def block(source: str = '<source dev="/dev/sdb"/>') -> str:
    return disk(attributes='type="block"', source=source)


def interface(kind: str, *children: str) -> str:
    return devices(f'<interface type="{kind}">{"".join(children)}</interface>')


def serial(kind: str, *children: str) -> str:
    return devices(f'<serial type="{kind}">{"".join(children)}</serial>')


def graphics(attributes: str) -> str:
    return devices(f"<graphics {attributes}/>")


PTY = '<source path="/dev/pts/3"/>'
TCP = '<source mode="connect" host="example.org" service="2445"/>'
BIND = '<source mode="bind" host="0.0.0.0" service="2445"/>'
CONNECT = '<source mode="connect" host="0.0.0.0" service="2445"/>'
PORT = '<target port="0"/>'

# (rule, a document that keeps it, one that breaks it and differs in one place)
PAIRS: list[tuple[str, str, str]] = [
    ("DOM-1", machine(), machine().replace("domain", "machine")),
    ("DOM-1", machine(), machine().replace("<domain ", '<domain xmlns="urn:other" ')),
    ("DOM-2", machine(), machine(attributes="")),
    ("DOM-3", machine(attributes='type="kqemu"'), machine(attributes='type="vmware"')),
    ("DOM-5", machine(attributes='type="xen" id="3"'), machine(attributes='type="xen" ref="3"')),
    ("DOM-6", machine(attributes='type="xen" id="0"'), machine(attributes='type="xen" id="-1"')),
    ("DOM-6", machine(attributes='type="xen" id="3"'), machine(attributes='type="xen" id="x"')),
    ("DOM-9", machine("<vcpu>1</vcpu>"), machine("<title>test</title>")),
    ("DOM-9", disk(), disk("<readonly/>")),
    ("DOM-9", serial("null"), serial("pipe", '<source path="/tmp/pipe"/>')),
    ("DOM-9", machine("<vcpu>1</vcpu>"), machine('<vcpu cpuset="0">1</vcpu>')),
    ("DOM-9", machine(), machine("text")),
    ("DOM-11", machine(), machine("<memory>1</memory>")),
    ("DOM-11", machine("<clock/>"), machine("<clock/>", "<clock/>")),
    ("META-NAME-1", machine(), machine(name="")),
    ("META-NAME-1", machine(), machine("<name>other</name>")),
    ("META-NAME-4", machine(name="<name>fv 0!</name>"), machine(name="<name>fv/0</name>")),
    ("META-NAME-4", machine(name="<name>a</name>"), machine(name="<name> </name>")),
    (
        "META-UUID-1",
        machine("<uuid>3e3fce45-4f53-4fa7-bb32-11f34168b82b</uuid>"),
        machine("<uuid>3e3fce45-4f53-4fa7-bb32-11f34168b82b</uuid>" * 2),
    ),
    (
        "META-UUID-2",
        machine("<uuid> 3E3FCE45-4f53-4fa7-bb32-11f34168b82b </uuid>"),
        machine("<uuid>3e3fce454-f53-4fa7-bb32-11f34168b82b</uuid>"),
    ),
    (
        "META-UUID-5",
        machine("<uuid>4dea22b31d52d8f32516782e98ab3fa0</uuid>"),
        machine("<uuid>4dea22b31d52d8f32516782e98ab3fa</uuid>"),
    ),
    ("OS-2", booting("<loader>/boot/hvmloader</loader>"), booting("<bios/>")),
    ("OS-2", booting(), booting("text")),
    ("OS-2", booting(), booting().replace("<os>", '<os arch="i686">')),
    ("OS-3", machine(os="<bootloader>/usr/bin/pygrub</bootloader>"), machine(os="")),
    ("OS-TYPE-1", booting(), booting(type="")),
    ("OS-TYPE-1", booting(), booting("<type>hvm</type>")),
    ("OS-TYPE-2", booting(type="<type>linux</type>"), booting(type="<type>xen</type>")),
    (
        "OS-TYPE-5",
        booting(type='<type arch="i686">hvm</type>'),
        booting(type='<type cpu="i686">hvm</type>'),
    ),
    (
        "OS-TYPE-6",
        booting(type='<type machine="pc">hvm</type>'),
        booting(type='<type model="pc">hvm</type>'),
    ),
    (
        "OS-BIOS-1",
        booting('<boot dev="hd"/>'),
        booting('<boot dev="hd"/>', type="<type>linux</type>"),
    ),
    (
        "OS-LOADER-1",
        booting("<loader>/boot/a</loader>"),
        booting("<loader>/boot/a</loader><loader>/boot/b</loader>"),
    ),
    ("OS-LOADER-2", booting("<loader>/boot/a</loader>"), booting("<loader>boot/a</loader>")),
    ("OS-LOADER-2", booting("<loader>/boot/a</loader>"), booting("<loader/>")),
    ("OS-BOOT-1", booting('<boot dev="hd"/>'), booting("<boot/>")),
    ("OS-BOOT-1", booting('<boot dev="hd"/>'), booting('<boot dev="hd">1</boot>')),
    ("OS-BOOT-2", booting('<boot dev="cdrom"/>'), booting('<boot dev="usb"/>')),
    (
        "BL-1",
        machine("<bootloader>/usr/bin/pygrub</bootloader>"),
        machine("<bootloader>/usr/bin/pygrub</bootloader>" * 2),
    ),
    (
        "BL-1",
        machine("<bootloader>/usr/bin/pygrub</bootloader>"),
        booting("<bootloader>/usr/bin/pygrub</bootloader>"),
    ),
    (
        "BL-2",
        machine("<bootloader>/usr/bin/pygrub</bootloader>"),
        machine("<bootloader>pygrub</bootloader>"),
    ),
    (
        "BL-5",
        machine("<bootloader>/b</bootloader><bootloader_args>-a</bootloader_args>"),
        machine("<bootloader>/b</bootloader>", "<bootloader_args>-a</bootloader_args>" * 2),
    ),
    (
        "BL-6",
        machine("<bootloader>/b</bootloader><bootloader_args>-a</bootloader_args>"),
        machine("<bootloader_args>-a</bootloader_args>"),
    ),
    ("BL-9", machine(os="<bootloader>/b</bootloader>"), machine(os="")),
    (
        "KRN-1",
        booting("<kernel>/boot/a</kernel>"),
        booting("<kernel>/boot/a</kernel>", type="<type>bare</type>"),
    ),
    (
        "KRN-2",
        booting("<kernel>/boot/a</kernel><loader>/boot/b</loader>"),
        booting("<kernel>/boot/a</kernel><loader>b</loader>"),
    ),
    (
        "KRN-3",
        booting("<kernel>/boot/a</kernel>"),
        booting("<kernel>/boot/a</kernel><kernel>/boot/b</kernel>"),
    ),
    ("KRN-4", booting("<kernel>/boot/a</kernel>"), booting("<kernel>boot/a</kernel>")),
    (
        "KRN-5",
        booting("<kernel>/a</kernel><initrd>/b</initrd>"),
        booting("<kernel>/a</kernel><initrd>/b</initrd><initrd>/c</initrd>"),
    ),
    (
        "KRN-6",
        booting("<kernel>/a</kernel><initrd>/b</initrd>"),
        booting("<kernel>/a</kernel><initrd>b</initrd>"),
    ),
    ("KRN-7", booting("<kernel>/a</kernel><initrd>/b</initrd>"), booting("<initrd>/b</initrd>")),
    (
        "KRN-8",
        booting("<kernel>/a</kernel><cmdline>quiet  ro=1</cmdline>"),
        booting("<kernel>/a</kernel><cmdline>quiet</cmdline><cmdline>ro</cmdline>"),
    ),
    ("KRN-9", booting("<kernel>/a</kernel><cmdline/>"), booting("<cmdline/>")),
    ("RES-MEM-1", machine(), machine(memory="")),
    ("RES-MEM-2", machine(memory="<memory>1</memory>"), machine(memory="<memory>0</memory>")),
    ("RES-MEM-2", machine(), machine(memory="<memory>512M</memory>")),
    (
        "RES-CUR-1",
        machine("<currentMemory>1</currentMemory>"),
        machine("<currentMemory>1</currentMemory>" * 2),
    ),
    (
        "RES-CUR-2",
        machine("<currentMemory>524288</currentMemory>"),
        machine("<currentMemory>524289</currentMemory>"),
    ),
    (
        "RES-CUR-2",
        machine("<currentMemory>9</currentMemory>", memory="<memory>10</memory>"),
        machine("<currentMemory>11</currentMemory>", memory="<memory>10</memory>"),
    ),
    (
        "RES-CUR-5",
        machine("<currentMemory>1</currentMemory>"),
        machine("<currentMemory>0</currentMemory>"),
    ),
    ("RES-CPU-1", machine("<vcpu>2</vcpu>"), machine("<vcpu>2</vcpu><vcpu>2</vcpu>")),
    ("RES-CPU-2", machine("<vcpu>1</vcpu>"), machine("<vcpu>0</vcpu>")),
    ("RES-CPU-2", machine("<vcpu>1</vcpu>"), machine("<vcpu>1.5</vcpu>")),
    *(
        pair
        for event, rule in (("poweroff", "POFF"), ("reboot", "REB"), ("crash", "CRASH"))
        for pair in (
            (
                f"LIFE-{rule}-1",
                machine(f"<on_{event}>destroy</on_{event}>"),
                machine(f"<on_{event}>destroy</on_{event}>" * 2),
            ),
            (
                f"LIFE-{rule}-2",
                machine(f"<on_{event}>rename-restart</on_{event}>"),
                machine(f"<on_{event}>stop</on_{event}>"),
            ),
        )
    ),
    ("FEAT-1", machine("<features><acpi/></features>"), machine("<acpi/>")),
    ("FEAT-1", machine("<features/>"), machine("<features/><features/>")),
    (
        "FEAT-3",
        machine("<features><pae/><acpi/></features>"),
        machine("<features><pae/><acpi/><pae/></features>"),
    ),
    (
        "FEAT-3",
        machine("<features><acpi/></features>"),
        machine("<features><acpi>on</acpi></features>"),
    ),
    (
        "FEAT-4",
        machine("<features><apic/></features>"),
        machine("<features><hap/></features>"),
    ),
    ("CLK-1", machine("<clock/>"), machine('<clock offset="utc"/>')),
    ("CLK-1", machine('<clock sync="utc"/>'), machine('<clock sync="utc"><timer/></clock>')),
    ("CLK-2", machine('<clock sync="utc"/>'), machine('<clock sync="UTC"/>')),
    (
        "DEV-1",
        devices(PTY.join(('<serial type="pty">', "</serial>"))),
        machine('<input type="mouse"/>'),
    ),
    ("DEV-1", machine("<devices/>"), machine("<devices/><devices/>")),
    ("DEV-3", devices('<input type="mouse"/>' * 2), devices('<sound model="sb16"/>')),
    (
        "DEV-EMU-1",
        devices("<emulator>/usr/bin/qemu</emulator>"),
        devices("<emulator>/usr/bin/qemu</emulator>" * 2),
    ),
    (
        "DEV-EMU-2",
        devices("<emulator>/usr/bin/qemu</emulator>"),
        devices("<emulator>qemu</emulator>"),
    ),
    ("DISK-1", disk(), disk().replace("disk", "floppy")),
    ("DISK-TYPE-1", disk(), disk(attributes="")),
    ("DISK-TYPE-2", disk(), disk(attributes='type="dir"')),
    (
        "DISK-DEV-1",
        disk(attributes='type="file" device="cdrom"'),
        disk(attributes='type="file" media="cdrom"'),
    ),
    (
        "DISK-DEV-2",
        disk(attributes='type="file" device="floppy"'),
        disk(attributes='type="file" device="lun"'),
    ),
    ("DISK-SRC-1", disk(), disk(source="<source/>")),
    (
        "DISK-SRC-2",
        disk(attributes='type="block"', source='<source dev="/dev/sdb"/>'),
        disk(attributes='type="block"', source="<source/>"),
    ),
    ("DISK-SRC-3", disk(), disk(source='<source file="images/a"/>')),
    (
        "DISK-SRC-4",
        disk(attributes='type="block"', source='<source dev="/dev/sdb"/>'),
        disk(attributes='type="block"', source='<source dev=""/>'),
    ),
    ("DISK-SRC-5", disk(), disk(source='<source dev="/dev/sdb"/>')),
    ("DISK-SRC-5", disk(), disk(source='<source file="/images/a" dev="/dev/sdb"/>')),
    ("DISK-SRC-5", disk(), disk(attributes='type="block"')),
    ("DISK-SRC-6", disk(), disk(source="")),
    ("DISK-SRC-6", disk(), disk(source='<source file="/images/a"/>' * 2)),
    (
        "DISK-SRC-6",
        disk(attributes='type="file" device="cdrom"'),
        disk(attributes='type="file" device="cdrom"', source=""),
    ),
    ("DISK-TGT-1", disk(), disk(target="")),
    ("DISK-TGT-1", disk(), disk(target="<target/>")),
    ("DISK-TGT-1", disk(), disk('<target dev="hdb"/>')),
    ("DISK-TGT-1", disk(), disk(target='<target dev="hda">a</target>')),
    (
        "DISK-TGT-3",
        disk(target='<target dev="hda" bus="ide"/>'),
        disk(target='<target dev="hda" unit="0"/>'),
    ),
    (
        "DISK-TGT-4",
        disk(target='<target dev="hda" bus="usb"/>'),
        disk(target='<target dev="hda" bus="usb 2"/>'),
    ),
    (
        "DISK-TGT-7",
        devices(
            '<disk type="file"><source file="/a"/><target dev="hda"/></disk>',
            '<disk type="file"><source file="/a"/><target dev="hdb"/></disk>',
        ),
        devices(
            '<disk type="file"><source file="/a"/><target dev="hda"/></disk>',
            '<disk type="file"><source file="/a"/><target dev="hda"/></disk>',
        ),
    ),
    ("DISK-DRV-1", disk('<driver name="tap"/>'), disk('<driver name="tap"/>' * 2)),
    ("DISK-DRV-1", disk('<driver name="tap"/>'), disk('<driver name="tap">aio</driver>')),
    ("DISK-DRV-2", disk('<driver name="tap" type="aio"/>'), disk('<driver type="aio"/>')),
    (
        "DISK-DRV-3",
        disk('<driver name="tap" type="aio"/>'),
        disk('<driver name="tap" format="aio"/>'),
    ),
    ("NIC-1", interface("user"), devices("<interface/>")),
    ("NIC-2", interface("user"), interface("direct")),
    *(
        ("NIC-2", interface(kind, source), interface("vde", source))
        for kind, source in (
            ("network", '<source network="default"/>'),
            ("bridge", '<source bridge="br0"/>'),
            ("ethernet", ""),
            ("mcast", '<source address="230.0.0.1" port="5558"/>'),
            ("server", '<source address="192.168.0.1" port="5558"/>'),
            ("client", '<source address="192.168.0.1" port="5558"/>'),
        )
    ),
    (
        "NIC-MAC-1",
        interface("user", '<mac address="00:16:3e:5d:c7:9e"/>'),
        interface("user", "<mac/>"),
    ),
    (
        "NIC-MAC-1",
        interface("ethernet", '<mac address="00:16:3e:5d:c7:9e"/>'),
        interface("ethernet", '<mac address="00:16:3e:5d:c7:9e"/>' * 2),
    ),
    (
        "NIC-MAC-2",
        interface("user", '<mac address="11:22:33:44:55:66"/>'),
        interface("user", '<mac address="11-22-33-44-55-66"/>'),
    ),
    (
        "NIC-SCRIPT-1",
        interface("bridge", '<source bridge="br0"/><script path="vif"/>'),
        interface("network", '<source network="br0"/><script path="vif"/>'),
    ),
    (
        "NIC-SCRIPT-1",
        interface("ethernet", '<script path="/s"/>'),
        interface("user", '<script path="/s"/>'),
    ),
    (
        "NIC-SCRIPT-1",
        interface("ethernet", '<script path="/s"/>'),
        interface("ethernet", "<script/>"),
    ),
    (
        "NIC-SCRIPT-2",
        interface("ethernet", '<script path="vif"/>'),
        interface("ethernet", '<script path=""/>'),
    ),
    ("NIC-NET-1", interface("network", '<source network="default"/>'), interface("network")),
    (
        "NIC-NET-1",
        interface("network", '<source network="default"/>'),
        interface("network", '<source bridge="default"/>'),
    ),
    (
        "NIC-NET-1",
        interface("network", '<source network="default"/>'),
        interface("network", '<source network="default" bridge="br0"/>'),
    ),
    (
        "NIC-NET-7",
        interface("network", '<source network="default"/><target dev="vnet7"/>'),
        interface("network", '<source network="default"/><target/>'),
    ),
    ("NIC-BR-1", interface("bridge", '<source bridge="br0"/>'), interface("bridge")),
    (
        "NIC-BR-1",
        interface("bridge", '<source bridge="br0"/>'),
        interface("bridge", '<source bridge="br0" network="default"/>'),
    ),
    (
        "NIC-BR-4",
        interface("bridge", '<source bridge="br0"/><target dev="vnet7"/>'),
        interface("bridge", '<source bridge="br0"/><target dev="vnet7"/><target dev="vnet8"/>'),
    ),
    ("NIC-USER-1", interface("user"), interface("user", '<source network="default"/>')),
    ("NIC-ETH-1", interface("ethernet"), interface("ethernet", '<source dev="eth0"/>')),
    (
        "NIC-MC-1",
        interface("mcast", '<source address="230.0.0.1" port="5558"/>'),
        interface("mcast", '<source address="230.0.0.1"/>'),
    ),
    (
        "NIC-MC-1",
        interface("mcast", '<source address="230.0.0.1" port="5558"/>'),
        interface("mcast", '<source port="5558"/>'),
    ),
    (
        "NIC-MC-2",
        interface("mcast", '<source address="224.0.0.0" port="1"/>'),
        interface("mcast", '<source address="223.255.255.255" port="1"/>'),
    ),
    (
        "NIC-MC-2",
        interface("mcast", '<source address="239.255.255.255" port="1"/>'),
        interface("mcast", '<source address="240.0.0.0" port="1"/>'),
    ),
    (
        "NIC-MC-3",
        interface("mcast", '<source address="230.0.0.1" port="65535"/>'),
        interface("mcast", '<source address="230.0.0.1" port="65536"/>'),
    ),
    *(
        pair
        for kind in ("server", "client")
        for pair in (
            (
                "NIC-TCP-1",
                interface(kind, '<source address="192.168.0.1" port="5558"/>'),
                interface(kind),
            ),
            (
                "NIC-TCP-1",
                interface(kind, '<source address="192.168.0.1" port="5558"/>'),
                interface(kind, '<source port="5558"/>'),
            ),
            (
                "NIC-TCP-2",
                interface(kind, '<source address="::1" port="5558"/>'),
                interface(kind, '<source address="localhost" port="5558"/>'),
            ),
            (
                "NIC-TCP-3",
                interface(kind, '<source address="192.168.0.1" port="1"/>'),
                interface(kind, '<source address="192.168.0.1" port="0"/>'),
            ),
        )
    ),
    ("INP-1", devices('<input type="mouse"/>' * 2), devices('<input bus="usb"/>')),
    ("INP-1", devices('<input type="mouse"/>'), devices('<input type="mouse"><a/></input>')),
    ("INP-2", devices('<input type="tablet"/>'), devices('<input type="keyboard"/>')),
    (
        "INP-3",
        devices('<input type="mouse" bus="xen"/>'),
        devices('<input type="mouse" on="xen"/>'),
    ),
    (
        "INP-4",
        devices('<input type="tablet" bus="ps2"/>'),
        devices('<input type="tablet" bus="ps3"/>'),
    ),
    ("GFX-1", graphics('type="vnc"'), graphics("")),
    ("GFX-1", graphics('type="vnc"'), devices('<graphics type="vnc">5900</graphics>')),
    ("GFX-2", graphics('type="sdl"'), graphics('type="spice"')),
    ("GFX-3", graphics('type="vnc" port="5904"'), graphics('type="vnc" tcp="5904"')),
    ("GFX-4", graphics('type="vnc" port="-1"'), graphics('type="vnc" port="-2"')),
    ("GFX-4", graphics('type="vnc" port="1"'), graphics('type="vnc" port="0"')),
    ("GFX-4", graphics('type="vnc" port="65535"'), graphics('type="vnc" port="65536"')),
    ("GFX-6", graphics('type="vnc" autoport="yes"'), graphics('type="vnc" auto="yes"')),
    ("GFX-7", graphics('type="vnc" autoport="no"'), graphics('type="vnc" autoport="true"')),
    (
        "GFX-8",
        graphics('type="vnc" listen="::ffff:10.0.0.1"'),
        graphics('type="vnc" listen="localhost"'),
    ),
    (
        "GFX-8",
        graphics('type="vnc" listen="127.0.0.255"'),
        graphics('type="vnc" listen="127.0.0.256"'),
    ),
    ("GFX-9", graphics('type="vnc" password=" a  b "'), graphics('type="vnc" passwd=" a  b "')),
    ("GFX-10", graphics('type="vnc" port="5904"'), graphics('type="sdl" port="5904"')),
    ("GFX-10", graphics('type="vnc" password="a"'), graphics('type="sdl" password="a"')),
    (
        "GFX-11",
        graphics('type="vnc" port="5904" autoport="no"'),
        graphics('type="vnc" port="5904" autoport="yes"'),
    ),
    (
        "GFX-11",
        graphics('type="vnc" port="-1" autoport="yes"'),
        graphics('type="vnc" port="-1" autoport="no"'),
    ),
    (
        "CHR-1",
        devices(f'<parallel type="tcp">{TCP}<wiremode type="raw"/></parallel>'),
        devices(f'<modem type="tcp">{TCP}<wiremode type="raw"/></modem>'),
    ),
    ("CHR-2", serial("null"), serial("spicevmc")),
    ("CHR-3", serial("null"), devices("<serial/>")),
    ("CHR-4", serial("file", PTY), serial("file", TCP)),
    ("CHR-5", serial("null", PORT), serial("null", "<target/>")),
    ("CHR-6", serial("null", PORT), serial("null", '<target port="-1"/>')),
    ("CHR-6", serial("null", PORT), serial("null", '<target port="a"/>')),
    *(
        (
            "CHR-9",
            devices(
                f'<{name} type="null"><target port="0"/></{name}>',
                f'<{name} type="vc"><target port="1"/></{name}>',
                f'<{name} type="vc"/><{name} type="vc"/>',
            ),
            devices(
                f'<{name} type="null"><target port="1"/></{name}>',
                f'<{name} type="vc"><target port="01"/></{name}>',
                f'<{name} type="vc"/><{name} type="vc"/>',
            ),
        )
        for name in ("serial", "parallel", "console")
    ),
    ("CHR-10", serial("file", PORT, PTY), serial("file", PORT, PTY, '<target port="1"/>')),
    ("CHR-10", serial("file", PTY), serial("file", PTY, '<source path="/dev/pts/4"/>')),
    ("CHR-STDIO-1", serial("stdio", PORT), serial("stdio", PORT, PTY)),
    ("CHR-FILE-1", serial("file", PTY, PORT), serial("file", PORT)),
    ("CHR-FILE-1", serial("file", PTY), serial("file", "<source/>")),
    ("CHR-FILE-1", serial("file", PTY), serial("file", '<source path="/a" mode="bind"/>')),
    ("CHR-VC-1", serial("vc", PORT), serial("vc", PORT, PTY)),
    ("CHR-NULL-1", serial("null", PORT), serial("null", PORT, PTY)),
    ("CHR-PTY-1", serial("pty", PTY), serial("pty", '<source path="/a" mode="bind"/>')),
    ("CHR-PTY-1", serial("pty"), serial("pty", "<source/>")),
    ("CHR-PTY-1", serial("pty", PTY), serial("pty", PTY, PTY)),
    (
        "CHR-TTY-1",
        devices('<console type="pty" tty="/dev/pts/3"/>'),
        devices('<serial type="pty" tty="/dev/pts/3"/>'),
    ),
    (
        "CHR-TTY-2",
        devices(f'<console type="pty" tty="/dev/pts/3">{PORT}{PTY}</console>'),
        devices(f'<console type="pty" tty="/dev/pts/4">{PORT}{PTY}</console>'),
    ),
    (
        "CHR-TTY-2",
        devices('<console type="stdio"/>'),
        devices('<console type="stdio" tty="/dev/pts/3"/>'),
    ),
    *(
        pair
        for name in ("serial", "parallel", "console")
        for pair in (
            (
                "CHR-DEV-1",
                devices(f'<{name} type="dev">{PORT}<source path="/dev/x"/></{name}>'),
                devices(f'<{name} type="dev">{PORT}</{name}>'),
            ),
            (
                "CHR-DEV-1",
                devices(f'<{name} type="dev"><source path="/dev/x"/></{name}>'),
                devices(f'<{name} type="dev"><source dev="/dev/x"/></{name}>'),
            ),
        )
    ),
    ("CHR-TCP-1", serial("tcp", TCP), serial("tcp", PORT)),
    ("CHR-TCP-1", serial("tcp", TCP), serial("tcp", TCP, TCP)),
    ("CHR-TCP-1", serial("tcp", TCP), serial("tcp", TCP.replace(' mode="connect"', ""))),
    ("CHR-TCP-1", serial("tcp", TCP), serial("tcp", TCP.replace(' host="example.org"', ""))),
    ("CHR-TCP-1", serial("tcp", TCP), serial("tcp", TCP.replace(' service="2445"', ""))),
    ("CHR-TCP-2", serial("tcp", BIND), serial("tcp", BIND.replace("bind", "listen"))),
    (
        "CHR-TCP-3",
        serial("tcp", TCP, PORT, '<wiremode type="telnet"/>'),
        serial("udp", TCP, PORT, '<wiremode type="telnet"/>'),
    ),
    ("CHR-TCP-3", serial("tcp", TCP, '<wiremode type="raw"/>'), serial("tcp", TCP, "<wiremode/>")),
    (
        "CHR-TCP-4",
        serial("tcp", TCP, '<wiremode type="raw"/>'),
        serial("tcp", TCP, '<wiremode type="ssh"/>'),
    ),
    ("CHR-TCP-5", serial("tcp", TCP), serial("tcp", TCP.replace("2445", "telnet"))),
    ("CHR-TCP-5", serial("tcp", TCP), serial("tcp", TCP.replace("2445", "70000"))),
    (
        "CHR-TCP-5",
        serial("tcp", TCP.replace("example.org", "::1")),
        serial("tcp", TCP.replace("example.org", "a host")),
    ),
    ("CHR-UDP-1", serial("udp", BIND), serial("udp", PORT)),
    ("CHR-UDP-1", serial("udp", BIND, CONNECT), serial("udp", BIND, BIND)),
    ("CHR-UDP-1", serial("udp", CONNECT, BIND), serial("udp", CONNECT, BIND, CONNECT)),
    ("CHR-UDP-1", serial("udp", BIND), serial("udp", BIND.replace(' service="2445"', ""))),
    ("CHR-UDP-1", serial("udp", BIND), serial("udp", BIND.replace(' host="0.0.0.0"', ""))),
    (
        "CHR-UNIX-1",
        serial("unix", '<source mode="bind" path="/tmp/a"/>'),
        serial("unix", '<source path="/tmp/a"/>'),
    ),
    (
        "CHR-UNIX-1",
        serial("unix", '<source mode="bind" path="/tmp/a"/>'),
        serial("unix", '<source mode="bind"/>'),
    ),
    (
        "CHR-UNIX-1",
        serial("unix", '<source mode="bind" path="/tmp/a"/>'),
        serial("unix", '<source mode="bind" path="/tmp/a" host="a"/>'),
    ),
    ("CHR-UNIX-1", serial("unix", '<source mode="bind" path="/tmp/a"/>'), serial("unix")),
    (
        "CHR-UNIX-2",
        serial("unix", '<source mode="connect" path="/tmp/a"/>'),
        serial("unix", '<source mode="listen" path="/tmp/a"/>'),
    ),
    ("DOM-11", machine(), machine(os="<os><type>hvm</type></os>" * 2)),
    *(
        (
            rule,
            machine(f"<features><{name}/></features>"),
            machine(f"<features><{name}/><{name}/></features>"),
        )
        for name, rule in (("pae", "FEAT-3"), ("acpi", "FEAT-3"), ("apic", "FEAT-4"))
    ),
    ("DISK-SRC-2", block(), block(source="")),
    ("DISK-SRC-6", block(), block(source='<source dev="/dev/sdb"/>' * 2)),
    ("DISK-TGT-1", disk(), disk(target='<target dev="hda"/><target dev="hdb"/>')),
    ("DISK-TGT-1", disk(), disk(target='<target dev=""/>')),
    *(
        pair
        for kind, rule, source in (
            ("network", "NIC-NET-1", '<source network="default"/>'),
            ("bridge", "NIC-BR-1", '<source bridge="br0"/>'),
            ("mcast", "NIC-MC-1", '<source address="230.0.0.1" port="5558"/>'),
            ("server", "NIC-TCP-1", '<source address="192.168.0.1" port="5558"/>'),
            ("client", "NIC-TCP-1", '<source address="192.168.0.1" port="5558"/>'),
        )
        for pair in (
            (rule, interface(kind, source), interface(kind)),
            (rule, interface(kind, source), interface(kind, "<source/>")),
            (rule, interface(kind, source), interface(kind, source, source)),
        )
    ),
    (
        "NIC-TCP-1",
        interface("client", '<source address="192.168.0.1" port="5558"/>'),
        interface("client", '<source address="192.168.0.1"/>'),
    ),
    *(
        ("NIC-SCRIPT-1", interface(kind, source, script), interface(kind, source, script, script))
        for kind, source in (("bridge", '<source bridge="br0"/>'), ("ethernet", ""))
        for script in ('<script path="vif"/>',)
    ),
    *(
        (rule, interface(kind, source, target), interface(kind, source, target, target))
        for kind, rule, source in (
            ("network", "NIC-NET-7", '<source network="default"/>'),
            ("bridge", "NIC-BR-4", '<source bridge="br0"/>'),
            ("ethernet", "NIC-ETH-2", ""),
        )
        for target in ('<target dev="vnet7"/>',)
    ),
    *(
        ("DOM-9", interface(kind, source), interface(kind, source, '<target dev="vnet7"/>'))
        for kind, source in (
            ("user", ""),
            ("mcast", '<source address="230.0.0.1" port="5558"/>'),
            ("client", '<source address="192.168.0.1" port="5558"/>'),
        )
    ),
    *(
        pair
        for kind, rule, source in (
            ("file", "CHR-FILE-1", PTY),
            ("dev", "CHR-DEV-1", PTY),
            ("unix", "CHR-UNIX-1", '<source mode="bind" path="/tmp/a"/>'),
            ("tcp", "CHR-TCP-1", TCP),
        )
        for pair in (
            (rule, serial(kind, source), serial(kind)),
            (rule, serial(kind, source), serial(kind, "<source/>")),
            (rule, serial(kind, source), serial(kind, source, source)),
        )
    ),
    *(
        ("CHR-10", serial(kind, PORT), serial(kind, PORT, '<target port="1"/>'))
        for kind in ("stdio", "vc", "null", "pty")
    ),
    (
        "CHR-TCP-3",
        serial("tcp", TCP, '<wiremode type="raw"/>'),
        serial("tcp", TCP, '<wiremode type="raw"/>' * 2),
    ),
    ("CHR-UDP-1", serial("udp", BIND), serial("udp", BIND.replace(' mode="bind"', ""))),
]

# (rule, a document it allows)
ALLOWED: list[tuple[str, str]] = [
    (
        "DOM-10",
        '<domain type="xen"><os><type>hvm</type></os><memory>1</memory><name>a</name></domain>',
    ),
    ("OS-BOOT-3", booting('<boot dev="hd"/><boot dev="fd"/><boot dev="hd"/>' * 3)),
    ("OS-BOOT-3", booting()),
    ("DISK-ORD-1", disk('<driver name="tap"/>')),
    ("DISK-ORD-1", disk('<source file="/a"/>', source='<driver name="tap"/>')),
    ("NIC-ORD-1", interface("bridge", '<script path="a"/><source bridge="b"/><target dev="c"/>')),
    (
        "NIC-ORD-1",
        interface(
            "bridge", '<target dev="c"/><mac address="00:16:3e:5d:c7:9e"/><source bridge="b"/>'
        ),
    ),
    *(("DOM-3", machine(attributes=f'type="{each}"')) for each in ("xen", "kvm", "qemu", "lxc")),
    *(("OS-BOOT-2", booting(f'<boot dev="{each}"/>')) for each in ("fd", "hd", "network")),
    *(
        (f"LIFE-{rule}-2", machine(f"<on_{event}>{each}</on_{event}>"))
        for event, rule in (("poweroff", "POFF"), ("reboot", "REB"), ("crash", "CRASH"))
        for each in ("destroy", "restart", "preserve", "rename-restart")
    ),
    ("CLK-2", machine('<clock sync="localtime"/>')),
    *(
        ("DISK-TGT-4", disk(target=f'<target dev="hda" bus="{each}"/>'))
        for each in ("ide", "scsi", "virtio", "xen", "fdc")
    ),
    ("DISK-DEV-2", disk(attributes='type="file" device="disk"')),
    *(
        ("INP-4", devices(f'<input type="{kind}" bus="{bus}"/>'))
        for kind in ("mouse", "tablet")
        for bus in ("xen", "ps2", "usb")
    ),
    ("GFX-1", devices('<graphics type="vnc"/><graphics type="sdl"/>')),
    ("NIC-1", devices('<interface type="user"/>' * 2)),
    *(
        ("CHR-2", devices(f'<{name} type="{kind}">{source}</{name}>'))
        for name in ("serial", "parallel", "console")
        for kind, source in (
            ("stdio", ""),
            ("file", PTY),
            ("vc", ""),
            ("null", ""),
            ("pty", PTY),
            ("dev", PTY),
            ("tcp", TCP),
            ("udp", BIND + CONNECT),
            ("unix", '<source mode="connect" path="/tmp/a"/>'),
        )
    ),
    ("OS-BIOS-1", booting('<kernel>/a</kernel><boot dev="hd"/>')),
    ("BL-1", machine("<bootloader>/usr/bin/pygrub</bootloader>")),
]

# (rule, a document without the warning, one with it); the schema accepts both
WARNED: list[tuple[str, str, str]] = [
    ("META-NAME-2", machine(name="<name>fv0</name>"), machine(name="<name>fv-0</name>")),
    (
        "CHR-DEV-2",
        serial("dev", '<source path="/dev/ttyS0"/>'),
        serial("dev", '<source path="/dev/parport0"/>'),
    ),
    (
        "CHR-DEV-2",
        devices('<parallel type="dev"><source path="/dev/parport0"/></parallel>'),
        devices('<parallel type="dev"><source path="/dev/ttyS0"/></parallel>'),
    ),
]


IPV6 = [
    "1:2:3:4:5:6::8",
    "1:2:3:4:5::7:8",
    "1:2:3:4::6:7:8",
    "1:2:3::5:6:7:8",
    "1:2::4:5:6:7:8",
    "1::3:4:5:6:7:8",
    "::2:3:4:5:6:7:8",
    "::2:3:4:5:6:192.0.2.1",
    "1::3:4:5:6:192.0.2.1",
    "1:2::4:5:6:192.0.2.1",
    "1:2:3::5:6:192.0.2.1",
    "1:2:3:4::6:192.0.2.1",
    "1:2:3:4:5::192.0.2.1",
]


@cache
def schema() -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(str(FOLDER / "domain.xsd"))


@cache
def rules() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))


def errors(document: str) -> list[xmlschema.XMLSchemaValidationError]:
    return list(schema().iter_errors(document))


def condition(error: xmlschema.XMLSchemaValidationError) -> str:
    """Rule of the assertion or uniqueness that failed."""
    unique = re.search(r"Unique\(name='([^']+)'", error.reason or "")
    component: Any = error.validator
    name: str = unique[1] if unique else component.elem.get("id", "")
    return name.partition(".")[0]


def warned_of(document: Node) -> set[str]:
    """Rules of the warnings whose test fails somewhere in the document."""
    tests = [
        (owner.attrib["name"], warning)
        for path in FOLDER.glob("*.xsd")
        for owner in etree.parse(path).iter(f"{XS}complexType")
        for warning in owner.iter(f"{V}warning")
    ]
    return {
        warning.attrib["id"].partition(".")[0]
        for element, type_ in typed(document, schema().elements["domain"])
        for owner, warning in tests
        if owner == type_
        and not elementpath.select(element, warning.attrib["test"], parser=elementpath.XPath2Parser)
    }


def typed(node: Node, declaration: Any) -> Iterator[tuple[Any, str | None]]:
    """The elements of a document with the names of their types."""
    kinds = [each.type for each in declaration.alternatives if each.test(node)]
    type_ = kinds[0] if kinds else declaration.type
    yield node, type_.name
    for child in node:
        for each in type_.content.iter_elements():
            if each.name == child.tag:
                yield from typed(child, each)


@pytest.mark.parametrize(("rule", "kept", "broken"), PAIRS)
def test_rule_separates_two_documents(rule: str, kept: str, broken: str) -> None:
    """Of two documents one change apart, the one that keeps the rule is accepted."""
    assert errors(kept) == []
    assert errors(broken) != []


@pytest.mark.parametrize(("rule", "document"), ALLOWED)
def test_rule_allows(rule: str, document: str) -> None:
    """What a rule allows is accepted."""
    assert errors(document) == []


def test_every_enforced_rule_has_documents() -> None:
    """Each rule that the schema enforces has documents in one of the tables."""
    enforced = {rule for rule, each in rules().items() if each["kind"] in ENFORCED}
    separated = {rule for rule, _, _ in PAIRS}
    allowed = {rule for rule, _ in ALLOWED} - separated
    warned = {rule for rule, _, _ in WARNED}
    assert separated | allowed | warned >= enforced
    assert allowed == {"DOM-10", "OS-BOOT-3", "DISK-ORD-1", "NIC-ORD-1"}


CONDITIONS = {
    "OS-3",
    "OS-BIOS-1",
    "BL-6",
    "KRN-7",
    "KRN-9",
    "RES-CUR-2",
    "GFX-11",
    "CHR-9",
    "DISK-TGT-7",
}


@pytest.mark.parametrize(
    ("rule", "broken"), [(rule, broken) for rule, _, broken in PAIRS if rule in CONDITIONS]
)
def test_condition_is_the_only_fault(rule: str, broken: str) -> None:
    """A document that breaks a condition across parts breaks that condition alone."""
    (error,) = errors(broken)
    assert condition(error) == rule


@pytest.mark.parametrize(("rule", "quiet", "warned"), WARNED)
def test_warning_is_no_refusal(rule: str, quiet: str, warned: str) -> None:
    """Of two documents that the schema accepts, one fails the test of the warning."""
    assert errors(quiet) == errors(warned) == []
    assert warned_of(etree.fromstring(quiet)) == set()
    assert warned_of(etree.fromstring(warned)) == {rule}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_either_quote_will_do(quote: str) -> None:
    """DOC-6: attribute values stand in single or double quotes."""
    assert errors(machine('<clock sync="utc"/>').replace('"', quote)) == []


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("0.0.0.0", True),
        ("255.255.255.255", True),
        ("256.0.0.1", False),
        ("1.2.3", False),
        ("01.2.3.4", False),
        ("::", True),
        ("fe80::1", True),
        *((address, True) for address in IPV6),
        ("1:2:3:4:5:6:7:8", True),
        ("1:2:3:4:5:6:7::", True),
        ("1:2:3:4:5:6:7", False),
        ("1::2::3", False),
        ("1:2:3:4:5:6:7:8::", False),
        ("12345::", False),
        ("::192.0.2.1", True),
        ("1:2:3:4:5:6:192.0.2.1", True),
        ("1:2:3:4:5:6:7:192.0.2.1", False),
        ("::192.0.2.256", False),
        ("::192.0.2", False),
    ],
)
def test_ip_addresses(address: str, valid: bool) -> None:
    """An IP address is an IPv4 or an IPv6 literal."""
    assert (errors(graphics(f'type="vnc" listen="{address}"')) == []) is valid


def test_white_space_around_values_does_not_count() -> None:
    """Values collapse; the command lines stay as written and may be anything."""
    assert errors(machine("<vcpu>\n 1 </vcpu>", memory="<memory> 1 </memory>")) == []
    assert errors(booting("<kernel> /a </kernel><cmdline> a  b\n</cmdline>")) == []


def test_examples_of_the_page_are_accepted(reference: Path) -> None:
    """The page's own examples, as 40 documents, are all valid."""
    documents = sorted((reference / "spec-2008" / "examples").glob("*.xml"))
    assert len(documents) == 40
    refused = {each.name: list(schema().iter_errors(str(each))) for each in documents}
    assert {name: found for name, found in refused.items() if found} == {}
