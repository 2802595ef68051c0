"""Value spaces: from the text of an attribute or element to a Python value and back.

Every space is made once by generated tables. `read` and `write` are inverse: what was read is
written with the same spelling.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar, Literal, Self, cast

from virtdom_runtime.characters import SPACE, UNREADABLE, collapse

WhiteSpace = Literal["preserve", "replace", "collapse"]

_CACHE_LIMIT = 4096
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\Z")
_DOUBLE = re.compile(r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?|[+-]?INF|NaN)\Z")
_HEX = re.compile(r"0[xX][0-9a-fA-F]+\Z")
_MAX_DIGITS = 1000
"""Longer numbers are refused: converting them takes quadratic time."""


class BadValue(ValueError):
    """A text or a Python value outside its space."""


class SpelledInt(int):
    """An integer that remembers how it was written: `0x1f` is 31 and prints as `0x1f`."""

    spelling: str

    def __new__(cls, value: int, spelling: str) -> Self:
        number = super().__new__(cls, value)
        number.spelling = spelling
        return number

    def __str__(self) -> str:
        return self.spelling

    __repr__ = __str__

    def __reduce__(self) -> tuple[type[SpelledInt], tuple[int, str]]:
        return SpelledInt, (int(self), self.spelling)


class SpelledDecimal(Decimal):
    """A decimal number that remembers how it was written: `.50` is 0.5 and prints as `.50`."""

    spelling: str

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.spelling = text
        return number

    def __str__(self) -> str:
        return self.spelling

    def __reduce__(self) -> tuple[type[SpelledDecimal], tuple[str]]:
        return SpelledDecimal, (self.spelling,)

    def __deepcopy__(self, memo: object) -> SpelledDecimal:
        return self

    def __copy__(self) -> SpelledDecimal:
        return self


class SpelledUUID(uuid.UUID):
    """A UUID that remembers how it was written (without dashes, in capitals)."""

    __slots__ = ("spelling",)
    spelling: str

    def __init__(self, text: str) -> None:
        super().__init__(text)
        object.__setattr__(self, "spelling", text)

    def __reduce__(self) -> tuple[type[SpelledUUID], tuple[str]]:
        return SpelledUUID, (self.spelling,)

    def __deepcopy__(self, memo: object) -> SpelledUUID:
        return self

    def __copy__(self) -> SpelledUUID:
        return self


class UnknownValue(str):
    """A value that lax reading kept although the edition does not list it."""

    __slots__ = ()


class Value:
    """A value space with the facets that all spaces share.

    Lax reading keeps values outside an `open` one.

    `patterns` are Python expressions, every group must match by one of its members; `assertions`
    are functions of the text; `expected` describes the space in a fault.
    """

    open = False

    def __init__(
        self,
        *,
        white_space: WhiteSpace = "collapse",
        patterns: tuple[tuple[str, ...], ...] = (),
        length: tuple[int | None, int | None] = (None, None),
        assertions: tuple[Callable[[str], bool], ...] = (),
        expected: tuple[str, ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
        fold: bool = False,
    ) -> None:
        self.white_space = white_space
        self.patterns = tuple(tuple(re.compile(p) for p in group) for group in patterns)
        self.shortest, self.longest = length
        self.assertions = assertions
        self.expected = expected
        self.since = since or {}
        self.secret = secret
        self.fold = fold
        """Letter case carries no meaning."""
        self._cache: dict[str, object] = {}

    def read(self, text: str) -> object:
        """The Python value of a text; raises `BadValue`."""
        try:
            return self._cache[text]
        except KeyError:
            value = self.value_of(text)
            if not self.secret and len(self._cache) < _CACHE_LIMIT and len(text) < 256:
                self._cache[text] = value
            return value

    def write(self, value: object) -> str:
        """The text of a Python value. Raises `BadValue` when it has none in this space.

        Facets are not judged here: what is written is read again before it is given out.
        """
        if isinstance(value, str):
            return value
        raise BadValue

    def value_of(self, text: str) -> object:
        """The value of a text as it stands in the document."""
        return self.convert(self.normalise(text))

    def convert(self, text: str) -> object:
        """The value of a text whose white space is normalised."""
        self.check(text)
        return text

    def normalise(self, text: str) -> str:
        if self.white_space == "collapse":
            return collapse(text)
        if self.white_space == "replace":
            return text.translate({9: 32, 10: 32, 13: 32})
        return text

    def check(self, text: str) -> None:
        for group in self.patterns:
            if not any(pattern.fullmatch(text) for pattern in group):
                raise BadValue
        if self.shortest is not None and len(text) < self.shortest:
            raise BadValue
        if self.longest is not None and len(text) > self.longest:
            raise BadValue
        try:
            holds = all(assertion(text) for assertion in self.assertions)
        except (ValueError, TypeError, ArithmeticError):  # a number that is none
            holds = False
        if not holds:
            raise BadValue

    def holds(self, text: str) -> bool:
        """Whether a text is in the space."""
        try:
            self.convert(self.normalise(text))
        except BadValue:
            return False
        return True

    def same(self, value: object) -> object:
        """The value in the form in which equal configurations compare equal."""
        return value.lower() if self.fold and isinstance(value, str) else value

    def suggestions(self) -> tuple[str, ...]:
        """The texts a misspelt one may have been meant for."""
        return ()


class Text(Value):
    """Free text within facets.

    Where XML Schema collapses white space, that around the text does not count. Blanks inside are
    kept as they are written, for two files may differ in them.
    """

    def value_of(self, text: str) -> str:
        normal = self.normalise(text)
        self.check(normal)
        return text.strip(SPACE) if self.white_space == "collapse" else normal

    def write(self, value: object) -> str:
        """The text itself. Raises `BadValue` for white space around it that reading takes away."""
        text = super().write(value)
        if self.white_space == "collapse" and text != text.strip(SPACE):
            raise BadValue("without white space around it")
        return text


class Enumeration(Value):
    """One of a list of words."""

    def __init__(
        self,
        *values: str,
        open: bool = False,
        white_space: WhiteSpace = "collapse",
        expected: tuple[str, ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
        assertions: tuple[Callable[[str], bool], ...] = (),
        patterns: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        super().__init__(
            white_space=white_space,
            expected=expected or values,
            since=since,
            secret=secret,
            assertions=assertions,
            patterns=patterns,
        )
        self.values = values
        self.open = open
        self._known = frozenset(values)

    def convert(self, text: str) -> object:
        if text not in self._known:
            raise BadValue
        self.check(text)
        return text

    def suggestions(self) -> tuple[str, ...]:
        return self.values


class Words(Value):
    """A yes or no told by two words, read as bool."""

    def __init__(self, true: str, false: str, white_space: WhiteSpace = "collapse") -> None:
        super().__init__(white_space=white_space, expected=(true, false))
        self._read = {true: True, false: False}
        self._words = {True: true, False: false}

    def convert(self, text: str) -> object:
        try:
            return self._read[text]
        except KeyError:
            raise BadValue from None

    def write(self, value: object) -> str:
        if isinstance(value, bool):
            return self._words[value]
        return super().write(value)

    def suggestions(self) -> tuple[str, ...]:
        return tuple(self._read)


class Boolean(Value):
    """`xs:boolean`: true, false, 1 or 0."""

    _READ: ClassVar[dict[str, bool]] = {"true": True, "1": True, "false": False, "0": False}

    def convert(self, text: str) -> object:
        if text not in self._READ:
            raise BadValue
        self.check(text)
        return self._READ[text]

    def write(self, value: object) -> str:
        if isinstance(value, bool):
            texts = ("true", "1") if value else ("false", "0")
            return next((text for text in texts if self.holds(text)), texts[0])
        return super().write(value)

    def suggestions(self) -> tuple[str, ...]:
        return tuple(self._READ)


class Integer(Value):
    """A whole number within inclusive bounds; with `hex`, also one written `0x1f`."""

    def __init__(
        self,
        *,
        minimum: int | None = None,
        maximum: int | None = None,
        hex: bool = False,
        allowed: tuple[int, ...] = (),
        digits: int | None = None,
        white_space: WhiteSpace = "collapse",
        patterns: tuple[tuple[str, ...], ...] = (),
        length: tuple[int | None, int | None] = (None, None),
        assertions: tuple[Callable[[str], bool], ...] = (),
        expected: tuple[str, ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
    ) -> None:
        super().__init__(
            white_space=white_space,
            patterns=patterns,
            length=length,
            assertions=assertions,
            expected=expected,
            since=since,
            secret=secret,
        )
        self.minimum = minimum
        self.maximum = maximum
        self.hex = hex
        self.allowed = allowed
        self.digits = digits

    def convert(self, text: str) -> object:
        self.check(text)
        if len(text) > _MAX_DIGITS:
            raise BadValue
        if _INTEGER.match(text):
            number = int(text)
        elif self.hex and _HEX.match(text):
            number = int(text, 16)
        else:
            raise BadValue
        if self.minimum is not None and number < self.minimum:
            raise BadValue
        if self.maximum is not None and number > self.maximum:
            raise BadValue
        if self.allowed and number not in self.allowed:
            raise BadValue
        if self.digits is not None and len(str(abs(number))) > self.digits:
            raise BadValue
        return number if text == str(number) else SpelledInt(number, text)

    def same(self, value: object) -> object:
        return int(value) if isinstance(value, SpelledInt) else value

    def write(self, value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            try:
                text = str(value)
            except ValueError:  # Python prints no number of so many digits
                raise BadValue from None
            spelt = isinstance(value, SpelledInt) or self.patterns
            return text if not spelt or self.holds(text) else self._respelt(int(value))
        return super().write(value)

    def _respelt(self, number: int) -> str:
        """A number as the space takes it: plain, with leading zeros, or in hexadecimal."""
        texts = [f"{number:0{digits}}" for digits in range(1, 17)]
        if self.hex and number >= 0:
            texts += [f"0x{number:0{digits}x}" for digits in range(1, 17)]
        return next((text for text in texts if self.holds(text)), texts[0])


class Number(Value):
    """A decimal number within bounds, kept as `decimal.Decimal`; with `double`, also one written
    `1e3`, INF or NaN.

    `digits` bounds all digits, `fraction` those after the point.
    """

    def __init__(
        self,
        *,
        double: bool = False,
        minimum: str | None = None,
        maximum: str | None = None,
        above: str | None = None,
        below: str | None = None,
        allowed: tuple[str, ...] = (),
        digits: int | None = None,
        fraction: int | None = None,
        patterns: tuple[tuple[str, ...], ...] = (),
        assertions: tuple[Callable[[str], bool], ...] = (),
        expected: tuple[str, ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
    ) -> None:
        super().__init__(
            patterns=patterns, assertions=assertions, expected=expected, since=since, secret=secret
        )
        self.form = _DOUBLE if double else _DECIMAL
        self.bounds = [
            Decimal(b) if b is not None else None for b in (minimum, maximum, above, below)
        ]
        self.allowed = frozenset(Decimal(text) for text in allowed)
        self.digits = digits
        self.fraction = fraction

    def convert(self, text: str) -> object:
        self.check(text)
        if len(text) > _MAX_DIGITS or not self.form.match(text):
            raise BadValue
        number = Decimal(text)
        self._check_number(number)
        return number if text == _plain(number) else SpelledDecimal(text)

    def _check_number(self, number: Decimal) -> None:
        minimum, maximum, above, below = self.bounds
        bounded = (bound is not None for bound in self.bounds)
        if (
            (number.is_nan() and (self.allowed or any(bounded)))
            or (minimum is not None and number < minimum)
            or (maximum is not None and number > maximum)
            or (above is not None and number <= above)
            or (below is not None and number >= below)
            or (self.allowed and number not in self.allowed)
        ):
            raise BadValue
        if self.digits is not None or self.fraction is not None:
            whole, _, part = _plain(abs(number)).partition(".")
            part = part.rstrip("0")
            if self.digits is not None and len(whole.lstrip("0") + part) > self.digits:
                raise BadValue
            if self.fraction is not None and len(part) > self.fraction:
                raise BadValue

    def same(self, value: object) -> object:
        return value.normalize() if isinstance(value, Decimal) else value

    def write(self, value: object) -> str:
        if isinstance(value, SpelledDecimal):
            return value.spelling
        if isinstance(value, (Decimal, int, float)) and not isinstance(value, bool):
            return _plain(value if isinstance(value, Decimal) else Decimal(str(value)))
        return super().write(value)


def _plain(number: Decimal) -> str:
    """As XML Schema writes it, without exponent."""
    if number.is_finite():
        return format(number, "f")
    return "NaN" if number.is_nan() else "INF" if number > 0 else "-INF"


class Uuid(Value):
    """A UUID, with or without dashes; equal ones compare equal however they are written."""

    def convert(self, text: str) -> object:
        self.check(text)
        try:
            plain = uuid.UUID(text)
        except ValueError:
            raise BadValue from None
        return plain if text == str(plain) else SpelledUUID(text)

    def same(self, value: object) -> object:
        return uuid.UUID(int=value.int) if isinstance(value, uuid.UUID) else value

    def write(self, value: object) -> str:
        if isinstance(value, uuid.UUID):
            texts = (str(getattr(value, "spelling", value)), str(value), value.hex)
            return next((text for text in texts if self.holds(text)), texts[0])
        return super().write(value)


class ListOf(Value):
    """Values parted by white space, read as a list."""

    def __init__(
        self,
        item: Value,
        *,
        length: tuple[int | None, int | None] = (None, None),
        allowed: tuple[str, ...] = (),
        patterns: tuple[tuple[str, ...], ...] = (),
        expected: tuple[str, ...] = (),
        assertions: tuple[Callable[[str], bool], ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
    ) -> None:
        super().__init__(
            patterns=patterns, expected=expected, since=since, secret=secret, assertions=assertions
        )
        self.item = item
        self.fewest, self.most = length
        self.allowed = [self._items(text) for text in allowed]

    def read(self, text: str) -> object:
        # A list is mutable, so it is never shared through the cache.
        return self.convert(self.normalise(text))

    def convert(self, text: str) -> object:
        self.check(text)
        items = self._items(text)
        if self.fewest is not None and len(items) < self.fewest:
            raise BadValue
        if self.most is not None and len(items) > self.most:
            raise BadValue
        if self.allowed and items not in self.allowed:
            raise BadValue
        return items

    def _items(self, text: str) -> list[object]:
        return [self.item.read(word) for word in text.split(" ")] if text else []

    def same(self, value: object) -> object:
        if not isinstance(value, (list, tuple)):
            return value
        return [self.item.same(item) for item in cast("list[object]", value)]

    def write(self, value: object) -> str:
        if isinstance(value, (list, tuple)):
            items = cast("list[object]", value)
            return " ".join(self.item.write(item) for item in items)
        return super().write(value)


class Union(Value):
    """The first of several spaces that a text belongs to."""

    def __init__(
        self,
        *members: Value,
        open: bool = False,
        expected: tuple[str, ...] = (),
        patterns: tuple[tuple[str, ...], ...] = (),
        allowed: tuple[str, ...] = (),
        assertions: tuple[Callable[[str], bool], ...] = (),
        since: Mapping[str, str] | None = None,
        secret: bool = False,
    ) -> None:
        super().__init__(
            white_space="preserve",
            expected=expected,
            patterns=patterns,
            assertions=assertions,
            since=since,
            secret=secret,
        )
        self.members = members
        self.open = open
        self.allowed: list[object] = []
        self.allowed = [self.convert(text) for text in allowed]

    def read(self, text: str) -> object:
        return self.convert(text)

    def convert(self, text: str) -> object:
        for member in self.members:
            try:
                value = member.read(text)
            except BadValue:
                continue
            if self.allowed and value not in self.allowed:
                continue
            self.check(member.normalise(text))
            return value
        raise BadValue

    def same(self, value: object) -> object:
        for member in self.members:
            try:
                member.write(value)
            except BadValue:
                continue
            return member.same(value)
        return value

    def write(self, value: object) -> str:
        if isinstance(value, str):
            return value
        for member in self.members:
            try:
                text = member.write(value)
                member.read(text)
            except BadValue:
                continue
            return text
        raise BadValue

    def suggestions(self) -> tuple[str, ...]:
        return tuple(word for member in self.members for word in member.suggestions())


def unwritable(text: str) -> bool:
    """Whether the text has a character that XML cannot carry."""
    return UNREADABLE.search(text) is not None
