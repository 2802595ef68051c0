"""From the Model to the Plan: what becomes a class, by which names and rules; what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from virtdom_generator import planner
from virtdom_generator.errors import SchemaError
from virtdom_generator.passes.choices import deciding_attribute
from virtdom_generator.plan import (
    Page,
    Plan,
    PlanAttribute,
    PlanChild,
    PlanClass,
    PlanUnion,
    PlanValue,
)
from virtdom_generator.schema import read_schema

from .schemas import GOLDEN, line_of, module, write

ROOT = '<xs:element name="domain" type="domain">«A machine.»</xs:element>'


def domain(*parts: str, attributes: str = "", more: str = "") -> str:
    """A schema whose root has these children and attributes."""
    return module(
        f"{ROOT}\n"
        f'<xs:complexType name="domain">«Its parts.»\n<xs:all>\n{"".join(parts)}</xs:all>\n'
        f"{attributes}</xs:complexType>\n{more}"
    )


def element(name: str, type: str = "xs:token", more: str = "") -> str:
    return f'<xs:element name="{name}" type="{type}" minOccurs="0"{more}>«A part.»</xs:element>\n'


def attribute(name: str, type: str = "xs:token", more: str = "") -> str:
    return f'<xs:attribute name="{name}" type="{type}"{more}>«A word.»</xs:attribute>\n'


def holder(name: str, attributes: str = attribute("a")) -> str:
    return f'<xs:complexType name="{name}">«A type.»\n{attributes}</xs:complexType>\n'


def words(name: str, *values: str) -> str:
    """A simple type that takes these words."""
    listed = "".join(f'<xs:enumeration value="{v}">«A value.»</xs:enumeration>' for v in values)
    return simple(name, f'<xs:restriction base="xs:string">{listed}</xs:restriction>')


def simple(name: str, content: str, annotations: str = "") -> str:
    return f'<xs:simpleType name="{name}"{annotations}>«A value.»{content}</xs:simpleType>\n'


def kinds(*alternatives: tuple[str, str], required: bool = True, also: str = "") -> str:
    """A schema whose device has kinds, by (test, type); `big` has a part that `small` has not."""
    chosen = "".join(f'<xs:alternative test="{t}" type="{type}"/>' for t, type in alternatives)
    use = ' use="required"' if required else ""
    extension = '<xs:complexContent><xs:extension base="disk"><xs:all>{}</xs:all></xs:extension>'
    return domain(
        f'<xs:element name="disk" type="disk" minOccurs="0" maxOccurs="9">«A disk.»{chosen}'
        "</xs:element>",
        more=holder("disk", f"<xs:all/>{attribute('type', 'diskType', use)}{also}")
        + words("diskType", "a", "b", "c")
        + "".join(
            f'<xs:complexType name="{name}">«A kind.»{extension.format(part)}</xs:complexContent>'
            "</xs:complexType>\n"
            for name, part in (("bigDisk", element("size")), ("smallDisk", ""))
        ),
    )


def planned(folder: Path, text: str, **others: str) -> Plan:
    """The Plan of a schema; `others` are further files by their names."""
    files = {f"{name}.xsd": other for name, other in others.items()}
    write(folder, {"domain.xsd": text, **files})
    return planner.plan(read_schema(folder))


def refused(folder: Path, text: str, **others: str) -> tuple[str, int, str]:
    """File, line and message of the one problem of a schema."""
    with pytest.raises(SchemaError) as caught:
        planned(folder, text, **others)
    (problem,) = caught.value.problems
    return problem.file, problem.line, problem.message


def golden(name: str) -> Plan:
    return planner.plan(read_schema(GOLDEN / name))


def cls(plan: Plan, name: str) -> PlanClass:
    return next(one for one in plan.classes if one.name == name)


def union(plan: Plan, name: str) -> PlanUnion:
    return next(one for one in plan.unions if one.name == name)


def part(plan: Plan, owner: str, name: str) -> PlanAttribute | PlanChild:
    return next(one for one in cls(plan, owner).parts if one.name == name)


def value(plan: Plan, name: str) -> PlanValue:
    return next(one for one in plan.values if one.name == name)


def page(plan: Plan, name: str) -> Page:
    return next(one for one in plan.pages if one.name == name)


# The passes


def test_passes_hand_on_what_they_were_given(tmp_path: Path) -> None:
    """A pass changes nothing: planning twice gives equal plans, from a Model that stays equal."""
    write(tmp_path, {"domain.xsd": kinds(("@type = 'a'", "bigDisk"))})
    model = read_schema(tmp_path)
    copy = dataclasses.replace(model)
    assert planner.plan(model) == planner.plan(model)
    assert model == copy == read_schema(tmp_path)


def test_plans_are_frozen(tmp_path: Path) -> None:
    """No emitter can change a Plan."""
    plan = planned(tmp_path, domain(element("name")))
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.edition = "other"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.classes[0].name = "other"  # type: ignore[misc]


# Families: which elements become classes


def test_elements_of_one_type_share_a_class() -> None:
    """A type without kinds is one class, under every name that it stands."""
    plan = golden("shared_type")
    assert cls(plan, "Address").tags == ("hub", "address", "via")
    assert [one.name for one in plan.classes] == ["Domain", "Disk", "Card", "Address"]


def test_elements_with_kinds_have_a_class_for_each() -> None:
    """An element with kinds is a base and a class per kind; the union has the element's name."""
    plan = golden("type_per_element")
    assert union(plan, "Serial").members == ("PtySerial", "FileSerial")
    assert cls(plan, "SerialBase").is_base
    assert cls(plan, "PtySerial").base == "SerialBase"
    assert cls(plan, "PtySerial").kind == (("type", "pty"),)
    assert [union.name for union in plan.unions] == ["Serial", "Parallel", "Terminal"]


def test_types_used_twice_are_named_by_their_values(tmp_path: Path) -> None:
    """Where one type serves several kinds, the values that choose them name the classes."""
    tests = [("@type = 'a'", "bigDisk"), ("@type = 'b'", "bigDisk"), ("@type = 'c'", "disk")]
    plan = planned(tmp_path, kinds(*tests))
    assert union(plan, "Disk").members == ("ADisk", "BDisk", "CDisk")
    assert [cls(plan, name).type for name in union(plan, "Disk").members] == [
        "bigDisk",
        "bigDisk",
        "disk",
    ]


@pytest.mark.parametrize(
    ("tests", "required", "members"),
    [
        (("@type = 'a' or @type = 'b' or @type = 'c'",), True, ("BigDisk",)),
        (("@type = 'a'",), True, ("BigDisk", "OtherDisk")),
        (("@type = ('a', 'b', 'c')",), False, ("BigDisk", "OtherDisk")),
        (("not(@type) or @type = ('a', 'b', 'c')",), False, ("BigDisk",)),
        (("@type != 'a'",), True, ("BigDisk", "OtherDisk")),
    ],
)
def test_what_no_kind_takes_is_another_kind(
    tmp_path: Path, tests: tuple[str, ...], required: bool, members: tuple[str, ...]
) -> None:
    """Where an element that no alternative picks can be valid, there is a class for it."""
    plan = planned(tmp_path, kinds(*((t, "bigDisk") for t in tests), required=required))
    assert union(plan, "Disk").members == members
    assert union(plan, "Disk").concrete_base == ("OtherDisk" in members)


def test_one_element_has_the_same_kinds_everywhere(tmp_path: Path) -> None:
    """Two elements of one name and type with other alternatives need names of their own."""
    text = kinds(("@type = 'a'", "bigDisk")).replace(
        "«Its parts.»\n<xs:all>",
        "«Its parts.»\n<xs:all>" + element("inner", "inner"),
    )
    inner = (
        '<xs:complexType name="inner">«A type.»<xs:all>\n<xs:element name="disk" type="disk"'
        '{}>«A disk.»<xs:alternative test="@type = \'b\'" type="smallDisk"/></xs:element>'
        "</xs:all></xs:complexType>\n</xs:schema>"
    )
    one = text.replace("</xs:schema>", inner.format(""))
    file, line, message = refused(tmp_path, one)
    assert (file, line) == ("domain.xsd", line_of(one, '<xs:element name="disk" type="disk">'))
    assert message.startswith("<disk> has other alternatives here than at domain.xsd:")
    assert message.endswith("; give it v:class")
    other = planned(tmp_path, text.replace("</xs:schema>", inner.format(' v:class="InnerDisk"')))
    assert {"Disk", "InnerDisk"} == {union.name for union in other.unions}


def test_empty_elements_are_flags(tmp_path: Path) -> None:
    """An element without any content that stands once is a flag; repeated, it is a class."""
    empty = '<xs:complexType name="feature">«Nothing.»</xs:complexType>\n'
    once = planned(tmp_path, domain(element("acpi", "feature"), more=empty))
    flag = part(once, "Domain", "acpi")
    assert isinstance(flag, PlanChild)
    assert (flag.flag, flag.annotation, flag.cls) == (True, "bool", None)
    many = planned(tmp_path, domain(element("acpi", "feature", ' maxOccurs="2"'), more=empty))
    assert part(many, "Domain", "acpi").annotation == "list[Feature]"


# Unions: how attributes choose


@pytest.mark.parametrize(
    ("tests", "attribute", "picked"),
    [
        (["@type = 'a'", "@type = 'b'"], "type", [("a", 0), ("b", 1)]),
        (["@type = 'a' or @type = 'b'"], "type", [("a", 0), ("b", 0)]),
        (["not(@type) or @type = 'a'"], "type", [(None, 0), ("a", 0)]),
        (["@type = 'a'", "@type = 'a' or @type = 'b'"], "type", [("a", 0), ("b", 1)]),
        (["@type = 'a' and @model = 'x'", "@type = 'a'"], None, []),
        (["@type = 'a'", "@model = 'x'"], None, []),
        (["starts-with(@type, 'a')"], None, []),
        (["@type != 'a'"], None, []),
    ],
)
def test_one_attribute_decides_or_tests_do(
    tests: list[str], attribute: str | None, picked: list[tuple[str | None, int]]
) -> None:
    """Equalities of one attribute become a table, in which the first alternative wins."""
    assert deciding_attribute(tests) == (attribute, picked)


def test_tests_are_tried_in_order() -> None:
    """Where several attributes decide, the alternatives are compiled and tried in order."""
    plan = golden("two_attributes")
    one = union(plan, "Controller")
    assert (one.attribute, one.table) == (None, ())
    assert [(name, to) for name, _, _, to in one.tests] == [
        ("is_xhci_usb_controller", "XhciUsbController"),
        ("is_usb_controller", "UsbController"),
        ("is_scsi_controller", "ScsiController"),
    ]


@pytest.mark.parametrize(
    ("schema", "tags"),
    [
        ("child_per_kind", {"BridgeInterface": ("type", "bridge")}),
        ("default_kind", {"FileDisk": ("kind", "file"), "HostDisk": ("kind", "host")}),
        ("two_attributes", {"XhciUsbController": ("kind", "xhci-usb")}),
        ("recursive", {"OtherBackingStore": ("kind", "other")}),
    ],
)
def test_kinds_are_tagged_in_json(schema: str, tags: dict[str, tuple[str, str]]) -> None:
    """JSON tells kinds by the attribute that each has one value of, or else by `kind`."""
    plan = golden(schema)
    assert {name: (cls(plan, name).tag_field, cls(plan, name).tag) for name in tags} == tags


def test_the_tag_stands_beside_the_fields(tmp_path: Path) -> None:
    """A field called `kind` keeps its name; the tag gets out of its way."""
    plan = planned(tmp_path, kinds(("@type = 'a'", "bigDisk"), also=attribute("kind")))
    assert cls(plan, "BigDisk").tag_field == "kind_"


def test_fields_of_the_base_are_inherited() -> None:
    """What the base has is the base's; what the kinds fix is no field at all."""
    plan = golden("child_per_kind")
    bridge = cls(plan, "BridgeInterface")
    assert [(one.name, one.inherited) for one in bridge.parts] == [
        ("type", False),
        ("mac", True),
        ("source", False),
    ]
    assert [one.constant for one in bridge.attributes] == ["bridge"]


# Values

MATCHING = '<xs:restriction base="xs:token"><xs:pattern value="{}"/></xs:restriction>'


@pytest.mark.parametrize(
    ("name", "content", "annotations", "kind", "annotation"),
    [
        ("text", '<xs:restriction base="xs:token"/>', "", "text", "str"),
        ("number", '<xs:restriction base="xs:unsignedByte"/>', "", "integer", "int"),
        ("ratio", '<xs:restriction base="xs:decimal"/>', "", "number", "Decimal"),
        ("double", '<xs:restriction base="xs:double"/>', "", "number", "Decimal"),
        ("truth", '<xs:restriction base="xs:boolean"/>', "", "boolean", "bool"),
        ("names", '<xs:list itemType="xs:token"/>', "", "list", "list[str]"),
        ("either", '<xs:union memberTypes="xs:int xs:boolean"/>', "", "union", "Either"),
        ("alike", '<xs:union memberTypes="xs:int xs:short"/>', "", "union", "int"),
        ("id", MATCHING.format("[0-9a-f]{32}"), ' v:as="uuid"', "uuid", "UUID"),
        ("slot", MATCHING.format("0x[0-9a-f]+"), ' v:as="hex"', "integer", "int"),
        ("mac", '<xs:restriction base="xs:token"/>', ' v:as="mac"', "text", "str"),
    ],
)
def test_values_have_python_types(
    tmp_path: Path, name: str, content: str, annotations: str, kind: str, annotation: str
) -> None:
    """Every sort of value space has its Python type."""
    text = domain(attributes=attribute("a", name), more=simple(name, content, annotations))
    found = value(planned(tmp_path, text), name)
    assert (found.kind, found.annotation) == (kind, annotation)


def test_words_are_aliases(tmp_path: Path) -> None:
    """An enumeration is a Literal alias; a union with one adds its other members."""
    more = words("mode", "one", "two &quot;2&quot;") + simple(
        "port", '<xs:union memberTypes="mode xs:unsignedShort xs:token"/>'
    )
    plan = planned(tmp_path, domain(attributes=attribute("a", "port"), more=more))
    assert value(plan, "mode").alias_type == 'Literal["one", "two \\"2\\""]'
    assert value(plan, "port").alias == "Port"
    assert value(plan, "port").alias_runtime == "str | int"


def test_facets_are_carried(tmp_path: Path) -> None:
    """Bounds, lengths, digits, patterns and white space come from all steps of a derivation."""
    more = simple(
        "ratio",
        '<xs:restriction base="xs:decimal"><xs:minExclusive value="0"/><xs:maxInclusive value="1"/>'
        '<xs:totalDigits value="4"/><xs:fractionDigits value="2"/></xs:restriction>',
    ) + simple(
        "name",
        '<xs:restriction base="xs:NMTOKEN"><xs:pattern value="[a-z]+"/><xs:maxLength value="8"/>'
        "</xs:restriction>",
    )
    attributes = attribute("a", "ratio") + attribute("b", "name") + attribute("c", "xs:byte")
    plan = planned(tmp_path, domain(attributes=attributes, more=more))
    ratio, name, byte = value(plan, "ratio"), value(plan, "name"), value(plan, "xs:byte")
    assert (ratio.above, ratio.maximum, ratio.digits, ratio.fraction) == ("0", "1", 4, 2)
    assert (len(name.patterns), name.longest, name.white_space) == (2, 8, "collapse")
    assert (byte.minimum, byte.maximum) == ("-128", "127")
    assert byte.expected == ("a whole number from -128 to 127",)


# Rules: which id a fault carries


def test_faults_carry_the_rule_nearest_to_them() -> None:
    """Presence, value and closed content are told by their own rules of the catalogue."""
    plan = planner.plan(read_schema(Path(__file__).parents[2] / "schema" / "v0_4"))
    dev = part(plan, "DiskTarget", "dev")
    bus = part(plan, "DiskTarget", "bus")
    assert (dev.rule, bus.value_rule) == ("DISK-TGT-1", "DISK-TGT-4")
    assert cls(plan, "DiskTarget").rule == "DISK-TGT-1"
    assert cls(plan, "Domain").rule == "DOM-9"
    assert plan.root_rule == "DOM-1"
    assert plan.secrets == ("password",)


def test_without_a_catalogue_places_are_the_rules() -> None:
    """A part that cites no rule is told by its type and name."""
    plan = golden("namespaces")
    env = cls(plan, "Env")
    assert (env.rule, env.attributes[0].rule) == ("env", "env.name")
    assert plan.root_rule == "root"


def test_rules_know_where_they_are_told() -> None:
    """Every rule of a catalogue lists the pages that tell of it."""
    plan = golden("identity_rules")
    assert {rule.id for rule in plan.rules if not rule.cited} == set()
    assert next(rule for rule in plan.rules if rule.id == "ID-4").cited == ("domain#domain",)


# Pages and chapters


def test_an_element_has_a_page_for_each_meaning() -> None:
    """One name with other types under other parents has a page under each, else one for all."""
    plan = planner.plan(read_schema(Path(__file__).parents[2] / "schema" / "v0_4"))
    assert page(plan, "disk.source").path == "disk/source"
    assert page(plan, "disk.source").classes == ("FileDiskSource", "BlockDiskSource")
    names = [one.name for one in plan.pages]
    assert len(names) == len(set(names))
    shared = page(golden("shared_type"), "address")
    assert [(place.parent, place.minimum, place.maximum) for place in shared.places] == [
        ("disk", 1, 1),
        ("card", 0, 2),
    ]


def test_no_page_is_the_index() -> None:
    """An element called `index` does not take the place of the index."""
    assert "index-2" in {one.name for one in golden("identity_rules").pages}


def test_chapters_come_after_what_they_need(tmp_path: Path) -> None:
    """Modules are ordered so that each imports earlier ones only."""
    values = module(words("word", "a") + holder("middle"))
    parts = module(
        '<xs:include schemaLocation="values.xsd"/>\n'
        f'<xs:complexType name="inner">«A type.»<xs:all>{element("m", "middle")}</xs:all>'
        f"{attribute('w', 'word')}</xs:complexType>"
    )
    text = domain(element("inner", "inner")).replace(
        ROOT, '<xs:include schemaLocation="parts.xsd"/>' + ROOT
    )
    plan = planned(tmp_path, text, values=values, parts=parts)
    assert [one.name for one in plan.modules] == ["values", "parts", "domain"]
    by_name = {one.name: one for one in plan.modules}
    assert by_name["parts"].imports == (("values", ("Middle", "Word")),)
    assert by_name["domain"].imports == (("parts", ("Inner",)),)


# What is refused, by file and line

MIXED = '<xs:complexType name="t" mixed="true">«A type.»<xs:all>{}</xs:all></xs:complexType>'
ASSERT = '<xs:assert id="R-1" test="{}">«It holds.»</xs:assert>'


def test_mixed_content_with_children_is_refused(tmp_path: Path) -> None:
    """Text between known elements has no form in Python."""
    text = domain(element("t", "t"), more="\n" + MIXED.format(element("x")))
    file, line, message = refused(tmp_path, text)
    assert (file, line) == ("domain.xsd", line_of(text, '<xs:complexType name="t"'))
    assert "mixed" in message


@pytest.mark.parametrize("test", ["not(size) or @type", "count(size) = 0", "not(@speed = 3)"])
def test_conditions_of_a_base_may_name_parts_of_its_kinds(tmp_path: Path, test: str) -> None:
    """A step to what only a kind has yields nothing in the other kinds; it is no mistake."""
    condition = f'<xs:assert id="R-1" test="{test}">«So it is.»</xs:assert>'
    text = kinds(("@type = 'a'", "bigDisk"), also=condition)
    fast = "</xs:all></xs:extension>"
    text = text.replace(fast, f"</xs:all>{attribute('speed', 'xs:int')}</xs:extension>", 1)
    plan = planned(tmp_path, text)
    codes = {check.expression for one in plan.classes for check in one.checks}
    assert len(codes) == 1
    assert "size" in str(codes) or "speed" in str(codes)


def test_what_no_kind_has_is_refused(tmp_path: Path) -> None:
    """A step to what neither the base nor any of its kinds has is told."""
    condition = '<xs:assert id="R-1" test="not(sise)">«So it is.»</xs:assert>'
    text = kinds(("@type = 'a'", "bigDisk"), also=condition)
    message = "no such child element: sise in 'not(sise)'"
    assert refused(tmp_path, text) == ("domain.xsd", line_of(text, "<xs:assert"), message)


def test_prefixes_are_those_of_the_file(tmp_path: Path) -> None:
    """An XPath is read with the prefixes that its own file declares."""
    head = '<xs:import namespace="urn:q" schemaLocation="q.xsd"/>'
    used = '<xs:element ref="other:a" minOccurs="0">«A part.»</xs:element>'
    text = domain(used).replace("<xs:schema ", '<xs:schema xmlns:other="urn:q" ')
    other = module(
        '<xs:element name="a" type="q:a">«A part.»</xs:element><xs:complexType name="a">«It.»'
        '<xs:all><xs:element name="b" type="xs:token">«Its part.»</xs:element></xs:all>'
        '<xs:assert id="R-1" test="q:b">«So it is.»</xs:assert></xs:complexType>'
    ).replace("<xs:schema ", '<xs:schema xmlns:q="urn:q" targetNamespace="urn:q" ')
    plan = planned(tmp_path, text.replace(ROOT, head + ROOT), q=other)
    assert plan.namespaces == (("other", "urn:q"),)
    (check,) = cls(plan, "A").checks
    assert '"{urn:q}b"' in check.expression


def test_a_root_without_content_is_refused(tmp_path: Path) -> None:
    """A root that may hold nothing is no document."""
    text = module(f'{ROOT}\n<xs:complexType name="domain">«Nothing.»</xs:complexType>')
    told = refused(tmp_path, text)
    assert told == ("domain.xsd", line_of(text, ROOT), "the root holds nothing at all")


def test_circles_of_files_are_refused(tmp_path: Path) -> None:
    """Files whose types need each other could not import each other."""
    parts = module(f'<xs:complexType name="inner">«A.»<xs:all>{element("d", "domain")}</xs:all>'
                   "</xs:complexType>")  # fmt: skip
    text = domain(element("inner", "inner")).replace(
        ROOT, '<xs:include schemaLocation="parts.xsd"/>' + ROOT
    )
    file, line, message = refused(tmp_path, text, parts=parts)
    assert (file, line) == ("domain.xsd", 1)
    assert message == (
        "schema files need each other in a circle: domain -> parts -> domain; "
        "move the shared types to a file of their own"
    )


@pytest.mark.parametrize(
    ("xpath", "message"),
    [
        ("round(name) = 1", "compiled: round in 'round(name) = 1'"),
        ("name/following-sibling::x", "compiled: following-sibling in "),
        ("nam = 'a'", "no such child element (did you mean 'name'?): nam in "),
    ],
)
def test_unknown_xpath_is_refused(tmp_path: Path, xpath: str, message: str) -> None:
    """A function, an axis or a name that is not known is refused with file and line."""
    text = domain(element("name"), attributes=ASSERT.format(xpath))
    file, line, told = refused(tmp_path, text)
    assert (file, line) == ("domain.xsd", line_of(text, "<xs:assert"))
    assert message in told


@pytest.mark.parametrize(
    ("content", "annotations", "message"),
    [
        ('<xs:restriction base="xs:token"/>', ' v:as="yes-no"', "needs the values no and yes"),
        (
            '<xs:union memberTypes="xs:boolean xs:boolean"/>',
            "",
            "the union odd has two members that are True and False in Python",
        ),
        (
            '<xs:restriction base="xs:token"/>',
            ' v:as="colour"',
            "v:as is 'colour', expected one of",
        ),
    ],
)
def test_unknown_readings_are_refused(
    tmp_path: Path, content: str, annotations: str, message: str
) -> None:
    """A reading that is not known, or does not fit its values, is refused with file and line."""
    text = domain(attributes=attribute("a", "odd"), more=simple("odd", content, annotations))
    with pytest.raises(SchemaError) as caught:
        planned(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.line == line_of(text, '<xs:simpleType name="odd"')
    assert message in problem.message


DISK = kinds(("@type = 'a'", "bigDisk"))
HOLDS = ASSERT.format("true()")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            domain(element("fooBar"), element("foo_bar")),
            ("field of Domain: 'element foo_bar' and 'element fooBar' (domain.xsd:7) are both "
            "'foo_bar' in Python; give one of them v:name"),
        ),
        (
            domain(element("foo"), attributes=attribute("foo")),
            "field of Domain: 'element foo' and 'attribute foo' (domain.xsd:9) are both 'foo'",
        ),
        (
            domain(element("disk", more=' maxOccurs="2"'), element("disks")),
            "'element disks' and 'element disk' (domain.xsd:7) are both 'disks'",
        ),
        (
            domain(element("a", "foo-bar"), element("b", "fooBar"),
                   more=holder("foo-bar") + holder("fooBar")),
            ("class 'b of type fooBar' and 'a of type foo-bar' (domain.xsd:7) are both 'FooBar' in "
            "Python; give one of the elements v:class"),
        ),
        (
            domain(element("a", "foo-bar"), element("b", "fooBar"),
                   more=holder("foo-bar") + words("fooBar", "x")),
            "are both 'FooBar' in Python; rename one of the types",
        ),
        (
            domain(element("a", "foo-bar"), element("b", "fooBar"),
                   more=words("foo-bar", "y") + words("fooBar", "x")),
            "are both 'FOO_BAR' in Python; rename one of them",
        ),
        (
            DISK.replace("</xs:all>", element("x", "diskBase") + "</xs:all>", 1)
            .replace("</xs:schema>", holder("diskBase") + "</xs:schema>"),
            "are both 'DiskBase' in Python",
        ),
        (
            DISK.replace("</xs:all>", element("x", "Disk") + "</xs:all>", 1)
            .replace("</xs:schema>", holder("Disk") + "</xs:schema>"),
            "are both 'Disk' in Python",
        ),
        (
            domain(element("t", "t"), more='<xs:complexType name="t">«A.»<xs:simpleContent>'
                   f'<xs:extension base="xs:token">{attribute("value")}</xs:extension>'
                   "</xs:simpleContent></xs:complexType>"),
            "field of T: 'text' and 'attribute value'",
        ),
        (
            domain(element("content"), '<xs:any processContents="skip" namespace="##other"/>'),
            "field of Domain: 'any element' and 'element content'",
        ),
        (
            domain(attributes=f"{HOLDS}{HOLDS.replace('R-1', 'R_1')}"),
            ("condition 'R_1' and 'R-1' (domain.xsd:8) are both 'r_1_of_domain' in Python; "
            "give one of them another id"),
        ),
    ],
)  # fmt: skip
def test_names_that_meet_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """Two things that Python would call by one name are refused with both places."""
    assert message in refused(tmp_path, text)[2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (domain(element("a", more=' v:name="a b"')), "'a b' can be no field"),
        (domain(element("a", more=' v:name="class"')), "'class' can be no field"),
        (domain(element("a", more=' v:name="extras"')), "'extras' can be no field"),
        (domain(element("a", more=' v:name="validate"')), "'validate' can be no field"),
        (domain(element("a", more=' maxOccurs="2" v:plural="to_xml"')), "'to_xml' can be no field"),
        (domain(attributes=attribute("a", more=' v:name="1a"')), "'1a' can be no field"),
        (domain(element("a", "extras"), more=holder("extras")), "would be 'Extras' in Python"),
        (domain(element("a", "element"), more=holder("element")), "would be 'Element' in Python"),
        (domain(element("a", "none"), more=holder("none")), "would be 'None' in Python"),
        (domain(element("a", "é"), more=holder("é")), "would be '' in Python"),
        (domain(element("a", "kept"), more=words("kept", "x")), "would be 'Kept' in Python"),
    ],
)  # fmt: skip
def test_names_that_are_taken_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """Names that Python or every edition has already are refused with file and line."""
    file, line, told = refused(tmp_path, text)
    assert message in told
    assert file == "domain.xsd"
    assert line > 5


@pytest.mark.parametrize("name", ["import", "my-types", "_tables", "x", "compare"])
def test_files_that_can_be_no_module_are_refused(tmp_path: Path, name: str) -> None:
    """A file whose name is no name of a module is refused."""
    text = domain(element("a", "t")).replace(
        ROOT, f'<xs:include schemaLocation="{name}.xsd"/>' + ROOT
    )
    told = refused(tmp_path, text, **{name: module(holder("t"))})
    assert told == (f"{name}.xsd", 1, f"{name!r} can be no module in Python; rename the file")
