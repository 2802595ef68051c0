"""The XSD 1.1 schema, by the Python library xmlschema."""

from __future__ import annotations

import platform
from typing import Any

from virtdom_conformance.adapters.schemas import NOTE, parsed, xsd11
from virtdom_conformance.adapters.serve import Adapter, Message, Refused, Unavailable, serve


class Xsd11(Adapter):
    """Judges only; XSD does not read or write."""

    name = "xmlschema"
    notes = NOTE

    def start(self, edition: str) -> None:
        path = xsd11(edition)
        try:
            import elementpath
            import xmlschema
        except ImportError as error:
            raise Unavailable(str(error), "pip install 'virtdom[conformance]'") from error
        self.version = xmlschema.__version__
        self.versions = {
            "Python": platform.python_version(),
            "elementpath": elementpath.__version__,
        }
        self._schema: Any = xmlschema.XMLSchema11(str(path))

    def accept(self, document: bytes) -> list[Message]:
        errors = self._schema.iter_errors(parsed(document))
        faults = [{"message": told(error), "path": error.path} for error in errors]
        if faults:
            raise Refused(*faults)
        return []


def told(error: Any) -> str:
    """What an error of xmlschema says, with the id of the assertion that failed."""
    validator = error.validator
    identity = getattr(validator, "elem", None)
    name = identity.get("id") if identity is not None else None
    reason = str(error.reason or error.message)
    return f"{reason} [{name}]" if name else reason


if __name__ == "__main__":
    serve(Xsd11())
