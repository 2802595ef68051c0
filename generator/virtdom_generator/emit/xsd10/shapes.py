"""What is merged for the projection, as frozen data: declarations that hold for every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from virtdom_generator.emit.xsd10.meanings import Pages
from virtdom_generator.plan import PlanIdentity

Model = Literal["empty", "text", "all", "sequence", "choice"]


@dataclass(frozen=True, slots=True)
class Text:
    """The value spaces, by constant, that a text may belong to."""

    constants: tuple[str, ...]
    nothing: bool = False
    """There may be no text at all, although no value space has the empty text."""

    @property
    def single(self) -> str | None:
        """The value space, if there is one for all kinds."""
        return self.constants[0] if len(self.constants) == 1 and not self.nothing else None


@dataclass(frozen=True, slots=True)
class MergedAttribute:
    name: str
    text: Text
    required: bool
    default: str | None
    fixed: str | None
    defaulted: bool
    """Some kind has a value for it where it is absent."""
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedElement:
    """A child, or the root."""

    name: str
    pages: Pages
    minimum: int
    maximum: int | None
    text: Text | None
    """For text without attributes; None where it has a type."""
    default: str | None
    fixed: str | None
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in an element, whatever its kind."""

    pages: Pages
    model: Model
    minimum: int
    """0 where the children may all be missing."""
    mixed: bool
    text: Text | None
    children: tuple[MergedElement, ...]
    attributes: tuple[MergedAttribute, ...]
    wildcard: tuple[str, ...]
    """Namespaces of elements that are let through; empty for none."""
    any_attribute: tuple[str, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    value: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ValueShape:
    """A simple type. Of `base`, `item` and `members` one is given."""

    name: str
    summary: str
    base: str = ""
    """Built-in type."""
    item: str = ""
    """Constant of a list's items."""
    members: tuple[str, ...] = ()
    """Constants of a union's members."""
    steps: tuple[tuple[Facet, ...], ...] = ()
    """Facets of restrictions, one after the other."""
    long: str = ""
    """Pattern of numbers that have more digits than some versions of libxml2 hold."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """An identity constraint under the name it has in the file."""

    name: str
    refer: str | None
    planned: PlanIdentity
