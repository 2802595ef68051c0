"""Python source of expressions, and of the sequences that they stand for."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from .xpath_types import ElementView, Item, Reading

TERNARY, OR, AND, NOT, COMPARE, SUM, UNARY, ATOM = range(8)
"""How tightly Python source binds."""

Fresh: TypeAlias = Callable[[str], str]
"""Gives a new variable name for a hint."""

_RESERVED = {"node", "value", "x"} | set(dir(builtins)) | set(keyword.kwlist)
_OPPOSITES = {"==": "!=", "!=": "==", "in": "not in", "not in": "in", "is not": "is"}


@dataclass(frozen=True)
class Code:
    """Python source, how tightly it binds, and how its negation is written if not by `not`."""

    text: str
    level: int = ATOM
    negation: str = ""
    exact: bool = True
    """Its value is a bool, not merely true or false."""

    def at(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"

    def negated(self) -> Code:
        if self.negation:
            return Code(self.negation, self.level, self.text)
        return Code(f"not {self.at(NOT)}", NOT)


TRUE, FALSE = Code("True", negation="False"), Code("False", negation="True")


@dataclass(frozen=True)
class Elements:
    """Elements: `code` is a list, or one element that is certainly there when `single`."""

    code: str
    views: tuple[ElementView, ...]
    several: bool
    hint: str
    single: bool = False
    above: Elements | None = None
    """Their parents."""
    path: tuple[str, tuple[str, ...]] | None = None
    """An element and the child names that lead here, while the code is nothing more than that."""
    root: bool = False
    """The context node itself."""

    @property
    def listed(self) -> str:
        return f"[{self.code}]" if self.single else self.code


@dataclass(frozen=True)
class Part:
    """An attribute of elements."""

    of: Elements
    name: str
    default: str | None

    @property
    def listed(self) -> str:
        return f"x.attributes({self.of.code}, {quoted(self.name)}{self.more})"

    @property
    def more(self) -> str:
        return "" if self.default is None else f", {quoted(self.default)}"

    def get(self, default: str | None = None) -> str:
        """The value for one element: a string, or None unless there is a default."""
        default = self.default if default is None or self.default is not None else default
        more = "" if default is None else f", {quoted(default)}"
        return f"{self.of.code}.get({quoted(self.name)}{more})"


@dataclass(frozen=True)
class Attributes:
    """Attribute nodes."""

    parts: tuple[Part, ...]
    reading: Reading

    @property
    def several(self) -> bool:
        first, *more = self.parts
        return bool(more) or first.of.several

    @property
    def single(self) -> Part | None:
        """The one attribute of one element, for which `get` serves."""
        first, *more = self.parts
        return None if more or not first.of.single else first

    @property
    def hint(self) -> str:
        return next(each.name for each in self.parts)

    @property
    def listed(self) -> str:
        first, *more = self.parts
        return f"[{', '.join(f'*{each.listed}' for each in self.parts)}]" if more else first.listed


@dataclass(frozen=True)
class Atoms:
    """Values: `one` value, `maybe` one (a string or None), or a list of `many`."""

    code: Code
    item: Item | Literal["nothing"]
    shape: Literal["one", "maybe", "many"]
    several: bool = False
    hint: str = "item"
    typed: bool = True
    list_code: str = ""
    """The list of what is `maybe` there."""
    choices: str = ""
    """A tuple, which reads better after `in`, of the literals in a list."""

    @property
    def listed(self) -> str:
        if self.shape == "one":
            return f"[{self.code.text}]"
        return self.list_code if self.shape == "maybe" else self.code.text

    @property
    def nothing(self) -> bool:
        return self.item == "nothing"


Value: TypeAlias = Elements | Attributes | Atoms
NOTHING = Atoms(Code("[]"), "nothing", "many")


@dataclass(frozen=True)
class Loop:
    """`for name in over`, where `item` is each."""

    name: str
    over: str
    item: Elements | Atoms


@dataclass(frozen=True)
class Scope:
    """The context item and the variables of an expression."""

    item: Elements | Atoms | None
    variables: Mapping[str, Value]


class Names:
    """Names of variables in one generated expression, each given out once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def fresh(self, hint: str) -> str:
        local = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", hint.rpartition("}")[2]).lower()
        name = re.sub(r"[^0-9a-z]+", "_", local).strip("_")
        name = name if name[:1].isalpha() else "item"
        name = f"{name}_" if name in _RESERVED else name
        found, count = name, 1
        while found in self._used:
            count += 1
            found = f"{name}_{count}"
        self._used.add(found)
        return found


def quoted(text: str) -> str:
    """A string literal, in double quotes where that needs no escapes."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in text else literal


def quoted_pattern(pattern: str) -> str:
    """A string literal for a regular expression."""
    plain = '"' not in pattern and pattern.isprintable() and not pattern.endswith("\\")
    return f'r"{pattern}"' if "\\" in pattern and plain else quoted(pattern)


def compared(left: str, sign: str, right: str) -> Code:
    """A comparison; its negation where that is another comparison."""
    opposite = _OPPOSITES.get(sign)
    return Code(f"{left} {sign} {right}", COMPARE, f"{left} {opposite} {right}" if opposite else "")


def general(left: Atoms, sign: str, right: Atoms, fresh: Fresh) -> Code:
    """Whether some item of one sequence compares so with some item of the other."""
    if left.shape == right.shape == "one":
        return compared(left.code.at(SUM), sign, right.code.at(SUM))
    if sign == "==":
        return _equal(left, right, fresh)
    if sign == "!=" and left.shape == "maybe" and right.shape == "one":
        # nothing differs from an absent attribute
        return compared(left.code.text, "not in", f"(None, {right.code.text})")
    loops: list[str] = []
    names: list[str] = []
    for side in (left, right):
        if side.shape == "one":
            names.append(side.code.at(SUM))
            continue
        names.append(fresh(side.hint))
        loops.append(f" for {names[-1]} in {side.listed}")
    return Code(f"any({names[0]} {sign} {names[1]}{''.join(loops)})")


def _equal(left: Atoms, right: Atoms, fresh: Fresh) -> Code:
    if left.shape == right.shape == "maybe":
        code = left.code.text
        return Code(f"{code} is not None and {code} == {right.code.text}", AND)
    if left.shape == "many" and right.shape == "many":
        one, many = (right, left) if left.choices else (left, right)
        name = fresh(one.hint)
        return Code(f"any({name} in {many.choices or many.code.text} for {name} in {one.listed})")
    one, other = (right, left) if left.shape == "many" or right.shape == "maybe" else (left, right)
    if other.shape == "one":
        return compared(left.code.at(SUM), "==", right.code.at(SUM))
    return compared(one.code.at(SUM), "in", other.choices or other.code.text)


def as_numbers(atoms: Atoms) -> Atoms:
    """The same as numbers: converted where they are untyped text."""
    if atoms.typed:
        return atoms
    if atoms.shape == "one":
        return replace(atoms, code=Code(f"x.number({atoms.code.text})"), typed=True)
    code = Code(f"x.numbers({atoms.code.text})")
    return replace(atoms, code=code, shape="many", typed=True)


def read(
    code: str, reading: Reading, *, single: bool, several: bool, hint: str, many: str = ""
) -> Atoms:
    """Values of texts: `code` is one text, or a list of texts.

    Where `many` is given, `code` may be None for an absent attribute, and `many` is the list.
    """
    item = reading.item
    shape: Literal["one", "maybe", "many"] = "one" if single else "many"
    if reading.many:
        code, shape, several = f"x.items({code})", "many", True
    if item == "number" and reading.typed:
        code = f"x.number({code})" if shape == "one" else f"x.numbers({code})"
    elif reading.collapse:
        code = f"x.normalize_space({code})" if shape == "one" else f"x.collapsed({code})"
    elif many and not reading.many:
        shape = "maybe"
    return Atoms(Code(code), item, shape, several, hint, reading.typed, many)


def conditional(test: Code, then: Atoms, other: Atoms) -> Atoms:
    """One value or the other; they are of one type."""
    item = other.item if then.nothing else then.item
    if then.shape == other.shape == "one":
        text = f"{then.code.at(OR)} if {test.at(OR)} else {other.code.at(TERNARY)}"
        return Atoms(Code(text, TERNARY), item, "one")
    code = Code(f"({then.listed} if {test.at(OR)} else {other.listed})")
    several = then.several or other.several
    return Atoms(code, item, "many", several, typed=then.typed and other.typed)


def joined(atoms: list[Atoms]) -> Atoms:
    """Values one after the other; they are of one type."""
    typed = all(each.typed for each in atoms)
    parts = [each.code.text if each.shape == "one" else f"*{each.listed}" for each in atoms]
    inner = ", ".join(parts)
    choices = f"({inner})" if all(each.shape == "one" for each in atoms) else ""
    first = atoms[0]
    return Atoms(Code(f"[{inner}]"), first.item, "many", True, first.hint, typed, choices=choices)


def unique(views: Iterable[ElementView]) -> tuple[ElementView, ...]:
    """Views without repetitions."""
    return tuple({view.key: view for view in views}.values())
