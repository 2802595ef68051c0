"""Parse trees of XPath, which elementpath makes, and the simplest thing read from one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias, cast

from elementpath import ElementPathError, XPath2Parser, XPathToken

Conditions: TypeAlias = tuple[tuple[str, tuple[str | None, ...]], ...]
"""Attributes and the values that each may have; None is absence. All must hold."""


class CompileError(Exception):
    """An XPath expression that is not compiled: `name` is what it does not know or refuses."""

    def __init__(self, xpath: str, name: str, message: str) -> None:
        super().__init__(xpath, name, message)
        self.xpath = xpath
        self.name = name
        self.message = message

    def __str__(self) -> str:
        return f"{self.message}: {self.name} in {self.xpath!r}"


def parse(xpath: str, namespaces: Mapping[str, str]) -> XPathToken:
    """The tree of an expression. Raises CompileError."""
    parser = XPath2Parser(namespaces=dict(namespaces), strict=False)
    try:
        return parser.parse(xpath)
    except ElementPathError as error:
        raise CompileError(xpath, str(error), "XPath not understood") from None


def depth(token: XPathToken) -> int:
    """How many levels the tree of an expression has."""
    levels, level = 0, [token]
    while level:
        level = [child for each in level for child in each]
        levels += 1
    return levels


def bare(token: XPathToken) -> XPathToken:
    """The expression inside redundant parentheses."""
    while token.symbol == "(" and len(token) == 1 and token[0].symbol != ",":
        token = token[0]
    return token


def operands(token: XPathToken, operator: str) -> list[XPathToken]:
    """What `and` or `or` joins, however it is nested; any other expression alone."""
    token = bare(token)
    if token.symbol != operator:
        return [token]
    return [each for side in token for each in operands(side, operator)]


def sequence(token: XPathToken) -> list[XPathToken]:
    """The items of a parenthesised sequence; any other expression is its own single item."""
    if token.symbol == "(":
        return sequence(token[0]) if len(token) else []
    if token.symbol == ",":
        return [each for side in token for each in sequence(side)]
    return [token]


def name_of(token: XPathToken) -> str:
    """The name in a step: local, or `{namespace}name`."""
    return cast(str, token.name if token.symbol == ":" else token.value)


@cache
def discriminator(xpath: str) -> Conditions | None:
    """The test of an alternative as attributes and the values they must have; None is absence.

    >>> discriminator("not(@type) or @type='file'")
    (('type', (None, 'file')),)

    None when the test is anything but a conjunction of such conditions. Raises CompileError for
    what is no XPath.
    """
    return conditions(parse(xpath, {}))


def conditions(token: XPathToken) -> Conditions | None:
    """Like `discriminator`, for a parse tree."""
    found: dict[str, tuple[str | None, ...]] = {}
    for each in operands(token, "and"):
        choices = [_allowed(choice) for choice in operands(each, "or")]
        names = {choice[0] for choice in choices if choice}
        if None in choices or len(names) != 1 or names & found.keys():
            return None
        values = (value for choice in choices if choice for value in choice[1])
        found[names.pop()] = tuple(dict.fromkeys(values))
    return tuple(found.items())


def _allowed(token: XPathToken) -> tuple[str, tuple[str | None, ...]] | None:
    """The attribute and the values that one condition allows."""
    if token.symbol in ("not", "empty"):
        name = _attribute(token[0]) if len(token) else None
        return (name, (None,)) if name else None
    if token.symbol != "=":
        return None
    left, right = token[0], token[1]
    name = _attribute(left) or _attribute(right)
    literals = sequence(right if _attribute(left) else left)
    if not name or not literals or any(each.symbol != "(string)" for each in literals):
        return None
    return name, tuple(cast(str, each.value) for each in literals)


def _attribute(token: XPathToken) -> str | None:
    token = bare(token)
    if token.symbol not in ("@", "attribute") or token[0].symbol not in ("(name)", ":"):
        return None
    return name_of(token[0])
