"""Matches that forget a kind, or hope for one that the element does not have."""

from typing import assert_never

from virtdom.v0_4 import (
    BlockDisk,
    BridgeInterface,
    Disk,
    FileDisk,
    Graphics,
    Interface,
    NetworkInterface,
    SdlGraphics,
)


def block_is_forgotten(disk: Disk) -> str:
    match disk:
        case FileDisk(source=source):
            return source.file
        case _:
            assert_never(disk)  # E: mypy=arg-type pyright=reportArgumentType


def vnc_is_forgotten(graphics: Graphics) -> str:
    if isinstance(graphics, SdlGraphics):
        return graphics.type
    assert_never(graphics)  # E: mypy=arg-type pyright=reportArgumentType


def most_are_forgotten(interface: Interface) -> str:
    match interface:
        case NetworkInterface(source=source):
            return source.network
        case BridgeInterface(source=source):
            return source.bridge
        case _:
            assert_never(interface)  # E: mypy=arg-type pyright=reportArgumentType


def wrong_source(disk: Disk) -> None:
    match disk:
        case FileDisk(source=source):
            print(source.dev)  # E: mypy=attr-defined pyright=reportAttributeAccessIssue
        case BlockDisk():
            print(disk.source.file)  # E: mypy=attr-defined pyright=reportAttributeAccessIssue
