"""Tier two: JSON Lines between the runner and an implementation, one message a line.

The runner writes to the standard input of the implementation and reads its standard output. It
sends `start`, then one `case` after another, each when the one before is answered, and last `stop`.
"""

from __future__ import annotations

import base64
import json
import math
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta

from virtdom_conformance.case import Case, Fact, Operation

VERSION = 1
"""Of the protocol. It grows when a program written for the version before would no longer do."""


class Start(msgspec.Struct, frozen=True, tag_field="type", tag="start"):
    """Runner: the first message."""

    protocol: int
    edition: str
    """The edition of the format whose cases will come, such as `v0_4`."""


class Started(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="started"
):
    """Implementation: the answer to `start`."""

    protocol: int
    """The version of the protocol that the implementation speaks."""
    name: Annotated[str, Meta(min_length=1)]
    version: str
    language: str
    operations: list[Operation]
    """What it can do; cases that ask for something else are skipped."""
    versions: dict[str, str] = {}
    """Versions of whatever else takes part in its answers, by name."""
    names_rules: bool = False
    """Its faults carry rules and paths, so they are held against the place the case states."""
    completes: bool = False
    """It fills in what a document leaves open: what `roundtrip` adds is told and is no failure."""
    notes: str = ""
    """What a reader of a report should know, such as changes it makes to documents beforehand."""


class Absent(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="absent"
):
    """Implementation: the answer to `start` of an adapter that does not find what it adapts."""

    reason: str
    install: str = ""
    """How to install it."""


class Question(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="case"
):
    """Runner: one case, with `xml` or `base64`; neither its answer comes along nor its id."""

    seq: int
    operation: Operation
    xml: str | None = None
    """The document; its bytes are this text in UTF-8."""
    base64: str | None = None
    """The bytes of a document that is not UTF-8."""
    paths: list[str] | None = None
    """For `read`: the places whose values are wanted."""

    def document(self) -> bytes:
        """The bytes of the document."""
        return self.xml.encode() if self.xml is not None else base64.b64decode(self.base64 or "")


class Complaint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that an implementation says is wrong, or not as it should be."""

    message: str
    rule: str | None = None
    path: str | None = None
    warning: bool = False


class Result(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="result"
):
    """Implementation: the answer to one case."""

    seq: int
    valid: bool | None = None
    """The verdict. False also says that a document cannot be read or written again."""
    faults: list[Complaint] = []
    facts: dict[str, Fact] | None = None
    """For `read`: value by path; null where there is nothing."""
    xml: str | None = None
    """For `roundtrip` and `defaults`: the document written again."""
    skipped: str | None = None
    """Why this case cannot be answered."""
    errored: str | None = None
    """What went wrong in the implementation, an unexpected exception for one."""


class Stop(msgspec.Struct, frozen=True, tag_field="type", tag="stop"):
    """Runner: the last message. The implementation ends with exit status 0."""


ToImplementation = Start | Question | Stop
FromImplementation = Started | Absent | Result
_ASKED: msgspec.json.Decoder[Any] = msgspec.json.Decoder(ToImplementation)


class ProtocolError(Exception):
    """A line that is no message of the protocol."""


def encode(message: ToImplementation | FromImplementation) -> bytes:
    """A message as a line, its end included."""
    return msgspec.json.encode(message) + b"\n"


def decode(line: bytes) -> FromImplementation:
    """A message of an implementation. Raises `ProtocolError`, which shows how the line begins."""
    try:
        message: FromImplementation = msgspec.convert(_plain(line), FromImplementation)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        shown = line[:80].decode("utf-8", "replace").strip()
        told = f"{error}: {shown!r}" if shown else "an empty line"
        raise ProtocolError(f"no message of the protocol: {told}") from error
    return message


def _plain(line: bytes) -> Any:
    """What the JSON of a line says, unknown fields included. Raises ValueError, RecursionError."""
    plain = json.loads(
        line.decode("utf-8"), object_pairs_hook=_once, parse_float=_number, parse_constant=_refused
    )
    json.dumps(plain, ensure_ascii=False).encode("utf-8")  # fails on half a surrogate pair
    return plain


def _once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, whose names are there once."""
    made: dict[str, Any] = {}
    for name, value in fields:
        if name in made:
            raise ValueError(f"{name!r} is there twice")
        made[name] = value
    return made


def _number(text: str) -> int | float:
    """A number with a point or an exponent. JSON has one type of numbers: 1.0 is 1."""
    number = float(text)
    if not math.isfinite(number):
        _refused(text)
    return int(number) if number.is_integer() else number


def _refused(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number of JSON")


def decode_question(line: bytes) -> ToImplementation:
    """A message of the runner. Raises `msgspec.DecodeError`."""
    message: ToImplementation = _ASKED.decode(line)
    return message


def question(case: Case, seq: int) -> Question:
    """What is sent of a case."""
    paths = sorted(case.facts) if case.operation == "read" else None
    try:
        return Question(
            seq=seq, operation=case.operation, xml=case.document.decode("utf-8"), paths=paths
        )
    except UnicodeDecodeError:
        data = base64.b64encode(case.document).decode("ascii")
        return Question(seq=seq, operation=case.operation, base64=data, paths=paths)


def schema() -> dict[str, Any]:
    """JSON Schema of all messages, kept in protocol.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:virtdom:conformance:protocol:{VERSION}",
        "title": "Messages of the conformance protocol",
        **msgspec.json.schema(ToImplementation | FromImplementation),
    }


def schema_text() -> str:
    """The text of protocol.schema.json."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
