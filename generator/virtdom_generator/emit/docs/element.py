"""The page of one element."""

from __future__ import annotations

from virtdom_generator.emit.docs import rows
from virtdom_generator.emit.docs.book import Book, Links, Use
from virtdom_generator.emit.docs.examples import Excerpts
from virtdom_generator.emit.docs.markdown import code, inline, prose
from virtdom_generator.emit.docs.phrases import facets, held, listing, occurrence
from virtdom_generator.emit.docs.render import render
from virtdom_generator.emit.docs.rows import Row
from virtdom_generator.emit.docs.sections import (
    Values,
    excerpt,
    is_kind,
    kind_name,
    meanings,
    sections,
)
from virtdom_generator.plan import Page, PlanClass, PlanValue


def element_page(page: Page, book: Book, found: Excerpts) -> str:
    path = f"{page.name}.md"
    to = Links(book, path)
    classes = [book.classes[name] for name in page.classes]
    own_anchors = {anchor for one in classes if one.kind for anchor in one.about.anchors}
    told = sections(page, book, to, found)
    value = book.values[page.value] if page.value else None
    return render(
        "page.md.jinja",
        book,
        path,
        page=page,
        heading=heading(page, book),
        anchors=tuple(each for each in page.anchors if each not in own_anchors),
        lead=lead(page, book, to),
        facts=_facts(page, book),
        standing=standing(page, book, to),
        rules=to.rules(_rules(page, book)),
        excerpts=excerpt(found.get((page.name, "")), book, to) if not told else [],
        kinds=_kinds(page, book, to),
        value=_value(value, page, book, to) if value else [],
        values=[Values("Value", meanings(value, book, to))] if value and value.values else [],
        single=told[0] if len(told) == 1 else None,
        sections=told,
    )


def heading(page: Page, book: Book) -> str:
    """`<source>` in `disk`: where an element has several meanings, with its parents."""
    own = code(f"<{book.shown(page.element)}>")
    if "/" not in page.path:
        return own
    parents = dict.fromkeys(book.pages[use.parent.page].path for use in book.uses(page))
    return f"{own} in {listing([code(path) for path in parents], 'and')}"


def lead(page: Page, book: Book, to: Links) -> str:
    """What the element is; where its uses differ, what each of them is.

    Where it has several classes that are not kinds, their sections tell it.
    """
    texts: dict[str, list[Use]] = {}
    for use in book.uses(page):
        texts.setdefault(use.child.about.text, []).append(use)
    if len(texts) < 2:
        return prose(next(iter(texts), page.about.text))
    if len(page.classes) > 1 and page.union is None:
        return ""
    return "\n".join(
        f"- In {listing([_parent(use, book, to) for use in uses], 'and')}: {inline(text)}"
        for text, uses in texts.items()
    )


def _parent(use: Use, book: Book, to: Links) -> str:
    page = book.pages[use.parent.page]
    shown = code(book.tag(use.parent, page.element))
    return to.page(page.name, shown, use.parent.anchor)


def _facts(page: Page, book: Book) -> list[str]:
    """Since when and so on, if all uses agree."""
    told = [rows.facts(use.child.about) for use in book.uses(page)] or [rows.facts(page.about)]
    return told[0] if all(each == told[0] for each in told) else []


def _rules(page: Page, book: Book) -> tuple[str, ...]:
    """The rules of the declarations of an element, and of its class if it has just one.

    Where it has several classes that are not kinds, their sections tell the rules.
    """
    if len(page.classes) > 1 and page.union is None:
        return ()
    told = [rule for use in book.uses(page) for rule in use.child.about.rules]
    told = told or list(page.about.rules)
    if len(page.classes) == 1:
        told += book.classes[page.classes[0]].about.rules
    return tuple(dict.fromkeys(told))


def standing(page: Page, book: Book, to: Links) -> list[Row]:
    """Parents, how often, Python field, of every place where an element may stand."""
    if len(page.classes) > 1 and page.union is None:
        return _standing_in_short(page, book, to)
    found: dict[tuple[str, str, str], list[Use]] = {}
    for use in book.uses(page):
        often = occurrence(use.child.minimum, use.child.maximum)
        python = code(f"{use.child.field}: {use.child.annotation}")
        found.setdefault((use.parent.page, often, python), []).append(use)
    return [
        (_parents(parent, uses, book, to), often, python)
        for (parent, often, python), uses in found.items()
    ]


def _standing_in_short(page: Page, book: Book, to: Links) -> list[Row]:
    """Parents alone: the sections tell of which kind, and how often."""
    parents = dict.fromkeys(use.parent.page for use in book.uses(page))
    return [(", ".join(to.page(parent) for parent in parents), "see below", "")]


def _parents(parent: str, uses: list[Use], book: Book, to: Links) -> str:
    """A link to the parent; to the kinds of it that have the child if not all of them do."""
    page = book.pages[parent]
    names = {use.parent.name for use in uses}
    kinds = {name for name in page.classes if is_kind(book.classes[name], book)}
    if names >= kinds or any(use.parent.is_base for use in uses):
        return to.page(parent)
    return ", ".join(_parent(use, book, to) for use in uses)


def _kinds(page: Page, book: Book, to: Links) -> list[Row]:
    """Kind, meaning, Python class."""
    if not page.union:
        return []
    return [
        (
            to.page(page.name, kind_name(one, page, book), one.anchor),
            inline(one.about.summary) + _without(one, book),
            code(one.name),
        )
        for one in (book.classes[name] for name in page.classes)
        if is_kind(one, book)
    ]


def _without(one: PlanClass, book: Book) -> str:
    """Says of the default kind that it is one."""
    absent = book.absent(one)
    return f" The kind without {code(absent)}." if absent else ""


def _value(value: PlanValue, page: Page, book: Book, to: Links) -> list[Row]:
    """What an element of text alone holds."""
    told: list[Row] = [
        ("Holds", rows.with_default(held(value, book, to), page.about.default, page.about))
    ]
    return told + [row for row in facets(value, book, to) if row[0] not in ("Holds", "One of")]
