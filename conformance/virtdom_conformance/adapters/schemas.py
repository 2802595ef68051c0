"""Where the schemas are: they belong to the repository and not to the installed package."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import virtdom_conformance
from virtdom_conformance.adapters.serve import Refused, Unavailable

VARIABLE = "VIRTDOM_SCHEMA"
"""Environment variable with the folder that has a folder for each edition; `--schema` sets it."""

NOTE = "A schema says nothing about document types; they are refused before it is asked."

_HINT = f"run from a checkout of the repository, or name its folder schema/ in {VARIABLE}"


def schema_folder() -> Path:
    """The folder `schema/` of the repository, here or around the package. It need not exist."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).resolve()
    around = Path(virtdom_conformance.__file__).resolve().parents[2] / "schema"
    return around if around.is_dir() else Path("schema").resolve()


def xsd11(edition: str) -> Path:
    """The root of the XSD 1.1 schema of an edition. Raises `Unavailable`."""
    return _existing(schema_folder() / edition / "domain.xsd")


def xsd10(edition: str) -> Path:
    """The root of the XSD 1.0 projection of an edition. Raises `Unavailable`."""
    return _existing(schema_folder().parent / "generated" / "xsd10" / edition / "domain.xsd")


def rules(edition: str) -> frozenset[str] | None:
    """The ids in the catalogue of the rules of an edition; None where there is no catalogue."""
    path = schema_folder() / edition / "rules.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8"))) if path.is_file() else None


def parsed(document: bytes) -> ElementTree.Element:
    """The root of a document. Raises `Refused` for what is not XML and for a document type."""
    # Entities cannot be declared: the builder stops at the document type.
    builder = ElementTree.XMLParser(target=_Builder())  # noqa: S314
    try:
        builder.feed(document)
        root = builder.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(f"not XML: {error}") from error
    assert isinstance(root, ElementTree.Element)
    return root


class _Builder(ElementTree.TreeBuilder):
    """Stops at a document type, before anything of it is taken in."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Refused(f"a document type: {name}")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Unavailable(f"there is no schema {path}", _HINT)
    return path
