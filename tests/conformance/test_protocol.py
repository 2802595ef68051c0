"""The protocol: its messages, their JSON Schema, and what is never sent."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from tests.conformance.conftest import make_case

from virtdom_conformance import protocol
from virtdom_conformance.adapters import serve
from virtdom_conformance.case import OPERATIONS
from virtdom_conformance.manifest import read_corpus

SCHEMA = json.loads(
    files("virtdom_conformance").joinpath("protocol.schema.json").read_text("utf-8")
)


def test_schema_is_in_step() -> None:
    """The JSON Schema in the package says what the code says: `python -m
    virtdom_conformance.protocol` prints it."""
    assert files("virtdom_conformance").joinpath("protocol.schema.json").read_text("utf-8") == (
        protocol.schema_text()
    )


def test_schema_judges_messages() -> None:
    """The JSON Schema takes the messages of the runner and refuses others."""
    validator: Any = jsonschema.Draft202012Validator(SCHEMA)
    for message in (
        protocol.Start(protocol=1, edition="v0_4"),
        protocol.question(make_case("a"), 1),
        protocol.Stop(),
        protocol.Result(seq=1, valid=True),
        protocol.Absent(reason="r"),
    ):
        assert validator.is_valid(json.loads(protocol.encode(message)))
    assert not validator.is_valid({"type": "result"})
    assert not validator.is_valid({"type": "result", "seq": 1, "valid": "yes"})
    assert not validator.is_valid({"type": "answer", "seq": 1})


def test_answers_are_never_sent() -> None:
    """What is sent of a case are its document, the operation and the places asked for, no more."""
    for seq, case in enumerate(read_corpus("v0_4"), 1):
        sent = json.loads(protocol.encode(protocol.question(case, seq)))
        assert set(sent) <= {"type", "seq", "operation", "xml", "base64", "paths"}
        assert ("paths" in sent) == (case.operation == "read")


def test_documents_arrive_as_they_are() -> None:
    """The bytes of every document of the corpus survive the protocol, whatever their encoding."""
    for seq, case in enumerate(read_corpus("v0_4"), 1):
        line = protocol.encode(protocol.question(case, seq))
        question = protocol.decode_question(line)
        assert isinstance(question, protocol.Question)
        assert question.document() == case.document


@pytest.mark.parametrize(
    "line",
    [b"", b"hello", b"{}", b'{"type": "result"}', b'{"type": "start"}', b"[1]", b"\xff\xfe"],
)
def test_garbage(line: bytes) -> None:
    """A line that is no message of an implementation is refused, and shown."""
    with pytest.raises(protocol.ProtocolError, match="no message of the protocol"):
        protocol.decode(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "an empty line$"),
        (b" \r\n", "an empty line$"),
        (b'{"type":"result","seq":1,"more":"\xff\xfe"}', "can't decode byte 0xff"),
        (b'{"type":"result","seq":1,"valid":false,"valid":true}', "'valid' is there twice"),
        (b'{"type":"result","seq":1,"more":[{"a":1,"a":1}]}', "'a' is there twice"),
        (b'{"type":"result","seq":1,"errored":"\\ud800"}', "surrogates not allowed"),
        (b'{"type":"result","seq":1,"facts":{"/a":NaN}}', "NaN is not a number of JSON"),
        (b'{"type":"result","seq":1,"facts":{"/a":1e999}}', "1e999 is not a number of JSON"),
        (b'{"type":"result","seq":1.5}', "Expected `int`, got `float`"),
        (b'{"type":"result","seq":1,"more":' + b"[" * 99999, "maximum recursion depth"),
    ],
)
def test_hostile_lines(line: bytes, message: str) -> None:
    """JSON that may be read in more than one way, or in none, is refused, saying why."""
    with pytest.raises(protocol.ProtocolError, match=message):
        protocol.decode(line)


@pytest.mark.parametrize("seq", ["1", "1.0", "1e0", "10e-1", "1.5", "true", '"1"'])
def test_decoder_and_schema_agree(seq: str) -> None:
    """A number is whole by its value, for the decoder as for the JSON Schema."""
    text = f'{{"type":"result","seq":{seq}}}'
    validator: Any = jsonschema.Draft202012Validator(SCHEMA)
    try:
        message = protocol.decode(text.encode())
    except protocol.ProtocolError:
        message = None
    assert (message == protocol.Result(seq=1)) == validator.is_valid(json.loads(text))


def test_operations_are_the_same_everywhere() -> None:
    """The adapters' own list of operations, kept apart for the Python they run on, is the list."""
    assert serve.OPERATIONS == OPERATIONS
    assert serve.PROTOCOL == protocol.VERSION
