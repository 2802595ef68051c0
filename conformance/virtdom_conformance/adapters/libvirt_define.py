"""libvirt itself: the test driver defines the domain and describes it again.

Runs on the Python that libvirt's bindings are installed for, by Debian's package python3-libvirt.
"""

from __future__ import annotations

import contextlib
import platform
import sys
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
from virtdom_conformance.adapters.test_driver import DRIVEN, from_test, to_test

_INSTALL = "apt-get install python3-libvirt"


class Define(Adapter):
    """`defineXMLFlags` and `XMLDesc`, the definition undone after each case."""

    name = "libvirt"
    language = "C"
    completes = True
    notes = (
        f"The domain types {', '.join(DRIVEN)} are rewritten to test, the only one that the test "
        "driver runs, and written back for a roundtrip. libvirt fills in what a document leaves "
        "open; what it adds is told."
    )

    def __init__(self, *, validate: bool) -> None:
        super().__init__()
        self._validate = validate
        if validate:
            self.name = "libvirt-validate"
            self.notes += " Documents are held against libvirt's own grammar first."

    def start(self, edition: str) -> None:
        try:
            libvirt: Any = import_module("libvirt")
        except ImportError as error:
            raise Unavailable(f"{sys.executable}: {error}", _INSTALL) from error
        self._libvirt = libvirt
        libvirt.registerErrorHandler(_quiet, None)
        self._flags: int = libvirt.VIR_DOMAIN_DEFINE_VALIDATE if self._validate else 0
        try:
            self._connection: Any = libvirt.open("test:///default")
        except libvirt.libvirtError as error:
            raise Unavailable(f"test:///default: {error}", _INSTALL) from error
        for domain in self._connection.listAllDomains():
            self._forget(domain)
        number: int = libvirt.getVersion()
        self.version = f"{number // 1000000}.{number // 1000 % 1000}.{number % 1000}"
        self.versions = {"Python": platform.python_version()}

    def accept(self, document: bytes) -> list[Message]:
        self.roundtrip(document)
        return []

    def roundtrip(self, document: bytes) -> str:
        return self._described(document, self._libvirt.VIR_DOMAIN_XML_SECURE)

    def defaults(self, document: bytes) -> str:
        return self.roundtrip(document)

    def _described(self, document: bytes, flags: int) -> str:
        text, kind = to_test(as_text(document))
        try:
            domain = self._connection.defineXMLFlags(text, self._flags)
        except (self._libvirt.libvirtError, ValueError) as error:
            raise Refused(str(error)) from error
        try:
            return from_test(domain.XMLDesc(flags), kind)
        finally:
            self._forget(domain)

    def _forget(self, domain: Any) -> None:
        with contextlib.suppress(self._libvirt.libvirtError):
            domain.destroy()
        with contextlib.suppress(self._libvirt.libvirtError):
            domain.undefine()


def _quiet(*_: object) -> None:
    """Errors are told by exceptions."""


if __name__ == "__main__":
    serve(Define(validate="--validate" in sys.argv[1:]))
