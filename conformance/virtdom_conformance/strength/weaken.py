"""Every single change of a schema that the corpus should notice.

A weakening lets more documents pass, and a case that must be refused notices it. A narrowing
refuses documents that should pass, and a case that must be accepted notices it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from virtdom_conformance.places import Node
from virtdom_conformance.strength.tree import XS, SchemaTree

Edit = Callable[[SchemaTree], None]
"""Changes a copy of the schema."""

_WIDER = {
    "xs:positiveInteger": "xs:nonNegativeInteger",
    "xs:nonNegativeInteger": "xs:integer",
    "xs:unsignedLong": "xs:nonNegativeInteger",
    "xs:unsignedInt": "xs:unsignedLong",
    "xs:unsignedShort": "xs:unsignedInt",
    "xs:unsignedByte": "xs:unsignedShort",
    "xs:int": "xs:long",
    "xs:long": "xs:integer",
    "xs:short": "xs:int",
    "xs:byte": "xs:short",
    "xs:integer": "xs:decimal",
    "xs:NMTOKEN": "xs:token",
    "xs:NCName": "xs:NMTOKEN",
    "xs:boolean": "xs:token",
    "xs:decimal": "xs:token",
    "xs:double": "xs:token",
}
_UNLIMITED = frozenset({"xs:string", "xs:token", "xs:normalizedString", "xs:anyURI"})
"""Types that take any text."""

_LOWER = {"minInclusive", "minExclusive", "minLength"}
_UPPER = {"maxInclusive", "maxExclusive", "maxLength", "totalDigits", "fractionDigits"}


KINDS = (
    "value-dropped",
    "values-opened",
    "bound-widened",
    "bound-narrowed",
    "bound-dropped",
    "pattern-dropped",
    "pattern-branch-dropped",
    "type-widened",
    "member-dropped",
    "child-optional",
    "child-required",
    "child-repeated",
    "child-not-repeated",
    "attribute-optional",
    "attribute-required",
    "value-unlimited",
    "assertion-dropped",
    "uniqueness-dropped",
    "kind-dropped",
    "foreign-child",
    "foreign-attribute",
    "unknown-attribute",
    "unknown-child",
    "stray-text",
)
"""What can be done to a schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the schema."""

    kind: str
    """What is done, one of `KINDS`."""
    where: str
    """The declaration, such as `diskTarget/@dev`."""
    what: str = ""
    """What of it: a value, a facet, a name."""
    weakens: bool
    """It lets more pass; otherwise it refuses more."""
    rules: frozenset[str]
    """The rules that it touches."""
    edits: tuple[Edit, ...]
    """Ways to make the change; it is noticed if one of them is."""
    aside: Edit | None = None
    """Sets conditions aside that would hide the change: a case then notices it that is judged
    otherwise with the change than without, both times without these conditions."""

    @property
    def id(self) -> str:
        """The same for the same change of the same declaration."""
        return " ".join(part for part in (self.kind, self.where, self.what) if part)


def changes(tree: SchemaTree, names: Iterable[str]) -> tuple[Change, ...]:
    """All of them, kind by kind in the order of the schema.

    `names` are element names that documents use; where unknown children are let in, it is these.
    """
    found = [change for make in _MAKERS for change in make(tree)]
    return (*found, *_closed(tree, frozenset(names)))


def _change(
    tree: SchemaTree,
    node: Node,
    kind: str,
    *edits: Edit,
    what: str = "",
    weakens: bool = True,
    where: str = "",
    aside: Edit | None = None,
) -> Change:
    return Change(
        kind=kind,
        where=where or tree.where(node),
        what=what,
        weakens=weakens,
        rules=tree.rules(node),
        edits=edits,
        aside=aside,
    )


def _set(node: Node, name: str, value: str | None) -> Edit:
    """Writes an attribute of a declaration, or takes it away."""

    def edit(tree: SchemaTree) -> None:
        found = tree.same(node)
        if value is None:
            found.attrib.pop(name, None)
        else:
            found.set(name, value)

    return edit


def _drop(*nodes: Node) -> Edit:
    def edit(tree: SchemaTree) -> None:
        for found in [tree.same(node) for node in nodes]:
            parent = found.getparent()
            assert parent is not None
            parent.remove(found)

    return edit


def _both(*edits: Edit) -> Edit:
    """Edits of which only the last may move declarations that the others are about."""

    def edit(tree: SchemaTree) -> None:
        for each in edits:
            each(tree)

    return edit


def _no_default(value: str) -> Edit:
    """Takes a value away wherever it is a default, so that the schema stays a schema without it."""

    def edit(tree: SchemaTree) -> None:
        for node in tree.root.iter(f"{XS}attribute"):
            if node.get("default") == value:
                del node.attrib["default"]

    return edit


def _values(tree: SchemaTree) -> Iterator[Change]:
    """Enumerations: each value dropped; all values let in."""
    for restriction in tree.root.iter(f"{XS}restriction"):
        nodes = restriction.findall(f"{XS}enumeration")
        for node in nodes:
            value = str(node.get("value"))
            if not _covered_by_union(tree, restriction, value):
                edit = _both(_drop(node), _no_default(value))
                yield _change(tree, node, "value-dropped", edit, what=value, weakens=False)
        if nodes and not _covered_by_union(tree, restriction, "not-a-value"):
            yield _change(
                tree, restriction, "values-opened", *_fallbacks(tree, restriction, _drop(*nodes))
            )


def _covered_by_union(tree: SchemaTree, restriction: Node, value: str) -> bool:
    """Whether the type serves only as a member of unions where another member takes the value."""
    owner = restriction.getparent()
    name = None if owner is None else owner.get("name")
    if name is None:
        return False
    unions = [
        union
        for union in tree.root.iter(f"{XS}union")
        if name in str(union.get("memberTypes", "")).split()
    ]
    used = any(node.get("type") == name or node.get("base") == name for node in tree.root.iter("*"))
    others = [
        member
        for union in unions
        for member in str(union.get("memberTypes")).split()
        if member != name
    ]
    takes_any = all(
        any(
            member in _UNLIMITED or (member == "xs:NMTOKEN" and re.fullmatch(r"[\w.:-]+", value))
            for member in str(union.get("memberTypes")).split()
        )
        for union in unions
    )
    return bool(unions) and bool(others) and not used and takes_any


def _fallbacks(tree: SchemaTree, node: Node, edit: Edit) -> tuple[Edit, ...]:
    """Ways to let a discriminating attribute be anything: for each kind, it is that kind then.

    `node` is the declaration of the attribute, or the restriction that lists its values.
    """
    elements = [
        (element, alternative)
        for element in tree.elements()
        for alternative in element.findall(f"{XS}alternative")
        if _decides(tree, element, alternative, node)
    ]
    if not elements:
        return (edit,)
    ways: list[Edit] = []
    for element, alternative in elements:

        def way(
            copy: SchemaTree, element: Node = element, kind: str = str(alternative.get("type"))
        ) -> None:
            found = copy.same(element)
            place = len(found.findall(f"{XS}alternative"))
            last = found.findall(f"{XS}alternative")[place - 1]
            last.addnext(etree.Element(f"{XS}alternative", test="true()", type=kind))
            edit(copy)

        ways.append(way)
    return tuple(ways)


def _decides(tree: SchemaTree, element: Node, alternative: Node, node: Node) -> bool:
    declared = tree.types.get(str(element.get("type")))
    if declared is None:
        return False
    attributes = tree.attributes(declared)
    named = re.findall(r"@([\w-]+)", str(alternative.get("test")))
    if node.tag == f"{XS}attribute":
        return any(attributes.get(name) is node for name in named)
    owner = node.getparent()
    values = None if owner is None else owner.get("name")
    return any(name in attributes and attributes[name].get("type") == values for name in named)


def _facets(tree: SchemaTree) -> Iterator[Change]:
    """Bounds one wider and one narrower; patterns dropped, loosened and narrowed."""
    for restriction in tree.root.iter(f"{XS}restriction"):
        for node in restriction:
            name = str(node.tag).removeprefix(XS)
            if name in _LOWER | _UPPER | {"length"}:
                yield from _bound(tree, node, name)
        patterns = restriction.findall(f"{XS}pattern")
        if patterns:
            yield _change(tree, restriction, "pattern-dropped", _drop(*patterns))
        for index, node in enumerate(patterns, 1):
            if len(patterns) > 1:
                yield _change(
                    tree,
                    node,
                    "pattern-branch-dropped",
                    _drop(node),
                    what=str(index),
                    weakens=False,
                )
        base = str(restriction.get("base"))
        if base in _WIDER and not (base == "xs:integer" and any(map(_whole, patterns))):
            yield _change(
                tree,
                restriction,
                "type-widened",
                _set(restriction, "base", _WIDER[base]),
                what=base,
            )
    for union in tree.root.iter(f"{XS}union"):
        members = str(union.get("memberTypes", "")).split()
        for member in members:
            rest = " ".join(each for each in members if each != member)
            if rest and not _member_covered(tree, union, member):
                yield _change(
                    tree, union, "member-dropped", _set(union, "memberTypes", rest),
                    what=member, weakens=False,
                )  # fmt: skip


def _whole(pattern: Node) -> bool:
    """Whether a pattern takes digits and signs only, so that it takes no decimal point."""
    digits = r"(\[([0-9+]|\\-|[0-9]-[0-9])*\]|[0-9?*])*"
    return re.fullmatch(digits, str(pattern.get("value"))) is not None


def _member_covered(tree: SchemaTree, union: Node, member: str) -> bool:
    """Whether the other members take everything that a member takes."""
    declared = tree.types.get(member)
    if declared is None:
        return False
    values = [str(node.get("value")) for node in declared.iter(f"{XS}enumeration")]
    others = [each for each in str(union.get("memberTypes")).split() if each != member]
    return bool(values) and any(
        each in _UNLIMITED
        or (each == "xs:NMTOKEN" and all(re.fullmatch(r"[\w.:-]+", v) for v in values))
        for each in others
    )


def _bound(tree: SchemaTree, node: Node, name: str) -> Iterator[Change]:
    value = Decimal(str(node.get("value")))
    outward = -1 if name in _LOWER else 1
    wider, narrower = value + outward, value - outward
    if name != "length" and not (name == "minLength" and wider < 0):
        yield _change(
            tree, node, "bound-widened", _set(node, "value", str(wider)), what=f"{name} {value}"
        )
    if name != "length" and narrower >= 0:
        yield _change(
            tree, node, "bound-narrowed", _set(node, "value", str(narrower)),
            what=f"{name} {value}", weakens=False,
        )  # fmt: skip
    if name == "length":
        yield _change(tree, node, "bound-dropped", _drop(node), what=f"{name} {value}")


def _uses(tree: SchemaTree) -> Iterator[Change]:
    """Parts: required and optional, once and repeated, the type of their values."""
    for node in tree.elements():
        if node.getparent() is tree.root:
            continue
        low, high = str(node.get("minOccurs", "1")), str(node.get("maxOccurs", "1"))
        if low != "0":
            yield _change(tree, node, "child-optional", _set(node, "minOccurs", str(int(low) - 1)))
        else:
            yield _change(tree, node, "child-required", _set(node, "minOccurs", "1"), weakens=False)
        if high != "unbounded":
            more = str(int(high) + 1)
            yield _change(
                tree, node, "child-repeated", _set(node, "maxOccurs", more), what=more,
                aside=_aside(tree, node),
            )  # fmt: skip
        if high != "1":
            less = "1" if high == "unbounded" else str(int(high) - 1)
            yield _change(
                tree, node, "child-not-repeated", _set(node, "maxOccurs", less), what=less,
                weakens=False,
            )  # fmt: skip
        yield from _typed(tree, node)
    for node in tree.root.iter(f"{XS}attribute"):
        if node.get("use") == "required":
            yield _change(
                tree, node, "attribute-optional", *_fallbacks(tree, node, _set(node, "use", None))
            )
        else:
            required = _both(_set(node, "use", "required"), _set(node, "default", None))
            yield _change(tree, node, "attribute-required", required, weakens=False)
        yield from _typed(tree, node)
    for node in tree.root.iter(f"{XS}extension"):
        parent = node.getparent()
        if parent is not None and parent.tag == f"{XS}simpleContent":
            yield from _typed(tree, node, "base")


def _aside(tree: SchemaTree, node: Node) -> Edit | None:
    """Drops the conditions that read a part.

    Text cannot be compared with a number, nor is a field of a constraint found twice: with such a
    condition in place the schema would refuse what the change lets in.
    """
    name = re.compile(rf"(?<![\w.-]){re.escape(str(node.get('name')))}(?![\w.-])")
    asserts = [each for each in tree.root.iter(f"{XS}assert") if name.search(str(each.get("test")))]
    fields = [each for each in tree.root.iter(f"{XS}field") if name.search(str(each.get("xpath")))]
    constraints = [each.getparent() for each in fields]
    found = dict.fromkeys([*asserts, *(each for each in constraints if each is not None)])
    return _drop(*found) if found else None


def _typed(tree: SchemaTree, node: Node, name: str = "type") -> Iterator[Change]:
    """The value of one part: anything at all; the next wider builtin type."""
    kind = str(node.get(name))
    declared = tree.types.get(kind)
    limited = kind.startswith("xs:") and kind not in _UNLIMITED
    if limited or (declared is not None and declared.tag == f"{XS}simpleType"):
        anything = _both(_set(node, name, "xs:string"), _set(node, "default", None))
        is_attribute = node.tag == f"{XS}attribute"
        ways = _fallbacks(tree, node, anything) if is_attribute else (anything,)
        aside = _aside(tree, node) if node.get("name") else None
        yield _change(tree, node, "value-unlimited", *ways, what=kind, aside=aside)
    if kind in _WIDER:
        yield _change(tree, node, "type-widened", _set(node, name, _WIDER[kind]), what=kind)


def _conditions(tree: SchemaTree) -> Iterator[Change]:
    """Assertions and identity constraints dropped."""
    for tag in ("assert", "assertion"):
        for node in tree.root.iter(f"{XS}{tag}"):
            yield _change(tree, node, "assertion-dropped", _drop(node))
    for tag in ("unique", "key", "keyref"):
        for node in tree.root.iter(f"{XS}{tag}"):
            yield _change(tree, node, "uniqueness-dropped", _drop(node))


def _kinds(tree: SchemaTree) -> Iterator[Change]:
    """Alternatives dropped; the content of another kind let in."""
    done: set[str] = set()
    for element in tree.elements():
        alternatives = element.findall(f"{XS}alternative")
        declared = tree.types.get(str(element.get("type")))
        if not alternatives or declared is None:
            continue
        kinds: dict[str, Node] = {}
        for node in alternatives:
            kind = str(node.get("type"))
            kinds[kind] = tree.types[kind]
            if _adds(tree, tree.types[kind], declared):
                yield _change(tree, node, "kind-dropped", _drop(node), what=kind, weakens=False)
        for name, taker in kinds.items():
            others = [other for key, other in kinds.items() if key != name]
            for change in _foreign(tree, name, taker, others):
                if change.id not in done:
                    done.add(change.id)
                    yield change


def _adds(tree: SchemaTree, kind: Node, declared: Node) -> bool:
    """Whether a kind says more than the declared type of its element."""
    for each in tree.line(kind):
        if each is declared:
            return False
        content = tree.content(each)
        if any(len(part) or part.tag != f"{XS}all" for part in content):
            return True
    return True


def _foreign(tree: SchemaTree, name: str, kind: Node, others: Iterable[Node]) -> Iterator[Change]:
    """Children and attributes that only other kinds have, and attributes of their children."""
    children, attributes = tree.children(kind), tree.attributes(kind)
    ways: dict[tuple[str, str, str], list[Edit]] = {}
    touched: dict[tuple[str, str, str], Node] = {}

    def add(key: tuple[str, str, str], edit: Edit, donor: Node) -> None:
        ways.setdefault(key, []).append(edit)
        touched.setdefault(key, donor)

    for other in others:
        for child, node in tree.children(other).items():
            if child not in children:
                add(("foreign-child", name, child), _lend_child(kind, node), node)
                continue
            mine = tree.types.get(str(children[child].get("type")))
            its = tree.types.get(str(node.get("type")))
            if mine is None or its is None or mine is its or mine.tag != f"{XS}complexType":
                continue
            for attribute, given in tree.attributes(its).items():
                if attribute not in tree.attributes(mine):
                    key = ("foreign-attribute", str(mine.get("name")), attribute)
                    add(key, _lend_attribute(mine, given), given)
        for attribute, given in tree.attributes(other).items():
            if attribute not in attributes:
                key = ("foreign-attribute", name, attribute)
                add(key, _lend_attribute(kind, given), given)
    for (what, where, part), edits in ways.items():
        rules = tree.rules(kind) | tree.rules(touched[what, where, part])
        yield Change(
            kind=what, where=where, what=part, weakens=True, rules=rules, edits=tuple(edits)
        )


def _lend_child(kind: Node, node: Node) -> Edit:
    def edit(tree: SchemaTree) -> None:
        lent = etree.fromstring(etree.tostring(tree.same(node)))
        lent.set("minOccurs", "0")
        content = tree.content(tree.same(kind))
        group = content.find(f"{XS}all")
        if group is None:
            group = etree.Element(f"{XS}all")
            content.insert(0, group)
        group.append(lent)

    return edit


def _lend_attribute(kind: Node, node: Node) -> Edit:
    def edit(tree: SchemaTree) -> None:
        lent = etree.fromstring(etree.tostring(tree.same(node)))
        lent.attrib.pop("use", None)
        content = tree.content(tree.same(kind))
        after = [part for part in content if part.tag in (f"{XS}all", f"{XS}attribute")]
        if after:
            after[-1].addnext(lent)
        else:
            content.insert(0, lent)

    return edit


def _closed(tree: SchemaTree, names: frozenset[str]) -> Iterator[Change]:
    """What the format does not know let in: attributes, children, text."""
    for kind in tree.types.values():
        if kind.tag != f"{XS}complexType" or tree.base(kind) is not None:
            continue
        if tree.content(kind).find(f"{XS}anyAttribute") is None:
            yield _change(tree, kind, "unknown-attribute", _open_attributes(kind))
        if kind.find(f"{XS}simpleContent") is not None:
            continue
        if kind.find(f".//{XS}any") is None:
            yield _change(tree, kind, "unknown-child", _open_children(tree, kind, names))
        if kind.get("mixed") != "true":
            yield _change(tree, kind, "stray-text", _mixed(tree, kind))


def _open_attributes(kind: Node) -> Edit:
    def edit(tree: SchemaTree) -> None:
        wildcard = etree.Element(f"{XS}anyAttribute", processContents="skip")
        content = tree.content(tree.same(kind))
        before = [part for part in content if part.tag != f"{XS}assert"]
        content.insert(len(before), wildcard)

    return edit


def _open_children(tree: SchemaTree, kind: Node, names: frozenset[str]) -> Edit:
    """Declares the names that the type does not know.

    A wildcard would leave the library without the types of the known children, on which assertions
    rely.
    """
    known = {name for each in (kind, *tree.derived(kind)) for name in tree.children(each)}

    def edit(copy: SchemaTree) -> None:
        found = copy.same(kind)
        group = found.find(f"{XS}all")
        if group is None:
            group = etree.Element(f"{XS}all")
            found.insert(0, group)
        for name in sorted(names - known):
            added = etree.SubElement(group, f"{XS}element", name=name, type="xs:anyType")
            added.set("minOccurs", "0")
            added.set("maxOccurs", "unbounded")

    return edit


def _mixed(tree: SchemaTree, kind: Node) -> Edit:
    """Lets text in.

    The library lets no text into an extension of a type without content, so such a type is given an
    element that nobody uses.
    """
    types = [kind, *tree.derived(kind)]
    empty = not tree.children(kind)

    def edit(copy: SchemaTree) -> None:
        for found in [copy.same(each) for each in types]:
            found.set("mixed", "true")
            below = found.find(f"{XS}complexContent")
            if below is not None:
                below.set("mixed", "true")
            elif found.find(f"{XS}all") is None:
                found.insert(0, etree.Element(f"{XS}all"))
        group = copy.same(kind).find(f"{XS}all")
        if empty and group is not None:
            etree.SubElement(group, f"{XS}element", name="_", minOccurs="0")

    return edit


_MAKERS: tuple[Callable[[SchemaTree], Iterator[Change]], ...] = (
    _values,
    _facets,
    _uses,
    _conditions,
    _kinds,
)
