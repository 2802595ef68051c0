"""What a document lost, gained or changed on its way through an implementation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import etree

from virtdom_conformance.places import Node, parse, path_of

_WHITE = " \t\r\n"
"""The white space of XML. Other space is part of a text."""
_BLANKS = re.compile(f"[{_WHITE}]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. Its path is that of the document before, or after for what was added."""

    kind: Literal["dropped", "added", "changed", "moved"]
    path: str
    before: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        if self.kind == "moved":
            return f"moved {self.path} among its like"
        if self.kind == "changed":
            return f"changed {self.path} from {self.before!r} to {self.after!r}"
        value = self.before if self.kind == "dropped" else self.after
        return f"{self.kind} {self.path}" + (f" ({value!r})" if value else "")


def compare(
    before: bytes, after: bytes, *, verbatim: Collection[str] = ()
) -> tuple[Difference, ...]:
    """What became of the content of a document.

    The order of elements with different names does not count, nor do comments, quotes, or white
    space around values, except at the places in `verbatim`. Raises ValueError if `after` is not
    XML, or has a document type, whose entities could stand for any content.
    """
    old = parse(before)
    try:
        new = parse(after)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is not XML: {error}") from error
    if new.getroottree().docinfo.internalDTD is not None:
        raise ValueError("has a document type (DOCTYPE), which no domain has")
    if old.tag != new.tag:
        return (Difference("changed", path_of(old), str(old.tag), str(new.tag)),)
    return tuple(_compare(old, new, frozenset(verbatim)))


def _compare(old: Node, new: Node, verbatim: frozenset[str]) -> Iterator[Difference]:
    for name in dict.fromkeys([*map(str, old.keys()), *map(str, new.keys())]):
        yield from _values(old, new, name, old.get(name), new.get(name), verbatim)
    yield from _values(old, new, None, _text(old), _text(new), verbatim)
    names = dict.fromkeys(str(child.tag) for node in (old, new) for child in node.iterchildren("*"))
    for name in names:
        yield from _siblings(list(old.iterchildren(name)), list(new.iterchildren(name)), verbatim)


def _values(
    old: Node,
    new: Node,
    attribute: str | None,
    before: str | None,
    after: str | None,
    verbatim: frozenset[str],
) -> Iterator[Difference]:
    """The difference of one attribute, or of the text of the elements."""
    path = path_of(old, attribute)
    before = _value(old, attribute, before, verbatim)
    after = _value(old, attribute, after, verbatim)
    if before == after:
        return
    if before is None:
        yield Difference("added", path_of(new, attribute), None, after)
    elif after is None:
        yield Difference("dropped", path, before, None)
    else:
        yield Difference("changed", path, before, after)


def _siblings(old: list[Node], new: list[Node], verbatim: frozenset[str]) -> Iterator[Difference]:
    """Siblings of one name, whose order counts.

    Equal ones are paired, those first that kept their place; the others are paired in order.
    """
    keys_old = [_key(node, verbatim) for node in old]
    keys_new = [_key(node, verbatim) for node in new]
    matcher = SequenceMatcher(None, keys_old, keys_new, autojunk=False)
    gone: list[int] = []
    come: list[int] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone += range(i1, i2)
            come += range(j1, j2)
    for i in list(gone):
        there = next((j for j in come if keys_new[j] == keys_old[i]), None)
        if there is not None:
            gone.remove(i)
            come.remove(there)
            yield Difference("moved", path_of(old[i]))
    for i, j in zip(gone, come, strict=False):
        yield from _compare(old[i], new[j], verbatim)
    for i in gone[len(come) :]:
        yield Difference("dropped", path_of(old[i]), _shown(old[i]), None)
    for j in come[len(gone) :]:
        yield Difference("added", path_of(new[j]), None, _shown(new[j]))


def _key(node: Node, verbatim: frozenset[str]) -> str:
    """Equal for elements of equal content."""
    attributes = sorted(
        (str(name), _value(node, str(name), str(value), verbatim)) for name, value in node.items()
    )
    children = sorted(node.iterchildren("*"), key=lambda child: str(child.tag))
    text = _value(node, None, _text(node), verbatim)
    return repr((str(node.tag), text, attributes, [_key(child, verbatim) for child in children]))


def _text(node: Node) -> str | None:
    """The text of an element without element children, of a mixed one what is not white space."""
    text = (node.text or "") + "".join(child.tail or "" for child in node)
    if any(True for _ in node.iterchildren("*")) and not text.strip(_WHITE):
        return None
    return text or None


def _shown(node: Node) -> str | None:
    """The text of an element, if there is more to it than white space."""
    text = _text(node) or ""
    return text if text.strip(_WHITE) else None


def _value(
    node: Node, attribute: str | None, value: str | None, verbatim: frozenset[str]
) -> str | None:
    """A value as it is compared."""
    if value is None or path_of(node, attribute) in verbatim:
        return value
    collapsed = _BLANKS.sub(" ", value).strip(" ")
    return None if attribute is None and not collapsed else collapsed
