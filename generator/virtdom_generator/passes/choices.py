"""How alternatives decide between kinds: by the value of one attribute, or by tests in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from virtdom_generator.model import ComplexType
from virtdom_generator.rules import discriminator


def deciding_attribute(
    tests: Sequence[str],
) -> tuple[str | None, list[tuple[str | None, int]]]:
    """The attribute that decides alone, and which alternative each of its values picks.

    (None, []) where several attributes take part or a test is of another form.
    """
    picked: dict[str | None, int] = {}
    attributes: set[str] = set()
    for index, test in enumerate(tests):
        conditions = discriminator(test)
        if conditions is None or len(conditions) != 1:
            return None, []
        ((name, values),) = conditions
        attributes.add(name)
        for value in values:
            picked.setdefault(value, index)  # the first alternative that holds wins
    return (attributes.pop(), list(picked.items())) if len(attributes) == 1 else (None, [])


def base_may_stand(types: Mapping[str, ComplexType], base: str, tests: Sequence[str]) -> bool:
    """Whether an element for which no alternative holds can be valid."""
    attribute, picked = deciding_attribute(tests)
    declared = next((a for a in types[base].attributes if a.name == attribute), None)
    if declared is None:
        return True
    chosen = {value for value, _ in picked}
    if not declared.required and None not in chosen:
        return True
    values = {value.value for value in declared.type.enumeration}
    return not values or not values <= chosen
