"""The schema of v0_4 builds, cites every rule, tells every fact, and shows valid examples."""

from __future__ import annotations

import json
import re
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import xmlschema
from lxml import etree

Node: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]

FOLDER = Path(__file__).resolve().parents[2] / "schema" / "v0_4"
XS = "{http://www.w3.org/2001/XMLSchema}"
V = "{urn:virtdom:annotations}"
ENFORCED = ("structure", "facet", "assertion", "identity")

ANCHORS = {
    "elements",
    "elementsMetadata",
    "elementsOS",
    "elementsOSBIOS",
    "elementsOSBootloader",
    "elementsOSKernel",
    "elementsResources",
    "elementsLifecycle",
    "elementsFeatures",
    "elementsTime",
    "elementsDevices",
    "elementsDisks",
    "elementsNICS",
    "elementsNICSVirtual",
    "elementsNICSBridge",
    "elementsNICSSlirp",
    "elementsNICSEthernet",
    "elementsNICSMulticast",
    "elementsNICSTCP",
    "elementsInput",
    "elementsGraphics",
    "elementsConsole",
    "elementsCharSTDIO",
    "elementsCharFle",
    "elementsCharVC",
    "elementsCharNull",
    "elementsCharPTY",
    "elementsCharHost",
    "elementsCharTCP",
    "elementsCharUDP",
    "elementsCharUNIX",
    "examples",
}

SINCE = {
    "name": "0.0.1",
    "uuid": "0.0.1",
    "type": "0.0.1",
    "loader": "0.1.0",
    "boot": "0.1.3",
    "bootloader": "0.1.0",
    "bootloader_args": "0.2.3",
    "devices": "0.1.3",
    "disk": "0.0.3",
    "device": "0.1.4",
    "source": "0.0.3",
    "target": "0.0.3",
    "bus": "0.4.3",
    "driver": "0.1.8",
}

# A word or two that the documentation beside a citation cannot do without.
TOLD = {
    "DOC-1": ("every hypervisor", "depends"),
    "DOC-2": ("drivers.html", "formatcaps.html"),
    "DOC-3": ("32", "elementsCharFle"),
    "DOC-5": ("first version", "no other version"),
    "DOC-6": ("single or in double quotes",),
    "OS-1": ("from the BIOS", "direct start", "bootloader"),
    "OS-TYPE-3": ("full virtualization",),
    "OS-TYPE-4": ("Xen 3", "misnomer"),
    "OS-BIOS-2": ("floppy", "hard disk", "CD-ROM", "network"),
    "OS-LOADER-3": ("firmware", "only fully virtualized Xen"),
    "BL-3": ("pygrub", "depends on the hypervisor"),
    "BL-10": ("no BIOS",),
    "KRN-11": ("either `type`",),
    "KRN-12": ("primary console", "kickstart"),
    "RES-MEM-4": ("bytes", "KiB"),
    "LIFE-ACT-1": ("released",),
    "LIFE-ACT-2": ("as it was configured",),
    "LIFE-ACT-3": ("analysis",),
    "LIFE-ACT-4": ("another name",),
    "LIFE-4": ("installed", "default"),
    "FEAT-6": ("32-bit", "4 GB"),
    "FEAT-7": ("power management", "gracefully"),
    "CLK-4": ("Windows", "UTC"),
    "DISK-DRV-4": ("several",),
    "NIC-NET-3": ("general connectivity", "wireless"),
    "NIC-NET-4": ("isolated", "NAT", "default route"),
    "NIC-NET-5": ("DHCP", "DNS", "virsh net-dumpxml"),
    "NIC-NET-6": ("default", "192.168.22.0/255.255.255.0"),
    "NIC-BR-3": ("general connectivity", "fixed network", "physical network cards"),
    "NIC-USER-2": ("10.0.2.15", "10.0.2.2", "10.0.2.3", "DHCP", "DNS"),
    "NIC-USER-3": ("only choice", "without privileges"),
    "NIC-ETH-4": ("script of the administrator",),
    "NIC-MC-4": ("no privileges", "no DHCP", "second interface", "user mode Linux"),
    "NIC-TCP-4": ("no privileges", "no DHCP", "second interface", "passes through"),
    "INP-6": ("relatively", "absolutely"),
    "GFX-12": ("window", "VNC server", "text console"),
    "CHR-7": ("Usually", "one or two"),
    "CHR-STDIO-2": ("log file", "no input"),
    "CHR-VC-2": ("virtual console", "ctrl+alt+3"),
    "CHR-NULL-2": ("never any input", "discarded"),
    "CHR-PTY-2": ("virsh console",),
    "CHR-UDP-2": ("netconsole", "lost"),
    "EXC-1": ("drvxen.html#xmlconfig", "drvqemu.html#xmlconfig"),
}


@cache
def schema() -> xmlschema.XMLSchema11:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return xmlschema.XMLSchema11(str(FOLDER / "domain.xsd"))


@cache
def modules() -> dict[str, Node]:
    """Parsed schema files by chapter."""
    parser = etree.XMLParser(remove_comments=True)
    return {path.stem: etree.parse(path, parser).getroot() for path in sorted(FOLDER.glob("*.xsd"))}


@cache
def rules() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "rules.toml").read_text(encoding="utf-8"))


def nodes(*tags: str) -> Iterator[Node]:
    for module in modules().values():
        yield from module.iter(*tags)


def ids(node: Node) -> list[str]:
    """Rules that a node of a schema file cites."""
    found = node.get(f"{V}rules", "").split()
    match node.tag:
        case tag if tag in (f"{XS}assert", f"{V}warning"):
            found.append(node.attrib["id"])
        case tag if tag == f"{XS}unique":
            found.append(node.attrib["name"])
        case tag if tag in (f"{V}implied", f"{V}host"):
            found.append(node.attrib["rule"])
        case tag if tag == f"{V}example":
            found += node.attrib["rules"].split()
        case _:
            pass
    return [each.partition(".")[0] for each in found]


@cache
def citations() -> dict[str, list[Node]]:
    cited: dict[str, list[Node]] = {}
    for node in nodes():
        for rule in ids(node):
            cited.setdefault(rule, []).append(node)
    return cited


def told(node: Node) -> str:
    """Documentation of a declaration, with single blanks."""
    texts = node.findall(f"{XS}annotation/{XS}documentation")
    return " ".join(" ".join("".join(each.itertext()).split()) for each in texts)


def typed(node: Node, declaration: Any) -> Iterator[tuple[Any, str | None]]:
    """The elements of a document with the names of their types."""
    kinds = [each.type for each in declaration.alternatives if each.test(node)]
    type_ = kinds[0] if kinds else declaration.type
    yield node, type_.name
    for child in node:
        for each in type_.content.iter_elements():
            if each.name == child.tag:
                yield from typed(child, each)


def types_of(element: Any) -> Iterator[Any]:
    """Every type that an element may have."""
    yield element.type
    for each in element.alternatives:
        yield each.type


def places() -> set[str]:
    """Paths of all elements and attributes a document may have."""
    found: set[str] = set()

    def walk(element: Any, path: str) -> None:
        found.add(path)
        for type_ in types_of(element):
            found.update(f"{path}/@{name}" for name in getattr(type_, "attributes", {}))
            if type_.has_complex_content():
                for child in type_.content.iter_elements():
                    walk(child, f"{path}/{child.name}")

    walk(schema().elements["domain"], "domain")
    return found


def whole(fragment: Node) -> str:
    """A whole domain around an element shown in an example."""
    text = etree.tostring(fragment, encoding="unicode", with_tail=False)
    match fragment.tag:
        case "domain":
            return text
        case "os":
            boot, parts = text, ""
        case "features" | "clock" | "devices":
            boot, parts = "<os><type>hvm</type></os>", text
        case _:
            boot, parts = "<os><type>hvm</type></os>", f"<devices>{text}</devices>"
    name = "<name>test</name><memory>524288</memory>"
    return f'<domain type="xen">{name}{boot}{parts}</domain>'


def test_every_module_is_included() -> None:
    """The schema that xmlschema builds without a warning consists of all files of the folder."""
    built = {Path(each.url).name for each in schema().maps.schemas if each.url}
    assert {f"{name}.xsd" for name in modules()} <= built
    assert list(schema().elements) == ["domain"]


def test_rules_are_complete() -> None:
    """Every rule has the same keys with known values; its chapter and its place exist."""
    levels = {"must", "should", "may", "fact"}
    kinds = {*ENFORCED, "behaviour", "documentation", "since", "example"}
    known = places() | {"document"}
    assert len(rules()) == 260
    for rule, entry in rules().items():
        assert list(entry) == ["level", "kind", "basis", "place", "chapter", "sentence"], rule
        assert entry["level"] in levels, rule
        assert entry["kind"] in kinds, rule
        assert entry["basis"] in {"stated", "implied", "example"}, rule
        assert entry["chapter"] in modules(), rule
        assert set(entry["place"].split()) <= known, rule
        assert entry["sentence"].endswith("."), rule


def test_nothing_cites_an_unknown_rule() -> None:
    """Every id that the schema cites is in the catalogue."""
    assert set(citations()) - set(rules()) == set()


@pytest.mark.parametrize("rule", list(rules()))
def test_rule_is_cited_where_its_kind_demands(rule: str) -> None:
    """The kind of a rule decides which parts of the schema have to cite it."""
    entry = rules()[rule]
    cited = citations()[rule]
    tags = {str(node.tag).removeprefix(XS).removeprefix(V) for node in cited}
    uses = {"element", "attribute"}
    types = {"complexType", "simpleType", "enumeration"}
    match entry["kind"]:
        case _ if entry["level"] == "should":
            assert "warning" in tags
        case "structure":
            assert tags & (uses | types)
        case "facet":
            assert tags & uses
        case "assertion":
            assert tags & (uses | types | {"assert"})
        case "identity":
            assert "unique" in tags
        case "since":
            assert any(node.get(f"{V}since") for node in cited)
        case "example":
            assert "example" in tags
        case "documentation":
            assert any(told(node) for node in cited)
        case _:
            assert any(node.tag in (f"{V}implied", f"{V}host") or told(node) for node in cited)


@pytest.mark.parametrize("rule", list(rules()))
def test_rule_is_cited_in_its_chapter(rule: str) -> None:
    """The chapter that the catalogue names is a module that cites the rule."""
    chapters = {
        name
        for name, root in modules().items()
        for node in citations()[rule]
        if node in set(root.iter())
    }
    assert rules()[rule]["chapter"] in chapters


def test_documentation_rules_are_all_told() -> None:
    """The table of telling words covers exactly the rules of kind documentation."""
    assert set(TOLD) == {rule for rule, each in rules().items() if each["kind"] == "documentation"}


@pytest.mark.parametrize("rule", list(TOLD))
def test_documentation_tells_the_fact(rule: str) -> None:
    """Where a fact is cited, the documentation has the words it cannot do without."""
    text = " ".join(told(node) for node in citations()[rule])
    assert [word for word in TOLD[rule] if word not in text] == []


def test_versions_stand_where_the_page_has_them() -> None:
    """Twelve notes give fourteen parts their first version, and no other part has one."""
    since = {(node.get("name"), node.get(f"{V}since")) for node in nodes() if node.get(f"{V}since")}
    assert since == set(SINCE.items())
    assert len([rule for rule in rules().values() if rule["kind"] == "since"]) == 12


def test_anchors_of_the_page_live_on() -> None:
    """Each of the page's 32 anchors stands at one declaration."""
    placed = Counter(name for node in nodes() for name in node.get(f"{V}anchor", "").split())
    assert placed == dict.fromkeys(ANCHORS, 1)
    assert len(ANCHORS) == 32


@pytest.mark.parametrize(
    "node",
    [pytest.param(node, id=node.attrib["title"]) for node in nodes(f"{V}example")],
)
def test_example_is_an_instance_of_its_type(node: Node) -> None:
    """An example is valid, and the type it illustrates is the type its element has."""
    (shown,) = node
    document = whole(shown)
    assert list(schema().iter_errors(document)) == []
    owner = next(node.iterancestors(f"{XS}complexType", f"{XS}schema"))
    if owner.tag == f"{XS}schema":
        assert shown.tag == "domain"
        return
    root = etree.fromstring(document)
    kinds = {
        name for each, name in typed(root, schema().elements["domain"]) if each.tag == shown.tag
    }
    assert kinds == {owner.attrib["name"]}


def test_print_order_names_every_child() -> None:
    """The print order of a type names each of its children once."""
    named = {
        node.attrib["name"]: node.attrib[f"{V}order"].split()
        for node in nodes(f"{XS}complexType")
        if f"{V}order" in node.attrib
    }
    for name, type_ in schema().maps.types.items():
        if not isinstance(type_, xmlschema.validators.XsdComplexType) or name.startswith("{"):
            continue
        content: Any = type_.content
        children = (
            [each.name for each in content.iter_elements()] if type_.has_complex_content() else []
        )
        if len(children) > 1:
            assert Counter(named[name]) == Counter(children), name


def test_typical_buses_are_listed() -> None:
    """Any name is a bus, so no document shows which buses the schema lists as typical."""
    typical: Any = schema().types["typicalDiskBus"]
    assert typical.enumeration == ["ide", "scsi", "virtio", "xen", "fdc"]


def test_secret_is_marked() -> None:
    """The VNC password and nothing else is a secret."""
    assert [node.get("name") for node in nodes() if node.get(f"{V}secret")] == ["password"]


def test_extension_of_children_has_a_content_model() -> None:
    """An extension without children says <xs:all/>, or xmlschema would order those of its base."""
    by_name = {node.attrib["name"]: node for node in nodes(f"{XS}complexType")}
    for extension in nodes(f"{XS}extension"):
        base = by_name.get(extension.attrib["base"])
        if base is not None and base.find(f".//{XS}all") is not None:
            assert extension.find(f"{XS}all") is not None, etree.tostring(extension)


def test_layout() -> None:
    """Lines have at most 110 characters, indents two blanks, and no line ends in white space."""
    for path in FOLDER.glob("*.xsd"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            assert len(line) <= 110, where
            assert "\t" not in line, where
            assert line == line.rstrip(), where
            if re.match(r" *<", line):
                assert (len(line) - len(line.lstrip())) % 2 == 0, where


def test_rules_are_the_requirements(reference: Path) -> None:
    """The catalogue has the ids of the numbered requirements, in their order."""
    text = (reference / "spec-2008" / "requirements.json").read_text(encoding="utf-8")
    assert list(rules()) == [each[0] for each in json.loads(text)]
