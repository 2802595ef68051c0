"""Reading schema files into the Model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from virtdom_generator.errors import SchemaError
from virtdom_generator.model import Attribute, ComplexType, Element, Model, SimpleType
from virtdom_generator.schema import read_schema

from .schemas import GOLDEN, line_of, module, write
from .synthetic import write_schema

GOLDENS = sorted(path.name for path in GOLDEN.iterdir())


def golden(name: str) -> Model:
    return read_schema(GOLDEN / name)


def named(model: Model, name: str) -> ComplexType:
    return next(type_ for type_ in model.complex_types if type_.name == name)


def value(model: Model, name: str) -> SimpleType:
    return next(type_ for type_ in model.simple_types if type_.name == name)


def child(type_: ComplexType, name: str) -> Element:
    return next(element for element in type_.children if element.name == name)


def attribute(type_: ComplexType, name: str) -> Attribute:
    return next(each for each in type_.attributes if each.name == name)


def problems(folder: Path) -> list[tuple[str, int, str]]:
    """File name, line and message of everything that keeps a schema from being read."""
    with pytest.raises(SchemaError) as caught:
        read_schema(folder)
    return [(Path(each.file).name, each.line, each.message) for each in caught.value.problems]


# What the Model says of the goldens


@pytest.mark.parametrize("name", GOLDENS)
def test_golden_schemas_are_read(name: str) -> None:
    """Every golden schema has the root `domain`, and its folder's name as edition."""
    model = golden(name)
    assert (model.root.name, model.root.type, model.edition) == ("domain", "domain", name)


def test_alternatives_nest() -> None:
    """The child of a kind has alternatives of its own."""
    model = golden("nested_alternatives")
    disk = child(named(model, "domain"), "disk")
    assert [(each.test, each.type) for each in disk.alternatives] == [
        ("@type = 'file'", "fileDisk"),
        ("@type = 'network'", "networkDisk"),
    ]
    source = child(named(model, "networkDisk"), "source")
    assert [each.type for each in source.alternatives] == ["nbdNetworkSource", "rbdNetworkSource"]


def test_alternatives_keep_their_order() -> None:
    """Of alternatives on two attributes the most specific stays first."""
    controller = child(named(golden("two_attributes"), "domain"), "controller")
    assert [each.type for each in controller.alternatives] == [
        "xhciUsbController",
        "usbController",
        "scsiController",
    ]


def test_derived_types_have_the_parts_of_their_bases() -> None:
    """Inherited parts come first, and each part tells the type that declares it."""
    type_ = named(golden("two_attributes"), "xhciUsbController")
    assert type_.base == "usbController"
    assert [(each.name, each.owner) for each in type_.attributes] == [
        ("type", "controller"),
        ("model", "controller"),
        ("ports", "xhciUsbController"),
    ]
    assert [(each.name, each.owner) for each in type_.children] == [("master", "usbController")]


def test_a_child_may_differ_by_kind() -> None:
    """The same child has the type that its kind gives it, and may be missing."""
    model = golden("child_per_kind")
    types = {
        type_.name: [element.type for element in type_.children if element.name == "source"]
        for type_ in model.complex_types
        if type_.base == "interface"
    }
    assert types == {
        "bridgeInterface": ["bridgeInterfaceSource"],
        "networkInterface": ["networkInterfaceSource"],
        "userInterface": [],
    }


def test_recursive_types_are_names() -> None:
    """A type that holds itself, at once or by way of another, is told by name."""
    model = golden("recursive")
    assert child(named(model, "fileBackingStore"), "backingStore").type == "backingStore"
    assert child(named(model, "group"), "member").type == "member"
    assert child(named(model, "member"), "group").type == "group"


def test_a_type_serves_several_elements() -> None:
    """One type under several parents and names is listed once."""
    model = golden("shared_type")
    users = [
        (type_.name, element.name, element.minimum, element.maximum)
        for type_ in model.complex_types
        for element in type_.children
        if element.type == "address"
    ]
    assert users == [
        ("domain", "hub", 0, 1),
        ("disk", "address", 1, 1),
        ("card", "address", 0, 2),
        ("card", "via", 0, 1),
    ]
    assert [type_.name for type_ in model.complex_types].count("address") == 1


def test_text_alone_is_a_value() -> None:
    """An element of a simple type has a value space and no complex type."""
    name = child(named(golden("text_attributes"), "domain"), "name")
    assert name.type == ""
    assert name.value is not None
    assert (name.value.name, name.value.min_length, name.value.max_length) == ("name", 1, 64)


def test_text_of_a_complex_type_stays_complex() -> None:
    """Simple content makes a complex type with text, even without attributes."""
    model = golden("text_attributes")
    title = child(named(model, "domain"), "title")
    assert (title.type, title.value) == ("title", None)
    text = named(model, "title").text
    assert text is not None
    assert (text.name, text.white_space) == ("xs:token", "collapse")


def test_an_extension_of_text_keeps_text_and_attributes() -> None:
    """A type that extends a type with text has its text, base and attributes."""
    init = named(golden("text_attributes"), "init")
    assert init.base == "kernel"
    assert init.text is not None
    assert (init.text.name, init.text.white_space) == ("xs:string", "preserve")
    assert [(each.name, each.owner) for each in init.attributes] == [
        ("version", "kernel"),
        ("once", "init"),
    ]
    assert attribute(init, "once").fixed == "true"


def test_attributes_tell_default_and_need() -> None:
    """A literal default is on the attribute, and so is whether it must be there."""
    model = golden("units")
    memory, period = (attribute(named(model, name), "unit") for name in ("memory", "period"))
    assert (memory.default, memory.required) == ("KiB", False)
    assert (period.default, period.required) == (None, True)


def test_lists_and_unions_have_parts() -> None:
    """A list tells its item, a union its members in order."""
    model = golden("lists_unions")
    flags, port = value(model, "flags"), value(model, "port")
    assert flags.variety == "list"
    assert flags.item is not None
    assert flags.item.name == "flag"
    assert port.variety == "union"
    assert [member.name for member in port.members] == ["xs:unsignedShort", "auto"]


def test_facets_of_a_list_are_its_own() -> None:
    """A restriction of a list bounds the number of items."""
    cpus = value(golden("lists_unions"), "cpus")
    assert (cpus.variety, cpus.min_length, cpus.max_length) == ("list", 2, 4)
    assert cpus.item is not None
    assert (cpus.item.minimum, cpus.item.maximum) == (Decimal(0), Decimal(255))


def test_patterns_of_a_step_are_one_group() -> None:
    """Patterns of one step are alternatives; those of every step must hold."""
    path = value(golden("lists_unions"), "imagePath")
    assert path.patterns == (("/.*",), (r".*\.img", r".*\.qcow2"))


def test_bounds_may_leave_out_their_number() -> None:
    """minExclusive and maxExclusive are told apart from the inclusive ones."""
    ratio = value(golden("lists_unions"), "ratio")
    assert (ratio.above, ratio.below) == (Decimal(0), Decimal(1))
    assert (ratio.minimum, ratio.maximum, ratio.fraction_digits) == (None, None, 2)


def test_a_value_may_be_open() -> None:
    """v:open marks a type whose values lax reading may exceed."""
    model = golden("lists_unions")
    assert value(model, "bus").open
    assert not value(model, "usualBus").open


def test_a_value_tells_how_python_reads_it() -> None:
    """v:as is the reading of a value."""
    model = golden("hex_numbers")
    assert (value(model, "pciSlot").reading, value(model, "onOff").reading) == ("hex", "on-off")


def test_values_are_documented() -> None:
    """An enumeration value has its own documentation and first version."""
    unit = value(golden("units"), "memoryUnit")
    last = unit.enumeration[-1]
    assert (last.value, last.notes.text, last.notes.since) == ("GiB", "1024 MiB.", "0.9.11")


def test_defaults_in_words() -> None:
    """v:default tells a default that is no literal."""
    assert child(named(golden("units"), "domain"), "currentMemory").notes.default == (
        "the same as memory"
    )


def test_wildcards() -> None:
    """Wildcards tell their namespaces, their process, and how many elements they take."""
    model = golden("wildcard")
    metadata, extension = named(model, "metadata"), named(model, "extension")
    assert metadata.mixed
    assert metadata.wildcard is not None
    assert metadata.any_attribute is not None
    assert extension.wildcard is not None
    assert (metadata.wildcard.namespaces, metadata.wildcard.process) == (("##any",), "skip")
    assert (metadata.wildcard.minimum, metadata.wildcard.maximum) == (0, None)
    assert metadata.any_attribute.namespaces == ("##any",)
    assert (extension.wildcard.namespaces, extension.wildcard.maximum) == (("##other",), 2)
    assert (extension.mixed, extension.any_attribute) == (False, None)


def test_names_of_other_namespaces() -> None:
    """What another namespace declares has its namespace in its names; its attributes have none."""
    model = golden("namespaces")
    command = named(model, "{urn:example:qemu}commandline")
    assert [element.name for element in named(model, "domain").children] == [
        "name",
        "{urn:example:qemu}commandline",
        "{urn:example:qemu}capabilities",
    ]
    assert [element.name for element in command.children] == [
        "{urn:example:qemu}arg",
        "{urn:example:qemu}env",
    ]
    env = named(model, "{urn:example:qemu}env")
    assert [each.name for each in env.attributes] == ["name", "value"]
    assert {each.owner for each in env.attributes} == {"{urn:example:qemu}env"}
    assert model.namespaces == (("q", "urn:example:qemu"),)


def test_references_take_documentation_from_what_they_name() -> None:
    """A reference without documentation has that of the declaration."""
    domain = named(golden("namespaces"), "domain")
    assert [element.notes.text for element in domain.children[1:]] == [
        "Arguments and variables.",
        "Added here to the text of the declaration.",
    ]


def test_print_order() -> None:
    """A kind prints in its own order, or in that of its base, as far as it has the parts."""
    model = golden("print_order")
    orders = {type_.name: type_.order for type_ in model.complex_types}
    assert orders == {
        "domain": ("name", "disk", "memory"),
        "disk": ("driver", "target"),
        "fileDisk": ("driver", "source", "target"),
        "blockDisk": ("source", "driver", "target"),
        "noneDisk": ("driver", "target"),
    }
    assert named(model, "domain").attribute_order == ("type", "id")


def test_names_are_those_of_the_format() -> None:
    """The Model keeps names as written, and the annotated Python names beside them."""
    domain = named(golden("name_clashes"), "domain")
    assert (child(domain, "class").name, child(domain, "class").python_name) == ("class", None)
    assert child(domain, "UUID").python_name == "upper_uuid"
    assert child(domain, "hardware").plural == "hardware"
    assert attribute(domain, "ioThread").python_name == "io_thread_number"


def test_identity_constraints() -> None:
    """unique, key and keyref are told with their paths, their sentence and what they refer to."""
    root = golden("identity_rules").root
    assert [
        (each.kind, each.id, each.selector, each.fields, each.refer) for each in root.identities
    ] == [
        ("unique", "ID-2", "disk", ("@dev",), None),
        ("key", "ID-3", "controller", ("@type", "index"), None),
        ("keyref", "ID-4", "disk/on", ("@type", "@index"), "ID-3"),
    ]
    assert root.identities[0].message == "No two disks have the same device."


def test_assertions_and_warnings() -> None:
    """An assertion serves the rule its id begins with; a warning stands after the assertions."""
    domain = named(golden("identity_rules"), "domain")
    assert [(each.id, each.rule, each.severity) for each in domain.assertions] == [
        ("ID-5.disk", "ID-5", "error"),
        ("ID-5.count", "ID-5", "error"),
        ("ID-6", "ID-6", "warning"),
    ]
    assert domain.assertions[1].test == "every $c in controller satisfies count(disk) >= $c/index"
    assert domain.assertions[2].message == "A name is of small letters."


def test_implied_values_host_rules_and_examples() -> None:
    """Elements of the annotation vocabulary reach the Model."""
    model = golden("identity_rules")
    domain = named(model, "domain")
    assert [(each.rule, each.select, each.value) for each in domain.implied] == [
        ("ID-7", "name", "string(disk[1]/@dev)")
    ]
    assert [(each.rule, each.selector, each.fields) for each in model.host] == [
        ("ID-8", ".", ("name",))
    ]
    assert [(each.title, each.rules, each.xml) for each in domain.examples] == [
        ("One disk", ("ID-1",), '<domain><disk dev="a"/></domain>')
    ]


def test_rules_keep_the_order_of_the_catalogue() -> None:
    """rules.toml is read whole and in order."""
    rules = golden("identity_rules").rules
    assert [rule.id for rule in rules] == [f"ID-{number}" for number in range(1, 9)]
    assert (rules[5].level, rules[5].kind, rules[5].sentence) == (
        "should",
        "behaviour",
        "Names are of small letters.",
    )


def test_a_kind_may_be_the_default() -> None:
    """The test of an alternative is kept as written, and so is the attribute's default."""
    model = golden("default_kind")
    disk = child(named(model, "domain"), "disk")
    assert disk.alternatives[0].test == "not(@type) or @type = 'file'"
    assert attribute(named(model, "disk"), "type").default == "file"


def test_elements_share_kinds() -> None:
    """Elements with the same declared type may differ in alternatives and class."""
    domain = named(golden("type_per_element"), "domain")
    assert {element.type for element in domain.children} == {"characterDevice"}
    assert [element.alternatives[0].type for element in domain.children] == [
        "ptyCharacterDevice",
        "ptyCharacterDevice",
        "ptyConsole",
    ]
    assert [element.class_name for element in domain.children] == [None, None, "Terminal"]


# Places, order, parts


def test_places_are_where_start_tags_begin(tmp_path: Path) -> None:
    """A declaration whose start tag takes several lines is placed on the first."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain">
  <xs:attribute name="id"
                type="xs:token"
                use="required"/>
</xs:complexType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    place = named(model, "domain").attributes[0].notes.place
    assert str(place) == f"domain.xsd:{line_of(text, '<xs:attribute')}"


def test_comments_do_not_shift_places(tmp_path: Path) -> None:
    """Comments and processing instructions between declarations do not disturb their places."""
    text = module(
        """
<!-- one --><?two?>
<xs:element name="domain" type="domain"/>
<!-- three
     lines -->
<xs:complexType name="domain">«The machine.»</xs:complexType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    assert model.complex_types[0].notes.place.line == line_of(text, "<xs:complexType")
    assert model.complex_types[0].notes.text == "The machine."


def test_types_follow_modules_and_declarations(tmp_path: Path) -> None:
    """Types are listed by module in the order of inclusion, then as declared; unused ones too."""
    files = {
        "domain.xsd": module(
            '<xs:include schemaLocation="z.xsd"/><xs:include schemaLocation="a.xsd"/>'
            '<xs:element name="domain" type="domain"/><xs:complexType name="domain"/>'
        ),
        "z.xsd": module('<xs:complexType name="c"/><xs:complexType name="b"/>'),
        "a.xsd": module(
            '<xs:include schemaLocation="z.xsd"/><xs:include schemaLocation="domain.xsd"/>'
            '<xs:complexType name="a"/>'
        ),
    }
    model = read_schema(write(tmp_path, files))
    assert [each.name for each in model.modules] == ["domain", "z", "a"]
    assert [(each.name, each.module) for each in model.complex_types] == [
        ("domain", "domain"),
        ("c", "z"),
        ("b", "z"),
        ("a", "a"),
    ]


def test_the_model_does_not_depend_on_hashing() -> None:
    """Two processes with different hash seeds read the same Model."""
    program = (
        "import sys; from pathlib import Path; from virtdom_generator.schema import read_schema;"
        "print([read_schema(Path(name)) for name in sys.argv[1:]])"
    )
    folders = [str(GOLDEN / name) for name in ("lists_unions", "namespaces", "identity_rules")]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *folders],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_documentation_has_paragraphs(tmp_path: Path) -> None:
    """Paragraphs are xs:documentation elements or parted by blank lines; lists keep their lines."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain"><xs:annotation>
  <xs:documentation>
    The first   one
    goes on.

    The second has
    - one item
      of two lines
    - another
  </xs:documentation>
  <xs:documentation>The third.</xs:documentation>
</xs:annotation></xs:complexType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    assert model.complex_types[0].notes.text == (
        "The first one goes on.\n\nThe second has\n- one item of two lines\n- another\n\nThe third."
    )


def test_notes_of_a_declaration(tmp_path: Path) -> None:
    """The annotation attributes of a declaration are its notes."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain">
  <xs:attribute name="key" type="xs:token" v:rules="A-1 A-2" v:since="0.1" v:deprecated="0.2"
                v:drivers="xen kvm" v:default="none" v:anchor="one two" v:secret="true"/>
</xs:complexType>
"""
    )
    key = named(read_schema(write(tmp_path, {"domain.xsd": text})), "domain").attributes[0]
    assert (key.notes.rules, key.notes.drivers, key.notes.anchors) == (
        ("A-1", "A-2"),
        ("xen", "kvm"),
        ("one", "two"),
    )
    assert (key.notes.since, key.notes.deprecated, key.notes.default) == ("0.1", "0.2", "none")
    assert key.secret


def test_secrets_are_inherited_from_values(tmp_path: Path) -> None:
    """An attribute, element or text whose value space is secret is secret."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain">
  <xs:all><xs:element name="pin" type="longer"/><xs:element name="name" type="xs:token"/></xs:all>
  <xs:attribute name="password" type="password"/>
</xs:complexType>
<xs:complexType name="key">
  <xs:simpleContent><xs:extension base="password"/></xs:simpleContent>
</xs:complexType>
<xs:simpleType name="password" v:secret="true"><xs:restriction base="xs:string"/></xs:simpleType>
<xs:simpleType name="longer">
  <xs:restriction base="password"><xs:minLength value="8"/></xs:restriction>
</xs:simpleType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    domain = named(model, "domain")
    assert attribute(domain, "password").secret
    assert child(domain, "pin").secret
    assert named(model, "key").secret
    assert not child(domain, "name").secret


def test_facets_fold_over_derivation(tmp_path: Path) -> None:
    """The most derived enumeration, bound and length hold; patterns and assertions add up."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain"/>
<xs:simpleType name="a"><xs:restriction base="xs:NMTOKEN"><xs:maxLength value="9"/>
  <xs:enumeration value="x"/><xs:enumeration value="y"/></xs:restriction></xs:simpleType>
<xs:simpleType name="b"><xs:restriction base="a"><xs:enumeration value="y"/>
  <xs:assertion id="T-1" test="$value != 'z'"/></xs:restriction></xs:simpleType>
<xs:simpleType name="c"><xs:restriction base="b"><xs:maxLength value="3"/>
  <xs:assertion id="T-2" test="$value != 'w'"/></xs:restriction></xs:simpleType>
<xs:simpleType name="n"><xs:restriction base="xs:nonNegativeInteger">
  <xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>
<xs:simpleType name="m"><xs:restriction base="n">
  <xs:minExclusive value="0"/><xs:maxExclusive value="9"/></xs:restriction></xs:simpleType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    c, m = value(model, "c"), value(model, "m")
    assert [each.value for each in c.enumeration] == ["y"]
    assert (c.max_length, c.base, c.patterns) == (3, "b", ((r"\c+",),))
    assert [(each.id, each.owner) for each in c.assertions] == [("T-1", "b"), ("T-2", "c")]
    assert (m.primitive, m.minimum, m.above, m.maximum, m.below) == (
        "integer",
        None,
        Decimal(0),
        None,
        Decimal(9),
    )


@pytest.mark.parametrize(
    ("name", "primitive", "white_space", "bounds"),
    [
        ("string", "string", "preserve", (None, None)),
        ("normalizedString", "string", "replace", (None, None)),
        ("token", "string", "collapse", (None, None)),
        ("NMTOKEN", "string", "collapse", (None, None)),
        ("anyURI", "string", "collapse", (None, None)),
        ("boolean", "boolean", "collapse", (None, None)),
        ("integer", "integer", "collapse", (None, None)),
        ("byte", "integer", "collapse", (-128, 127)),
        ("unsignedInt", "integer", "collapse", (0, 4294967295)),
        ("long", "integer", "collapse", (-(2**63), 2**63 - 1)),
        ("positiveInteger", "integer", "collapse", (1, None)),
        ("negativeInteger", "integer", "collapse", (None, -1)),
        ("decimal", "decimal", "collapse", (None, None)),
        ("double", "double", "collapse", (None, None)),
    ],
)
def test_builtin_types(
    tmp_path: Path,
    name: str,
    primitive: str,
    white_space: str,
    bounds: tuple[int | None, int | None],
) -> None:
    """A built-in type tells its primitive, its white space and its bounds."""
    text = module(
        f"""
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain"><xs:attribute name="a" type="xs:{name}"/></xs:complexType>
"""
    )
    type_ = named(read_schema(write(tmp_path, {"domain.xsd": text})), "domain").attributes[0].type
    assert (type_.name, type_.builtin) == (f"xs:{name}", True)
    assert (type_.primitive, type_.white_space) == (primitive, white_space)
    assert (type_.minimum, type_.maximum) == bounds


def test_inherited_conditions_come_first(tmp_path: Path) -> None:
    """A kind has the conditions of its base, then its own, each with its owner."""
    text = module(
        """
<xs:element name="domain" type="kind"/>
<xs:complexType name="base"><xs:annotation><xs:appinfo>
  <v:warning id="W-1" test="@a">Better with.</v:warning>
  <v:implied rule="I-1" select="@a" value="'x'">It is x.</v:implied>
</xs:appinfo></xs:annotation>
  <xs:all/><xs:attribute name="a" type="xs:token"/><xs:assert id="A-1" test="true()"/>
</xs:complexType>
<xs:complexType name="kind"><xs:complexContent><xs:extension base="base">
  <xs:assert id="A-2" test="@a"/>
</xs:extension></xs:complexContent></xs:complexType>
"""
    )
    kind = named(read_schema(write(tmp_path, {"domain.xsd": text})), "kind")
    assert [(each.id, each.owner) for each in kind.assertions] == [
        ("A-1", "base"),
        ("W-1", "base"),
        ("A-2", "kind"),
    ]
    assert [(each.rule, each.owner) for each in kind.implied] == [("I-1", "base")]


def test_examples_lose_the_namespaces_of_the_schema(tmp_path: Path) -> None:
    """An example is told as a reader would write it: at the margin, without xmlns."""
    text = module(
        """
<xs:element name="domain" type="domain"/>
<xs:complexType name="domain"><xs:annotation><xs:appinfo>
  <v:example title="Two lines">
    <domain>
      <name>web</name>
    </domain>
  </v:example>
</xs:appinfo></xs:annotation><xs:all><xs:element name="name" type="xs:token"/></xs:all>
</xs:complexType>
"""
    )
    model = read_schema(write(tmp_path, {"domain.xsd": text}))
    assert model.complex_types[0].examples[0].xml == "<domain>\n  <name>web</name>\n</domain>"


def test_the_root_is_found_without_domain_xsd(tmp_path: Path) -> None:
    """Without domain.xsd, the one file that declares an element without namespace is the root."""
    files = {
        "network.xsd": module(
            '<xs:include schemaLocation="values.xsd"/>'
            '<xs:element name="network" type="network"/><xs:complexType name="network"/>'
        ),
        "values.xsd": module('<xs:complexType name="other"/>'),
    }
    assert read_schema(write(tmp_path, files)).root.name == "network"


def test_a_large_schema_has_the_numbers_asked_for(tmp_path: Path) -> None:
    """The synthetic schema has the types and attributes asked for, and is always the same."""
    write_schema(tmp_path / "a", types=103, attributes=217)
    write_schema(tmp_path / "b", types=103, attributes=217)
    first, second = (read_schema(tmp_path / name) for name in "ab")
    assert len(first.complex_types) + len(first.simple_types) == 103
    declared = [
        each
        for type_ in first.complex_types
        for each in type_.attributes
        if each.owner == type_.name
    ]
    assert len(declared) == 217
    assert (first.complex_types, first.simple_types) == (second.complex_types, second.simple_types)


# What cannot be read


DOMAIN = '<xs:element name="domain" type="domain"/>\n'
HOST = '<v:host rule="A" selector="." fields="name">No.</v:host>'


def machine(content: str, name: str = "domain") -> str:
    """A complex type; its content begins on a line of its own."""
    return f'<xs:complexType name="{name}">\n{content}\n</xs:complexType>\n'


def appinfo(content: str) -> str:
    return f"<xs:annotation><xs:appinfo>\n{content}</xs:appinfo></xs:annotation>"


@pytest.mark.parametrize(
    ("body", "fragment", "message"),
    [
        pytest.param(
            machine("<xs:sequence/>"),
            "<xs:sequence",
            "xs:sequence is not read: write xs:all: the order of children is free in this format",
            id="sequence",
        ),
        pytest.param(
            machine("<xs:choice/>"),
            "<xs:choice",
            "xs:choice is not read: write xs:all, "
            "with an xs:assert or xs:alternative for the choice",
            id="choice",
        ),
        pytest.param(
            machine('<xs:all minOccurs="0"/>'),
            "<xs:all",
            "xs:all occurs once: write minOccurs on its elements",
            id="optional all",
        ),
        pytest.param(
            machine(
                '<xs:attribute name="a">\n<xs:simpleType><xs:restriction base="xs:token"/>'
                "</xs:simpleType></xs:attribute>"
            ),
            "<xs:simpleType",
            "xs:simpleType has no name: declare it at the top level and refer to it",
            id="unnamed type",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="xs:date"/>'),
            "<xs:attribute",
            "the type xs:date is not read",
            id="unsupported type",
        ),
        pytest.param(
            machine('<xs:all>\n<xs:element name="a"/></xs:all>'),
            '<xs:element name="a"',
            "the element has no type: give it one of the schema's own",
            id="element without type",
        ),
        pytest.param(
            machine('<xs:all>\n<xs:any processContents="skip" notNamespace="urn:a"/></xs:all>'),
            "<xs:any",
            "notNamespace on xs:any is not read: write namespace",
            id="negative wildcard",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="xs:token" v:sinse="0.1"/>'),
            "<xs:attribute",
            "unknown attribute v:sinse on xs:attribute (known: v:anchor, v:default, "
            "v:deprecated, v:drivers, v:name, v:rules, v:secret, v:since)",
            id="unknown annotation attribute",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="xs:token" v:secret="yes"/>'),
            "<xs:attribute",
            "v:secret is 'yes', expected one of false, true",
            id="wrong annotation value",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="xs:token" v:since="soon"/>'),
            "<xs:attribute",
            "v:since is 'soon', expected a version such as 9.0",
            id="no version",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="xs:token" v:deprecated="9."/>'),
            "<xs:attribute",
            "v:deprecated is '9.', expected a version such as 9.0",
            id="half a version",
        ),
        pytest.param(
            machine("") + '<xs:complexType name="a" abstract="true"/>',
            '<xs:complexType name="a"',
            "abstract on xs:complexType is not read: require the attribute that chooses the kind",
            id="abstract type",
        ),
        pytest.param(
            machine(appinfo('<v:warn id="A" test="true()">No.</v:warn>')),
            "<v:warn",
            "unknown element v:warn (known: v:example, v:host, v:implied, v:warning)",
            id="unknown annotation element",
        ),
        pytest.param(
            machine(appinfo('<v:warning id="A">No.</v:warning>')),
            "<v:warning",
            "v:warning lacks test",
            id="incomplete annotation element",
        ),
        pytest.param(
            machine(appinfo("<v:example/>")),
            "<v:example",
            "v:example holds 0 elements, expected one",
            id="empty example",
        ),
        pytest.param(
            machine("<xs:all>" + appinfo(HOST) + "</xs:all>"),
            "<v:host",
            "v:host belongs to an xs:complexType, found under xs:all",
            id="misplaced annotation element",
        ),
        pytest.param(
            machine("") + machine(appinfo(HOST), "other"),
            "<v:host",
            "v:host belongs on the type of the root element",
            id="host rule on another type",
        ),
        pytest.param(
            machine('<xs:assert test="foo(1)"/>'),
            "<xs:assert",
            "XSD: unknown function 'foo' (in foo(1))",
            id="unknown function",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="nothing"/>'),
            "<xs:attribute",
            "there is no type 'nothing'",
            id="unknown type",
        ),
        pytest.param(
            machine('<xs:attribute name="a" type="tkoen"/>'),
            "<xs:attribute",
            "there is no type 'tkoen': did you mean 'xs:token'?",
            id="misspelt type",
        ),
        pytest.param(
            machine('<xs:all/>\n<xs:assert id="A" test="' + "not(" * 2000 + ")" * 2000 + '"/>'),
            "<xs:assert",
            "the expression in test is too long or nested too deeply: write several conditions",
            id="deep expression",
        ),
        pytest.param(
            machine('<xs:all/>\n<xs:assert id="A" test="' + " or ".join(["@a"] * 500) + '"/>'),
            "<xs:assert",
            "the expression in test is too long or nested too deeply: write several conditions",
            id="long expression",
        ),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, body: str, fragment: str, message: str
) -> None:
    """Constructs that are not read, unknown annotations and errors of XSD are all told."""
    text = module(DOMAIN + body)
    found = problems(write(tmp_path, {"domain.xsd": text}))
    assert found == [("domain.xsd", line_of(text, fragment), message)]


def test_every_problem_is_told(tmp_path: Path) -> None:
    """Problems of several files and kinds are told together, in order of file and line."""
    files = {
        "domain.xsd": module(
            '<xs:include schemaLocation="values.xsd"/>\n'
            + DOMAIN
            + '<xs:complexType name="domain">\n<xs:attribute name="a" type="one"/>\n'
            '<xs:attribute name="b" type="two" v:sinse="1"/>\n</xs:complexType>'
        ),
        "values.xsd": module('<xs:group name="g"><xs:all/></xs:group>'),
        "rules.toml": '[A-1]\nlevel = "must"\n',
    }
    found = problems(write(tmp_path, files))
    assert [(file, line) for file, line, _ in found] == [
        ("domain.xsd", 7),
        ("domain.xsd", 8),
        ("domain.xsd", 8),
        ("rules.toml", 1),
        ("rules.toml", 1),
        ("rules.toml", 1),
        ("rules.toml", 1),
        ("rules.toml", 1),
        ("values.xsd", 4),
    ]


def test_problems_print_with_file_and_line(tmp_path: Path) -> None:
    """The text of the error is one line for each problem, with the path as it was given."""
    write(tmp_path, {"domain.xsd": module(DOMAIN)})
    with pytest.raises(SchemaError) as caught:
        read_schema(tmp_path)
    assert str(caught.value) == f"{tmp_path}/domain.xsd:4: there is no type 'domain'"


def test_an_unknown_type_is_all_that_is_told(tmp_path: Path) -> None:
    """What the XSD library makes of a base that is not there would only hide which one it is."""
    text = module(
        DOMAIN
        + machine("<xs:all/>")
        + '<xs:complexType name="kind"><xs:complexContent>\n'
        + '<xs:extension base="domian"><xs:all/></xs:extension>'
        + "</xs:complexContent></xs:complexType>"
    )
    assert problems(write(tmp_path, {"domain.xsd": text})) == [
        (
            "domain.xsd",
            line_of(text, "<xs:extension"),
            "there is no type 'domian': did you mean 'domain'?",
        )
    ]


@pytest.mark.parametrize(
    ("include", "message"),
    [
        ('<xs:include schemaLocation="no.xsd"/>', "the file to include, 'no.xsd', does not exist"),
        (
            '<xs:import namespace="urn:a" schemaLocation="no.xsd"/>',
            "the file to import, 'no.xsd', does not exist",
        ),
        ('<xs:import namespace="urn:a"/>', "xs:import names no schemaLocation"),
        (
            '<xs:include schemaLocation="https://example.org/a.xsd"/>',
            (
                "schemaLocation 'https://example.org/a.xsd' is not a local file; "
                "remote schemas are never fetched"
            ),
        ),
        (
            '<xs:include schemaLocation="file:///etc/passwd"/>',
            (
                "schemaLocation 'file:///etc/passwd' is not a local file; "
                "remote schemas are never fetched"
            ),
        ),
    ],
)
def test_included_files_must_be_there(tmp_path: Path, include: str, message: str) -> None:
    """A missing or remote file is an error at the line that names it."""
    write(tmp_path, {"domain.xsd": module(f'\n{include}\n{DOMAIN}<xs:complexType name="domain"/>')})
    assert problems(tmp_path) == [("domain.xsd", 4, message)]


def test_included_files_have_the_same_namespace(tmp_path: Path) -> None:
    """An included file without the namespace of the including one is told, not renamed."""
    target = '<xs:schema targetNamespace="urn:a" '
    files = {
        "domain.xsd": module(
            '<xs:import namespace="urn:a" schemaLocation="a.xsd"/>'
            + DOMAIN
            + '<xs:complexType name="domain"/>'
        ),
        "a.xsd": module('<xs:include schemaLocation="b.xsd"/>').replace("<xs:schema ", target),
        "b.xsd": module('<xs:complexType name="b"/>'),
    }
    assert problems(write(tmp_path, files)) == [
        ("a.xsd", 4, "b.xsd has another target namespace: write xs:import, or declare the same")
    ]


def test_modules_have_different_names(tmp_path: Path) -> None:
    """Two files of one name in different folders would be one module: told."""
    files = {
        "domain.xsd": module(
            '<xs:include schemaLocation="a.xsd"/>\n<xs:include schemaLocation="more/a.xsd"/>\n'
            + DOMAIN
            + '<xs:complexType name="domain"/>'
        ),
        "a.xsd": module(""),
        "more/a.xsd": module(""),
    }
    (tmp_path / "more").mkdir()
    assert problems(write(tmp_path, files)) == [
        ("domain.xsd", 5, "there is another module called a")
    ]


def test_files_in_other_folders_are_told_by_their_path(tmp_path: Path) -> None:
    """A file in a folder below has its place told relative to the folder of the schema."""
    files = {
        "domain.xsd": module('<xs:include schemaLocation="more/a.xsd"/>\n' + DOMAIN),
        "more/a.xsd": module('<xs:complexType name="domain"/>'),
    }
    (tmp_path / "more").mkdir()
    model = read_schema(write(tmp_path, files))
    assert str(named(model, "domain").notes.place) == "more/a.xsd:4"


def test_a_broken_included_file_is_told_by_its_own_line(tmp_path: Path) -> None:
    """XML that is not well-formed is told with the file and line where it breaks."""
    files = {
        "domain.xsd": module('<xs:include schemaLocation="values.xsd"/>' + DOMAIN),
        "values.xsd": module("<xs:simpleType>\n</xs:complexType>"),
    }
    ((file, line, message),) = problems(write(tmp_path, files))
    assert (file, line) == ("values.xsd", 5)
    assert message.startswith("not well-formed XML: Opening and ending tag mismatch")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!DOCTYPE a []>\n" + module(DOMAIN), "a schema file has no DOCTYPE"),
        ("<domain/>", "the root element is not xs:schema"),
        ("", "not well-formed XML: Document is empty"),
        (
            '<?xml version="1.0" encoding="big5"?>' + module(DOMAIN),
            "not read: multi-byte encodings are not supported",
        ),
        (
            module('<xs:complexType name="domain"/>'),
            "domain.xsd declares one global element, the root (found: none)",
        ),
    ],
)
def test_files_that_are_no_schema(tmp_path: Path, text: str, message: str) -> None:
    """A file that is no schema, or that could lead outside by a DOCTYPE, is refused."""
    assert problems(write(tmp_path, {"domain.xsd": text})) == [("domain.xsd", 1, message)]


@pytest.mark.parametrize(
    ("root", "message"),
    [
        (
            '<xs:element name="domain" type="a"><xs:alternative test="@a" type="b"/></xs:element>',
            (
                "the root has no alternatives: give it one type, "
                "with xs:assert for what depends on an attribute"
            ),
        ),
        (
            '<xs:element name="domain" type="xs:token"/>',
            "the root holds text: give it a complex type",
        ),
    ],
    ids=["kinds", "text"],
)
def test_the_root_is_of_one_type(tmp_path: Path, root: str, message: str) -> None:
    """A root that comes in kinds, or is text alone, has no class of its own: it is refused."""
    types = """
<xs:complexType name="a"><xs:all/><xs:attribute name="a" type="xs:int"/></xs:complexType>
<xs:complexType name="b">
  <xs:complexContent><xs:extension base="a"><xs:all/></xs:extension></xs:complexContent>
</xs:complexType>"""
    text = module(f"\n{root}{types}")
    folder = write(tmp_path, {"domain.xsd": text})
    assert problems(folder) == [("domain.xsd", line_of(text, "<xs:element name"), message)]


FURTHER = '<xs:element name="a" type="xs:token"/>'


def test_only_the_first_file_declares_a_global_element(tmp_path: Path) -> None:
    """A global element in another file would be a second root: it is refused."""
    files = {
        "domain.xsd": module('<xs:include schemaLocation="more.xsd"/>' + DOMAIN + machine("")),
        "more.xsd": module(FURTHER),
    }
    assert problems(write(tmp_path, files)) == [
        ("more.xsd", 4, "a is declared where it stands: only domain.xsd has a global element")
    ]


def test_elements_of_another_namespace_are_global_to_be_referred_to(tmp_path: Path) -> None:
    """One that nothing refers to would be a second root as well."""
    head = 'xmlns:q="urn:q"><xs:import namespace="urn:q" schemaLocation="q.xsd"/>'
    used = '<xs:complexType name="domain"><xs:all><xs:element ref="q:a"/></xs:all></xs:complexType>'
    files = {
        "domain.xsd": module(DOMAIN + used).replace('v:title="Tests">', f'v:title="Tests" {head}'),
        "q.xsd": module(FURTHER).replace("<xs:schema ", '<xs:schema targetNamespace="urn:q" '),
    }
    read_schema(write(tmp_path, files))
    files["domain.xsd"] = files["domain.xsd"].replace('ref="q:a"', 'name="a" type="xs:token"')
    assert problems(write(tmp_path, files)) == [
        ("q.xsd", 4, "a is used nowhere: refer to it, or leave it out")
    ]


def _nothing(folder: Path) -> Path:
    return folder / "nothing"


def _empty(folder: Path) -> Path:
    return folder


def _two_roots(folder: Path) -> Path:
    body = '<xs:element name="a" type="a"/><xs:complexType name="a"/>'
    return write(folder, {"a.xsd": module(body), "b.xsd": module(body)})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_nothing, "is not a folder"),
        (
            _empty,
            "no domain.xsd, and not one file that declares the root element (found: none)",
        ),
        (
            _two_roots,
            "no domain.xsd, and not one file that declares the root element (found: a.xsd, b.xsd)",
        ),
    ],
)
def test_folders_without_a_schema(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    """A folder that is not there, or holds no root or several, is told."""
    folder = make(tmp_path)
    with pytest.raises(SchemaError) as caught:
        read_schema(folder)
    assert [(each.file, each.message) for each in caught.value.problems] == [(str(folder), message)]


def test_two_global_elements(tmp_path: Path) -> None:
    """A second global element in the root's file is told at its line."""
    body = DOMAIN + '<xs:element name="b" type="domain"/>\n<xs:complexType name="domain"/>'
    assert problems(write(tmp_path, {"domain.xsd": module(body)})) == [
        ("domain.xsd", 5, "domain.xsd declares one global element, the root (found: domain, b)")
    ]


RULE = """\
level = "must"
kind = "structure"
basis = "stated"
place = "domain"
chapter = "domain"
sentence = "It is so."
"""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"[A-1]\n{RULE}\n[A-2]\nlevel = must\n", 10, "not TOML: Invalid value"),
        (
            f"[A-1]\n{RULE}\n[A-2]\n{RULE.replace('must', 'shall')}",
            9,
            "A-2: level is 'shall', expected one of must, should, may, fact",
        ),
        (f"[A-1]\n{RULE}sentense = 'x'\n", 1, "A-1: unknown key 'sentense'"),
        (
            f"\n[A-1]\n{RULE.replace('It is so.', ' ')}",
            2,
            "A-1: sentence is missing or not a text",
        ),
        ("a = 1\n", 1, "a: is not a table"),
    ],
)
def test_a_bad_catalogue_is_told(tmp_path: Path, text: str, line: int, message: str) -> None:
    """rules.toml that is not TOML, or an entry that is wrong, is told with its line."""
    body = DOMAIN + '<xs:complexType name="domain"/>'
    folder = write(tmp_path, {"domain.xsd": module(body), "rules.toml": text})
    assert problems(folder) == [("rules.toml", line, message)]
