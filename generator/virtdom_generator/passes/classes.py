"""Pass: the classes with their fields, checks, uniqueness and implied values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from virtdom_generator.model import (
    Assertion,
    Attribute,
    ComplexType,
    Element,
    Identity,
    Implied,
    Place,
    SimpleType,
    Wildcard,
)
from virtdom_generator.naming import (
    RESERVED,
    anchor_name,
    field_name,
    function_name,
    is_name,
    plural,
    refuse_clashes,
)
from virtdom_generator.passes.draft import Draft, Family, Kind, about
from virtdom_generator.plan import (
    PlanAttribute,
    PlanCheck,
    PlanChild,
    PlanClass,
    PlanContent,
    PlanExample,
    PlanIdentity,
    PlanImplied,
    PlanValue,
    PlanWildcard,
    local_name,
)
from virtdom_generator.rules import (
    CompileError,
    StaticContext,
    compile_identity,
    compile_test,
    compile_value,
    discriminator,
)
from virtdom_generator.xpath_parts import parts_of


def describe_classes(draft: Draft) -> Draft:
    classes = [
        one
        for family in draft.families.values()
        for one in _family(draft, family)
    ]  # fmt: skip
    for held in draft.model.complex_types:
        conditions = [(_function(one), one.id, one.place) for one in held.assertions]
        refuse_clashes("condition", conditions, "give one of them another id")
    host = tuple(
        _identity(draft, identity, (draft.model.root.type,), "host")
        for identity in draft.model.host
    )
    return draft.with_(classes=tuple(classes), host=host)


def _family(draft: Draft, family: Family) -> list[PlanClass]:
    base = _class(draft, family, family.base)
    if not family.kinds:
        return [base]
    kinds = [_class(draft, family, kind) for kind in family.kinds]
    # What some kind fixes is no field of the base, or the kinds could contradict themselves.
    fixed = {name for kind in kinds for name, _ in kind.kind}
    shared = {part.name for part in base.parts} - fixed
    return [replace(base, is_base=True), *(_inheriting(kind, base, shared) for kind in kinds)]


def _inheriting(kind: PlanClass, base: PlanClass, shared: set[str]) -> PlanClass:
    """The kind with what it takes over from its base marked as inherited."""
    checks = {check.function for check in base.checks}
    implied = {one.function for one in base.implied}
    return replace(
        kind,
        base=base.name,
        attributes=tuple(replace(a, inherited=a.name in shared) for a in kind.attributes),
        children=tuple(replace(c, inherited=c.name in shared) for c in kind.children),
        checks=tuple(replace(c, inherited=c.function in checks) for c in kind.checks),
        implied=tuple(replace(i, inherited=i.function in implied) for i in kind.implied),
    )


def _class(draft: Draft, family: Family, kind: Kind) -> PlanClass:
    held = draft.types[kind.type]
    page = draft.class_pages[kind.cls]
    constants = _constants(kind)
    children = tuple(_child(draft, held, child, kind.cls, page) for child in _printed(draft, held))
    attributes = tuple(
        _attribute(draft, held, attribute, kind.cls, constants.get(attribute.name))
        for attribute in _in_order(held)
    )
    content = _content(draft, held)
    wildcard = _wildcard(held, held.wildcard, "content")
    any_attribute = _wildcard(held, held.any_attribute, "extras")
    fields = [(a.field, f"attribute {a.name}", _place_of(held, a.name)) for a in attributes]
    fields += [(c.field, f"element {c.name}", _place_of(held, c.name)) for c in children]
    if content is not None:
        fields.append((content.field, "text", held.notes.place))
    if wildcard is not None:
        fields.append((wildcard.field, "any element", held.notes.place))
    refuse_clashes(f"field of {kind.cls}:", fields)
    if held.mixed and (wildcard is None or children):
        raise draft.refuse(
            held.notes.place,
            f"{held.name}: text between known elements (mixed) has no form in Python; "
            "mixed content is for wildcards alone",
        )
    is_kind = bool(family.kinds)
    return PlanClass(
        name=kind.cls,
        base="Element",
        module=held.module if not is_kind else draft.types[family.type].module,
        tags=family.tags,
        type=held.name,
        about=about(held.notes),
        rule=_closed_rule(draft, held),
        attributes=attributes,
        children=children,
        content=content,
        wildcard=wildcard,
        any_attribute=any_attribute,
        checks=tuple(_check(draft, one) for one in held.assertions),
        identities=tuple(
            _identity(draft, identity, family.types, tag)
            for tag in family.tags
            for identity in _identities(draft, family, tag)
        ),
        implied=tuple(_implied(draft, one) for one in held.implied),
        examples=tuple(
            PlanExample(xml=e.xml, title=e.title, rules=e.rules)
            for e in held.examples
            if _is_about(draft, e.xml, family, kind)
        ),
        kind=tuple(constants.items()),
        union=family.noun if family.kinds else None,
        page=page,
        anchor=anchor_name(kind.cls),
        parents=tuple(
            dict.fromkeys(p for (p, _), name in draft.page_of.items() if name == page and p)
        ),
    )


def _is_about(draft: Draft, xml: str, family: Family, kind: Kind) -> bool:
    """Types that several elements share have examples of each; an example goes with its element."""
    return any(
        xml.lstrip().startswith((f"<{tag} ", f"<{tag}>", f"<{tag}/", f"<{tag}\n"))
        for tag in family.tags
    )


def _constants(kind: Kind) -> dict[str, str]:
    """The attributes that the kind's alternative fixes to one value."""
    if kind.alternative is None:
        return {}
    constants: dict[str, str] = {}
    for name, allowed in discriminator(kind.alternative.test) or ():
        values = [value for value in allowed if value is not None]
        if len(values) == 1:
            constants[name] = values[0]
    return constants


def _in_order(held: ComplexType) -> list[Attribute]:
    by_name = {attribute.name: attribute for attribute in held.attributes}
    first = [by_name[name] for name in held.attribute_order if name in by_name]
    return first + [a for a in held.attributes if a not in first]


def _printed(draft: Draft, held: ComplexType) -> list[Element]:
    """Children in print order: the nearest declared order, then the others as declared."""
    order: tuple[str, ...] = ()
    current: ComplexType | None = held
    while current is not None and not order:
        order = current.order
        current = draft.types.get(current.base or "")
    by_name = {local_name(child.name): child for child in held.children}
    first = [by_name[name] for name in order if name in by_name]
    return first + [child for child in held.children if child not in first]


def _attribute(
    draft: Draft, held: ComplexType, attribute: Attribute, cls: str, constant: str | None
) -> PlanAttribute:
    value = draft.constants[attribute.type.name]
    required = attribute.required and constant is None
    return PlanAttribute(
        name=attribute.name,
        field=_field(draft, attribute.python_name, attribute.name, attribute.notes.place),
        value=value.constant,
        annotation=value.annotation if required else f"{value.annotation} | None",
        required=required,
        default=attribute.default,
        fixed=attribute.fixed,
        constant=constant,
        inherited=False,
        secret=attribute.secret or attribute.type.secret,
        rule=_presence_rule(draft, held, attribute.name, attribute.notes.rules),
        value_rule=_value_rule(draft, held, attribute.name, attribute.notes.rules, attribute.type),
        about=about(attribute.notes, attribute.default),
        anchor=anchor_name(cls, attribute.name),
    )


def _child(draft: Draft, held: ComplexType, child: Element, cls: str, page: str) -> PlanChild:
    flag = draft.is_flag(child)
    family = draft.family_of(child) if child.type and not flag else None
    value = draft.constants[child.value.name] if child.value is not None else None
    many = child.maximum != 1
    if family is not None:
        one = family.noun if family.kinds else family.base.cls
    else:
        one = "bool" if flag else value.annotation if value is not None else ""
    always = flag or child.container or child.minimum
    annotation = f"list[{one}]" if many else one if always else f"{one} | None"
    name = _field(draft, child.python_name, child.name, child.notes.place)
    if many:
        name = _field(draft, child.plural, plural(name), child.notes.place)
    return PlanChild(
        name=child.name,
        field=name,
        annotation=annotation,
        minimum=child.minimum,
        maximum=child.maximum,
        value=value.constant if value is not None else None,
        flag=flag,
        container=child.container,
        cls=family.base.cls if family is not None and not family.kinds else None,
        union=family.noun if family is not None and family.kinds else None,
        default=child.default,
        fixed=child.fixed,
        inherited=False,
        secret=child.secret or (child.value is not None and child.value.secret),
        rule=_presence_rule(draft, held, child.name, child.notes.rules),
        value_rule=_value_rule(draft, held, child.name, child.notes.rules, child.value),
        about=about(child.notes, child.default),
        anchor=anchor_name(cls, child.name),
        page=draft.page_of[page, child.name],
        type=child.type,
    )


def _field(draft: Draft, given: str | None, name: str, place: Place) -> str:
    """The name of a field: the annotated one, or that which follows from the name."""
    if given is None:
        return field_name(name)
    if not is_name(given) or given in RESERVED or given.startswith("__"):
        raise draft.refuse(place, f"{given!r} can be no field in Python; choose another name")
    return given


def _content(draft: Draft, held: ComplexType) -> PlanContent | None:
    if held.text is None:
        return None
    value: PlanValue = draft.constants[held.text.name]
    return PlanContent(
        field="value",
        value=value.constant,
        annotation=value.annotation,
        rule=_value_rule(draft, held, "", held.notes.rules, held.text),
        secret=held.secret or held.text.secret,
    )


def _wildcard(held: ComplexType, wildcard: Wildcard | None, field: str) -> PlanWildcard | None:
    if wildcard is None:
        return None
    return PlanWildcard(
        field=field,
        namespaces=wildcard.namespaces,
        minimum=wildcard.minimum,
        maximum=wildcard.maximum,
        mixed=held.mixed,
        rule=(wildcard.notes.rules or held.notes.rules or (local_name(held.name),))[0],
        about=about(wildcard.notes),
    )


# Rules: which id a fault at a place carries


def _presence_rule(draft: Draft, held: ComplexType, name: str, rules: tuple[str, ...]) -> str:
    found = draft.first_rule(rules, "structure", "assertion")
    return found or (rules[0] if rules else f"{local_name(held.name)}.{local_name(name)}")


def _value_rule(
    draft: Draft, held: ComplexType, name: str, rules: tuple[str, ...], simple: SimpleType | None
) -> str:
    own = simple.notes.rules if simple is not None else ()
    found = draft.first_rule(rules, "facet") or draft.first_rule(own, "facet")
    fallback = f"{local_name(held.name)}.{local_name(name)}" if name else local_name(held.name)
    return found or (*own, *rules, fallback)[0]


def _closed_rule(draft: Draft, held: ComplexType) -> str:
    rules = held.notes.rules
    found = draft.first_rule(rules, "structure", "assertion")
    return found or (rules[0] if rules else local_name(held.name))


# Conditions


def _check(draft: Draft, one: Assertion) -> PlanCheck:
    return PlanCheck(
        id=one.id,
        rule=one.rule,
        function=_function(one),
        expression=_compiled(compile_test, one.test, draft, one.owner, one.place),
        xpath=one.test,
        parts=parts_of(one.test, draft.prefixes(one.place)),
        message=" ".join(one.message.split()),
        severity=one.severity,
        inherited=False,
        source=str(one.place),
    )


def _function(one: Assertion) -> str:
    return function_name(one.id, "of", one.owner)


def _implied(draft: Draft, one: Implied) -> PlanImplied:
    return PlanImplied(
        rule=one.rule,
        select=tuple(one.select.split("/")),
        function=function_name(one.rule, "implies", one.select.replace("@", ""), "of", one.owner),
        value=_compiled(compile_value, one.value, draft, one.owner, one.place),
        xpath=one.value,
        message=" ".join(one.message.split()),
        inherited=False,
        source=str(one.place),
    )


def _identities(draft: Draft, family: Family, tag: str) -> Sequence[Identity]:
    """The constraints that the declarations of the element carry."""
    if tag == draft.model.root.name and draft.model.root.type == family.type:
        return draft.model.root.identities
    for held in draft.model.complex_types:
        for child in held.children:
            if child.name == tag and child.type == family.type:
                return child.identities
    return ()


def _identity(draft: Draft, one: Identity, types: Iterable[str], tag: str) -> PlanIdentity:
    context = draft.context(one.place, *types)
    try:
        code = compile_identity(one, context)
    except CompileError as error:
        raise draft.refuse(one.place, str(error)) from None
    return PlanIdentity(
        name=one.id,
        rule=one.rule,
        kind=one.kind,
        function=function_name(one.id, "in", tag),
        select=code.selector,
        fields=code.fields,
        selector_xpath=one.selector,
        field_xpaths=one.fields,
        refer=one.refer,
        message=" ".join(one.message.split()),
        tag=tag,
        source=str(one.place),
    )


def _compiled(
    compiler: Callable[[str, StaticContext], str],
    xpath: str,
    draft: Draft,
    owner: str,
    place: Place,
) -> str:
    try:
        return compiler(xpath, draft.context(place, owner))
    except CompileError as error:
        raise draft.refuse(place, str(error)) from None


def _place_of(held: ComplexType, name: str) -> Place:
    for part in held.parts:
        if part.name == name:
            return part.notes.place
    return held.notes.place
