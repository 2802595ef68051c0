"""The Plan, looked up the ways pages need."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from virtdom_generator.emit.docs.markdown import code, inline, link
from virtdom_generator.plan import (
    Page,
    Plan,
    PlanChild,
    PlanClass,
    PlanModule,
    PlanRule,
    PlanUnion,
    PlanValue,
)

MOST_SUMMARIES = 3
"""An element with more meanings is summed up by the first few."""


@dataclass(frozen=True)
class Use:
    """A child declaration: where an element stands."""

    parent: PlanClass
    child: PlanChild


class Book:
    """One edition. Everything is looked up by the names that the Plan uses."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def classes(self) -> dict[str, PlanClass]:
        return {one.name: one for one in self.plan.classes}

    @cached_property
    def unions(self) -> dict[str, PlanUnion]:
        return {one.name: one for one in self.plan.unions}

    @cached_property
    def values(self) -> dict[str, PlanValue]:
        return {one.constant: one for one in self.plan.values}

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {one.name: one for one in self.plan.pages}

    @cached_property
    def rules(self) -> dict[str, PlanRule]:
        return {one.id: one for one in self.plan.rules}

    @cached_property
    def modules(self) -> dict[str, PlanModule]:
        return {one.name: one for one in self.plan.modules}

    @cached_property
    def _uses(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = defaultdict(list)
        for one in self.plan.classes:
            for child in one.children:
                found[child.page].append(Use(one, child))
        return found

    def uses(self, page: Page) -> list[Use]:
        """The declarations of an element; those of a base stand for those its kinds inherit."""
        uses = self._uses[page.name]
        return [use for use in uses if not use.child.inherited or not self._in_base(use, uses)]

    def _in_base(self, use: Use, uses: list[Use]) -> bool:
        return any(other.parent.name == use.parent.base for other in uses)

    @cached_property
    def reading_order(self) -> list[PlanModule]:
        """Chapters as a reader meets their elements and values from the root downwards.

        Those without elements come last, unless the specification has a chapter for them too.
        """
        met: dict[str, int] = {}
        for at, page in enumerate(self.plan.pages):
            met.setdefault(page.module, at)
            if page.value:
                met.setdefault(self.chapter_of(self.values[page.value]), at)
        own = {page.module for page in self.plan.pages}

        def order(module: PlanModule) -> tuple[bool, int]:
            shared = module.name not in own and not module.about.anchors
            return shared, met.get(module.name, len(self.plan.pages))

        return sorted(self.plan.modules, key=order)

    def summary(self, page: Page) -> str:
        """What an element is, in a sentence; in a few where its uses differ."""
        told = list(dict.fromkeys(use.child.about.summary for use in self.uses(page)))
        if not told:
            return page.about.summary
        return " ".join(told[:MOST_SUMMARIES]) + (" …" if len(told) > MOST_SUMMARIES else "")

    def chapter_of(self, value: PlanValue) -> str:
        """The module that declares a value space; "" for those of XSD itself."""
        return value.about.source.partition(":")[0].removesuffix(".xsd")

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in self.plan.namespaces}

    def shown(self, name: str) -> str:
        """A name as documents write it: `{namespace}name` with its prefix."""
        namespace, _, local = name.rpartition("}")
        prefix = self._prefixes.get(namespace.removeprefix("{"), "")
        return f"{prefix}:{local}" if prefix else local

    def absent(self, one: PlanClass) -> str | None:
        """The attribute that makes the kind by its absence too."""
        union = self.unions[one.union] if one.union is not None else None
        if union is None or union.attribute is None or not one.kind:
            return None
        return union.attribute if dict(union.table).get(None) == one.name else None

    def tag(self, one: PlanClass, element: str | None = None) -> str:
        """A class as its start tag: `<disk type="block">`."""
        name = self.shown(element or one.tags[0])
        kind = [f'{key}="{value}"' for key, value in one.kind]
        return f"<{' '.join([name, *kind])}>"


class Links:
    """Links from one file of an edition to the others, as relative addresses."""

    def __init__(self, book: Book, here: str) -> None:
        self.book = book
        self.here = here

    def to(self, path: str, anchor: str = "") -> str:
        """The address of a file (relative to the edition's folder) and of a place in it."""
        target = posixpath.relpath(path, posixpath.dirname(self.here) or ".")
        return f"{target}#{anchor}" if anchor else target

    def page(self, name: str, text: str | None = None, anchor: str = "") -> str:
        """A link to an element's page; by default its title."""
        page = self.book.pages[name]
        shown = code(f"<{self.book.shown(page.element)}>") if text is None else text
        return link(shown, self.to(f"{name}.md", anchor))

    def path(self, name: str) -> str:
        """A link to an element's page under its path."""
        return self.page(name, code(self.book.pages[name].path))

    def chapter(self, name: str) -> str:
        return link(inline(self.book.modules[name].title), self.to(f"chapters/{name}.md"))

    def value(self, value: PlanValue, text: str | None = None) -> str:
        """A link to a named value space."""
        shown = code(value.name) if text is None else text
        return link(shown, self.to("indexes/values.md", value_anchor(value)))

    def cls(self, name: str) -> str:
        """A link to a class, at its place."""
        one = self.book.classes[name]
        return link(code(name), self.to(f"{one.page}.md", one.anchor))

    def rule(self, identifier: str) -> str:
        """A link to a rule in the catalogue of its chapter; the bare id if it is in none."""
        rule = self.book.rules.get(identifier)
        if rule is None:
            return code(identifier)
        if rule.chapter in self.book.modules:
            return link(identifier, self.to(f"chapters/{rule.chapter}.md", identifier))
        return link(identifier, self.to("indexes/rules.md", identifier))

    def cited(self, identifier: str) -> str:
        """A link to a rule, and its level."""
        rule = self.book.rules.get(identifier)
        level = f" <small>{rule.level}</small>" if rule is not None else ""
        return self.rule(identifier) + level

    def rules(self, identifiers: tuple[str, ...]) -> str:
        return ", ".join(self.rule(one) for one in identifiers)

    def told(self, place: str) -> str:
        """A link to a file that tells of a rule, `disk.md` or `indexes/values.md#uuid`."""
        path, _, anchor = place.partition("#")
        name = path.removesuffix(".md")
        if path.startswith("chapters/"):
            return self.chapter(name.removeprefix("chapters/"))
        shown = self.book.pages[name].path if name in self.book.pages else anchor
        return link(code(shown), self.to(path, anchor))


def value_anchor(value: PlanValue) -> str:
    return value.constant.lower().replace("_", "-")
