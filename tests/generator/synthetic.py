"""A large schema made up by rule, the same every time: for tests of speed and scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = ("file", "block", "network", "volume")
LEAVES = ("Driver", "Target", "Address", "Tuning", "Source", "Encryption")
NOUNS = ("disk", "interface", "controller", "hostdev", "graphics", "video", "sound", "channel")
CHAPTERS = ("storage", "networking", "buses", "passthrough", "screens", "consoles")
ATTRIBUTES = ("name", "mode", "slot", "queues", "cache", "path", "unit", "index", "bus", "port")
VALUES = {
    "absolutePath": '<xs:restriction base="xs:token"><xs:pattern value="/.*"/></xs:restriction>',
    "deviceName": '<xs:restriction base="xs:NMTOKEN"><xs:maxLength value="32"/></xs:restriction>',
    "portNumber": '<xs:restriction base="xs:unsignedShort"/>',
    "queueCount": '<xs:restriction base="xs:positiveInteger">'
    '<xs:maxInclusive value="256"/></xs:restriction>',
    "ratio": '<xs:restriction base="xs:decimal"><xs:minInclusive value="0"/></xs:restriction>',
    "anyText": '<xs:restriction base="xs:string"/>',
    "nameList": '<xs:list itemType="deviceName"/>',
    "portOrName": '<xs:union memberTypes="portNumber deviceName"/>',
}
PCI_SLOT = '<xs:restriction base="xs:token"><xs:pattern value="0x[0-9a-f]{2}"/></xs:restriction>'
FIXED = 4 + len(VALUES)
"""Types that are there once: domain, devices, yesNo, pciSlot and the values."""
PER_FAMILY = 2 + len(KINDS) + len(LEAVES)


@dataclass(frozen=True)
class Family:
    """A device: its base type, a type per kind, the types of its children, its enumeration."""

    noun: str
    leaves: tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(f"{kind}{_capital(self.noun)}" for kind in KINDS)

    @property
    def owners(self) -> tuple[str, ...]:
        """Types that take attributes besides the discriminating one."""
        return (*self.leaves, *self.kinds)


def write_schema(folder: Path, types: int = 700, attributes: int = 1500) -> None:
    """Write a schema with this many named types and attribute declarations.

    It reads like a real one: a module per chapter, kinds, asserts, warnings, documentation.
    At least one device is written, which takes 24 types and one attribute.
    """
    families = _families(types)
    declared = _deal(families, attributes - len(families))
    modules: dict[str, list[Family]] = {}
    for number, family in enumerate(families):
        modules.setdefault(_chapter(number), []).append(family)
    folder.mkdir(parents=True, exist_ok=True)
    files = {"values": _values(), "domain": _domain(list(modules), families)}
    for name, members in modules.items():
        body = "".join(_family(family, declared) for family in members)
        files[name] = _module(name, ["values"], body)
    for name, text in files.items():
        (folder / f"{name}.xsd").write_text(text, encoding="utf-8")


def _families(types: int) -> list[Family]:
    """As many as there is room for; what is left over goes to the last as further children."""
    count = max(1, (types - FIXED) // PER_FAMILY)
    spare = max(0, types - FIXED - count * PER_FAMILY)
    families = [_named(number, 0) for number in range(count)]
    families[-1] = _named(count - 1, spare)
    return families


def _named(number: int, spare: int) -> Family:
    turn, position = divmod(number, len(NOUNS))
    noun = NOUNS[position] + (str(turn + 1) if turn else "")
    further = tuple(f"{noun}Part{index}" for index in range(spare))
    return Family(noun, tuple(f"{noun}{leaf}" for leaf in LEAVES) + further)


def _chapter(number: int) -> str:
    turn, position = divmod(number, 4 * len(CHAPTERS))
    return CHAPTERS[position // 4] + (str(turn + 1) if turn else "")


def _deal(families: list[Family], attributes: int) -> dict[str, list[str]]:
    """Attribute names by type, one to each type in turn."""
    owners = [owner for family in families for owner in family.owners]
    dealt: dict[str, list[str]] = {owner: [] for owner in owners}
    for number in range(attributes):
        turn, position = divmod(number, len(owners))
        again, word = divmod(turn, len(ATTRIBUTES))
        dealt[owners[position]].append(ATTRIBUTES[word] + (str(again + 1) if again else ""))
    return dealt


def _module(name: str, includes: list[str], body: str) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"',
        '           xmlns:v="urn:virtdom:annotations"',
        f'           elementFormDefault="qualified" v:title="{_capital(name)}">',
        f"  {_told(f'The chapter on {name}.')}",
        *(f'  <xs:include schemaLocation="{each}.xsd"/>' for each in includes),
    ]
    return "\n".join(lines) + "\n" + body + "</xs:schema>\n"


def _values() -> str:
    body = "".join(
        f'  <xs:simpleType name="{name}">{_told(f"A value: {name}.")}\n    {text}\n'
        "  </xs:simpleType>\n"
        for name, text in VALUES.items()
    )
    body += _simple_type('"pciSlot" v:as="hex"', "A slot in hexadecimal.", PCI_SLOT)
    choice = _enumeration(["yes", "no"])
    body += _simple_type('"yesNo" v:as="yes-no"', "A switch.", choice)
    return _module("values", [], body)


def _simple_type(name: str, told: str, content: str) -> str:
    return f"  <xs:simpleType name={name}>{_told(told)}\n    {content}\n  </xs:simpleType>\n"


def _enumeration(values: list[str], base: str = "xs:NMTOKEN") -> str:
    members = "".join(
        f'\n      <xs:enumeration value="{value}">{_told(f"The value {value}.")}</xs:enumeration>'
        for value in values
    )
    return f'<xs:restriction base="{base}">{members}\n    </xs:restriction>'


def _domain(modules: list[str], families: list[Family]) -> str:
    devices = "".join(_device(family) for family in families)
    body = (
        f'  <xs:element name="domain" type="domain">{_told("A machine.")}</xs:element>\n'
        f'  <xs:complexType name="domain">{_told("The parts of a machine.")}\n    <xs:all>\n'
        + _element("name", "deviceName", "Its name.")
        + _element("devices", "devices", "What it sees.", 'minOccurs="0"')
        + "    </xs:all>\n  </xs:complexType>\n"
        f'  <xs:complexType name="devices">{_told("All devices.")}\n'
        f"    <xs:all>\n{devices}    </xs:all>\n  </xs:complexType>\n"
    )
    return _module("domain", ["values", *modules], body)


def _device(family: Family) -> str:
    alternatives = "".join(
        f'\n        <xs:alternative test="@type = \'{kind}\'" type="{name}"/>'
        for kind, name in zip(KINDS, family.kinds, strict=True)
    )
    return (
        f'      <xs:element name="{family.noun}" type="{family.noun}" minOccurs="0"'
        f' maxOccurs="unbounded">\n        {_told(f"A device: {family.noun}.")}{alternatives}\n'
        "      </xs:element>\n"
    )


def _family(family: Family, declared: dict[str, list[str]]) -> str:
    noun = family.noun
    driver, target, address, tuning, source, encryption, *further = family.leaves
    optional = 'minOccurs="0"'
    base = [
        _element("driver", driver, "What drives it.", optional),
        _element("target", target, "Where the guest sees it."),
        _element("address", address, "Where it is.", 'minOccurs="0" maxOccurs="unbounded"'),
        *(_element(f"part{n}", name, "A part.", optional) for n, name in enumerate(further)),
    ]
    kinds = [
        [_element("source", source, "What it is on the host.")],
        [_element("source", source, "What it is on the host."), _element("tuning", tuning, "How.")],
        [_element("encryption", encryption, "How it is kept secret.", optional)],
        [],
    ]
    discriminator = (
        f'    <xs:attribute name="type" type="{noun}Type" use="required">\n'
        f"      {_told('What it is on the host.')}\n    </xs:attribute>\n"
    )
    return "".join(
        [
            _simple_type(
                f'"{noun}Type"', f"Kinds of {noun}.", _enumeration(list(KINDS), "xs:string")
            ),
            _complex_type(noun, base, discriminator + _assertion(noun), _warning(noun)),
            *(
                _extension(name, noun, children, declared[name])
                for name, children in zip(family.kinds, kinds, strict=True)
            ),
            *(_complex_type(name, [], _attributes(declared[name])) for name in family.leaves),
        ]
    )


def _complex_type(name: str, children: list[str], rest: str, appinfo: str = "") -> str:
    content = f"    <xs:all>\n{''.join(children)}    </xs:all>\n" if children else ""
    return (
        f'  <xs:complexType name="{name}">\n    {_told(f"What is said of {name}.", appinfo)}\n'
        f"{content}{rest}  </xs:complexType>\n"
    )


def _extension(name: str, base: str, children: list[str], attributes: list[str]) -> str:
    return (
        f'  <xs:complexType name="{name}">\n    {_told(f"A kind: {name}.")}\n'
        f'    <xs:complexContent><xs:extension base="{base}">\n'
        f"    <xs:all>\n{''.join(children)}    </xs:all>\n{_attributes(attributes)}"
        "    </xs:extension></xs:complexContent>\n  </xs:complexType>\n"
    )


def _element(name: str, type_: str, told: str, occurs: str = "") -> str:
    return (
        f'      <xs:element name="{name}" type="{type_}"{" " if occurs else ""}{occurs}>'
        f"{_told(told)}</xs:element>\n"
    )


def _attributes(names: list[str]) -> str:
    return "".join(_attribute_lines(names))


def _attribute_lines(names: list[str]) -> Iterator[str]:
    values = [*VALUES, "yesNo", "pciSlot"]
    for number, name in enumerate(names):
        use = ' use="required"' if name == "name" else ' v:since="1.2.3"'
        type_ = values[(number + len(names)) % len(values)]
        yield f'    <xs:attribute name="{name}" type="{type_}"{use}>\n'
        yield f"      {_told(f'The {name} of it, as the host knows it.')}\n    </xs:attribute>\n"


def _assertion(noun: str) -> str:
    return (
        f'    <xs:assert id="{noun.upper()}-1" test="not(driver) or count(address) &lt;= 4">\n'
        f"      {_told('With a driver there are at most four addresses.')}\n    </xs:assert>\n"
    )


def _warning(noun: str) -> str:
    return (
        f'<xs:appinfo><v:warning id="{noun.upper()}-2" test="address or not(driver)">'
        "A driver works best with an address.</v:warning></xs:appinfo>"
    )


def _told(text: str, appinfo: str = "") -> str:
    return f"<xs:annotation><xs:documentation>{text}</xs:documentation>{appinfo}</xs:annotation>"


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]
