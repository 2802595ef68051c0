"""What `v:as` reads: whether every text of a value space can be read so.

A text is read character by character, from state to state, and is good if it ends in a good one.
An expression leads from some states to others; what it leads to from the first state tells all of
its texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from .model import SimpleType
from .pattern_reader import Parts, Unreadable, read
from .patterns import translate_pattern
from .xpath_parse import CompileError

State: TypeAlias = str
States: TypeAlias = Mapping[State, str]
"""States that are reached, each with a text that leads there."""
Way: TypeAlias = Callable[[States], States]

_CHARACTERS = (*map(chr, range(0x21, 0x7F)), *" \t\n\r\x80\u00e9\u0663\U0001f600")
"""All of ASCII that XML allows, and some of the others, which no reading knows."""
_LOST = "lost"
"""The state of what is not read, whatever follows."""
_MANY = 50
"""More repetitions than any reading has states."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts of a kind are read."""

    told: str
    """What it reads."""
    step: Callable[[State, str], State]
    good: Callable[[State], bool]


def _uuid_step(state: State, character: str) -> State:
    """States are the digits so far, as their number."""
    if character == "-":
        return state
    digits = int(state or 0) + 1
    return str(digits) if character in "0123456789abcdefABCDEF" and digits <= 32 else _LOST


_HEX_STATES = {
    "": (("[+-]", "sign"), ("0", "zero"), ("[1-9]", "decimal")),
    "sign": (("[0-9]", "decimal"),),
    "zero": (("[0-9]", "decimal"), ("[xX]", "prefix")),
    "decimal": (("[0-9]", "decimal"),),
    "prefix": (("[0-9a-fA-F]", "hexadecimal"),),
    "hexadecimal": (("[0-9a-fA-F]", "hexadecimal"),),
}


def _hex_step(state: State, character: str) -> State:
    return next((to for known, to in _HEX_STATES[state] if re.match(known, character)), _LOST)


READINGS = {
    "uuid": Reading("32 hexadecimal digits, with or without dashes", _uuid_step, "32".__eq__),
    "hex": Reading(
        "decimal numbers and hexadecimal ones that begin with 0x",
        _hex_step,
        {"zero", "decimal", "hexadecimal"}.__contains__,
    ),
}
"""Those that do not read every text."""


def misread(simple: SimpleType) -> str | None:
    """What is wrong with the `v:as` of a type, some text of which is not read so; or None."""
    reading = READINGS.get(simple.reading or "")
    if reading is None or simple.primitive == "integer":
        return None
    if simple.enumeration:
        words = (word.value for word in simple.enumeration)
        wrong = next((word for word in words if not _reads(reading, word)), None)
    else:
        groups = [_unread(reading, group) for group in simple.patterns] or [""]
        wrong = None if None in groups else groups[0]
    if wrong is None:
        return None
    shown = f", not {wrong!r}" if wrong else ": give the type a pattern that says so"
    return f"v:as={simple.reading!r} reads {reading.told}{shown}"


def _unread(reading: Reading, patterns: Iterable[str]) -> str | None:
    """A text of one of the patterns that is not read; None where all are."""
    parts: Parts[Way] = Parts(
        nothing=lambda states: states,
        one_of=lambda text: _over(reading, _characters(text)),
        followed=lambda one, other: lambda states: other(one(states)),
        either=lambda one, other: lambda states: {**other(states), **one(states)},
        repeated=_repeated,
        grouped=lambda way: way,
    )
    for pattern in patterns:
        try:
            ends = read(pattern, parts)({"": ""})
        except (Unreadable, CompileError):
            return pattern
        wrong = [text for state, text in ends.items() if not reading.good(state)]
        if wrong:
            return min(wrong, key=len)
    return None


def _reads(reading: Reading, text: str) -> bool:
    states: States = {"": ""}
    for character in text:
        states = _over(reading, character)(states)
    return all(map(reading.good, states))


def _over(reading: Reading, characters: Iterable[str]) -> Way:
    """The way over any one of some characters."""

    def way(states: States) -> States:
        return {
            (_LOST if state == _LOST else reading.step(state, one)): text + one
            for state, text in states.items()
            for one in characters
        }

    return way


def _repeated(way: Way, least: int, most: int | None) -> Way:
    def ways(states: States) -> States:
        for _ in range(min(least, _MANY)):
            states = way(states)
        found, last = dict(states), states
        for _ in range(_MANY if most is None else min(most - least, _MANY)):
            last = {state: text for state, text in way(last).items() if state not in found}
            found |= last
        return found

    return ways


@cache
def _characters(text: str) -> tuple[str, ...]:
    """Characters of a class, or the character that an expression names."""
    matches = re.compile(translate_pattern(text)).match
    return tuple(one for one in dict.fromkeys((*_CHARACTERS, *text)) if matches(one)) or (text,)
