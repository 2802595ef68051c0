"""What may stand somewhere, in words."""

from __future__ import annotations

from virtdom_generator.emit.docs.book import Book, Links
from virtdom_generator.emit.docs.markdown import code, inline
from virtdom_generator.plan import PlanValue

MOST_VALUES = 8
"""An enumeration with more values is spelled out in its own table alone."""
LONGEST_PATTERN = 30
"""A longer pattern is told on the page of values alone."""


def occurrence(minimum: int, maximum: int | None) -> str:
    """How often an element stands in its parent; its blanks do not break."""
    return _occurrence(minimum, maximum).replace(" ", "&nbsp;")


def _occurrence(minimum: int, maximum: int | None) -> str:
    if maximum is None:
        return {0: "any number", 1: "one or more"}.get(minimum, f"{minimum} or more")
    if maximum == 1:
        return "required" if minimum else "optional"
    if minimum == maximum:
        return str(minimum)
    return f"{minimum} to {maximum}" if minimum else f"up to {maximum}"


def listing(words: list[str], last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def held(value: PlanValue, book: Book, to: Links) -> str:
    """What a value space holds, for the cell of a table."""
    if value.kind == "words" and value.words:
        return listing([code(word) for word in value.words])
    if value.kind == "enumeration":
        return _enumeration(value, to)
    members = [book.values[name] for name in value.members]
    if value.kind == "list":
        return f"list of {held(members[0], book, to)}, blanks between"
    if value.kind == "union":
        return listing(_distinct([held(member, book, to) for member in members]))
    if is_builtin(value) and value.kind == "text":
        return to.value(value, code(value.name.removeprefix("xs:")))
    if is_builtin(value):
        return inline(listing(list(value.expected)))
    pattern = short_pattern(value)
    told = inline(listing(list(value.expected))) if value.kind in ("integer", "number") else ""
    if pattern and value.kind == "text":
        told = f"matching {code(pattern)}"
    return f"{to.value(value)}{'<br>' if told else ''}{told}"


def is_builtin(value: PlanValue) -> bool:
    """The value space is one of XSD's own."""
    return value.name.startswith("xs:")


def _enumeration(value: PlanValue, to: Links) -> str:
    if len(value.values) > MOST_VALUES:
        first = ", ".join(code(word) for word, _ in value.values[:3])
        told = f"{to.value(value, f'one of {len(value.values)} values')} such as {first}"
    else:
        told = listing([code(word) for word, _ in value.values])
    return f"{told}; others may exist" if value.open else told


def _distinct(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


def short_pattern(value: PlanValue) -> str | None:
    """The one pattern of a value space if it is short enough to be read."""
    if len(value.xsd_patterns) != 1 or len(value.xsd_patterns[0]) != 1:
        return None
    pattern = value.xsd_patterns[0][0]
    return pattern if len(pattern) <= LONGEST_PATTERN else None


def facets(value: PlanValue, book: Book, to: Links) -> list[tuple[str, str]]:
    """(facet, what it says) of a value space, for its own place."""
    members = [book.values[name] for name in value.members]
    told: list[tuple[str, str]] = []
    if value.kind == "union":
        told.append(("One of", ", ".join(to.value(member) for member in members)))
    elif value.kind == "list":
        told.append(("List of", to.value(members[0])))
    if value.words:
        told.append(("Written", listing([code(word) for word in value.words])))
    if value.kind in ("integer", "number") or is_builtin(value):
        told.append(("Holds", inline(listing(list(value.expected)))))
    told += [
        ("Pattern", listing([code(pattern) for pattern in group])) for group in value.xsd_patterns
    ]
    if value.shortest is not None or value.longest is not None:
        told.append(("Length", length(value)))
    if value.white_space != "collapse" and value.kind in ("text", "union"):
        told.append(("White space", "stays as it is written"))
    if value.open:
        told.append(("Open", "lax reading lets other values pass"))
    if value.secret:
        told.append(("Secret", "never shown in faults or logs"))
    told.append(("Python", code(alias(value))))
    return told


def length(value: PlanValue) -> str:
    low, high = value.shortest, value.longest
    if low == high:
        return characters(low or 0)
    if high is None:
        return f"at least {characters(low or 0)}"
    return f"at most {characters(high)}" if not low else f"{low} to {characters(high)}"


def characters(number: int) -> str:
    return "1 character" if number == 1 else f"{number} characters"


def alias(value: PlanValue) -> str:
    """The Python type, with what an alias stands for."""
    return f"{value.alias} = {value.alias_type}" if value.alias else value.annotation
