"""Lax reading keeps what the edition does not know, at its place, and judges what it does know."""

from __future__ import annotations

import pickle

import pytest
from lxml import etree

from virtdom.v0_4 import BridgeInterface, Domain, Extras, FileDisk, InvalidDomain, Kept

from .documents import FULL, disk, having, machine

LAX = """<?xml version='1.0' encoding='UTF-8'?>
<!-- before -->
<?editor x?>
<domain type='kvm' title='Web' xmlns:q='urn:q' q:mark='2'>
  <!-- first -->
  <name kind='dns'>web<!-- inside --></name>
  <title>The web server</title>
  <memory unit='KiB'>1024</memory>
  <os firmware='efi'><type arch='x86_64'>hvm</type><bios/></os>
  <q:commandline><q:arg value='-S'/></q:commandline>
  <features><acpi level='2'/><viridian/></features>
  <devices>
    <disk type='file' snapshot='no'>
      <source file='/a'/><target dev='hda'/>
      <readonly/>
    </disk>
    <!-- between -->
    <disk type='file'><source file='/b'/><target dev='hdb'/></disk>
    <sound model='es1370'><address slot='4'/></sound>
    <interface type='bridge'><source bridge='br0'/><model type='virtio'/></interface>
  </devices>
</domain>
<!-- after -->
"""


def lax(text: str) -> Domain:
    return Domain.from_xml(text, strict=False)


def content(text: str) -> list[tuple[str, ...]]:
    """Every element, comment and instruction with its own attributes and text."""
    found: list[tuple[str, ...]] = []
    for node in etree.fromstring(text.encode()).getroottree().iter():
        words = (node.text or "") + "".join(part.tail or "" for part in node)
        attributes = sorted(f"{name}={value}" for name, value in node.items())
        found.append((str(node.tag), *attributes, " ".join(words.split())))
    return sorted(found)


def test_nothing_is_lost() -> None:
    """Attributes, elements, texts, comments and instructions are all written back."""
    domain = lax(LAX)
    assert content(domain.to_xml()) == content(LAX)
    assert domain.validate() == ()


def test_kept_documents_come_back_equal() -> None:
    """What was kept reads back equal, and is written the same again."""
    domain = lax(LAX)
    written = domain.to_xml()
    assert lax(written) == domain
    assert lax(written).to_xml() == written


def test_kept_content_stands_at_its_place() -> None:
    """Unknown elements and comments stay before the known element that followed them."""
    text = lax(LAX).to_xml()
    order = [
        "<!-- before -->", "<?editor x?>", "<domain ", "<!-- first -->", "<name ", "<title>",
        "<memory ", "<os ", "</os>", "<q:commandline", "<features>", "<viridian/>", "<devices>",
        "'/a'", "<readonly/>", "<!-- between -->", "'/b'", "<sound ", "<interface ", "<model ",
        "</devices>", "<!-- after -->",
    ]  # fmt: skip
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_comments_are_kept_by_strict_reading() -> None:
    """Comments and instructions are no unknown content: strict reading keeps them as well."""
    text = FULL.replace("<boot", "<!-- a --><boot").replace("<disk type='b", "<?x y?><disk type='b")
    domain = Domain.from_xml(f"<!-- 1 -->{text}<!-- 2 -->")
    assert content(domain.to_xml()) == content(f"<!-- 1 -->{text}<!-- 2 -->")
    assert Domain.from_xml(domain.to_xml()) == domain


def test_comments_move_with_what_they_stand_before() -> None:
    """A comment stays before the second disk, or goes to the end when there is none any more."""
    domain = Domain.from_xml(having(disk("hda"), "<!-- mine -->", disk("hdb"), disk("hdc")))
    domain.devices.disks.pop()
    assert domain.to_xml().index("<!-- mine -->") < domain.to_xml().index("hdb")
    domain.devices.disks.pop()
    assert domain.to_xml().index("<!-- mine -->") > domain.to_xml().index("hda")
    assert domain.to_xml().count("<!-- mine -->") == 1


def test_extras_tell_what_was_kept() -> None:
    """The object of an element lists what was kept in it; one without has none."""
    domain = lax(LAX)
    first, second = domain.devices.disks
    assert first.extras == Extras(attributes={"snapshot": "no"}, nodes=[Kept("<readonly/>")])
    assert second.extras is None
    assert domain.extras is not None
    assert domain.extras.attributes == {"title": "Web", "{urn:q}mark": "2"}
    assert domain.extras.inner["name/0"].attributes == {"kind": "dns"}


def test_extras_can_be_changed() -> None:
    """What was kept can be changed, removed and added to."""
    domain = lax(LAX)
    first, second = domain.devices.disks
    assert first.extras is not None
    first.extras.nodes.append(Kept("<shareable/>", before=("target", 0)))
    first.extras.attributes.clear()
    second.extras = Extras(attributes={"copied": "yes"})
    text = domain.to_xml()
    assert text.index("<shareable/>") < text.index("dev='hda'") < text.index("<readonly/>")
    assert "snapshot" not in text
    assert "copied='yes'" in text


def test_kept_elements_declare_what_they_use() -> None:
    """A kept element carries the namespaces that it uses, and no others of its document."""
    domain = lax(LAX)
    assert domain.extras is not None
    kept = {node.xml for node in domain.extras.nodes}
    assert '<q:commandline xmlns:q="urn:q"><q:arg value="-S"/></q:commandline>' in kept
    assert "<title>The web server</title>" in kept


def test_names_in_kept_texts_keep_their_namespace() -> None:
    """A prefix that is used in a text or a value stays declared."""
    text = machine("<x type='q:y'/>", attributes="type='kvm' xmlns:q='urn:q'")
    domain = lax(text)
    assert '<x xmlns:q="urn:q" type="q:y"/>' in domain.to_xml()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (LAX.replace("1024", "0"), "RES-MEM-2"),
        (LAX.replace("type='bridge'", "type='brigde'"), "NIC-2"),
        (LAX.replace("<name kind='dns'>web<!-- inside --></name>", ""), "META-NAME-1"),
        (LAX.replace("hdb", "hda"), "DISK-TGT-7"),
        (LAX.replace("<title>", "<memory>1</memory><title>"), "RES-MEM-1"),
        (LAX.replace("domain", "network"), "DOM-1"),
    ],
)
def test_known_parts_are_judged(text: str, rule: str) -> None:
    """Missing, repeated and wrong parts are faults for lax reading too."""
    with pytest.raises(InvalidDomain) as caught:
        lax(text)
    assert [fault.rule for fault in caught.value.faults] == [rule]


def test_strict_reading_names_all_of_it() -> None:
    """What lax reading keeps, strict reading refuses: every attribute, element and text."""
    with pytest.raises(InvalidDomain) as caught:
        Domain.from_xml(LAX)
    assert [fault.path for fault in caught.value.faults] == [
        "/domain/@title",
        "/domain/@q:mark",
        "/domain/name/@kind",
        "/domain/title",
        "/domain/memory/@unit",
        "/domain/os/@firmware",
        "/domain/os/bios",
        "/domain/q:commandline",
        "/domain/features/acpi/@level",
        "/domain/features/viridian",
        "/domain/devices/disk[1]/@snapshot",
        "/domain/devices/disk[1]/readonly",
        "/domain/devices/sound",
        "/domain/devices/interface/model",
    ]


def test_texts_where_none_belongs_are_kept() -> None:
    """Stray text is kept as text of its element."""
    domain = lax(having(disk(), "a note", "<!-- c -->", " &amp; more"))
    extras = domain.devices.extras
    assert extras is not None
    assert extras.text == "a note& more"
    assert "a note&amp; more" in domain.to_xml()
    assert lax(domain.to_xml()).to_xml() == domain.to_xml()


def test_fragments_are_read_laxly() -> None:
    """A fragment keeps its unknown content like a document."""
    text = "<disk type='file' bs='1'><source file='/a'/><target dev='hda'/><x/></disk>"
    one = FileDisk.from_xml(text, strict=False)
    assert content(one.to_xml()) == content(text)
    assert FileDisk.from_element(etree.fromstring(text), strict=False) == one


def test_kept_content_goes_through_other_forms() -> None:
    """JSON, dicts, pickles and copies carry what was kept."""
    domain = lax(LAX)
    for other in (
        Domain.from_json(domain.to_json()),
        Domain.from_dict(domain.to_dict()),
        pickle.loads(pickle.dumps(domain)),
        domain.copy(),
        Domain.from_element(domain.to_element(), strict=False),
    ):
        assert other == domain
        assert other.to_xml() == domain.to_xml()


def test_defaults_leave_kept_content_alone() -> None:
    """Filling in adds to what is known and keeps the rest."""
    filled = lax(LAX).with_defaults()
    kept, all_ = content(LAX), content(filled.to_xml())
    missing = [one for one in kept if one not in all_]
    assert missing == [
        ("disk", "snapshot=no", "type=file", ""),
        ("disk", "type=file", ""),
        ("target", "dev=hda", ""),
        ("target", "dev=hdb", ""),
    ]
    (interface,) = filled.devices.interfaces
    assert isinstance(interface, BridgeInterface)
    assert interface.extras == Extras(nodes=[Kept('<model type="virtio"/>')])


def test_kept_content_that_is_no_xml_is_a_fault() -> None:
    """What was put into extras by hand is judged as XML, and cannot break out of its place."""
    for xml in ("<a", "</domain><domain>", "<a>&b;</a>", "text\x01"):
        domain = Domain.from_xml(machine())
        domain.extras = Extras(nodes=[Kept(xml)])
        (found,) = domain.validate()
        assert (found.rule, found.line) == ("xml.wellformed", None)
        with pytest.raises(InvalidDomain):
            domain.to_xml()


def test_kept_content_cannot_pass_for_known() -> None:
    """Known parts put into extras are judged as those they are."""
    domain = Domain.from_xml(machine())
    domain.extras = Extras(attributes={"id": "-1"}, nodes=[Kept("<memory>7</memory>")])
    assert {fault.rule for fault in domain.validate()} == {"DOM-6", "RES-MEM-1"}


def test_hints_for_schemas_are_no_content() -> None:
    """The attributes with which a document names its schema are allowed by strict reading."""
    hint = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='a'"
    domain = Domain.from_xml(machine(attributes=f"type='kvm' {hint}"))
    assert "noNamespaceSchemaLocation='a'" in domain.to_xml()
    assert Domain.from_xml(domain.to_xml()) == domain
