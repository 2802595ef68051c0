"""Pass: how the attributes of an element choose the class of its kind."""

from __future__ import annotations

from dataclasses import replace

from virtdom_generator.naming import anchor_name, field_name, function_name
from virtdom_generator.passes.choices import deciding_attribute
from virtdom_generator.passes.draft import Draft, Family, about
from virtdom_generator.plan import PlanClass, PlanUnion
from virtdom_generator.rules import compile_test


def describe_unions(draft: Draft) -> Draft:
    by_name = {one.name: one for one in draft.classes}
    unions: list[PlanUnion] = []
    tags: dict[str, tuple[str, str]] = {}
    for family in draft.families.values():
        if not family.kinds:
            continue
        union = _union(draft, family, by_name)
        unions.append(union)
        kinds = [dict(by_name[name].kind) for name in union.members]
        # Where every kind has one value of its own, that value names it, else its class does.
        alone = union.attribute is not None and all(union.attribute in kind for kind in kinds)
        field = field_name(union.attribute or "") if alone else "kind"
        taken = {part.field for name in union.members for part in by_name[name].parts}
        while not alone and field in taken:
            field += "_"
        for name, kind in zip(union.members, kinds, strict=True):
            value = kind.get(union.attribute or "") if alone else None
            tags[name] = (field, value or anchor_name(name.removesuffix(family.noun) or name))
    classes = tuple(
        replace(one, tag_field=tags[one.name][0], tag=tags[one.name][1])
        if one.name in tags
        else one
        for one in draft.classes
    )
    return draft.with_(unions=tuple(unions), classes=classes)


def _union(draft: Draft, family: Family, by_name: dict[str, PlanClass]) -> PlanUnion:
    chosen = [(kind, kind.alternative) for kind in family.kinds if kind.alternative is not None]
    attribute, values = deciding_attribute([alternative.test for _, alternative in chosen])
    place = family.declared.notes.place
    context = draft.context(place, family.type, typed=False)
    other = next((kind.cls for kind in family.kinds if kind.alternative is None), None)
    known: list[str] = []
    for kind in (family.base, *family.kinds):
        one = by_name[kind.cls]
        known += [f"@{a.name}" for a in one.attributes] + [c.name for c in one.children]
    return PlanUnion(
        name=family.noun,
        element=family.tags[0],
        module=draft.types[family.type].module,
        base=other or family.base.cls,
        members=tuple(kind.cls for kind in family.kinds),
        attribute=attribute,
        table=tuple((value, chosen[index][0].cls) for value, index in values),
        tests=()
        if attribute is not None
        else tuple(
            (function_name("is", kind.cls), compile_test(a.test, context), a.test, kind.cls)
            for kind, a in chosen
        ),
        known=tuple(dict.fromkeys(known)),
        concrete_base=other is not None,
        about=about(family.declared.notes),
        page=draft.class_pages[family.base.cls],
    )
