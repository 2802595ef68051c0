"""The Plan: all that emitters need, with Python names settled, frozen and dumpable as JSON.

An emitter is a function Plan -> {path: text}. Whatever could clash or be unknown has been refused
by the planner, so emitters and templates decide nothing about the format.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class About:
    """What the schema tells about a part."""

    text: str = ""
    """Documentation: paragraphs parted by a blank line, light Markdown."""
    rules: tuple[str, ...] = ()
    since: str | None = None
    deprecated: str | None = None
    drivers: tuple[str, ...] = ()
    default: str | None = None
    """The default told in words (`the value of memory`) or the literal default."""
    anchors: tuple[str, ...] = ()
    source: str = ""
    """`file:line` in the schema."""

    @property
    def summary(self) -> str:
        """The first sentence, in one line."""
        first = " ".join(self.text.split("\n\n")[0].split())
        head, stop, _ = first.partition(". ")
        return head + "." if stop else first


@dataclass(frozen=True, slots=True)
class PlanValue:
    """A value space."""

    name: str
    """Schema name, or a builtin such as `xs:NMTOKEN`."""
    constant: str
    """Its name in the tables, such as `DISK_DEVICE`."""
    kind: Literal[
        "text", "enumeration", "words", "boolean", "integer", "number", "uuid", "list", "union"
    ]
    annotation: str
    """Python type, such as `int`, `UUID` or the alias `DiskDevice`."""
    about: About
    alias: str | None = None
    """Name of the Literal alias, for enumerations and unions with one."""
    alias_type: str | None = None
    """What the alias stands for to a type checker."""
    alias_runtime: str | None = None
    """What it stands for at run time where msgspec cannot decode the former."""
    values: tuple[tuple[str, About], ...] = ()
    """Of an enumeration; for unions, all members' values."""
    words: tuple[str, str] | None = None
    """(true, false)"""
    open: bool = False
    secret: bool = False
    hex: bool = False
    fold: bool = False
    white_space: str = "collapse"
    patterns: tuple[tuple[str, ...], ...] = ()
    """Python regular expressions."""
    xsd_patterns: tuple[tuple[str, ...], ...] = ()
    shortest: int | None = None
    longest: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    above: str | None = None
    below: str | None = None
    digits: int | None = None
    """The most digits of a number."""
    fraction: int | None = None
    """The most of them after the point."""
    allowed: tuple[str, ...] = ()
    """Of a number, a list or a union: the only texts, or others of the same value."""
    members: tuple[str, ...] = ()
    """Constants of the members of a union, or of the item of a list."""
    assertions: tuple[str, ...] = ()
    """Python expressions over `value`."""
    expected: tuple[str, ...] = ()
    base: str = "xs:string"
    """The builtin it derives from, for schemas of other tools."""


@dataclass(frozen=True, slots=True)
class PlanAttribute:
    """An attribute of a class."""

    name: str
    """`{namespace}name` outside the vocabulary."""
    field: str
    value: str
    """Constant of its value space."""
    annotation: str
    """Python type of the field, None included where it may be absent."""
    required: bool
    default: str | None
    fixed: str | None
    constant: str | None
    """The kind's value, for the attribute that makes it."""
    inherited: bool
    """The base class declares the field."""
    secret: bool
    rule: str
    value_rule: str
    about: About
    anchor: str
    """Its place on the page, such as `disk-device`."""


@dataclass(frozen=True, slots=True)
class PlanChild:
    """A child element of a class."""

    name: str
    field: str
    annotation: str
    minimum: int
    maximum: int | None
    value: str | None
    """Constant of its value space, for text alone."""
    flag: bool
    container: bool
    """The field always has an object, empty where the element is left out."""
    cls: str | None
    """Its class."""
    union: str | None
    """Its union of kinds."""
    default: str | None
    fixed: str | None
    inherited: bool
    secret: bool
    rule: str
    value_rule: str
    about: About
    anchor: str
    page: str
    """Page of the element, without suffix."""
    type: str
    """Name of its type in the schema, "" for plain values."""


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The text of an element that also has attributes."""

    field: str
    value: str
    annotation: str
    rule: str
    secret: bool


@dataclass(frozen=True, slots=True)
class PlanWildcard:
    """A place for content that the edition does not describe."""

    field: str
    namespaces: tuple[str, ...]
    minimum: int
    maximum: int | None
    mixed: bool
    """Text may stand between the elements: the content is one text."""
    rule: str
    about: About


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A compiled condition."""

    id: str
    rule: str
    function: str
    """Name of its function in the generated checks, shared by the classes that inherit it."""
    expression: str
    """Python over `node`."""
    xpath: str
    parts: tuple[str, ...]
    """Children and `@attributes` that it speaks of."""
    message: str
    severity: Severity
    inherited: bool
    source: str


@dataclass(frozen=True, slots=True)
class PlanIdentity:
    name: str
    rule: str
    kind: Literal["unique", "key", "keyref"]
    function: str
    select: str
    """Python over `node`: list of elements."""
    fields: tuple[str, ...]
    """Python over `node`: the comparable value or None."""
    selector_xpath: str
    field_xpaths: tuple[str, ...]
    refer: str | None
    message: str
    tag: str
    """Tag of the element that declares it."""
    source: str


@dataclass(frozen=True, slots=True)
class PlanImplied:
    rule: str
    select: tuple[str, ...]
    function: str
    value: str
    """Python over `node`: list of strings or elements."""
    xpath: str
    message: str
    inherited: bool
    source: str


@dataclass(frozen=True, slots=True)
class PlanExample:
    xml: str
    title: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanClass:
    """A class of the bindings: one kind of one element, or a base of kinds."""

    name: str
    base: str
    """Python base class: `Element`, or the base of its kinds."""
    module: str
    tags: tuple[str, ...]
    type: str
    """Name of the type in the schema."""
    about: About
    rule: str
    attributes: tuple[PlanAttribute, ...]
    """All, in print order, inherited ones included."""
    children: tuple[PlanChild, ...]
    """All, in print order."""
    content: PlanContent | None
    wildcard: PlanWildcard | None
    any_attribute: PlanWildcard | None
    checks: tuple[PlanCheck, ...]
    identities: tuple[PlanIdentity, ...]
    implied: tuple[PlanImplied, ...]
    examples: tuple[PlanExample, ...]
    kind: tuple[tuple[str, str], ...] = ()
    """(attribute, value) that make the kind."""
    tag_field: str | None = None
    tag: str | None = None
    """The kind's name in JSON and dicts, under `tag_field`."""
    union: str | None = None
    """The union it is a kind of, or the base of."""
    is_base: bool = False
    page: str = ""
    anchor: str = ""
    parents: tuple[str, ...] = ()
    """Pages of the elements it stands in."""

    @property
    def parts(self) -> tuple[PlanAttribute | PlanChild, ...]:
        """Attributes, then children."""
        return (*self.attributes, *self.children)


@dataclass(frozen=True, slots=True)
class PlanUnion:
    """An element with kinds: a union of classes."""

    name: str
    element: str
    module: str
    base: str
    members: tuple[str, ...]
    """Classes in order of declaration."""
    attribute: str | None
    """The one attribute that decides, or None."""
    table: tuple[tuple[str | None, str], ...]
    """(value or None for absent, class), where one attribute decides."""
    tests: tuple[tuple[str, str, str, str], ...]
    """(function, Python expression, XPath, class) in the order of trial, where tests decide."""
    known: tuple[str, ...]
    """`@attribute` and child names that some kind knows."""
    concrete_base: bool
    about: About
    page: str


@dataclass(frozen=True, slots=True)
class PlanModule:
    """A chapter: one schema file, one module of the bindings."""

    name: str
    title: str
    about: About
    classes: tuple[str, ...]
    """In the order of definition."""
    unions: tuple[str, ...]
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    """(module, names) it needs from other chapters."""
    examples: tuple[PlanExample, ...]


@dataclass(frozen=True, slots=True)
class PlanRule:
    id: str
    level: str
    kind: str
    basis: str
    place: str
    chapter: str
    sentence: str
    cited: tuple[str, ...]
    """Pages (`page` or `page#anchor`) that tell of it."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """One use of an element: where it may stand."""

    parent: str
    """Page of the parent element; "" for the root."""
    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A reference page: one element (in one meaning), with its kinds."""

    name: str
    """File stem, such as `disk` or `disk.source`."""
    title: str
    """`<disk>`"""
    path: str
    """Path for `virtdom explain`, such as `disk/source`."""
    module: str
    element: str
    about: About
    classes: tuple[str, ...]
    """Its class, or its base and its kinds."""
    union: str | None
    value: str | None
    """Constant of its value space, for plain text elements."""
    flag: bool
    places: tuple[PagePlace, ...]
    anchors: tuple[str, ...]
    """Anchors of the specification's own page."""


@dataclass(frozen=True, slots=True)
class Plan:
    edition: str
    source: str
    """The schema folder, for headers."""
    root: str
    """Class of the root."""
    root_rule: str
    url: str
    """Where the reference pages are published, ending in a slash."""
    namespaces: tuple[tuple[str, str], ...]
    """(prefix, namespace)"""
    modules: tuple[PlanModule, ...]
    """So that each imports only earlier ones."""
    classes: tuple[PlanClass, ...]
    unions: tuple[PlanUnion, ...]
    values: tuple[PlanValue, ...]
    """So that each refers only to earlier ones."""
    host: tuple[PlanIdentity, ...]
    rules: tuple[PlanRule, ...]
    pages: tuple[Page, ...]
    secrets: tuple[str, ...]
    """Names of attributes and elements that hold secrets."""
    about: About


def local_name(name: str) -> str:
    """The name without its namespace: `{namespace}local` and `local` both give `local`."""
    return name.rpartition("}")[2]


def dump(plan: Plan) -> str:
    """The Plan as JSON, for emitters in other languages and for reading."""
    return json.dumps(asdict(plan), indent=1, ensure_ascii=False) + "\n"
