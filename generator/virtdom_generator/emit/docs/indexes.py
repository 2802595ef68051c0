"""The indexes of an edition: what each of their templates shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from virtdom_generator.emit.docs.book import Book, Links, value_anchor
from virtdom_generator.emit.docs.markdown import cell, code, inline, link, mark
from virtdom_generator.emit.docs.phrases import facets, is_builtin
from virtdom_generator.emit.docs.rows import Row, Told
from virtdom_generator.emit.docs.sections import meanings

View = dict[str, Any]


def elements(book: Book, to: Links, _told: Told) -> View:
    pages = sorted(book.plan.pages, key=lambda page: (book.shown(page.element).lower(), page.path))
    return {
        "rows": [
            (to.page(p.name), code(p.path) if "/" in p.path else "", inline(book.summary(p)))
            for p in pages
        ]
    }


def attributes(book: Book, to: Links, _told: Told) -> View:
    """Attribute, the elements it stands on: once per page, at its first place there."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in book.plan.classes:
        for each in one.attributes:
            found[book.shown(each.name)].setdefault(one.page, each.anchor)
    return {
        "rows": [
            (
                code(name),
                ", ".join(
                    to.page(page, code(book.pages[page].path), found[name][page])
                    for page in sorted(found[name])
                ),
            )
            for name in sorted(found, key=lambda name: (name.lower(), name))
        ]
    }


def values(book: Book, to: Links, _told: Told) -> View:
    """The named value spaces, each with its facets, values and uses."""
    named = sorted(book.plan.values, key=lambda each: (is_builtin(each), each.name.lower()))
    uses = value_uses(book, to)
    return {
        "spaces": [
            {
                "name": each.name,
                "anchor": value_anchor(each),
                "about": each.about,
                "facets": [(facet, told) for facet, told in facets(each, book, to)],
                "values": meanings(each, book, to),
                "uses": ", ".join(uses[each.constant]),
                "rules": to.rules(each.about.rules),
            }
            for each in named
        ]
    }


def value_uses(book: Book, to: Links) -> dict[str, list[str]]:
    """Links to the places that use a value space, by its constant; once per page and name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in book.plan.classes:
        path = book.pages[one.page].path
        for attribute in one.attributes:
            shown = f"{path}/@{book.shown(attribute.name)}"
            place = to.page(one.page, code(shown), attribute.anchor)
            found[attribute.value].setdefault(shown, place)
        if one.content is not None:
            found[one.content.value].setdefault(path, to.page(one.page, code(path)))
    for page in book.plan.pages:
        if page.value is not None:
            found[page.value].setdefault(page.path, to.page(page.name, code(page.path)))
    for value in book.plan.values:
        for member in value.members:
            found[member].setdefault(value.name, to.value(value))
    return defaultdict(list, {name: list(places.values()) for name, places in found.items()})


def classes(book: Book, to: Links, _told: Told) -> View:
    ordered = sorted(book.plan.classes, key=lambda one: one.name)
    return {
        "rows": [
            (
                to.cls(one.name),
                code(book.tag(one, book.pages[one.page].element)) if not one.is_base else "",
                f"base of {', '.join(to.cls(name) for name in book.unions[one.union].members)}"
                if one.is_base and one.union
                else inline(one.about.summary),
            )
            for one in ordered
        ],
        "unions": [
            (
                code(union.name),
                to.page(union.page),
                ", ".join(to.cls(each) for each in union.members),
            )
            for union in sorted(book.plan.unions, key=lambda union: union.name)
        ],
    }


def rules(book: Book, to: Links, _told: Told) -> View:
    ordered = sorted(book.plan.rules, key=lambda one: _numbered(one.id))
    return {
        "rows": [
            (
                to.rule(one.id) if one.chapter in book.modules else f"{mark(one.id)}{code(one.id)}",
                one.level,
                one.kind,
                cell(one.sentence),
            )
            for one in ordered
        ],
        "count": len(ordered),
    }


def _numbered(identifier: str) -> list[tuple[int, str]]:
    """A key by which `BL-2` comes before `BL-10`."""
    parts = re.split(r"(\d+)", identifier)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def behaviours(book: Book, to: Links, told: Told) -> View:
    """What the bindings do beyond accepting and refusing."""
    implied: list[Row] = []
    warnings: list[Row] = []
    for one in book.plan.classes:
        where = to.page(one.page, code(book.pages[one.page].path), one.anchor)
        implied += [
            (where, code("/".join(each.select)), inline(each.message), to.rule(each.rule))
            for each in one.implied
            if not each.inherited
        ]
        warnings += [
            (where, inline(each.message), to.rule(each.rule))
            for each in one.checks
            if each.severity == "warning" and not each.inherited
        ]
    return {
        "implied": _distinct(implied),
        "warnings": _distinct(warnings),
        "host": [(inline(each.message), to.rule(each.rule)) for each in book.plan.host],
        "defaults": _literal_defaults(book, to),
        "told": [
            (
                to.rule(one.id),
                one.level,
                cell(one.sentence),
                ", ".join(to.told(place) for place in told.get(one.id, ())),
            )
            for one in book.plan.rules
            if one.kind == "behaviour"
        ],
    }


def _literal_defaults(book: Book, to: Links) -> list[Row]:
    return _distinct(
        [
            (
                to.page(
                    one.page,
                    code(f"{book.pages[one.page].path}/@{book.shown(each.name)}"),
                    each.anchor,
                ),
                code(each.default),
                to.rules(each.about.rules[:1]),
            )
            for one in book.plan.classes
            for each in one.attributes
            if each.default is not None and not each.inherited
        ]
    )


def anchors(book: Book, to: Links, _told: Told) -> View:
    """The anchors of the specification's own page and where they are now."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for names, place in _anchored(book, to):
        for name in names:
            found[name][place] = None
    return {
        "rows": [
            (f"{mark(name)}{code(f'#{name}')}", ", ".join(places)) for name, places in found.items()
        ],
        "count": len(found),
    }


def _anchored(book: Book, to: Links) -> Iterator[tuple[tuple[str, ...], str]]:
    for module in book.reading_order:
        if module.about.anchors:
            yield module.about.anchors, to.chapter(module.name)
    for page in book.plan.pages:
        kinds = [book.classes[name] for name in page.classes if book.classes[name].kind]
        for one in kinds:
            shown = code(book.tag(one, page.element))
            yield one.about.anchors, to.page(page.name, shown, one.anchor)
        own = {anchor for one in kinds for anchor in one.about.anchors}
        yield tuple(each for each in page.anchors if each not in own), to.page(page.name)
    for one in book.plan.classes:
        path = book.pages[one.page].path
        for each in one.attributes:
            if not each.inherited:
                shown = code(f"{path}/@{book.shown(each.name)}")
                yield each.about.anchors, to.page(one.page, shown, each.anchor)
    for value in book.plan.values:
        carried = (*value.about.anchors, *(a for _, about in value.values for a in about.anchors))
        yield carried, link(code(value.name), to.to("indexes/values.md", value_anchor(value)))


def _distinct(found: list[Row]) -> list[Row]:
    return list(dict.fromkeys(found))


INDEXES: dict[str, Callable[[Book, Links, Told], View]] = {
    "elements": elements,
    "attributes": attributes,
    "values": values,
    "classes": classes,
    "rules": rules,
    "behaviours": behaviours,
    "anchors": anchors,
}
"""Name of file and template -> what the template shows."""
