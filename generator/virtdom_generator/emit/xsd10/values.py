"""Value spaces as simple types of XSD 1.0.

libxml2 knows an older version of the built-in types than XSD 1.1 has: names of other characters,
numbers without some signs, URIs by a grammar. So built-in types are written out as facets of the
few that mean the same everywhere. Facets of lists (but for their length) and of unions, the digits
of fractions, and assertions are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from virtdom_generator.emit.xsd10.patterns import libxml2_pattern
from virtdom_generator.emit.xsd10.shapes import Facet, ValueShape
from virtdom_generator.pattern_reader import Unreadable
from virtdom_generator.plan import PlanValue, local_name

_TEXTS = {"preserve": "xs:string", "replace": "xs:normalizedString", "collapse": "xs:token"}
_SAME = {
    **{f"xs:{name}": f"xs:{name}" for name in ("string", "normalizedString", "token", "boolean")},
    "xs:anySimpleType": "xs:string",
    "xs:anyAtomicType": "xs:string",
}
"""Built-in types that need no declaration."""
_FLOAT = r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+\-]?[0-9]+)?|[+\-]?INF|NaN"
_LONG_INTEGER = "[0-9]{25,}"
_LONG_DECIMAL = "[0-9.]{25,}"


def builtin_name(value: PlanValue) -> str | None:
    """The built-in type that stands for the value space, if one does."""
    return _SAME.get(value.name)


def value_shape(value: PlanValue) -> ValueShape:
    """The simple type of a value space that has no built-in one."""
    name, summary = local_name(value.name).removeprefix("xs:"), value.about.summary
    if value.kind == "union":
        return ValueShape(name, summary, members=value.members)
    if value.kind == "list":
        lengths = tuple(_lengths(value))
        return ValueShape(name, summary, item=value.members[0], steps=(lengths,) if lengths else ())
    if value.base == "xs:double":
        return ValueShape(name, summary, base="xs:token", steps=((Facet("pattern", _FLOAT),),))
    facets = tuple(_facets(value))
    groups = list(_patterns(value)) or [()]
    return ValueShape(
        name,
        summary,
        base=_base(value),
        steps=((*facets, *groups[0]), *groups[1:]),
        long=_long(value),
    )


def _base(value: PlanValue) -> str:
    if _is_integer(value):
        return {"0": "xs:nonNegativeInteger", "1": "xs:positiveInteger"}.get(
            value.minimum or "", "xs:integer"
        )
    if value.base in ("xs:decimal", "xs:boolean"):
        return value.base
    return _TEXTS[value.white_space]


def _is_integer(value: PlanValue) -> bool:
    """Whether it is a whole number in XSD too: one that may be hexadecimal is a text there."""
    return value.kind == "integer" and value.base not in _TEXTS.values()


def _long(value: PlanValue) -> str:
    """The pattern of numbers longer than 24 digits, which libxml2 refuses in some versions."""
    least = value.minimum or value.above or "-"
    sign = r"[+\-]?" if least.startswith("-") else r"\+?"
    if value.kind == "number":
        return sign + _LONG_DECIMAL
    if _is_integer(value) and (value.minimum is None or value.maximum is None):
        return sign + _LONG_INTEGER
    return ""


def _facets(value: PlanValue) -> Iterator[Facet]:
    yield from (Facet("enumeration", word, about.summary) for word, about in value.values)
    if _is_integer(value) or value.kind == "number":
        told_by_base = _is_integer(value) and value.minimum in ("0", "1")
        bounds = {
            "minInclusive": None if told_by_base else value.minimum,
            "maxInclusive": value.maximum,
            "minExclusive": value.above,
            "maxExclusive": value.below,
        }
        yield from (Facet(name, bound) for name, bound in bounds.items() if bound is not None)
        if value.digits is not None:
            yield Facet("totalDigits", str(value.digits))
    elif value.kind != "boolean":
        yield from _lengths(value)


def _lengths(value: PlanValue) -> Iterator[Facet]:
    if value.shortest is not None:
        yield Facet("minLength", str(value.shortest))
    if value.longest is not None:
        yield Facet("maxLength", str(value.longest))


def _patterns(value: PlanValue) -> Iterator[tuple[Facet, ...]]:
    """A restriction for every group of patterns that says anything new and can be said."""
    words = [word for word, _ in value.values]
    for group, compiled in zip(value.xsd_patterns, value.patterns, strict=True):
        if words and all(any(re.match(one, word) for one in compiled) for word in words):
            continue
        try:
            yield tuple(Facet("pattern", libxml2_pattern(pattern)) for pattern in group)
        except Unreadable:
            continue
