"""Matches over all kinds of an element need no default."""

from typing import assert_never

from virtdom.v0_4 import (
    BlockDisk,
    BridgeInterface,
    ClientInterface,
    Disk,
    EthernetInterface,
    FileDisk,
    FileDiskSource,
    Interface,
    McastInterface,
    NetworkInterface,
    ServerInterface,
    UserInterface,
)


def place(disk: Disk) -> str:
    match disk:
        case FileDisk(source=FileDiskSource(file=path)):
            return path
        case BlockDisk(source=source):
            return source.dev
        case _:
            assert_never(disk)


def place_by_class(disk: Disk) -> str:
    if isinstance(disk, FileDisk):
        return disk.source.file
    return disk.source.dev


def connection(interface: Interface) -> str | None:
    match interface:
        case NetworkInterface(source=source):
            return source.network
        case BridgeInterface(source=source):
            return source.bridge
        case UserInterface() | EthernetInterface():
            return None
        case McastInterface(source=source) | ServerInterface(source=source):
            return source.address
        case ClientInterface(source=source):
            return source.address
        case _:
            assert_never(interface)
