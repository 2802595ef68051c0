"""Pass: modules of the bindings, one per schema file, so that each imports earlier ones only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter

from virtdom_generator.model import Module, Place
from virtdom_generator.naming import RESERVED_MODULES, is_name
from virtdom_generator.passes.draft import Draft, about
from virtdom_generator.plan import PlanExample, PlanModule


def order_chapters(draft: Draft) -> Draft:
    for module in draft.model.modules:
        if not is_name(module.name) or module.name in RESERVED_MODULES or module.name[0] == "_":
            raise draft.refuse(
                module.notes.place,
                f"{module.name!r} can be no module in Python; rename the file",
            )
    homes = _homes(draft)
    needs = _needs(draft, homes)
    try:
        order = tuple(
            TopologicalSorter(
                {m.name: needs.get(m.name, {}) for m in draft.model.modules}
            ).static_order()
        )
    except CycleError as error:
        cycle = " -> ".join(error.args[1])
        place = Place(f"{error.args[1][0]}.xsd", 1)
        raise draft.refuse(
            place,
            f"schema files need each other in a circle: {cycle}; "
            "move the shared types to a file of their own",
        ) from None
    by_name = {module.name: module for module in draft.model.modules}
    return draft.with_(modules=tuple(_module(draft, by_name[name], homes, needs) for name in order))


def _homes(draft: Draft) -> dict[str, str]:
    """The module of every Python name that annotations use."""
    homes = {one.name: one.module for one in draft.classes}
    homes |= {union.name: union.module for union in draft.unions}
    for value in draft.values:
        if value.alias is not None:
            homes[value.alias] = value.about.source.rpartition(":")[0].removesuffix(".xsd")
    return homes


def _needs(draft: Draft, homes: Mapping[str, str]) -> dict[str, dict[str, set[str]]]:
    """For each module, the names it needs from other modules."""
    needs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    aliases = {value.constant: value for value in draft.values}
    for one in draft.classes:
        used: set[str] = set()
        for child in one.children:
            used |= {name for name in (child.cls, child.union) if name is not None}
        values = [a.value for a in one.attributes if a.constant is None]
        values += [c.value for c in one.children if c.value is not None]
        values += [one.content.value] if one.content is not None else []
        for constant in values:
            used |= _aliases(constant, aliases)
        for name in sorted(used):
            home = homes[name]
            if home != one.module:
                needs[one.module][home].add(name)
    return needs


def _aliases(constant: str, values: Mapping[str, object]) -> AbstractSet[str]:
    from virtdom_generator.plan import PlanValue

    value = values[constant]
    assert isinstance(value, PlanValue)
    if value.alias is not None:
        return {value.alias}
    return {name for member in value.members for name in _aliases(member, values)}


def _module(
    draft: Draft,
    module: Module,
    homes: Mapping[str, str],
    needs: Mapping[str, Mapping[str, set[str]]],
) -> PlanModule:
    return PlanModule(
        name=module.name,
        title=module.title,
        about=about(module.notes),
        classes=tuple(one.name for one in draft.classes if one.module == module.name),
        unions=tuple(union.name for union in draft.unions if union.module == module.name),
        imports=tuple(
            (home, tuple(sorted(names, key=str.lower)))
            for home, names in sorted(needs.get(module.name, {}).items())
        ),
        examples=tuple(
            PlanExample(xml=e.xml, title=e.title, rules=e.rules) for e in module.examples
        ),
    )
