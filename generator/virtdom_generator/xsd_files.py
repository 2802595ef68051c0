"""The files of a schema as trees with lines: the root file, what it includes and imports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from .errors import SchemaError, SchemaProblem
from .model import Place

XSD_NAMESPACE = "http://www.w3.org/2001/XMLSchema"
V_NAMESPACE = "urn:virtdom:annotations"
XS = f"{{{XSD_NAMESPACE}}}"
V = f"{{{V_NAMESPACE}}}"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

Node = etree._Element  # pyright: ignore[reportPrivateUsage]  lxml has no public name for it

_REFERENCES = {f"{XS}include", f"{XS}import"}
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


@dataclass(frozen=True, slots=True, eq=False)
class SchemaFile:
    """One XSD file."""

    path: Path
    """Absolute."""
    name: str
    """Relative to the folder of the schema, with slashes."""
    root: Node
    lines: Mapping[Node, int]
    """Line of the start tag of every element."""

    @property
    def module(self) -> str:
        return self.path.stem

    @property
    def namespace(self) -> str:
        """Target namespace; "" when there is none."""
        return self.root.get("targetNamespace", "")

    def nodes(self) -> Iterator[Node]:
        """Elements in document order; examples in annotations are not entered."""
        return _walk(self.root)

    def place(self, node: Node) -> Place:
        return Place(self.name, self.lines[node])


@dataclass(frozen=True, slots=True, eq=False)
class SchemaFiles:
    """The files of one schema, in the order of inclusion, the root's own first."""

    folder: Path
    """As it was given."""
    files: tuple[SchemaFile, ...]

    @property
    def root(self) -> SchemaFile:
        return self.files[0]

    def problem(self, file: SchemaFile, at: Node | int, message: str) -> SchemaProblem:
        return problem(
            self.folder, file.name, at if isinstance(at, int) else file.lines[at], message
        )

    def at(self, place: Place, message: str) -> SchemaProblem:
        return problem(self.folder, place.file, place.line, message)


def problem(folder: Path, name: str, line: int, message: str) -> SchemaProblem:
    return SchemaProblem(str(folder / name), line, message)


def local(node: Node) -> str:
    """Name without namespace."""
    return etree.QName(node).localname


def namespace(node: Node) -> str:
    return etree.QName(node).namespace or ""


def qualified(file: SchemaFile, name: str) -> str:
    """A name that the file declares, with the file's namespace."""
    return f"{{{file.namespace}}}{name}" if file.namespace else name


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if node.tag != f"{V}example":
        for child in node.iterchildren("*"):
            yield from _walk(child)


def read_files(folder: Path) -> SchemaFiles:
    """Read the schema in a folder.

    Raises SchemaError for what is missing, unreadable, not well-formed or not local.
    """
    first = _parse(folder, _root_path(folder))
    found: dict[Path, SchemaFile] = {}
    problems: list[SchemaProblem] = []
    _follow(folder, first, found, problems)
    if problems:
        raise SchemaError(problems)
    return SchemaFiles(folder, tuple(found.values()))


def _root_path(folder: Path) -> Path:
    """domain.xsd, else the only file that declares a global element without namespace."""
    if not folder.is_dir():
        raise SchemaError([SchemaProblem(str(folder), 1, "is not a folder")])
    if (folder / "domain.xsd").exists():
        return folder / "domain.xsd"
    roots = [path for path in sorted(folder.glob("*.xsd")) if _declares_root(folder, path)]
    if len(roots) != 1:
        found = ", ".join(path.name for path in roots) or "none"
        message = f"no domain.xsd, and not one file that declares the root element (found: {found})"
        raise SchemaError([SchemaProblem(str(folder), 1, message)])
    return roots[0]


def _declares_root(folder: Path, path: Path) -> bool:
    file = _parse(folder, path)
    return not file.namespace and file.root.find(f"{XS}element") is not None


def _parse(folder: Path, path: Path) -> SchemaFile:
    name = Path(os.path.relpath(path, folder)).as_posix()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        data = path.read_bytes()
        root = etree.fromstring(data, parser)
    except OSError as error:
        raise SchemaError([problem(folder, name, 1, error.strerror or str(error))]) from None
    except etree.XMLSyntaxError as error:
        text = re.sub(r", line \d+, column \d+$", "", error.msg or "is not XML")
        message = f"not well-formed XML: {text}"
        raise SchemaError([problem(folder, name, error.lineno or 1, message)]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SchemaError([problem(folder, name, 1, "a schema file has no DOCTYPE")])
    if root.tag != f"{XS}schema":
        raise SchemaError([problem(folder, name, 1, "the root element is not xs:schema")])
    try:
        lines = _lines(root, data)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise SchemaError([problem(folder, name, 1, f"not read: {error}")]) from None
    return SchemaFile(path.resolve(), name, root, lines)


def _lines(root: Node, data: bytes) -> dict[Node, int]:
    """Lines where start tags begin; libxml2 tells where they end."""
    numbers: list[int] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: object) -> None:
        numbers.append(parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.Parse(data, True)
    return dict(zip(root.iter("*"), numbers, strict=True))


def _follow(
    folder: Path,
    file: SchemaFile,
    found: dict[Path, SchemaFile],
    problems: list[SchemaProblem],
) -> None:
    found[file.path] = file
    for node in file.root.iterchildren(*_REFERENCES):
        target = _location(folder, file, node, problems)
        if target is None or target.resolve() in found:
            continue
        try:
            further = _parse(folder, target)
        except SchemaError as error:
            problems.extend(error.problems)
            continue
        if message := _misfit(node, file, further, found.values()):
            problems.append(problem(folder, file.name, file.lines[node], message))
        _follow(folder, further, found, problems)


def _misfit(node: Node, file: SchemaFile, further: SchemaFile, known: Iterable[SchemaFile]) -> str:
    """Why a file cannot join the others; empty when it can."""
    if node.tag == f"{XS}include" and further.namespace != file.namespace:
        return f"{further.name} has another target namespace: write xs:import, or declare the same"
    if any(further.module == each.module for each in known):
        return f"there is another module called {further.module}"
    return ""


def _location(
    folder: Path, file: SchemaFile, node: Node, problems: list[SchemaProblem]
) -> Path | None:
    """The local file that an include or import names; None, with a problem told, without one."""
    location = node.get("schemaLocation", "").strip()
    if not location:
        if node.get("namespace") != XML_NAMESPACE:
            told = f"xs:{local(node)} names no schemaLocation"
            problems.append(problem(folder, file.name, file.lines[node], told))
        return None
    if _REMOTE.match(location):
        told = f"schemaLocation {location!r} is not a local file; remote schemas are never fetched"
        problems.append(problem(folder, file.name, file.lines[node], told))
        return None
    target = Path(os.path.normpath(folder.joinpath(file.name).parent / location))
    if not target.is_file():
        told = f"the file to {local(node)}, {location!r}, does not exist"
        problems.append(problem(folder, file.name, file.lines[node], told))
        return None
    return target
