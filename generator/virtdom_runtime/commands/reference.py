"""The reference of an edition: what its generated package says of every part of the format."""

from __future__ import annotations

from importlib import resources

import msgspec


class About(msgspec.Struct, frozen=True):
    """What is told of a part."""

    text: str = ""
    rules: tuple[str, ...] = ()
    since: str | None = None
    deprecated: str | None = None
    drivers: tuple[str, ...] = ()
    default: str | None = None

    @property
    def summary(self) -> str:
        """The first sentence."""
        first = " ".join(self.text.split("\n\n")[0].split())
        head, stop, _ = first.partition(". ")
        return f"{head}." if stop else first


class ValueSpace(msgspec.Struct, frozen=True):
    """The values of an attribute or of a text."""

    constant: str
    about: About
    expected: tuple[str, ...] = ()
    values: tuple[tuple[str, About], ...] = ()


class Attribute(msgspec.Struct, frozen=True):
    """An attribute of one kind of an element."""

    name: str
    value: str
    """Constant of its value space."""
    required: bool
    about: About
    rule: str
    value_rule: str
    default: str | None = None
    constant: str | None = None
    """Its value, where it makes the kind."""


class Child(msgspec.Struct, frozen=True):
    """A child of one kind of an element."""

    name: str
    minimum: int
    maximum: int | None
    about: About
    rule: str
    page: str
    cls: str | None = None
    default: str | None = None


class Content(msgspec.Struct, frozen=True):
    """The text of an element that has attributes too."""

    value: str
    rule: str


class Check(msgspec.Struct, frozen=True):
    """A condition across parts, or what is implied where a part is absent."""

    rule: str
    message: str


class Example(msgspec.Struct, frozen=True):
    """A piece of a document."""

    xml: str
    title: str


class Kind(msgspec.Struct, frozen=True):
    """A class: one kind of an element, or what its kinds have in common."""

    name: str
    about: About
    is_base: bool
    rule: str
    kind: tuple[tuple[str, str], ...]
    """(attribute, value) that make it."""
    attributes: tuple[Attribute, ...]
    children: tuple[Child, ...]
    content: Content | None
    checks: tuple[Check, ...]
    implied: tuple[Check, ...]
    examples: tuple[Example, ...]


class Standing(msgspec.Struct, frozen=True):
    """Where an element may stand, and how often."""

    parent: str
    """Page of the parent; empty for the root."""
    minimum: int
    maximum: int | None


class Page(msgspec.Struct, frozen=True):
    """An element in one meaning."""

    name: str
    title: str
    path: str
    """Such as `disk/source`."""
    element: str
    about: About
    classes: tuple[str, ...]
    value: str | None
    flag: bool
    places: tuple[Standing, ...]


class Rule(msgspec.Struct, frozen=True):
    """A rule of the specification."""

    id: str
    level: str
    kind: str
    place: str
    sentence: str
    cited: tuple[str, ...] = ()
    """Pages (`page` or `page#anchor`) that tell of it."""


class Reference(msgspec.Struct, frozen=True):
    """Everything about an edition."""

    edition: str
    url: str
    pages: tuple[Page, ...]
    classes: tuple[Kind, ...]
    values: tuple[ValueSpace, ...]
    rules: tuple[Rule, ...]

    def page(self, name: str) -> Page:
        """The page of that name. Raises KeyError."""
        return {page.name: page for page in self.pages}[name]

    def kinds(self, page: Page) -> tuple[Kind, ...]:
        """The classes of an element, what they have in common first."""
        return tuple(kind for name in page.classes for kind in self.classes if kind.name == name)

    def space(self, constant: str) -> ValueSpace:
        """The value space of that name. Raises KeyError."""
        return {space.constant: space for space in self.values}[constant]

    def link(self, page: Page) -> str:
        """Where the page is published."""
        return f"{self.url}{page.name}.html"


def load(edition: str) -> Reference:
    """The reference that is part of an edition's package."""
    file = resources.files(f"virtdom.{edition}") / "reference.json"
    return msgspec.json.decode(file.read_bytes(), type=Reference)
