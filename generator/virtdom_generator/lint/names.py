"""Python names that are given to what has none."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Element, Place
from ..passes.draft import Draft
from ..schema import Schema


def names(schema: Schema) -> Iterator[tuple[Place, str]]:
    draft = Draft.of(schema.model, "")
    root = schema.model.root
    if root.python_name is not None:
        yield root.notes.place, f"v:name on {root.name}: the root is no field"
    if root.plural is not None:
        yield root.notes.place, f"v:plural on {root.name}: the root is no field"
    for type_ in schema.model.complex_types:
        for child in type_.children:
            if child.owner == type_.name:
                for message in _faults(child, draft):
                    yield child.notes.place, message


def _faults(element: Element, draft: Draft) -> Iterator[str]:
    if element.plural is not None and element.maximum == 1:
        yield f"v:plural on {element.name}: it stands once, so it is no list; write v:name"
    if element.class_name is not None and element.value is not None:
        yield f"v:class on {element.name}: its text is a plain value in Python, without a class"
    elif element.class_name is not None and draft.is_flag(element):
        yield f"v:class on {element.name}: it is a bool in Python, without a class"
