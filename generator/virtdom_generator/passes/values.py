"""Pass: value spaces with their Python types, facets and descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from virtdom_generator.model import SimpleType
from virtdom_generator.naming import (
    RESERVED_CLASSES,
    class_name,
    constant_name,
    is_name,
    refuse_clashes,
)
from virtdom_generator.passes.draft import Draft, about
from virtdom_generator.passes.families import class_names
from virtdom_generator.plan import PlanValue
from virtdom_generator.readings import misread
from virtdom_generator.rules import StaticContext, compile_test, translate_pattern

Kind = Literal[
    "text", "enumeration", "words", "boolean", "integer", "number", "uuid", "list", "union"
]

_WORDS = {"yes-no": ("yes", "no"), "on-off": ("on", "off")}
_PYTHON = {
    "text": "str",
    "words": "bool",
    "boolean": "bool",
    "integer": "int",
    "number": "Decimal",
    "uuid": "UUID",
}
_BUILTIN_WORDS = {
    "xs:string": "any text",
    "xs:normalizedString": "text in one line",
    "xs:token": "text without outer blanks",
    "xs:NMTOKEN": "one word of letters, digits, '.', '-', '_' and ':'",
    "xs:NCName": "a name: a letter, then letters, digits, '.', '-' and '_'",
    "xs:Name": "a name",
    "xs:anyURI": "a URI",
    "xs:boolean": "true or false",
    "xs:decimal": "a decimal number",
    "xs:double": "a number",
}


def describe_values(draft: Draft) -> Draft:
    planned: dict[str, PlanValue] = {}
    for simple in _used(draft):
        _describe(draft, simple, planned)
    values = tuple(planned.values())
    refuse_clashes(
        "value space",
        [(planned[s.name].constant, s.name, s.notes.place) for s in _used(draft)],
        "rename one of them",
    )
    aliases = [
        (alias, f"type {s.name}", s.notes.place)
        for s in _used(draft)
        if (alias := planned[s.name].alias) is not None
    ]
    for alias, what, place in aliases:
        if alias in RESERVED_CLASSES or not is_name(alias):
            raise draft.refuse(
                place, f"{what} would be {alias!r} in Python, which is taken or no name; rename it"
            )
    refuse_clashes("class", [*class_names(draft), *aliases], "rename one of the types")
    return draft.with_(values=values, constants={value.name: value for value in values})


def _used(draft: Draft) -> Iterator[SimpleType]:
    """Every value space that some part of the format uses, in order of use."""
    for held in draft.model.complex_types:
        for attribute in held.attributes:
            yield attribute.type
        if held.text is not None:
            yield held.text
        for child in held.children:
            if child.value is not None:
                yield child.value
    if draft.model.root.value is not None:
        yield draft.model.root.value


def _describe(draft: Draft, simple: SimpleType, planned: dict[str, PlanValue]) -> PlanValue:
    """The planned space, its members planned before it."""
    if simple.name in planned:
        return planned[simple.name]
    inner = [*simple.members, *([simple.item] if simple.item is not None else [])]
    members = [_describe(draft, member, planned) for member in inner]
    kind = _kind(draft, simple)
    values = tuple((value.value, about(value.notes)) for value in simple.enumeration)
    if sum(member.annotation == "bool" for member in members) > 1:
        raise draft.refuse(
            simple.notes.place,
            f"the union {simple.name} has two members that are True and False in Python, which "
            "cannot tell their words apart; list all words in one enumeration",
        )
    if kind == "union":
        values = values or tuple(value for member in members for value in member.values)
    alias, alias_type, alias_runtime, annotation = _types(simple, kind, members)
    value = PlanValue(
        name=simple.name,
        constant=constant_name(simple.name),
        kind=kind,
        annotation=annotation,
        about=about(simple.notes),
        alias=alias,
        alias_type=alias_type,
        alias_runtime=alias_runtime,
        values=values,
        words=_WORDS.get(simple.reading or "") if kind == "words" else None,
        open=simple.open,
        secret=simple.secret,
        hex=simple.reading == "hex",
        fold=simple.reading == "mac",
        white_space=simple.white_space,
        patterns=tuple(
            tuple(translate_pattern(pattern) for pattern in group) for group in simple.patterns
        ),
        xsd_patterns=simple.patterns,
        shortest=simple.length if simple.length is not None else simple.min_length,
        longest=simple.length if simple.length is not None else simple.max_length,
        minimum=_lowest(simple) if kind == "integer" else _plain(simple.minimum),
        maximum=_highest(simple) if kind == "integer" else _plain(simple.maximum),
        above=None if kind == "integer" else _plain(simple.above),
        below=None if kind == "integer" else _plain(simple.below),
        digits=simple.total_digits,
        fraction=simple.fraction_digits if kind == "number" else None,
        allowed=tuple(value.value for value in simple.enumeration)
        if kind in ("integer", "number", "list", "union")
        else (),
        members=tuple(member.constant for member in members),
        assertions=tuple(
            compile_test(one.test, StaticContext(types=draft.types, here=simple))
            for one in simple.assertions
        ),
        expected=_expected(simple, kind, members),
        base=_builtin(simple),
    )
    planned[simple.name] = value
    return value


def _kind(draft: Draft, simple: SimpleType) -> Kind:
    if simple.variety == "list":
        return "list"
    if simple.variety == "union":
        return "union"
    if simple.reading in _WORDS:
        wanted = set(_WORDS[simple.reading])
        if {value.value for value in simple.enumeration} != wanted:
            raise draft.refuse(
                simple.notes.place,
                f"v:as={simple.reading!r} needs the values {' and '.join(sorted(wanted))}",
            )
        return "words"
    if (message := misread(simple)) is not None:
        raise draft.refuse(simple.notes.place, message)
    if simple.reading == "uuid":
        return "uuid"
    if simple.reading == "hex" or simple.primitive == "integer":
        return "integer"
    if simple.reading not in (None, "mac", "size"):
        raise draft.refuse(simple.notes.place, f"v:as={simple.reading!r} is not known")
    if simple.primitive == "boolean":
        return "boolean"
    if simple.primitive in ("decimal", "double"):
        return "number"
    return "enumeration" if simple.enumeration else "text"


def _types(
    simple: SimpleType, kind: Kind, members: list[PlanValue]
) -> tuple[str | None, str | None, str | None, str]:
    """(alias, what it stands for, what it stands for at run time, annotation)"""
    if kind == "enumeration":
        alias = class_name(simple.name)
        return (
            alias,
            f"Literal[{', '.join(_quoted(v.value) for v in simple.enumeration)}]",
            None,
            alias,
        )
    if kind == "list":
        return None, None, None, f"list[{members[0].annotation}]"
    if kind != "union":
        return None, None, None, _PYTHON[kind]
    literals = [
        f"{_quoted(word)}" for m in members if m.kind == "enumeration" for word, _ in m.values
    ]
    others = list(dict.fromkeys(m.annotation for m in members if m.kind != "enumeration"))
    parts = ([f"Literal[{', '.join(literals)}]"] if literals else []) + others
    if len(parts) == 1 and not literals:
        return None, None, None, parts[0]
    alias = class_name(simple.name)
    # msgspec decodes one type that JSON writes as a string, no more.
    stringy = [p for p in parts if p.startswith("Literal") or p in ("str", "UUID", "Decimal")]
    runtime = None
    if len(stringy) > 1:
        rest = [p for p in parts if p not in stringy]
        runtime = " | ".join(["str", *rest])
    return alias, " | ".join(parts), runtime, alias


def _expected(simple: SimpleType, kind: Kind, members: list[PlanValue]) -> tuple[str, ...]:
    """What to tell a person who wrote something else."""
    if kind == "union":
        return tuple(dict.fromkeys(text for member in members for text in member.expected))
    if simple.enumeration:
        return tuple(value.value for value in simple.enumeration)
    sentence = about(simple.notes).summary.rstrip(".")
    if kind == "integer" and not (simple.patterns and sentence):
        return (_number_words(simple),)  # patterns say more than bounds, and words say them best
    if simple.builtin:
        return (_BUILTIN_WORDS.get(simple.name, simple.name),)
    if not sentence:
        return (simple.name,)
    second = sentence[1:2]
    return (sentence if second.isupper() else sentence[0].lower() + sentence[1:],)


def _number_words(simple: SimpleType) -> str:
    low, high = _lowest(simple), _highest(simple)
    written = " (decimal, or hexadecimal as 0x1f)" if simple.reading == "hex" else ""
    if low is not None and high is not None:
        return f"a whole number from {low} to {high}{written}"
    if low is not None:
        return f"a whole number, {low} or more{written}"
    if high is not None:
        return f"a whole number, {high} or less{written}"
    return f"a whole number{written}"


def _lowest(simple: SimpleType) -> str | None:
    bounds = [
        b
        for b in (simple.minimum, simple.above + 1 if simple.above is not None else None)
        if b is not None
    ]
    return _plain(max(bounds)) if bounds else None


def _highest(simple: SimpleType) -> str | None:
    bounds = [
        b
        for b in (simple.maximum, simple.below - 1 if simple.below is not None else None)
        if b is not None
    ]
    return _plain(min(bounds)) if bounds else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")


def _builtin(simple: SimpleType) -> str:
    if simple.builtin:
        return simple.name
    if simple.variety != "atomic":
        return "xs:string"
    base = simple.base or ""
    if base.startswith("xs:"):
        return base
    return {
        "integer": "xs:integer",
        "decimal": "xs:decimal",
        "double": "xs:double",
        "boolean": "xs:boolean",
        "string": {"preserve": "xs:string", "replace": "xs:normalizedString"}.get(
            simple.white_space, "xs:token"
        ),
    }[simple.primitive]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
