"""The annotation vocabulary `urn:virtdom:annotations`: on declarations and in xs:appinfo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .model import Assertion, Example, Identity, Implied, Notes
from .xsd_files import (
    V_NAMESPACE,
    XML_NAMESPACE,
    XS,
    XSD_NAMESPACE,
    Node,
    SchemaFile,
    V,
    local,
    namespace,
    qualified,
)

_COMMON = {"rules", "since", "deprecated", "drivers", "default", "anchor"}
_ATTRIBUTES = {
    "schema": {"title", "edition", "anchor", "rules"},
    "element": _COMMON | {"secret", "name", "plural", "class", "container"},
    "attribute": _COMMON | {"secret", "name"},
    "complexType": _COMMON | {"secret", "order", "attribute-order"},
    "simpleType": _COMMON | {"secret", "open", "as"},
    "enumeration": _COMMON,
    "alternative": _COMMON,
    "assert": _COMMON,
    "assertion": _COMMON,
    "unique": _COMMON,
    "key": _COMMON,
    "keyref": _COMMON,
    "any": _COMMON,
    "anyAttribute": _COMMON,
}
_VALUES = {
    "secret": {"true", "false"},
    "open": {"true", "false"},
    "container": {"true", "false"},
    "as": {"yes-no", "on-off", "uuid", "hex", "mac", "size"},
}
_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*", re.ASCII)
_VERSIONS = {"since", "deprecated"}
_ELEMENTS = {
    "warning": ({"id", "test"}, set[str]()),
    "implied": ({"rule", "select", "value"}, set[str]()),
    "host": ({"rule", "selector", "fields"}, set[str]()),
    "example": (set[str](), {"rules", "title"}),
}


def vocabulary_problems(file: SchemaFile) -> Iterator[tuple[Node, str]]:
    """Annotation attributes and elements that are unknown, misplaced or incomplete."""
    for node in file.nodes():
        if namespace(node) == XSD_NAMESPACE:
            yield from _attribute_problems(node)
        elif namespace(node) == V_NAMESPACE:
            yield from _element_problems(node)
        if node.tag == f"{XS}appinfo":
            for child in node.iterchildren("*"):
                if namespace(child) != V_NAMESPACE:
                    yield child, f"unknown element {local(child)} in xs:appinfo"


def _attribute_problems(node: Node) -> Iterator[tuple[Node, str]]:
    known = _ATTRIBUTES.get(local(node), set[str]())
    for name, value in node.attrib.items():
        qname = etree.QName(name)
        if qname.namespace is None or qname.namespace == XML_NAMESPACE:
            continue
        if qname.namespace != V_NAMESPACE:
            yield node, f"unknown attribute {name}"
        elif qname.localname not in known:
            choice = ", ".join(f"v:{each}" for each in sorted(known)) or "none"
            told = f"unknown attribute v:{qname.localname} on xs:{local(node)} (known: {choice})"
            yield node, told
        elif qname.localname in _VALUES and value not in _VALUES[qname.localname]:
            choice = ", ".join(sorted(_VALUES[qname.localname]))
            yield node, f"v:{qname.localname} is {value!r}, expected one of {choice}"
        elif qname.localname in _VERSIONS and not _VERSION.fullmatch(value):
            yield node, f"v:{qname.localname} is {value!r}, expected a version such as 9.0"


def _element_problems(node: Node) -> Iterator[tuple[Node, str]]:
    name = local(node)
    if name not in _ELEMENTS:
        choice = ", ".join(f"v:{each}" for each in sorted(_ELEMENTS))
        yield node, f"unknown element v:{name} (known: {choice})"
        return
    required, optional = _ELEMENTS[name]
    yield from ((node, f"v:{name} lacks {each}") for each in sorted(required - set(node.attrib)))
    unknown = sorted(set(node.attrib) - required - optional)
    yield from ((node, f"unknown attribute {each} on v:{name}") for each in unknown)
    yield from ((node, f"v:{name} {fault}") for fault in _misplaced(node, name))
    children = len(list(node.iterchildren("*")))
    if name == "example" and children != 1:
        yield node, f"v:example holds {children} elements, expected one"
    if name != "example" and children:
        yield node, f"v:{name} holds a sentence, found elements"


def _misplaced(node: Node, name: str) -> Iterator[str]:
    owner = _annotated(node)
    if owner is None:
        yield "belongs in xs:annotation/xs:appinfo"
    elif local(owner) != "complexType" and (name != "example" or local(owner) != "schema"):
        yield f"belongs to an xs:complexType, found under xs:{local(owner)}"


def _annotated(node: Node) -> Node | None:
    appinfo = node.getparent()
    if appinfo is None or appinfo.tag != f"{XS}appinfo":
        return None
    annotation = appinfo.getparent()
    return None if annotation is None else annotation.getparent()


def documentation(node: Node) -> str:
    """Paragraphs of a declaration's xs:documentation, parted by blank lines."""
    return "\n\n".join(
        paragraph
        for each in node.iterfind(f"{XS}annotation/{XS}documentation")
        for paragraph in paragraphs("".join(each.itertext()))
    )


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a text with single blanks between words; items of a list keep their lines."""
    lines: list[str] = []
    for each in [*text.splitlines(), ""]:
        words = " ".join(each.split())
        if not words and lines:
            yield "\n".join(lines)
            lines = []
        elif lines and not words.startswith(("- ", "* ")):
            lines[-1] += f" {words}"
        elif words:
            lines.append(words)


def notes(file: SchemaFile, node: Node) -> Notes:
    return Notes(
        place=file.place(node),
        text=documentation(node),
        rules=words(node, "rules"),
        since=node.get(f"{V}since"),
        deprecated=node.get(f"{V}deprecated"),
        drivers=words(node, "drivers"),
        default=node.get(f"{V}default"),
        anchors=words(node, "anchor"),
    )


def names(node: Node, name: str) -> tuple[str, ...]:
    """Names of parts, in an annotation such as v:order; prefixes are resolved."""
    return tuple(_resolved(node, each) for each in words(node, name))


def _resolved(node: Node, name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return f"{{{node.nsmap.get(prefix, prefix)}}}{rest}" if colon else name


def words(node: Node, name: str) -> tuple[str, ...]:
    return tuple(node.get(f"{V}{name}", "").split())


def flag(node: Node, name: str) -> bool | None:
    value = node.get(f"{V}{name}")
    return None if value is None else value == "true"


def appinfo(node: Node, name: str) -> Iterator[Node]:
    return node.iterfind(f"{XS}annotation/{XS}appinfo/{V}{name}")


def sentence(node: Node) -> str:
    return " ".join("".join(node.itertext()).split())


def rule_of(identifier: str) -> str:
    """The rule that an id such as `DISK-SRC-5.block` serves."""
    return identifier.partition(".")[0]


def warning(file: SchemaFile, node: Node, owner: str) -> Assertion:
    identifier = node.get("id", "")
    return Assertion(
        id=identifier,
        rule=rule_of(identifier),
        test=node.get("test", "").strip(),
        message=sentence(node),
        severity="warning",
        owner=owner,
        place=file.place(node),
    )


def implied(file: SchemaFile, node: Node, owner: str) -> Implied:
    return Implied(
        rule=rule_of(node.get("rule", "")),
        select=node.get("select", "").strip(),
        value=node.get("value", "").strip(),
        message=sentence(node),
        owner=owner,
        place=file.place(node),
    )


def host(file: SchemaFile, node: Node) -> Identity:
    identifier = node.get("rule", "")
    return Identity(
        id=identifier,
        rule=rule_of(identifier),
        kind="unique",
        selector=node.get("selector", "").strip(),
        fields=tuple(node.get("fields", "").split()),
        refer=None,
        message=sentence(node),
        place=file.place(node),
    )


def examples(file: SchemaFile, node: Node) -> tuple[Example, ...]:
    return tuple(_example(file, each) for each in appinfo(node, "example"))


def _example(file: SchemaFile, node: Node) -> Example:
    content = next(node.iterchildren("*"))
    return Example(
        xml=_fragment(content),
        title=node.get("title", ""),
        rules=tuple(node.get("rules", "").split()),
        place=file.place(node),
    )


def _fragment(node: Node) -> str:
    """The element as text at the left margin, without the schema's namespace declarations."""
    copy = etree.fromstring(etree.tostring(node, with_tail=False))
    etree.cleanup_namespaces(copy)
    first, *rest = etree.tostring(copy, encoding="unicode").split("\n")
    indents = [len(each) - len(each.lstrip()) for each in rest if each.strip()]
    margin = min(indents, default=0)
    return "\n".join([first, *(each[margin:].rstrip() for each in rest)])


def owner_of(file: SchemaFile, node: Node) -> str:
    """Name of the top-level type around a declaration; "" at the top level."""
    for each in node.iterancestors(f"{XS}complexType", f"{XS}simpleType"):
        if "name" in each.attrib:
            return qualified(file, each.attrib["name"])
    return ""
