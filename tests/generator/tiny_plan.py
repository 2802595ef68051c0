"""A small plan made by hand: what the pages show, without a schema to read."""

from __future__ import annotations

from virtdom_generator.plan import (
    About,
    Page,
    PagePlace,
    Plan,
    PlanAttribute,
    PlanCheck,
    PlanChild,
    PlanClass,
    PlanExample,
    PlanIdentity,
    PlanImplied,
    PlanModule,
    PlanRule,
    PlanUnion,
    PlanValue,
)

TOKEN = PlanValue(
    name="xs:token",
    constant="XS_TOKEN",
    kind="text",
    annotation="str",
    about=About(),
    expected=("text without outer blanks",),
)
PATH = PlanValue(
    name="absolutePath",
    constant="ABSOLUTE_PATH",
    kind="text",
    annotation="str",
    about=About("A path that begins with `/`.", rules=("PATH-1",), source="values.xsd:3"),
    xsd_patterns=(("/(a|b).*",),),
    expected=("a path that begins with `/`",),
)
PORT = PlanValue(
    name="portNumber",
    constant="PORT_NUMBER",
    kind="integer",
    annotation="int",
    about=About("A port.", source="values.xsd:9"),
    minimum="1",
    maximum="65535",
    expected=("a whole number from 1 to 65535",),
)
DISK_TYPE = PlanValue(
    name="diskType",
    constant="DISK_TYPE",
    kind="enumeration",
    annotation="DiskType",
    about=About("What a disk is.", source="disks.xsd:4"),
    alias="DiskType",
    alias_type='Literal["file", "block"]',
    values=(("file", About("A file.")), ("block", About("A device."))),
    expected=("file", "block"),
)
BUS = PlanValue(
    name="bus",
    constant="BUS",
    kind="enumeration",
    annotation="Bus",
    about=About("A bus.", source="disks.xsd:8"),
    alias="Bus",
    alias_type='Literal["ide", "a|b"]',
    values=(
        ("ide", About("Old & *slow*.", since="0.1", anchors=("oldBus",))),
        ("a|b", About("A name with a bar | in it.", rules=("BUS-2",))),
    ),
    expected=("ide", "a|b"),
    open=True,
)


def attribute(
    cls: str,
    name: str,
    value: PlanValue,
    about: About,
    *,
    required: bool = False,
    default: str | None = None,
    constant: str | None = None,
    inherited: bool = False,
    secret: bool = False,
) -> PlanAttribute:
    return PlanAttribute(
        name=name,
        field=name,
        value=value.constant,
        annotation=value.annotation if required else f"{value.annotation} | None",
        required=required,
        default=default,
        fixed=None,
        constant=constant,
        inherited=inherited,
        secret=secret,
        rule=(about.rules or ("ROOT-1",))[0],
        value_rule=(about.rules or ("ROOT-1",))[0],
        about=about,
        anchor=f"{cls}-{name}",
    )


def child(
    cls: str,
    name: str,
    about: About,
    page: str,
    *,
    annotation: str,
    minimum: int = 0,
    maximum: int | None = 1,
    value: PlanValue | None = None,
    held: str | None = None,
    union: str | None = None,
    flag: bool = False,
) -> PlanChild:
    return PlanChild(
        name=name,
        field=f"{name}s" if maximum != 1 else name,
        annotation=annotation,
        minimum=minimum,
        maximum=maximum,
        value=value.constant if value is not None else None,
        flag=flag,
        container=False,
        cls=held,
        union=union,
        default=None,
        fixed=None,
        inherited=False,
        secret=False,
        rule="ROOT-1",
        value_rule="ROOT-1",
        about=about,
        anchor=f"{cls}-{name}",
        page=page,
        type="",
    )


def cls(
    name: str,
    page: str,
    anchor: str,
    about: About,
    *,
    base: str = "Element",
    tag: str,
    attributes: tuple[PlanAttribute, ...] = (),
    children: tuple[PlanChild, ...] = (),
    checks: tuple[PlanCheck, ...] = (),
    identities: tuple[PlanIdentity, ...] = (),
    implied: tuple[PlanImplied, ...] = (),
    examples: tuple[PlanExample, ...] = (),
    kind: tuple[tuple[str, str], ...] = (),
    union: str | None = None,
    is_base: bool = False,
) -> PlanClass:
    return PlanClass(
        name=name,
        base=base,
        module="disks" if page != "domain" else "domain",
        tags=(tag,),
        type=name,
        about=about,
        rule="ROOT-1",
        attributes=attributes,
        children=children,
        content=None,
        wildcard=None,
        any_attribute=None,
        checks=checks,
        identities=identities,
        implied=implied,
        examples=examples,
        kind=kind,
        union=union,
        is_base=is_base,
        page=page,
        anchor=anchor,
    )


def check(rule: str, message: str, severity: str = "error") -> PlanCheck:
    assert severity in ("error", "warning")
    return PlanCheck(
        id=rule,
        rule=rule,
        function="f",
        expression="True",
        xpath="true()",
        parts=(),
        message=message,
        severity="warning" if severity == "warning" else "error",
        inherited=False,
        source="domain.xsd:1",
    )


def identity(rule: str, message: str, tag: str) -> PlanIdentity:
    return PlanIdentity(
        name=rule,
        rule=rule,
        kind="unique",
        function="f",
        select="[]",
        fields=(),
        selector_xpath=".",
        field_xpaths=(),
        refer=None,
        message=message,
        tag=tag,
        source="domain.xsd:1",
    )


def rule(name: str, kind: str, chapter: str, sentence: str) -> PlanRule:
    return PlanRule(name, "must", kind, "stated", "domain/disk", chapter, sentence, cited=())


def page(
    name: str,
    about: About,
    classes: tuple[str, ...],
    *,
    module: str = "disks",
    element: str | None = None,
    union: str | None = None,
    value: PlanValue | None = None,
    flag: bool = False,
    anchors: tuple[str, ...] = (),
) -> Page:
    element = element or name
    return Page(
        name=name,
        title=f"<{element}>",
        path=name.replace(".", "/"),
        module=module,
        element=element,
        about=about,
        classes=classes,
        union=union,
        value=value.constant if value is not None else None,
        flag=flag,
        places=(PagePlace("", 1, 1),),
        anchors=anchors,
    )


BUS_ABOUT = About(
    "The bus.", since="0.4.3", drivers=("xen", "kvm"), deprecated="use another", rules=("BUS-1",)
)
DEVICE = attribute("disk-base", "bus", BUS, BUS_ABOUT, default="ide")
TYPE = attribute("disk-base", "type", DISK_TYPE, About("What it is."), required=True)
FILE_ABOUT = About("The file.", rules=("FILE-1",))
BLOCK_ABOUT = About("The device.", rules=("BLOCK-1",))

CLASSES = (
    cls(
        "Domain",
        "domain",
        "domain",
        About("A machine."),
        tag="domain",
        children=(
            child(
                "domain",
                "name",
                About("Its name. Short."),
                "name",
                annotation="str",
                minimum=1,
                value=TOKEN,
            ),
            child("domain", "acpi", About("ACPI."), "acpi", annotation="bool", flag=True),
            child(
                "domain",
                "disk",
                About("A disk."),
                "disk",
                annotation="list[Disk]",
                maximum=None,
                union="Disk",
            ),
        ),
        checks=(check("NAME-2", "A `name` should be short.", "warning"),),
        identities=(identity("DISK-9", "No two disks are alike.", "domain"),),
        implied=(
            PlanImplied(
                rule="NAME-3",
                select=("name",),
                function="f",
                value="[]",
                xpath="'x'",
                message="Without `name` it is called x.",
                inherited=False,
                source="domain.xsd:1",
            ),
        ),
        examples=(
            PlanExample(
                '<domain>\n  <name>a &amp; b</name>\n  <disk type="block">\n'
                '    <source dev="/b"/>\n  </disk>\n</domain>',
                "A machine",
                ("EX-1",),
            ),
        ),
    ),
    cls(
        "DiskBase",
        "disk",
        "disk-base",
        About("What disks share."),
        tag="disk",
        attributes=(TYPE, DEVICE),
        union="Disk",
        is_base=True,
    ),
    cls(
        "FileDisk",
        "disk",
        "file-disk",
        About("A disk in a file.", anchors=("elementsFile",)),
        base="DiskBase",
        tag="disk",
        attributes=(
            attribute("file-disk", "type", DISK_TYPE, About("What it is."), constant="file"),
            attribute("file-disk", "bus", BUS, BUS_ABOUT, default="ide", inherited=True),
            attribute("file-disk", "key", TOKEN, About("A key."), secret=True),
        ),
        children=(
            child(
                "file-disk",
                "source",
                FILE_ABOUT,
                "disk.source",
                annotation="FileSource",
                minimum=1,
                held="FileSource",
            ),
        ),
        checks=(check("FILE-2", "A file must have a <source> & more."),),
        examples=(
            PlanExample(
                '<disk type="file" bus="a|b"><source file="/a" port="7"/></disk>',
                "A file",
                ("EX-1",),
            ),
        ),
        kind=(("type", "file"),),
        union="Disk",
    ),
    cls(
        "BlockDisk",
        "disk",
        "block-disk",
        About("A disk on a device."),
        base="DiskBase",
        tag="disk",
        attributes=(
            attribute("block-disk", "type", DISK_TYPE, About("What it is."), constant="block"),
            attribute("block-disk", "bus", BUS, BUS_ABOUT, default="ide", inherited=True),
        ),
        children=(
            child(
                "block-disk",
                "source",
                BLOCK_ABOUT,
                "disk.source",
                annotation="BlockSource | None",
                held="BlockSource",
            ),
        ),
        kind=(("type", "block"),),
        union="Disk",
    ),
    cls(
        "FileSource",
        "disk.source",
        "file-source",
        About("A file of the host."),
        tag="source",
        attributes=(
            attribute("file-source", "file", PATH, About("Its path."), required=True),
            attribute("file-source", "port", PORT, About("A port.", default="chosen | by chance")),
        ),
    ),
    cls(
        "BlockSource",
        "disk.source",
        "block-source",
        About("A device of the host."),
        tag="source",
        attributes=(attribute("block-source", "dev", PATH, About("Its path."), required=True),),
    ),
)

TINY = Plan(
    edition="v1",
    source="schema/v1",
    root="Domain",
    root_rule="ROOT-1",
    url="https://example.org/v1/",
    namespaces=(),
    modules=(
        PlanModule("values", "Values", About("Shared values."), (), (), (), ()),
        PlanModule(
            "disks",
            "Disks <and> *drives*",
            About("Disks have a `type`.\n\n- one\n- two", anchors=("elementsDisks",)),
            ("DiskBase", "FileDisk", "BlockDisk", "FileSource", "BlockSource"),
            ("Disk",),
            (),
            (),
        ),
        PlanModule("domain", "Domain", About("The whole."), ("Domain",), (), (), ()),
    ),
    classes=CLASSES,
    unions=(
        PlanUnion(
            name="Disk",
            element="disk",
            module="disks",
            base="DiskBase",
            members=("FileDisk", "BlockDisk"),
            attribute="type",
            table=(("file", "FileDisk"), ("block", "BlockDisk")),
            tests=(),
            known=(),
            concrete_base=False,
            about=About("A disk."),
            page="disk",
        ),
    ),
    values=(TOKEN, PATH, PORT, DISK_TYPE, BUS),
    host=(identity("HOST-1", "No two machines have one name.", "host"),),
    rules=(
        rule("ROOT-1", "structure", "document", "The root is `domain`."),
        rule("NAME-2", "facet", "domain", "Names are short."),
        rule("NAME-3", "behaviour", "domain", "A machine without a name is x."),
        rule("DISK-9", "identity", "disks", "Disks differ."),
        rule("BUS-1", "structure", "disks", "A disk may name its bus_type * <bus>."),
        rule("BUS-2", "facet", "disks", "A bus may be a|b."),
        rule("FILE-1", "structure", "disks", "A file disk has a source."),
        rule("FILE-2", "assertion", "disks", "A file is needed."),
        rule("BLOCK-1", "structure", "disks", "A block disk has a source."),
        rule("PATH-1", "facet", "values", "Paths are full."),
        rule("HOST-1", "behaviour", "domain", "Names differ."),
        rule("EX-1", "example", "domain", "An example."),
    ),
    pages=(
        page("domain", About("The machine."), ("Domain",), module="domain"),
        page("name", About("Its name. Short."), (), module="domain", value=TOKEN),
        page("acpi", About("ACPI."), (), module="domain", flag=True),
        page(
            "disk",
            About("A disk."),
            ("DiskBase", "FileDisk", "BlockDisk"),
            union="Disk",
            anchors=("elementsDisk", "elementsFile"),
        ),
        page("disk.source", FILE_ABOUT, ("FileSource", "BlockSource"), element="source"),
    ),
    secrets=("key",),
    about=About("The tiny edition.\n\nIt is for tests."),
)
