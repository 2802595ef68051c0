"""XPath compiled to Python: what it looks like, and what is refused."""

from __future__ import annotations

import pytest
from lxml import etree

from virtdom_generator import rules
from virtdom_generator.rules import CompileError, StaticContext

from .xpath_schema import context, model, run, types

READABLE = [
    # presence
    ("@kind", 'node.get("kind") is not None'),
    ("not(@kind)", 'node.get("kind") is None'),
    ("@mode", "True"),
    ("name", 'bool(x.children(node, "name"))'),
    ("not(name) or title", 'not x.children(node, "name") or bool(x.children(node, "title"))'),
    ("not(not(name))", 'not not x.children(node, "name")'),
    ("exists(disk/@device)", 'bool(x.attributes(x.children(node, "disk"), "device", "block"))'),
    ("empty(serial/target)", 'not x.children(node, "serial", "target")'),
    ("count(disk) = 1", 'len(x.children(node, "disk")) == 1'),
    ("count(disk)", 'len(x.children(node, "disk")) != 0'),
    ("true()", "True"),
    ("not(true())", "False"),
    # equality
    ("@kind = 'file'", 'node.get("kind") == "file"'),
    ("not(@kind = 'file')", 'node.get("kind") != "file"'),
    ("@kind != 'file'", 'node.get("kind") not in (None, "file")'),
    ("@kind = ('file', 'block')", 'node.get("kind") in ("file", "block")'),
    ("'file' = @kind", '"file" == node.get("kind")'),
    ("@mode = 'file'", 'node.get("mode", "file") == "file"'),
    ("@word = 'a'", '"a" in x.collapsed(node.get("word"))'),
    ("@kind = @text", 'node.get("kind") is not None and node.get("kind") == node.get("text")'),
    ("boot = 'file'", '"file" in x.texts(x.children(node, "boot"))'),
    ("disk/@type = 'file'", '"file" in x.attributes(x.children(node, "disk"), "type")'),
    ("@free = 'it''s'", 'node.get("free") == "it\'s"'),
    # numbers
    ("@count = 5", '5 in x.numbers(node.get("count"))'),
    ("@size = 5", 'x.number(node.get("size", "7")) == 5'),
    ("@count > 5", 'any(count > 5 for count in x.numbers(node.get("count")))'),
    (
        "currentMemory <= memory",
        ("any(current_memory <= memory"
        ' for current_memory in x.numbers(x.texts(x.children(node, "currentMemory")))'
        ' for memory in x.numbers(x.texts(x.children(node, "memory"))))'),
    ),
    ("count(disk) + 1 < 3", 'len(x.children(node, "disk")) + 1 < 3'),
    ("@level = -1", '-1 in x.numbers(node.get("level"))'),
    ("@count - @level > 2", ('any(item > 2 for item in [count - level'
     ' for count in x.numbers(node.get("count")) for level in x.numbers(node.get("level"))])')),
    # quantifiers, predicates
    (
        "every $d in disk satisfies $d/@device = 'file'",
        'all(d.get("device", "block") == "file" for d in x.children(node, "disk"))',
    ),
    (
        "disk[@type = 'file']/target",
        ('bool(x.children([disk for disk in x.children(node, "disk")'
        ' if disk.get("type") == "file"], "target"))'),
    ),
    ("disk[1]/@type = 'file'", '"file" in x.attributes(x.children(node, "disk")[:1], "type")'),
    (
        "serial/target[2]",
        ('bool([target for serial in x.children(node, "serial")'
        ' for target in x.children(serial, "target")[1:2]])'),
    ),
    ("(serial/target)[2]", 'bool(x.children(node, "serial", "target")[1:2])'),
    (
        "disk[../serial]",
        'bool([disk for disk in x.children(node, "disk") if x.children(node, "serial")])',
    ),
    ("core[. > 2]",
     'bool([core for core in x.children(node, "core") if x.number(x.text(core)) > 2])'),
    # strings
    ("contains(@text, 'a')", '"a" in node.get("text", "")'),
    ("starts-with(name, 'a')", 'x.only(x.texts(x.children(node, "name"))).startswith("a")'),
    ("matches(@text, '^[a-c]+$')", 'x.matches(node.get("text", ""), r"^[a-c]+\\Z")'),
    ("string-length(@text) > 2", 'len(node.get("text", "")) > 2'),
    ("concat(@text, '-', @count) = 'a-1'",
     'node.get("text", "") + "-" + node.get("count", "") == "a-1"'),
    ("if (@kind) then name else title",
     ('bool(x.children(node, "name")) if node.get("kind") is not None'
     ' else bool(x.children(node, "title"))')),
    ("count(distinct-values(boot)) = count(boot)",
     'len(x.distinct(x.texts(x.children(node, "boot")))) == len(x.children(node, "boot"))'),
    ("xs:integer(@count) = 1",
     '1 in [x.to_integer(count) for count in x.numbers(node.get("count"))]'),
    ("xs:integer(@text) = 1",
     'x.holds(lambda: 1 in [x.to_integer(text) for text in x.attributes(node, "text")])'),
    # names
    ("e:extra/@name = 'a'",
     '"a" in x.attributes(x.children(node, "{urn:example:extra}extra"), "name")'),
    ("some $node in boot satisfies $node = 'file'",
     'any(x.text(node_) == "file" for node_ in x.children(node, "boot"))'),
]  # fmt: skip


@pytest.mark.parametrize(("xpath", "python"), READABLE)
def test_generated_code_is_readable(xpath: str, python: str) -> None:
    """Each construct becomes the Python one would write by hand."""
    assert rules.compile_test(xpath, context()) == python


READABLE_FIELDS = [
    ("@dev", 'node.get("dev")'),
    ("@port", 'x.first(x.numbers(node.get("port")))'),
]


@pytest.mark.parametrize(("field", "python"), READABLE_FIELDS)
def test_fields_are_readable(field: str, python: str) -> None:
    """A field is a string as written or a number, or None."""
    assert rules.compile_field(field, context("target")) == python


def test_paths_select_elements() -> None:
    """A path gives the elements themselves, in document order, each once."""
    node = etree.fromstring("<domain><serial/><boot>a</boot><disk/><boot>b</boot></domain>")
    code = rules.compile_path("boot | serial | disk", context())
    assert [each.tag for each in run(code, node)] == ["serial", "boot", "disk", "boot"]
    with pytest.raises(CompileError, match="not a path to elements"):
        rules.compile_path("@kind", context())


VALUES: list[tuple[str, str, list[str]]] = [
    ("'utc'", '["utc"]', ["utc"]),
    ("memory", 'x.children(node, "memory")', ["<memory>5</memory>"]),
    ("@kind", 'x.attributes(node, "kind")', [" file "]),
    ("@mode", 'x.attributes(node, "mode", "file")', ["file"]),
    ("title", 'x.children(node, "title")', []),
    ("()", "[]", []),
    ("(title, name)[1]", '[*x.children(node, "title"), *x.children(node, "name")][:1]',
     ["<name>n</name>"]),
    ("(@text, 'other')[1]", '[*x.attributes(node, "text"), "other"][:1]', ["other"]),
    ("string(memory)", '[x.only(x.texts(x.children(node, "memory")))]', ["5"]),
    ("memory + 1",
     ('[x.number_text(item) for item in [memory + 1'
     ' for memory in x.numbers(x.texts(x.children(node, "memory")))]]'), ["6"]),
    ("count(boot)", '[x.number_text(len(x.children(node, "boot")))]', ["2"]),
    ("if (starts-with(name, 'n')) then 'ide' else ()",
     '["ide"] if x.only(x.texts(x.children(node, "name"))).startswith("n") else []', ["ide"]),
    ("if (@text) then 'a' else if (name) then memory else ()",
     ('["a"] if node.get("text") is not None else x.children(node, "memory")'
     ' if x.children(node, "name") else []'), ["<memory>5</memory>"]),
    ("concat(name, '-', count(boot))",
     ('[x.only(x.texts(x.children(node, "name"))) + "-"'
     ' + x.number_text(len(x.children(node, "boot")))]'),
     ["n-2"]),
]  # fmt: skip


@pytest.mark.parametrize(("xpath", "python", "result"), VALUES)
def test_implied_values(xpath: str, python: str, result: list[str]) -> None:
    """An implied value is a list of strings, or of elements to copy."""
    node = etree.fromstring(
        "<domain kind=' file '><name>n</name><memory>5</memory><boot>a</boot><boot/></domain>"
    )
    assert rules.compile_value(xpath, context()) == python
    found = run(python, node)
    assert [
        each if isinstance(each, str) else etree.tostring(each).decode() for each in found
    ] == result


DISCRIMINATORS: list[tuple[str, object]] = [
    ("@type='file'", (("type", ("file",)),)),
    ("'file' = @type", (("type", ("file",)),)),
    ("not(@type) or @type='file'", (("type", (None, "file")),)),
    ("(@type = 'file' or empty(@type))", (("type", ("file", None)),)),
    ("@type=('a', 'b')", (("type", ("a", "b")),)),
    ("@type='a' or @type='b' or @type='a'", (("type", ("a", "b")),)),
    ("@type='a' and @model='b'", (("type", ("a",)), ("model", ("b",)))),
    ("@type='a' and (not(@model) or @model='b')", (("type", ("a",)), ("model", (None, "b")))),
    ("@type='a' or @model='b'", None),
    ("@type='a' and @type='b'", None),
    ("@type != 'a'", None),
    ("@type", None),
    ("@type = @model", None),
    ("not(@type='a')", None),
    ("@port = 5", None),
    ("starts-with(@type, 'a')", None),
    ("true()", None),
]


@pytest.mark.parametrize(("test", "conditions"), DISCRIMINATORS)
def test_discriminators(test: str, conditions: object) -> None:
    """A test that lists attributes and their values is told as data."""
    assert rules.discriminator(test) == conditions


@pytest.mark.parametrize(
    ("xpath", "steps"),
    [
        ("memory", ("memory",)),
        ("@kind", ("@kind",)),
        ("serial/target/@port", ("serial", "target", "@port")),
        ("e:extra/@name", ("{urn:example:extra}extra", "@name")),
    ],
)
def test_places_are_plain_paths(xpath: str, steps: tuple[str, ...]) -> None:
    """The place of an implied value is told as steps."""
    assert rules.place(xpath, context()) == steps


@pytest.mark.parametrize(
    "xpath", ["disk[1]/@type", ".", "boot | core", "'a'", "@kind | @text", "nome"]
)
def test_other_places_are_refused(xpath: str) -> None:
    """A place that is no plain path is refused."""
    with pytest.raises(CompileError):
        rules.place(xpath, context())


REFUSED = [
    # what is not there
    ("kernal", "kernal", "no such child element"),
    ("memry > 5", "memry", "did you mean 'memory'"),
    ("@knd", "@knd", "did you mean 'kind'"),
    ("disk/@kind", "@kind", "no such attribute"),
    ("disk[@type='file']/source/@dev", "@dev", "no such attribute"),
    (".//target", "//", "not in the subset of XPath that is compiled"),
    ("boot[last()] = 'file'", "last", "not in the subset of XPath that is compiled"),
    ("$disk = 'a'", "$disk", "unknown variable"),
    ("f:extra", "f", "XPath not understood"),
    ("@kind =", "end of source", "XPath not understood"),
    ("not((1, 2))", "FORG0006", "XPath not understood"),
    # what the XSD processor answers with an error, or sees otherwise than one would think
    ("@count = '5'", "@count = '5'", "a string is compared with a number"),
    ("@kind = 5", "@kind = 5", "a string is compared with a number"),
    ("@free = 5", "@free = 5", "a string is compared with a number"),
    ("disk/source/@file > 5", "disk/source/@file > 5", "a string is compared with a number"),
    ("@free < disk/@port", "@free < disk/@port", "sees no types"),
    ("@flag = true()", "@flag", "a boolean value is not compared"),
    ("@either = '5'", "@either", "a mixed value is not compared"),
    ("disk = 'a'", "disk", "an element without text has no value"),
    ("string(disk) = 'a'", "disk", "a function of one string gets several"),
    ("string(serial[1]) = 'a'", "serial[1]", "an element without text is no string"),
    ("contains(@count, '5')", "@count", "write string()"),
    ("contains(boot, 'a')", "boot", "a function of one string gets several"),
    ("core + 1 = 2", "core", "not one number"),
    ("name + 1 = 2", "name", "not one number"),
    ("xs:integer(core) = 2", "integer(core)", "not one string or number"),
    ("../name", "..", "does not look above"),
    ("disk/../../name", "..", "does not look above"),
    ("some $d in disk, $s in serial satisfies $d", "some", "nest the quantifiers"),
    ("(boot, core) = 'a'", "(boot, core)", "types differ"),
    ("(boot | core) = 5", "(boot | core)", "types differ"),
    ("(@kind, 5) = 5", "(@kind, 5)", "a sequence of different types"),
    (
        "(if (@kind) then 'a' else 5) = 5",
        "if (@kind) then 'a' else 5",
        "branches of different types",
    ),
    ("@kind = ()", "@kind = ()", "compared with nothing"),
    ("('a', 'b')", "('a', 'b')", "neither true nor false"),
    ("number(@text)", "number(@text)", "neither true nor false"),
    ("disk[count(target)]", "count(target)", "a position that is computed"),
    ("@kind[. = 'a']", "@kind[. = 'a']", "a predicate on an attribute"),
    ("matches(@text, @kind)", "@kind", "must be a literal"),
    ("matches(@text, '[')", "[", "regular expression not understood"),
    ("matches(@text, 'a', 'z')", "z", "unknown flag"),
    ("tokenize(@text, 'x*') = 'a'", "tokenize(@text, 'x*')", "a separator"),
    ("exists(disk | @kind)", "disk | @kind", "a union of anything but"),
    # what is not in the subset
    ("sum(core) > 5", "sum", "not in the subset"),
    ("max(core) > 5", "max", "not in the subset"),
    ("current-date() = 'a'", "current-date", "not in the subset"),
    ("xs:string(@kind) = 'a'", "string", "not in the subset"),
    ("integer(@text) = 1", "integer", "not in the subset"),
    ("@kind eq 'a'", "eq", "not in the subset"),
    ("*", "*", "not in the subset"),
    ("@*", "@", "not in the subset"),
    ("text() = 'a'", "text", "not in the subset"),
    ("following-sibling::disk", "following-sibling", "not in the subset"),
    ("disk/string(@type) = 'a'", "string", "not in the subset"),
    ("/domain", "/", "not in the subset"),
    ("core = 1 to 5", "to", "not in the subset"),
    ("@ratio > 1.5", "1.5", "not in the subset"),
    ("@count * 2 > 5", "*", "not in the subset"),
    ("@count mod 2 = 0", "mod", "not in the subset"),
    ("for $b in boot return $b", "for", "not in the subset"),
    ("disk[position() = 1]", "position", "not in the subset"),
    ("@kind castable as xs:integer", "castable", "not in the subset"),
    ("contains(@text, 'a', 'b')", "contains", "number of arguments"),
]


@pytest.mark.parametrize(("xpath", "name", "message"), REFUSED)
def test_anything_else_is_refused_by_name(xpath: str, name: str, message: str) -> None:
    """What is not known is never guessed: the error says what and why."""
    with pytest.raises(CompileError) as caught:
        rules.compile_test(xpath, context())
    assert name in caught.value.name
    assert message in str(caught.value)
    assert xpath in str(caught.value)


def test_alternatives_read_attributes_as_strings_alone() -> None:
    """Children and numbers are refused in the test of an alternative."""
    disk = StaticContext(types(), frozenset({"fileDisk"}), typed=False)
    for xpath, message in [
        ("target", "attributes alone"),
        ("@port = 5", "as strings"),
        ("../a", "above"),
    ]:
        with pytest.raises(CompileError, match=message):
            rules.compile_test(xpath, disk)


def test_facets_see_the_value_alone() -> None:
    """A facet has no element around it."""
    type_ = next(each for each in model().simple_types if each.name == "odd")
    for xpath in (". = 5", "@kind", "name"):
        with pytest.raises(CompileError):
            rules.compile_test(xpath, StaticContext(types(), type_))


def test_kinds_that_differ_need_contexts_of_their_own() -> None:
    """A default that only some of the types have cannot be seen from all of them at once."""
    with pytest.raises(CompileError, match="defaults differ"):
        rules.compile_test("@tag", context("disk", "fileDisk"))
    assert rules.compile_test("@tag", context("fileDisk")) == "True"


def test_children_of_kinds_are_not_selected() -> None:
    """xs:unique does not reach children that only a kind has, so neither may we pretend to."""
    with pytest.raises(CompileError, match="only a kind has"):
        rules.compile_path("disk/source", context())
