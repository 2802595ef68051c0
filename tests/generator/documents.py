"""Random documents drawn from a Plan: many are valid, and none is far from it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from lxml import etree

from virtdom_generator.plan import Plan, PlanChild, PlanClass, PlanValue
from virtdom_runtime.tables import Node

_BLANKS = ("", "", "", " ", "\n ")
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=8)
_DEEPEST = 6
"""Optional elements are left out below."""


class Documents:
    """Draws elements by the classes of a Plan, in any order of children, blanks where XSD has them.

    Conditions across parts and facets of a second step may or may not hold, as it comes.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.classes = {one.name: one for one in plan.classes}
        self.unions = {one.name: one for one in plan.unions}
        self.values = {one.constant: one for one in plan.values}
        self.texts = {one.constant: self.of(one) for one in plan.values}
        """Texts of each value space."""
        self.root = next(page for page in plan.pages if not page.places[0].parent)

    def all(self) -> st.SearchStrategy[Node]:
        """Whole documents."""
        names = [name for name in self.root.classes if not self.classes[name].is_base]

        @st.composite
        def document(draw: st.DrawFn) -> Node:
            one = self.classes[draw(st.sampled_from(names))]
            return self.element(draw, self.root.element, one, 0)

        return document()

    def element(self, draw: st.DrawFn, tag: str, one: PlanClass, depth: int) -> Node:
        node = etree.Element(tag)
        for attribute in one.attributes:
            if attribute.constant is not None:
                node.set(attribute.name, attribute.constant)
            elif attribute.required or draw(st.booleans()):
                fixed = attribute.fixed
                node.set(
                    attribute.name,
                    self.text(draw, attribute.value) if fixed is None else fixed,
                )
        if one.content is not None:
            node.text = self.text(draw, one.content.value)
        children = [
            self.child(draw, child, depth)
            for child in one.children
            for _ in self.count(draw, child, depth)
        ]
        if one.wildcard is not None:
            children += [etree.Element("{urn:other}x", a="1")] * draw(st.integers(0, 1))
        for child in draw(st.permutations(children)):
            child.tail = draw(st.sampled_from(_BLANKS))
            node.append(child)
        if children:
            node.text = draw(st.sampled_from(_BLANKS))
        return node

    def count(self, draw: st.DrawFn, child: PlanChild, depth: int) -> range:
        most = 3 if child.maximum is None else min(3, child.maximum)
        return range(draw(st.integers(child.minimum, child.minimum if depth > _DEEPEST else most)))

    def child(self, draw: st.DrawFn, child: PlanChild, depth: int) -> Node:
        if child.cls is not None or child.union is not None:
            names = self.unions[child.union].members if child.union else (child.cls or "",)
            one = self.classes[draw(st.sampled_from(names))]
            return self.element(draw, child.name, one, depth + 1)
        node = etree.Element(child.name)
        if child.value is not None:
            defaulted = child.default is not None or child.fixed is not None
            if not (defaulted and draw(st.booleans())):
                node.text = child.fixed or self.text(draw, child.value)
        return node

    def text(self, draw: st.DrawFn, constant: str) -> str:
        value = self.values[constant]
        text = draw(self.texts[constant])
        if value.white_space == "collapse":
            return draw(st.sampled_from(_BLANKS)) + text + draw(st.sampled_from(_BLANKS))
        return text

    def of(self, value: PlanValue) -> st.SearchStrategy[str]:
        """Texts of a value space."""
        members = [self.of(self.values[name]) for name in value.members]
        match value.kind:
            case "union":
                return st.one_of(members)
            case "list":
                return st.lists(
                    members[0], min_size=value.shortest or 0, max_size=value.longest or 4
                ).map(" ".join)
            case "boolean":
                return st.sampled_from(["true", "false", "0", "1"])
            case "number":
                return st.decimals(
                    value.minimum or value.above, value.maximum or value.below, places=2
                ).map(str)
            case _ if value.values:
                return st.sampled_from([word for word, _ in value.values])
            case "integer" if not value.patterns:
                return _integers(value)
            case _:
                return self.matching(value.patterns)

    def matching(self, groups: Sequence[Sequence[str]]) -> st.SearchStrategy[str]:
        if not groups:
            return _TEXT
        found = st.one_of([st.from_regex(one, fullmatch=True) for one in groups[-1]])
        return found.filter(lambda text: all(c in "\t\n\r" or c >= " " for c in text)).filter(
            lambda text: not {"\ufffe", "\uffff"} & set(text)
        )


def _integers(value: PlanValue) -> st.SearchStrategy[str]:
    """Numbers as people write them, and as they do not: `007`, `+7`, with thirty digits."""
    least = int(value.minimum) if value.minimum is not None else None
    most = int(value.maximum) if value.maximum is not None else None
    numbers = st.integers(least, most)
    if most is None:
        numbers |= st.integers(10**24, 10**30)
    return st.tuples(numbers, st.sampled_from(["{}", "{:03}", "{:+}"])).map(
        lambda drawn: drawn[1].format(drawn[0])
    )
