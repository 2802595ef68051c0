"""The schema of an edition as one tree, without its annotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from virtdom_conformance.places import Node

XS = "{http://www.w3.org/2001/XMLSchema}"
V = "{urn:virtdom:annotations}"


class SchemaTree:
    """One schema, its modules put together."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.types = {
            str(node.get("name")): node
            for node in root
            if node.tag in (XS + "complexType", XS + "simpleType")
        }

    def copy(self) -> SchemaTree:
        """A copy that may be changed."""
        return SchemaTree(etree.fromstring(etree.tostring(self.root)))

    def text(self) -> str:
        """The schema as text."""
        return etree.tostring(self.root, encoding="unicode")

    def same(self, node: Node) -> Node:
        """The node of this tree that stands where `node` stands in the tree it was copied from."""
        places: list[int] = []
        current = node
        while (parent := current.getparent()) is not None:
            places.append(parent.index(current))
            current = parent
        found = self.root
        for place in reversed(places):
            found = found[place]
        return found

    def content(self, kind: Node) -> Node:
        """Where a complex type keeps its parts: itself, or its extension."""
        extension = kind.find(f".//{XS}extension")
        return kind if extension is None else extension

    def base(self, kind: Node) -> Node | None:
        """The complex type that a type extends."""
        extension = kind.find(f"{XS}complexContent/{XS}extension")
        return None if extension is None else self.types.get(str(extension.get("base")))

    def line(self, kind: Node) -> list[Node]:
        """A complex type and those it extends, the most basic last."""
        line: list[Node] = []
        node: Node | None = kind
        while node is not None:
            line.append(node)
            node = self.base(node)
        return line

    def children(self, kind: Node) -> dict[str, Node]:
        """The declarations of a complex type's children, inherited ones included."""
        found: dict[str, Node] = {}
        for each in reversed(self.line(kind)):
            for node in self.content(each).iterfind(f"{XS}all/{XS}element"):
                found[str(node.get("name") or node.get("ref"))] = node
        return found

    def attributes(self, kind: Node) -> dict[str, Node]:
        """The declarations of a complex type's attributes, inherited ones included."""
        found: dict[str, Node] = {}
        for each in reversed(self.line(kind)):
            for node in self.content(each).iterfind(f"{XS}attribute"):
                found[str(node.get("name"))] = node
        return found

    def elements(self) -> Iterator[Node]:
        """Every declaration of an element."""
        yield from self.root.iter(f"{XS}element")

    def derived(self, kind: Node) -> Iterator[Node]:
        """The complex types that extend a type, at any remove."""
        for node in self.types.values():
            if node is not kind and any(each is kind for each in self.line(node)):
                yield node

    def where(self, node: Node) -> str:
        """A declaration, named for a person: `fileDisk/source`, `diskTarget/@bus`, `diskBus`."""
        names: list[str] = []
        current: Node | None = node
        while current is not None and current.tag != XS + "schema":
            name = current.get("name") or current.get("id")
            if name is not None:
                names.append(f"@{name}" if current.tag == XS + "attribute" else str(name))
            current = current.getparent()
        return "/".join(reversed(names))

    def rules(self, node: Node) -> frozenset[str]:
        """The rules that a declaration and everything around it cite."""
        cited: set[str] = set()
        current: Node | None = node
        while current is not None:
            cited.update(str(current.get(f"{V}rules", "")).split())
            identity = current.get("id") or (
                current.get("name") if current.tag == XS + "unique" else None
            )
            if identity:
                cited.add(str(identity).partition(".")[0])
            current = current.getparent()
        return frozenset(cited)


def read_tree(path: Path) -> SchemaTree:
    """The schema of a root file and everything it includes. Imports stay, by their full address."""
    root = etree.parse(path).getroot()
    seen = {path.resolve()}
    _include(root, root, path, seen)
    for node in list(root.iter(f"{XS}annotation")):
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
    return SchemaTree(etree.fromstring(etree.tostring(root)))


def _include(root: Node, module: Node, path: Path, seen: set[Path]) -> None:
    """Puts what a module includes into the root, and the module's own parts if it is another."""
    for node in list(module):
        if node.tag == f"{XS}include":
            target = (path.parent / str(node.get("schemaLocation"))).resolve()
            if target not in seen:
                seen.add(target)
                _include(root, etree.parse(target).getroot(), target, seen)
            module.remove(node)
        elif node.tag == f"{XS}import":
            node.set("schemaLocation", (path.parent / str(node.get("schemaLocation"))).as_uri())
            if module is not root:
                root.insert(0, node)
        elif module is not root:
            root.append(node)
