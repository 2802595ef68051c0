"""The parts of an element that a condition speaks of, to which its fault can point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elementpath import XPathToken

from .xpath_parse import name_of, parse


def parts_of(xpath: str, namespaces: Mapping[str, str]) -> tuple[str, ...]:
    """Children and `@attributes` of the context element, in the order in which they are named.

    >>> parts_of("not(@port > 0 and @autoport = 'yes') or source/@path", {})
    ('@port', '@autoport', 'source')

    Raises CompileError.
    """
    return tuple(dict.fromkeys(_parts(parse(xpath, namespaces))))


def _parts(token: XPathToken) -> Iterator[str]:
    match token.symbol:
        case ":" if "function" in str(token[1].label):
            yield from _parts(token[1])
        case "(name)" | ":":
            yield name_of(token)
        case "child":
            yield name_of(token[0])
        case "@" | "attribute":
            yield f"@{name_of(token[0])}"
        case "/" | "[":  # what follows has another context
            yield from _parts(token[0])
        case "$" | ".." | "parent":
            return
        case _:
            for each in token:
                yield from _parts(each)
