"""Examples: those of the schema, what they hold of smaller elements, and the same in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from virtdom_generator.emit.docs.book import Book
from virtdom_generator.plan import PlanChild, PlanClass, PlanExample, PlanUnion, PlanValue

Node = etree._Element  # pyright: ignore[reportPrivateUsage]
"""What lxml calls an element; it has no public name."""

WIDTH = 88
_INTEGER = re.compile(r"[-+]?\d+")


@dataclass(frozen=True)
class Excerpt:
    """An element in the example of a larger one."""

    xml: str
    example: PlanExample
    owner: str
    """Class of the larger element."""


Excerpts = Mapping[tuple[str, str], Excerpt]
"""By page and class ("" for plain values)."""


def find_excerpts(book: Book) -> Excerpts:
    """The first occurrence, over all examples, of every element.

    Short examples come first, so that an excerpt stems from the example that is most about it.
    """
    found: dict[tuple[str, str], Excerpt] = {}
    held = [(one, example) for one in book.plan.classes for example in one.examples]
    for module in book.plan.modules:
        held += [(book.classes[book.plan.root], example) for example in module.examples]
    for one, example in sorted(held, key=lambda pair: len(pair[1].xml)):
        node = etree.fromstring(example.xml)
        if one.tags and node.tag not in one.tags:
            continue
        for page, name, part in _parts(node, one, book):
            found.setdefault((page, name), Excerpt(xml_of(part), example, one.name))
    return found


def _parts(node: Node, one: PlanClass, book: Book) -> Iterator[tuple[str, str, Node]]:
    """(page, class, element) of everything below an element."""
    children = {child.name: child for child in one.children}
    for part in node.iterchildren("*"):
        child = children.get(str(part.tag))
        if child is None:
            continue
        inner = class_of(part, child, book)
        yield child.page, inner.name if inner else "", part
        if inner is not None:
            yield from _parts(part, inner, book)


def class_of(node: Node, child: PlanChild, book: Book) -> PlanClass | None:
    """The class of an element that stands as a child; None for plain values."""
    if child.union is not None:
        return kind_of(node, book.unions[child.union], book)
    return book.classes[child.cls] if child.cls is not None else None


def kind_of(node: Node, union: PlanUnion, book: Book) -> PlanClass:
    """The kind that the attributes of an element make; the base if they make none."""
    if union.attribute is not None:
        name = dict(union.table).get(node.get(union.attribute), union.base)
        return book.classes[name]
    fitting = [
        member
        for member in (book.classes[name] for name in union.members)
        if member.kind and all(node.get(name) == value for name, value in member.kind)
    ]
    return max(fitting, key=lambda member: len(member.kind), default=book.classes[union.base])


def xml_of(node: Node) -> str:
    """An element of an example as text, moved to the left margin."""
    first, *rest = etree.tostring(node, encoding="unicode", with_tail=False).split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first, *(line[margin:].rstrip() for line in rest)])


class Unsaid(Exception):
    """An example has a part that is not told in Python."""


def python_of(example: PlanExample, one: PlanClass, book: Book) -> str | None:
    """The expression that makes the object of an example; None where a part has no simple one."""
    try:
        return _call(etree.fromstring(example.xml), one, book, 0)
    except Unsaid:
        return None


def _call(node: Node, one: PlanClass, book: Book, depth: int) -> str:
    parts = [*_content(node, one, book), *_attributes(node, one, book)]
    parts += _children(node, one, book, depth + 1)
    line = f"{one.name}({', '.join(parts)})"
    if "\n" not in line and len(line) + 4 * depth + 12 <= WIDTH:
        return line
    return "\n".join(
        [f"{one.name}(", *(f"{_indent(depth + 1)}{p}," for p in parts), f"{_indent(depth)})"]
    )


def _indent(depth: int) -> str:
    return "    " * depth


def _attributes(node: Node, one: PlanClass, book: Book) -> Iterator[str]:
    known = {attribute.name: attribute for attribute in one.attributes}
    for name, text in node.items():
        if name not in known:
            raise Unsaid
        if known[name].constant is None:
            yield f"{known[name].field}={_literal(text, book.values[known[name].value], book)}"


def _content(node: Node, one: PlanClass, book: Book) -> Iterator[str]:
    if one.content is not None:
        value = book.values[one.content.value]
        yield _literal(node.text or "", value, book)


def _children(node: Node, one: PlanClass, book: Book, depth: int) -> Iterator[str]:
    if len(node) != len(list(node.iterchildren(*{child.name for child in one.children}, "{}none"))):
        raise Unsaid
    for child in one.children:
        found = list(node.iterchildren(child.name))
        if not found:
            continue
        if child.maximum == 1:
            yield f"{child.field}={_child(found[0], child, book, depth)}"
            continue
        items = [_child(each, child, book, depth + 1) for each in found]
        line = f"{child.field}=[{', '.join(items)}]"
        if "\n" in line or len(line) + 4 * depth > WIDTH:
            lines = [f"{child.field}=["]
            lines += [f"{_indent(depth + 1)}{item}," for item in items]
            line = "\n".join([*lines, f"{_indent(depth)}]"])
        yield line


def _child(node: Node, child: PlanChild, book: Book, depth: int) -> str:
    if child.flag:
        return "True"
    if child.value is not None:
        return _literal(node.text or "", book.values[child.value], book)
    inner = class_of(node, child, book)
    if inner is None:
        raise Unsaid
    return _call(node, inner, book, depth)


def _literal(text: str, value: PlanValue, book: Book) -> str:
    """A value as Python writes it."""
    if value.white_space == "collapse":
        text = " ".join(text.split())
    quoted = json.dumps(text, ensure_ascii=False)
    match value.kind:
        case "text" | "enumeration":
            return quoted
        case "words" | "boolean":
            words = value.words or ("true", "false")
            return str(text in (words[0], "1"))
        case "integer":
            return text if _INTEGER.fullmatch(text) or value.hex else quoted
        case "number":
            return f"Decimal({quoted})"
        case "uuid":
            return f"UUID({quoted})"
        case "list":
            item = book.values[value.members[0]]
            return f"[{', '.join(_literal(word, item, book) for word in text.split())}]"
        case "union":
            return _union_literal(text, value, book)


def _union_literal(text: str, value: PlanValue, book: Book) -> str:
    """By the first member that surely takes the text; where that is not sure, it is not told."""
    members = [book.values[name] for name in value.members]
    for member in members:
        if member.kind == "enumeration" and text in dict(member.values):
            return json.dumps(text, ensure_ascii=False)
        if member.kind == "integer" and _INTEGER.fullmatch(text):
            return text
    if all(member.annotation == "str" or member.kind == "enumeration" for member in members):
        return json.dumps(text, ensure_ascii=False)
    raise Unsaid
