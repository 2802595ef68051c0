"""The sections of an element's page: one per class, with the parts that are its own."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from virtdom_generator.emit.docs import rows
from virtdom_generator.emit.docs.book import Book, Links, Use
from virtdom_generator.emit.docs.examples import Excerpt, Excerpts, python_of
from virtdom_generator.emit.docs.markdown import code, inline, mark
from virtdom_generator.emit.docs.phrases import listing, occurrence
from virtdom_generator.emit.docs.rows import Row
from virtdom_generator.emit.docs.shapes import shape, signature
from virtdom_generator.plan import Page, PlanAttribute, PlanChild, PlanClass, PlanExample, PlanValue


@dataclass(frozen=True)
class Values:
    """What the values of one attribute, child or text mean."""

    of: str
    rows: list[Row]


@dataclass(frozen=True)
class Section:
    """One class: the whole element, what its kinds have in common, or a kind."""

    title: str
    anchors: tuple[str, ...]
    texts: list[str]
    facts: list[str]
    shape: str
    content: list[Row]
    text_values: list[Row]
    attributes: list[Row]
    children: list[Row]
    values: list[Values]
    common: str
    """What it has in common with the other kinds, in one line."""
    others: list[str]
    """Content that is not described."""
    conditions: list[str]
    implied: list[str]
    rules: str
    examples: tuple[PlanExample, ...]
    excerpts: list[tuple[str, str]]
    """(where it is from, XML), where there is no example."""
    python: list[str]


def sections(page: Page, book: Book, to: Links, found: Excerpts) -> list[Section]:
    """One section per class of the page, in the order of the Plan."""
    return [section(book.classes[name], page, book, to, found) for name in page.classes]


def section(one: PlanClass, page: Page, book: Book, to: Links, found: Excerpts) -> Section:
    """What a page tells of a class. What all kinds share is told once and else only named."""
    attributes = [
        each for each in one.attributes if not each.inherited and not in_base(each, one, book)
    ]
    children = [each for each in one.children if not each.inherited]
    shown = examples(one, page)
    base_only = one.is_base and not is_kind(one, book)
    return Section(
        title=title(one, page, book),
        anchors=(one.anchor, *(one.about.anchors if one.kind else ())),
        texts=texts(one, page, book),
        facts=[*_often(one, page, book), *rows.facts(one.about)],
        shape="" if base_only else shape(one, book, page.element),
        content=[rows.content(one.content, book, to)] if one.content else [],
        text_values=(
            meanings(book.values[one.content.value], book, to) if one.content is not None else []
        ),
        attributes=[
            rows.attribute(each, book, to, in_python=not is_discriminator(one, each.name, book))
            for each in attributes
        ],
        children=[rows.child(each, book, to) for each in children],
        values=value_tables(one, book, to),
        common=common(one, page, book, to),
        others=others(one),
        conditions=conditions(one, page, book, to),
        implied=implied(one, to),
        rules=to.rules(section_rules(one, page, book)),
        examples=shown,
        excerpts=excerpt(found.get((page.name, one.name)), book, to)
        if not shown and not base_only
        else [],
        python=[] if base_only else [signature(one), *_first(shown, one, book)],
    )


def is_kind(one: PlanClass, book: Book) -> bool:
    """Documents have elements of this class: it is no base that only gathers what kinds share."""
    return not one.is_base or (one.union is not None and one.name in book.unions[one.union].members)


def kind_name(one: PlanClass, page: Page, book: Book) -> str:
    """`<disk type="file">`; `<disk type="block|dir">` for several values; the element otherwise."""
    union = book.unions[one.union] if one.union is not None else None
    values = [value for value, name in union.table if name == one.name and value] if union else []
    if not one.kind and union is not None and union.attribute is not None and values:
        told = f'{book.shown(union.attribute)}="{"|".join(values)}"'
        return code(f"<{book.shown(page.element)} {told}>")
    name = code(book.tag(one, page.element))
    return name if one.kind else f"{name} otherwise"


def title(one: PlanClass, page: Page, book: Book) -> str:
    if one.is_base:
        return "All kinds"
    if one.union is not None:
        return kind_name(one, page, book)
    parents = [use.parent for use in own_uses(one, page, book)]
    if len({parent.page for parent in parents}) > 1 and all(parent.kind for parent in parents):
        kinds = dict.fromkeys(_kind(parent) for parent in parents)
        return f"For {listing([code(kind) for kind in kinds])}"
    tags = [code(book.tag(each, book.pages[each.page].element)) for each in parents]
    return f"In {listing(tags, 'and')}" if tags else code(f"<{book.shown(page.element)}>")


def _often(one: PlanClass, page: Page, book: Book) -> list[str]:
    """How often the element stands where it has this class, if the page does not tell it."""
    if len(page.classes) < 2 or page.union is not None:
        return []
    uses = [use.child for use in own_uses(one, page, book)]
    return [listing(list(dict.fromkeys(occurrence(use.minimum, use.maximum) for use in uses)))]


def _kind(one: PlanClass) -> str:
    """`type="file"`"""
    return " ".join(f'{key}="{value}"' for key, value in one.kind)


def own_uses(one: PlanClass, page: Page, book: Book) -> list[Use]:
    """The uses of an element under which it has this class."""
    return [use for use in book.uses(page) if use.child.cls == one.name]


def texts(one: PlanClass, page: Page, book: Book) -> list[str]:
    """What the uses of this class say of it if the page does not, then what the class says."""
    several = len(page.classes) > 1 and page.union is None
    told = [use.child.about.text for use in own_uses(one, page, book)] if several else []
    return [text for text in dict.fromkeys([*told, one.about.text]) if text]


def section_rules(one: PlanClass, page: Page, book: Book) -> tuple[str, ...]:
    """The rules of the class and of its uses, as far as the page does not tell them."""
    if len(page.classes) == 1:
        return ()
    uses = own_uses(one, page, book) if page.union is None else []
    return tuple(
        dict.fromkeys([*(r for use in uses for r in use.child.about.rules), *one.about.rules])
    )


def value_tables(one: PlanClass, book: Book, to: Links) -> list[Values]:
    """What enumerated values mean, for the parts that are not told elsewhere."""
    places = [
        (f"Value of {code(book.shown(each.name))}", book.values[each.value])
        for each in one.attributes
        if not each.inherited
        and each.constant is None
        and not is_discriminator(one, each.name, book)
    ]
    found = [Values(of, meanings(value, book, to)) for of, value in places]
    return [each for each in found if each.rows]


def is_discriminator(one: PlanClass, attribute: str, book: Book) -> bool:
    """The kinds tell what the values of this attribute mean."""
    kinds = book.unions[one.union].members if one.is_base and one.union else ()
    fixed = {name for kind in kinds for name, _ in book.classes[kind].kind}
    return attribute in fixed


def meanings(value: PlanValue, book: Book, to: Links) -> list[Row]:
    return [row for each in rows.listed_values(value, book) for row in rows.allowed(each, to)]


def in_base(part: PlanAttribute | PlanChild, one: PlanClass, book: Book) -> bool:
    """The attribute makes the kind, and the base tells of it."""
    base = book.classes.get(one.base)
    return (
        base is not None
        and isinstance(part, PlanAttribute)
        and part.constant is not None
        and any(each.name == part.name for each in base.attributes)
    )


def common(one: PlanClass, page: Page, book: Book, to: Links) -> str:
    """The inherited parts, linked to where they are told."""
    base = book.classes.get(one.base)
    if base is None:
        return ""
    told: dict[str, PlanAttribute | PlanChild] = {part.name: part for part in base.children}
    told |= {f"@{part.name}": part for part in base.attributes}
    parts: list[tuple[PlanAttribute | PlanChild, str, str]] = [
        (each, f"@{each.name}", book.shown(each.name)) for each in one.attributes
    ]
    parts += [(each, each.name, f"<{book.shown(each.name)}>") for each in one.children]
    return ", ".join(
        f"{mark(part.anchor)}[{code(shown)}]({to.to(f'{page.name}.md', told[name].anchor)})"
        for part, name, shown in parts
        if name in told and (part.inherited or in_base(part, one, book))
    )


def others(one: PlanClass) -> list[str]:
    """What the wildcards of the class let stand beside the described parts."""
    told: list[str] = []
    if one.wildcard is not None:
        often = occurrence(one.wildcard.minimum, one.wildcard.maximum)
        between = ", with text between them" if one.wildcard.mixed else ""
        field = code(f"{one.wildcard.field}: list[str]")
        text = f"Elements {_of(one.wildcard.namespaces)}, {often}{between}; in Python {field}."
        told.append(f"{text} {inline(one.wildcard.about.text)}".strip())
    if one.any_attribute is not None:
        text = f"Attributes {_of(one.any_attribute.namespaces)}."
        told.append(f"{text} {inline(one.any_attribute.about.text)}".strip())
    return told


def _of(namespaces: tuple[str, ...]) -> str:
    if "##any" in namespaces:
        return "of any vocabulary"
    if "##other" in namespaces:
        return "of other vocabularies"
    named = [code(each) for each in namespaces if not each.startswith("##")]
    return f"of {listing(named)}" if named else "without a namespace"


def conditions(one: PlanClass, page: Page, book: Book, to: Links) -> list[str]:
    """Assertions, warnings and uniqueness, each with its rule."""
    told = [
        ("**Warning**: " if each.severity == "warning" else "")
        + f"{inline(each.message)} {to.cited(each.rule)}"
        for each in one.checks
        if not each.inherited
    ]
    inherited = book.classes[one.base].identities if one.base in book.classes else ()
    told += [
        f"{inline(each.message)} {to.cited(each.rule)}"
        for each in one.identities
        if each.tag == page.element and each not in inherited
    ]
    if one.name == book.plan.root:
        told += [
            f"**Across documents**: {inline(each.message)} {to.cited(each.rule)}"
            for each in book.plan.host
        ]
    return told


def implied(one: PlanClass, to: Links) -> list[str]:
    """What stands for absent parts, each with its place and rule."""
    return [
        f"{code('/'.join(each.select))}: {inline(each.message)} {to.cited(each.rule)}"
        for each in one.implied
        if not each.inherited
    ]


def _first(shown: tuple[PlanExample, ...], one: PlanClass, book: Book) -> list[str]:
    """The object of the first example."""
    told = python_of(shown[0], one, book) if shown else None
    return [told] if told is not None and told != signature(one) else []


def excerpt(found: Excerpt | None, book: Book, to: Links) -> list[tuple[str, str]]:
    """Where the element occurs in the example of a larger one, as (where, XML)."""
    if found is None:
        return []
    owner = book.classes[found.owner]
    shown = code(book.tag(owner, book.pages[owner.page].element))
    return [(f"From an example of {to.page(owner.page, shown, owner.anchor)}", found.xml)]


def examples(one: PlanClass, page: Page) -> tuple[PlanExample, ...]:
    """Those of this element, where the class serves several."""
    return tuple(each for each in one.examples if etree.fromstring(each.xml).tag == page.element)
