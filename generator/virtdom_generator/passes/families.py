"""Pass: which elements become which classes, under which names."""

from __future__ import annotations

from dataclasses import replace

from virtdom_generator.model import Element, Place
from virtdom_generator.naming import (
    RESERVED_CLASSES,
    class_name,
    is_name,
    kind_class_name,
    refuse_clashes,
)
from virtdom_generator.passes.choices import base_may_stand
from virtdom_generator.passes.draft import Draft, Family, FamilyKey, Kind, family_key
from virtdom_generator.rules import discriminator


def find_families(draft: Draft) -> Draft:
    families: dict[FamilyKey, Family] = {}
    if draft.is_flag(draft.model.root):
        raise draft.refuse(draft.model.root.notes.place, "the root holds nothing at all")
    waiting = [draft.model.root]
    while waiting:
        element = waiting.pop(0)
        if not element.type or draft.is_flag(element):
            continue
        key = family_key(element)
        known = families.get(key)
        if known is not None:
            if _choices(known.declared) != _choices(element):
                raise draft.refuse(
                    element.notes.place,
                    f"<{element.name}> has other alternatives here than at "
                    f"{known.declared.notes.place}; give it v:class",
                )
            if element.name not in known.tags:
                families[key] = replace(known, tags=(*known.tags, element.name))
            continue
        family = _family(draft, element)
        families[key] = family
        waiting += [child for name in family.types for child in draft.types[name].children]
    draft = draft.with_(families=families)
    names = class_names(draft)
    for name, what, place in names:
        if name in RESERVED_CLASSES or not is_name(name):
            raise draft.refuse(
                place,
                f"the class of {what} would be {name!r} in Python, which is taken or no name; "
                "give the element v:class",
            )
    refuse_clashes("class", names, "give one of the elements v:class")
    return draft


def class_names(draft: Draft) -> list[tuple[str, str, Place]]:
    """(Python name, what has it, place) of all classes and unions of classes."""
    names: list[tuple[str, str, Place]] = []
    for family in draft.families.values():
        place = family.declared.notes.place
        names += [
            (kind.cls, f"{'/'.join(family.tags)} of type {kind.type}", place)
            for kind in (family.base, *family.kinds)
        ]
        if family.kinds:
            names.append((family.noun, f"the kinds of <{family.declared.name}>", place))
    return names


def _family(draft: Draft, element: Element) -> Family:
    if not element.alternatives:
        name = class_name(element.class_name or element.type)
        base = Kind(name, element.type)
        return Family(name, element.type, (element.name,), base, (), element)
    noun = class_name(element.class_name or element.name)
    used = [alternative.type for alternative in element.alternatives]
    kinds: list[Kind] = []
    for alternative in element.alternatives:
        if alternative.type == element.type or used.count(alternative.type) > 1:
            # The type does not tell the kind apart; the values that choose it do.
            conditions = discriminator(alternative.test) or ()
            values = [v for _, allowed in conditions for v in allowed if v is not None]
            cls = class_name("-".join(values)) + noun
        else:
            cls = kind_class_name(alternative.type, element.type, element.name, noun)
        kinds.append(Kind(cls, alternative.type, alternative))
    base = Kind(f"{noun}Base", element.type)
    if base_may_stand(draft.types, element.type, [a.test for a in element.alternatives]):
        kinds.append(Kind(f"Other{noun}", element.type))
    return Family(noun, element.type, (element.name,), base, tuple(kinds), element)


def _choices(element: Element) -> list[tuple[str, str]]:
    return [(alternative.test, alternative.type) for alternative in element.alternatives]
