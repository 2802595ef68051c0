"""The verdicts of compiled XPath are the XSD processor's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import pytest
import xmlschema
from hypothesis import Phase, example, find, given, settings
from hypothesis import strategies as st
from lxml import etree

from virtdom_generator import rules
from virtdom_generator.builtins import builtin
from virtdom_generator.model import Attribute, ComplexType, Identity, Notes, Place
from virtdom_generator.rules import CompileError, StaticContext

from .test_rules import READABLE
from .xpath_schema import (
    DOCUMENTS,
    KIND,
    OTHER,
    POSITIVE,
    RICH,
    SCHEMA,
    context,
    model,
    quoted,
    run,
    types,
    words,
    written,
)

ASSERTS = [
    *(xpath for xpath, _ in READABLE), "@free = '5'", "@free = 'a' or @free = @text",
    "@free = @kind", "@kind = @word", "@word = 'file'", "@word != 'file'",
    "starts-with(@word, 'fi')", "string-length(@word) = 4", "string(@word) = 'file'",
    "string-length(@kind) = 4", "string(@kind) = ' file '", "@openBus = 'file'", "@bus = 'file'",
    "@bus = 'a b'", "@openBus = @bus", "string(@either) = '5'", "@link = 'a'",
    "string(@flag) = 'true'", "@flag", "@port = -1", "@port > 0 or not(@port)", "@ports = 5",
    "@ports > 5", "count(@ports) = 1", "@kinds = 'block'", "@kinds = @kind", "@ratio > 1",
    "@ratio = 1", "@ratio = @count", "@ratio - @count = 0", "@count = @level", "@count != @level",
    "@count + @level = 6", "-@level = 1", "+@level = 1", "@count - 1 > @level", "@size > 5",
    "@size = @count", "@version = '1'", "@version", "string(@size) = '7'", "number(@count) = 5",
    "number(@text) = 5", "number(@text) != 5", "not(number(@text) > 1)", "number(@count) = @count",
    "number(@text) + @count > 6", "name = 'a'", "name = ''", "string(name) = 'a'", "title = 'a b'",
    "label = 'a b'", "string(label) = 'a b'", "label/@lang = 'en'", "note = 'ab'",
    "contains(note, 'a')", "string(note) = 'ab'", "note/b = 'b'", "preset = 4",
    "string(preset) = '4'", "preset > 4", "memory > currentMemory", "not(currentMemory > memory)",
    "memory - currentMemory > 1", "boot[2] = 'block'", "boot[. = 'file']",
    "boot[2][. = 'file']", "boot[. = 'file'][2]", "boot = boot[2]", "(boot | title) = 'file'",
    "count(boot | title) = 2", "(boot | title)[1] = 'file'", "exists(boot | core)", "core = 5",
    "core != 5", "core = @count", "core < core", "every $c in core satisfies $c > 1",
    "some $c in core satisfies $c = @count", "count(distinct-values(core)) = count(core)",
    "count(distinct-values((boot, title))) = 1", "distinct-values(boot) = 'file'",
    "every $b in distinct-values(boot) satisfies $b = 'file'", "disk", "disk/@device = 'file'",
    "disk[@device = 'file']", "disk/@port = 5", "disk/@port = '5'", "disk/@port > 1",
    "disk/@port = disk/target/@port", "disk/@port = disk/source/@slot",
    "disk/@port < disk/source/@slot", "disk/@port < disk/target/@port", "disk/@tag",
    "not(disk/@tag)", "disk/source/@file = disk/source/@dev", "disk/source[1]/@file = 'a'",
    "disk/source[2]", "(disk/source)[2]/@file = 'b'", "disk[source/@file = 'a']/target/@dev = 'a'",
    "disk[@type = 'file'][2]", "disk[2][@type = 'file']", "disk[target][1]/target/@dev = 'a'",
    "some $d in disk satisfies $d/target/@dev = 'a'",
    "every $d in disk[@type = 'file'] satisfies $d/source",
    "some $d in disk satisfies some $s in $d/source satisfies $s/@file = 'a'",
    "every $d in disk satisfies every $o in disk satisfies $d/@type = $o/@type",
    "every $k in ('file', 'block') satisfies disk/@type = $k",
    "some $t in disk/@type satisfies $t = 'block'",
    "some $p in serial/target/@port satisfies $p > 4", "disk/target/../@type = 'file'",
    "disk/target[../@type = 'file']", "count(disk/target/..) = 1", "count(serial/target/..) = 1",
    "disk/target[../../serial]", "disk/target/../../serial", "serial[target/@port = 5]",
    "serial/target[1]/@port = 5", "serial/target[@port > 4][1]/@dev = 'a'",
    "serial[count(target) > 1]", "serial[not(target)]", "count(serial[1]/target) = 2",
    "./name", "child::name", "attribute::kind = 'file'", "e:extra",
    "e:extra/e:env = 'a'", "count(e:extra/e:env) = 2", "e:extra[@name]/e:env",
    "contains(@text, '')", "contains(@text, @kind)", "ends-with(@text, 'a')",
    "starts-with('a', @text)", "normalize-space(@text) = 'a b'", "normalize-space(name) = 'a'",
    "string-length(name) = 1", "lower-case(@text) = 'a'", "upper-case(@text) = 'A'",
    "upper-case(concat(@text, 'b')) = 'AB'", "substring-before(@text, ',') = 'a'",
    "substring-after(@text, ',') = 'b'", "substring-before(@text, '') = ''",
    "substring-after(@text, '') = 'a'", "xs:integer(substring-before(@text, ',')) > 1",
    "xs:integer(@text) > 1 or @kind", "xs:integer(@count) > 1", "xs:integer(count(core)) = 1",
    "matches(@text, 'a')", "matches(@text, '^A', 'i')", r"matches(@text, '^\d+$')",
    "matches(@text, '[a-c-[b]]')", r"matches(name, '^\i\c*$')", r"not(matches(name, '\s'))",
    "tokenize(@text, ',') = 'b'", "count(tokenize(@text, ',')) = 2",
    "tokenize(@text, ',')[1] = 'a'",
    "every $t in tokenize(@text, ',') satisfies string-length($t) = 1",
    "(@kind, 'block')[1] = 'block'", "(@kind, @text) = 'file'", "count((@kind, @text)) = 2",
    "@kind | @text", "count(@kind | @text) = 1", "(boot, title) = 'file'", "empty(())",
    "exists((@kind, 'a'))", "@text = (boot, 'a')", "(1, 5) = core", "core = (1, 5)",
    "exists(boot) = exists(core)", "not(exists(boot) != exists(core))",
    "(@kind = 'file') = true()", "boolean(boot)", "false() or @kind", "string(@text)",
    "concat(@text, @free)", "if (@kind = 'file') then @count > 2 else not(@count)",
    "(if (@kind) then boot else title) = 'file'", "(if (@kind) then 'a' else 'b') = @text",
    "(if (@kind) then @count else 3) > 2", "(if (@kind) then 'a' else ()) = @text",
    "@kind and @text or @free", "(@kind or @text) and @free", "not(@kind and @text)",
    "not(@kind = 'file' or @kind = 'block')", "fn:count(boot) = 1",
]  # fmt: skip

DISK_ASSERTS = [
    "@port > 2", "@port = 5", "@device = 'file'", "source", "source/@slot = 5", "not(source[2])",
    "target/@dev = 'a'", "@type = 'file' or source/@dev", "not(@port < target/@port)",
]  # fmt: skip
"""On the base of kinds: every kind inherits them and sees its own types."""


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> xmlschema.XMLSchema11:
    """The schema with all assertions."""
    text = SCHEMA
    for name, tests in (("domain", ASSERTS), ("disk", DISK_ASSERTS)):
        lines = "".join(f"<xs:assert test={quoted(each)}/>" for each in tests)
        start = text.index(f'<xs:complexType name="{name}">')
        end = text.index("</xs:complexType>", start)
        text = text[:end] + lines + text[end:]
    return xmlschema.XMLSchema11(str(written(tmp_path_factory.mktemp("asserted"), text)))


def verdicts(
    schema: xmlschema.XMLSchema11, document: str
) -> tuple[set[tuple[str, int]], list[str]]:
    """Assertions that are false, each with the number of its disk (0: the domain); other faults."""
    false: set[tuple[str, int]] = set()
    others: list[str] = []
    for error in schema.iter_errors(document):
        if type(error.validator).__name__ != "XsdAssert":
            others.append(str(error.reason))
            continue
        disk = re.search(r"/disk(?:\[(\d+)\])?$", error.path or "")
        number = int(disk.group(1) or 1) if disk else 0
        false.add((cast(Any, error.validator).path, number))
    return false, others


def test_verdicts_are_those_of_the_xsd_processor(judged: xmlschema.XMLSchema11) -> None:
    """On documents that are valid otherwise, compiled assertions are false exactly where
    xmlschema's are."""
    domain = [(each, rules.compile_test(each, context())) for each in ASSERTS]
    kinds = context("disk", "fileDisk", "blockDisk")
    disk = [(each, rules.compile_test(each, kinds)) for each in DISK_ASSERTS]
    seen: dict[str, set[bool]] = {}

    def judge(document: str) -> None:
        false, others = verdicts(judged, document)
        assert others == []
        root = etree.fromstring(document)
        found: set[tuple[str, int]] = set()
        for number, node in enumerate([root, *root.iterchildren("disk")]):
            for xpath, code in disk if number else domain:
                verdict = run(code, node)
                assert isinstance(verdict, bool), xpath
                seen.setdefault(xpath, set()).add(verdict)
                if not verdict:
                    found.add((xpath, number))
        assert found == false

    example(RICH)(example(OTHER)(given(DOCUMENTS)(judge)))()
    for xpath, code in domain:
        for wanted in {True, False} - seen[xpath]:
            if xpath not in ALWAYS_THE_SAME:
                judge(_document_with(code, wanted))
                assert wanted in seen[xpath], xpath


def _document_with(code: str, verdict: bool) -> str:
    """A document of which an assertion has the verdict. Raises NoSuchExample if there is none."""
    search = settings(max_examples=20_000, phases=[Phase.generate], database=None)
    return find(
        DOCUMENTS, lambda each: run(code, etree.fromstring(each)) is verdict, settings=search
    )


ALWAYS_THE_SAME = {
    "@mode", "true()", "not(true())", "@version = '1'", "@version", "empty(())",
    "exists((@kind, 'a'))", "contains(@text, '')", "substring-before(@text, '') = ''",
}  # fmt: skip
"""Every other one is true of some document and false of another, or it would prove nothing."""

BROKEN = [
    "<domain count='many' level='' size='x' ratio='1e3' ports='5 x' port='-'/>",
    "<domain><memory/><memory>x</memory><currentMemory>1</currentMemory></domain>",
    "<domain><name>a</name><name>b</name><title/><title/><label>1</label><label/></domain>",
    "<domain><core>x</core><core/><boot><c/></boot><disk port='x'><target/></disk></domain>",
    "<domain><disk type='file' port='x'><source slot='y'/><source/><source/></disk></domain>",
    "<domain>text<unknown/><serial><target port=''/></serial><preset>x</preset></domain>",
    "<domain><note/><note/><disk port='5'><target port='y'/><target/></disk></domain>",
    "<domain xmlns='urn:other' kind='x'/>",
    f"<domain count='{'9' * 5000}' ratio='NaN' level='Infinity'/>",
]


@pytest.mark.parametrize("document", BROKEN)
def test_broken_documents_raise_what_the_engine_expects(document: str) -> None:
    """Values that are not of their type raise ValueError or TypeError and nothing else."""
    root = etree.fromstring(document)
    tests = [(root, each, context()) for each in ASSERTS]
    kinds = context("disk", "fileDisk", "blockDisk")
    tests += [(disk, each, kinds) for disk in root.iterchildren("disk") for each in DISK_ASSERTS]
    for node, xpath, where in tests:
        code = rules.compile_test(xpath, where)
        try:
            verdict = run(code, node)
        except (TypeError, ValueError):
            continue
        assert isinstance(verdict, bool), xpath


FACETS = [
    *(("starting", value) for value in ("a", " ab ", "b", "")),
    *(("odd", value) for value in ("1", "5", "4", " 05 ", "a", "")),
    *(("early", value) for value in ("1", "", "1  5", "1 2 3")),
]


@pytest.mark.parametrize(("name", "value"), FACETS)
def test_facets_judge_the_value(judged: xmlschema.XMLSchema11, name: str, value: str) -> None:
    """An assertion facet is true of the values that xmlschema accepts."""
    type_ = next(each for each in model().simple_types if each.name == name)
    code = rules.compile_test(type_.assertions[0].test, StaticContext(types(), type_))
    accepted = cast(Any, judged.types[name]).is_valid(value)
    try:
        assert run(code, " ".join(value.split())) is accepted
    except ValueError:
        assert not accepted


ALTERNATIVES = [
    "@type='file'", "not(@type) or @type='file'", "@type='file' and @model='b'", "@type",
    "@type=('file','b')", "@type != 'file'", "@type = @model", "starts-with(@type, 'f')",
    "string(@device) = ''", "@device = 'block'", "not(@type='file') and @model",
    "string-length(@type) = 4", "matches(@type, '^f')", "(@type, 'b')[1] = 'b'", "exists(@port)",
    "concat(@type, @model) = 'fileb'", "count(@type | @model) = 1",
]  # fmt: skip


@pytest.mark.parametrize("test", ALTERNATIVES)
@given(
    values=st.fixed_dictionaries(
        {"type": KIND, "model": words("a", "b", "file"), "device": KIND, "port": POSITIVE}
    )
)
def test_alternatives_choose_as_the_xsd_processor_does(
    test: str, values: dict[str, str | None]
) -> None:
    """The test of an alternative sees neither types nor defaults."""
    schema = ALTERNATIVE_SCHEMAS[test]
    node = etree.Element("disk", {key: value for key, value in values.items() if value is not None})
    chosen = cast(Any, schema.elements["disk"]).alternatives[0].test(node)
    assert run(rules.compile_test(test, ALTERNATIVE_CONTEXT), node) is chosen
    conditions = rules.discriminator(test)
    if conditions is not None:
        assert all(node.get(name) in allowed for name, allowed in conditions) is chosen


def _alternative_schema(test: str) -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(
        f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:complexType name="disk">
          <xs:attribute name="type" type="xs:NMTOKEN"/><xs:attribute name="model" type="xs:string"/>
          <xs:attribute name="device" type="xs:string" default="block"/>
          <xs:attribute name="port" type="xs:integer"/>
        </xs:complexType>
        <xs:element name="disk" type="disk">
          <xs:alternative test={quoted(test)} type="disk"/>
        </xs:element></xs:schema>"""
    )


ALTERNATIVE_SCHEMAS = {each: _alternative_schema(each) for each in ALTERNATIVES}


def _alternative_context() -> StaticContext:
    string, notes = builtin("string"), Notes(Place("", 0))
    assert string is not None
    attributes = tuple(
        Attribute(name, string, False, default, None, "disk", notes)
        for name, default in [("type", None), ("model", None), ("device", "block"), ("port", None)]
    )
    disk = ComplexType("disk", None, "domain", notes, attributes)
    return StaticContext({"disk": disk}, frozenset(["disk"]), typed=False)


ALTERNATIVE_CONTEXT = _alternative_context()


IDENTITIES = [
    ("disk", ["target/@dev"]), ("disk", ["@port"]), ("disk", ["@type", "@port"]),
    ("disk", ["@device"]), ("disk", ["target/@port"]), ("boot", ["."]), ("core", ["."]),
    ("serial/target", ["@port"]), ("disk | serial", ["."]),
    ("boot | title", ["."]), (".", ["@kind"]), ("disk", ["@type"]),
    ("disk/target", ["@dev", "@port"]), ("label", ["."]), ("label", ["@lang"]),
    ("e:extra/e:env", ["."]),
]  # fmt: skip
REFUSED_IDENTITIES = {("disk | serial", (".",))}


def _identity(selector: str, fields: list[str]) -> Identity:
    return Identity("u", "u", "unique", selector, tuple(fields), None, "", Place("", 0))


@pytest.mark.parametrize(("selector", "fields"), IDENTITIES)
def test_identities_find_the_same_repetitions(
    selector: str, fields: list[str], tmp_path: Path
) -> None:
    """Compiled selectors and fields find a repetition exactly where xs:unique does."""
    if (selector, tuple(fields)) in REFUSED_IDENTITIES:
        with pytest.raises(CompileError):
            rules.compile_identity(_identity(selector, fields), context())
        return
    constraint = f'<xs:unique name="u"><xs:selector xpath="{selector}"/>'
    constraint += "".join(f'<xs:field xpath="{each}"/>' for each in fields) + "</xs:unique>"
    root = '<xs:element name="domain" type="domain"'
    text = SCHEMA.replace(f"{root}/>", f"{root}>{constraint}</xs:element>")
    schema = xmlschema.XMLSchema11(str(written(tmp_path, text)))
    compiled = rules.compile_identity(_identity(selector, fields), context())

    @given(DOCUMENTS)
    def agree(document: str) -> None:
        errors = [str(error.reason) for error in schema.iter_errors(document)]
        assert all("duplicated value" in error for error in errors)
        rows = [
            tuple(run(field, node) for field in compiled.fields)
            for node in run(compiled.selector, etree.fromstring(document))
        ]
        rows = [row for row in rows if any(value is not None for value in row)]
        assert (len(set(rows)) < len(rows)) is bool(errors)

    agree()
