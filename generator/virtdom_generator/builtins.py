"""The built-in types of XML Schema that the format's values derive from."""

from __future__ import annotations

from decimal import Decimal

from .model import Notes, Place, Primitive, SimpleType, WhiteSpace

_TEXTS: dict[str, tuple[WhiteSpace, tuple[str, ...]]] = {
    "string": ("preserve", ()),
    "normalizedString": ("replace", ()),
    "token": ("collapse", ()),
    "language": ("collapse", (r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",)),
    "NMTOKEN": ("collapse", (r"\c+",)),
    "Name": ("collapse", (r"\i\c*",)),
    "NCName": ("collapse", (r"\i\c*", r"[\i-[:]][\c-[:]]*")),
    "anyURI": ("collapse", ()),
}
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
}
_OTHERS: tuple[Primitive, ...] = ("boolean", "decimal", "double")

NAMES = (*_TEXTS, *_INTEGERS, *_OTHERS)
"""The built-in types that are supported, without prefix."""

UNTYPED = ("anySimpleType", "anyAtomicType")
"""What a declaration without a type holds: any text."""


def builtin(name: str) -> SimpleType | None:
    """The built-in type with a local name such as `NMTOKEN`; None for one that is not supported."""
    if name in _TEXTS:
        white_space, patterns = _TEXTS[name]
        return _type(name, "string", white_space, patterns)
    if name in UNTYPED:
        return _type(name, "string", "preserve")
    if name in _INTEGERS:
        return _type(name, "integer", bounds=_INTEGERS[name])
    for primitive in _OTHERS:
        if name == primitive:
            return _type(name, primitive)
    return None


def _type(
    name: str,
    primitive: Primitive,
    white_space: WhiteSpace = "collapse",
    patterns: tuple[str, ...] = (),
    bounds: tuple[int | None, int | None] = (None, None),
) -> SimpleType:
    minimum, maximum = (None if bound is None else Decimal(bound) for bound in bounds)
    return SimpleType(
        name=f"xs:{name}",
        variety="atomic",
        primitive=primitive,
        white_space=white_space,
        notes=Notes(Place("", 0)),
        builtin=True,
        patterns=tuple((pattern,) for pattern in patterns),
        minimum=minimum,
        maximum=maximum,
    )
