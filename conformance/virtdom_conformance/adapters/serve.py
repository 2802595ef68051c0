"""What the adapters share: the protocol's loop, with the standard library alone.

Some adapters run on the Python of the operating system, which has nothing of ours installed.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import traceback
from typing import Any

PROTOCOL = 1

Message = dict[str, Any]
"""A message as JSON has it."""


class Unavailable(Exception):
    """What the adapter adapts is not there."""

    def __init__(self, reason: str, install: str = "") -> None:
        self.reason = reason
        self.install = install
        super().__init__(reason)


class Refused(Exception):
    """The implementation does not take the document. `faults` are complaints of the protocol."""

    def __init__(self, *faults: str | Message) -> None:
        self.faults = [{"message": f} if isinstance(f, str) else f for f in faults]
        super().__init__("; ".join(str(fault["message"]) for fault in self.faults))


class Skip(Exception):
    """The case is outside what the implementation can be asked."""


def as_text(document: bytes) -> str:
    """A document for a library that takes strings, which it reads as UTF-8. Raises `Skip`."""
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        raise Skip("takes strings, so the document must be in UTF-8") from None


class Adapter:
    """One implementation. `start` sets what the class attributes do not already say.

    The operations that it offers are those of the four methods that a subclass defines.
    """

    name = ""
    version = "unknown"
    language = "Python"
    names_rules = False
    completes = False
    notes = ""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}

    def start(self, edition: str) -> None:
        """Gets ready. Raises `Unavailable`."""

    def accept(self, document: bytes) -> list[Message]:
        """Returns warnings as complaints. Raises `Refused`."""
        raise NotImplementedError

    def read(self, document: bytes, paths: list[str]) -> dict[str, Any]:
        """Typed value by path, None where there is nothing. Raises `Refused`."""
        raise NotImplementedError

    def roundtrip(self, document: bytes) -> str:
        """The document read and written. Raises `Refused`."""
        raise NotImplementedError

    def defaults(self, document: bytes) -> str:
        """The document read, filled in and written. Raises `Refused`."""
        raise NotImplementedError


OPERATIONS = ("accept", "read", "roundtrip", "defaults")


def offered(adapter: Adapter) -> list[str]:
    """The operations that an adapter has."""
    return [
        name for name in OPERATIONS if getattr(type(adapter), name) is not getattr(Adapter, name)
    ]


def begin(adapter: Adapter, edition: str) -> Message:
    """The answer to `start`."""
    try:
        adapter.start(edition)
    except Unavailable as error:
        return {"type": "absent", "reason": error.reason, "install": error.install}
    return {
        "type": "started",
        "protocol": PROTOCOL,
        "name": adapter.name,
        "version": adapter.version,
        "language": adapter.language,
        "operations": offered(adapter),
        "versions": adapter.versions,
        "names_rules": adapter.names_rules,
        "completes": adapter.completes,
        "notes": adapter.notes,
    }


def answer(adapter: Adapter, message: Message) -> Message:
    """The answer to a case. An unexpected exception becomes `errored`."""
    result: Message = {"type": "result", "seq": message["seq"]}
    xml = message.get("xml")
    document = xml.encode() if xml is not None else base64.b64decode(message["base64"])
    operation = message["operation"]
    try:
        if operation not in offered(adapter):
            result["skipped"] = f"does not offer {operation}"
        elif operation == "accept":
            result["faults"] = adapter.accept(document)
            result["valid"] = True
        elif operation == "read":
            result["facts"] = adapter.read(document, message["paths"])
            result["valid"] = True
        else:
            write = adapter.roundtrip if operation == "roundtrip" else adapter.defaults
            result["xml"] = write(document)
            result["valid"] = True
    except Refused as error:
        result["valid"] = False
        result["faults"] = error.faults
    except Skip as error:
        result["skipped"] = str(error)
    except MemoryError:
        result["errored"] = "out of memory"
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the answer to this case
        result["errored"] = "".join(traceback.format_exception_only(error)).strip()
    return result


def serve(adapter: Adapter) -> None:
    """Answers the runner until `stop` or the end of the input.

    What libraries print on standard output goes to standard error, where it cannot spoil an answer.
    """
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        for line in sys.stdin.buffer:
            message: Message = json.loads(line)
            if message["type"] == "start":
                reply = begin(adapter, message["edition"])
            elif message["type"] == "case":
                reply = answer(adapter, message)
            else:
                return
            out.write(json.dumps(reply) + "\n")
            out.flush()
