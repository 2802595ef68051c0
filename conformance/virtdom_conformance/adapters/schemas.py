"""Where the schemas are: they belong to the repository and not to the installed package."""

from __future__ import annotations

import os
from pathlib import Path

import virtdom_conformance
from virtdom_conformance.adapters.serve import Unavailable

VARIABLE = "VIRTDOM_SCHEMA"
"""Environment variable with the folder that has a folder for each edition; set by `--schema`."""

_HINT = "run from a checkout of the repository, or say --schema DIR"


def schema_folder() -> Path:
    """The folder `schema/` of the repository. It need not exist."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given).resolve()
    return Path(virtdom_conformance.__file__).resolve().parents[2] / "schema"


def xsd11(edition: str) -> Path:
    """The root of the XSD 1.1 schema of an edition. Raises `Unavailable`."""
    return _existing(schema_folder() / edition / "domain.xsd")


def xsd10(edition: str) -> Path:
    """The root of the XSD 1.0 projection of an edition. Raises `Unavailable`."""
    return _existing(schema_folder().parent / "generated" / "xsd10" / edition / "domain.xsd")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Unavailable(f"there is no schema {path}", _HINT)
    return path
