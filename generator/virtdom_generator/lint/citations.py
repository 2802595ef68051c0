"""Rule ids: every one cited is in the catalogue, and every complex type has one for its faults."""

from __future__ import annotations

from collections.abc import Iterator

from ..annotations import rule_of, words
from ..model import Place
from ..schema import Schema
from ..xsd_files import XS, Node, V
from .spelling import meant

_STRUCTURAL = ("structure", "assertion")


def citations(schema: Schema) -> Iterator[tuple[Place, str]]:
    kinds = {rule.id: rule.kind for rule in schema.model.rules}
    if not kinds:
        return
    for file in schema.files.files:
        for node in file.nodes():
            for rule in _cited(node):
                if rule not in kinds:
                    yield file.place(node), f"rule {rule} is not in rules.toml{meant(rule, kinds)}"
    for type_ in schema.model.complex_types:
        if not any(kinds.get(rule) in _STRUCTURAL for rule in type_.notes.rules):
            message = f"the type {type_.name} cites no rule of kind structure or assertion"
            yield type_.notes.place, f"{message}, so that faults of its content have no rule"


def _cited(node: Node) -> Iterator[str]:
    yield from words(node, "rules")
    match node.tag:
        case str(tag) if tag in (f"{XS}assert", f"{XS}assertion", f"{V}warning"):
            identifier = node.get("id")
        case str(tag) if tag in (f"{XS}unique", f"{XS}key", f"{XS}keyref"):
            identifier = node.get("name")
        case str(tag) if tag in (f"{V}implied", f"{V}host"):
            identifier = node.get("rule")
        case str(tag) if tag == f"{V}example":
            yield from node.get("rules", "").split()
            return
        case _:
            return
    if identifier:
        yield rule_of(identifier)
