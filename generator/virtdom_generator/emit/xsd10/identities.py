"""Uniqueness, where XSD 1.0 can say it without refusing more.

Merged declarations may compare values otherwise than those of a kind do. So a constraint is kept
where each field is of one value space for all kinds, or of texts for all, has no default, and no
wildcard is on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from virtdom_generator.emit.xsd10.meanings import Meanings, Pages
from virtdom_generator.emit.xsd10.merge import Merger
from virtdom_generator.emit.xsd10.shapes import Text
from virtdom_generator.plan import PlanIdentity, local_name

_STEP = re.compile(r"(?:(@|attribute::)|(?:child::)?)(?:(\w[\w.\-]*):)?(\w[\w.\-]*|\*)", re.ASCII)
_EXACT = ("text", "enumeration", "words", "uuid")
"""Kinds of value spaces that the projection does not spell otherwise."""


class _Unsure(Exception):
    """The constraint may refuse what the edition accepts."""


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    """`*` for any."""
    attribute: bool


def kept_identities(meanings: Meanings, merger: Merger, pages: Pages) -> tuple[PlanIdentity, ...]:
    """The constraints that the declaration of an element keeps; those referred to come first."""
    element = meanings.pages[pages[0]].element
    kinds = [
        {i.name: i for i in one.identities if i.tag == element}
        for one in meanings.of(pages).classes
    ]
    shared = [
        identity
        for name, identity in (kinds[0] if kinds else {}).items()
        if all(name in kind for kind in kinds)
    ]
    walker = _Walker(meanings, merger)
    kept = {
        identity.name: identity
        for identity in shared
        if identity.kind != "keyref" and walker.is_exact(identity, pages)
    }
    references = [
        identity
        for identity in shared
        if identity.kind == "keyref" and identity.refer in kept and walker.is_exact(identity, pages)
    ]
    return (*kept.values(), *references)


class _Walker:
    """Follows the paths of a constraint through the merged declarations."""

    def __init__(self, meanings: Meanings, merger: Merger) -> None:
        self.meanings = meanings
        self.merger = merger
        self.prefixes = dict(meanings.plan.namespaces)

    def is_exact(self, identity: PlanIdentity, pages: Pages) -> bool:
        try:
            selected = list(self.selected(identity.selector_xpath, pages))
            for xpath in identity.field_xpaths:
                spaces = {space for here in selected for space in self.field(xpath, here)}
                if identity.kind == "keyref" and not all(map(self.is_spelt_alike, spaces)):
                    return False
        except _Unsure:
            return False
        return True

    def is_spelt_alike(self, constant: str) -> bool:
        value = self.meanings.values[constant]
        bounded = value.minimum is not None and value.maximum is not None
        return value.kind in _EXACT or (value.kind == "integer" and bounded)

    def selected(self, xpath: str, pages: Pages) -> Iterator[Pages]:
        for steps in self.paths(xpath):
            here = [pages]
            for step in steps:
                if step.attribute:
                    raise _Unsure(xpath)
                here = [below for at in here for below in self.children(at, step.name)]
            yield from here

    def field(self, xpath: str, pages: Pages) -> Iterator[str]:
        """The value spaces, by constant, of what a field finds."""
        for steps in self.paths(xpath):
            here = [pages]
            if steps and steps[-1].attribute:
                *steps, last = steps
                for step in steps:
                    here = [below for at in here for below in self.children(at, step.name)]
                for at in here:
                    yield from self.attribute(at, last.name)
                continue
            for step in steps:
                here = [below for at in here for below in self.children(at, step.name)]
            for at in here:
                yield from self.text(at)

    def children(self, pages: Pages, name: str) -> Iterator[Pages]:
        content = self.merger.content(pages, "")
        if content.wildcard:
            raise _Unsure(name)
        yield from (child.pages for child in content.children if name in ("*", child.name))

    def attribute(self, pages: Pages, name: str) -> Iterator[str]:
        content = self.merger.content(pages, "")
        if content.any_attribute:
            raise _Unsure(name)
        for attribute in content.attributes:
            if name in ("*", attribute.name):
                if attribute.defaulted:
                    raise _Unsure(name)
                yield from self.compared(attribute.text)

    def text(self, pages: Pages) -> Iterator[str]:
        text = self.merger.content(pages, "").text
        if text is None or self.meanings.of(pages).defaulted:
            raise _Unsure(pages[0])
        yield from self.compared(text)

    def compared(self, text: Text) -> Iterator[str]:
        """The value spaces of a text whose values are equal in all kinds or in none."""
        spaces = [self.meanings.values[constant] for constant in text.constants]
        texts = all(space.kind in _EXACT for space in spaces)
        if text.single is None and not (texts and len({s.white_space for s in spaces}) == 1):
            raise _Unsure(text)
        yield from text.constants

    def paths(self, xpath: str) -> Iterator[list[_Step]]:
        """The steps of each alternative of a path."""
        for path in xpath.split("|"):
            names = re.sub(r"\s+", "", path).split("/")
            yield [self.step(name) for name in names if name not in (".", "self::node()")]

    def step(self, text: str) -> _Step:
        found = _STEP.fullmatch(text)
        if found is None or (found[2] and found[2] not in self.prefixes):
            raise _Unsure(text)
        name = found[3]
        if found[2]:
            name = f"{{{self.prefixes[found[2]]}}}{name}"
        if name != "*" and local_name(name) == "*":
            raise _Unsure(text)
        return _Step(name, attribute=bool(found[1]))
