"""What differs between two objects: the same configuration, or not?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from virtdom_runtime.element import Element
from virtdom_runtime.faults import HIDDEN
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


def compare(a: Element, b: Element, *, defaults: bool = True) -> tuple[Difference, ...]:
    """The places where `a` and `b` differ as configurations; empty if they mean the same.

    Spelling (letter case of a UUID, `0x1f` for 31), comments and the order of unlike elements carry
    no meaning. With `defaults`, neither does writing out what the specification implies; then both
    objects must be valid, or `InvalidDomain` is raised. Raises TypeError for objects of different
    elements.
    """
    if set(a.__table__.tags).isdisjoint(b.__table__.tags):
        raise TypeError(f"{type(a).__name__} and {type(b).__name__} are different elements")
    if defaults:
        a, b = a.with_defaults(), b.with_defaults()
    return tuple(_elements(a, b, f"/{_tag(a)}"))


def _elements(a: Element, b: Element, path: str) -> Iterator[Difference]:
    if type(a) is not type(b):
        for name, value in a.__table__.constants.items():
            other = b.__table__.constants.get(name)
            if other != value:
                yield Difference(
                    path=f"{path}/@{name}", change="changed", before=value, after=other
                )
    tables = (a.__table__, b.__table__)
    for name in dict.fromkeys(n for table in tables for n in table.attributes):
        ours, theirs = (table.attributes.get(name) for table in tables)
        entry = ours or theirs
        if entry is None or entry.constant is not None:
            continue
        before = getattr(a, entry.field) if ours is not None else None
        after = getattr(b, entry.field) if theirs is not None else None
        hidden = entry.secret or entry.value.secret
        yield from _values(entry.value, before, after, f"{path}/@{_local(name)}", hidden)
    for table in tables:
        if table.content is not None:
            content = table.content
            before, after = getattr(a, content.field, None), getattr(b, content.field, None)
            yield from _values(content.value, before, after, path, content.secret)
            break
    for tag in dict.fromkeys(n for table in tables for n in table.children):
        old, new = (table.children.get(tag) for table in tables)
        olds = _items(getattr(a, old.field)) if old is not None else []
        news = _items(getattr(b, new.field)) if new is not None else []
        child = old or new
        if child is not None:
            yield from _children(child, olds, news, f"{path}/{_local(tag)}")
    for table in tables:
        if table.wildcard is not None:
            before, after = (_wild(part, table.wildcard.field) for part in (a, b))
            yield from _kept(before, after, path)
            break
    yield from _kept(_extras(a), _extras(b), path)


def _children(
    child: Child, before: Sequence[object], after: Sequence[object], path: str
) -> Iterator[Difference]:
    """Aligns repeated children so that one more or less does not shift the others."""
    matcher = SequenceMatcher(
        None,
        [_meaning(child, item) for item in before],
        [_meaning(child, item) for item in after],
        autojunk=False,
    )
    numbered = max(len(before), len(after)) > 1
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            continue
        for offset in range(max(i2 - i1, j2 - j1)):
            old = before[i1 + offset] if i1 + offset < i2 else None
            new = after[j1 + offset] if j1 + offset < j2 else None
            place = (i1 + offset if old is not None else j1 + offset) + 1
            here = f"{path}[{place}]" if numbered else path
            if isinstance(old, Element) and isinstance(new, Element):
                yield from _elements(old, new, here)
            elif child.value is not None and not child.many:
                hidden = child.secret or child.value.secret
                yield from _values(child.value, old, new, here, hidden)
            else:
                yield _presence(child, old, new, here)


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


def _kept(before: Sequence[str], after: Sequence[str], path: str) -> Iterator[Difference]:
    for xml in before:
        if xml not in after:
            yield Difference(path=path, change="removed", before=xml)
    for xml in after:
        if xml not in before:
            yield Difference(path=path, change="added", after=xml)


def _wild(element: Element, field: str) -> list[str]:
    """The content of a wildcard: pieces of XML, or one text."""
    content: str | list[str] = getattr(element, field, "")
    return [content] if isinstance(content, str) else content


def _extras(element: Element) -> list[str]:
    """Unknown content that lax reading kept; comments carry no configuration."""
    extras = element.extras
    if extras is None:
        return []
    attributes = [f"@{name}={value!r}" for name, value in extras.attributes.items()]
    return attributes + [
        kept.xml for kept in extras.nodes if not kept.xml.startswith(("<!--", "<?"))
    ]


def _items(value: object) -> list[object]:
    if value is None or value is False:
        return []
    if isinstance(value, list):
        return list(value)  # pyright: ignore[reportUnknownArgumentType]
    return [value]


def _meaning(child: Child, item: object) -> str:
    """A key that is equal for items that mean the same."""
    if child.value is not None:
        return repr(child.value.same(item))
    return "" if not isinstance(item, Element) else _key(item)


def _key(element: Element) -> str:
    from virtdom_runtime import writer

    table = element.__table__
    parts = [table.name]
    for entry in table.attributes.values():
        value = getattr(element, entry.field)
        if value is not None:
            parts.append(f"{entry.name}={_plain(entry.value.same(value))}")
    if table.content is not None:
        parts.append(_plain(table.content.value.same(getattr(element, table.content.field))))
    for child in table.children.values():
        parts += [
            f"{child.name}:{_meaning(child, item)}"
            for item in _items(getattr(element, child.field))
        ]
    if table.wildcard is not None or element.extras is not None:
        parts.append(writer.write(element, table.tags[0]))
    return "|".join(parts)


def _plain(value: object) -> str:
    return repr(int(value)) if isinstance(value, int) else str(value)


def _shown(child: Child, item: object) -> str:
    if isinstance(item, Element):
        return _xml(item, child.name)
    if child.value is None:
        return f"<{_local(child.name)}/>"
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
        for child in table.children.values():
            parts += [
                item for item in _items(getattr(part, child.field)) if isinstance(item, Element)
            ]
    return writer.write(shown, tag)


def _change(before: object, after: object) -> Literal["added", "removed", "changed"]:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _tag(element: Element) -> str:
    return _local(element.__table__.tags[0])


def _local(name: str) -> str:
    return name.rpartition("}")[2]
