"""The XSD 1.0 projection, by libxml2: what editors and xmllint are given.

It accepts every document that the edition accepts, and more: XSD 1.0 has neither assertions nor
kinds.
"""

from __future__ import annotations

from lxml import etree

from virtdom_conformance.adapters.schemas import NOTE, parsed, xsd10
from virtdom_conformance.adapters.serve import Adapter, Message, Refused, serve
from virtdom_conformance.places import parse


class Xsd10(Adapter):
    """Judges only."""

    name = "libxml2"
    language = "C"
    notes = f"The XSD 1.0 projection cannot say what assertions and kinds say. {NOTE}"

    def start(self, edition: str) -> None:
        path = xsd10(edition)
        self.version = ".".join(map(str, etree.LIBXML_VERSION))
        self.versions = {"lxml": ".".join(map(str, etree.LXML_VERSION))}
        self._schema = etree.XMLSchema(etree.parse(path))

    def accept(self, document: bytes) -> list[Message]:
        parsed(document)
        try:
            root = parse(document)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Refused(f"not XML to libxml2: {error}") from error
        if not self._schema.validate(root):
            faults = [
                {"message": entry.message, "path": entry.path} for entry in self._schema.error_log
            ]
            raise Refused(*faults)
        return []


if __name__ == "__main__":
    serve(Xsd10())
