"""Plan -> the pages of an edition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from virtdom_generator.emit.docs import indexes, rows
from virtdom_generator.emit.docs.book import Book, Links, value_anchor
from virtdom_generator.emit.docs.element import element_page
from virtdom_generator.emit.docs.examples import find_excerpts
from virtdom_generator.emit.docs.markdown import inline
from virtdom_generator.emit.docs.render import render
from virtdom_generator.emit.docs.rows import Told
from virtdom_generator.plan import Plan, PlanModule

_RULE = re.compile(r"\[([^\]]+)\]\([^)\s]*#\1\)")
"""A link to a rule reads like the end of its address."""


def emit(plan: Plan) -> dict[str, str]:
    """The pages of one edition, by path relative to the folder of all pages: `v0_4/disk.md`.

    One page per element, one per chapter (`chapters/`), and the indexes (`indexes/`).
    """
    book = Book(plan)
    found = find_excerpts(book)
    files = {f"{page.name}.md": element_page(page, book, found) for page in plan.pages}
    told = told_where(book, files)
    files["index.md"] = _edition(book)
    for module in plan.modules:
        files[f"chapters/{module.name}.md"] = _chapter(module, book, told)
    files["indexes/index.md"] = render(
        "indexes.md.jinja", book, "indexes/index.md", names=tuple(indexes.INDEXES)
    )
    for name, view in indexes.INDEXES.items():
        path = f"indexes/{name}.md"
        shown = view(book, Links(book, path), told)
        files[path] = render(f"{name}.md.jinja", book, path, **shown)
    return {f"{plan.edition}/{path}": files[path] for path in sorted(files)}


def told_where(book: Book, pages: Mapping[str, str]) -> Told:
    """The pages, value spaces and chapters that tell of each rule."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path, text in pages.items():
        for rule in _RULE.findall(text):
            found[rule][path] = None
    for value in book.plan.values:
        for about in (value.about, *(about for _, about in value.values)):
            for rule in about.rules:
                found[rule][f"indexes/values.md#{value_anchor(value)}"] = None
    for module in book.plan.modules:
        for rules in (module.about.rules, *(example.rules for example in module.examples)):
            for rule in rules:
                found[rule][f"chapters/{module.name}.md"] = None
    return {rule: tuple(places) for rule, places in found.items()}


def _edition(book: Book) -> str:
    to = Links(book, "index.md")
    modules = book.reading_order
    return render(
        "edition.md.jinja",
        book,
        "index.md",
        root=book.pages[book.classes[book.plan.root].page],
        chapters=[(to.chapter(each.name), inline(each.about.summary)) for each in modules],
        modules=modules,
    )


def _chapter(module: PlanModule, book: Book, told: Told) -> str:
    path = f"chapters/{module.name}.md"
    to = Links(book, path)
    pages = [page for page in book.plan.pages if page.module == module.name]
    values = [each for each in book.plan.values if book.chapter_of(each) == module.name]
    uses = indexes.value_uses(book, to)
    return render(
        "chapter.md.jinja",
        book,
        path,
        module=module,
        pages=pages,
        elements=[(to.path(each.name), inline(book.summary(each))) for each in pages],
        values=[
            (to.value(each), inline(each.about.summary), ", ".join(uses[each.constant]))
            for each in values
        ],
        rules=[
            rows.rule(each, to, told) for each in book.plan.rules if each.chapter == module.name
        ],
    )
