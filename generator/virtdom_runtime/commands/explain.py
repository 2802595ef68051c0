"""`virtdom explain`: what a part of the format means."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from virtdom_runtime.commands import explanations, options, reference
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import Failure
from virtdom_runtime.commands.reference import Page, Reference
from virtdom_runtime.faults import nearest

_POSITION = re.compile(r"\[\d+\]")


@click.command()
@options.edition
@options.colour
@click.argument("name")
def explain(bindings: Bindings, name: str) -> int:
    """Explains an element, an attribute or a rule.

    NAME is a path such as disk, disk/source or disk/@type, the path of a fault, or the id of a
    rule.

    Exit status: 0 explained, 2 nothing has that name.
    """
    book = reference.load(bindings.name)
    text = explained(book, name)
    if text is None:
        close = nearest(name, _names(book))
        hint = f"; did you mean {close}?" if close else f"; start with {book.pages[0].path}"
        raise Failure(f"nothing in {book.edition} is called {name!r}{hint}")
    click.echo(text)
    return 0


def explained(book: Reference, name: str) -> str | None:
    """The explanation of what has that name, None if nothing has."""
    rule = next((rule for rule in book.rules if rule.id.lower() == name.lower()), None)
    if rule is not None:
        return explanations.rule(book, rule)
    if name in explanations.READING:
        return explanations.reading(name)
    steps = [step for step in _POSITION.sub("", name).split("/") if step]
    if not steps:
        return None
    if not steps[-1].startswith("@"):
        found = _pages(book, steps)
        if found:
            return explanations.pages(book, found)
    attribute = steps[-1].removeprefix("@")
    found = [page for page in _pages(book, steps[:-1]) if _has(book, page, attribute)]
    return explanations.attributes(book, found, attribute) if found else None


def _pages(book: Reference, steps: list[str]) -> list[Page]:
    """The elements that a path may mean: the one that is called so, or all that end so."""
    exact = [page for page in book.pages if page.path == "/".join(steps)]
    return exact or [page for page in book.pages if _ends(book, page, steps)]


def _ends(book: Reference, page: Page, steps: list[str]) -> bool:
    """Whether the element may stand where the path says."""
    if not steps or page.element != steps[-1]:
        return False
    if len(steps) == 1:
        return True
    parents = [book.page(place.parent) for place in page.places if place.parent]
    return any(_ends(book, parent, steps[:-1]) for parent in parents)


def _has(book: Reference, page: Page, attribute: str) -> bool:
    return any(part.name == attribute for kind in book.kinds(page) for part in kind.attributes)


def _names(book: Reference) -> Iterator[str]:
    for page in book.pages:
        yield page.path
        for kind in book.kinds(page):
            yield from (f"{page.path}/@{attribute.name}" for attribute in kind.attributes)
            yield from (f"{page.path}/{child.name}" for child in kind.children)
    yield from (rule.id for rule in book.rules)
