"""Hiding secrets in document text that is shown: source lines, differences, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from virtdom_runtime.faults import HIDDEN, nearest

MASK = "\udfff"
"""Stands for each hidden character, so that places stay where they are. No text holds it."""

_ALIKE = ("passw", "passph", "passcode", "pwd", "secret")
"""What the name of a secret has in it, whether or not the edition knows it."""
_ALONE = frozenset({"pass", "pw"})
"""Names of a secret that mean something else within another name."""
_MEANT = frozenset({"password", "passwd"})
"""What a misspelt name may have been meant for, beside the names of the edition."""
_MOST_NAMES = 400
"""So many different names of a text are looked at for misspelt ones. Real documents have fewer."""

_END_OF_NAME = re.compile(r"(?<![\w:.-])[\w:.-]++\Z")
_NAME = re.compile(r"""(?<![\w.-])[\w.-]{2,40}+(?=\s*[=:"'])|(?<=<)[\w.:-]{2,40}+""")
"""What may be the name of an attribute, a key or an element; the last with its prefix."""
_EQUALS = re.compile(r"""["']?\s*[=:]\s*""")
_QUOTE = re.compile(r"""[ \t]*["']""")
_GOES_ON = re.compile(r"\s*(?:/?>|\?>|[\w:.-]+\s*=|\Z)")
"""What follows the value of an attribute that is not torn."""
_ELEMENT = re.compile(r"<([^\s/<>]+)")
_REST_OF_TAG = re.compile(r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_RUN = re.compile(f"{MASK}+")
_LINE = re.compile(r"[^\n]+")

Span = tuple[int, int]


def is_secret(name: str, names: Iterable[str] = ()) -> bool:
    """Whether it is the name of a secret, or looks like one, perhaps misspelt.

    `names` are those of the edition.
    """
    local = name.rpartition("}")[2].rpartition(":")[2]
    return _pattern((local,), names).search(local) is not None


def mentions(text: str, names: Iterable[str] = ()) -> bool:
    """Whether such a name, or its beginning, stands anywhere in the text."""
    return _pattern(_names(text), names).search(text) is not None


def hide(text: str, names: Iterable[str] = ()) -> str:
    """The text with `(hidden)` for the value of every attribute and element that holds a secret.

    `names` are those of the edition; what looks like the name of a password is hidden too. Text
    that is not well-formed loses more rather than less.
    """
    return _RUN.sub(HIDDEN, mask(text, names))


def mask(
    text: str, names: Iterable[str] = (), *, torn: bool = False, within: Iterable[int] = ()
) -> str:
    """The text with `MASK` for every character of a secret except line ends: as long as before.

    `torn`: the text is not well-formed, so that a secret may go on to the end of its line.
    `within`: start tags of elements whose content is hidden too.
    """
    parts: list[str] = []
    done = 0
    spans = _secrets(text, _pattern(_names(text), names), torn)
    for start, end in sorted([*spans, *(_inside(text, tag) for tag in within)]):
        if end <= max(start, done):
            continue
        if torn:
            end = _found(text, "\n", end)
        start = max(start, done)
        hidden = _LINE.sub(lambda line: MASK * len(line.group()), text[start:end])
        parts += [text[done:start], hidden]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _names(text: str) -> set[str]:
    """Names in the text, without prefix."""
    found: set[str] = set()
    for name in _NAME.finditer(text):
        found.add(name.group().rpartition(":")[2])
        if len(found) == _MOST_NAMES:
            break
    return found


def _pattern(found: Iterable[str], names: Iterable[str]) -> re.Pattern[str]:
    """What finds the names of secrets. `found` may have misspelt ones."""
    known = sorted(names)
    meant = _MEANT.union(known)
    alone = _ALONE.union(name for name in found if nearest(name.lower(), meant) is not None)
    alike = "|".join(re.escape(word) for word in (*_ALIKE, *known))
    words = "|".join(re.escape(word) for word in sorted(alone))
    return re.compile(rf"(?:{alike}|(?<![\w.-])(?:{words})(?![\w.-]))[\w.-]*", re.IGNORECASE)


def _secrets(text: str, names: re.Pattern[str], torn: bool) -> list[Span]:
    """Where the values of secrets stand."""
    spans: list[Span] = []
    position = 0
    while name := names.search(text, position):
        start = _start_of_name(text, name.start())
        position = name.end()
        if text.startswith("<?", start - 2) and start > 1:
            spans.append((position, _found(text, "?>", position)))
        elif text.startswith("<", start - 1) and start > 0:
            spans += _of_element(text, text[start:position], position)
        else:
            spans.append(_attribute_value(text, position, _separate(text, start), torn))
        position = max(position, spans[-1][1])
    return spans


def _of_element(text: str, name: str, after_name: int) -> list[Span]:
    """The values of an element's attributes, and its content; all of its tag where it is torn."""
    tag = _REST_OF_TAG.match(text, after_name)
    if tag is None:
        return [(after_name, _found(text, "<", after_name))]
    values = _QUOTED.finditer(text, after_name, tag.end())
    return [
        *((value.start() + 1, value.end() - 1) for value in values),
        _content(text, name, tag.end()),
    ]


def _inside(text: str, start: int) -> Span:
    """The content of the element whose start tag begins there."""
    name = _ELEMENT.match(text, start)
    tag = _REST_OF_TAG.match(text, name.end()) if name else None
    return (start, start) if not name or not tag else _content(text, name.group(1), tag.end())


def _start_of_name(text: str, middle: int) -> int:
    """Where the name begins that goes on at `middle`; names longer than any real one are cut."""
    before = _END_OF_NAME.search(text, max(0, middle - 64), middle)
    return before.start() if before else middle


def _separate(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isspace()


def _attribute_value(text: str, after_name: int, separate: bool, torn: bool) -> Span:
    """The value of an attribute, empty where there is none; all of its line where it is torn.

    `separate`: white space stands before the name, so that it may be one even without `=`.
    `torn`: the text is not well-formed, so that its value may lack quotes as well.
    """
    equals = _EQUALS.match(text, after_name)
    if equals is None and not separate:
        return after_name, after_name
    start = equals.end() if equals else after_name
    quote = _QUOTE.match(text, start)
    if quote is None:
        return (start, _found(text, "\n", start)) if equals or torn else (start, start)
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
