"""Pass: one reference page per element, in each of its meanings.

An element has one page for all its uses under which the same schema types stand; `source` of a disk
and `source` of an interface are two pages, `disk.source` and `interface.source`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from virtdom_generator.model import Element
from virtdom_generator.passes.draft import Draft, about
from virtdom_generator.plan import Page, PagePlace, local_name

Meaning = tuple[str, frozenset[str]]
"""Element name and all types (or value spaces) it may have there."""


@dataclass(slots=True)
class _Entry:
    name: str
    path: str
    elements: list[Element]
    places: list[PagePlace] = field(default_factory=list[PagePlace])


def lay_out_pages(draft: Draft) -> Draft:
    root = draft.model.root
    first = _meaning(draft, [root])
    entries: dict[Meaning, _Entry] = {first: _Entry("", "", [root])}
    page_of: dict[tuple[Meaning, str], Meaning] = {}
    waiting = [first]
    while waiting:
        parent = waiting.pop(0)
        for name, elements in _children(draft, parent).items():
            meaning = _meaning(draft, elements)
            page_of[parent, name] = meaning
            if meaning not in entries:
                entries[meaning] = _Entry("", "", elements)
                waiting.append(meaning)
    _name(entries, page_of, first)
    class_pages: dict[str, str] = {}
    for entry in entries.values():
        for cls in _classes(draft, entry.elements):
            class_pages.setdefault(cls, entry.name)
    _place(draft, entries, page_of, first)
    pages = tuple(_page(draft, meaning, entry) for meaning, entry in entries.items())
    return draft.with_(
        pages=pages,
        page_of={
            ("", root.name): entries[first].name,
            **{(entries[p].name, name): entries[m].name for (p, name), m in page_of.items()},
        },
        class_pages=class_pages,
    )


def _meaning(draft: Draft, elements: list[Element]) -> Meaning:
    held: set[str] = set()
    for element in elements:
        if element.type:
            held |= {element.type, *(alternative.type for alternative in element.alternatives)}
        elif element.value is not None:
            held.add(element.value.name)
    return elements[0].name, frozenset(held)


def _children(draft: Draft, meaning: Meaning) -> dict[str, list[Element]]:
    """The declarations of each child over all types of a meaning, in order, without repeats."""
    found: dict[str, list[Element]] = defaultdict(list)
    types = [t for t in draft.model.complex_types if t.name in meaning[1]]
    for held in types:
        for child in held.children:
            if child not in found[child.name]:
                found[child.name].append(child)
    return dict(found)


def _name(
    entries: dict[Meaning, _Entry], page_of: dict[tuple[Meaning, str], Meaning], first: Meaning
) -> None:
    """Names pages by the element, or by parent and element where an element has several
    meanings.
    """
    parents: dict[Meaning, Meaning] = {}
    for (parent, _), meaning in page_of.items():
        parents.setdefault(meaning, parent)
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for meaning in entries:
        meanings[local_name(meaning[0])].append(meaning)

    def name(meaning: Meaning, seen: frozenset[Meaning]) -> str:
        local = local_name(meaning[0])
        if len(meanings[local]) == 1 or meaning == first or meaning in seen:
            return local
        return f"{name(parents[meaning], seen | {meaning})}.{local}"

    taken: set[str] = set()
    for meaning, entry in entries.items():
        candidate = name(meaning, frozenset())
        number = 2
        unique = candidate
        while unique in taken or unique == "index":
            unique, number = f"{candidate}-{number}", number + 1
        taken.add(unique)
        entry.name = unique
        entry.path = unique.replace(".", "/")


def _place(
    draft: Draft,
    entries: dict[Meaning, _Entry],
    page_of: dict[tuple[Meaning, str], Meaning],
    first: Meaning,
) -> None:
    entries[first].places.append(PagePlace("", 1, 1))
    for (parent, name), meaning in page_of.items():
        declared = _children(draft, parent)[name]
        always = all(
            any(child.name == name for child in draft.types[t].children)
            for t in parent[1]
            if t in draft.types
        )
        minimum = min(child.minimum for child in declared) if always else 0
        bounds = [child.maximum for child in declared]
        maximum = None if None in bounds else max(b for b in bounds if b is not None)
        entries[meaning].places.append(PagePlace(entries[parent].name, minimum, maximum))


def _page(draft: Draft, meaning: Meaning, entry: _Entry) -> Page:
    element = entry.elements[0]
    classes = tuple(dict.fromkeys(_classes(draft, entry.elements)))
    families = [draft.family_of(e) for e in entry.elements if e.type and not draft.is_flag(e)]
    anchors = list(element.notes.anchors)
    module = _module(draft, element)
    for family in families:
        for name in family.types:
            anchors += draft.types[name].notes.anchors
    if element.type and draft.is_flag(element):
        anchors += draft.types[element.type].notes.anchors
    return Page(
        name=entry.name,
        title=f"<{local_name(element.name)}>",
        path=entry.path,
        module=module,
        element=element.name,
        about=about(element.notes, element.default),
        classes=classes,
        union=next((f.noun for f in families if f.kinds), None),
        value=draft.constants[element.value.name].constant if element.value is not None else None,
        flag=bool(element.type) and draft.is_flag(element),
        places=tuple(entry.places),
        anchors=tuple(dict.fromkeys(anchors)),
    )


def _classes(draft: Draft, elements: list[Element]) -> list[str]:
    names: list[str] = []
    for element in elements:
        if element.type and not draft.is_flag(element):
            family = draft.family_of(element)
            names += [family.base.cls, *(kind.cls for kind in family.kinds)]
    return names


def _module(draft: Draft, element: Element) -> str:
    if element.type:
        return draft.types[element.type].module
    return element.notes.place.file.removesuffix(".xsd")
