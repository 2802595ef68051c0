"""What lint finds in schemas that read well."""

from __future__ import annotations

from pathlib import Path

import pytest

from virtdom_generator import lint
from virtdom_generator.errors import SchemaProblem
from virtdom_generator.schema import load_schema

from .schemas import GOLDEN, line_of, module, write
from .synthetic import write_schema

SCHEMA = module(
    """
<xs:element name="domain" type="domain">«The root.»
  <xs:unique name="R-4">«No two disks share a target.»
    <xs:selector xpath="devices/disk"/><xs:field xpath="target/@dev"/>
  </xs:unique>
</xs:element>
<xs:complexType name="domain" v:rules="R-1" v:order="name memory devices">
  <xs:annotation>
    <xs:documentation>A machine.</xs:documentation>
    <xs:appinfo>
      <v:warning id="R-5" test="matches(name, '^[a-z]+$')">Small letters are best.</v:warning>
      <v:implied rule="R-6" select="devices/disk/@cache" value="'none'">No cache.</v:implied>
      <v:host rule="R-7" selector="." fields="name">Names are unique.</v:host>
    </xs:appinfo>
  </xs:annotation>
  <xs:all>
    <xs:element name="name" type="xs:token">«Its name.»</xs:element>
    <xs:element name="memory" type="memory">«Its memory.»</xs:element>
    <xs:element name="devices" type="devices" minOccurs="0">«What it sees.»</xs:element>
  </xs:all>
  <xs:assert id="R-3" test="not(devices) or memory > 0">«Devices need memory.»</xs:assert>
</xs:complexType>
<xs:complexType name="memory" v:rules="R-1">«An amount.»
  <xs:simpleContent><xs:extension base="xs:unsignedLong">
    <xs:attribute name="unit" type="unit">«Its unit.»</xs:attribute>
  </xs:extension></xs:simpleContent>
</xs:complexType>
<xs:complexType name="devices" v:rules="R-1">«Devices.»
  <xs:all>
    <xs:element name="disk" type="disk" minOccurs="0" maxOccurs="unbounded">«A disk.»
      <xs:alternative test="@type = 'file'" type="fileDisk"/>
      <xs:alternative test="@type = 'block'" type="blockDisk"/>
    </xs:element>
    <xs:any processContents="skip" namespace="##other" minOccurs="0"/>
  </xs:all>
</xs:complexType>
<xs:complexType name="disk" v:rules="R-1" v:order="source target">«A disk.»
  <xs:all>
    <xs:element name="target" type="target">«Where it appears.»</xs:element>
  </xs:all>
  <xs:attribute name="type" type="diskType" use="required">«Where it is.»</xs:attribute>
  <xs:attribute name="cache" type="xs:token">«How it is cached.»</xs:attribute>
</xs:complexType>
<xs:complexType name="fileDisk" v:rules="R-1">«A disk in a file.»
  <xs:complexContent><xs:extension base="disk">
    <xs:all><xs:element name="source" type="xs:token">«The file.»</xs:element></xs:all>
    <xs:assert id="R-3.file" test="starts-with(source, '/')">«A path is absolute.»</xs:assert>
  </xs:extension></xs:complexContent>
</xs:complexType>
<xs:complexType name="blockDisk" v:rules="R-1">«A disk that is a device.»
  <xs:complexContent><xs:extension base="disk"><xs:all/></xs:extension></xs:complexContent>
</xs:complexType>
<xs:complexType name="target" v:rules="R-1">«Where a disk appears.»
  <xs:attribute name="dev" type="xs:NMTOKEN" use="required">«The device.»</xs:attribute>
  <xs:attribute name="slot" type="slot">«The slot.»</xs:attribute>
  <xs:attribute name="unit" type="number">«The unit.»</xs:attribute>
  <xs:attribute name="port" type="portOrWord">«The port.»</xs:attribute>
  <xs:assert id="R-3.target" test="not(@unit = 0)">«Units begin at 1.»</xs:assert>
</xs:complexType>
<xs:simpleType name="unit">«Units.»
  <xs:restriction base="xs:NMTOKEN">
    <xs:enumeration value="KiB">«1024 bytes.»</xs:enumeration>
    <xs:enumeration value="MiB">«1024 KiB.»</xs:enumeration>
  </xs:restriction>
</xs:simpleType>
<xs:simpleType name="diskType">«Kinds.»
  <xs:restriction base="xs:string">
    <xs:enumeration value="file">«A file.»</xs:enumeration>
    <xs:enumeration value="block">«A device.»</xs:enumeration>
  </xs:restriction>
</xs:simpleType>
<xs:simpleType name="slot" v:as="hex">«A slot.»
  <xs:restriction base="xs:token"><xs:pattern value="0x[0-9a-f]+|[0-9]+"/></xs:restriction>
</xs:simpleType>
<xs:simpleType name="number">«A number.»
  <xs:restriction base="xs:unsignedInt">
    <xs:assertion id="R-3.number" test="$value != 13">«Not that one.»</xs:assertion>
  </xs:restriction>
</xs:simpleType>
<xs:simpleType name="portOrWord">«A port, or a word.»
  <xs:union memberTypes="number xs:NMTOKEN"/>
</xs:simpleType>
"""
)

RULES = "".join(
    f"""\
[{name}]
level = "must"
kind = "{kind}"
basis = "stated"
place = "domain"
chapter = "domain"
sentence = "It is so."
"""
    for name, kind in (
        ("R-1", "structure"),
        ("R-2", "facet"),
        ("R-3", "assertion"),
        ("R-4", "identity"),
        ("R-5", "behaviour"),
        ("R-6", "behaviour"),
        ("R-7", "behaviour"),
    )
)

FILES = {"domain.xsd": SCHEMA, "rules.toml": RULES}


def changed(folder: Path, old: str, new: str) -> tuple[Path, str]:
    """Write the good schema with one change; returns the folder and the schema's text."""
    line_of(SCHEMA, old)
    text = SCHEMA.replace(old, new)
    return write(folder, FILES | {"domain.xsd": text}), text


def check(folder: Path, old: str, new: str, at: str, message: str) -> None:
    """After one change, lint tells one problem: this message at the line of that text."""
    write(folder, FILES)
    _, text = changed(folder, old, new)
    expected = SchemaProblem(str(folder / "domain.xsd"), line_of(text, at), message)
    assert lint.lint(folder) == (expected,)


def test_the_good_schema_is_good(tmp_path: Path) -> None:
    """The schema that the other tests break has nothing to find."""
    assert lint.lint(write(tmp_path, FILES)) == ()


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda folder: folder.name)
def test_golden_schemas_are_good(folder: Path) -> None:
    """Lint finds nothing in a golden schema."""
    assert lint.lint(folder) == ()


def test_the_synthetic_schema_is_good(tmp_path: Path) -> None:
    """Lint finds nothing in a synthetic schema."""
    write_schema(tmp_path, types=60, attributes=150)
    assert lint.lint(tmp_path) == ()


def test_the_edition_of_2008_is_good(root: Path) -> None:
    """Lint finds nothing in the schema of the 2008 edition."""
    assert lint.lint(root / "schema" / "v0_4") == ()


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """Lint of a schema that cannot be read tells what reading met."""
    text = SCHEMA.replace('base="xs:unsignedLong"', 'base="xs:unsingedLong"')
    (problem,) = lint.lint(write(tmp_path, FILES | {"domain.xsd": text}))
    assert problem.line == line_of(text, '<xs:extension base="xs:unsingedLong"')
    assert problem.message == (
        "there is no type 'xs:unsingedLong': did you mean 'xs:unsignedLong'?"
    )


def test_a_schema_that_was_read_is_not_read_again(tmp_path: Path) -> None:
    """`check` looks at a schema in memory, even when its files are gone."""
    folder, text = changed(tmp_path, "«An amount.»", "")
    schema = load_schema(folder)
    for path in folder.iterdir():
        path.unlink()
    assert [(each.line, each.message) for each in lint.check(schema)] == [
        (line_of(text, 'name="memory" v:rules'), "the type memory has no documentation")
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            '<xs:attribute name="cache" type="xs:token">',
            '<xs:attribute name="cache" type="xs:token" inheritable="true">',
            'name="cache"',
            "inheritable on @cache loses faults below the element: nest alternatives",
        ),
        (
            '<xs:attribute name="cache" type="xs:token">',
            '<xs:attribute name="cache">',
            'name="cache"',
            "@cache has no type: untyped attributes compare as numbers",
        ),
        (
            '<xs:alternative test="@type = \'block\'" type="blockDisk"/>',
            '<xs:alternative type="blockDisk"/>',
            '<xs:alternative type="blockDisk"/>',
            (
                "a default xs:alternative hides unknown kinds: "
                "leave it out and enumerate the attribute on the base type"
            ),
        ),
        (
            '<xs:simpleType name="diskType">«Kinds.»\n  <xs:restriction base="xs:string">',
            '<xs:simpleType name="diskType">«Kinds.»\n  <xs:restriction base="xs:token">',
            'name="diskType"',
            (
                "blanks around @type count where it chooses a kind: "
                "derive its type diskType from xs:string"
            ),
        ),
        (
            '<xs:any processContents="skip"',
            '<xs:any processContents="lax"',
            "<xs:any",
            'xs:any must say processContents="skip": only the root is global',
        ),
        (
            '<xs:any processContents="skip"',
            "<xs:any",
            "<xs:any",
            'xs:any must say processContents="skip": only the root is global',
        ),
    ],
)
def test_constructs_that_bite(tmp_path: Path, old: str, new: str, at: str, message: str) -> None:
    """A construct that the XSD library gets wrong is told, and what to write in its place."""
    check(tmp_path, old, new, at, message)


def test_groups_are_refused(tmp_path: Path) -> None:
    """xs:group, which falsely refuses documents inside xs:all, is told where it stands."""
    text = SCHEMA.replace(
        '<xs:any processContents="skip" namespace="##other" minOccurs="0"/>',
        '<xs:group ref="more"/>',
    ).replace("</xs:schema>", '<xs:group name="more"><xs:all/></xs:group></xs:schema>')
    found = lint.lint(write(tmp_path, FILES | {"domain.xsd": text}))
    message = "xs:group is not read: write the elements where they are used"
    assert [(each.line, each.message) for each in found] == [
        (line_of(text, '<xs:group ref="more"'), message),
        (line_of(text, '<xs:group name="more"'), message),
    ]


def test_default_attributes(tmp_path: Path) -> None:
    """defaultAttributes, which fails with extension, is told."""
    text = SCHEMA.replace("<xs:schema ", '<xs:schema defaultAttributes="more" ').replace(
        "</xs:schema>", '<xs:attributeGroup name="more"/></xs:schema>'
    )
    found = lint.lint(write(tmp_path, FILES | {"domain.xsd": text}))
    assert [(each.line, each.message) for each in found] == [
        (
            1,
            (
                "defaultAttributes on xs:schema is not read: "
                "it fails with extension, declare them on each type"
            ),
        )
    ]


def test_attribute_groups(tmp_path: Path) -> None:
    """xs:attributeGroup is told."""
    text = SCHEMA.replace("</xs:schema>", '<xs:attributeGroup name="more"/></xs:schema>')
    found = lint.lint(write(tmp_path, FILES | {"domain.xsd": text}))
    assert [(each.line, each.message) for each in found] == [
        (
            line_of(text, "<xs:attributeGroup"),
            "xs:attributeGroup hides where attributes are declared: use a base type",
        )
    ]


def test_a_base_without_content_model(tmp_path: Path) -> None:
    """A type without xs:all that a further type extends with children is told."""
    text = SCHEMA.replace(
        '<xs:extension base="disk"><xs:all/></xs:extension>',
        '<xs:extension base="disk"/>',
    ).replace(
        "</xs:schema>",
        '<xs:complexType name="tapeDisk" v:rules="R-1">«A tape.»<xs:complexContent>'
        '<xs:extension base="blockDisk"><xs:all>'
        '<xs:element name="reel" type="xs:token">«A reel.»</xs:element>'
        "</xs:all></xs:extension></xs:complexContent></xs:complexType></xs:schema>",
    )
    found = lint.lint(write(tmp_path, FILES | {"domain.xsd": text}))
    assert [(each.line, each.message) for each in found if "extended" in each.message] == [
        (
            line_of(text, 'name="blockDisk" v:rules'),
            "blockDisk is extended with children by tapeDisk: give it an empty <xs:all/>",
        )
    ]


@pytest.mark.parametrize(
    ("old", "at", "message"),
    [
        ("\n«A module.»", "<xs:schema", "the module domain has no documentation"),
        ("«The root.»", '<xs:element name="domain"', "the element domain has no documentation"),
        ("«Its name.»", 'name="name"', "the element name has no documentation"),
        ("«Its unit.»", 'name="unit" type="unit"', "the attribute unit has no documentation"),
        ("«An amount.»", 'name="memory" v:rules', "the type memory has no documentation"),
        ("«Units.»", '<xs:simpleType name="unit"', "the type unit has no documentation"),
        ("«1024 KiB.»", 'value="MiB"', "the value MiB has no documentation"),
        ("«Devices need memory.»", 'id="R-3"', "the assertion R-3 has no documentation"),
        ("«Not that one.»", 'id="R-3.number"', "the assertion R-3.number has no documentation"),
        (
            "«No two disks share a target.»",
            '<xs:unique name="R-4"',
            "the constraint R-4 has no documentation",
        ),
        ("Small letters are best.", "<v:warning", "v:warning has no sentence"),
        ("No cache.", "<v:implied", "v:implied has no sentence"),
        ("Names are unique.", "<v:host", "v:host has no sentence"),
    ],
)
def test_missing_documentation(tmp_path: Path, old: str, at: str, message: str) -> None:
    """A declaration without documentation is told."""
    check(tmp_path, old, "", at, message)


def test_modules_have_titles(tmp_path: Path) -> None:
    """A module without v:title is told."""
    check(tmp_path, ' v:title="Tests"', "", "<xs:schema", "the module domain has no v:title")


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('<xs:assert id="R-3" ', "<xs:assert ", "«Devices need memory.»"),
        ('<xs:assertion id="R-3.number" ', "<xs:assertion ", "«Not that one.»"),
    ],
)
def test_assertions_have_ids(tmp_path: Path, old: str, new: str, at: str) -> None:
    """An assertion without id cannot be cited."""
    check(tmp_path, old, new, at, f"{new[1:].strip()} has no id")


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            'name="target" v:rules="R-1"',
            'name="target" v:rules="R-1 R-11"',
            'name="target" v:rules',
            'rule R-11 is not in rules.toml: did you mean "R-1"?',
        ),
        (
            'id="R-3.file"',
            'id="X-9.file"',
            'id="X-9.file"',
            "rule X-9 is not in rules.toml",
        ),
        ('<xs:unique name="R-4"', '<xs:unique name="X_9"', "X_9", "rule X_9 is not in rules.toml"),
        ('<v:warning id="R-5"', '<v:warning id="X_9"', "X_9", "rule X_9 is not in rules.toml"),
        ('<v:implied rule="R-6"', '<v:implied rule="X_9"', "X_9", "rule X_9 is not in rules.toml"),
        ('<v:host rule="R-7"', '<v:host rule="X_9"', "X_9", "rule X_9 is not in rules.toml"),
        (
            'name="target" v:rules="R-1"',
            'name="target" v:rules="R-2"',
            'name="target" v:rules',
            (
                "the type target cites no rule of kind structure or assertion, "
                "so that faults of its content have no rule"
            ),
        ),
        (
            'name="target" v:rules="R-1"',
            'name="target"',
            '<xs:complexType name="target"',
            (
                "the type target cites no rule of kind structure or assertion, "
                "so that faults of its content have no rule"
            ),
        ),
    ],
)
def test_rules_are_those_of_the_catalogue(
    tmp_path: Path, old: str, new: str, at: str, message: str
) -> None:
    """A cited rule is in rules.toml, and every complex type cites one for its content."""
    check(tmp_path, old, new, at, message)


def test_without_a_catalogue_any_rule_goes(tmp_path: Path) -> None:
    """Without rules.toml, ids are free and types need cite none."""
    text = SCHEMA.replace('name="target" v:rules="R-1"', 'name="target" v:rules="X-1"')
    assert lint.lint(write(tmp_path, {"domain.xsd": text})) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            'v:order="name memory devices"',
            'v:order="name memmory memory devices"',
            '<xs:complexType name="domain"',
            'v:order of domain names unknown "memmory": did you mean "memory"?',
        ),
        (
            'v:order="name memory devices"',
            'v:order="name devices"',
            '<xs:complexType name="domain"',
            'v:order of domain leaves out "memory"',
        ),
        (
            'v:order="name memory devices"',
            'v:order="name memory name devices"',
            '<xs:complexType name="domain"',
            'v:order of domain names "name" twice',
        ),
        (
            'v:order="source target"',
            'v:order="source target" v:attribute-order="type cash cache"',
            '<xs:complexType name="disk"',
            'v:attribute-order of disk names unknown "cash": did you mean "cache"?',
        ),
    ],
)
def test_orders_name_what_is_there(
    tmp_path: Path, old: str, new: str, at: str, message: str
) -> None:
    """A print order names every part once, and parts of kinds, but nothing else."""
    check(tmp_path, old, new, at, message)


CONTAINER = 'type="devices" minOccurs="0"'


def test_containers_may_be_left_out_and_empty(tmp_path: Path) -> None:
    """An optional element, all of whose parts are optional, may be a container."""
    text = SCHEMA.replace(CONTAINER, f'{CONTAINER} v:container="true"')
    assert lint.lint(write(tmp_path, {"domain.xsd": text, "rules.toml": RULES})) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            CONTAINER,
            'type="devices" v:container="true"',
            '<xs:element name="devices"',
            "devices is no container: it stands at most once, and may be left out",
        ),
        (
            'type="memory">',
            'type="memory" minOccurs="0" v:container="true">',
            '<xs:element name="memory"',
            "memory is no container: it holds text",
        ),
        (
            'name="name" type="xs:token"',
            'name="name" type="xs:token" minOccurs="0" v:container="true"',
            '<xs:element name="name"',
            "name is no container: it holds text",
        ),
        (
            'type="disk" minOccurs="0" maxOccurs="unbounded"',
            'type="disk" minOccurs="0" v:container="true"',
            '<xs:element name="disk"',
            "disk is no container: it comes in kinds",
        ),
        (
            'type="target">',
            'type="target" minOccurs="0" v:container="true">',
            '<xs:element name="target"',
            "target is no container: it may not be empty, for it needs @dev",
        ),
        (
            '<xs:any processContents="skip"',
            (
                '<xs:element name="group" type="devices" minOccurs="0" v:container="true">«It.»'
                '</xs:element><xs:any processContents="skip"'
            ),
            '<xs:element name="group"',
            "group is no container: it holds itself, without end",
        ),
        (
            '<xs:element name="domain" type="domain"',
            '<xs:element name="domain" type="domain" v:container="true"',
            '<xs:element name="domain"',
            "the root is no container: it always stands",
        ),
    ],
)
def test_what_is_no_container(tmp_path: Path, old: str, new: str, at: str, message: str) -> None:
    """A container that must stand, or say something by itself, could not be left out."""
    check(tmp_path, old, new, at, message)


ASSERT = "not(devices) or memory > 0"


@pytest.mark.parametrize(
    ("xpath", "message"),
    [
        ("memmory > 0", 'no child "memmory" in domain: did you mean "memory"?'),
        ("memory/@unti", 'no attribute "@unti" in memory: did you mean "unit"?'),
        ("memory/unit", 'no child "unit" in memory: did you mean "@unit"?'),
        ("@name", 'no attribute "@name" in domain: did you mean "name"?'),
        (
            "devices/disk/sorce",
            'no child "sorce" in blockDisk, disk, fileDisk: did you mean "source"?',
        ),
        ("devices/disk[@typ = 'file']", 'no attribute "@typ" in blockDisk, disk, fileDisk'),
        ("count(devices/dsk) = 1", 'no child "dsk" in devices: did you mean "disk"?'),
        (
            "every $d in devices/disk satisfies $d/tarrget",
            'no child "tarrget" in blockDisk, disk, fileDisk: did you mean "target"?',
        ),
        ("devices/disk/../dsk", 'no child "dsk" in devices: did you mean "disk"?'),
        ("devices/disk/target/@dev/x", 'no child "x" in xs:NMTOKEN'),
        ("self::domian", 'self::domian is never "domian": did you mean "domain"?'),
        ("exists(..)", '"..": the root has no parent'),
        ("some $d in devices satisfies $e/disk", "$e is not bound"),
        ("$value = 1", "$value is not bound"),
    ],
)
def test_names_in_assertions_exist(tmp_path: Path, xpath: str, message: str) -> None:
    """A step that none of the types reached has is told, with the nearest spelling."""
    folder, text = changed(tmp_path, ASSERT, xpath)
    found = lint.lint(folder)
    assert [each.line for each in found] == [line_of(text, '<xs:assert id="R-3"')]
    assert found[0].message.startswith(message)
    assert found[0].message.endswith(f"(in {xpath})")


@pytest.mark.parametrize(
    "xpath",
    [
        "devices/disk/source",
        "devices/disk/target/@dev",
        "every $d in devices/disk satisfies $d/source or $d/@cache",
        "devices/disk[@type = 'file'][1]/source",
        "devices/disk/../../name",
        "self::domain",
        "if (devices) then memory else name",
        "count(devices/disk/source | devices/disk/target) &lt; 3",
        "normalize-space(memory/@unit) = ('KiB', 'MiB')",
        "xs:integer(name) + 1 = 2",
        "not(distinct-values(devices/disk/target/@dev) = 'x')",
        "tokenize(name, ',') = 'x'",
        "memory = -1",
    ],
)
def test_good_expressions_pass(tmp_path: Path, xpath: str) -> None:
    """Expressions of the subset over declared names are good, also over what only a kind has."""
    folder, _ = changed(tmp_path, ASSERT, xpath)
    assert lint.lint(folder) == ()


@pytest.mark.parametrize(
    ("xpath", "message"),
    [
        ("count(//disk) = 1", '"//" is outside the XPath subset'),
        ("exists(*)", '"*" is outside the XPath subset'),
        ("exists(@*)", '"*" is outside the XPath subset'),
        ("descendant::disk", '"descendant" is outside the XPath subset'),
        ("for $d in devices return $d", '"for" is outside the XPath subset'),
        ("name eq 'x'", '"eq" is outside the XPath subset'),
        ("sum(memory) = 1", "the function sum() is outside the XPath subset"),
        ("devices/text()", '"text" is outside the XPath subset'),
        ("memory castable as xs:integer", '"castable" is outside the XPath subset'),
        ("xs:decimal(memory) = 1", "the function xs:decimal() is outside the XPath subset"),
    ],
)
def test_the_subset_of_xpath(tmp_path: Path, xpath: str, message: str) -> None:
    """What is outside the subset of XPath is told by name."""
    folder, text = changed(tmp_path, ASSERT, xpath)
    ((line, told),) = [(each.line, each.message) for each in lint.lint(folder)]
    assert line == line_of(text, '<xs:assert id="R-3"')
    assert told.startswith(message)


TARGET = "not(@unit = 0)"


@pytest.mark.parametrize(
    ("xpath", "message"),
    [
        (
            "@slot = 1",
            "= over a number that may be written in hexadecimal compares spellings",
        ),
        (
            "@slot &lt; '9'",
            "< over a number that may be written in hexadecimal compares spellings",
        ),
        (
            "number(@slot) = 1",
            "number() of a value that may be written in hexadecimal or as a word",
        ),
        ("@slot + 1 = 2", "+ needs numbers"),
        ("@port = 1", "= over a union of numbers and words: write string() around it"),
        ("@port = 'auto'", "= over a union of numbers and words: write string() around it"),
        ("@unit = '0'", "= cannot compare number with text"),
        ("@dev &gt; 1", "> cannot compare number with text"),
    ],
)
def test_comparisons_that_bite(tmp_path: Path, xpath: str, message: str) -> None:
    """Comparisons that fail at validation, and so read as false, are told."""
    folder, text = changed(tmp_path, TARGET, xpath)
    found = [(each.line, each.message) for each in lint.lint(folder)]
    shown = xpath.replace("&lt;", "<").replace("&gt;", ">")
    assert found == [(line_of(text, 'id="R-3.target"'), f"{message} (in {shown})")]


@pytest.mark.parametrize(
    ("xpath", "type_"),
    [
        ("memory/@unit = 'KiB'", "unit"),
        ("'KiB' = memory/@unit", "unit"),
        ("memory/@unit != 'KiB'", "unit"),
        ("starts-with(memory/@unit, 'K')", "unit"),
        ("devices/disk/target/@slot = '0x1f'", "slot"),
        ("string(name) = 'web'", "xs:token"),
    ],
)
def test_white_space_must_not_count(tmp_path: Path, xpath: str, type_: str) -> None:
    """A text from which the type takes white space is compared without it."""
    folder, text = changed(tmp_path, ASSERT, xpath)
    message = (
        f"white space around a value of {type_} would count: write normalize-space() around it "
        f"(in {xpath})"
    )
    assert lint.lint(folder) == (
        SchemaProblem(str(folder / "domain.xsd"), line_of(text, xpath), message),
    )


@pytest.mark.parametrize(
    "xpath",
    [
        "normalize-space(memory/@unit) = 'KiB'",
        "name = 'web'",
        "devices/disk/@cache = 'none'",
        "memory &gt; 3",
        "memory/@unit",
        "count(memory/@unit) = 1",
    ],
)
def test_white_space_that_does_not_count(tmp_path: Path, xpath: str) -> None:
    """Built-in types and numbers are taken without it, and whether a part is there is no text."""
    folder, _ = changed(tmp_path, ASSERT, xpath)
    assert lint.lint(folder) == ()


def test_fields_of_uniqueness_have_builtin_types(tmp_path: Path) -> None:
    """A field has no expression, so its type must not leave white space in the value."""
    text = SCHEMA.replace('name="dev" type="xs:NMTOKEN"', 'name="dev" type="unit"')
    folder = write(tmp_path, {"domain.xsd": text, "rules.toml": RULES})
    (problem,) = lint.lint(folder)
    assert problem.line == line_of(text, "<xs:unique")
    assert problem.message == (
        "white space around a value of unit would count: give it a built-in type (in target/@dev)"
    )


def test_words_that_a_value_never_is(tmp_path: Path) -> None:
    """A word compared with an enumeration that lacks it is told with the nearest value."""
    folder, text = changed(tmp_path, "@type = 'block'", "@type = 'blok'")
    assert [(each.line, each.message) for each in lint.lint(folder)] == [
        (
            line_of(text, "@type = 'blok'"),
            (
                '"blok" is none of the values it is compared with: did you mean "block"? '
                "(in @type = 'blok')"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("target", 'the test of an alternative sees attributes only, not "target"'),
        (". = 'block'", 'the test of an alternative sees attributes only, not "."'),
        (
            "@tipe = 'block'",
            'no attribute "@tipe" in blockDisk, disk, fileDisk: did you mean "type"?',
        ),
    ],
)
def test_alternatives_see_attributes(tmp_path: Path, test: str, message: str) -> None:
    """The test of an alternative looks at declared attributes and nothing else."""
    folder, text = changed(tmp_path, "@type = 'block'", test)
    assert [(each.line, each.message) for each in lint.lint(folder)] == [
        (line_of(text, 'type="blockDisk"'), f"{message} (in {test})")
    ]


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            'xpath="devices/disk"',
            'xpath="devices/dsk"',
            '<xs:unique name="R-4"',
            'no child "dsk" in devices: did you mean "disk"? (in devices/dsk)',
        ),
        (
            'xpath="target/@dev"',
            'xpath="target/@device"',
            '<xs:unique name="R-4"',
            'no attribute "@device" in target: did you mean "dev"? (in target/@device)',
        ),
        (
            'xpath="devices/disk"',
            'xpath=".//disk"',
            '<xs:unique name="R-4"',
            '"//" is no part of a path (in .//disk)',
        ),
        (
            "matches(name, '^[a-z]+$')",
            "matches(nmae, '^[a-z]+$')",
            "<v:warning",
            'no child "nmae" in domain: did you mean "name"? (in matches(nmae, \'^[a-z]+$\'))',
        ),
        (
            "matches(name, '^[a-z]+$')",
            "matchs(name, '^[a-z]+$')",
            "<v:warning",
            "unknown function 'matchs' (in matchs(name, '^[a-z]+$'))",
        ),
        (
            'select="devices/disk/@cache"',
            'select="devices/disk/@cash"',
            "<v:implied",
            (
                'no attribute "@cash" in blockDisk, disk, fileDisk: did you mean "cache"? '
                "(in devices/disk/@cash)"
            ),
        ),
        (
            'select="devices/disk/@cache"',
            'select="devices/disk[1]/@cache"',
            "<v:implied",
            '"[" is no part of a path (in devices/disk[1]/@cache)',
        ),
        (
            "value=\"'none'\"",
            'value="nmae"',
            "<v:implied",
            'no child "nmae" in domain: did you mean "name"? (in nmae)',
        ),
        (
            'fields="name"',
            'fields="nmae"',
            "<v:host",
            'no child "nmae" in domain: did you mean "name"? (in nmae)',
        ),
        (
            'selector="."',
            'selector="devices/dsk"',
            "<v:host",
            'no child "dsk" in devices: did you mean "disk"? (in devices/dsk)',
        ),
        (
            "$value != 13",
            ". != 13",
            'id="R-3.number"',
            "a facet has no context node: write $value (in . != 13)",
        ),
    ],
)
def test_names_exist_wherever_xpath_stands(
    tmp_path: Path, old: str, new: str, at: str, message: str
) -> None:
    """Identity constraints, warnings, implied values, host rules and facets are checked alike."""
    check(tmp_path, old, new, at, message)
