"""The shape of an element at a glance, and of its class in Python."""

from __future__ import annotations

from virtdom_generator.emit.docs.book import Book
from virtdom_generator.plan import PlanAttribute, PlanChild, PlanClass

WIDTH = 88


def shape(one: PlanClass, book: Book, element: str) -> str:
    """An element with its attributes and children; what may be absent stands in brackets, and a
    repeated part ends in dots."""
    name = book.shown(element)
    absent = book.absent(one)
    tag = _start(name, [_attribute(a, book, absent=a.name == absent) for a in one.attributes])
    inner = [f"  {_child(each, book)}" for each in one.children]
    if one.wildcard is not None:
        inner.append("  elements of other vocabularies…")
    if one.content is not None:
        return f"{tag}>…</{name}>"
    return "\n".join([f"{tag}>", *inner, f"</{name}>"]) if inner else f"{tag}/>"


def _start(name: str, attributes: list[str]) -> str:
    """A start tag without its end; attributes that do not fit go on under the first one."""
    lines = [f"<{name}"]
    for attribute in attributes:
        if len(lines[-1]) + 1 + len(attribute) > WIDTH and lines[-1].strip():
            lines.append(" " * (len(name) + 1))
        lines[-1] += f" {attribute}"
    return "\n".join(lines)


def _attribute(one: PlanAttribute, book: Book, *, absent: bool = False) -> str:
    """An attribute; one that makes the kind may be `absent` where the kind is the default."""
    value = one.constant or one.fixed
    told = f'{book.shown(one.name)}="{value or "…"}"'
    return told if one.required or (one.constant and not absent) else f"[{told}]"


def _child(one: PlanChild, book: Book) -> str:
    told = _element(one, book)
    told = f"[{told}]" if one.minimum == 0 else told
    return f"{told}…" if one.maximum != 1 else told


def _element(one: PlanChild, book: Book) -> str:
    name = book.shown(one.name)
    if one.flag:
        return f"<{name}/>"
    if one.value is not None:
        return f"<{name}>…</{name}>"
    cls = book.classes[one.cls] if one.cls else None
    if cls is None and one.union:
        union = book.unions[one.union]
        told = f' {union.attribute}="…"' if union.attribute else " …"
        return f"<{name}{told}>…</{name}>"
    if cls is None:
        return f"<{name}/>"
    attributes = [_attribute(each, book) for each in cls.attributes]
    head = " ".join([f"<{name}", *attributes])
    if len(head) > WIDTH - 20:
        head = f"<{name} …"
    full = cls.children or cls.content or cls.wildcard
    return f"{head}>…</{name}>" if full else f"{head}/>"


def signature(one: PlanClass) -> str:
    """How an object of a class is made, and the fields it has.

    All fields are given by name; where the element has text, it may come first without one.
    """
    fields = [
        _field(a.field, a.annotation, required=a.required) for a in one.attributes if not a.constant
    ]
    fields += [_child_field(each) for each in one.children]
    if one.wildcard is not None:
        fields.append(f"{one.wildcard.field}: list[str] = []")
    if one.content is not None:
        fields = [_field(one.content.field, one.content.annotation, required=True), *fields]
        fields.sort(key=lambda field: " = " in field)
    elif fields:
        fields = ["*", *fields]
    line = f"{one.name}({', '.join(fields)})"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{one.name}(", *(f"    {field}," for field in fields), ")"])


def _child_field(one: PlanChild) -> str:
    if one.flag:
        return f"{one.field}: {one.annotation} = False"
    if one.maximum != 1 and not one.minimum:
        return f"{one.field}: {one.annotation} = []"
    if one.container:
        return f"{one.field}: {one.annotation} = {one.cls}()"
    return _field(one.field, one.annotation, required=one.minimum > 0)


def _field(name: str, annotation: str, *, required: bool) -> str:
    return f"{name}: {annotation}" if required else f"{name}: {annotation} = None"
