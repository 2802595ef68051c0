"""Random objects of an edition, drawn from its Plan."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from virtdom_generator.plan import Plan, PlanAttribute, PlanChild, PlanClass, PlanValue
from virtdom_runtime.element import Element
from virtdom_runtime.tables import Edition
from virtdom_runtime.values import BadValue, Value, unwritable

_WRITABLE = st.characters(
    codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cs", "Cc")
)


class Objects:
    """Strategies for the classes of an edition.

    Facets hold for every drawn value; conditions across parts may or may not, as it comes.
    """

    def __init__(self, plan: Plan) -> None:
        self._classes: Mapping[str, PlanClass] = {one.name: one for one in plan.classes}
        self._values = {value.constant: value for value in plan.values}
        self._unions = {union.name: union for union in plan.unions}
        self._spaces = importlib.import_module(f"virtdom.{plan.edition}._tables")
        self._edition: Edition = self._spaces.EDITION
        self._made: dict[str, st.SearchStrategy[Element]] = {}

    def of(self, name: str) -> st.SearchStrategy[Element]:
        """Objects of the class of that name."""
        if name not in self._made:
            self._made[name] = st.deferred(lambda: self._class(self._classes[name]))
        return self._made[name]

    def _class(self, one: PlanClass) -> st.SearchStrategy[Element]:
        required: dict[str, st.SearchStrategy[Any]] = {}
        optional: dict[str, st.SearchStrategy[Any]] = {}
        for attribute in one.attributes:
            if attribute.constant is None:
                fields = required if attribute.required else optional
                fields[attribute.field] = self._fixed(attribute)
        for child in one.children:
            if child.maximum != 1:
                (required if child.minimum else optional)[child.field] = self._many(child)
            else:
                (required if child.minimum else optional)[child.field] = self._one(child)
        if one.content is not None:
            required[one.content.field] = self.value(self._values[one.content.value])
        cls = self._edition.class_of(one.name)
        drawn = st.fixed_dictionaries(required, optional=optional)
        return drawn.map(lambda fields: cls(**fields))

    def _fixed(self, attribute: PlanAttribute) -> st.SearchStrategy[Any]:
        if attribute.fixed is not None:
            space: Value = getattr(self._spaces, attribute.value)
            return st.just(space.read(attribute.fixed))
        return self.value(self._values[attribute.value])

    def _many(self, child: PlanChild) -> st.SearchStrategy[Any]:
        most = 3 if child.maximum is None else min(child.maximum, 3)
        return st.lists(self._one(child), min_size=child.minimum, max_size=max(most, child.minimum))

    def _one(self, child: PlanChild) -> st.SearchStrategy[Any]:
        if child.flag:
            return st.booleans()
        if child.value is not None:
            return self.value(self._values[child.value])
        if child.cls is not None:
            return self.of(child.cls)
        assert child.union is not None
        return st.one_of([self.of(name) for name in self._unions[child.union].members])

    def value(self, value: PlanValue) -> st.SearchStrategy[Any]:
        """Python values of a value space."""
        space: Value = getattr(self._spaces, value.constant)
        match value.kind:
            case "enumeration":
                return st.sampled_from([word for word, _ in value.values])
            case "words" | "boolean":
                return st.booleans()
            case "integer":
                return st.integers(
                    int(value.minimum) if value.minimum is not None else None,
                    int(value.maximum) if value.maximum is not None else None,
                )
            case "uuid":
                return st.uuids() | st.uuids().map(lambda u: space.read(u.hex.upper()))
            case "list":
                members = [self._values[name] for name in value.members]
                return st.lists(self.value(members[0]), max_size=3).filter(_holds(space))
            case "union":
                members = [self._values[name] for name in value.members]
                return st.one_of([self.value(one) for one in members]).filter(_holds(space))
            case _:
                return self._text(value, space)

    def _text(self, value: PlanValue, space: Value) -> st.SearchStrategy[Any]:
        if value.patterns:
            texts = st.one_of([st.from_regex(p, fullmatch=True) for p in value.patterns[0]])
        else:
            texts = st.text(_WRITABLE, max_size=12)
        return (
            texts.map(space.normalise)
            .filter(lambda text: not unwritable(text))
            .filter(_holds(space))
        )


def _holds(space: Value) -> Any:
    """Whether a Python value is in the space and reads back as it is."""

    def check(value: object) -> bool:
        try:
            back = space.read(space.write(value))
        except BadValue:
            return False
        return back == value and isinstance(back, UUID) == isinstance(value, UUID)

    return check
