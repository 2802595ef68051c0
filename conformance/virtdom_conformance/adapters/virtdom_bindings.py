"""The generated bindings. The only module of the suite that imports them."""

from __future__ import annotations

import importlib
import platform
import uuid
from decimal import Decimal
from importlib import metadata
from typing import TYPE_CHECKING, Any

from virtdom_conformance.adapters.serve import Adapter, Message, Refused, Unavailable, serve
from virtdom_conformance.places import steps

if TYPE_CHECKING:
    from virtdom_runtime.element import Element
    from virtdom_runtime.faults import Fault


class Bindings(Adapter):
    """`Domain` of one edition, as a user has it."""

    name = "virtdom"
    names_rules = True

    def start(self, edition: str) -> None:
        try:
            module = importlib.import_module(f"virtdom.{edition}")
        except ImportError as error:
            raise Unavailable(
                str(error), f"pip install virtdom  (with the edition {edition})"
            ) from error
        self._domain: type[Element] = module.Domain
        self.version = _version("virtdom")
        self.versions = {
            "Python": platform.python_version(),
            "lxml": _version("lxml"),
            "msgspec": _version("msgspec"),
        }

    def accept(self, document: bytes) -> list[Message]:
        return [_complaint(fault) for fault in self._read(document).validate()]

    def read(self, document: bytes, paths: list[str]) -> dict[str, Any]:
        domain = self._read(document)
        return {path: _fact(domain, path) for path in paths}

    def roundtrip(self, document: bytes) -> str:
        return self._read(document).to_xml()

    def defaults(self, document: bytes) -> str:
        return self._read(document).with_defaults().to_xml()

    def _read(self, document: bytes) -> Element:
        from virtdom_runtime.faults import InvalidDomain

        try:
            return self._domain.from_xml(document)
        except InvalidDomain as error:
            raise Refused(*map(_complaint, error.faults)) from error


def _complaint(fault: Fault) -> Message:
    return {
        "message": fault.message,
        "rule": fault.rule,
        "path": fault.path,
        "warning": fault.severity == "warning",
    }


def _fact(domain: Element, path: str) -> Any:
    """The value that the objects have for a place; None where there is nothing.

    True for an element that has no text of its own.
    """
    element = domain
    for name, position in list(steps(path))[1:]:
        table = element.__table__
        if name.startswith("@"):
            attribute = table.attributes.get(name[1:])
            return None if attribute is None else _plain(getattr(element, attribute.field))
        child = table.children.get(name)
        if child is None:
            return None
        held: Any = getattr(element, child.field)
        values: list[Any] = held if child.many else [held]
        value = values[position - 1] if position <= len(values) else None
        if value is None or value is False or domain.__edition__.left_out(child, value):
            return None
        if child.value is not None or child.flag:
            return _plain(value)
        element = value
    content = element.__table__.content
    return True if content is None else _plain(getattr(element, content.field))


def _plain(value: Any) -> Any:
    """A value as JSON has it: numbers as numbers, a UUID in lower case with dashes."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, (float, Decimal)):
        return float(value)
    if isinstance(value, uuid.UUID):
        return str(uuid.UUID(int=value.int))
    return str.__str__(value)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "from a checkout"


if __name__ == "__main__":
    serve(Bindings())
