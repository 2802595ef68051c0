"""Print orders name the parts that a type, or a type that extends it, has."""

from __future__ import annotations

from collections.abc import Iterator

from ..annotations import names
from ..model import ComplexType, Place
from ..schema import Schema
from ..xsd_files import XS
from .spelling import meant
from .static_types import Types


def orders(schema: Schema) -> Iterator[tuple[Place, str]]:
    types = Types(schema.model)
    nodes = {
        file.place(node): node
        for file in schema.files.files
        for node in file.root.iterchildren(f"{XS}complexType")
    }
    for type_ in schema.model.complex_types:
        node = nodes[type_.notes.place]
        family = [types.complex[name] for name in sorted(types.family([type_.name]))]
        children = {child.name for each in family for child in each.children}
        attributes = {each.name for member in family for each in member.attributes}
        for annotation, parts, own in (
            ("order", children, [child.name for child in type_.children]),
            ("attribute-order", attributes, [each.name for each in type_.attributes]),
        ):
            order = names(node, annotation)
            for message in _faults(type_, annotation, order, parts, own):
                yield type_.notes.place, message


def _faults(
    type_: ComplexType, annotation: str, order: tuple[str, ...], known: set[str], own: list[str]
) -> Iterator[str]:
    for name in dict.fromkeys(order):
        if name not in known:
            yield f'v:{annotation} of {type_.name} names unknown "{name}"{meant(name, known)}'
        elif order.count(name) > 1:
            yield f'v:{annotation} of {type_.name} names "{name}" twice'
    if order:
        for name in own:
            if name not in order:
                yield f'v:{annotation} of {type_.name} leaves out "{name}"'
