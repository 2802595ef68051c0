"""What compiled XPath calls: steps, values and string functions over lxml elements.

Assertions, alternatives, identity constraints and implied values of the schema become Python
expressions at generation time; these are the few names beside builtins that such an expression
uses. Comments and processing instructions between elements are invisible to all of them.

Values that are not of their type (a number that is no number) raise ValueError, sequences longer
than the schema allows raise TypeError. Either fault has been reported where it stands, so the
caller skips the check that met it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TypeAlias, TypeVar

from lxml import etree

from virtdom_runtime.characters import collapse

Element: TypeAlias = etree._Element  # pyright: ignore[reportPrivateUsage]
Number: TypeAlias = int | Decimal
T = TypeVar("T")

__all__ = [
    "Element",
    "Number",
    "after",
    "attributes",
    "before",
    "children",
    "collapsed",
    "distinct",
    "first",
    "holds",
    "items",
    "matches",
    "normalize_space",
    "number",
    "number_text",
    "numbers",
    "only",
    "parent",
    "parents",
    "text",
    "texts",
    "to_double",
    "to_integer",
    "tokenize",
    "union",
]


def children(of: Element | list[Element], *path: str) -> list[Element]:
    """Elements at the end of a path of child names, in document order.

    >>> children(domain, "devices", "disk")
    """
    found = of if isinstance(of, list) else [of]
    for name in path:
        found = [child for element in found for child in element.iterchildren(name)]
    return found


def parent(of: Element) -> Element:
    """The element around another. Raises TypeError for a root, which has none."""
    found = of.getparent()
    if found is None:
        raise TypeError("a root element has no parent")
    return found


def parents(of: list[Element]) -> list[Element]:
    """The elements around others, each once."""
    return list(dict.fromkeys(parent(element) for element in of))


def union(*lists: list[Element]) -> list[Element]:
    """Elements of several lists, each once, in document order."""
    found = dict.fromkeys(element for elements in lists for element in elements)
    return sorted(found, key=_position)


def _position(element: Element) -> list[int]:
    """Indices on the way down from the root: sorts elements into document order."""
    position: list[int] = []
    above = element.getparent()
    while above is not None:
        position.append(above.index(element))
        element, above = above, above.getparent()
    position.reverse()
    return position


def attributes(of: Element | list[Element], name: str, default: str | None = None) -> list[str]:
    """Values of an attribute, as written; the default stands for an absent one."""
    owners = of if isinstance(of, list) else [of]
    values = (owner.get(name, default) for owner in owners)
    return [value for value in values if value is not None]


def text(of: Element, default: str = "") -> str:
    """All text inside an element; the default stands for none."""
    if len(of):
        return "".join(str(piece) for piece in of.itertext()) or default
    return of.text or default


def texts(of: list[Element], default: str = "") -> list[str]:
    """The text of each element."""
    return [text(element, default) for element in of]


def number(value: str) -> Number:
    """An integer or a finite decimal. Raises ValueError."""
    try:
        return int(value)
    except ValueError:
        pass
    try:
        found = Decimal(value.strip())
    except InvalidOperation:
        raise ValueError(f"not a number: {value!r}") from None
    if not found.is_finite():
        raise ValueError(f"not a number: {value!r}")
    return found


def numbers(values: str | Iterable[str] | None) -> list[Number]:
    """Each value as a number; None is an absent attribute. Raises ValueError."""
    return [number(value) for value in _each(values)]


def collapsed(values: str | Iterable[str] | None) -> list[str]:
    """Each value with its white space collapsed; None is an absent attribute."""
    return [normalize_space(value) for value in _each(values)]


def items(values: str | Iterable[str] | None) -> list[str]:
    """The items of list values; None is an absent attribute."""
    return [item for value in _each(values) for item in collapse(value).split(" ") if item]


def _each(values: str | Iterable[str] | None) -> Iterable[str]:
    if values is None:
        return ()
    return (values,) if isinstance(values, str) else values


def first(values: list[T]) -> T | None:
    """The single item, or None for an empty list. Raises TypeError for several."""
    if len(values) > 1:
        raise TypeError("more than one item")
    return values[0] if values else None


def only(values: list[str]) -> str:
    """The single string, or an empty one for an empty list. Raises TypeError for several."""
    return first(values) or ""


def distinct(values: Iterable[T]) -> list[T]:
    """Values without repetitions, in order of first occurrence."""
    return list(dict.fromkeys(values))


def number_text(value: Number) -> str:
    """The number as XPath prints it: no exponent, no trailing zeros."""
    if isinstance(value, int):
        return str(value)
    printed = format(value, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def to_integer(value: str | Number) -> int:
    """xs:integer(): a string of digits, or a number cut to its whole part. Raises ValueError."""
    return int(value)


def to_double(value: str) -> float:
    """number(): not-a-number for anything that is no number."""
    value = normalize_space(value)
    if value.lower().lstrip("+-") in {"inf", "infinity", "nan"}:
        named = {"INF": "inf", "+INF": "inf", "-INF": "-inf"}
        return float(named.get(value, "nan"))
    try:
        return float(value)
    except ValueError:
        return float("nan")


def normalize_space(value: str) -> str:
    """White space at both ends removed, each other run of it one blank."""
    return collapse(value)


def before(value: str, part: str) -> str:
    """substring-before(): empty when the part is not there."""
    head, found, _ = value.partition(part) if part else ("", "", "")
    return head if found else ""


def after(value: str, part: str) -> str:
    """substring-after(): empty when the part is not there."""
    return value.partition(part)[2] if part else value


def matches(value: str, pattern: str) -> bool:
    """Whether a regular expression (Python's) is found anywhere in the value."""
    return _compiled(pattern).search(value) is not None


def tokenize(value: str, pattern: str) -> list[str]:
    """The pieces between the finds of a regular expression (Python's)."""
    return _compiled(pattern).split(value) if value else []


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def holds(test: Callable[[], object]) -> bool:
    """Whether a test is true; one that converts text which is no number is false."""
    try:
        return bool(test())
    except (TypeError, ValueError):
        return False
