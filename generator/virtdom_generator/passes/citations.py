"""Pass: where the pages tell of each rule of the catalogue."""

from __future__ import annotations

from collections import defaultdict

from virtdom_generator.passes.draft import Draft
from virtdom_generator.plan import PlanRule


def cite_rules(draft: Draft) -> Draft:
    cited: dict[str, dict[str, None]] = defaultdict(dict)

    def cite(rules: tuple[str, ...], where: str) -> None:
        for rule in rules:
            cited[rule][where] = None

    for page in draft.pages:
        cite(page.about.rules, page.name)
    for one in draft.classes:
        here = f"{one.page}#{one.anchor}"
        cite(one.about.rules, here)
        for part in one.parts:
            if not part.inherited:
                cite(part.about.rules, f"{one.page}#{part.anchor}")
        for rule in [
            *(check.rule for check in one.checks),
            *(identity.rule for identity in one.identities),
            *(implied.rule for implied in one.implied),
        ]:
            cite((rule,), here)
        for example in one.examples:
            cite(example.rules, here)
    root = next(one for one in draft.classes if one.type == draft.model.root.type)
    for identity in draft.host:
        cite((identity.rule,), f"{root.page}#{root.anchor}")
    values = {value.constant: value for value in draft.values}

    def cite_value(constant: str | None, where: str) -> None:
        if constant is not None:
            value = values[constant]
            cite(value.about.rules, where)
            for _, told in value.values:
                cite(told.rules, where)

    for one in draft.classes:
        for part in one.parts:
            cite_value(part.value, f"{one.page}#{part.anchor}")
        if one.content is not None:
            cite_value(one.content.value, f"{one.page}#{one.anchor}")
    for module in draft.model.modules:
        told = [*module.notes.rules, *(r for example in module.examples for r in example.rules)]
        cite(tuple(told), f"chapters/{module.name}")
    return draft.with_(
        rules=tuple(
            PlanRule(
                id=rule.id,
                level=rule.level,
                kind=rule.kind,
                basis=rule.basis,
                place=rule.place,
                chapter=rule.chapter,
                sentence=rule.sentence,
                cited=tuple(cited.get(rule.id, {})),
            )
            for rule in draft.model.rules
        )
    )
