"""From the parse tree of an XPath expression to Python source: one recursive descent.

Each method translates one sort of node and everything else is refused by name. Refused is also
what the XSD processor answers with an error for a document that is otherwise valid, since such an
error makes an assertion false: so an error at run time always means a fault reported elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from elementpath import XPathFunction, XPathToken

from .model import SimpleType
from .patterns import translate_pattern
from .xpath_code import (
    AND,
    ATOM,
    FALSE,
    NOTHING,
    OR,
    SUM,
    TERNARY,
    TRUE,
    UNARY,
    Atoms,
    Attributes,
    Code,
    Elements,
    Loop,
    Names,
    Part,
    Scope,
    Value,
    as_numbers,
    compared,
    conditional,
    general,
    joined,
    quoted,
    quoted_pattern,
    read,
    unique,
)
from .xpath_parse import CompileError, bare, conditions, name_of, operands, parse, sequence
from .xpath_types import (
    ElementView,
    Item,
    Reading,
    StaticContext,
    context_views,
    extending_views,
    nearest,
    reading,
)

_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_XSD = "http://www.w3.org/2001/XMLSchema"
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


class Compiler:
    """Translates one expression. `views` are those of the context node if not the usual ones."""

    def __init__(
        self, xpath: str, context: StaticContext, views: tuple[ElementView, ...] | None = None
    ) -> None:
        self.xpath = xpath
        self.context = context
        self.root = parse(xpath, context.namespaces)
        self.fresh = Names().fresh
        self.converts = False
        """It turns text that the schema does not call a number into one."""
        self._truths: dict[str, Callable[[XPathToken, Scope], Code]] = {
            "true": lambda _token, _scope: TRUE,
            "false": lambda _token, _scope: FALSE,
            "not": lambda token, scope: self.truth(token[0], scope).negated(),
            "boolean": lambda token, scope: self.truth(token[0], scope),
            "exists": lambda token, scope: self.exists(self.value(token[0], scope)),
            "empty": lambda token, scope: self.exists(self.value(token[0], scope)).negated(),
            "contains": self.contains,
            "starts-with": self.starts_or_ends,
            "ends-with": self.starts_or_ends,
            "matches": self.matches,
        }
        self._functions: dict[str, Callable[[XPathToken, Scope], Atoms]] = {
            "count": self.count,
            "distinct-values": self.distinct,
            "number": self.double,
            "tokenize": self.tokenize,
            **dict.fromkeys(_STRING_FUNCTIONS, self.string_function),
        }
        if isinstance(context.here, SimpleType):
            self.scope = Scope(None, {"value": self.facet(context.here)})
        else:
            views = context_views(context) if views is None else views
            node = Elements("node", views, several=False, hint="node", single=True, root=True)
            self.scope = Scope(node, {})

    def error(self, token: XPathToken | str, message: str) -> CompileError:
        name = token if isinstance(token, str) else token.source
        return CompileError(self.xpath, name, message)

    def refused(self, token: XPathToken) -> CompileError:
        name = token.source if token.symbol.startswith("(") else token.symbol
        return self.error(name, "not in the subset of XPath that is compiled")

    # Truth

    def truth(self, token: XPathToken, scope: Scope, *, exact: bool = False) -> Code:
        """The effective boolean value; unless `exact`, code that is merely true or false."""
        token = self.bare(token)
        symbol = token.symbol
        if symbol in ("and", "or"):
            level = AND if symbol == "and" else OR
            parts = [self.truth(each, scope, exact=exact) for each in operands(token, symbol)]
            text = f" {symbol} ".join(each.at(level) for each in parts)
            return Code(text, level, exact=all(each.exact for each in parts))
        if symbol == "if":
            test = self.truth(token[0], scope)
            then, other = (self.truth(each, scope, exact=exact) for each in token[1:])
            text = f"{then.at(OR)} if {test.at(OR)} else {other.at(TERNARY)}"
            return Code(text, TERNARY, exact=then.exact and other.exact)
        if symbol in ("some", "every"):
            return self.quantified(token, scope)
        if symbol in _SIGNS:
            return self.comparison(token, scope)
        if isinstance(token, XPathFunction) and symbol in self._truths:
            code = self._truths[symbol](self.called(token), scope)
        else:
            code = self.effective(self.value(token, scope), token)
        return code if code.exact or not exact else Code(f"bool({code.text})")

    def effective(self, found: Value, token: XPathToken) -> Code:
        """The effective boolean value of a sequence."""
        if not isinstance(found, Atoms) or found.nothing:
            return self.exists(found)
        if found.item == "boolean":
            return found.code
        if found.shape == "one" and found.item in ("string", "number"):
            zero = '""' if found.item == "string" else "0"
            return compared(found.code.at(SUM), "!=", zero)
        if found.item == "string" and not found.several:
            return Code(f"any({found.listed})")
        raise self.error(token, "neither true nor false: compare it, or write exists()")

    def exists(self, found: Value) -> Code:
        if isinstance(found, Elements):
            return TRUE if found.single else Code(found.code, exact=False)
        if isinstance(found, Attributes):
            part = found.single
            if not part:
                return Code(found.listed, exact=False)
            return TRUE if part.default is not None else compared(part.get(), "is not", "None")
        if found.nothing:
            return FALSE
        return TRUE if found.shape == "one" else Code(found.listed, exact=False)

    def quantified(self, token: XPathToken, scope: Scope) -> Code:
        if len(token) != 3:
            raise self.error(token.symbol, "more than one range: nest the quantifiers")
        variable, range_, condition = token
        name = cast(str, variable[0].value)
        loop = self.loop(self.value(range_, scope), name, range_)
        inner = Scope(scope.item, {**scope.variables, name: loop.item})
        code = self.truth(condition, inner).text
        function = "any" if token.symbol == "some" else "all"
        return Code(f"{function}({code} for {loop.name} in {loop.over})")

    def loop(self, found: Value, hint: str, token: XPathToken) -> Loop:
        name = self.fresh(hint)
        if isinstance(found, Elements):
            one = replace(found, code=name, single=True, several=False, path=None)
            return Loop(name, found.listed, one)
        atoms = self.atoms(found, token)
        item = Atoms(Code(name), atoms.item, "one", hint=hint, typed=atoms.typed)
        return Loop(name, atoms.listed, item)

    # Comparisons

    def comparison(self, token: XPathToken, scope: Scope) -> Code:
        left, right = (self.atoms(self.value(each, scope), each) for each in token)
        if left.nothing or right.nothing:
            raise self.error(token, "compared with nothing")
        if self.compares_numbers(token, left, right):
            left, right = as_numbers(left), as_numbers(right)
        return general(left, _SIGNS[token.symbol], right, self.fresh)

    def compares_numbers(self, token: XPathToken, left: Atoms, right: Atoms) -> bool:
        """Whether the sides compare as numbers, not as they are: decided by types, as in XPath."""
        equality = token.symbol in ("=", "!=")
        items = {left.item, right.item}
        if items == {"boolean"} and equality and left.shape == right.shape == "one":
            return False
        if not items <= {"string", "number", "double"}:
            raise self.error(token, "this type is not compared: write string()")
        if not left.typed and not right.typed:
            if equality:
                return False
            if items == {"number"}:
                return True
            raise self.error(token, "the XSD processor sees no types here, so it takes numbers")
        if "string" in items:
            if all(each.item == "string" or not each.typed for each in (left, right)):
                return False
            raise self.error(token, "a string is compared with a number")
        if not self.context.typed and not (left.typed and right.typed):
            raise self.error(token, "the test of an alternative reads attributes as strings")
        return True

    # Values

    def value(self, token: XPathToken, scope: Scope) -> Value:
        token = self.bare(token)
        symbol = token.symbol
        if symbol == "(string)":
            return Atoms(Code(quoted(cast(str, token.value))), "string", "one")
        if symbol == "(integer)":
            return Atoms(Code(str(token.value)), "number", "one")
        if symbol == "$":
            name = cast(str, token[0].value)
            if name not in scope.variables:
                raise self.error(f"${name}", "unknown variable")
            return scope.variables[name]
        if symbol in ("(", ","):
            return self.sequence([self.value(each, scope) for each in sequence(token)], token)
        if symbol in ("|", "union"):
            return self.union(token, scope)
        if symbol in ("+", "-"):
            return self.sum(token, scope)
        if symbol == "if":
            return self.conditional(token, scope)
        if symbol == "[":
            return self.filtered(token, scope)
        if symbol == "/" and len(token) == 2:
            return self.path(token, scope)
        if symbol in _SIGNS or symbol in ("and", "or", "some", "every"):
            return Atoms(self.truth(token, scope, exact=True), "boolean", "one")
        if isinstance(token, XPathFunction):
            return self.call(token, scope)
        if isinstance(scope.item, Atoms) and symbol == ".":
            return scope.item
        return self.step(token, scope)

    def atoms(self, found: Value, token: XPathToken) -> Atoms:
        """The typed values of nodes; values as they are."""
        if isinstance(found, Atoms):
            return found
        if isinstance(found, Elements):
            reading_, more = self.texts_read(found, token), self.default_text(found, token)
            function = "x.text" if found.single else "x.texts"
            code, single, many = f"{function}({found.code}{more})", found.single, ""
        else:
            part, reading_ = found.single, found.reading
            single = part is not None and part.default is not None
            code, many = (part.get(), part.listed) if part else (found.listed, "")
        if reading_.item not in ("string", "number"):
            raise self.error(token, f"a {reading_.item} value is not compared: write string()")
        return read(
            code, reading_, single=single, several=found.several, hint=found.hint, many=many
        )

    def texts_read(self, found: Elements, token: XPathToken) -> Reading:
        """How the text of elements reads."""
        readings = [view.text() for view in found.views]
        known = {each for each in readings if each is not None}
        if len(known) == 0 or (None in readings and not found.root):
            raise self.error(token, "an element without text has no value")
        return self.merged(known, token)

    def default_text(self, found: Elements, token: XPathToken) -> str:
        """The argument for the default of an empty element."""
        defaults = {view.default for view in found.views}
        if len(defaults) != 1:
            raise self.error(token, "defaults differ between the elements meant here")
        default = defaults.pop()
        return "" if default is None else f", {quoted(default)}"

    def merged(self, readings: set[Reading], token: XPathToken | str) -> Reading:
        if len(readings) == 1:
            return readings.pop()
        alike = {replace(each, typed=False) for each in readings}
        if alike == {Reading("string", typed=False)}:
            return alike.pop()
        raise self.error(token, "types differ between the elements meant here")

    def facet(self, type_: SimpleType) -> Atoms:
        """`$value` of a facet, whose Python name is `value`: text, white space processed."""
        found = reading(type_)
        if found.item not in ("string", "number"):
            raise self.error("$value", f"a {found.item} value is not compared")
        found = replace(found, collapse=False)
        return read("value", found, single=True, several=False, hint="item")

    # One string

    def string(self, token: XPathToken, scope: Scope) -> Code:
        """What a string function takes: the typed value, empty for nothing."""
        found = self.at_most_one(token, scope)
        atoms = self.atoms(found, token)
        if atoms.nothing:
            return Code('""')
        if atoms.item != "string" and atoms.typed:
            raise self.error(token, f"a {atoms.item} is no string: write string()")
        if atoms.shape == "one":
            return atoms.code
        if atoms.shape == "maybe" and isinstance(found, Attributes) and found.single:
            return Code(found.single.get(""))
        return Code(f"x.only({atoms.listed})")

    def written(self, token: XPathToken, scope: Scope) -> Code:
        """What string() gives: the text as it stands, empty for nothing."""
        found = self.at_most_one(token, scope)
        if isinstance(found, Attributes):
            return Code(found.single.get("") if found.single else f"x.only({found.listed})")
        if isinstance(found, Elements):
            if not all(view.has_text for view in found.views):
                raise self.error(token, "an element without text is no string")
            more = self.default_text(found, token)
            if found.single:
                return Code(f"x.text({found.code}{more})")
            return Code(f"x.only(x.texts({found.code}{more}))")
        if found.item == "number" and found.shape == "one":
            return Code(f"x.number_text({found.code.text})")
        return self.string(token, scope)

    def at_most_one(self, token: XPathToken, scope: Scope) -> Value:
        found = self.value(token, scope)
        if found.several:
            raise self.error(token, "a function of one string gets several")
        return found

    # Sequences

    def sequence(self, found: list[Value], token: XPathToken) -> Value:
        found = [each for each in found if not (isinstance(each, Atoms) and each.nothing)]
        if not found:
            return NOTHING
        if len(found) == 1:
            return found[0]
        elements = [each for each in found if isinstance(each, Elements)]
        if len(elements) == len(found):
            code = ", ".join(each.code if each.single else f"*{each.code}" for each in elements)
            views = unique(view for each in elements for view in each.views)
            return Elements(f"[{code}]", views, several=True, hint=elements[0].hint)
        attributes = [each for each in found if isinstance(each, Attributes)]
        if len(attributes) == len(found):
            return self.attributes(attributes, token)
        atoms = [self.atoms(each, token) for each in found]
        if len({each.item for each in atoms}) != 1:
            raise self.error(token, "a sequence of different types")
        return joined(atoms)

    def attributes(self, found: list[Attributes], token: XPathToken) -> Attributes:
        parts = tuple(part for each in found for part in each.parts)
        return Attributes(parts, self.merged({each.reading for each in found}, token))

    def union(self, token: XPathToken, scope: Scope) -> Value:
        left, right = (self.value(each, scope) for each in token)
        if isinstance(left, Elements) and isinstance(right, Elements):
            code = f"x.union({left.listed}, {right.listed})"
            above = left.above if left.above == right.above else None
            return Elements(code, unique(left.views + right.views), True, left.hint, above=above)
        if isinstance(left, Attributes) and isinstance(right, Attributes):
            both = self.attributes([left, right], token)
            if len({part.name for part in both.parts}) == len(both.parts):
                return both
        raise self.error(token, "a union of anything but elements, or differently named attributes")

    def conditional(self, token: XPathToken, scope: Scope) -> Value:
        test = self.truth(token[0], scope)
        then, other = (self.value(each, scope) for each in token[1:])
        if isinstance(then, Elements) and isinstance(other, Elements):
            code = f"({then.listed} if {test.at(OR)} else {other.listed})"
            several = then.several or other.several
            return Elements(code, unique(then.views + other.views), several, then.hint)
        one, two = self.atoms(then, token), self.atoms(other, token)
        if len({one.item, two.item} - {"nothing"}) != 1:
            raise self.error(token, "branches of different types")
        return conditional(test, one, two)

    def results(self, token: XPathToken, scope: Scope) -> Code:
        """A list of strings and elements."""
        token = self.bare(token)
        if token.symbol == "if":
            test = self.truth(token[0], scope)
            then, other = (self.results(each, scope) for each in token[1:])
            text = f"{then.at(OR)} if {test.at(OR)} else {other.at(TERNARY)}"
            return Code(text, TERNARY)
        found = self.value(token, scope)
        if not isinstance(found, Atoms) or found.item in ("string", "nothing"):
            return Code(found.listed)
        if found.item != "number":
            raise self.error(token, "neither a string, a number nor an element")
        name = self.fresh(found.hint)
        if found.shape == "one":
            return Code(f"[x.number_text({found.code.text})]")
        return Code(f"[x.number_text({name}) for {name} in {found.listed}]")

    def sum(self, token: XPathToken, scope: Scope) -> Atoms:
        """`+` and `-`, of one operand or two: empty if one is."""
        sides = [as_numbers(self.atoms(self.value(each, scope), each)) for each in token]
        for side, each in zip(sides, token, strict=True):
            if side.item not in ("number", "double") or side.several:
                raise self.error(each, "not one number")
        item: Item = "double" if any(side.item == "double" for side in sides) else "number"
        names: list[str] = []
        loops: list[str] = []
        for side in sides:
            name = side.code.at(UNARY)
            if side.shape != "one":
                name = self.fresh(side.hint)
                loops.append(f" for {name} in {side.listed}")
            names.append(name if side.item == item or name.isdigit() else f"float({name})")
        text = f" {token.symbol} ".join(names) if len(names) > 1 else f"{token.symbol}{names[0]}"
        if loops:
            return Atoms(Code(f"[{text}{''.join(loops)}]"), item, "many")
        return Atoms(Code(text, SUM if len(names) > 1 else UNARY), item, "one")

    # Functions

    def bare(self, token: XPathToken) -> XPathToken:
        """The expression without parentheses around it and without the prefix of a function."""
        token = bare(token)
        if token.symbol == ":" and isinstance(token[1], XPathFunction):
            return token[1]
        return token

    def called(self, token: XPathToken) -> XPathToken:
        """A call of a function that is compiled, with a number of arguments that is."""
        symbol = token.symbol
        if token.namespace == _XSD or symbol not in self._truths.keys() | self._functions.keys():
            raise self.refused(token)
        low, high = _STRING_FUNCTIONS.get(symbol, (1, 1, ""))[:2]
        if symbol in ("contains", "starts-with", "ends-with"):
            low = high = 2
        if symbol in ("matches", "tokenize"):
            low, high = 2, 3
        if symbol in ("true", "false", "number"):
            low, high = 0, 1
        if not low <= len(token) <= high:
            raise self.error(token, "not compiled with that number of arguments")
        return token

    def call(self, token: XPathToken, scope: Scope) -> Atoms:
        if token.namespace == _XSD and token.symbol == "integer":
            return self.integer(token, scope)
        token = self.called(token)
        if token.symbol in self._truths:
            return Atoms(self.truth(token, scope, exact=True), "boolean", "one")
        return self._functions[token.symbol](token, scope)

    def contains(self, token: XPathToken, scope: Scope) -> Code:
        text, part = (self.string(each, scope) for each in token)
        return compared(part.at(SUM), "in", text.at(SUM))

    def starts_or_ends(self, token: XPathToken, scope: Scope) -> Code:
        text, part = (self.string(each, scope) for each in token)
        method = "startswith" if token.symbol == "starts-with" else "endswith"
        return Code(f"{text.at(ATOM)}.{method}({part.text})")

    def matches(self, token: XPathToken, scope: Scope) -> Code:
        pattern = quoted_pattern(self.pattern(token))
        return Code(f"x.matches({self.string(token[0], scope).text}, {pattern})")

    def tokenize(self, token: XPathToken, scope: Scope) -> Atoms:
        pattern = self.pattern(token)
        separator = re.compile(pattern)
        if separator.groups or separator.search(""):
            raise self.error(token, "a separator that has groups or may be empty")
        text = self.string(token[0], scope).text
        code = Code(f"x.tokenize({text}, {quoted_pattern(pattern)})")
        return Atoms(code, "string", "many", several=True)

    def pattern(self, token: XPathToken) -> str:
        """The regular expression of a call, for Python: it must stand there as a literal."""
        for each in token[1:]:
            if each.symbol != "(string)":
                raise self.error(each, "a regular expression must be a literal")
        flags = cast(str, token[2].value) if len(token) > 2 else ""
        try:
            return translate_pattern(cast(str, token[1].value), search=True, flags=flags)
        except CompileError as error:
            raise self.error(error.name, error.message) from None

    def count(self, token: XPathToken, scope: Scope) -> Atoms:
        return Atoms(Code(f"len({self.value(token[0], scope).listed})"), "number", "one")

    def distinct(self, token: XPathToken, scope: Scope) -> Atoms:
        found = self.atoms(self.value(token[0], scope), token)
        code = Code(f"x.distinct({found.listed})")
        return replace(found, code=code, shape="many", choices="")

    def integer(self, token: XPathToken, scope: Scope) -> Atoms:
        """xs:integer()"""
        found = self.atoms(self.value(token[0], scope), token)
        if found.several or found.item not in ("string", "number"):
            raise self.error(token, "not one string or number")
        self.converts |= found.item == "string"
        if found.shape == "one":
            return Atoms(Code(f"x.to_integer({found.code.text})"), "number", "one")
        name = self.fresh(found.hint)
        code = Code(f"[x.to_integer({name}) for {name} in {found.listed}]")
        return Atoms(code, "number", "many", hint=found.hint)

    def double(self, token: XPathToken, scope: Scope) -> Atoms:
        """number()"""
        text = self.written(token[0] if len(token) else parse(".", {}), scope)
        return Atoms(Code(f"x.to_double({text.text})"), "double", "one")

    def string_function(self, token: XPathToken, scope: Scope) -> Atoms:
        symbol = token.symbol
        template = _STRING_FUNCTIONS[symbol][2]
        as_written = symbol in ("string", "concat") or not len(token)
        take = self.written if as_written else self.string
        codes = [take(each, scope) for each in list(token) or [parse(".", {})]]
        if symbol == "concat":
            return Atoms(Code(" + ".join(each.at(SUM) for each in codes), SUM), "string", "one")
        if symbol == "string":
            return Atoms(codes[0], "string", "one")
        texts = [each.at(ATOM) if template.startswith("{}.") else each.text for each in codes]
        item: Literal["string", "number"] = "number" if symbol == "string-length" else "string"
        return Atoms(Code(template.format(*texts)), item, "one")

    # Paths

    def path(self, token: XPathToken, scope: Scope) -> Value:
        left = self.value(token[0], scope)
        if not isinstance(left, Elements):
            raise self.error(token, "a step from something that is no element")
        if not _is_step(token[1]):
            raise self.refused(bare(token[1]))
        return self.value(token[1], replace(scope, item=left))

    def step(self, token: XPathToken, scope: Scope) -> Value:
        """What a step selects from the context."""
        symbol, base = token.symbol, scope.item
        if not isinstance(base, Elements):
            raise self.error(token, "a step from something that is no element")
        if symbol == ".":
            return base
        if symbol == "..":
            return self.up(base)
        if symbol in ("child", "attribute", "@") and token[0].symbol in ("(name)", ":"):
            name = name_of(token[0])
            return self.child(name, base) if symbol == "child" else self.attribute(name, base)
        if symbol in ("(name)", ":"):
            return self.child(name_of(token), base)
        raise self.refused(token)

    def child(self, name: str, base: Elements) -> Elements:
        if not self.context.typed:
            raise self.error(name, "the test of an alternative reads attributes alone")
        types = self.context.types
        views = unique(each for view in base.views for each in view.children(name, types))
        if not views and base.root:
            further = extending_views(self.context)
            views = unique(each for view in further for each in view.children(name, types))
        if not views:
            known = {each for view in base.views for each in view.child_names()}
            raise self.error(name, f"no such child element{nearest(name, known)}")
        start, names = base.path or (base.code, ())
        path = (start, (*names, name))
        code = f"x.children({start}, {', '.join(quoted(each) for each in path[1])})"
        several = base.several or any(each.several for each in views)
        return Elements(code, views, several, name, above=base, path=path)

    def attribute(self, name: str, base: Elements) -> Attributes:
        seen = [view.attribute(name) for view in base.views]
        if base.root and not any(seen):
            seen += [view.attribute(name) for view in extending_views(self.context)]
        readings = {each.reading for each in seen if each is not None}
        if not readings:
            known = {each for view in base.views for each in view.attribute_names()}
            raise self.error(f"@{name}", f"no such attribute{nearest(name, known)}")
        defaults = {each.default if each else None for each in seen}
        if len(defaults) != 1:
            raise self.error(f"@{name}", "defaults differ between the elements meant here")
        reading_ = self.merged(readings, f"@{name}")
        return Attributes((Part(base, name, defaults.pop()),), reading_)

    def up(self, base: Elements) -> Elements:
        above = base.above
        if above is None:
            raise self.error("..", "the XSD processor does not look above the element")
        if base.single and above.single:
            return above
        function = "x.parent" if base.single else "x.parents"
        code = f"{function}({base.code})"
        return replace(above, code=code, single=base.single, path=None, root=False)

    # Predicates

    def filtered(self, token: XPathToken, scope: Scope) -> Value:
        """`sequence[position]` or `sequence[condition]`."""
        position = _slice(self.bare(token[1]))
        if position and isinstance(scope.item, Elements) and scope.item.several:
            return self.at_position_of_each(token, scope, scope.item)
        found = self.value(token[0], scope)
        if position:
            return self.at_position(found, position, token)
        return self.chosen(found, token, scope)

    def chosen(self, found: Value, token: XPathToken, scope: Scope) -> Value:
        """The items for which the condition of a predicate holds."""
        condition = self.bare(token[1])
        if isinstance(found, Attributes):
            raise self.error(token, "a predicate on an attribute")
        loop = self.loop(found, found.hint, token)
        code = self.predicate(condition, replace(scope, item=loop.item)).text
        text = f"[{loop.name} for {loop.name} in {loop.over} if {code}]"
        if isinstance(found, Atoms):
            return replace(found, code=Code(text), shape="many", choices="")
        wanted = conditions(condition) or ()
        views = tuple(view.narrowed(wanted) for view in found.views)
        return replace(found, code=text, views=views, single=False, path=None, root=False)

    def predicate(self, condition: XPathToken, scope: Scope) -> Code:
        computed = condition.symbol in ("+", "-", "$", "if")
        if computed or (
            isinstance(condition, XPathFunction) and condition.symbol not in self._truths
        ):
            found = self.value(condition, scope)
            if isinstance(found, Atoms) and found.item in ("number", "double"):
                raise self.error(condition, "a position that is computed")
        return self.truth(condition, scope)

    def at_position(self, found: Value, position: str, token: XPathToken) -> Value:
        if isinstance(found, Elements):
            if found.single:
                raise self.error(token, "a position in one element")
            return replace(found, code=f"{found.code}{position}", several=False, path=None)
        atoms = self.atoms(found, token)
        code = Code(f"{atoms.listed}{position}")
        return replace(atoms, code=code, shape="many", several=False, choices="")

    def at_position_of_each(self, token: XPathToken, scope: Scope, base: Elements) -> Elements:
        """Positions count among the children of one parent: `disk/source[1]`."""
        loop = self.loop(base, base.hint, token)
        inner = self.filtered(token, replace(scope, item=loop.item))
        if not isinstance(inner, Elements):
            raise self.refused(token)
        name = self.fresh(inner.hint)
        code = f"[{name} for {loop.name} in {loop.over} for {name} in {inner.listed}]"
        return replace(inner, code=code, several=True, above=base)


def _is_step(token: XPathToken) -> bool:
    """Whether it selects the same from many elements as from each of them in turn."""
    token = bare(token)
    if token.symbol in ("|", "union", "/"):
        return all(_is_step(each) for each in token)
    if token.symbol == "[":
        return _is_step(token[0])
    return token.symbol in ("(name)", ":", "@", "child", "attribute", ".", "..")


def _slice(token: XPathToken) -> str:
    """The slice that a position selects; empty for what is no position."""
    if token.symbol != "(integer)":
        return ""
    number = cast(int, token.value)
    return "[:1]" if number == 1 else f"[{number - 1}:{number}]"
