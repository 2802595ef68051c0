"""From an lxml tree to objects, judging everything on the way and reporting every fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from virtdom_runtime.characters import SPACE
from virtdom_runtime.element import Element
from virtdom_runtime.extras import Extras, Kept
from virtdom_runtime.faults import HIDDEN, Fault, Severity, listing, nearest, shorten
from virtdom_runtime.nodes import (
    attribute_name,
    inner_xml,
    is_element,
    name_of,
    strange_namespace,
    text_of,
    xml_of,
)
from virtdom_runtime.parse import decode, load
from virtdom_runtime.tables import Child, Choice, ClassTable, Edition, Identity, Node
from virtdom_runtime.telling import MANY, Found, paths_of, tell
from virtdom_runtime.values import BadValue, UnknownValue, Value

_NONE: frozenset[str] = frozenset()
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_HINTS = frozenset({XSI + "schemaLocation", XSI + "noNamespaceSchemaLocation"})
"""Attributes that XML Schema allows on every element; they say nothing about the machine."""


MAX_FAULTS = 1000
"""With so many errors the reading of a document ends; hostile ones could have millions. As many
warnings are told; they never make a document invalid."""


class _Enough(Exception):
    """Ends a reading that found too many faults."""


class Reader:
    """One reading of one tree. `faults` fills as it goes.

    `strict`: unknown attributes, elements and texts are faults; otherwise they are kept.
    `tolerated`: values outside an open enumeration that are kept; None: all, when not strict.
    """

    def __init__(
        self, edition: Edition, *, strict: bool = True, tolerated: Collection[str] | None = None
    ) -> None:
        self.edition = edition
        self.strict = strict
        self.tolerated = tolerated
        self.faults: list[Found] = []
        self._counts: Counter[Severity] = Counter()
        self._tables = edition.tables
        self._choices = edition.choices

    def read(self, node: Node, table: ClassTable, choice: Choice | None = None) -> Element | None:
        """The object of an element; None when it has faults."""
        before = len(self.faults)
        values: dict[str, Any] = {}
        undecided = False
        known = _NONE
        if choice is not None and table.name == choice.base and not choice.concrete_base:
            undecided, known = True, choice.known
        extras: Extras | None = None

        attributes = table.attributes
        items: Any = node.items()  # of str: the document is decoded
        for name, text in items:
            attribute = attributes.get(name)
            if attribute is None:
                extras = self._unknown_attribute(node, table, str(name), str(text), known, extras)
                continue
            if attribute.constant is not None:
                continue
            try:
                value = attribute.value.read(text)
            except BadValue:
                value = self._bad_value(
                    node, str(name), attribute.value, str(text), attribute.value_rule,
                    attribute.secret, attribute.url,
                )  # fmt: skip
                if value is None:
                    continue
            if attribute.fixed is not None and value != attribute.value.read(attribute.fixed):
                self._not_fixed(node, str(name), attribute.fixed, str(text), attribute.value_rule)
            values[attribute.field] = value
        for attribute in table.required_attributes:
            if attribute.field not in values and node.get(attribute.name) is None:
                self._missing_attribute(node, attribute.name, attribute)

        if table.content is not None:
            content = table.content
            extras = self._text_only(node, table, extras)
            text = text_of(node)
            try:
                values[content.field] = content.value.read(text)
            except BadValue:
                kept = self._bad_value(
                    node, None, content.value, text, content.rule, content.secret, table.url
                )
                if kept is not None:
                    values[content.field] = kept
        else:
            extras = self._children(node, table, values, known, extras)

        for check in table.checks:
            try:
                holds = check.test(node)
            except (ValueError, TypeError, ArithmeticError):
                # A value that the condition needs is itself at fault, and reported there.
                holds = len(self.faults) != before
            if not holds:
                self._add(
                    node, None, check.rule, check.message,
                    severity=check.severity, url=check.url, part=_first_of(node, check.parts),
                )  # fmt: skip
        if table.identities:
            tag = node.tag
            for group in (table.identities.get(str(tag)), table.identities.get("*")):
                if group:
                    self._unique(node, group)

        if undecided:
            self._of_no_kind(node, table, choice, before)
            return None
        if len(self.faults) != before and any(f.severity == "error" for f in self.faults[before:]):
            return None
        if extras is not None:
            values["extras"] = extras
        return table.cls(**values)

    def _children(
        self,
        node: Node,
        table: ClassTable,
        values: dict[str, Any],
        known: frozenset[str],
        extras: Extras | None,
    ) -> Extras | None:
        children = table.children
        if not len(node) and node.text is None and not table.counted and table.wildcard is None:
            return extras  # most elements hold nothing but attributes
        counts: dict[str, int] = {}
        pending: list[str] = []
        wild: list[str] = []
        if table.wildcard is not None and table.wildcard.mixed:
            values[table.wildcard.field] = inner_xml(node)
            return extras
        if not children and table.wildcard is None:
            self._blanks_in_empty(node, table.rule, table.url)
        text = node.text
        if text is not None and text.strip(SPACE):
            extras = self._stray_text(node, table, text, None, extras)
        for node_child in node:
            tag: Any = node_child.tag  # no str for comments
            child = children.get(tag)
            tail = node_child.tail
            if tail is not None and tail.strip(SPACE):
                extras = self._stray_text(node, table, tail, node_child, extras)
            if child is None:
                if not isinstance(tag, str):
                    pending.append(xml_of(node_child))
                elif table.wildcard is not None and _admits(table.wildcard.namespaces, tag):
                    wild.append(xml_of(node_child))
                else:
                    self._unknown_element(node, node_child, table, known)
                    pending.append(xml_of(node_child))
                continue
            name = child.name
            count = counts.get(name, 0)
            counts[name] = count + 1
            if pending:
                extras = extras or Extras()
                extras.nodes.extend(Kept(xml, (name, count)) for xml in pending)
                pending.clear()
            if child.value is not None or child.flag:
                if child.value is not None:
                    value = self._plain(node_child, child, child.value)
                else:
                    value = self._flag(node_child, child)
                if len(node_child) or node_child.keys():
                    extras = self._inside_plain(node_child, child, count, extras)
            elif child.table is not None:
                value = self.read(node_child, self._tables[child.table])
                if value is not None and self.edition.left_out(child, value):
                    value.extras = Extras()  # it is there, and will be written
            else:
                choice = self._choices[child.choice or ""]
                value = self.read(node_child, self._tables[choice.choose(node_child)], choice)
            maximum = child.maximum
            if maximum != 1:
                if value is not None:
                    values.setdefault(child.field, []).append(value)
                if maximum is not None and count == maximum:
                    self._too_many(node_child, child, node)
            else:
                if count:
                    self._too_many(node_child, child, node)
                values[child.field] = value
        for child in table.counted:
            if counts.get(child.name, 0) < child.minimum:
                self._missing_child(node, child, counts.get(child.name, 0))
        if table.wildcard is not None:
            self._wildcard(node, table, wild, values)
        if pending:
            extras = extras or Extras()
            extras.nodes.extend(Kept(xml) for xml in pending)
        return extras

    def _plain(self, node: Node, child: Child, space: Value) -> object:
        """The value of an element that holds text alone."""
        text = text_of(node) if len(node) else node.text or ""
        if not text and child.default is not None:
            text = child.default
        try:
            value = space.read(text)
        except BadValue:
            return self._bad_value(
                node, None, space, text, child.value_rule, child.secret, child.url
            )
        if child.fixed is not None and value != space.read(child.fixed):
            self._not_fixed(node, None, child.fixed, text, child.value_rule)
        return value

    def _flag(self, node: Node, child: Child) -> bool:
        """True for the presence of an empty element."""
        text = text_of(node)
        if text.strip(SPACE):
            self._add(
                node, None, child.rule, f"<{name_of(node)}> is empty; remove its text",
                expected=("no text",), found=shorten(text.strip()), url=child.url,
            )  # fmt: skip
        else:
            self._blanks_in_empty(node, child.rule, child.url)
        return True

    def _blanks_in_empty(self, node: Node, rule: str, url: str | None) -> None:
        """Reports blanks in an element that is empty: XML Schema allows it no white space."""
        text = text_of(node)
        if self.strict and text and not text.strip(SPACE):
            self._add(
                node, None, rule, f"<{name_of(node)}> is empty; remove the white space in it",
                expected=("nothing",), found="white space", url=url,
            )  # fmt: skip

    def _inside_plain(
        self, node: Node, child: Child, count: int, extras: Extras | None
    ) -> Extras | None:
        """What an element holds beside its text or its presence: faults, or kept by the parent."""
        inner = Extras()
        for name, text in node.items():
            if name not in _HINTS:
                self._unknown(node, str(name), "attribute", (), child.rule, child.url)
            inner.attributes[str(name)] = str(text)
        for part in node:
            if is_element(part):
                self._unknown(part, None, "element", (), child.rule, child.url)
            inner.nodes.append(Kept(xml_of(part)))
        extras = extras or Extras()
        extras.inner[f"{child.name}/{count}"] = inner
        return extras

    def _text_only(self, node: Node, table: ClassTable, extras: Extras | None) -> Extras | None:
        for inner in node:
            if is_element(inner):
                self._unknown_element(node, inner, table, frozenset())
            extras = extras or Extras()
            extras.nodes.append(Kept(xml_of(inner)))
        return extras

    def _wildcard(
        self, node: Node, table: ClassTable, wild: list[str], values: dict[str, Any]
    ) -> None:
        wildcard = table.wildcard
        assert wildcard is not None
        if wild:
            values[wildcard.field] = wild
        if len(wild) < wildcard.minimum:
            self._add(
                node, None, wildcard.rule,
                f"<{name_of(node)}> must hold at least {wildcard.minimum} element(s)",
                expected=("an element",), found=f"{len(wild)}", url=table.url,
            )  # fmt: skip
        if wildcard.maximum is not None and len(wild) > wildcard.maximum:
            self._add(
                node, None, wildcard.rule,
                f"<{name_of(node)}> may hold at most {wildcard.maximum} element(s)",
                found=f"{len(wild)}", url=table.url,
            )  # fmt: skip

    # Conditions across parts

    def _unique(self, node: Node, identities: Sequence[Identity]) -> None:
        keys: dict[str, dict[tuple[object, ...], Node]] = {}
        for identity in identities:
            if identity.kind == "keyref":
                continue
            seen = keys.setdefault(identity.name, {})
            repeated: list[tuple[Node, Node, str]] = []
            for place in identity.select(node):
                key = self._key(identity, place)
                if key is None:
                    continue
                first = seen.setdefault(key, place)
                if first is not place:
                    repeated.append((place, first, ", ".join(str(part) for part in key)))
            paths = paths_of(first for _, first, _ in repeated)
            for place, first, words in repeated:
                self._add(
                    place, None, identity.rule,
                    f"{identity.message} {words!r} stands already at {paths[first]}",
                    found=words, url=identity.url,
                )  # fmt: skip
        for identity in identities:
            if identity.kind != "keyref" or identity.refer is None:
                continue
            for place in identity.select(node):
                key = self._key(identity, place)
                if key is not None and key not in keys.get(identity.refer, {}):
                    self._add(
                        place, None, identity.rule, identity.message,
                        found=", ".join(str(part) for part in key), url=identity.url,
                    )  # fmt: skip

    def _key(self, identity: Identity, place: Node) -> tuple[object, ...] | None:
        try:
            parts = tuple(part(place) for part in identity.fields)
        except (ValueError, TypeError):
            return None
        if None in parts:
            if identity.kind == "key":
                self._add(place, None, identity.rule, identity.message, url=identity.url)
            return None
        return parts

    # Faults

    def _add(
        self,
        node: Node,
        attribute: str | None,
        rule: str,
        message: str,
        *,
        expected: tuple[str, ...] = (),
        found: str | None = None,
        suggestion: str | None = None,
        severity: Severity = "error",
        url: str | None = None,
        absent: bool = False,
        text: bool = False,
        after: Node | None = None,
        part: tuple[Node, str | None] | None = None,
    ) -> None:
        self._counts[severity] += 1
        if self._counts[severity] > MAX_FAULTS:
            if severity == "warning":
                return
            message = f"there are more than {MAX_FAULTS} faults; mend those told first"
            self.faults.append(Found(node, None, MANY, message))
            raise _Enough
        self.faults.append(
            Found(
                node, attribute, rule, message, expected, found, suggestion, severity, url, absent,
                text, after, part,
            )
        )  # fmt: skip

    def _bad_value(
        self,
        node: Node,
        attribute: str | None,
        space: Value,
        text: str,
        rule: str,
        secret: bool,
        url: str | None,
    ) -> UnknownValue | None:
        """Reports a value outside its space; the value itself where it is kept all the same."""
        word = space.normalise(text)
        tolerated = not self.strict if self.tolerated is None else word in self.tolerated
        if tolerated and space.open:
            return UnknownValue(word)
        expected = space.expected
        hidden = secret or space.secret
        suggestion = None if hidden else nearest(word, space.suggestions())
        found = HIDDEN if hidden else shorten(text)
        what = _what(node, attribute)
        message = f"{what} is {found!r}; expected {listing(expected)}"
        if suggestion is not None:
            message += f"; did you mean {suggestion!r}?"
        self._add(
            node, attribute, rule, message,
            expected=expected, found=found, suggestion=suggestion, url=url,
        )  # fmt: skip
        return None

    def _of_no_kind(
        self, node: Node, table: ClassTable, choice: Choice | None, before: int
    ) -> None:
        """Sees to it that an element without a class is never passed over in silence."""
        if any(fault.severity == "error" for fault in self.faults[before:]):
            return
        name = choice.attribute if choice is not None else None
        kinds = tuple(str(kind) for kind in choice.table if kind) if choice is not None else ()
        self._add(
            node, name if name and node.get(name) is not None else None, table.rule,
            f"<{name_of(node)}> is of no kind that is known"
            + (f"; @{name} is written {listing(kinds)}, with nothing around it" if name else ""),
            expected=kinds, found=node.get(name) if name else None, url=table.url,
        )  # fmt: skip

    def wrong_kind(self, node: Node, table: ClassTable, choice: Choice) -> None:
        """Reports an element of another kind than the class that was asked to read it."""
        for name, value in table.constants.items():
            if node.get(name) != value:
                base = self._tables[choice.base].attributes.get(name)
                found = node.get(name)
                said = "missing" if found is None else repr(shorten(found))
                self._add(
                    node, name, base.value_rule if base is not None else table.rule,
                    f"<{name_of(node)}> is of another kind: @{name} is {said}; "
                    f"{table.name} reads {value!r}",
                    expected=(value,), found=None if found is None else shorten(found),
                    url=table.url, absent=found is None,
                )  # fmt: skip
                return
        self._add(node, None, table.rule, f"<{name_of(node)}> is not a {table.name}", url=table.url)

    def _not_fixed(
        self, node: Node, attribute: str | None, fixed: str, text: str, rule: str
    ) -> None:
        what = _what(node, attribute)
        self._add(
            node,
            attribute,
            rule,
            f"{what} is always {fixed!r}",
            expected=(fixed,),
            found=shorten(text),
        )

    def _missing_attribute(self, node: Node, name: str, attribute: Any) -> None:
        space: Value = attribute.value
        self._add(
            node, name, attribute.rule,
            f"<{name_of(node)}> needs the attribute {self.name(name)!r}: {listing(space.expected)}",
            expected=space.expected, url=attribute.url, absent=True,
        )  # fmt: skip

    def _missing_child(self, node: Node, child: Child, count: int) -> None:
        what = f"<{self.name(child.name)}>"
        need = what if child.minimum == 1 else f"at least {child.minimum} times {what}"
        self._add(
            node, None, child.rule, f"<{name_of(node)}> needs {need}",
            expected=(what,), found=str(count) if count else None, url=child.url,
        )  # fmt: skip

    def _too_many(self, node: Node, child: Child, parent: Node) -> None:
        times = "once" if child.maximum == 1 else f"{child.maximum} times"
        self._add(
            node, None, child.rule,
            f"<{name_of(node)}> may stand in <{name_of(parent)}> at most {times}; "
            "remove this one",
            found=f"<{name_of(node)}>", url=child.url,
        )  # fmt: skip

    def _unknown_attribute(
        self,
        node: Node,
        table: ClassTable,
        name: str,
        text: str,
        known: frozenset[str],
        extras: Extras | None,
    ) -> Extras | None:
        if name in _HINTS or (
            table.any_attribute is not None and _admits(table.any_attribute.namespaces, name)
        ):
            extras = extras or Extras()
            extras.attributes[name] = text
            return extras
        if self.strict:
            if f"@{name}" not in known:
                names = tuple(table.attributes) + _of_some_kind(table.attributes, known, "@")
                self._unknown(node, name, "attribute", names, table.rule, table.url)
            return extras
        extras = extras or Extras()
        extras.attributes[name] = text
        return extras

    def _unknown_element(
        self, parent: Node, node: Node, table: ClassTable, known: frozenset[str]
    ) -> None:
        if self.strict and str(node.tag) not in known:
            names = tuple(table.children) + _of_some_kind(table.children, known, "")
            self._unknown(node, None, "element", names, table.rule, table.url)

    def _unknown(
        self,
        node: Node,
        attribute: str | None,
        what: str,
        names: tuple[str, ...],
        rule: str,
        url: str | None,
    ) -> None:
        if not self.strict:
            return
        name = attribute_name(node, attribute) if attribute is not None else name_of(node)
        parent = node if attribute is not None else node.getparent()
        place = f"<{name_of(parent)}>" if parent is not None else "the document"
        known = tuple(self.name(n) for n in names)
        suggestion = nearest(name, (word for word in known if word != name))
        strange = strange_namespace(node) if attribute is None else None
        if strange is not None:
            message = f"{place} has no {what} {name!r} of the namespace {strange!r}"
        else:
            message = f"{place} has no {what} {name!r} in this edition"
        if suggestion is not None:
            message += f"; did you mean {suggestion!r}?"
        elif known:
            message += f"; it has {', '.join(known)}"
        self._add(
            node, attribute, rule, message,
            expected=known, found=name, suggestion=suggestion, url=url,
        )  # fmt: skip

    def _stray_text(
        self, node: Node, table: ClassTable, text: str, after: Node | None, extras: Extras | None
    ) -> Extras | None:
        if self.strict:
            # A secret may have slipped from the attribute where it belongs.
            hidden = bool(table.secret_fields) or name_of(node) in self.edition.secrets
            self._add(
                node, None, table.rule, f"<{name_of(node)}> holds no text; remove it",
                expected=("no text",), found=HIDDEN if hidden else shorten(text.strip()),
                url=table.url, text=not hidden, after=after,
            )  # fmt: skip
            return extras
        extras = extras or Extras()
        extras.text = f"{extras.text or ''}{text.strip(SPACE)}"
        return extras

    def name(self, name: str) -> str:
        """The name of a part of the format, with the prefix that the edition uses."""
        namespace, brace, local = name[1:].partition("}")
        return f"{self.edition.namespaces.get(namespace, '')}:{local}" if brace else name


def read_document(
    cls: type[Element],
    data: str | bytes,
    *,
    strict: bool = True,
    tolerated: Collection[str] | None = None,
) -> tuple[Element | None, tuple[Fault, ...]]:
    """The object of a document or fragment whose root is the element of `cls`, and all faults.

    The object is None when any fault is an error. Raises `InvalidDomain` for text that is not XML.
    """
    root = load(data)
    element, found = read_tree(cls, root, strict=strict, tolerated=tolerated)
    return element, tell(found, decode(data), root) if found else ()


def read_tree(
    cls: type[Element], root: Node, *, strict: bool = True, tolerated: Collection[str] | None = None
) -> tuple[Element | None, list[Found]]:
    """The object of an element and what was found wrong, places still being nodes."""
    edition = cls.__edition__
    reader = Reader(edition, strict=strict, tolerated=tolerated)
    table = cls.__table__
    if root.tag not in table.tags:
        tags = [reader.name(tag) for tag in table.tags]
        rule = edition.root_rule if table.name == edition.root else table.rule
        shown, strange = name_of(root), strange_namespace(root)
        told = f"<{shown}>" if strange is None else f"<{shown}> of the namespace {strange!r}"
        found = Found(
            root, None, rule,
            f"the root element is {told}; expected {listing(f'<{tag}>' for tag in tags)}",
            tuple(tags), shown, nearest(shown, (tag for tag in tags if tag != shown)),
            url=table.url,
        )  # fmt: skip
        return None, [found]
    choice = edition.choices.get(table.choice or table.kind_of or "")
    chosen = edition.tables[choice.choose(root)] if choice is not None else table
    if choice is not None and chosen is not table and table.choice is None:
        reader.wrong_kind(root, table, choice)
        return None, reader.faults
    try:
        element = reader.read(root, chosen, choice)
    except _Enough:
        element = None
    if element is not None:
        _keep_around(root, element)
    return element, reader.faults


def _what(node: Node, attribute: str | None) -> str:
    """The element or attribute as its document writes it."""
    return f"<{name_of(node)}>" if attribute is None else f"@{attribute_name(node, attribute)}"


def _of_some_kind(own: Collection[str], known: Iterable[str], mark: str) -> tuple[str, ...]:
    """The attributes (mark `@`) or children that only kinds of an element have."""
    names = {name.lstrip("@") for name in known if name.startswith("@") == bool(mark)}
    return tuple(sorted(names.difference(own)))


def _first_of(node: Node, parts: Iterable[str]) -> tuple[Node, str | None] | None:
    """The first of some parts of an element that is there: a child, or its own attribute."""
    for part in parts:
        if part.startswith("@"):
            if node.get(part[1:]) is not None:
                return node, part[1:]
        elif (child := next(node.iterchildren(part), None)) is not None:
            return child, None
    return None


def _keep_around(root: Node, element: Element) -> None:
    """Keeps comments and processing instructions before and after the root element."""
    if root.getparent() is not None:
        return
    prolog = [xml_of(node) for node in root.itersiblings(preceding=True)][::-1]
    epilog = [xml_of(node) for node in root.itersiblings()]
    if prolog or epilog:
        extras = element.extras or Extras()
        extras.prolog, extras.epilog = prolog, epilog
        element.extras = extras


def _admits(namespaces: Sequence[str], name: str) -> bool:
    """Whether a wildcard admits a name."""
    namespace = name[1:].partition("}")[0] if name.startswith("{") else ""
    for allowed in namespaces:
        if (
            allowed == "##any"
            or (allowed == "##other" and namespace)
            or (allowed == "##local" and not namespace)
            or allowed == namespace != ""
        ):
            return True
    return False
