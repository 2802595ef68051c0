"""From objects to XML in libvirt's own formatting."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress

from msgspec import structs

from virtdom_runtime.characters import XML_NAMESPACE
from virtdom_runtime.element import Element
from virtdom_runtime.extras import Extras
from virtdom_runtime.faults import Fault, InvalidDomain, listing
from virtdom_runtime.tables import Child, ClassTable, Edition
from virtdom_runtime.values import BadValue, UnknownValue, Value, unwritable

_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "'": "&apos;",
    '"': "&quot;",
    "\r": "&#13;",
}
_SPECIAL = re.compile("[&<>'\"\r]")
_SPECIAL_IN_ATTRIBUTE = re.compile("[&<>'\"\r\n\t]")
_ATTRIBUTE_ESCAPES = {**_ESCAPES, "\n": "&#10;", "\t": "&#9;"}


def judge(
    element: Element, tag: str | None = None, *, strict: bool = False
) -> tuple[str, tuple[Fault, ...]]:
    """The element's XML and all faults that reading it back finds.

    `strict`: what the edition does not know is a fault, kept or not.
    """
    from virtdom_runtime import reader, telling
    from virtdom_runtime.parse import parse

    writer = Writer(element.__edition__)
    text = writer.document(element, tag)
    try:
        root = parse(text)
    except InvalidDomain as error:  # kept content that is no XML; its place is in no document
        unread = (structs.replace(fault, line=None, column=None) for fault in error.faults)
        return text, (*writer.faults, *unread)
    _, found = reader.read_tree(type(element), root, strict=strict, tolerated=writer.unknown)
    faults = telling.tell(found, None, root) if found else ()
    if not writer.faults:
        return text, faults
    unwritten = {fault.path for fault in writer.faults}
    return text, (*writer.faults, *(f for f in faults if not _follows(f, unwritten)))


def _follows(fault: Fault, unwritten: Collection[str]) -> bool:
    """Whether it only says that a part that could not be written is missing or empty."""
    missing = (f"{fault.path}/{word.strip('<>')}" for word in fault.expected)
    return fault.path in unwritten or any(path in unwritten for path in missing)


def write(element: Element, tag: str | None = None, *, canonical: bool = False) -> str:
    """The element's XML without judging it. Raises `InvalidDomain` for values of a wrong Python
    type.

    `canonical`: values that mean the same are spelled alike.
    """
    writer = Writer(element.__edition__, canonical=canonical)
    text = writer.document(element, tag)
    if writer.faults:
        raise InvalidDomain(writer.faults)
    return text


def unknown_values(element: Element) -> frozenset[str]:
    """The values of the object that lax reading kept although the edition does not list them."""
    writer = Writer(element.__edition__)
    writer.document(element, element.__table__.tags[0])
    return frozenset(writer.unknown)


def unplaced(element: Element) -> tuple[tuple[str, str], ...]:
    """Kept content that writing would lose: the XPath of its element, and its field in `extras`."""
    writer = Writer(element.__edition__)
    writer.document(element, element.__table__.tags[0])
    return tuple(writer.unplaced)


class Writer:
    """One writing. `faults` are values that have no text, `unknown` values that lax reading had
    kept, `unplaced` kept content that is not written: no element holds it any more, or none can.
    """

    def __init__(self, edition: Edition, *, canonical: bool = False) -> None:
        self.edition = edition
        self.canonical = canonical
        self.faults: list[Fault] = []
        self.unknown: set[str] = set()
        self.unplaced: list[tuple[str, str]] = []
        self._prefixes: dict[str, str] = {}
        self._out: list[str] = []

    def document(self, element: Element, tag: str | None) -> str:
        """The XML of an element as a document of its own."""
        tags = element.__table__.tags
        if tag is None:
            if len(tags) != 1:
                raise ValueError(f"{type(element).__name__} needs tag=: {listing(tags)}")
            tag = tags[0]
        elif tag not in tags:
            raise ValueError(f"{type(element).__name__} has no tag {tag!r}: {listing(tags)}")
        self._element(element, tag, "", f"/{self._name(tag)}")
        body = "".join(self._out)
        if self._prefixes:
            declared = "".join(
                f" xmlns:{prefix}='{_attribute_text(namespace)}'"
                for namespace, prefix in sorted(self._prefixes.items(), key=lambda item: item[1])
            )
            name = self._name(tag)
            body = f"<{name}{declared}{body[len(name) + 1 :]}"
        extras = element.extras
        if extras is None:
            return body
        before = "".join(f"{xml}\n" for xml in extras.prolog)
        after = "".join(f"{xml}\n" for xml in extras.epilog)
        return before + body + after

    def _element(self, element: Element, tag: str, indent: str, path: str) -> None:
        table = element.__table__
        name = self._name(tag)
        out = self._out
        start = [f"{indent}<{name}"]
        for key, attribute in table.attributes.items():
            value = getattr(element, attribute.field, None)  # a base of kinds has no kind
            if value is not None:
                text = self._value(
                    attribute.value, value, f"{path}/@{key}", attribute.value_rule, attribute.secret
                )
                start.append(f" {self._name(key)}='{_attribute_text(text)}'")
        extras = element.extras
        if extras is not None:
            start += [
                f" {self._name(k)}='{_attribute_text(v)}'" for k, v in extras.attributes.items()
            ]
            if indent:
                self._unplaced(extras, path, "prolog", "epilog")
        out.append("".join(start))
        mark = len(out)
        if table.content is not None:
            content = table.content
            value = getattr(element, content.field)
            text = self._value(content.value, value, path, content.rule, content.secret)
            out.append(f">{_text(text)}")
            if extras is not None:
                out += [kept.xml for kept in extras.nodes]
                self._unplaced(extras, path, "text", "inner")
            out.append(f"</{name}>\n")
            return
        if table.wildcard is not None and table.wildcard.mixed:
            inside = str(getattr(element, table.wildcard.field))
            if extras is not None:
                self._unplaced(extras, path, "nodes", "text", "inner")
            out.append(f">{inside}</{name}>\n" if inside else "/>\n")
            return
        if not table.children and table.wildcard is None:
            # XML Schema allows an empty element not even white space.
            kept_nodes = "".join(kept.xml for kept in extras.nodes) if extras is not None else ""
            kept_text = _text(extras.text or "") if extras is not None else ""
            inside = kept_text + kept_nodes
            if extras is not None:
                self._unplaced(extras, path, "inner")
            out.append(f">{inside}</{name}>\n" if inside else "/>\n")
            return
        out.append(">\n")
        self._content(element, table, f"{indent}  ", path)
        if len(out) == mark + 1:
            out[mark] = "/>\n"
        else:
            out.append(f"{indent}</{name}>\n")

    def _content(self, element: Element, table: ClassTable, indent: str, path: str) -> None:
        extras = element.extras
        before: dict[tuple[str, int], list[str]] = {}
        if extras is not None:
            if extras.text:
                self._out.append(f"{indent}{_text(extras.text)}\n")
            for kept in extras.nodes:
                if kept.before is not None:
                    before.setdefault(kept.before, []).append(f"{indent}{kept.xml}\n")
        written: dict[str, int] = {}
        for child in table.children.values():
            value = getattr(element, child.field)
            if value is None or (child.flag and value is False):
                continue
            if self.edition.left_out(child, value):
                continue
            if not child.many:
                self._out += before.get((child.name, 0), ())
                self._child(child, value, 0, indent, path, extras, False)
                written[child.name] = 1
                continue
            if not isinstance(value, (list, tuple)):
                here = f"{path}/{self._name(child.name)}"
                self._wrong_type(value, "a list", here, child.rule, hidden=True)
                continue
            items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
            for place, item in enumerate(items):
                self._out += before.get((child.name, place), ())
                self._child(child, item, place, indent, path, extras, len(items) > 1)
            written[child.name] = len(items)
        if table.wildcard is not None:
            for xml in getattr(element, table.wildcard.field):
                self._out.append(f"{indent}{xml}\n")
        if extras is not None:
            for kept in extras.nodes:
                tag, place = kept.before or ("", 0)
                if not 0 <= place < written.get(tag, 0):
                    self._out.append(f"{indent}{kept.xml}\n")
            if extras.inner:
                plain = [c for c in table.children.values() if c.value is not None or c.flag]
                held = {
                    f"{c.name}/{place}" for c in plain for place in range(written.get(c.name, 0))
                }
                self.unplaced += [(path, f"inner[{k!r}]") for k in extras.inner if k not in held]

    def _child(
        self,
        child: Child,
        value: object,
        place: int,
        indent: str,
        path: str,
        extras: Extras | None,
        numbered: bool,
    ) -> None:
        name = self._name(child.name)
        inner: Extras | None = None
        if extras is not None:
            inner = extras.inner.get(f"{child.name}/{place}")
        here = f"{path}/{name}[{place + 1}]" if numbered else f"{path}/{name}"
        if child.value is not None or child.flag:
            if child.value is None:
                if value is not True:
                    self._wrong_type(value, "True or False", here, child.rule)
                text = ""
            else:
                text = self._value(child.value, value, here, child.value_rule, child.secret)
            attributes = ""
            content = _text(text)
            if inner is not None:
                for key, word in inner.attributes.items():
                    attributes += f" {self._name(key)}='{_attribute_text(word)}'"
                content += "".join(kept.xml for kept in inner.nodes)
                self._unplaced(inner, here, "text", "inner", "prolog", "epilog")
            end = f">{content}</{name}>" if content or child.value is not None else "/>"
            self._out.append(f"{indent}<{name}{attributes}{end}\n")
            return
        expected = self._classes(child)
        classes = [self.edition.class_of(name) for name in expected]
        if not isinstance(value, Element) or type(value) not in classes:
            self._wrong_type(value, listing(expected), here, child.rule, hidden=True)
            return
        self._element(value, child.name, indent, here)

    def _classes(self, child: Child) -> tuple[str, ...]:
        if child.table is not None:
            return (child.table,)
        choice = self.edition.choices[child.choice or ""]
        names = [*choice.table.values(), *(name for _, name in choice.tests)]
        if choice.concrete_base:
            names.append(choice.base)
        return tuple(dict.fromkeys(names))

    def _unplaced(self, extras: Extras, path: str, *fields: str) -> None:
        """Notes those fields that hold something: nothing is written for them."""
        self.unplaced += [(path, field) for field in fields if getattr(extras, field)]

    def _value(self, space: Value, value: object, path: str, rule: str, secret: bool) -> str:
        if isinstance(value, UnknownValue):
            self.unknown.add(str(value))
        try:
            text = space.write(space.same(value) if self.canonical else value)
        except BadValue as error:
            expected = " ".join([listing(space.expected), *map(str, error.args)])
            self._wrong_type(value, expected, path, rule, hidden=secret or space.secret)
            return ""
        if unwritable(text):
            self.faults.append(
                Fault(
                    rule="xml.wellformed",
                    path=path,
                    message="the text has a character that XML cannot carry; remove it",
                    found="a control character or half of a surrogate pair",
                )
            )
            return ""
        return text

    def _wrong_type(
        self, value: object, expected: str, path: str, rule: str, hidden: bool = False
    ) -> None:
        """`hidden`: the value is a secret, or may hold one."""
        found = type(value).__name__
        if isinstance(value, (str, int, float)) and not hidden:
            with suppress(ValueError):  # a number too large to print
                found += f" {value!r:.60}"
        self.faults.append(
            Fault(
                rule=rule,
                path=path,
                message=f"expected {expected}, found {found}",
                expected=(expected,),
                found=found,
            )
        )

    def _name(self, name: str) -> str:
        """The name as written, its namespace's prefix being declared on the root."""
        if not name.startswith("{"):
            return name
        namespace, _, local = name[1:].partition("}")
        if namespace == XML_NAMESPACE:
            return f"xml:{local}"
        prefix = self._prefixes.get(namespace)
        if prefix is None:
            prefix = self.edition.namespaces.get(namespace) or f"ns{len(self._prefixes)}"
            self._prefixes[namespace] = prefix
        return f"{prefix}:{local}"


def _text(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text) if text else text


def _attribute_text(text: str) -> str:
    return _SPECIAL_IN_ATTRIBUTE.sub(lambda match: _ATTRIBUTE_ESCAPES[match.group()], text)
