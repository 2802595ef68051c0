"""Reports for other programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from virtdom_runtime.commands.formats import github, json_lines, junit, sarif
from virtdom_runtime.commands.judging import Report
from virtdom_runtime.faults import Fault

ERROR = Fault(
    rule="DISK-1",
    path="/domain/devices/disk[2]/@type",
    line=7,
    column=5,
    message="100% <wrong>, is 'x'",
    expected=("file",),
    found="x",
    url="https://example.org/disk.html",
)
WARNING = Fault(rule="NAME-1", path="/domain", message="odd", severity="warning")
GOOD = Report("good.xml")
BAD = Report("vms/a,b:c.xml", (ERROR, WARNING), (None, None))
WARNED = Report("/srv/warned.xml", (WARNING,), (None,))
NONE = Report("no ne\udce9.xml", problem="cannot read no ne\udce9.xml: gone")


def test_json_has_each_fault_whole() -> None:
    """Names of files that are no text do not break it."""
    entry = json.loads(json_lines.line(BAD))
    assert entry["valid"] is False
    assert entry["faults"][0]["expected"] == ["file"]
    assert entry["faults"][1]["severity"] == "warning"
    assert json.loads(json_lines.line(WARNED))["valid"] is True
    assert json.loads(json_lines.line(NONE))["file"] == "no ne\\udce9.xml"


def test_json_names_each_file_in_its_own_way() -> None:
    """Also those whose names a terminal cannot tell apart."""
    names = ["a\udce9", "a\udcff", "a\ufffd", "a\x01", "a\u2401", "a\n", "a\u240a", "a\x85"]
    lines = [json_lines.line(Report(name)) for name in names]
    assert len({json.loads(line)["file"] for line in lines}) == len(names)
    assert all(line.isprintable() for line in lines)
    assert json.loads(json_lines.line(Report("a\x01\n")))["file"] == "a\x01\n"


def test_github_gets_a_command_per_fault() -> None:
    """What would end a property or the message is escaped."""
    error, warning = github.lines(BAD).split("\n")
    assert error.startswith("::error file=vms/a%2Cb%3Ac.xml,line=7,col=5,title=DISK-1::100%25 ")
    assert error.endswith(", is 'x'%0Ahttps://example.org/disk.html")
    assert warning == "::warning file=vms/a%2Cb%3Ac.xml,title=NAME-1::odd"
    assert github.lines(GOOD) == ""
    assert github.lines(NONE).startswith("::error file=no ne\ufffd.xml,title=not judged::cannot")


def test_a_document_cannot_speak_to_github() -> None:
    """A line feed in a message does not begin a new command."""
    told = Report("a", (Fault(rule="R", path="/", message="x\n::stop-commands::y"),), (None,))
    assert github.lines(told) == "::error file=a,title=R::x%0A::stop-commands::y"


def test_sarif_tells_results_and_what_was_not_judged() -> None:
    """Rules once each, results by their index, places as URI and region."""
    log = json.loads(sarif.document([GOOD, BAD, WARNED, NONE], "1.2"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"] == "1.2"
    assert run["tool"]["driver"]["rules"] == [
        {"id": "DISK-1", "helpUri": "https://example.org/disk.html"},
        {"id": "NAME-1"},
    ]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 1]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "warning"]
    first, _, third = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["artifactLocation"]["uri"] == "vms/a%2Cb%3Ac.xml"
    assert first["region"] == {"startLine": 7, "startColumn": 5}
    assert third == {"artifactLocation": {"uri": "file:///srv/warned.xml"}}
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["message"]["text"] == "cannot read no ne\ufffd.xml: gone"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "no%20ne%E9.xml"


def test_junit_has_a_case_per_document() -> None:
    """Faults fail it, warnings are its output, and what was not judged is an error."""
    root = ElementTree.fromstring(junit.document([GOOD, BAD, WARNED, NONE], "v0_4"))
    assert root.attrib == {"name": "virtdom", "tests": "4", "failures": "1", "errors": "1"}
    good, bad, warned, none = root.iter("testcase")
    assert good.attrib == {"classname": "virtdom.v0_4", "name": "good.xml"}
    assert [part.tag for part in bad] == ["failure", "system-out"]
    assert bad[0].attrib == {"type": "DISK-1", "message": "100% <wrong>, is 'x'"}
    assert bad[0].text == (
        "vms/a,b:c.xml:7:5: error: /domain/devices/disk[2]/@type: 100% <wrong>, is 'x' [DISK-1]"
    )
    assert [part.tag for part in warned] == ["system-out"]
    assert [part.tag for part in none] == ["error"]


def test_junit_is_xml_whatever_a_file_is_called() -> None:
    """Controls cannot stand in XML."""
    named = Report("\x00\x1b\ufffe\udce9\n.xml", (ERROR,), (None,))
    ElementTree.fromstring(junit.document([named], "v0_4"))
