"""A case: one document, one operation, and what an implementation must make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Operation = Literal["accept", "read", "roundtrip", "defaults"]
"""What an implementation is asked to do with a document.

`accept`: say whether it is valid. `read`: say what stands at some places, as typed values.
`roundtrip`: read it and write it again. `defaults`: the same, with the values filled in that the
specification implies.
"""

OPERATIONS: tuple[Operation, ...] = ("accept", "read", "roundtrip", "defaults")

Level = Literal["must", "should"]
"""How firmly the specification asks for what the case shows."""

Fact = str | int | float | bool | None
"""A typed value. None: there is nothing at the place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document breaks a rule."""

    path: str
    """XPath of an element or attribute; of the parent for a child that is missing."""
    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the case is written down."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. Its id never changes and is never used again for something else."""

    id: str
    """`AREA/NAME`, or `AREA/TABLE/ROW`."""
    area: str
    area_title: str
    sentence: str
    """The one fact that the case shows."""
    rules: tuple[str, ...]
    operation: Operation
    valid: bool
    document: bytes
    fault: Place | None = None
    """The one fault of an invalid document."""
    warning: Place | None = None
    """What a valid document should not do. Only implementations that name rules are held to it."""
    twin: str | None = None
    """Id of the valid case whose document is one change away from this invalid one."""
    tags: frozenset[str] = frozenset()
    since: str | None = None
    """First version of libvirt for which the case holds."""
    until: str | None = None
    """Last version of libvirt for which the case holds."""
    level: Level = "must"
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    """For `read`: typed value by XPath."""
    defaults: bytes | None = None
    """For `defaults`: the document with everything filled in."""
    verbatim: frozenset[str] = frozenset()
    """For `roundtrip` and `defaults`: places whose white space counts."""
    origin: Origin
