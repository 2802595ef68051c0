"""XPath of the schema (assertions, alternatives, identity constraints, implied values) as Python.

The parse tree comes from elementpath; each kind of node is translated by one method of `_Compiler`
and everything else is refused by name. Expressions stand over `node`, an lxml element (`value`, a
string, in facets), and use builtins and `x`, which is `virtdom_runtime.xpath`:

    from virtdom_runtime import xpath as x

They give the verdict that the XSD processor gives. Where it would fail with an error (which makes
the assertion false) for a document that is otherwise valid, the expression is refused here, so that
an error at run time (ValueError, TypeError) always means a fault that is reported elsewhere: the
caller then skips the check. `xpath_types` tells what the processor sees of values and kinds.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from elementpath import ElementPathError, XPath2Parser, XPathToken

from .model import Identity, SimpleType
from .patterns import translate_pattern
from .xpath_types import (
    AttributeView,
    CompileError,
    ElementView,
    Item,
    Reading,
    StaticContext,
    context_views,
    nearest,
    reading,
)

__all__ = [
    "CompileError",
    "IdentityCode",
    "StaticContext",
    "compile_field",
    "compile_identity",
    "compile_path",
    "compile_test",
    "compile_value",
    "discriminator",
    "place",
    "translate_pattern",
]


def compile_test(xpath: str, context: StaticContext) -> str:
    """A Python expression with the effective boolean value of an XPath expression.

    Raises CompileError.
    """
    compiler = _Compiler(xpath, context)
    code = compiler.truth(compiler.root, compiler.scope, exact=True).text
    return f"x.holds(lambda: {code})" if compiler.converts else code


def compile_value(xpath: str, context: StaticContext) -> str:
    """A Python expression giving a list of strings and elements: an implied value.

    Raises CompileError.
    """
    compiler = _Compiler(xpath, context)
    return compiler.results(compiler.root, compiler.scope).text


def compile_path(xpath: str, context: StaticContext) -> str:
    """A Python expression giving the list of elements that a path selects. Raises CompileError."""
    return _selected(_Compiler(xpath, context)).listed


def compile_field(xpath: str, context: StaticContext) -> str:
    """A Python expression giving what a field of an identity constraint compares, or None.

    The context node is the selected element. Integers are numbers, all else is strings.
    Raises CompileError.
    """
    views = context_views(context, typed_text=True)
    return _field(_Compiler(xpath, context, views))


@dataclass(frozen=True)
class IdentityCode:
    """An identity constraint in Python: `selector` over the declaring element, `fields` over each
    element selected."""

    selector: str
    fields: tuple[str, ...]


def compile_identity(identity: Identity, context: StaticContext) -> IdentityCode:
    """Selector and fields of a constraint whose declaring element is the context.

    A selected element has all the types that its declaration and its alternatives allow.
    Raises CompileError.
    """
    selected = _selected(_Compiler(identity.selector, context))
    views = tuple(each for view in selected.views for each in view.concrete())
    if selected.root:
        views = context_views(context, typed_text=True)
    fields = tuple(_field(_Compiler(field, context, views)) for field in identity.fields)
    return IdentityCode(selected.listed, fields)


def place(xpath: str, context: StaticContext) -> tuple[str, ...]:
    """Steps of a plain path, `@` before an attribute: `clock/@sync` -> ("clock", "@sync").

    Raises CompileError for anything else and for names that the schema does not know.
    """
    compiler = _Compiler(xpath, context)
    found = compiler.value(compiler.root, compiler.scope)
    attribute = ""
    if isinstance(found, _Attributes) and len(found.parts) == 1:
        part = found.parts[0]
        found, attribute = part.of, f"@{part.name}"
    if not isinstance(found, _Elements) or not (found.path or found.root):
        raise compiler.error(compiler.root, "not a plain path to a child or an attribute")
    steps = found.path[1] if found.path else ()
    return (*steps, attribute) if attribute else steps


def discriminator(xpath: str) -> tuple[tuple[str, tuple[str | None, ...]], ...] | None:
    """The test of an alternative as attributes and the values they must have; None is absence.

    >>> discriminator("not(@type) or @type='file'")
    (('type', (None, 'file')),)

    None when the test is anything but a conjunction of such conditions. Raises CompileError for
    what is no XPath.
    """
    conditions: dict[str, tuple[str | None, ...]] = {}
    for token in _operands(_parse(xpath, {}), "and"):
        found = [_allowed(each) for each in _operands(token, "or")]
        names = {each[0] for each in found if each}
        if None in found or len(names) != 1 or names & conditions.keys():
            return None
        values = (value for each in found if each for value in each[1])
        conditions[names.pop()] = tuple(dict.fromkeys(values))
    return tuple(conditions.items())


def _operands(token: XPathToken, operator: str) -> list[XPathToken]:
    token = _bare(token)
    if token.symbol != operator:
        return [token]
    return [each for side in token for each in _operands(side, operator)]


def _allowed(token: XPathToken) -> tuple[str, tuple[str | None, ...]] | None:
    """The attribute and the values that one condition allows."""
    if token.symbol in ("not", "empty"):
        name = _attribute_name(token[0])
        return (name, (None,)) if name else None
    if token.symbol != "=":
        return None
    left, right = token[0], token[1]
    name = _attribute_name(left) or _attribute_name(right)
    literals = _sequence(right if _attribute_name(left) else left)
    if not name or not literals or any(each.symbol != "(string)" for each in literals):
        return None
    return name, tuple(cast(str, each.value) for each in literals)


def _attribute_name(token: XPathToken) -> str | None:
    token = _bare(token)
    if token.symbol not in ("@", "attribute") or token[0].symbol not in ("(name)", ":"):
        return None
    return _name(token[0])


# Parse trees


def _parse(xpath: str, namespaces: Mapping[str, str]) -> XPathToken:
    parser = XPath2Parser(namespaces=dict(namespaces), strict=False)
    try:
        return parser.parse(xpath)
    except ElementPathError as error:
        raise CompileError(xpath, str(error), "XPath not understood") from None


def _bare(token: XPathToken) -> XPathToken:
    """The expression inside redundant parentheses."""
    while token.symbol == "(" and len(token) == 1 and token[0].symbol != ",":
        token = token[0]
    return token


def _sequence(token: XPathToken) -> list[XPathToken]:
    """The items of a parenthesised sequence; any other expression is its own single item."""
    if token.symbol == "(":
        return _sequence(token[0]) if len(token) else []
    if token.symbol == ",":
        return [each for side in token for each in _sequence(side)]
    return [token]


def _name(token: XPathToken) -> str:
    return cast(str, token.name if token.symbol == ":" else token.value)


# Code and values


_TERNARY, _OR, _AND, _NOT, _COMPARE, _SUM, _UNARY, _ATOM = range(8)


@dataclass(frozen=True)
class _Code:
    """Python source, how tightly it binds, and how its negation is written if not by `not`."""

    text: str
    level: int = _ATOM
    negation: str = ""
    exact: bool = True
    """Its value is a bool, not merely true or false."""

    def at(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"

    def negated(self) -> _Code:
        if self.negation:
            level = _ATOM if self.negation in ("True", "False") else _COMPARE
            return _Code(self.negation, level, self.text)
        if self.level == _NOT:
            return _Code(self.text.removeprefix("not "), _ATOM, exact=False)
        return _Code(f"not {self.at(_NOT)}", _NOT)


_TRUE, _FALSE = _Code("True", negation="False"), _Code("False", negation="True")


@dataclass(frozen=True)
class _Elements:
    """Elements: `code` is a list, or one element that is certainly there when `single`."""

    code: str
    views: tuple[ElementView, ...]
    several: bool
    hint: str
    single: bool = False
    above: _Elements | None = None
    path: tuple[str, tuple[str, ...]] | None = None
    """An element and the child names that lead here, while the code is nothing more than that."""
    root: bool = False

    @property
    def listed(self) -> str:
        return f"[{self.code}]" if self.single else self.code


@dataclass(frozen=True)
class _Part:
    of: _Elements
    name: str
    default: str | None

    @property
    def listed(self) -> str:
        default = "" if self.default is None else f", {_quoted(self.default)}"
        return f"x.attributes({self.of.code}, {_quoted(self.name)}{default})"


@dataclass(frozen=True)
class _Attributes:
    """Attribute nodes."""

    parts: tuple[_Part, ...]
    reading: Reading

    @property
    def several(self) -> bool:
        return len(self.parts) > 1 or self.parts[0].of.several

    @property
    def single(self) -> _Part | None:
        """The one attribute of one element, which `get` gives."""
        return self.parts[0] if len(self.parts) == 1 and self.parts[0].of.single else None

    @property
    def hint(self) -> str:
        return self.parts[0].name

    @property
    def listed(self) -> str:
        if len(self.parts) == 1:
            return self.parts[0].listed
        return f"[{', '.join(f'*{each.listed}' for each in self.parts)}]"


@dataclass(frozen=True)
class _Atoms:
    """Values: `one` value, `maybe` one (a string or None), or a list of `many`."""

    code: _Code
    item: Item | Literal["nothing"]
    shape: Literal["one", "maybe", "many"]
    several: bool = False
    hint: str = "item"
    typed: bool = True
    list_code: str = ""
    """The list of what is `maybe` there."""

    @property
    def listed(self) -> str:
        if self.shape == "one":
            return f"[{self.code.text}]"
        return self.list_code if self.shape == "maybe" else self.code.text


_Value: TypeAlias = _Elements | _Attributes | _Atoms


@dataclass(frozen=True)
class _Scope:
    item: _Elements | _Atoms | None
    variables: Mapping[str, _Value]


def _quoted(text: str) -> str:
    """A string literal in double quotes where that needs no escapes."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in text else literal


def _quoted_pattern(pattern: str) -> str:
    plain = '"' not in pattern and pattern.isprintable() and not pattern.endswith("\\")
    return f'r"{pattern}"' if "\\" in pattern and plain else _quoted(pattern)


def _selected(compiler: _Compiler) -> _Elements:
    found = compiler.value(compiler.root, compiler.scope)
    if not isinstance(found, _Elements):
        raise compiler.error(compiler.root, "not a path to elements")
    if any(view.declared is None and not view.typed_text for view in found.views):
        raise compiler.error(
            compiler.root, "the XSD processor does not select children that only a kind has"
        )
    return found


def _field(compiler: _Compiler) -> str:
    found = compiler.value(compiler.root, compiler.scope)
    if isinstance(found, _Atoms):
        raise compiler.error(compiler.root, "not a path to an attribute or an element")
    if found.several:
        raise compiler.error(compiler.root, "the field may be there more than once")
    atoms = compiler.atoms(found, compiler.root)
    if atoms.shape == "many":
        return f"x.first({atoms.code.text})"
    return atoms.code.text


_RESERVED = {"node", "value", "x"} | set(dir(builtins)) | set(keyword.kwlist)
_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE = {"==": "!=", "!=": "==", "in": "not in", "not in": "in"}
_FUNCTIONS_OF_BOOLEAN = {
    "not", "true", "false", "exists", "empty", "boolean",
    "contains", "starts-with", "ends-with", "matches",
}  # fmt: skip


class _Compiler:
    """Translates one expression."""

    def __init__(
        self,
        xpath: str,
        context: StaticContext,
        views: tuple[ElementView, ...] | None = None,
    ) -> None:
        self.xpath = xpath
        self.context = context
        self.root = _parse(xpath, context.namespaces)
        self.used: set[str] = set()
        self.converts = False
        """It turns text that the schema does not call a number into one."""
        if isinstance(context.here, SimpleType):
            self.scope = _Scope(None, {"value": self.facet(context.here)})
        else:
            views = context_views(context) if views is None else views
            node = _Elements("node", views, several=False, hint="node", single=True, root=True)
            self.scope = _Scope(node, {})

    def error(self, token: XPathToken | str, message: str) -> CompileError:
        name = token if isinstance(token, str) else token.source
        return CompileError(self.xpath, name, message)

    def refused(self, token: XPathToken) -> CompileError:
        name = token.source if token.symbol.startswith("(") else token.symbol
        return self.error(name, "not in the subset of XPath that is compiled")

    def fresh(self, hint: str) -> str:
        """A new name for a variable of the generated expression."""
        name = re.sub(r"[^0-9a-z]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", hint).lower())
        name = name.rpartition("}")[2].strip("_") or "item"
        name = f"{name}_" if name in _RESERVED else name
        candidates = (name, *(f"{name}_{count}" for count in range(2, 1000)))
        found = next(each for each in candidates if each not in self.used)
        self.used.add(found)
        return found

    # Truth

    def truth(self, token: XPathToken, scope: _Scope, *, exact: bool = False) -> _Code:
        """The effective boolean value; unless `exact`, code that is merely true or false."""
        token = self.function(_bare(token))
        symbol = token.symbol
        if symbol in ("and", "or"):
            level = _AND if symbol == "and" else _OR
            parts = [self.truth(each, scope, exact=exact) for each in _operands(token, symbol)]
            text = f" {symbol} ".join(each.at(level) for each in parts)
            return _Code(text, level, exact=all(each.exact for each in parts))
        if symbol == "if":
            parts = [self.truth(each, scope, exact=exact and number > 0)
                     for number, each in enumerate(token)]  # fmt: skip
            test, then, other = (each.at(_OR) for each in parts)
            return _Code(f"{then} if {test} else {other}", _TERNARY)
        if symbol in ("some", "every"):
            return self.quantified(token, scope)
        if symbol in _SIGNS:
            return self.comparison(token, scope)
        if symbol in _FUNCTIONS_OF_BOOLEAN and self.is_function(token):
            code = self.boolean_function(token, scope)
        else:
            code = self.effective(self.value(token, scope), token)
        return code if code.exact or not exact else _Code(f"bool({code.text})")

    def effective(self, found: _Value, token: XPathToken) -> _Code:
        if isinstance(found, _Elements):
            return _TRUE if found.single else _Code(found.code, exact=False)
        if isinstance(found, _Attributes):
            return self.present(found)
        if found.item == "nothing":
            return _FALSE
        if found.item == "boolean":
            return found.code
        if found.shape == "one" and found.item in ("string", "number"):
            zero = '""' if found.item == "string" else "0"
            code = found.code.at(_SUM)
            return _Code(f"{code} != {zero}", _COMPARE, negation=f"{code} == {zero}")
        if found.item == "string" and not found.several:
            return _Code(f"any({found.listed})")
        raise self.error(token, "neither true nor false: compare it, or write exists()")

    def present(self, found: _Attributes) -> _Code:
        part = found.single
        if part and part.default is not None:
            return _TRUE
        if part:
            get = f"{part.of.code}.get({_quoted(part.name)})"
            return _Code(f"{get} is not None", _COMPARE, negation=f"{get} is None")
        return _Code(found.listed, exact=False)

    def boolean_function(self, token: XPathToken, scope: _Scope) -> _Code:
        symbol = token.symbol
        if symbol in ("true", "false"):
            return _TRUE if symbol == "true" else _FALSE
        if symbol == "not":
            return self.truth(token[0], scope).negated()
        if symbol == "boolean":
            return self.truth(token[0], scope)
        if symbol in ("exists", "empty"):
            code = self.exists(self.value(token[0], scope))
            return code if symbol == "exists" else code.negated()
        if symbol == "matches":
            return self.matches(token, scope)
        self.arguments(token, 2)
        text, part = (self.string(each, scope) for each in token)
        if symbol == "contains":
            code, level = f"{part.at(_SUM)} in {text.at(_SUM)}", _COMPARE
            return _Code(code, level, f"{part.at(_SUM)} not in {text.at(_SUM)}")
        method = "startswith" if symbol == "starts-with" else "endswith"
        return _Code(f"{text.at(_ATOM)}.{method}({part.text})")

    def exists(self, found: _Value) -> _Code:
        if isinstance(found, _Elements):
            return _TRUE if found.single else _Code(found.code, exact=False)
        if isinstance(found, _Attributes):
            return self.present(found)
        if found.item == "nothing":
            return _FALSE
        return _TRUE if found.shape == "one" else _Code(found.listed, exact=False)

    def quantified(self, token: XPathToken, scope: _Scope) -> _Code:
        if len(token) != 3:
            raise self.error(token.symbol, "more than one range: nest the quantifiers")
        variable, range_, condition = token
        name = cast(str, variable[0].value)
        found = self.value(range_, scope)
        one = self.loop(found, name, range_)
        scope = _Scope(scope.item, {**scope.variables, name: one.item})
        code = self.truth(condition, scope).text
        function = "any" if token.symbol == "some" else "all"
        return _Code(f"{function}({code} for {one.name} in {one.over})")

    def loop(self, found: _Value, hint: str, token: XPathToken) -> _Loop:
        """A Python loop over a sequence."""
        name = self.fresh(hint)
        if isinstance(found, _Elements):
            one = replace(found, code=name, single=True, several=False, path=None)
            return _Loop(name, found.listed, one)
        atoms = self.atoms(found, token)
        item = _Atoms(_Code(name), atoms.item, "one", hint=hint, typed=atoms.typed)
        return _Loop(name, atoms.listed, item)

    # Comparisons

    def comparison(self, token: XPathToken, scope: _Scope) -> _Code:
        sign = _SIGNS[token.symbol]
        left, right = (self.atoms(self.value(each, scope), each) for each in token)
        if "nothing" in (left.item, right.item):
            raise self.error(token, "compared with nothing")
        left, right = self.comparable(token, left, right)
        if left.shape == right.shape == "one":
            a, b = left.code.at(_SUM), right.code.at(_SUM)
            return self.compared(a, sign, b)
        if sign == "==":
            return self.equal(left, right)
        if sign == "!=" and left.shape == "maybe" and right.shape == "one":
            # an absent attribute differs from nothing
            return self.compared(left.code.text, "not in", f"(None, {right.code.text})")
        return self.any_pair(left, sign, right)

    def comparable(self, token: XPathToken, left: _Atoms, right: _Atoms) -> tuple[_Atoms, _Atoms]:
        """Both sides as strings, as numbers or as booleans: decided by the types, as XPath does."""
        equality = token.symbol in ("=", "!=")
        items = {left.item, right.item}
        if items == {"boolean"} and equality and left.shape == right.shape == "one":
            return left, right
        if not items <= {"string", "number", "double"}:
            raise self.error(token, "this type is not compared: write string()")
        if not left.typed and not right.typed:
            if equality:
                return left, right
            if items == {"number"}:
                return self.as_numbers(left), self.as_numbers(right)
            raise self.error(token, "the XSD processor sees no types here, so it takes numbers")
        texts = [each.item == "string" or not each.typed for each in (left, right)]
        if all(texts) and "string" in items:
            return left, right
        if "string" in items:
            raise self.error(token, "a string is compared with a number")
        return self.as_numbers(left), self.as_numbers(right)

    def as_numbers(self, atoms: _Atoms) -> _Atoms:
        """Numbers; those that were read as untyped text are converted."""
        if atoms.typed:
            return atoms
        if atoms.shape == "one":
            return replace(atoms, code=_Code(f"x.number({atoms.code.text})"), typed=True)
        code = _Code(f"x.numbers({atoms.code.text})")
        return replace(atoms, code=code, shape="many", typed=True)

    def compared(self, left: str, sign: str, right: str) -> _Code:
        opposite = _OPPOSITE.get(sign)
        negation = f"{left} {opposite} {right}" if opposite else ""
        return _Code(f"{left} {sign} {right}", _COMPARE, negation)

    def equal(self, left: _Atoms, right: _Atoms) -> _Code:
        if left.shape == "maybe" and right.shape == "maybe":
            text = f"{left.code.text} is not None and {left.code.text} == {right.code.text}"
            return _Code(text, _AND)
        if left.shape == "maybe" or right.shape == "maybe":
            one, other = (left, right) if left.shape == "maybe" else (right, left)
            sign = "==" if other.shape == "one" else "in"
            return self.compared(one.code.text, sign, other.code.at(_SUM))
        if left.shape == "one" or right.shape == "one":
            one, many = (left, right) if left.shape == "one" else (right, left)
            return self.compared(one.code.at(_SUM), "in", many.code.text)
        name = self.fresh(left.hint)
        return _Code(f"any({name} in {right.code.text} for {name} in {left.code.text})")

    def any_pair(self, left: _Atoms, sign: str, right: _Atoms) -> _Code:
        loops: list[str] = []
        names: list[str] = []
        for side in (left, right):
            if side.shape == "one":
                names.append(side.code.at(_SUM))
                continue
            names.append(self.fresh(side.hint))
            loops.append(f" for {names[-1]} in {side.listed}")
        return _Code(f"any({names[0]} {sign} {names[1]}{''.join(loops)})")

    # Values

    def value(self, token: XPathToken, scope: _Scope) -> _Value:
        token = self.function(_bare(token))
        symbol = token.symbol
        if symbol == "(string)":
            return _Atoms(_Code(_quoted(cast(str, token.value))), "string", "one")
        if symbol == "(integer)":
            return _Atoms(_Code(str(token.value)), "number", "one")
        if symbol == "$":
            name = cast(str, token[0].value)
            if name not in scope.variables:
                raise self.error(f"${name}", "unknown variable")
            return scope.variables[name]
        if symbol in ("(", ","):
            return self.sequence([self.value(each, scope) for each in _sequence(token)], token)
        if symbol in ("|", "union"):
            return self.union(token, scope)
        if symbol in ("+", "-"):
            return self.sum(token, scope)
        if symbol == "if":
            return self.conditional(token, scope)
        if symbol in _SIGNS or symbol in ("and", "or", "some", "every"):
            return _Atoms(self.truth(token, scope, exact=True), "boolean", "one")
        if self.is_function(token):
            return self.call(token, scope)
        if scope.item is None:
            raise self.error(token, "a facet sees $value alone")
        if isinstance(scope.item, _Atoms):
            if symbol == ".":
                return scope.item
            raise self.error(token, "a step from something that is no element")
        return self.step(token, scope.item, scope)

    def atoms(self, found: _Value, token: XPathToken) -> _Atoms:
        """The typed values of nodes; values as they are."""
        if isinstance(found, _Atoms):
            return found
        if isinstance(found, _Attributes):
            return self.attribute_atoms(found, token)
        reading_, default = self.text_of(found, token)
        more = "" if default is None else f", {_quoted(default)}"
        code = f"x.text({found.code}{more})" if found.single else f"x.texts({found.code}{more})"
        return self.read(code, found.single, reading_, found.several, found.hint, token)

    def attribute_atoms(self, found: _Attributes, token: XPathToken) -> _Atoms:
        part = found.single
        if part is None:
            return self.read(found.listed, False, found.reading, found.several, found.hint, token)
        default = "" if part.default is None else f", {_quoted(part.default)}"
        code = f"{part.of.code}.get({_quoted(part.name)}{default})"
        if default:
            return self.read(code, True, found.reading, False, found.hint, token)
        if found.reading.item == "string" and not (found.reading.collapse or found.reading.many):
            typed = found.reading.typed
            return _Atoms(
                _Code(code), "string", "maybe", hint=found.hint, typed=typed, list_code=part.listed
            )
        if found.reading.item == "number" and not found.reading.typed:
            return _Atoms(
                _Code(code), "number", "maybe", hint=found.hint, typed=False, list_code=part.listed
            )
        return self.read(code, False, found.reading, False, found.hint, token)

    def read(
        self,
        code: str,
        single: bool,
        reading_: Reading,
        several: bool,
        hint: str,
        token: XPathToken,
    ) -> _Atoms:
        """Values of texts: `code` is one text, or a list (or None for an absent attribute)."""
        item = reading_.item
        if item not in ("string", "number"):
            raise self.error(token, f"a {item} value is not compared: write string()")
        if reading_.many:
            code, single, several = f"x.items({code})", False, True
        if item == "number" and reading_.typed:
            code = f"x.number({code})" if single else f"x.numbers({code})"
        elif reading_.collapse:
            code = f"x.normalize_space({code})" if single else f"x.collapsed({code})"
        shape: Literal["one", "many"] = "one" if single else "many"
        return _Atoms(_Code(code), item, shape, several, hint, reading_.typed)

    def text_of(self, found: _Elements, token: XPathToken) -> tuple[Reading, str | None]:
        """How the text of elements reads, and the default of an empty one."""
        readings = {view.text() for view in found.views} - {None}
        if not readings:
            raise self.error(token, "an element without text has no value")
        if None in {view.text() for view in found.views} and not found.root:
            raise self.error(token, "not every element meant here has text")
        merged = self.merged(cast("set[Reading]", readings), token)
        defaults = {view.default for view in found.views}
        if len(defaults) != 1:
            raise self.error(token, "defaults differ between the elements meant here")
        return merged, defaults.pop()

    def merged(self, readings: set[Reading], token: XPathToken | str) -> Reading:
        if len(readings) == 1:
            return readings.pop()
        if {(each.item, each.collapse, each.many) for each in readings} == {
            ("string", False, False)
        }:
            return Reading("string", typed=False)
        raise self.error(token, "types differ between the elements meant here")

    def string(self, token: XPathToken, scope: _Scope, *, written: bool = False) -> _Code:
        """One string, empty for nothing: what a string function takes.

        `written` gives the text of a node as it stands, as string() and concat() do.
        """
        found = self.value(token, scope)
        if isinstance(found, _Atoms) and found.item == "nothing":
            return _Code('""')
        if found_several(found):
            raise self.error(token, "a function of one string gets several")
        if written and not isinstance(found, _Atoms):
            return self.written(found, token)
        atoms = self.atoms(found, token)
        if atoms.item == "number" and written:
            return _Code(f"x.number_text({self.single(atoms, token)})")
        if atoms.item != "string":
            raise self.error(token, f"a {atoms.item} is no string: write string()")
        if atoms.shape == "one":
            return atoms.code
        if atoms.shape == "maybe":
            return _Code(f'{atoms.code.text[:-1]}, "")')
        return _Code(f"x.only({atoms.code.text})")

    def single(self, atoms: _Atoms, token: XPathToken) -> str:
        if atoms.shape != "one":
            raise self.error(token, "a number that may be absent has no string")
        return atoms.code.text

    def written(self, found: _Elements | _Attributes, token: XPathToken) -> _Code:
        if isinstance(found, _Attributes):
            part = found.single
            if part:
                default = _quoted(part.default or "")
                return _Code(f"{part.of.code}.get({_quoted(part.name)}, {default})")
            return _Code(f"x.only({found.listed})")
        _, default = self.text_of(found, token)
        more = "" if default is None else f", {_quoted(default)}"
        if found.single:
            return _Code(f"x.text({found.code}{more})")
        return _Code(f"x.only(x.texts({found.code}{more}))")

    def facet(self, type_: SimpleType) -> _Atoms:
        """`$value` of a facet, whose Python name is `value`: text, white space processed."""
        found = reading(type_)
        if found.item not in ("string", "number"):
            raise self.error("$value", f"a {found.item} value is not compared")
        if found.many:
            code = "x.items(value)" if found.item == "string" else "x.numbers(x.items(value))"
            return _Atoms(_Code(code), found.item, "many", True)
        code = "value" if found.item == "string" else "x.number(value)"
        return _Atoms(_Code(code), found.item, "one")

    # Sequences

    def sequence(self, found: list[_Value], token: XPathToken) -> _Value:
        found = [each for each in found if not (is_nothing(each))]
        if not found:
            return _Atoms(_Code("[]"), "nothing", "many")
        if len(found) == 1:
            return found[0]
        if all(isinstance(each, _Elements) for each in found):
            elements = cast("list[_Elements]", found)
            code = ", ".join(each.code if each.single else f"*{each.code}" for each in elements)
            views = tuple(view for each in elements for view in each.views)
            return _Elements(f"[{code}]", views, True, elements[0].hint)
        if all(isinstance(each, _Attributes) for each in found):
            return self.attributes(cast("list[_Attributes]", found), token)
        atoms = [self.atoms(each, token) for each in found]
        if len({each.item for each in atoms}) != 1:
            raise self.error(token, "a sequence of different types")
        if all(each.shape == "one" for each in atoms):
            text = f"({', '.join(each.code.text for each in atoms)})"
        else:
            parts = [each.code.text if each.shape == "one" else f"*{each.listed}" for each in atoms]
            text = f"[{', '.join(parts)}]"
        typed = all(each.typed for each in atoms)
        return _Atoms(_Code(text), atoms[0].item, "many", True, atoms[0].hint, typed)

    def attributes(self, found: list[_Attributes], token: XPathToken) -> _Attributes:
        parts = tuple(part for each in found for part in each.parts)
        return _Attributes(parts, self.merged({each.reading for each in found}, token))

    def union(self, token: XPathToken, scope: _Scope) -> _Value:
        found = [self.value(each, scope) for each in token]
        if all(isinstance(each, _Elements) for each in found):
            elements = cast("list[_Elements]", found)
            code = f"x.union({', '.join(each.listed for each in elements)})"
            views = tuple(view for each in elements for view in each.views)
            above = elements[0].above if elements[0].above == elements[1].above else None
            return _Elements(code, views, True, elements[0].hint, above=above)
        if all(isinstance(each, _Attributes) for each in found):
            both = self.attributes(cast("list[_Attributes]", found), token)
            if len({part.name for part in both.parts}) == len(both.parts):
                return both
        raise self.error(token, "a union of anything but different paths to the same sort of node")

    def conditional(self, token: XPathToken, scope: _Scope) -> _Value:
        test = self.truth(token[0], scope).at(_OR)
        then, other = (self.value(each, scope) for each in token[1:])
        if isinstance(then, _Elements) and isinstance(other, _Elements):
            code = f"({then.listed} if {test} else {other.listed})"
            return _Elements(
                code, then.views + other.views, then.several or other.several, then.hint
            )
        then, other = (self.atoms(each, token) for each in (then, other))
        items = {then.item, other.item} - {"nothing"}
        if len(items) != 1:
            raise self.error(token, "branches of different types")
        item = items.pop()
        if then.shape == other.shape == "one":
            text = f"{then.code.at(_OR)} if {test} else {other.code.at(_TERNARY)}"
            return _Atoms(_Code(text, _TERNARY), item, "one")
        several = then.several or other.several
        typed = then.typed and other.typed
        code = _Code(f"({_listed(then)} if {test} else {_listed(other)})")
        return _Atoms(code, item, "many", several, typed=typed)

    def results(self, token: XPathToken, scope: _Scope) -> _Code:
        """A list of strings and elements."""
        token = self.function(_bare(token))
        if token.symbol == "if":
            test = self.truth(token[0], scope).at(_OR)
            then, other = (self.results(each, scope) for each in token[1:])
            return _Code(f"{then.at(_OR)} if {test} else {other.at(_TERNARY)}", _TERNARY)
        found = self.value(token, scope)
        if isinstance(found, _Elements | _Attributes):
            return _Code(found.listed)
        if found.item == "nothing":
            return _Code("[]")
        if found.item == "string":
            return _Code(_listed(found))
        if found.item == "number" and found.shape == "one":
            return _Code(f"[x.number_text({found.code.text})]")
        if found.item == "number":
            name = self.fresh(found.hint)
            return _Code(f"[x.number_text({name}) for {name} in {found.listed}]")
        raise self.error(token, "neither a string, a number nor an element")

    def sum(self, token: XPathToken, scope: _Scope) -> _Atoms:
        sides = [self.as_numbers(self.atoms(self.value(each, scope), each)) for each in token]
        for side, each in zip(sides, token, strict=True):
            if side.item not in ("number", "double") or side.several:
                raise self.error(each, "not one number")
        item: Item = "double" if "double" in {side.item for side in sides} else "number"
        names: list[str] = []
        loops: list[str] = []
        for side in sides:
            name = side.code.at(_UNARY)
            if side.shape != "one":
                name = self.fresh(side.hint)
                loops.append(f" for {name} in {side.code.text}")
            literal = name.isdigit() or side.item == item
            names.append(name if literal else f"float({name})")
        text = f" {token.symbol} ".join(names) if len(names) > 1 else f"{token.symbol}{names[0]}"
        level = _SUM if len(names) > 1 else _UNARY
        if loops:
            return _Atoms(_Code(f"[{text}{''.join(loops)}]"), item, "many")
        return _Atoms(_Code(text, level), item, "one")

    # Functions

    def is_function(self, token: XPathToken) -> bool:
        return str(token.label).endswith("function") or "function" in repr(token.label)

    def function(self, token: XPathToken) -> XPathToken:
        """The function inside a prefixed call such as fn:count or xs:integer."""
        if token.symbol == ":" and self.is_function(token[1]):
            return token[1]
        return token

    def arguments(self, token: XPathToken, *counts: int) -> None:
        if len(token) not in counts:
            raise self.error(token, "not compiled with that number of arguments")

    def call(self, token: XPathToken, scope: _Scope) -> _Atoms:
        symbol = token.symbol
        if symbol in _FUNCTIONS_OF_BOOLEAN:
            return _Atoms(self.truth(token, scope, exact=True), "boolean", "one")
        functions: dict[str, Callable[[XPathToken, _Scope], _Atoms]] = {
            "count": self.count,
            "distinct-values": self.distinct,
            "integer": self.integer,
            "number": self.double,
            "tokenize": self.tokenize,
        }
        if symbol in functions and (symbol != "integer" or "constructor" in str(token.label)):
            return functions[symbol](token, scope)
        if symbol in _STRING_FUNCTIONS and token.label != "constructor function":
            return self.string_function(token, scope)
        raise self.refused(token)

    def count(self, token: XPathToken, scope: _Scope) -> _Atoms:
        found = self.value(token[0], scope)
        return _Atoms(_Code(f"len({_listed(found)})"), "number", "one")

    def distinct(self, token: XPathToken, scope: _Scope) -> _Atoms:
        self.arguments(token, 1)
        found = self.atoms(self.value(token[0], scope), token)
        return replace(found, code=_Code(f"x.distinct({found.listed})"), shape="many")

    def integer(self, token: XPathToken, scope: _Scope) -> _Atoms:
        found = self.atoms(self.value(token[0], scope), token)
        if found.several or found.item not in ("string", "number"):
            raise self.error(token, "not one string or number")
        self.converts = self.converts or found.item == "string"
        if found.shape == "one":
            return _Atoms(_Code(f"x.to_integer({found.code.text})"), "number", "one")
        name = self.fresh(found.hint)
        code = _Code(f"[x.to_integer({name}) for {name} in {found.listed}]")
        return _Atoms(code, "number", "many", hint=found.hint)

    def double(self, token: XPathToken, scope: _Scope) -> _Atoms:
        text = self.string(token[0] if len(token) else _context(token), scope, written=True)
        return _Atoms(_Code(f"x.to_double({text.text})"), "double", "one")

    def matches(self, token: XPathToken, scope: _Scope) -> _Code:
        self.arguments(token, 2, 3)
        pattern = self.pattern(token)
        return _Code(f"x.matches({self.string(token[0], scope).text}, {pattern})")

    def tokenize(self, token: XPathToken, scope: _Scope) -> _Atoms:
        self.arguments(token, 2, 3)
        text = self.string(token[0], scope).text
        code = _Code(f"x.tokenize({text}, {self.pattern(token)})")
        return _Atoms(code, "string", "many", True)

    def pattern(self, token: XPathToken) -> str:
        """The regular expression of a call, for Python: it must stand there as a literal."""
        for each in token[1:]:
            if each.symbol != "(string)":
                raise self.error(each, "a regular expression must be a literal")
        flags = cast(str, token[2].value) if len(token) > 2 else ""
        found = translate_pattern(cast(str, token[1].value), search=True, flags=flags)
        if token.symbol == "tokenize":
            compiled = re.compile(found)
            if compiled.groups or compiled.search(""):
                raise self.error(token, "separators must not be empty and have no groups")
        return _quoted_pattern(found)

    def string_function(self, token: XPathToken, scope: _Scope) -> _Atoms:
        symbol = token.symbol
        low, high, template = _STRING_FUNCTIONS[symbol]
        if not low <= len(token) <= high:
            raise self.error(token, "not compiled with that number of arguments")
        tokens = list(token) or [_context(token)]
        written = symbol in ("string", "concat") or not len(token)
        codes = [self.string(each, scope, written=written) for each in tokens]
        if symbol == "concat":
            return _Atoms(_Code(" + ".join(each.at(_SUM) for each in codes), _SUM), "string", "one")
        if symbol == "string":
            return _Atoms(codes[0], "string", "one")
        texts = [each.at(_ATOM) if template.startswith("{}.") else each.text for each in codes]
        item: Item = "number" if symbol == "string-length" else "string"
        return _Atoms(_Code(template.format(*texts)), item, "one")

    # Steps

    def step(self, token: XPathToken, base: _Elements, scope: _Scope) -> _Value:
        """What a path selects from elements."""
        token = _bare(token)
        symbol = token.symbol
        if symbol == ".":
            return base
        if symbol == "..":
            return self.up(base)
        if symbol in ("(name)", ":"):
            return self.child(_name(token), base)
        if symbol == "child":
            return self.step(token[0], base, scope)
        if symbol in ("@", "attribute"):
            if token[0].symbol not in ("(name)", ":"):
                raise self.refused(token[0])
            return self.attribute(_name(token[0]), base)
        if symbol == "[":
            return self.filtered(token, base, scope)
        if symbol == "/" and len(token) == 2:
            left = self.value(token[0], replace(scope, item=base))
            if not isinstance(left, _Elements):
                raise self.error(token, "a step from something that is no element")
            return self.step(token[1], left, scope)
        if symbol == "//" and len(token) == 2:
            return self.below(token, base, scope)
        if symbol in ("(", "|", ","):
            return self.value(token, replace(scope, item=base))
        raise self.refused(token)

    def child(self, name: str, base: _Elements) -> _Elements:
        if not self.context.typed:
            raise self.error(name, "the test of an alternative reads attributes alone")
        types = self.context.types
        views = tuple(each for view in base.views for each in view.children(name, types))
        if not views:
            known = {each for view in base.views for each in view.child_names()}
            raise self.error(name, f"no such child element{nearest(name, known)}")
        start, names = base.path or (base.code, ())
        path = (start, (*names, name))
        code = f"x.children({start}, {', '.join(_quoted(each) for each in path[1])})"
        several = base.several or any(each.several for each in views)
        return _Elements(code, _unique(views), several, name, above=base, path=path)

    def below(self, token: XPathToken, base: _Elements, scope: _Scope) -> _Value:
        """`.//name`: descendants at any depth, found in the schema by following its types."""
        left = self.value(token[0], replace(scope, item=base))
        last = token[1]
        if not isinstance(left, _Elements) or left.several or last.symbol not in ("(name)", ":"):
            raise self.refused(token)
        name = _name(last)
        reached: dict[object, ElementView] = {}
        found: list[ElementView] = []
        todo = list(left.views)
        while todo:
            for child, view in todo.pop().all_children(self.context.types):
                if child == name:
                    found.append(view)
                if view.key not in reached:
                    reached[view.key] = view
                    todo.append(view)
        if not found:
            raise self.error(name, "no such element at any depth")
        code = f"x.descendants({left.code}, {_quoted(name)})"
        return _Elements(code, _unique(found), True, name)

    def up(self, base: _Elements) -> _Elements:
        above = base.above
        if above is None:
            raise self.error("..", "the XSD processor does not look above the element")
        if base.single:
            if above.single:
                return above
            return replace(above, code=f"x.parent({base.code})", single=True, path=None)
        return replace(above, code=f"x.parents({base.code})", single=False, path=None)

    def attribute(self, name: str, base: _Elements) -> _Attributes:
        seen = [view.attribute(name) for view in base.views]
        views = [each for each in seen if each is not None]
        if not views:
            known = {each for view in base.views for each in view.attribute_names()}
            raise self.error(f"@{name}", f"no such attribute{nearest(name, known)}")
        defaults = {each.default if isinstance(each, AttributeView) else None for each in seen}
        if len(defaults) != 1:
            raise self.error(f"@{name}", "defaults differ between the elements meant here")
        merged = self.merged({each.reading for each in views}, f"@{name}")
        return _Attributes((_Part(base, name, defaults.pop()),), merged)

    def filtered(self, token: XPathToken, base: _Elements, scope: _Scope) -> _Value:
        """A predicate: a position or a condition."""
        condition = self.function(_bare(token[1]))
        position = _position(condition)
        if position and base.several and self.stepwise(token[0]):
            name = self.fresh(base.hint)
            one = replace(base, code=name, single=True, several=False, path=None)
            inner = self.filtered(token, one, scope)
            if not isinstance(inner, _Elements):
                raise self.refused(token)
            item = self.fresh(inner.hint)
            code = f"[{item} for {name} in {base.listed} for {item} in {inner.listed}]"
            return replace(inner, code=code, single=False, several=True, above=base, path=None)
        found = self.value(token[0], replace(scope, item=base))
        if position:
            return self.at_position(found, position, token)
        if isinstance(found, _Attributes) or is_nothing(found):
            raise self.error(token, "a predicate on something that is no element")
        one = self.loop(found, found.hint, token)
        code = self.truth_of_predicate(condition, replace(scope, item=one.item)).text
        text = f"[{one.name} for {one.name} in {one.over} if {code}]"
        if isinstance(found, _Elements):
            return replace(found, code=text, single=False, path=None)
        return replace(found, code=_Code(text), shape="many")

    def stepwise(self, token: XPathToken) -> bool:
        """Whether a position counts among the children of one parent, not in the whole sequence."""
        return token.symbol != "(" and token.symbol != "$"

    def truth_of_predicate(self, condition: XPathToken, scope: _Scope) -> _Code:
        value_like = condition.symbol in ("+", "-", "$", "(integer)") or (
            self.is_function(condition) and condition.symbol not in _FUNCTIONS_OF_BOOLEAN
        )
        if value_like:
            found = self.value(condition, scope)
            if isinstance(found, _Atoms) and found.item in ("number", "double"):
                raise self.error(condition, "a position that is computed")
        return self.truth(condition, scope)

    def at_position(self, found: _Value, position: str, token: XPathToken) -> _Value:
        if isinstance(found, _Elements):
            if found.single:
                raise self.error(token, "a position in one element")
            return replace(found, code=f"{found.code}{position}", several=False, path=None)
        atoms = self.atoms(found, token)
        return replace(atoms, code=_Code(f"{atoms.listed}{position}"), shape="many", several=False)


@dataclass(frozen=True)
class _Loop:
    name: str
    over: str
    item: _Elements | _Atoms


_STRING_FUNCTIONS: dict[str, tuple[int, int, str]] = {
    "string": (0, 1, "{}"),
    "concat": (2, 99, ""),
    "string-length": (0, 1, "len({})"),
    "normalize-space": (0, 1, "x.normalize_space({})"),
    "lower-case": (1, 1, "{}.lower()"),
    "upper-case": (1, 1, "{}.upper()"),
    "substring-before": (2, 2, "x.before({}, {})"),
    "substring-after": (2, 2, "x.after({}, {})"),
}
"""Fewest and most arguments, and the Python."""


def found_several(found: _Value) -> bool:
    return found.several


def is_nothing(found: _Value) -> bool:
    return isinstance(found, _Atoms) and found.item == "nothing"


def _listed(found: _Value) -> str:
    """A list (of what is a tuple of literals too)."""
    text = found.listed
    if isinstance(found, _Atoms) and text.startswith("(") and found.shape == "many":
        return f"[{text[1:-1]}]" if " if " not in text else text
    return text


def _position(token: XPathToken) -> str:
    """The slice that a position selects; empty for what is no position."""
    if token.symbol == "(integer)":
        number = cast(int, token.value)
        return f"[:{number}]" if number == 1 else f"[{number - 1}:{number}]"
    return "[-1:]" if token.symbol == "last" else ""


def _context(token: XPathToken) -> XPathToken:
    """The `.` that a function without argument means."""
    return XPath2Parser(strict=False).parse(".")


def _unique(views: Iterable[ElementView]) -> tuple[ElementView, ...]:
    return tuple({view.key: view for view in views}.values())
