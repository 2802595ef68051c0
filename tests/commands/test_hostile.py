"""Documents that are none, or that mean harm: each ends in a fault with its place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from .conftest import VALID, Run

DOCTYPE = "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n"


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"", "xml.empty", 1, 1),
        (b" \n ", "xml.empty", 1, 1),
        (b"\x7fELF\x00\x01", "xml.wellformed", 1, 5),
        (b"{}", "xml.wellformed", 1, 1),
        (b"<domain>\n <name>x</nam>\n</domain>", "xml.wellformed", 2, 9),
        (b"<domain>\n", "xml.wellformed", 2, 1),
        (b"<network/>", "DOM-1", 1, 1),
        (b"<domain xmlns='urn:x'/>", "DOM-1", 1, 1),
        (f"\ufeff\ufeff{VALID}".encode(), "xml.wellformed", 1, 1),
        (f"\ufeff\ufeff{VALID}".encode("utf-16-le"), "xml.wellformed", 1, 1),
        (f"{VALID}\ufeff".encode(), "xml.wellformed", 15, 1),
        (b"<domain>caf\xe9</domain>", "xml.encoding", 1, 12),
        (b"\xff\xfe<\x00d", "xml.encoding", 1, 2),
        (b"<?xml version='1.0' encoding='x'?><domain/>", "xml.encoding", 1, 1),
        (b"<?xml version='1.0' encoding='utf-7'?><domain/>", "xml.encoding", 1, 1),
        (b"<?xml version='1.0' encoding='undefined'?><domain/>", "xml.encoding", 1, 1),
        (b"<?xml version='1.0' encoding='UTF-16'?><domain/>", "xml.encoding", 1, 31),
        (b"<?xml version='1.0'\n encoding='cp037'?><domain/>", "xml.encoding", 2, 12),
        ((DOCTYPE + VALID).encode(), "xml.doctype", 1, 1),
        (b"<!-- <!DOCTYPE -->\n <!DOCTYPE d SYSTEM 'http://x/y'><d/>", "xml.doctype", 2, 2),
        (VALID.replace("web<", "&a;<").encode(), "xml.wellformed", 2, 9),
        (VALID.replace("web<", "&#27;<").encode(), "xml.wellformed", 2, 9),
        (VALID.replace("web<", "\x1b<").encode(), "xml.wellformed", 2, 9),
        (b"<domain>" * 10_000, "xml.depth", 1, None),
        (b"<domain>" * 200 + b"</domain>" * 200, "DOM-9", 1, 9),
    ],
)
def test_each_ends_in_a_fault_with_its_place(
    run: Run, data: bytes, rule: str, line: int, column: int | None
) -> None:
    """Rule, line and column; the command ends with 1 and no traceback."""
    outcome = run("validate", "--edition", "v0_4", "--format", "json", "-", stdin=data)
    assert outcome.status == 1
    assert outcome.err == ""
    fault = next(f for f in json.loads(outcome.out)["faults"] if f["rule"] == rule)
    assert fault["line"] == line
    assert column is None or fault["column"] == column
    assert run("validate", "--edition", "v0_4", "-", stdin=data).out.startswith("<stdin>:1:") or (
        line != 1
    )


def test_a_declaration_that_belies_the_bytes_is_told(run: Run) -> None:
    """What it says, what stands there, and of the document no more than the declaration."""
    text = f"<?xml version='1.0' encoding='UTF-16'?>{VALID}"
    outcome = run("validate", "--edition", "v0_4", "-", stdin=text)
    told, line, *_ = outcome.out.splitlines()
    assert "declares UTF-16, but its bytes are those of ASCII or UTF-8; correct the" in told
    assert line == "1 | <?xml version='1.0' encoding='UTF-16'?>"


def test_a_huge_file_is_refused_unread(run: Run, vms: Path) -> None:
    """100 MB are not read into memory."""
    with (vms / "huge.xml").open("wb") as file:
        file.truncate(100_000_000)
    outcome = run("validate", "--edition", "v0_4", "--format", "json", "huge.xml")
    (fault,) = json.loads(outcome.out)["faults"]
    assert outcome.status == 1
    assert (fault["rule"], fault["found"]) == ("xml.size", "95.4 MiB")


def test_endless_input_is_refused(run: Run) -> None:
    """A device without end is read as far as a document may go."""
    outcome = run("validate", "--edition", "v0_4", "/dev/zero")
    assert outcome.status == 1
    assert "[xml.size]" in outcome.out


@pytest.mark.parametrize(
    "devices",
    [
        "<x/>" * 20_000,
        "<x/>\n" * 20_000,
        "<disk a='1'/>" * 20_000,
        "<disk type='file'><source file='/a'/><target dev='hda'/></disk>" * 5_000,
        "<disk " + " ".join(f"a{number}='1'" for number in range(20_000)) + "/>",
        "<password <password " * 20_000,
        "<a password='" * 20_000,
        "secret" * 50_000,
    ],
)
def test_many_faults_are_cut_short(run: Run, devices: str) -> None:
    """A document with faults without number ends like any other."""
    text = VALID.replace("<devices>", f"<devices>{devices}")
    outcome = run("validate", "--edition", "v0_4", "--format", "json", "-", stdin=text)
    assert outcome.status == 1
    assert 1 <= len(json.loads(outcome.out)["faults"]) <= 1001


def test_a_document_opens_no_file_and_no_connection(run: Run, vms: Path) -> None:
    """External references of every kind are refused or left alone."""
    opened: list[tuple[str, object]] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "socket.connect", "urllib.Request", "subprocess.Popen"}:
            opened.append((event, arguments[0]))

    run("validate", "--edition", "v0_4", "web.xml")  # what is loaded once is loaded now
    target = vms / "target.xml"
    target.write_text("<x/>")
    texts = [
        f"<!DOCTYPE domain SYSTEM '{target}'>{VALID}",
        f"<!DOCTYPE domain [<!ENTITY % x SYSTEM '{target}'>%x;]>{VALID}",
        f"<?xml-stylesheet href='{target}'?>{VALID}",
        VALID.replace(
            "<domain ",
            "<domain xmlns:xi='http://www.w3.org/2001/XInclude' "
            "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            f"xsi:noNamespaceSchemaLocation='{target}' ",
        ).replace("<devices>", f"<devices><xi:include href='{target}'/>"),
    ]
    sys.addaudithook(watch)
    try:
        for text in texts:
            run("validate", "--edition", "v0_4", "-", stdin=text)
    finally:
        watching = False
    assert str(target) not in {str(path) for _, path in opened}
    assert {event for event, _ in opened} <= {"open"}
