"""From names of the format to names of Python."""

from __future__ import annotations

import pytest

from virtdom_generator.errors import SchemaError
from virtdom_generator.model import Place
from virtdom_generator.naming import (
    RESERVED,
    anchor_name,
    class_name,
    constant_name,
    field_name,
    function_name,
    is_name,
    kind_class_name,
    plural,
    refuse_clashes,
    words,
)
from virtdom_runtime.element import Element


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("memory", ["memory"]),
        ("currentMemory", ["current", "Memory"]),
        ("on_poweroff", ["on", "poweroff"]),
        ("io-thread", ["io", "thread"]),
        ("PCIAddress", ["PCI", "Address"]),
        ("usb3Controller", ["usb3", "Controller"]),
        ("{urn:example:qemu}commandline", ["commandline"]),
        ("rename-restart", ["rename", "restart"]),
        ("--", []),
    ],
)
def test_words(name: str, expected: list[str]) -> None:
    """Capitals and marks part words; a namespace is no word."""
    assert words(name) == expected


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("currentMemory", "current_memory"),
        ("on_reboot", "on_reboot"),
        ("io-thread", "io_thread"),
        ("UUID", "uuid"),
        ("{urn:example:qemu}arg", "arg"),
        ("class", "class_"),
        ("None", "none"),
        ("match", "match"),
        ("type", "type"),
        ("extras", "extras_"),
        ("toXml", "to_xml_"),
        ("list", "list_"),
        ("str", "str_"),
        ("3d", "_3d"),
    ],
)
def test_field_names(name: str, field: str) -> None:
    """Fields are in snake case; what Python or the classes have already gets an underscore."""
    assert field_name(name) == field
    assert is_name(field)


def test_names_of_the_base_class_are_reserved() -> None:
    """No field can hide a method or a field that all classes have."""
    public = {name for name in dir(Element) if not name.startswith("_")}
    assert public <= RESERVED
    assert all(field_name(name) == f"{name}_" for name in public)


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("fileDiskSource", "FileDiskSource"),
        ("class-type", "ClassType"),
        ("uuid", "Uuid"),
        ("PCIAddress", "PCIAddress"),
        ("{urn:example:qemu}commandline", "Commandline"),
        ("3d", "_3d"),
    ],
)
def test_class_names(name: str, cls: str) -> None:
    """Classes are the words of a type, each with a capital."""
    assert class_name(name) == cls


@pytest.mark.parametrize(
    ("name", "constant"),
    [("diskDevice", "DISK_DEVICE"), ("xs:NMTOKEN", "XS_NMTOKEN"), ("edition", "EDITION_")],
)
def test_constant_names(name: str, constant: str) -> None:
    """Value spaces are constants in the tables, beside the three that the tables have."""
    assert constant_name(name) == constant


def test_function_and_anchor_names() -> None:
    """Functions and anchors join all words in small letters."""
    assert function_name("KRN-7", "of", "osType") == "krn_7_of_os_type"
    assert anchor_name("FileDisk", "device") == "file-disk-device"


@pytest.mark.parametrize(
    ("singular", "many"),
    [
        ("disk", "disks"),
        ("address", "addresses"),
        ("box", "boxes"),
        ("entry", "entries"),
        ("key", "keys"),
        ("switch", "switches"),
        ("class_", "classes"),
        ("hostdev", "hostdevs"),
    ],
)
def test_plurals(singular: str, many: str) -> None:
    """Repeated children have the regular plural."""
    assert plural(singular) == many


@pytest.mark.parametrize(
    ("type_name", "base", "element", "noun", "cls"),
    [
        ("fileDisk", "disk", "disk", "Disk", "FileDisk"),
        ("ptyCharacterDevice", "characterDevice", "serial", "Serial", "PtySerial"),
        ("devSerial", "characterDevice", "serial", "Serial", "DevSerial"),
        ("ptyConsole", "characterDevice", "console", "Terminal", "PtyTerminal"),
        ("nbdNetworkSource", "networkSource", "source", "Source", "NbdNetworkSource"),
        ("disk", "disk", "disk", "Disk", "Disk"),
        ("special", "disk", "disk", "Disk", "Special"),
    ],
)
def test_kind_names(type_name: str, base: str, element: str, noun: str, cls: str) -> None:
    """A kind is what its type's name has before the noun, the element or the base, and the noun."""
    assert kind_class_name(type_name, base, element, noun) == cls


def test_clashes_are_refused_with_both_places() -> None:
    """Two things of one Python name are told with the places of both, and what helps."""
    names = [
        ("a", "x", Place("one.xsd", 3)),
        ("b", "y", Place("one.xsd", 4)),
        ("a", "z", Place("two.xsd", 5)),
        ("b", "y", Place("two.xsd", 6)),
    ]
    with pytest.raises(SchemaError) as caught:
        refuse_clashes("field", names, "rename one")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("two.xsd", 5)
    assert problem.message == "field 'z' and 'x' (one.xsd:3) are both 'a' in Python; rename one"


def test_one_thing_under_one_name_is_fine() -> None:
    """The same thing met twice is no clash."""
    refuse_clashes("field", [("a", "x", Place("a.xsd", 1)), ("a", "x", Place("b.xsd", 2))])
