"""libvirt-glib's configuration objects, through GObject introspection.

Runs on Debian's Python, with its packages gir1.2-libvirt-glib-1.0 and python3-gi.
"""

from __future__ import annotations

import platform
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from virtdom_conformance.adapters.serve import (
    Adapter,
    Message,
    Refused,
    Unavailable,
    as_text,
    serve,
)

_INSTALL = "apt-get install gir1.2-libvirt-glib-1.0 python3-gi"


class GConfig(Adapter):
    """`LibvirtGConfig.Domain.new_from_xml`, then an object of each device."""

    name = "libvirt-gconfig"
    language = "C"
    notes = "Keeps the document as it is and judges only that it is XML whose root is a domain."

    def start(self, edition: str) -> None:
        try:
            gi: Any = import_module("gi")
            gi.require_version("LibvirtGConfig", "1.0")
            self._library: Any = import_module("gi.repository.LibvirtGConfig")
            glib: Any = import_module("gi.repository.GLib")
        except (ImportError, ValueError) as error:
            raise Unavailable(f"{sys.executable}: {error}", _INSTALL) from error
        self._failure: Any = glib.Error
        self._library.Domain.new()
        self.version = _version()
        self.versions = {"Python": platform.python_version(), "PyGObject": gi.__version__}

    def accept(self, document: bytes) -> list[Message]:
        self._domain(document).get_devices()
        return []

    def roundtrip(self, document: bytes) -> str:
        domain = self._domain(document)
        domain.get_devices()
        return str(domain.to_xml())

    def _domain(self, document: bytes) -> Any:
        text = as_text(document)
        try:
            return self._library.Domain.new_from_xml(text)
        except self._failure as error:
            raise Refused(str(error)) from error


def _version() -> str:
    """The version that the name of the loaded library tells; it has no function for it."""
    loaded = Path("/proc/self/maps").read_text("ascii", "replace")
    match = re.search(r"libvirt-gconfig-1\.0\.so\.0\.(\d+)\.(\d+)", loaded)
    if match is None:
        return "unknown"
    number = int(match[1])
    return f"{number // 1000}.{number % 1000}.{match[2]}"


if __name__ == "__main__":
    serve(GConfig())
