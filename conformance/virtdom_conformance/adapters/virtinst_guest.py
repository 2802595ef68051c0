"""virt-manager's library: a Guest made from the document.

Runs on Debian's Python, with its package virtinst.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from virtdom_conformance.adapters.serve import (
    Adapter,
    Message,
    Refused,
    Unavailable,
    as_text,
    serve,
)

_FOLDER = "/usr/share/virt-manager"
_INSTALL = "apt-get install virtinst"


class Guest(Adapter):
    """Reads every property that virtinst knows of the document; writes each back as it was read."""

    name = "virtinst"
    notes = (
        "virtinst judges nothing that it does not look at. For a roundtrip every property it knows "
        "is set to the value it was read as; what it does not know it keeps."
    )

    def start(self, edition: str) -> None:
        sys.path.append(_FOLDER)
        try:
            libvirt: Any = import_module("libvirt")
            self._virtinst: Any = import_module("virtinst")
            build: Any = import_module("virtinst.buildconfig")
        except (ImportError, ValueError) as error:
            raise Unavailable(f"{sys.executable}: {error}", _INSTALL) from error
        try:
            self._connection: Any = self._virtinst.VirtinstConnection("test:///default")
            self._connection.open(None, None)
        except libvirt.libvirtError as error:
            raise Unavailable(f"test:///default: {error}", _INSTALL) from error
        self.version = build.BuildConfig.version
        number: int = libvirt.getVersion()
        self.versions = {
            "Python": platform.python_version(),
            "libvirt": f"{number // 1000000}.{number // 1000 % 1000}.{number % 1000}",
        }

    def accept(self, document: bytes) -> list[Message]:
        for _ in _properties(self._guest(document)):
            pass
        return []

    def read(self, document: bytes, paths: list[str]) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for builder, name, path in _properties(self._guest(document)):
            value: Any = getattr(builder, name)
            # An element that says something by being there reads as False where it is not.
            known[path] = None if value is False and "@" not in path else value
        return {path: known.get(path.replace("[1]", "")) for path in paths}

    def roundtrip(self, document: bytes) -> str:
        guest = self._guest(document)
        for builder, name, _ in list(_properties(guest)):
            value = getattr(builder, name)
            if value is not None:
                try:
                    setattr(builder, name, value)
                except ValueError as error:
                    raise Refused(f"{type(builder).__name__}.{name}: {error}") from error
        return str(guest.get_xml())

    def _guest(self, document: bytes) -> Any:
        text = as_text(document)
        try:
            return self._virtinst.Guest(self._connection, parsexml=text)
        except (RuntimeError, ValueError) as error:
            raise Refused(str(error)) from error
        except Exception as error:
            # libxml2's own exception, from a module that need not be there
            if type(error).__name__ == "parserError":
                raise Refused(str(error)) from error
            raise


def _properties(builder: Any) -> Iterator[tuple[Any, str, str]]:
    """Every property below a part of the document, with its XPath; reading each on the way."""
    for name, prop in builder._all_xml_props().items():
        getattr(builder, name)
        path = builder._xmlstate.make_abs_xpath(prop._xpath)
        yield builder, name, "/domain" + path.removeprefix(".").replace("[1]", "")
    for name, prop in builder._all_child_props().items():
        below = getattr(builder, name)
        for child in [below] if prop.is_single else list(below):
            if child is not None:
                yield from _properties(child)


if __name__ == "__main__":
    serve(Guest())
