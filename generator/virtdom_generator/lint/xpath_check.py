"""One XPath against the types that it is evaluated over: names, subset, kinds of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Literal

from elementpath import ElementPathError, XPath2Parser, XPathToken

from ..model import SimpleType
from .spelling import meant
from .static_types import Item, Node, Types

Kind = Literal["text", "number", "boolean", "hex", "mixed"]

FUNCTIONS: dict[str, Kind | None] = {
    "count": "number",
    "string-length": "number",
    "number": "number",
    "xs:integer": "number",
    "exists": "boolean",
    "empty": "boolean",
    "not": "boolean",
    "true": "boolean",
    "false": "boolean",
    "matches": "boolean",
    "starts-with": "boolean",
    "ends-with": "boolean",
    "contains": "boolean",
    "string": "text",
    "concat": "text",
    "normalize-space": "text",
    "substring-before": "text",
    "substring-after": "text",
    "lower-case": "text",
    "upper-case": "text",
    "tokenize": "text",
    "distinct-values": None,
}
"""Functions of the subset with the kind of value they give; None: that of their argument."""

_OF_TEXT = {
    "string-length",
    "matches",
    "starts-with",
    "ends-with",
    "contains",
    "normalize-space",
    "substring-before",
    "substring-after",
    "lower-case",
    "upper-case",
    "tokenize",
}
_AS_WRITTEN = _OF_TEXT - {"normalize-space"} | {"string", "concat", "distinct-values"}
"""Functions that look at a text."""
_BLANKS = "white space around a value of {} would count"
_TO_NUMBER = {"number", "xs:integer"}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
_EQUALITY = {"=", "!="}
_PATH = {"(name)", ":", "/", "@", ".", "..", "child", "attribute", "self", "parent", "[", "|"}
_ASSIGNABLE = {"(name)", ":", "/", "@", "child", "attribute"}


@dataclass(frozen=True, slots=True)
class Static:
    """What is known of an expression's value before any document is seen."""

    items: frozenset[Item] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    """Of values that are computed or written out."""
    literals: frozenset[str] = frozenset()
    open: bool = False
    """Also nodes that only a wildcard admits."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands."""

    focus: Static | None
    """The context item; None in a facet."""
    variables: Mapping[str, Static]
    attributes_only: bool = False
    """In the test of an alternative, which sees attributes without their types."""
    normalised: bool = False
    """Where no text has white space around it: documents as they are written out."""


class XPathCheck:
    """Collects the faults of expressions in one namespace context."""

    def __init__(self, types: Types, namespaces: Mapping[str, str]) -> None:
        self.types = types
        self.namespaces = namespaces
        self.faults: list[str] = []

    def test(
        self,
        xpath: str,
        context: Iterable[str],
        *,
        attributes_only: bool = False,
        normalised: bool = False,
    ) -> Static:
        """Check an expression over elements of the given complex types."""
        focus = Static(self.types.context(context))
        return self._expression(xpath, Scope(focus, {}, attributes_only, normalised))

    def facet(self, xpath: str, type_: SimpleType) -> None:
        """Check an assertion on the value of a simple type."""
        value = Static(kinds=frozenset([kind_of(type_)]))
        self._expression(xpath, Scope(None, {"value": value}))

    def field(self, xpath: str, focus: Static) -> None:
        """Check a field of an identity constraint: its values are compared."""
        for name in _blank(self.path(xpath, focus), self.types):
            self._fault(f"{_BLANKS.format(name)}: give it a built-in type", xpath)

    def path(self, xpath: str, focus: Static, *, assignable: bool = False) -> Static:
        """Check a path from nodes to nodes; an assignable one only goes down by names."""
        token = self._parse(xpath)
        if token is None:
            return Static(open=True)
        allowed = _ASSIGNABLE if assignable else _PATH
        for each in _steps(token):
            if each.symbol not in allowed:
                self._fault(f"{_shown(each)} is no part of a path", xpath)
                return Static(open=True)
        return self._evaluate(xpath, token, Scope(focus, {}))

    def _expression(self, xpath: str, scope: Scope) -> Static:
        token = self._parse(xpath)
        return Static(open=True) if token is None else self._evaluate(xpath, token, scope)

    def _parse(self, xpath: str) -> XPathToken | None:
        try:
            return XPath2Parser(namespaces=dict(self.namespaces)).parse(xpath)
        except ElementPathError as error:
            self._fault(error.message, xpath)
            return None

    def _evaluate(self, xpath: str, token: XPathToken, scope: Scope) -> Static:
        return _Walk(self.types, lambda message: self._fault(message, xpath)).visit(token, scope)

    def _fault(self, message: str, xpath: str) -> None:
        self.faults.append(f"{message} (in {shorten(xpath, 80, placeholder=' ...')})")


class _Walk:
    """Goes through a parse tree, giving every part its static value."""

    def __init__(self, types: Types, fault: Callable[[str], None]) -> None:
        self.types = types
        self.fault = fault

    def visit(self, token: XPathToken, scope: Scope) -> Static:
        symbol = token.symbol
        if symbol in ("(name)", "child"):
            return self.child(token[0] if symbol == "child" else token, scope)
        if symbol in ("@", "attribute"):
            return self.attribute(token[0], scope)
        if symbol == ":":
            return self.prefixed(token, scope)
        if symbol in (".", "..", "self", "parent"):
            return self.node(token, scope)
        if symbol == "/":
            return self.slash(token, scope)
        if symbol == "[":
            return self.predicate(token, scope)
        if symbol in _COMPARISONS:
            return self.comparison(token, scope)
        if symbol in ("+", "-"):
            return self.arithmetic(token, scope)
        if symbol in ("and", "or"):
            self.all(token, scope)
            return Static(kinds=frozenset(["boolean"]))
        if symbol in (",", "|", "("):
            return _union(self.all(token, scope))
        if symbol == "if":
            self.visit(token[0], scope)
            return _union([self.visit(token[1], scope), self.visit(token[2], scope)])
        if symbol in ("some", "every"):
            return self.quantified(token, scope)
        if symbol == "$":
            return self.variable(token, scope)
        if symbol == "(string)":
            text = str(token.value)
            return Static(kinds=frozenset(["text"]), literals=frozenset([text]))
        if symbol in ("(integer)", "(decimal)"):
            return Static(kinds=frozenset(["number"]))
        if "function" in str(token.label):
            return self.function(symbol, token, scope)
        return self.outside(token)

    def all(self, token: XPathToken, scope: Scope) -> list[Static]:
        return [self.visit(token[index], scope) for index in range(len(token))]

    def outside(self, token: XPathToken) -> Static:
        self.fault(f"{_shown(token)} is outside the XPath subset")
        return Static(open=True)

    # steps

    def child(self, token: XPathToken, scope: Scope) -> Static:
        if token.symbol not in ("(name)", ":"):
            return self.outside(token)
        if scope.attributes_only:
            self.fault(f"the test of an alternative sees attributes only, not {_shown(token)}")
            return Static(open=True)
        name = _name(token)
        step = [
            each for item in self.focus(scope).items for each in self.types.children(item, name)
        ]
        return self.found("element", name, step, scope)

    def attribute(self, token: XPathToken, scope: Scope) -> Static:
        if token.symbol not in ("(name)", ":"):
            return self.outside(token)
        name = _name(token)
        items = self.focus(scope).items
        step = [each for item in items for each in self.types.attributes(item, name)]
        return self.found("attribute", name, step, scope)

    def found(self, node: Node, name: str, step: list[Item], scope: Scope) -> Static:
        """The nodes a name reaches; a fault when there can be none."""
        focus = self.focus(scope)
        unknown = focus.open or any(self.types.admits(item, name, node) for item in focus.items)
        if not step and not unknown:
            self.fault(self.missing(node, name, focus.items))
            unknown = True
        return Static(frozenset(step), open=unknown)

    def missing(self, node: Node, name: str, items: frozenset[Item]) -> str:
        children = {each for item in items for each in self.types.child_names(item)}
        attributes = {each for item in items for each in self.types.attribute_names(item)}
        known, others = (children, attributes) if node == "element" else (attributes, children)
        mark, other_mark = ("", "@") if node == "element" else ("@", "")
        owners = sorted({item.type for item in items})
        where = ", ".join(owners[:3]) + (", ..." if len(owners) > 3 else "")
        hint = f': did you mean "{other_mark}{name}"?' if name in others else meant(name, known)
        what = "child" if node == "element" else "attribute"
        return f'no {what} "{mark}{name}" in {where or "a value"}{hint}'

    def node(self, token: XPathToken, scope: Scope) -> Static:
        """`.`, `..`, `self::` and `parent::`."""
        focus = self.focus(scope)
        if scope.attributes_only:
            self.fault(f"the test of an alternative sees attributes only, not {_shown(token)}")
            return Static(open=True)
        if token.symbol in ("..", "parent"):
            found = {each for item in focus.items for each in self.types.parents(item)}
            if not found and not focus.open:
                self.fault(f"{_shown(token)}: the root has no parent")
            focus = Static(frozenset(found), open=focus.open or not found)
        if len(token) == 0 or token[0].symbol == "node":
            return focus
        if token[0].symbol not in ("(name)", ":"):
            return self.outside(token[0])
        name = _name(token[0])
        named = frozenset(item for item in focus.items if name in self.types.names(item))
        if not named and not focus.open:
            known = {each for item in focus.items for each in self.types.names(item)}
            self.fault(f'{token.symbol}::{name} is never "{name}"{meant(name, known)}')
            return Static(open=True)
        return replace(focus, items=named)

    def prefixed(self, token: XPathToken, scope: Scope) -> Static:
        if "function" in str(token[1].label):
            return self.function(f"{token[0].value}:{token[1].symbol}", token[1], scope)
        return self.child(token, scope)

    def slash(self, token: XPathToken, scope: Scope) -> Static:
        if len(token) != 2:
            self.fault("a path from the document's root is outside the XPath subset")
            return Static(open=True)
        left = self.visit(token[0], scope)
        if "function" in str(token[1].label):
            return self.outside(token[1])
        return self.visit(token[1], replace(scope, focus=left))

    def predicate(self, token: XPathToken, scope: Scope) -> Static:
        left = self.visit(token[0], scope)
        self.visit(token[1], replace(scope, focus=left))
        return left

    def focus(self, scope: Scope) -> Static:
        if scope.focus is None:
            self.fault("a facet has no context node: write $value")
            return Static(open=True)
        return scope.focus

    # variables

    def quantified(self, token: XPathToken, scope: Scope) -> Static:
        for index in range(0, len(token) - 1, 2):
            values = self.visit(token[index + 1], scope)
            name = str(token[index][0].value)
            scope = replace(scope, variables={**scope.variables, name: values})
        self.visit(token[len(token) - 1], scope)
        return Static(kinds=frozenset(["boolean"]))

    def variable(self, token: XPathToken, scope: Scope) -> Static:
        name = str(token[0].value)
        if name not in scope.variables:
            self.fault(f"${name} is not bound{meant(name, scope.variables)}")
            return Static(open=True)
        return scope.variables[name]

    # values

    def function(self, name: str, token: XPathToken, scope: Scope) -> Static:
        if name not in FUNCTIONS:
            message = f"the function {name}() is outside the XPath subset{meant(name, FUNCTIONS)}"
            self.fault(message)
            return Static(open=True)
        arguments = self.all(token, scope)
        kinds = [self.kinds(each, scope) for each in arguments]
        if name in _OF_TEXT and kinds and not kinds[0] <= {"text", "hex"}:
            self.fault(f"{name}() takes a text: write string() around its argument")
        if name in _AS_WRITTEN:
            self.blanks(arguments, scope, builtin=name == "string")
        if name in _TO_NUMBER and kinds and kinds[0] & {"hex", "mixed"}:
            self.fault(f"{name}() of a value that may be written in hexadecimal or as a word")
        result = FUNCTIONS[name]
        if result is None:
            return replace(_union(arguments), literals=frozenset())
        return Static(kinds=frozenset([result]))

    def arithmetic(self, token: XPathToken, scope: Scope) -> Static:
        for each in self.all(token, scope):
            if self.kinds(each, scope) & {"text", "hex", "mixed", "boolean"}:
                self.fault(f"{token.symbol} needs numbers")
        return Static(kinds=frozenset(["number"]))

    def comparison(self, token: XPathToken, scope: Scope) -> Static:
        left, right = self.all(token, scope)
        left_kinds, right_kinds = self.kinds(left, scope), self.kinds(right, scope)
        message = _incomparable(token.symbol, left_kinds, right_kinds)
        if message:
            self.fault(message)
        else:
            self.blanks([left, right], scope)
        for literals, other in ((left.literals, right), (right.literals, left)):
            self.literals(literals, other)
        return Static(kinds=frozenset(["boolean"]))

    def literals(self, literals: frozenset[str], other: Static) -> None:
        """A word compared with an enumeration that lacks it is a slip."""
        values = [self.types.value(item) for item in other.items]
        if other.open or other.kinds or not values:
            return
        known: set[str] = set()
        for each in values:
            if each is None or not each.enumeration or each.variety != "atomic":
                return
            known |= {value.value for value in each.enumeration}
        for literal in sorted(literals - known):
            self.fault(
                f'"{literal}" is none of the values it is compared with{meant(literal, known)}'
            )

    def blanks(self, compared: Iterable[Static], scope: Scope, *, builtin: bool = False) -> None:
        """A text whose white space does not count must not be compared with it."""
        if not (scope.attributes_only or scope.normalised):
            for name in _blank(_union(compared), self.types, builtin=builtin):
                self.fault(f"{_BLANKS.format(name)}: write normalize-space() around it")

    def kinds(self, static: Static, scope: Scope) -> frozenset[Kind]:
        if scope.attributes_only:
            return frozenset()
        values = (self.types.value(item) for item in static.items)
        found: frozenset[Kind] = frozenset(kind_of(value) for value in values if value is not None)
        return static.kinds | found


def kind_of(type_: SimpleType) -> Kind:
    """What comparisons take a value for: mixed when that depends on its spelling."""
    if type_.variety == "union":
        kinds: set[Kind] = {kind_of(member) for member in type_.members}
        return kinds.pop() if len(kinds) == 1 else "mixed"
    if type_.variety == "list" and type_.item is not None:
        return kind_of(type_.item)
    if type_.reading == "hex":
        return "hex"
    if type_.primitive == "boolean":
        return "boolean"
    return "text" if type_.primitive == "string" else "number"


def _blank(static: Static, types: Types, *, builtin: bool = False) -> list[str]:
    """Types of texts that mean the same with white space around them, and yet read as written.

    `builtin`: so do built-in types, which otherwise read without it.
    """
    values = (types.value(item) for item in static.items)
    return sorted(
        {
            value.name
            for value in values
            if value is not None
            and (builtin or not value.builtin)
            and value.white_space != "preserve"
            and kind_of(value) in ("text", "hex")
        }
    )


def _incomparable(symbol: str, left: frozenset[Kind], right: frozenset[Kind]) -> str:
    """Why the two sides cannot be compared; empty when they can, or when a side is unknown."""
    if not left or not right:
        return ""
    both = left | right
    if "mixed" in both:
        return f"{symbol} over a union of numbers and words: write string() around it"
    if "hex" in both and (symbol not in _EQUALITY or both - {"hex", "text"}):
        return f"{symbol} over a number that may be written in hexadecimal compares spellings"
    plain = {"text" if kind == "hex" else kind for kind in both}
    if len(plain) > 1:
        return f"{symbol} cannot compare {' with '.join(sorted(plain))}"
    return ""


def _union(parts: Iterable[Static]) -> Static:
    result = Static()
    for part in parts:
        result = Static(
            result.items | part.items,
            result.kinds | part.kinds,
            result.literals | part.literals,
            result.open or part.open,
        )
    return result


def _name(token: XPathToken) -> str:
    if token.symbol != ":":
        return str(token.value)
    return f"{{{token[1].namespace}}}{token[1].value}"


def _steps(token: XPathToken) -> Iterable[XPathToken]:
    """The tokens of a path, without what its predicates and prefixed names hold."""
    yield token
    inner = {"[": 1, ":": 0}.get(token.symbol, len(token))
    for index in range(inner):
        yield from _steps(token[index])


def _shown(token: XPathToken) -> str:
    if token.symbol in ("(name)", ":", "(string)"):
        return f'"{token.value}"'
    return f'"{token.symbol}"'
