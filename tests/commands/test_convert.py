"""`virtdom convert`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import VALID, Outcome, Run


def convert(run: Run, *arguments: str | Path, stdin: str | bytes = b"") -> Outcome:
    """Runs the command on the edition of the documents here."""
    return run("convert", "--edition", "v0_4", *arguments, stdin=stdin)


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_a_document_goes_there_and_back(run: Run, vms: Path, kind: str) -> None:
    """XML, JSON or YAML, XML: the same text, what looks like other types included."""
    text = VALID.replace("web<", "on<").replace("hunter2", "0x1f").replace("web.img", "a: b #c")
    there = convert(run, "--from", "xml", "--to", kind, "-", stdin=text)
    assert (there.status, there.err) == (0, "")
    (vms / f"web.{kind}").write_text(there.out)
    assert convert(run, "--to", "xml", f"web.{kind}") == Outcome(0, text, "")
    assert convert(run, "--to", kind, f"web.{kind}") == there


def test_json_has_the_fields_of_the_classes(run: Run, vms: Path) -> None:
    """Kinds by their tag, what is absent left out."""
    data = json.loads(convert(run, "--to", "json", "web.xml").out)
    assert data["devices"]["disks"] == [
        {"type": "file", "source": {"file": "/var/lib/web.img"}, "target": {"dev": "hda"}}
    ]
    assert list(data) == ["type", "name", "memory", "os", "devices"]


def test_yaml_written_by_hand_is_read(run: Run) -> None:
    """Without quotes, addresses and words are the text they look like."""
    text = """\
# a comment
type: kvm
name: 52:54:00:12:34:56
memory: 1024
os: {type: {value: hvm}, boots: [{dev: hd}]}
features: {acpi: true}
"""
    outcome = convert(run, "--from", "yaml", "--to", "xml", "-", stdin=text)
    assert "<name>52:54:00:12:34:56</name>" in outcome.out
    assert "<boot dev='hd'/>" in outcome.out
    assert "<acpi/>" in outcome.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "<stdin>:1:1: error: this is not JSON: input data was truncated [json.wellformed]"),
        ('{"a":\n 1 x}', "<stdin>:2:4: error: this is not JSON: expected ',' or '}'"),
        ("[" * 100_000, "<stdin>:1:1: error: this is nested deeper"),
        ("[]", "<stdin>: error: $: expected `object`, got `array` [data.type]"),
        ("{}", "<stdin>: error: $: object missing required field `type` [data.type]"),
        ('{"type": "kvm", "name": 1}', "error: $.name: expected `str`, got `int` [data.type]"),
        ('{"type": "kvm", "nmae": "a"}', "error: $: object contains unknown field `nmae`"),
        (
            '{"type": "kvm", "name": "a", "memory": 0, "os": {"type": {"value": "hvm"}}}',
            "error: /domain/memory: <memory> is '0'; expected a whole number, 1 or more",
        ),
        (b"\xff", "<stdin>:1:1: error: these bytes are not utf-8"),
    ],
)
def test_bad_json_is_told_with_its_place(run: Run, text: str | bytes, told: str) -> None:
    """Line and column where the text is torn, the path where the data is wrong."""
    outcome = convert(run, "--from", "json", "--to", "xml", "-", stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert told in outcome.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "error: $: expected `object`, got `null`"),
        ("a: [1", "error: this is not YAML: "),
        ("a: \x01", "error: this is not YAML: "),
        ("a: 1\na: 2", ":2:1: error: this key stands in its mapping already"),
        ("a: &x {b: 1}\nc: *x", ":2:4: error: an alias is not read"),
        ("!!python/object:os.system x", ":1:1: error: a tag is not read"),
        ("!hunter2 x", ":1:1: error: a tag is not read"),
        ("{a: b}: c", ":1:1: error: a key is a word"),
        ("1\n--- 2", ":2:1: error: one document is read"),
        ("[" * 2000, ":1:257: error: this is nested deeper than 256 levels"),
    ],
)
def test_bad_yaml_is_told_with_its_place(run: Run, text: str, told: str) -> None:
    """Nothing is built that could grow or act."""
    outcome = convert(run, "--from", "yaml", "--to", "xml", "-", stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert told in outcome.err
    assert "hunter2" not in outcome.err


def test_faults_of_xml_are_told_with_their_line(run: Run, vms: Path) -> None:
    """As `validate` tells them, on standard error."""
    (vms / "web.xml").write_text(VALID.replace("5900", "x"))
    outcome = convert(run, "--to", "json", "web.xml")
    assert (outcome.status, outcome.out) == (1, "")
    assert "web.xml:12:26: error: @port is 'x'" in outcome.err


def test_unknown_content_goes_along(run: Run) -> None:
    """Lax reading keeps it, JSON holds it, and it is written back."""
    text = VALID.replace("<disk type='file'>", "<disk type='file' colour='red'>")
    data = convert(run, "--lax", "--from", "xml", "--to", "json", "-", stdin=text).out
    assert convert(run, "--from", "json", "--to", "xml", "-", stdin=data).out == text


def test_huge_data_is_refused(run: Run, vms: Path) -> None:
    """Before it is read."""
    with (vms / "huge.yaml").open("wb") as file:
        file.truncate(100_000_000)
    outcome = convert(run, "--to", "xml", "huge.yaml")
    assert outcome.status == 1
    assert "[xml.size]" in outcome.err


@pytest.mark.parametrize("arguments", [("web.xml",), ("--to", "json", "-"), ("--to", "pdf", "-")])
def test_wrong_usage_ends_with_2(run: Run, vms: Path, arguments: tuple[str, ...]) -> None:
    """What to write is always said, what is read where no suffix says it."""
    assert convert(run, *arguments).status == 2


def test_an_unreadable_file_ends_with_2(run: Run, vms: Path) -> None:
    """It is named."""
    outcome = convert(run, "--to", "json", "none.xml")
    assert outcome == Outcome(2, "", "virtdom: cannot read none.xml: No such file or directory\n")
