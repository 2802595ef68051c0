"""The Model: what a schema says, as frozen data.

`schema.py` makes it from XSD files and nothing else does; the planner reads it and nothing but it.
Names are those of the format (element, attribute and type names as written in the schema); no
Python name occurs here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Variety = Literal["atomic", "list", "union"]
WhiteSpace = Literal["preserve", "replace", "collapse"]
Primitive = Literal["string", "boolean", "integer", "decimal", "double"]
RuleKind = Literal[
    "structure",
    "facet",
    "assertion",
    "identity",
    "behaviour",
    "documentation",
    "since",
    "example",
]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is declared: schema file (relative to its edition folder) and line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Notes:
    """What the schema tells about a declaration beside its structure."""

    place: Place
    text: str = ""
    """Documentation, paragraphs parted by a blank line, light Markdown."""
    rules: tuple[str, ...] = ()
    since: str | None = None
    deprecated: str | None = None
    drivers: tuple[str, ...] = ()
    default: str | None = None
    """A default told in words (`v:default`); a literal one is `Attribute.default`."""
    anchors: tuple[str, ...] = ()
    """Anchors of the specification's own page that this declaration answers to."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A condition across parts, as XPath over the element (or `$value`)."""

    id: str
    rule: str
    test: str
    message: str
    severity: Literal["error", "warning"]
    owner: str
    """Name of the type that declares it."""
    place: Place


@dataclass(frozen=True, slots=True)
class Identity:
    """A uniqueness within the element that declares it (or across documents, for `Model.host`)."""

    id: str
    rule: str
    kind: Literal["unique", "key", "keyref"]
    selector: str
    fields: tuple[str, ...]
    refer: str | None
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Implied:
    """A value that the specification implies where a place is absent."""

    rule: str
    select: str
    value: str
    message: str
    owner: str
    place: Place


@dataclass(frozen=True, slots=True)
class Example:
    """A fragment of XML that shows a type in use."""

    xml: str
    title: str
    rules: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One allowed value of an enumeration."""

    value: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A value space. Inherited facets are folded in; bounds are inclusive or exclusive as
    declared.
    """

    name: str
    """Schema name; builtins as `xs:NMTOKEN`."""
    variety: Variety
    primitive: Primitive
    white_space: WhiteSpace
    notes: Notes
    builtin: bool = False
    base: str | None = None
    enumeration: tuple[EnumValue, ...] = ()
    patterns: tuple[tuple[str, ...], ...] = ()
    """XSD regular expressions: every group must match, by any of its members."""
    length: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    above: Decimal | None = None
    """minExclusive"""
    below: Decimal | None = None
    """maxExclusive"""
    total_digits: int | None = None
    fraction_digits: int | None = None
    members: tuple[SimpleType, ...] = ()
    """Of a union, in order of trial."""
    item: SimpleType | None = None
    """Of a list."""
    assertions: tuple[Assertion, ...] = ()
    reading: str | None = None
    """`v:as`: how Python reads the value (yes-no, on-off, uuid, hex, mac, size)."""
    open: bool = False
    """Lax reading may exceed the enumeration."""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    """Local name, or `{namespace}name`."""
    type: SimpleType
    required: bool
    default: str | None
    fixed: str | None
    owner: str
    """Name of the complex type that declares it."""
    notes: Notes
    secret: bool = False
    python_name: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """`xs:alternative`: the type an element takes when the test on its attributes holds."""

    test: str
    type: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Element:
    """A child declaration, or the root."""

    name: str
    """Local name, or `{namespace}name`."""
    type: str
    """Name of its complex type, or "" when `value` says what it holds."""
    value: SimpleType | None
    """Its value space when it is text without attributes."""
    minimum: int
    maximum: int | None
    """None: unbounded."""
    owner: str
    notes: Notes
    alternatives: tuple[Alternative, ...] = ()
    identities: tuple[Identity, ...] = ()
    default: str | None = None
    fixed: str | None = None
    secret: bool = False
    python_name: str | None = None
    plural: str | None = None
    class_name: str | None = None
    container: bool = False
    """It only holds others: left out, it means what it means when it is empty."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`xs:any` or `xs:anyAttribute`."""

    namespaces: tuple[str, ...]
    """`##any`, `##other`, `##local`, or namespace names."""
    process: Literal["skip", "lax", "strict"]
    minimum: int
    maximum: int | None
    notes: Notes


@dataclass(frozen=True, slots=True)
class ComplexType:
    """An element's content. Attributes and children include those of the base types."""

    name: str
    base: str | None
    module: str
    """Stem of the schema file that declares it."""
    notes: Notes
    attributes: tuple[Attribute, ...] = ()
    children: tuple[Element, ...] = ()
    text: SimpleType | None = None
    """Value space of its text (simple content)."""
    mixed: bool = False
    wildcard: Wildcard | None = None
    any_attribute: Wildcard | None = None
    assertions: tuple[Assertion, ...] = ()
    """Inherited ones first; warnings included."""
    implied: tuple[Implied, ...] = ()
    examples: tuple[Example, ...] = ()
    order: tuple[str, ...] = ()
    """Print order of children; empty: order of declaration."""
    attribute_order: tuple[str, ...] = ()
    secret: bool = False
    """Its text must not be shown."""

    @property
    def parts(self) -> tuple[Attribute | Element, ...]:
        """Attributes, then children."""
        return (*self.attributes, *self.children)


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of `rules.toml`."""

    id: str
    level: Literal["must", "should", "may", "fact"]
    kind: RuleKind
    basis: Literal["stated", "implied", "example"]
    place: str
    chapter: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Module:
    """One schema file: a chapter of the format."""

    name: str
    title: str
    notes: Notes
    examples: tuple[Example, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    """(prefix, namespace) in its XPaths."""


@dataclass(frozen=True, slots=True)
class Model:
    """An edition of the format."""

    edition: str
    root: Element
    modules: tuple[Module, ...]
    """In the order of inclusion, the root's own file first."""
    complex_types: tuple[ComplexType, ...]
    simple_types: tuple[SimpleType, ...]
    """Named ones, sorted by name."""
    host: tuple[Identity, ...]
    """Uniqueness across the documents of one host (`v:host`)."""
    rules: tuple[Rule, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    """(prefix, namespace) for elements outside the edition's own vocabulary."""
