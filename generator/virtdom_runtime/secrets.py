"""Hiding secrets in document text that is shown: source lines and differences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from virtdom_runtime.faults import HIDDEN

MASK = "\udfff"
"""Stands for each hidden character, so that places stay where they are. No text holds it."""

_ALIKE = ("passw", "passph", "passcode", "secret")
"""What the name of a secret has in it, whether or not the edition knows it."""
_NAME_CHARACTER = re.compile(r"[\w:.-]")
_EQUALS = re.compile(r"\s*=\s*")
_QUOTE = re.compile(r"""[ \t]*["']""")
_GOES_ON = re.compile(r"\s*(?:/?>|\?>|[\w:.-]+\s*=|\Z)")
"""What follows the value of an attribute that is not torn."""
_REST_OF_TAG = re.compile(r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>""")
_RUN = re.compile(f"{MASK}+")
_LINE = re.compile(r"[^\n]+")

Span = tuple[int, int]


def hide(text: str, names: Iterable[str]) -> str:
    """The text with `(hidden)` for the value of every attribute and element that holds a secret.

    `names` are those of the edition; what looks like the name of a password is hidden too. Text
    that is not well-formed loses more rather than less.
    """
    return _RUN.sub(HIDDEN, mask(text, names))


def mask(text: str, names: Iterable[str]) -> str:
    """The text with `MASK` for every character of a secret except line ends: as long as before."""
    parts: list[str] = []
    done = 0
    for start, end in _secrets(text, names):
        if end <= done:
            continue
        start = max(start, done)
        hidden = _LINE.sub(lambda line: MASK * len(line.group()), text[start:end])
        parts += [text[done:start], hidden]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _secrets(text: str, names: Iterable[str]) -> list[Span]:
    """Where the values of secrets stand, by their starts."""
    words = "|".join(re.escape(name) for name in (*_ALIKE, *sorted(names)))
    secret = re.compile(rf"(?:{words})[\w:.-]*", re.IGNORECASE)
    spans: list[Span] = []
    position = 0
    while name := secret.search(text, position):
        start = _start_of_name(text, name.start())
        if not text.startswith("<", start - 1) or start == 0:
            span = _attribute_value(text, name.end(), _separate(text, start))
            spans.append(span)
            position = max(name.end(), span[1])
            continue
        tag = _REST_OF_TAG.match(text, name.end())
        end_of_tag = tag.end() if tag else _found(text, "<", name.end())
        inside = [
            _attribute_value(text, attribute.end(), True)
            for attribute in secret.finditer(text, name.end(), end_of_tag)
        ]
        content = (
            _content(text, text[start : name.end()], end_of_tag)
            if tag
            else (name.end(), end_of_tag)
        )
        spans += [*inside, content]
        position = max(name.end(), content[1])
    return spans


def _start_of_name(text: str, middle: int) -> int:
    """Where the name begins that goes on at `middle`; names longer than any real one are cut."""
    start = middle
    while start > max(0, middle - 64) and _NAME_CHARACTER.match(text, start - 1):
        start -= 1
    return start


def _separate(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isspace()


def _attribute_value(text: str, after_name: int, separate: bool) -> Span:
    """The value of an attribute, empty where there is none; all of its line where it is torn.

    `separate`: white space stands before the name, so that it may be one even without `=`.
    """
    equals = _EQUALS.match(text, after_name)
    if equals is None and not separate:
        return after_name, after_name
    start = equals.end() if equals else after_name
    quote = _QUOTE.match(text, start)
    if quote is None:
        return (start, _found(text, "\n", start)) if equals else (start, start)
    start = quote.end()
    end = _found(text, text[start - 1], start)
    if text.find("<", start, end) < 0 and _GOES_ON.match(text, end + 1):
        return start, end
    return start, _found(text, "\n", end)


def _content(text: str, name: str, after_tag: int) -> Span:
    """The content of an element; all that follows where its end is missing."""
    if text[after_tag - 2] == "/":
        return after_tag, after_tag
    return after_tag, _found(text, f"</{name}", after_tag)


def _found(text: str, part: str, start: int) -> int:
    """Where the part stands next, or the end of the text."""
    place = text.find(part, start)
    return len(text) if place < 0 else place
