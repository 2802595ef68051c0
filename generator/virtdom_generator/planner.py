"""Model -> Plan, as an ordered tuple of pure passes."""

from __future__ import annotations

from collections.abc import Callable

from virtdom_generator.model import Model
from virtdom_generator.passes.chapters import order_chapters
from virtdom_generator.passes.citations import cite_rules
from virtdom_generator.passes.classes import describe_classes
from virtdom_generator.passes.draft import Draft
from virtdom_generator.passes.families import find_families
from virtdom_generator.passes.pages import lay_out_pages
from virtdom_generator.passes.unions import describe_unions
from virtdom_generator.passes.values import describe_values
from virtdom_generator.plan import Plan

PAGES_URL = "https://virtdom.readthedocs.io/en/latest/"
"""Where the reference pages are published."""

PASSES: tuple[Callable[[Draft], Draft], ...] = (
    find_families,  # which elements become which classes, under which names
    describe_values,  # value spaces: Python types, facets, descriptions
    lay_out_pages,  # one reference page per element
    describe_classes,  # fields, checks, uniqueness, implied values
    describe_unions,  # how attributes choose the kind
    order_chapters,  # modules so that each imports earlier ones only
    cite_rules,  # where each rule of the catalogue is told
)


def plan(model: Model) -> Plan:
    """The plan of an edition. Raises `SchemaError` for what has no unambiguous form in Python."""
    draft = Draft.of(model, PAGES_URL)
    for one_pass in PASSES:
        draft = one_pass(draft)
    secrets = {p.name for c in draft.classes for p in c.parts if p.secret}
    secrets |= {
        t for c in draft.classes if c.content is not None and c.content.secret for t in c.tags
    }
    root = draft.family_of(model.root)
    chapter = next(m for m in draft.modules if m.name == model.modules[0].name)
    return Plan(
        edition=model.edition,
        source=f"schema/{model.edition}",
        root=root.root_class,
        root_rule=draft.first_rule(model.root.notes.rules, "structure") or "root",
        url=f"{PAGES_URL}{model.edition}/",
        namespaces=model.namespaces,
        modules=draft.modules,
        classes=draft.classes,
        unions=draft.unions,
        values=draft.values,
        host=draft.host,
        rules=draft.rules,
        pages=draft.pages,
        secrets=tuple(sorted(secrets)),
        about=chapter.about,
    )
