"""What differs between two objects: the same configuration, or not?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from virtdom_runtime.alignment import unpaired
from virtdom_runtime.element import Element
from virtdom_runtime.extras import Extras
from virtdom_runtime.faults import HIDDEN
from virtdom_runtime.nodes import local_name
from virtdom_runtime.secrets import hide, is_secret
from virtdom_runtime.tables import Child
from virtdom_runtime.values import Value


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place where two configurations differ."""

    path: str
    """XPath of the place, counted in the first object; in the second for what is only there."""
    change: Literal["added", "removed", "changed"]
    before: str | None = None
    """Text or XML of the place in the first object; secrets are hidden."""
    after: str | None = None
    """The same in the second object."""

    def __str__(self) -> str:
        if self.change == "changed":
            return f"{self.path}: {self.before} -> {self.after}"
        sign, value = ("+", self.after) if self.change == "added" else ("-", self.before)
        return f"{self.path}: {sign} {value}"


@dataclass(frozen=True, slots=True)
class _Item:
    """One child, and what was kept in it where it is a plain value."""

    value: object
    inner: Extras | None


_NOTHING = _Item(None, None)


def compare(a: Element, b: Element, *, defaults: bool = True) -> tuple[Difference, ...]:
    """The places where `a` and `b` differ as configurations; empty if they mean the same.

    Spelling (letter case of a UUID, `0x1f` for 31), comments and the order of unlike elements carry
    no meaning. With `defaults`, neither does writing out what the specification implies; then both
    objects must be valid, or `InvalidDomain` is raised. Raises TypeError for objects of different
    elements. Secrets are compared and not shown, nor what may be one in content that the edition
    does not know.
    """
    if set(a.__table__.tags).isdisjoint(b.__table__.tags):
        raise TypeError(f"{type(a).__name__} and {type(b).__name__} are different elements")
    if defaults:
        a, b = a.with_defaults(), b.with_defaults()
    names = a.__edition__.secrets
    return tuple(_hidden(found, names) for found in _elements(a, b, f"/{_tag(a)}"))


def _hidden(difference: Difference, names: frozenset[str]) -> Difference:
    """The difference without the secrets of kept content. `names` are those of the edition."""
    _, attribute, name = difference.path.rpartition("/@")
    if attribute and is_secret(name, names):
        return _without_values(difference)
    before, after = (
        None if text is None else hide(text, names)
        for text in (difference.before, difference.after)
    )
    return msgspec.structs.replace(difference, before=before, after=after)


def _without_values(difference: Difference) -> Difference:
    before, after = (
        None if text is None else HIDDEN for text in (difference.before, difference.after)
    )
    return msgspec.structs.replace(difference, before=before, after=after)


def _elements(a: Element, b: Element, path: str) -> Iterator[Difference]:
    if type(a) is not type(b):
        ours, theirs = a.__table__.constants, b.__table__.constants
        for name in dict.fromkeys((*ours, *theirs)):
            yield from _texts(ours.get(name), theirs.get(name), f"{path}/@{local_name(name)}")
    tables = (a.__table__, b.__table__)
    for name in dict.fromkeys(n for table in tables for n in table.attributes):
        old, new = (table.attributes.get(name) for table in tables)
        entry = old or new
        if entry is None or entry.constant is not None:
            continue
        before = getattr(a, entry.field) if old is not None else None
        after = getattr(b, entry.field) if new is not None else None
        hidden = entry.secret or entry.value.secret
        yield from _values(entry.value, before, after, f"{path}/@{local_name(name)}", hidden)
    for table in tables:
        if table.content is not None:
            content = table.content
            before, after = getattr(a, content.field, None), getattr(b, content.field, None)
            yield from _values(content.value, before, after, path, content.secret)
            break
    for tag in dict.fromkeys(n for table in tables for n in table.children):
        kind, other = (table.children.get(tag) for table in tables)
        olds = _items(a, kind) if kind is not None else []
        news = _items(b, other) if other is not None else []
        child = kind or other
        if child is not None:
            yield from _children(child, olds, news, f"{path}/{local_name(tag)}")
    for table in tables:
        if table.wildcard is not None:
            before, after = (_wild(part, table.wildcard.field) for part in (a, b))
            yield from _pieces(before, after, path)
            break
    yield from _kept(a.extras, b.extras, path, any(table.secret_fields for table in tables))


def _children(
    child: Child, before: Sequence[_Item], after: Sequence[_Item], path: str
) -> Iterator[Difference]:
    meanings = ([_meaning(child, item) for item in items] for items in (before, after))
    numbered = max(len(before), len(after)) > 1
    for i, j in unpaired(*meanings):
        old = before[i] if i is not None else _NOTHING
        new = after[j] if j is not None else _NOTHING
        place = i if i is not None else j
        here = f"{path}[{(place or 0) + 1}]" if numbered else path
        if isinstance(old.value, Element) and isinstance(new.value, Element):
            yield from _elements(old.value, new.value, here)
        elif child.value is not None and not child.many:
            hidden = child.secret or child.value.secret
            yield from _values(child.value, old.value, new.value, here, hidden)
        elif _value(child, old.value) != _value(child, new.value):
            yield _presence(child, old.value, new.value, here)
        yield from _kept(old.inner, new.inner, here, child.secret)


def _values(
    space: Value, before: object, after: object, path: str, hidden: bool
) -> Iterator[Difference]:
    if space.same(before) == space.same(after):
        return
    texts = [
        None if value is None else HIDDEN if hidden else space.write(value)
        for value in (before, after)
    ]
    yield Difference(path=path, change=_change(before, after), before=texts[0], after=texts[1])


def _presence(child: Child, old: object, new: object, path: str) -> Difference:
    return Difference(
        path=path,
        change=_change(old, new),
        before=None if old is None else _shown(child, old),
        after=None if new is None else _shown(child, new),
    )


def _kept(a: Extras | None, b: Extras | None, path: str, hidden: bool) -> Iterator[Difference]:
    """Differences of what lax reading kept; comments carry no configuration.

    `hidden`: text may be a secret that slipped from its place.
    """
    before, after = a or Extras(), b or Extras()
    for name in dict.fromkeys((*before.attributes, *after.attributes)):
        old, new = before.attributes.get(name), after.attributes.get(name)
        yield from _texts(old, new, f"{path}/@{local_name(name)}")
    for difference in _texts(before.text, after.text, f"{path}/text()"):
        yield _without_values(difference) if hidden else difference
    yield from _pieces(_nodes(before), _nodes(after), path)


def _texts(before: str | None, after: str | None, path: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(path=path, change=_change(before, after), before=before, after=after)


def _pieces(before: Sequence[str], after: Sequence[str], path: str) -> Iterator[Difference]:
    """Differences of pieces of XML, compared as they stand; the order of unlike ones is free."""
    olds, news = _by_name(before), _by_name(after)
    for name in dict.fromkeys((*olds, *news)):
        ours, theirs = olds.get(name, []), news.get(name, [])
        places = list(unpaired(ours, theirs))
        for i, _ in places:
            if i is not None:
                yield Difference(path=path, change="removed", before=ours[i])
        for _, j in places:
            if j is not None:
                yield Difference(path=path, change="added", after=theirs[j])


def _by_name(pieces: Sequence[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for xml in pieces:
        named.setdefault(_start(xml), []).append(xml)
    return named


def _start(xml: str) -> str:
    """How a piece of XML begins: `<name` for an element."""
    return xml.split(">", 1)[0].split(None, 1)[0].rstrip("/") if xml.startswith("<") else ""


def _wild(element: Element, field: str) -> list[str]:
    """The content of a wildcard: pieces of XML, or one text."""
    content: str | list[str] = getattr(element, field, "")
    if isinstance(content, str):
        return [content] if content else []
    return content


def _nodes(extras: Extras) -> list[str]:
    return [kept.xml for kept in extras.nodes if not kept.xml.startswith(("<!--", "<?"))]


def _items(element: Element, child: Child) -> list[_Item]:
    inner = element.extras.inner if element.extras is not None else {}
    return [
        _Item(value, inner.get(f"{child.name}/{place}"))
        for place, value in enumerate(_listed(getattr(element, child.field)))
    ]


def _listed(value: object) -> list[object]:
    if value is None or value is False:
        return []
    if isinstance(value, list):
        return list(value)  # pyright: ignore[reportUnknownArgumentType]
    return [value]


def _meaning(child: Child, item: _Item) -> Hashable:
    """A key that is equal for items that mean the same."""
    if isinstance(item.value, Element):
        return _key(item.value)
    return _value(child, item.value), _kept_key(item.inner)


def _value(child: Child, value: object) -> str:
    return _plain(value if child.value is None else child.value.same(value))


def _key(element: Element) -> Hashable:
    table = element.__table__
    parts: list[Hashable] = [table.name, _kept_key(element.extras)]
    for entry in table.attributes.values():
        value = getattr(element, entry.field)
        if value is not None:
            parts.append((entry.name, _plain(entry.value.same(value))))
    if table.content is not None:
        parts.append(_plain(table.content.value.same(getattr(element, table.content.field))))
    for child in table.children.values():
        parts += [(child.name, _meaning(child, item)) for item in _items(element, child)]
    if table.wildcard is not None:
        parts += _wild(element, table.wildcard.field)
    return tuple(parts)


def _kept_key(extras: Extras | None) -> Hashable:
    if extras is None:
        return None
    nodes = sorted(_nodes(extras), key=_start)
    parts = (tuple(sorted(extras.attributes.items())), extras.text, tuple(nodes))
    return parts if any(parts) else None


def _plain(value: object) -> str:
    return repr(int(value)) if isinstance(value, int) else str(value)


def _shown(child: Child, item: object) -> str:
    if isinstance(item, Element):
        return _xml(item, child.name)
    if child.value is None:
        return f"<{local_name(child.name)}/>"
    return HIDDEN if child.secret or child.value.secret else child.value.write(item)


def _xml(element: Element, tag: str) -> str:
    """The XML of an element, its secrets hidden."""
    from virtdom_runtime import writer

    shown = element.copy()
    parts = [shown]
    while parts:
        part = parts.pop()
        table = part.__table__
        for field in table.secret_fields:
            if getattr(part, field) is not None:
                setattr(part, field, HIDDEN)
        if table.secret_fields and part.extras is not None and part.extras.text:
            part.extras.text = HIDDEN
        for child in table.children.values():
            parts += [
                item for item in _listed(getattr(part, child.field)) if isinstance(item, Element)
            ]
    return writer.write(shown, tag)


def _change(before: object, after: object) -> Literal["added", "removed", "changed"]:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _tag(element: Element) -> str:
    return local_name(element.__table__.tags[0])
