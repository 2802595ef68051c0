"""Constructs of XML Schema that the Model has no place for: refused by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from .builtins import NAMES
from .xpath_parse import CompileError, depth, parse
from .xsd_files import (
    XS,
    XSD_NAMESPACE,
    Node,
    SchemaFile,
    SchemaFiles,
    V,
    local,
    namespace,
    qualified,
)

_REFUSED = {
    "sequence": "write xs:all: the order of children is free in this format",
    "choice": "write xs:all, with an xs:assert or xs:alternative for the choice",
    "group": "write the elements where they are used",
    "redefine": "change the type itself",
    "override": "change the type itself",
    "openContent": "write xs:any in xs:all",
    "defaultOpenContent": "write xs:any in xs:all",
    "notation": "notations are not read",
}
_TYPES: dict[str, tuple[str, ...]] = {
    f"{XS}element": ("type",),
    f"{XS}attribute": ("type",),
    f"{XS}alternative": ("type",),
    f"{XS}extension": ("base",),
    f"{XS}restriction": ("base",),
    f"{XS}list": ("itemType",),
    f"{XS}union": ("memberTypes",),
}
"""Attributes that name types."""
_EXPRESSIONS: dict[str, tuple[str, ...]] = {
    f"{XS}assert": ("test",),
    f"{XS}assertion": ("test",),
    f"{XS}alternative": ("test",),
    f"{XS}selector": ("xpath",),
    f"{XS}field": ("xpath",),
    f"{V}warning": ("test",),
    f"{V}implied": ("select", "value"),
    f"{V}host": ("selector",),
}
"""Attributes that hold an XPath."""
_DEEPEST = 100
_REFUSED_ATTRIBUTES = {
    ("schema", "defaultAttributes"): "it fails with extension, declare them on each type",
    ("element", "substitutionGroup"): "write xs:alternative",
    ("element", "abstract"): "write xs:alternative",
    ("element", "nillable"): "write minOccurs",
    ("complexType", "abstract"): "require the attribute that chooses the kind",
    ("any", "notNamespace"): "write namespace",
    ("any", "notQName"): "write namespace",
    ("anyAttribute", "notNamespace"): "write namespace",
    ("anyAttribute", "notQName"): "write namespace",
}


def refused(file: SchemaFile) -> Iterator[tuple[Node, str]]:
    """Constructs that cannot be read, and what to write in their place."""
    for node in file.nodes():
        if namespace(node) != XSD_NAMESPACE:
            continue
        name = local(node)
        if name in _REFUSED:
            yield node, f"xs:{name} is not read: {_REFUSED[name]}"
        for attribute in node.attrib:
            hint = _REFUSED_ATTRIBUTES.get((name, attribute))
            if hint is not None:
                yield node, f"{attribute} on xs:{name} is not read: {hint}"
            if attribute == "xpathDefaultNamespace":
                yield node, "xpathDefaultNamespace is not read: write prefixes"
        if name == "all" and (node.get("minOccurs", "1"), node.get("maxOccurs", "1")) != ("1", "1"):
            yield node, "xs:all occurs once: write minOccurs on its elements"
        if name in ("complexType", "simpleType") and "name" not in node.attrib:
            yield node, f"xs:{name} has no name: declare it at the top level and refer to it"
        if name == "restriction" and _of_simple_content(node):
            yield node, "a restriction of simple content is not read: write an extension"


def _of_simple_content(node: Node) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{XS}simpleContent"


def too_deep(file: SchemaFile) -> Iterator[tuple[Node, str]]:
    """Expressions that are nested too deeply for the XSD library, or for Python."""
    for node in file.nodes():
        for attribute in _EXPRESSIONS.get(str(node.tag), ()):
            if _is_too_deep(node.get(attribute, ""), node):
                told = f"the expression in {attribute} is too long or nested too deeply"
                yield node, f"{told}: write several conditions"


def _is_too_deep(xpath: str, node: Node) -> bool:
    namespaces = {prefix: uri for prefix, uri in node.nsmap.items() if prefix}
    try:
        return depth(parse(xpath, namespaces)) > _DEEPEST
    except RecursionError:
        return True
    except CompileError:
        return False  # the XSD library tells what is wrong with it


def unknown_types(
    files: SchemaFiles, known: Collection[str]
) -> Iterator[tuple[SchemaFile, Node, str]]:
    """Names of types that nothing declares; `known` are the built-in ones."""
    declared = {
        qualified(file, node.get("name", "")): node.get("name", "")
        for file in files.files
        for node in file.root.iterchildren(f"{XS}complexType", f"{XS}simpleType")
    }
    types = {*declared, *(f"{XS}{name}" for name in known)}
    shown = {name: f"xs:{name}" for name in NAMES} | {name: name for name in declared.values()}
    for file in files.files:
        for node in file.nodes():
            for attribute in _TYPES.get(str(node.tag), ()):
                for name in node.get(attribute, "").split():
                    if _resolved(node, name) not in types:
                        yield file, node, f"there is no type {name!r}{_near(name, shown)}"


def _near(name: str, shown: Mapping[str, str]) -> str:
    near = get_close_matches(name.rpartition(":")[2], sorted(shown), n=1, cutoff=0.65)
    return f": did you mean {shown[near[0]]!r}?" if near else ""


def further_roots(files: SchemaFiles) -> Iterator[tuple[SchemaFile, Node, str]]:
    """Global elements beside the root that documents could begin with, but do not."""
    used = {
        _resolved(node, node.attrib["ref"])
        for file in files.files
        for node in file.root.iter(f"{XS}element")
        if "ref" in node.attrib
    }
    for file in files.files[1:]:
        for node in file.root.iterchildren(f"{XS}element"):
            name = node.get("name", "")
            if file.namespace == files.root.namespace:
                told = f"is declared where it stands: only {files.root.name} has a global element"
                yield file, node, f"{name} {told}"
            elif qualified(file, name) not in used:
                yield file, node, f"{name} is used nowhere: refer to it, or leave it out"


def bases_without_content(files: SchemaFiles) -> Iterator[tuple[SchemaFile, Node, str]]:
    """Types without content model that another extends with children: the XSD library fails."""
    types = {
        qualified(file, node.get("name", "")): (file, node)
        for file in files.files
        for node in file.root.iterchildren(f"{XS}complexType")
    }
    told: set[str] = set()
    for _, node in types.values():
        children = node.find(f"{XS}complexContent/{XS}extension/{XS}all")
        if children is None or not len(children):
            continue
        for base in _bases(node, types):
            file, declared = types[base]
            if base not in told and declared.find(f".//{XS}all") is None:
                told.add(base)
                message = (
                    f"{base.rpartition('}')[2]} is extended with children by {node.get('name')}"
                )
                yield file, declared, f"{message}: give it an empty <xs:all/>"


def _bases(node: Node, types: dict[str, tuple[SchemaFile, Node]]) -> Iterator[str]:
    """Names of the complex types that a type extends, nearest first."""
    seen: set[str] = set()
    while True:
        extension = node.find(f"{XS}complexContent/{XS}extension")
        if extension is None:
            return
        base = _resolved(extension, extension.get("base", ""))
        if base not in types or base in seen:
            return
        seen.add(base)
        yield base
        node = types[base][1]


def _resolved(node: Node, name: str) -> str:
    prefix, colon, rest = name.rpartition(":")
    uri = node.nsmap.get(prefix if colon else None)
    return f"{{{uri}}}{rest}" if uri else rest
