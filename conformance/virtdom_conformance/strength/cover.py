"""Which parts of the schema the corpus exercises, by a valid case and by an invalid one.

A valid case exercises every part that its document uses. An invalid case exercises the part in
which its document differs from its twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xmlschema

from virtdom_conformance.case import Case
from virtdom_conformance.compare import compare
from virtdom_conformance.places import Node, find, parse, split
from virtdom_conformance.strength.tree import XS, SchemaTree


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One part of the schema."""

    kind: str
    """`element`, `attribute`, `value`, `kind` or `condition`."""
    where: str
    """`disk/driver`, `disk/@type`, `diskBus ide`, `devices/disk fileDisk`, `DISK-TGT-7`."""


@dataclass(slots=True)
class Use:
    """The cases that exercise a part."""

    valid: str | None = None
    invalid: str | None = None


def coverage(tree: SchemaTree, cases: Sequence[Case]) -> dict[Part, Use]:
    """Every part of the schema and who exercises it."""
    uses = {part: Use() for part in parts(tree)}
    walk = _Walk(tree)
    by_id = {case.id: case for case in cases}
    for case in cases:
        if case.valid:
            for part in walk.used(parse(case.document)):
                if part in uses and uses[part].valid is None:
                    uses[part].valid = case.id
    for case in cases:
        if case.valid or case.twin is None or case.fault is None:
            continue
        for part in walk.touched(case, by_id[case.twin]):
            if part in uses and uses[part].invalid is None:
                uses[part].invalid = case.id
    return uses


def parts(tree: SchemaTree) -> Iterator[Part]:
    """All parts that should be exercised."""
    for name, kind in tree.types.items():
        if kind.tag == f"{XS}complexType":
            content = tree.content(kind)
            for node in content.iterfind(f"{XS}all/{XS}element"):
                yield Part("element", f"{name}/{node.get('name')}")
                for alternative in node.iterfind(f"{XS}alternative"):
                    yield Part("kind", f"{name}/{node.get('name')} {alternative.get('type')}")
            for node in content.iterfind(f"{XS}attribute"):
                yield Part("attribute", f"{name}/@{node.get('name')}")
        else:
            for node in kind.iter(f"{XS}enumeration"):
                yield Part("value", f"{name} {node.get('value')}")
    for tag in ("assert", "assertion"):
        for node in tree.root.iter(f"{XS}{tag}"):
            yield Part("condition", str(node.get("id")))
    for tag in ("unique", "key", "keyref"):
        for node in tree.root.iter(f"{XS}{tag}"):
            yield Part("condition", str(node.get("name")))


class _Walk:
    """Walks documents along the declarations of the schema."""

    def __init__(self, tree: SchemaTree) -> None:
        self._tree = tree
        self._schema: Any = xmlschema.XMLSchema11(tree.text())
        self._root = next(node for node in tree.root if node.tag == f"{XS}element")

    def used(self, root: Node) -> set[Part]:
        """The parts that a valid document uses."""
        return set(self._element(root, self._root, None))

    def touched(self, case: Case, twin: Case) -> set[Part]:
        """Where an invalid document differs from its twin, and the condition it breaks."""
        assert case.fault is not None
        found: set[Part] = {
            part for part in self._conditions() if _rule(part.where) == case.fault.rule
        }
        try:
            differences = compare(twin.document, case.document)
        except ValueError:  # what is no XML, or has a document type, breaks no part of the schema
            return found
        documents = (parse(twin.document), parse(case.document))
        for difference in differences:
            for document in documents:
                found.update(self._at(document, difference.path))
        return found

    def _conditions(self) -> Iterator[Part]:
        return (part for part in parts(self._tree) if part.kind == "condition")

    def _at(self, root: Node, path: str) -> Iterator[Part]:
        """The declarations of the place and of the elements around it, as far as they are known."""
        element, attribute = split(path)
        node = find(root, element)
        if node is None:
            return
        line = [node, *node.iterancestors()][::-1]
        declaration: Node | None = self._root
        owner: str | None = None
        for each, below in zip(line, [*line[1:], None], strict=True):
            if below is None and declaration is not None and owner is not None:
                yield Part("element", f"{owner}/{each.tag!s}")
            kind = None if declaration is None else self._kind(each, declaration)
            if kind is None or declaration is None:
                return
            if below is None:
                if owner is not None and declaration.find(f"{XS}alternative") is not None:
                    yield Part("kind", f"{owner}/{each.tag!s} {kind.get('name')}")
                if attribute is not None:
                    for one in self._owners(kind, declaration, attribute):
                        yield from self._attribute(one, attribute, each.get(attribute))
                elif kind.tag == f"{XS}simpleType":
                    yield from self._value(kind, each.text)
                return
            declaration = self._child(kind, str(below.tag))
            owner = self._owner(kind, str(below.tag))
            if below is node and declaration is None:
                # What stands there is unknown: it is its parent that is exercised.
                return

    def _element(self, node: Node, declaration: Node, owner: str | None) -> Iterator[Part]:
        if owner is not None:
            yield Part("element", f"{owner}/{node.tag!s}")
        kind = self._kind(node, declaration)
        if kind is None:
            return
        if owner is not None and declaration.find(f"{XS}alternative") is not None:
            yield Part("kind", f"{owner}/{node.tag!s} {kind.get('name')}")
        if kind.tag == f"{XS}simpleType":
            yield from self._value(kind, node.text)
            return
        extension = kind.find(f"{XS}simpleContent/{XS}extension")
        if extension is not None:
            content = self._tree.types.get(str(extension.get("base")))
            if content is not None:
                yield from self._value(content, node.text)
        for each in self._tree.line(kind):
            for condition in self._tree.content(each).iterfind(f"{XS}assert"):
                yield Part("condition", str(condition.get("id")))
        for tag in ("unique", "key", "keyref"):
            for condition in declaration.iterfind(f"{XS}{tag}"):
                yield Part("condition", str(condition.get("name")))
        for name, value in node.items():
            yield from self._attribute(kind, str(name), str(value))
        for child in node.iterchildren("*"):
            below = self._child(kind, str(child.tag))
            if below is not None:
                yield from self._element(child, below, self._owner(kind, str(child.tag)))

    def _kind(self, node: Node, declaration: Node) -> Node | None:
        """The type of an element, by its alternatives."""
        name = declaration.get("type")
        for alternative in declaration.iterfind(f"{XS}alternative"):
            if node.xpath(_boolean(str(alternative.get("test")))):
                name = alternative.get("type")
                break
        return self._tree.types.get(str(name))

    def _child(self, kind: Node, name: str) -> Node | None:
        return self._tree.children(kind).get(name)

    def _owner(self, kind: Node, name: str) -> str | None:
        """The type that declares a child, which may be one that `kind` extends."""
        for each in self._tree.line(kind):
            for node in self._tree.content(each).iterfind(f"{XS}all/{XS}element"):
                if node.get("name") == name:
                    return str(each.get("name"))
        return None

    def _owners(self, kind: Node, declaration: Node, attribute: str) -> list[Node]:
        """The type of an element, or other kinds of it where only they have the attribute."""
        if attribute in self._tree.attributes(kind):
            return [kind]
        others = (
            self._tree.types.get(str(alternative.get("type")))
            for alternative in declaration.iterfind(f"{XS}alternative")
        )
        return [other for other in others if other is not None]

    def _attribute(self, kind: Node, name: str, value: str | None) -> Iterator[Part]:
        for each in self._tree.line(kind):
            for node in self._tree.content(each).iterfind(f"{XS}attribute"):
                if node.get("name") == name:
                    yield Part("attribute", f"{each.get('name')}/@{name}")
                    declared = self._tree.types.get(str(node.get("type")))
                    if declared is not None:
                        yield from self._value(declared, value)

    def _value(self, kind: Node, value: str | None) -> Iterator[Part]:
        """The enumerated value, of the type or of a member of its union; also of its base."""
        value = " ".join((value or "").split())
        names = [str(kind.get("name"))]
        for name in names:
            declared = self._tree.types.get(name)
            if declared is None:
                continue
            for node in declared.iter(f"{XS}enumeration"):
                if node.get("value") == value:
                    yield Part("value", f"{name} {value}")
            for union in declared.iter(f"{XS}union"):
                names += str(union.get("memberTypes", "")).split()
            for restriction in declared.iter(f"{XS}restriction"):
                names.append(str(restriction.get("base")))


def _boolean(test: str) -> str:
    """A test as XPath 1.0, which is enough for attributes compared with strings."""
    return f"boolean({test})"


def _rule(identity: str) -> str:
    """The rule of an assertion or constraint: its id up to the first dot."""
    return identity.partition(".")[0]


def missing(uses: dict[Part, Use]) -> Iterable[tuple[Part, str]]:
    """The parts that no valid, or no invalid case exercises, and which of the two.

    Enumerated values need only a valid case: refusing what is not listed is the business of the
    attribute or element.
    """
    for part, use in uses.items():
        if use.valid is None:
            yield part, "valid"
        if use.invalid is None and part.kind not in ("value", "kind"):
            yield part, "invalid"
