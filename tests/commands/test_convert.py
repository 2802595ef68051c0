"""`virtdom convert`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

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
    """Lax reading keeps it, JSON holds it, and it is written back; strict reading refuses both."""
    text = VALID.replace("<disk type='file'>", "<disk type='file' colour='red'>")
    data = convert(run, "--lax", "--from", "xml", "--to", "json", "-", stdin=text).out
    assert convert(run, "--lax", "--from", "json", "--to", "xml", "-", stdin=data).out == text
    refused = convert(run, "--from", "json", "--to", "xml", "-", stdin=data)
    assert (refused.status, refused.out) == (1, "")
    assert "/domain/devices/disk/@colour: <disk> has no attribute 'colour'" in refused.err


def with_extras(extras: object, place: str = "domain") -> str:
    """JSON of a valid domain with kept content in one of its elements."""
    data: dict[str, Any] = {
        "type": "kvm",
        "name": "a",
        "memory": 1,
        "os": {"type": {"value": "hvm"}},
        "features": {"acpi": True},
        "devices": {"inputs": [{"type": "mouse"}]},
    }
    parts = {
        "domain": data,
        "os/type": data["os"]["type"],
        "input": data["devices"]["inputs"][0],
        "features": data["features"],
    }
    parts[place]["extras"] = extras
    return json.dumps(data)


@pytest.mark.parametrize(
    ("place", "extras", "told", "written"),
    [
        ("domain", {"nodes": [["<x/>", None]]}, "<domain> has no element 'x'", "  <x/>\n</domain>"),
        ("domain", {"nodes": [["<x/>", ["nope", -5]]]}, "'x'", "  <x/>\n</domain>"),
        ("domain", {"nodes": [["<x/>", ["memory", -1]]]}, "'x'", "  <x/>\n</domain>"),
        ("domain", {"nodes": [["<x/>", ["memory", 1]]]}, "'x'", "  <x/>\n</domain>"),
        ("domain", {"attributes": {"x": "1"}}, "no attribute 'x'", "<domain type='kvm' x='1'>"),
        ("domain", {"text": "x"}, "<domain> holds no text", "  x\n  <name>"),
        ("domain", {"inner": {"name/0": {"attributes": {"x": "1"}}}}, "'x'", "<name x='1'>"),
        ("features", {"inner": {"acpi/0": {"nodes": [["<x/>"]]}}}, "'x'", "<acpi><x/></acpi>"),
        ("os/type", {"nodes": [["<x/>"]]}, "'x'", "hvm<x/></type>"),
    ],
)
def test_kept_content_of_data_is_judged_like_that_of_xml(
    run: Run, place: str, extras: object, told: str, written: str
) -> None:
    """Strict reading refuses it; lax reading lets it pass, and nothing of it is lost."""
    arguments = ("--from", "json", "--to", "xml", "-")
    outcome = convert(run, *arguments, stdin=with_extras(extras, place))
    assert (outcome.status, outcome.out) == (1, "")
    assert told in outcome.err
    outcome = convert(run, "--lax", *arguments, stdin=with_extras(extras, place))
    assert (outcome.status, outcome.err) == (0, "")
    assert written in outcome.out


@pytest.mark.parametrize("lax", [(), ("--lax",)])
@pytest.mark.parametrize(
    ("place", "extras", "told"),
    [
        ("domain", {"inner": {"vcpu/0": {"attributes": {"x": "1"}}}}, "/domain: .*vcpu/0"),
        ("domain", {"inner": {"name/1": {"attributes": {"x": "1"}}}}, "/domain: .*name/1"),
        ("domain", {"inner": {"name/-1": {"nodes": [["<!-- c -->"]]}}}, "/domain: .*name/-1"),
        ("domain", {"inner": {"os/0": {"attributes": {"x": "1"}}}}, "/domain: .*os/0"),
        ("domain", {"inner": {"name/0": {"text": "x"}}}, "/domain/name: .*text"),
        ("domain", {"inner": {"name/0": {"inner": {"a/0": {}}}}}, "/domain/name: .*inner"),
        ("os/type", {"text": "x"}, "/domain/os/type: .*text"),
        ("os/type", {"inner": {"a/0": {"text": "x"}}}, "/domain/os/type: .*inner"),
        ("input", {"inner": {"a/0": {"text": "x"}}}, "/domain/devices/input: .*inner"),
        ("input", {"prolog": ["<!-- c -->"]}, "/domain/devices/input: .*prolog"),
    ],
)
def test_kept_content_without_a_place_is_told(
    run: Run, lax: tuple[str, ...], place: str, extras: object, told: str
) -> None:
    """It would be lost, comments too."""
    text = with_extras(extras, place)
    outcome = convert(run, *lax, "--from", "json", "--to", "xml", "-", stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert re.search(rf"error: {told}.* \[data.extras\]", outcome.err)


def test_comments_of_data_stay(run: Run) -> None:
    """They are no unknown content."""
    for extras in ({"nodes": [["<!-- c -->"]]}, {"prolog": ["<!-- c -->"]}):
        text = with_extras(extras)
        outcome = convert(run, "--from", "json", "--to", "xml", "-", stdin=text)
        assert (outcome.status, outcome.err) == (0, "")
        assert "<!-- c -->" in outcome.out


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
