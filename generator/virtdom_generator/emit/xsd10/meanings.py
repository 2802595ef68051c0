"""What an element may be, by the pages that tell of it: classes, plain values, nothing at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from virtdom_generator.plan import Page, Plan, PlanChild, PlanClass, PlanValue

Pages: TypeAlias = tuple[str, ...]
"""Names of pages, in the order of the Plan. One, but for elements that several namespaces share."""


Key: TypeAlias = tuple[frozenset[str], frozenset[str], bool, bool]
"""Classes, value spaces, whether it may be a flag, whether it has a value left empty."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """All that an element may be."""

    pages: Pages
    classes: tuple[PlanClass, ...]
    """One for every kind; bases that no element has are left out."""
    values: tuple[str, ...]
    """Constants of value spaces, where it is text alone."""
    empty: bool
    """It may be a flag."""
    defaulted: bool
    """Left empty, it has a value somewhere."""
    summaries: tuple[str, ...]

    @property
    def key(self) -> Key:
        """Equal where the content is the same."""
        names = frozenset(one.name for one in self.classes)
        return names, frozenset(self.values), self.empty, self.defaulted

    @property
    def plain(self) -> bool:
        """It is text without attributes."""
        return bool(self.values) and not self.classes

    @property
    def texts(self) -> tuple[str, ...]:
        """Constants of all value spaces its text may belong to."""
        contents = [one.content.value for one in self.classes if one.content is not None]
        return tuple(dict.fromkeys((*self.values, *contents)))

    @property
    def open(self) -> bool:
        """It may have child elements."""
        return any(one.children or one.wildcard for one in self.classes)

    @property
    def bare(self) -> bool:
        """It may have neither text nor child elements."""
        return self.empty or any(
            not (one.content or one.children or one.wildcard) for one in self.classes
        )

    @property
    def always_class(self) -> bool:
        """It has a class whatever its kind: what all classes require is required."""
        return bool(self.classes) and not (self.values or self.empty)


class Meanings:
    """The Plan, looked up by page."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.classes: dict[str, PlanClass] = {one.name: one for one in plan.classes}
        self.values: dict[str, PlanValue] = {one.constant: one for one in plan.values}
        self.pages: dict[str, Page] = {one.name: one for one in plan.pages}
        self.root = next(page for page in plan.pages if not page.places[0].parent)
        self._child_pages = {
            (place.parent, page.element): page.name
            for page in plan.pages
            for place in page.places
            if place.parent
        }

    def of(self, pages: Pages) -> Meaning:
        """The meaning of an element on any of some pages."""
        uses = [use for page in pages for use in self._uses(self.pages[page])]
        classes = [one for page in pages for one in self._kinds(self.pages[page])]
        return Meaning(
            pages=pages,
            classes=tuple(dict.fromkeys(classes)),
            values=tuple(dict.fromkeys(use.value for use in uses if use.value is not None)),
            empty=any(use.flag for use in uses),
            defaulted=any(use.default is not None or use.fixed is not None for use in uses),
            summaries=summaries(
                [self.classes[self.pages[page].classes[0]].about.summary]
                if self.pages[page].classes
                else [self.pages[page].about.summary]
                for page in pages
            ),
        )

    def child_pages(self, pages: Pages, name: str) -> Pages:
        """The pages of a child of an element."""
        found = {self._child_pages.get((page, name)) for page in pages}
        return tuple(page for page in self.pages if page in found)

    def pages_of(self, element: str) -> Pages:
        """All pages of elements of a name."""
        return tuple(name for name, page in self.pages.items() if page.element == element)

    def base_of(self, one: PlanClass) -> PlanClass | None:
        return self.classes.get(one.base)

    def _kinds(self, page: Page) -> Iterable[PlanClass]:
        return (self.classes[name] for name in page.classes if not self.classes[name].is_base)

    def _uses(self, page: Page) -> Iterable[PlanChild]:
        for place in page.places:
            if place.parent:
                for one in self._kinds(self.pages[place.parent]):
                    yield from (child for child in one.children if child.name == page.element)


def summaries(told: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Different sentences, each once."""
    return tuple(dict.fromkeys(text for texts in told for text in texts if text))


def namespace_of(name: str) -> str:
    """The namespace of `{namespace}local`; "" without one."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""
