"""The XSD 1.0 projection accepts what the edition accepts, and refuses plain mistakes."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from virtdom_generator import planner
from virtdom_generator.emit import xsd10
from virtdom_generator.plan import Page, Plan
from virtdom_generator.schema import read_schema
from virtdom_runtime.tables import Node

from ..properties.mutations import mutants
from ..schema import test_v0_4_documents as cases
from .documents import Documents
from .schemas import GOLDEN, module, write
from .synthetic import write_schema

ROOT = Path(__file__).resolve().parents[2]
V0_4 = ROOT / "schema" / "v0_4"
CORPUS = ROOT / "conformance" / "virtdom_conformance" / "corpus" / "v0_4"
FOLDERS = [V0_4, *sorted(GOLDEN.iterdir())]
XS = "{http://www.w3.org/2001/XMLSchema}"
DRAWN = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@dataclass(frozen=True)
class Projected:
    """A schema, its projection in a folder, and both as validators."""

    plan: Plan
    folder: Path
    original: xmlschema.XMLSchema11
    projection: etree.XMLSchema

    @property
    def text(self) -> str:
        return (self.folder / "domain.xsd").read_text(encoding="utf-8")

    @property
    def tree(self) -> Node:
        return etree.fromstring(self.text)

    def verdicts(self, document: str | bytes) -> tuple[bool, bool]:
        """Whether the schema and whether the projection accept a document."""
        parsed = etree.fromstring(document)
        return self.original.is_valid(document), self.projection.validate(parsed)

    def faults(self, document: str | bytes) -> list[str]:
        parsed = etree.fromstring(document)
        self.projection.validate(parsed)
        log = cast("Iterable[Any]", self.projection.error_log)
        return [f"{entry.path}: {entry.message}" for entry in log]


Project = Callable[[Path], Projected]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Projects the schema of a folder, each once."""

    @cache
    def projected(schema: Path) -> Projected:
        folder = tmp_path_factory.mktemp(schema.name)
        plan = planner.plan(read_schema(schema))
        for path, text in xsd10.emit(plan).items():
            (folder / Path(path).name).write_text(text, encoding="utf-8")
        return Projected(
            plan,
            folder,
            xmlschema.XMLSchema11(str(schema / "domain.xsd")),
            etree.XMLSchema(etree.parse(folder / "domain.xsd")),
        )

    return projected


@pytest.fixture
def tiny(project: Project, tmp_path: Path) -> Callable[[str], Projected]:
    """Projects the declarations of a small schema."""
    return lambda body: project(write(tmp_path, {"domain.xsd": module(body)}))


folders = pytest.mark.parametrize("schema", FOLDERS, ids=[one.name for one in FOLDERS])
"""Runs a test for v0_4 and for every tiny schema."""


# The whole of an edition


@folders
def test_libxml2_reads_it(schema: Path, project: Project) -> None:
    """It is XSD 1.0: libxml2 makes a validator of every projection, and no file speaks XSD 1.1."""
    projected = project(schema)
    for path in projected.folder.glob("*.xsd"):
        names = {str(node.tag) for node in etree.parse(path).iter(f"{XS}*")}
        assert names.isdisjoint({f"{XS}alternative", f"{XS}assert", f"{XS}openContent"})


@folders
def test_another_processor_reads_it(schema: Path, project: Project) -> None:
    """xmlschema takes every projection for XSD 1.0, unambiguous content models included."""
    xmlschema.XMLSchema10(str(project(schema).folder / "domain.xsd"), allow="local")


@folders
def test_random_documents_are_accepted(schema: Path, project: Project) -> None:
    """What the schema accepts of the documents drawn from its plan, the projection accepts."""
    projected = project(schema)
    other = xmlschema.XMLSchema10(str(projected.folder / "domain.xsd"), allow="local")
    accepted = Counter[bool]()

    @DRAWN
    @given(Documents(projected.plan).all())
    def check(node: Node) -> None:
        document = etree.tostring(node, encoding="unicode")
        original, projection = projected.verdicts(document)
        assert projection or not original, projected.faults(document)
        assert other.is_valid(document) or not original
        accepted[original] += 1

    check()
    # The conditions of v0_4 refuse most of what is drawn; documents that keep them follow below.
    assert accepted[True] or schema == V0_4


DOCUMENTS = {
    **{f"{rule}-{index}": kept.encode() for index, (rule, kept, _) in enumerate(cases.PAIRS)},
    **{
        f"{rule}+{index}": document.encode() for index, (rule, document) in enumerate(cases.ALLOWED)
    },
    **{
        str(path.relative_to(CORPUS)): path.read_bytes()
        for path in sorted(CORPUS.rglob("valid/*.xml"))
    },
}
"""Documents that v0_4 accepts, by rule or file: those that test its schema, and the corpus."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_of_the_tests_are_accepted(name: str, project: Project) -> None:
    """Every document that stands for something v0_4 allows."""
    assert project(V0_4).faults(DOCUMENTS[name]) == []


def test_documents_of_the_page_are_accepted(reference: Path, project: Project) -> None:
    """The 40 documents of the specification's page."""
    documents = sorted((reference / "spec-2008" / "examples").glob("*.xml"))
    assert len(documents) == 40
    found = {one.name: project(V0_4).faults(one.read_bytes()) for one in documents}
    assert {name: faults for name, faults in found.items() if faults} == {}


@folders
def test_examples_are_accepted(schema: Path, project: Project) -> None:
    """No example of the schema has a fault where it stands."""
    projected = project(schema)
    pages = {page.name: page for page in projected.plan.pages}
    for one in projected.plan.classes:
        for example in one.examples:
            document, path = _in_place(etree.fromstring(example.xml), pages[one.page], pages)
            assert not [f for f in projected.faults(document) if f.startswith(path)]


def _in_place(example: Node, page: Page, pages: dict[str, Page]) -> tuple[str, str]:
    """The example within the elements it stands in, and its XPath."""
    node, path = example, ""
    while page.places[0].parent:
        page = pages[page.places[0].parent]
        parent = etree.Element(page.element)
        parent.append(node)
        node, path = parent, f"/{page.element}{path}"
    return etree.tostring(node, encoding="unicode"), f"{path}/{etree.QName(example).localname}"


def changed(data: st.DataObject) -> str:
    """One of the documents, with up to three changes that borrow from two others."""
    names = data.draw(st.lists(st.sampled_from(list(DOCUMENTS)), min_size=3, max_size=3))
    return data.draw(mutants([etree.fromstring(DOCUMENTS[name]) for name in names]))


@DRAWN
@given(data=st.data())
def test_changed_documents_are_accepted_if_valid(data: st.DataObject, project: Project) -> None:
    """After up to three changes a document of v0_4 is accepted wherever v0_4 accepts it."""
    document = changed(data)
    original, projection = project(V0_4).verdicts(document)
    assert projection or not original, project(V0_4).faults(document)


@pytest.mark.slow
@settings(DRAWN, max_examples=5_000, derandomize=False)
@given(data=st.data())
def test_many_changed_documents_are_accepted_if_valid(
    data: st.DataObject, project: Project
) -> None:
    """The same, over many more documents."""
    document = changed(data)
    original, projection = project(V0_4).verdicts(document)
    assert projection or not original, project(V0_4).faults(document)


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")
def test_xmllint_accepts_them_too(project: Project, tmp_path: Path) -> None:
    """The command that comes with libxml2, of its own version, judges all documents valid."""
    paths: list[str] = []
    for number, document in enumerate(DOCUMENTS.values()):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(document)
        paths.append(str(path))
    schema = project(V0_4).folder / "domain.xsd"
    run = subprocess.run(
        ["xmllint", "--noout", "--schema", str(schema), *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in run.stderr.splitlines() if not line.endswith(" validates")] == []


def test_a_large_schema_is_projected(project: Project, tmp_path: Path) -> None:
    """Two hundred types, and libxml2 reads the result."""
    write_schema(tmp_path, types=200, attributes=400)
    assert len(project(tmp_path).tree.findall(f"{XS}complexType")) > 100


# Plain mistakes

MISTAKES = {
    "an unknown root": cases.machine().replace("domain", "machine"),
    "another namespace": cases.machine().replace("<domain ", '<domain xmlns="urn:other" '),
    "an unknown element": cases.machine("<colour/>"),
    "an unknown element deep down": cases.disk("<colour/>"),
    "an element in the wrong place": cases.machine('<target dev="hda"/>'),
    "an unknown attribute": cases.machine('<clock colour="red"/>'),
    "an unknown attribute of a kind": cases.disk(attributes='type="file" colour="red"'),
    "a missing element": cases.machine(name=""),
    "a missing attribute": cases.machine(attributes=""),
    "a missing kind": cases.disk(attributes=""),
    "an unknown kind": cases.disk(attributes='type="tape"'),
    "an unknown value": cases.machine("<on_crash>burn</on_crash>"),
    "an unknown value of an attribute": cases.machine('<clock sync="moon"/>'),
    "an element too many": cases.machine("<clock/>", "<clock/>"),
    "text between elements": cases.machine("<devices>text</devices>"),
    "text in an empty element": cases.machine("<features><acpi>on</acpi></features>"),
    "an element in a text": cases.machine("<vcpu><count/></vcpu>"),
    "no number": cases.machine(memory="<memory>much</memory>"),
    "a number too small": cases.machine(memory="<memory>0</memory>"),
    "a number too large": cases.graphics('type="vnc" port="65536"'),
    "no UUID": cases.machine("<uuid>1234</uuid>"),
    "no path": cases.booting("<kernel>vmlinuz</kernel>"),
    "an attribute too few": cases.disk(source="<source/>", target="<target/>"),
    "the same device twice": cases.devices(
        *['<disk type="file"><source file="/a"/><target dev="hda"/></disk>'] * 2
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_plain_mistakes_are_refused(mistake: str, project: Project) -> None:
    """What XSD 1.0 can see, it refuses."""
    assert project(V0_4).verdicts(MISTAKES[mistake]) == (False, False)


def test_conditions_are_not_seen(project: Project) -> None:
    """A condition across parts cannot be said in XSD 1.0: the document is accepted."""
    (broken,) = {broken for rule, _, broken in cases.PAIRS if rule == "KRN-7"}
    assert project(V0_4).verdicts(broken) == (False, True)


# Documentation


@folders
def test_declarations_are_documented(schema: Path, project: Project) -> None:
    """Each element, attribute and value that the plan documents tells its first sentence."""
    projected = project(schema)
    told = {
        node.text
        for path in projected.folder.glob("*.xsd")
        for node in etree.parse(path).iter(f"{XS}documentation")
    }
    wanted = {page.about.summary for page in projected.plan.pages}
    for one in projected.plan.classes:
        wanted |= {attribute.about.summary for attribute in one.attributes if not one.kind}
    assert wanted - told == set()


@folders
def test_values_are_documented(schema: Path, project: Project) -> None:
    """Each value of an enumeration tells what it means."""
    projected = project(schema)
    found = {
        (node.get("value"), node.findtext(f"{XS}annotation/{XS}documentation"))
        for path in projected.folder.glob("*.xsd")
        for node in etree.parse(path).iter(f"{XS}enumeration")
    }
    wanted = {
        (word, about.summary)
        for value in projected.plan.values
        if value.kind not in ("union", "list")
        for word, about in value.values
    }
    assert found == wanted


# How kinds are merged

Tiny = Callable[[str], Projected]
A_NAME = '<xs:element name="a" type="xs:token" minOccurs="0"/>'


def domain(content: str, rest: str = "") -> str:
    """A schema whose root has this content."""
    return f"""
    <xs:element name="domain" type="domain"/>
    <xs:complexType name="domain">{content}</xs:complexType>{rest}"""


def kinds(*contents: str, base: str = "<xs:all/>", rest: str = "") -> str:
    """A schema whose root has an element `x` with kinds `a`, `b`... of these contents."""
    names = "abcdef"[: len(contents)]
    return (
        domain(
            '<xs:all><xs:element name="x" type="x" minOccurs="0" maxOccurs="unbounded">'
            + "".join(f"""<xs:alternative test="@type='{n}'" type="{n}X"/>""" for n in names)
            + "</xs:element></xs:all>"
        )
        + f'<xs:complexType name="x">{base}'
        '<xs:attribute name="type" type="kind" use="required"/></xs:complexType>'
        + "".join(
            f'<xs:complexType name="{name}X"><xs:complexContent><xs:extension base="x">{content}'
            "</xs:extension></xs:complexContent></xs:complexType>"
            for name, content in zip(names, contents, strict=True)
        )
        + '<xs:simpleType name="kind"><xs:restriction base="xs:string">'
        + "".join(f'<xs:enumeration value="{name}"/>' for name in names)
        + f"</xs:restriction></xs:simpleType>{rest}"
    )


def of_kind(kind: str, inside: str = "", attributes: str = "") -> str:
    return f'<domain><x type="{kind}" {attributes}>{inside}</x></domain>'


def test_children_of_one_each_are_counted(tiny: Tiny) -> None:
    """Where each child may be there once, xs:all says so, in any order."""
    projected = tiny(
        domain(
            '<xs:all><xs:element name="a" type="xs:token"/>'
            '<xs:element name="b" type="xs:token" minOccurs="0"/></xs:all>'
        )
    )
    assert projected.verdicts("<domain><b/><a/></domain>") == (True, True)
    assert projected.verdicts("<domain><b/></domain>") == (False, False)
    assert projected.verdicts("<domain><a/><a/></domain>") == (False, False)


def test_one_repeated_child_is_counted(tiny: Tiny) -> None:
    """Where there is but one child, its bounds are kept."""
    projected = tiny(
        domain(
            '<xs:all><xs:element name="a" type="xs:token" minOccurs="2" maxOccurs="3"/></xs:all>'
        )
    )
    verdicts = [projected.verdicts(f"<domain>{'<a/>' * count}</domain>") for count in range(5)]
    assert verdicts == [(2 <= count <= 3,) * 2 for count in range(5)]


def test_other_repeated_children_are_not_counted(tiny: Tiny) -> None:
    """Several children in any order, one of them repeated: as many as there are of each."""
    projected = tiny(
        domain(
            '<xs:all><xs:element name="a" type="xs:token"/>'
            '<xs:element name="b" type="xs:token" minOccurs="0" maxOccurs="2"/></xs:all>'
        )
    )
    assert projected.verdicts("<domain><b/><a/><b/></domain>") == (True, True)
    assert projected.verdicts("<domain><a/><a/></domain>") == (False, True)
    assert projected.verdicts("<domain/>") == (False, False)


def test_an_attribute_is_required_if_all_kinds_require_it(tiny: Tiny) -> None:
    """An attribute that one kind requires is optional, one that all require is required."""
    attribute = '<xs:attribute name="{}" type="xs:token" use="{}"/>'
    projected = tiny(
        kinds(
            "<xs:all/>" + attribute.format("p", "required") + attribute.format("q", "required"),
            "<xs:all/>" + attribute.format("p", "required") + attribute.format("q", "optional"),
        )
    )
    assert projected.verdicts(of_kind("b", attributes='p=""')) == (True, True)
    assert projected.verdicts(of_kind("a", attributes='p=""')) == (False, True)
    assert projected.verdicts(of_kind("b")) == (False, False)


def test_the_attribute_that_makes_the_kind_may_be_missing(tiny: Tiny) -> None:
    """A kind that an absent attribute chooses keeps its attribute optional."""
    body = kinds("<xs:all/>", "<xs:all/>")
    body = body.replace("@type='a'", "not(@type) or @type='a'").replace(' use="required"', "")
    assert tiny(body).verdicts("<domain><x/></domain>") == (True, True)


def test_values_that_differ_become_a_union(tiny: Tiny) -> None:
    """An attribute may have the values of any kind, and no others."""
    projected = tiny(
        kinds(
            '<xs:all/><xs:attribute name="p" type="xs:unsignedByte"/>',
            '<xs:all/><xs:attribute name="p" type="word"/>',
            rest='<xs:simpleType name="word"><xs:restriction base="xs:token">'
            '<xs:enumeration value="none"/></xs:restriction></xs:simpleType>',
        )
    )
    assert projected.verdicts(of_kind("a", attributes='p=" 7 "')) == (True, True)
    assert projected.verdicts(of_kind("b", attributes='p=" none "')) == (True, True)
    assert projected.verdicts(of_kind("b", attributes='p="7"')) == (False, True)
    assert projected.verdicts(of_kind("b", attributes='p="256"')) == (False, False)


def test_a_child_of_several_types(tiny: Tiny) -> None:
    """A child that is a text in one kind and has parts in another may be either."""
    projected = tiny(
        kinds(
            '<xs:all><xs:element name="c" type="xs:unsignedByte"/></xs:all>',
            '<xs:all><xs:element name="c" type="c"/></xs:all>',
            rest=f'<xs:complexType name="c"><xs:all>{A_NAME}</xs:all>'
            '<xs:attribute name="p" type="xs:token" use="required"/></xs:complexType>',
        )
    )
    assert projected.verdicts(of_kind("a", "<c>7</c>")) == (True, True)
    assert projected.verdicts(of_kind("b", '<c p=""> <a/> </c>')) == (True, True)
    assert projected.verdicts(of_kind("b", '<c p=""><b/></c>')) == (False, False)
    assert projected.verdicts(of_kind("b")) == (False, False)


def test_texts_that_differ_beside_attributes(tiny: Tiny) -> None:
    """A text with attributes may be of any kind's value space; an empty kind has no text."""
    simple = (
        '<xs:complexType name="{0}"><xs:simpleContent><xs:extension base="{1}">'
        '<xs:attribute name="p" type="xs:token"/>'
        "</xs:extension></xs:simpleContent></xs:complexType>"
    )
    child = '<xs:all><xs:element name="c" type="{}"/></xs:all>'
    projected = tiny(
        kinds(
            child.format("c"),
            child.format("d"),
            child.format("e"),
            rest=simple.format("c", "xs:unsignedByte")
            + simple.format("d", "xs:boolean")
            + '<xs:complexType name="e"><xs:attribute name="q" type="xs:token"/></xs:complexType>',
        )
    )
    assert projected.verdicts(of_kind("a", '<c p="x">7</c>')) == (True, True)
    assert projected.verdicts(of_kind("b", "<c>true</c>")) == (True, True)
    assert projected.verdicts(of_kind("c", '<c q="x"/>')) == (True, True)
    assert projected.verdicts(of_kind("c", "<c>maybe</c>")) == (False, False)
    assert projected.verdicts(of_kind("c", "<c> </c>")) == (False, False)


@pytest.mark.parametrize("blank", ["", "<!-- -->", " ", "\n", "<![CDATA[ ]]>"])
@pytest.mark.parametrize("element", ["x", "y", "z"])
def test_blanks_are_judged_alike(tiny: Tiny, element: str, blank: str) -> None:
    """White space is no content among elements, and content where there is none to be."""
    projected = tiny(
        domain(
            '<xs:all><xs:element name="x" type="x" minOccurs="0"/>'
            '<xs:element name="y" type="y" minOccurs="0"/>'
            '<xs:element name="z" type="z" minOccurs="0"/></xs:all>',
            '<xs:complexType name="x"/>'
            '<xs:complexType name="y"><xs:attribute name="p" type="xs:token"/></xs:complexType>'
            f'<xs:complexType name="z"><xs:all>{A_NAME}</xs:all></xs:complexType>',
        )
    )
    original, projection = projected.verdicts(f"<domain><{element}>{blank}</{element}></domain>")
    assert original == projection


def test_defaults_of_elements_fill_empty_ones(tiny: Tiny) -> None:
    """An element that has a value when it is empty may be empty, whatever its kind."""
    child = '<xs:all><xs:element name="c" type="xs:unsignedByte" {}/></xs:all>'
    projected = tiny(
        kinds(*(child.format(given) for given in ('default="7"', 'fixed="8"', "", 'default="9"')))
    )
    assert [projected.verdicts(of_kind(kind, "<c/>")) for kind in "abcd"] == [
        (True, True),
        (True, True),
        (False, True),
        (True, True),
    ]
    assert projected.verdicts(of_kind("a", "<c>x</c>")) == (False, False)


FIXED = """
<xs:simpleType name="items"><xs:list itemType="xs:decimal"/></xs:simpleType>
<xs:simpleType name="doubles"><xs:list itemType="xs:double"/></xs:simpleType>
<xs:simpleType name="either"><xs:union memberTypes="xs:double xs:token"/></xs:simpleType>
<xs:simpleType name="numberOrWord"><xs:union memberTypes="xs:integer xs:token"/></xs:simpleType>
"""


@pytest.mark.parametrize(
    ("type_", "fixed", "texts"),
    [
        ("xs:double", "1.0", ("1", "1e0", " 1.00 ")),
        ("doubles", "1.0 2", ("1 2.0",)),
        ("either", "1.0", ("1", "1e0")),
        ("xs:decimal", "1.0", ("1", "+1.00", " 1.0 ")),
        ("xs:integer", "3", ("03", "+3", " 3")),
        ("xs:boolean", "1", ("true", " 1")),
        ("items", "1.0 2", ("1 2.0", " 1  2 ")),
        ("numberOrWord", "3", ("03",)),
        ("xs:token", "a b", (" a  b",)),
        ("xs:string", "a b", ("a b",)),
    ],
)
def test_what_equals_a_fixed_value_is_accepted(
    tiny: Tiny, type_: str, fixed: str, texts: tuple[str, ...]
) -> None:
    """A value that is written otherwise is the fixed one still, in attributes and in elements."""
    held = f'type="{type_}" fixed="{fixed}"'
    child = f'<xs:all><xs:element name="c" minOccurs="0" {held}/></xs:all>'
    projected = tiny(domain(f'{child}<xs:attribute name="a" {held}/>') + FIXED)
    for text in (fixed, *texts):
        assert projected.verdicts(f"<domain a='{text}'><c>{text}</c></domain>") == (True, True)


def test_fixed_values_are_refused_where_that_is_sure(tiny: Tiny) -> None:
    """Another value of an attribute is refused, and another text where blanks count."""
    held = '<xs:element name="c" minOccurs="0" type="xs:string" fixed="a"/>'
    projected = tiny(
        domain(f'<xs:all>{held}</xs:all><xs:attribute name="a" type="xs:integer" fixed="3"/>')
    )
    for document in ("<domain a='4'/>", "<domain><c>b</c></domain>"):
        assert projected.verdicts(document) == (False, False)


def test_defaults_of_attributes_are_told_if_kinds_agree(tiny: Tiny) -> None:
    """An attribute's default stands in the projection if it has no other for any kind."""
    attribute = '<xs:attribute name="{}" type="xs:token" default="{}"/>'
    projected = tiny(
        kinds(
            "<xs:all/>" + attribute.format("p", "1") + attribute.format("q", "1"),
            "<xs:all/>" + attribute.format("p", "1") + attribute.format("q", "2"),
        )
    )
    found = {
        node.get("name"): node.get("default") for node in projected.tree.iter(f"{XS}attribute")
    }
    assert found == {"type": None, "p": "1", "q": None}


def test_wildcards_take_what_they_cover(tiny: Tiny) -> None:
    """XSD 1.0 has no wildcard for all but the known: known elements that it covers go through."""
    projected = tiny(
        domain(
            f'<xs:all>{A_NAME}<xs:element name="n" type="xs:unsignedByte"/>'
            '<xs:any namespace="##any" processContents="skip" minOccurs="0"/></xs:all>'
        )
    )
    assert projected.verdicts('<domain><z p="1"/><n>7</n></domain>') == (True, True)
    assert projected.verdicts("<domain><n>x</n></domain>") == (False, True)


def test_elements_of_another_namespace_have_a_file(project: Project) -> None:
    """Each namespace has its schema, which the others import."""
    projected = project(GOLDEN / "namespaces")
    assert {path.name for path in projected.folder.iterdir()} == {"domain.xsd", "q.xsd"}
    document = (
        '<domain><name/><q:commandline xmlns:q="urn:example:qemu">{}</q:commandline></domain>'
    )
    assert projected.verdicts(document.format('<q:env name="a"/>')) == (True, True)
    assert projected.verdicts(document.format("<q:env/>")) == (False, False)
    assert projected.verdicts(document.format('<env name="a"/>')) == (False, False)


# Uniqueness

UNIQUE = """
    <xs:element name="domain" type="domain">
      <xs:unique name="U"><xs:selector xpath="{}"/><xs:field xpath="{}"/></xs:unique>
    </xs:element>"""


def unique(selector: str, field: str, body: str) -> str:
    return body.replace('<xs:element name="domain" type="domain"/>', UNIQUE.format(selector, field))


@pytest.mark.parametrize("field", ["@p", "./@p", "attribute::p"])
def test_uniqueness_of_one_value_space_is_kept(tiny: Tiny, field: str) -> None:
    """A field that is of one value space for all kinds is compared, as a value."""
    attribute = '<xs:all/><xs:attribute name="p" type="xs:unsignedByte"/>'
    projected = tiny(unique("x", field, kinds(attribute, attribute)))
    two = '<domain><x type="a" p="{}"/><x type="b" p="{}"/></domain>'
    assert projected.verdicts(two.format("1", "2")) == (True, True)
    assert projected.verdicts(two.format("1", " 01 ")) == (False, False)
    assert projected.verdicts('<domain><x type="a"/><x type="b"/></domain>') == (True, True)


def test_uniqueness_of_texts_is_kept(tiny: Tiny) -> None:
    """Texts are compared as texts, whichever kind allows them."""
    attribute = '<xs:all/><xs:attribute name="p" type="{}"/>'
    body = kinds(attribute.format("xs:NMTOKEN"), attribute.format("xs:token"))
    projected = tiny(unique("x", "@p", body))
    two = '<domain><x type="a" p=" {} "/><x type="b" p="{}"/></domain>'
    assert projected.verdicts(two.format("1", "1")) == (False, False)
    assert projected.verdicts(two.format("1", "01")) == (True, True)


def test_uniqueness_that_blanks_decide_is_left_out(tiny: Tiny) -> None:
    """Where blanks count for one kind alone, nothing is compared."""
    body = kinds(
        '<xs:all/><xs:attribute name="p" type="xs:string"/>',
        '<xs:all/><xs:attribute name="p" type="word"/>',
        rest='<xs:simpleType name="word"><xs:restriction base="xs:token">'
        '<xs:enumeration value="a"/></xs:restriction></xs:simpleType>',
    )
    projected = tiny(unique("x", "@p", body))
    two = '<domain><x type="a" p=" a"/><x type="a" p="a"/></domain>'
    assert projected.verdicts(two) == (True, True)
    assert projected.tree.find(f".//{XS}unique") is None


@pytest.mark.parametrize(
    ("selector", "field", "body"),
    [
        (
            "x",
            "@p",
            domain(
                '<xs:all><xs:element name="x" type="x" maxOccurs="2"/></xs:all>',
                '<xs:complexType name="x">'
                '<xs:attribute name="p" type="xs:token" default="7"/></xs:complexType>',
            ),
        ),
        (
            "x",
            ".",
            domain(
                '<xs:all><xs:element name="x" type="xs:token" maxOccurs="2"/>'
                '<xs:any namespace="##other" processContents="skip" minOccurs="0"/></xs:all>'
            ),
        ),
    ],
    ids=["default", "wildcard"],
)
def test_uniqueness_that_could_refuse_more_is_left_out(
    tiny: Tiny, selector: str, field: str, body: str
) -> None:
    """Neither what has a default nor what a wildcard lets through is compared."""
    assert tiny(unique(selector, field, body)).tree.find(f".//{XS}unique") is None


CONTROLLER = '<controller type="a"><index>1</index></controller>'


@pytest.mark.parametrize(
    ("document", "verdict"),
    [
        (f'{CONTROLLER}<disk><on type="a" index="01"/></disk>', True),
        (f'{CONTROLLER}<disk><on type="a" index="2"/></disk>', False),
        (f"<disk/>{CONTROLLER}", True),
        (f"<disk/><disk/>{CONTROLLER}{CONTROLLER}", False),
        ('<disk dev="a"/><disk dev="a"/>', False),
        ('<disk dev="a"/><disk dev="b"/><disk/>', True),
    ],
)
def test_keys_and_references_are_kept(document: str, verdict: bool, project: Project) -> None:
    """Keys, what refers to them, and uniqueness are judged as the schema judges them."""
    projected = project(GOLDEN / "identity_rules")
    assert projected.verdicts(f"<domain>{document}</domain>") == (verdict, verdict)


# Values


@pytest.mark.parametrize(
    ("type_", "texts"),
    [
        ("xs:NMTOKEN", ("a-b.c:d_1", "１", "ˬ", "·")),
        ("xs:NCName", ("_a", "é")),
        ("xs:Name", ("a:b",)),
        ("xs:anyURI", ("%zz", "::", "http://a/b#c#d", "")),
        ("xs:language", ("en-GB",)),
        ("xs:double", ("+INF", "-INF", "NaN", "1.5e-3", ".5")),
        ("xs:decimal", ("1.", ".5", "+1.50", "1" * 30, f"0.{'1' * 30}")),
        ("xs:integer", ("-0", "+5", "007", "1" * 30, "-" + "1" * 30)),
        ("xs:unsignedInt", ("+5", "-0", "0" * 30 + "1")),
        ("xs:positiveInteger", ("1" * 30,)),
        ("xs:boolean", ("1", "0", "true", "false")),
        ("xs:string", ("", " a ", "a\nb")),
        ("xs:anySimpleType", ("", " a ")),
    ],
)
def test_built_in_types_are_as_wide_as_in_xsd_11(
    type_: str, texts: tuple[str, ...], tiny: Tiny
) -> None:
    """libxml2 has older built-in types: what it would refuse too much is spelt otherwise."""
    projected = tiny(domain(f'<xs:all><xs:element name="a" type="{type_}"/></xs:all>'))
    found = {text: projected.verdicts(f"<domain><a>{text}</a></domain>") for text in texts}
    assert found == dict.fromkeys(texts, (True, True))


@pytest.mark.parametrize(
    ("type_", "texts"),
    [
        ("xs:NMTOKEN", ("", "a b", "a/b")),
        ("xs:NCName", ("1a", "a:b")),
        ("xs:integer", ("", "1.0", "x", "0x10")),
        ("xs:unsignedByte", ("256", "-1")),
        ("xs:positiveInteger", ("0", "-" + "1" * 30)),
        ("xs:nonNegativeInteger", ("-1", "-" + "1" * 30)),
        ("xs:decimal", ("1e3",)),
        ("xs:double", ("x", "1,5")),
        ("xs:boolean", ("yes",)),
    ],
)
def test_built_in_types_refuse_what_is_none(type_: str, texts: tuple[str, ...], tiny: Tiny) -> None:
    """Plain mistakes are refused by what the built-in types became."""
    projected = tiny(domain(f'<xs:all><xs:element name="a" type="{type_}"/></xs:all>'))
    found = {text: projected.verdicts(f"<domain><a>{text}</a></domain>") for text in texts}
    assert found == dict.fromkeys(texts, (False, False))


def test_a_value_space_with_the_name_of_an_element(tiny: Tiny) -> None:
    """Elements and value spaces that share a name get types of different names."""
    projected = tiny(
        domain(
            '<xs:all><xs:element name="memory" type="memorySize"/></xs:all>',
            '<xs:complexType name="memorySize"><xs:simpleContent><xs:extension base="memory"/>'
            "</xs:simpleContent></xs:complexType>"
            '<xs:simpleType name="memory"><xs:restriction base="xs:unsignedInt"/></xs:simpleType>',
        )
    )
    assert projected.verdicts("<domain><memory>1</memory></domain>") == (True, True)
    assert projected.verdicts("<domain><memory>x</memory></domain>") == (False, False)
