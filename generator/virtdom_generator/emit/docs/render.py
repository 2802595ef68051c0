"""From a template and what it shows to the text of a page."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment

from virtdom_generator.emit.docs import markdown
from virtdom_generator.emit.docs.book import Book, Links
from virtdom_generator.emit.environment import environment

_MARK = re.compile(r'<(a|div) id="([^"]*)"></\1>\n?')
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


@cache
def templates() -> Environment:
    made = environment("docs")
    filters: dict[str, Any] = made.filters
    filters.update(
        prose=markdown.prose,
        inline=markdown.inline,
        cell=markdown.cell,
        code=markdown.code,
        fence=markdown.fence,
        sentence=markdown.sentence,
        table=markdown.table,
    )
    names: dict[str, Any] = made.globals
    names.update(mark=markdown.mark, block_mark=markdown.block_mark)
    return made


def render(template: str, book: Book, path: str, **shown: object) -> str:
    """A page of an edition; `path` is relative to the edition's folder."""
    text = (
        templates()
        .get_template(template)
        .render(book=book, plan=book.plan, to=Links(book, path), **shown)
    )
    return tidy(text)


def tidy(text: str) -> str:
    """Marks each place once, at its first mark, and takes away empty lines that do nothing.

    A heading marks its place by itself.
    """
    seen = {slug(heading) for heading in _HEADING.findall(text)}

    def once(found: re.Match[str]) -> str:
        if found[2] in seen:
            return ""
        seen.add(found[2])
        return found[0]

    return _GAP.sub("\n\n", _MARK.sub(once, text)).strip() + "\n"


def slug(heading: str) -> str:
    """The name that Sphinx gives to the place of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
