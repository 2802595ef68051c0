"""The tables that generated code fills in and the engine walks.

One `ClassTable` per class says how its element is read, judged and written. Names are those of the
format; `{namespace}name` for names outside the edition's own vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree

from virtdom_runtime.values import Value

if TYPE_CHECKING:
    from virtdom_runtime.element import Element

Node = etree._Element  # pyright: ignore[reportPrivateUsage]
"""What lxml calls an element; it has no public name."""

Path = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Attribute:
    """One attribute: `field` is its name in Python; `rule` is broken when it is missing,
    `value_rule` when its value is wrong."""

    name: str
    field: str
    value: Value
    rule: str
    value_rule: str
    required: bool = False
    default: str | None = None
    fixed: str | None = None
    constant: str | None = None
    """The value that makes the kind: a class constant, not a field."""
    secret: bool = False
    since: str | None = None
    url: str | None = None


@dataclass(slots=True, eq=False)
class Child:
    """One kind of child element.

    Exactly one of these says what it holds: `value` (text alone, kept as a plain value), `flag`
    (empty, its presence is True), `classes` (names in `Edition.tables`: one, or several of which
    `choice` picks).
    """

    name: str
    field: str
    rule: str
    value_rule: str
    minimum: int = 0
    maximum: int | None = 1
    value: Value | None = None
    flag: bool = False
    container: bool = False
    """Its field always has an object; an empty one stands for an element that is left out."""
    table: str | None = None
    choice: str | None = None
    default: str | None = None
    fixed: str | None = None
    secret: bool = False
    since: str | None = None
    url: str | None = None

    @property
    def many(self) -> bool:
        return self.maximum != 1


@dataclass(slots=True, eq=False)
class Content:
    """The text of an element that also has attributes."""

    field: str
    value: Value
    rule: str
    secret: bool = False


@dataclass(slots=True, eq=False)
class Wildcard:
    """A place for elements that the edition does not describe.

    `field` holds each as XML text.
    """

    field: str
    namespaces: tuple[str, ...]
    rule: str
    minimum: int = 0
    maximum: int | None = None
    mixed: bool = False
    """Text may stand between the elements: `field` holds all content as one text."""


@dataclass(slots=True, eq=False)
class Check:
    """A condition on an element, compiled from an assertion of the schema."""

    rule: str
    test: Callable[[Node], object]
    message: str
    severity: Literal["error", "warning"] = "error"
    url: str | None = None
    parts: tuple[str, ...] = ()
    """Children and `@attributes` that it speaks of; a fault is shown at the first one there is."""


@dataclass(slots=True, eq=False)
class Identity:
    """A uniqueness or a reference among descendants of an element."""

    name: str
    rule: str
    kind: Literal["unique", "key", "keyref"]
    select: Callable[[Node], Sequence[Node]]
    fields: tuple[Callable[[Node], object | None], ...]
    message: str
    refer: str | None = None
    url: str | None = None


@dataclass(slots=True, eq=False)
class Implied:
    """A value that the specification implies where `select` is absent."""

    rule: str
    select: Path
    """Steps from the element; the last may be `@attribute`."""
    value: Callable[[Node], Sequence[str | Node]]
    message: str


@dataclass(slots=True, eq=False)
class Choice:
    """How the attributes of an element choose its class.

    `table` maps the value of `attribute` (None: absent) to a class. Where one attribute does not
    decide, `tests` are tried in order. `base` is the class of an element for which nothing decides.
    """

    name: str
    base: str
    attribute: str | None = None
    table: Mapping[str | None, str] = field(default_factory=dict[str | None, str])
    tests: tuple[tuple[Callable[[Node], object], str], ...] = ()
    known: frozenset[str] = frozenset()
    """Children and attributes that some kind knows."""
    concrete_base: bool = False
    """The base is itself a valid kind."""

    def choose(self, node: Node) -> str:
        """Name of the class table for the element; `base` when its attributes decide nothing."""
        if self.attribute is not None:
            return self.table.get(node.get(self.attribute), self.base)
        for test, name in self.tests:
            if test(node):
                return name
        return self.base


@dataclass(slots=True, eq=False)
class ClassTable:
    """How one class and its element correspond."""

    name: str
    cls: type[Element]
    tags: tuple[str, ...]
    rule: str
    """Broken by anything the element does not know."""
    attributes: dict[str, Attribute] = field(default_factory=dict[str, Attribute])
    """In print order."""
    children: dict[str, Child] = field(default_factory=dict[str, Child])
    """In print order."""
    content: Content | None = None
    wildcard: Wildcard | None = None
    any_attribute: Wildcard | None = None
    checks: tuple[Check, ...] = ()
    identities: dict[str, tuple[Identity, ...]] = field(
        default_factory=dict[str, tuple[Identity, ...]]
    )
    """By the tag under which the class stands."""
    implied: tuple[Implied, ...] = ()
    choice: str | None = None
    """The choice that this class is the base of."""
    kind_of: str | None = None
    """The choice that this class is a kind of."""
    url: str | None = None
    since: str | None = None
    constants: dict[str, str] = field(default_factory=dict[str, str])
    """Attributes whose value makes the kind."""
    required_attributes: tuple[Attribute, ...] = ()
    counted: tuple[Child, ...] = ()
    """Children with a minimum, or a maximum other than one and unbounded."""
    secret_fields: frozenset[str] = frozenset()
    """Fields whose value repr leaves out."""

    def __post_init__(self) -> None:
        attributes = self.attributes.values()
        self.constants = {a.name: a.constant for a in attributes if a.constant is not None}
        self.required_attributes = tuple(a for a in attributes if a.required)
        self.counted = tuple(
            c for c in self.children.values() if c.minimum > 0 or c.maximum not in (1, None)
        )
        secret = [part.field for part in attributes if part.secret]
        secret += [part.field for part in self.children.values() if part.secret]
        if self.content is not None and self.content.secret:
            secret.append(self.content.field)
        self.secret_fields = frozenset(secret)


class Edition:
    """All tables of one edition of the format."""

    def __init__(
        self,
        name: str,
        *,
        root: str,
        root_rule: str,
        tables: Sequence[ClassTable],
        choices: Sequence[Choice],
        namespaces: Mapping[str, str],
        host: tuple[Identity, ...] = (),
        secrets: frozenset[str] = frozenset(),
        url: str | None = None,
    ) -> None:
        self.name = name
        self.root = root
        self.root_rule = root_rule
        self.tables = {table.name: table for table in tables}
        self.choices = {choice.name: choice for choice in choices}
        self.namespaces = dict(namespaces)
        """Namespace name to prefix."""
        self.host = host
        self.secrets = secrets
        """Names of attributes and elements whose value must not be shown."""
        self.url = url
        for table in tables:
            table.cls.__table__ = table
            table.cls.__edition__ = self

    def table_for(self, child: Child, node: Node) -> ClassTable | None:
        """The table by which a child element is read; None for plain values and flags."""
        if child.choice is not None:
            return self.tables[self.choices[child.choice].choose(node)]
        return self.tables[child.table] if child.table is not None else None

    def left_out(self, child: Child, value: object) -> bool:
        """Whether the value of a container's field stands for an element that is not there."""
        return child.container and value == self.class_of(child.table or "")()

    def class_of(self, name: str) -> type[Any]:
        """The class of that name. Raises KeyError."""
        return self.tables[name].cls
