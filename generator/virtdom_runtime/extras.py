"""What an element holds beside what its class describes; it is written back where it stood."""

from __future__ import annotations

import msgspec


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """An unknown element, a comment or a processing instruction, as XML text."""

    xml: str
    before: tuple[str, int] | None = None
    """The known child it stands before: its tag and its place among the children of that tag, from
    0. None: at the end."""

    def __repr__(self) -> str:
        return f"Kept({_name(self.xml)})"


class Extras(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Kept content of one element.

    Comments and processing instructions are kept always, unknown attributes and elements by lax
    reading.
    """

    attributes: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """Unknown attributes by name, `{namespace}name` outside the edition's vocabulary."""
    nodes: list[Kept] = msgspec.field(default_factory=list[Kept])
    inner: dict[str, Extras] = msgspec.field(default_factory=dict[str, "Extras"])
    """Kept content of children that are plain values in Python, by `tag/place`."""
    text: str | None = None
    """Text where the edition allows none."""
    prolog: list[str] = msgspec.field(default_factory=list[str])
    """Comments and processing instructions before the root element."""
    epilog: list[str] = msgspec.field(default_factory=list[str])
    """Comments and processing instructions after the root element."""

    def __repr__(self) -> str:
        """Names only: what an edition does not know may well be a secret."""
        names = [f"@{name.rpartition('}')[2]}" for name in self.attributes]
        names += [_name(xml) for xml in (*(k.xml for k in self.nodes), *self.prolog, *self.epilog)]
        names += [
            f"in <{place.partition('/')[0]}>: {inner!r}" for place, inner in self.inner.items()
        ]
        if self.text:
            names.append("text")
        return f"Extras({', '.join(names)})"


def _name(xml: str) -> str:
    """What kind of node it is, without its content."""
    return "a comment" if xml.startswith("<!--") else xml.split(">")[0].split()[0].rstrip("/") + ">"
