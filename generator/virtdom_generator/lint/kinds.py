"""Attributes that choose kinds keep their blanks, for alternatives see them as written."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Element, Place
from ..rules import CompileError, discriminator
from ..schema import Schema


def kinds(schema: Schema) -> Iterator[tuple[Place, str]]:
    """With blanks around it, a value would be valid and choose nothing."""
    types = {type_.name: type_ for type_ in schema.model.complex_types}
    children = [child for type_ in schema.model.complex_types for child in type_.children]
    for element in (schema.model.root, *children):
        yield from _prefixed(element)
        for name in _deciding(element):
            for attribute in types[element.type].attributes:
                if attribute.name == name and attribute.type.white_space != "preserve":
                    used = "" if attribute.type.builtin else f" {attribute.type.name}"
                    yield (
                        attribute.notes.place
                        if attribute.type.builtin
                        else attribute.type.notes.place,
                        (
                            f"blanks around @{name} count where it chooses a kind: "
                            f"derive its type{used} from xs:string"
                        ),
                    )


def _deciding(element: Element) -> set[str]:
    """The attributes that the alternatives of an element compare."""
    names: set[str] = set()
    for alternative in element.alternatives:
        try:
            names |= {name for name, _ in discriminator(alternative.test) or ()}
        except CompileError:
            continue  # told as a prefix
    return names


def _prefixed(element: Element) -> Iterator[tuple[Place, str]]:
    """Tests that were read as XPath, but not without the prefixes of their file."""
    for alternative in element.alternatives:
        try:
            discriminator(alternative.test)
        except CompileError:
            told = "an attribute that chooses a kind has no prefix"
            yield alternative.notes.place, f"{told} (in {alternative.test})"
