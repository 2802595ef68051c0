"""The command `virtdom conformance`."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conformance.conftest import FAKE

from virtdom_conformance.command import conformance
from virtdom_conformance.report.records import read_report

MANIFEST = """title = "Area"

[[case]]
id = "good"
sentence = "A domain with a good is taken."
rules = ["GOOD-1"]
valid = true

[[case]]
id = "bad"
sentence = "A domain with a bad is refused."
rules = ["BAD-1"]
valid = false
fault = { path = "/domain/bad", rule = "BAD-1" }
twin = "x/good"

[[case]]
id = "trigger"
sentence = "A domain with a trigger is taken."
rules = ["GOOD-1"]
valid = true
"""
FILES = {
    "valid/good.xml": "<domain><good/></domain>",
    "valid/trigger.xml": "<domain><good/><trigger/></domain>",
    "invalid/bad.xml": "<domain><bad/></domain>",
}


def fake(mode: str) -> list[str]:
    """The options that plug a fake in."""
    return ["--adapter", f"{sys.executable} {FAKE} {mode}", "--name", mode]


@pytest.fixture
def folder(tmp_path: Path, write_corpus: Callable[[str, dict[str, str]], Path]) -> Path:
    """A folder with a small corpus."""
    write_corpus(MANIFEST, FILES)
    return tmp_path


def call(folder: Path, *arguments: str) -> Result:
    """Runs the command on the small corpus."""
    extra = ["--corpus", str(folder / "corpus")]
    if arguments[0] == "run":
        extra += ["--expectations", str(folder / "expectations")]
    return CliRunner().invoke(conformance, [*arguments, *extra])


def test_run(folder: Path) -> None:
    """A run in order exits with 0 and tells a line."""
    result = call(folder, "run", *fake("honest"))
    assert result.exit_code == 0, result.output
    assert result.output.startswith("honest  ok  3 passed")


def test_run_with_failures(folder: Path) -> None:
    """A run that is not as expected exits with 1."""
    result = call(folder, "run", *fake("always-valid"))
    assert result.exit_code == 1
    assert (
        "failed x/bad: A domain with a bad is refused.\n      accepted, though invalid"
        in result.output
    )


def test_tier_one(folder: Path) -> None:
    """Any command that reads XML can be judged."""
    program = "import sys; sys.exit('<bad/>' in sys.stdin.read())"
    result = call(folder, "run", "--command", f'{sys.executable} -c "{program}"', "--name", "mine")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--area", "none"], "no area 'none'; there are x"),
        (["--area", "x", "--area", "none"], "no area 'none'; there are x"),
        (["--area", "x", "--operation", "read"], "no operation 'read'; there are accept"),
        (["--case", "x/god"], "no case 'x/god'; did you mean x/good"),
        (["--target", "abc"], "'abc' is not a version such as 9.0"),
        (["--target", "9.0-rc1"], "'9.0-rc1' is not a version such as 9.0"),
        (["--edition", "v9"], "has no edition 'v9'; it has e"),
        (["-i", "nothing"], "no implementation 'nothing'; the suite knows virtdom"),
        (["--command", "a 'b"], "No closing quotation"),
        (["--name", "x"], "--name is for one --command or --adapter"),
        (["--command", ""], "an empty command"),
        (["--command", "/no/such/program"], "no program '/no/such/program', or none that may be"),
        (["--adapter", "/no/such/program"], "no program '/no/such/program', or none that may be"),
        (["--adapter", str(FAKE)], "fake.py', or none that may be run"),
        (["--command", "sh -c true", "--name", "../x"], "'../x' is no name; --name gives one of"),
        (["--command", "sh -c true", "--name", "a\x1b[2J"], "'a\\x1b[2J' is no name; --name"),
        (["--command", "sh -c true", "--name", ""], "'' is no name; --name gives one of"),
        (
            ["--command", "sh -c true", "--command", "sh -c false"],
            "2 implementations are called sh",
        ),
        (
            ["-i", "virtdom", "--command", "true", "--name", "virtdom"],
            "are called virtdom: ask each",
        ),
    ],
)
def test_unusable(arguments: list[str], message: str, folder: Path) -> None:
    """What cannot be done exits with 2 and says why."""
    result = call(folder, "run", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_broken_manifest(folder: Path) -> None:
    """A mistake in a manifest exits with 2 and tells file, line and field."""
    manifest = folder / "corpus" / "e" / "x" / "manifest.toml"
    manifest.write_text(MANIFEST.replace("valid = false", 'valid = "no"'), "utf-8")
    result = call(folder, "run", *fake("honest"))
    assert result.exit_code == 2
    assert f"{manifest}:13: valid: 'no' is not of type 'boolean'" in result.stderr


def test_cannot_be_started(folder: Path) -> None:
    """An implementation that cannot be started fails the run."""
    result = call(folder, "run", *fake("dies-at-start"))
    assert result.exit_code == 1
    assert "cannot be started: exit status 7: no config file" in result.output


def test_asked_once(folder: Path) -> None:
    """An implementation that is named twice is asked once."""
    result = call(folder, "run", "-i", "virtdom", "-i", "virtdom")
    assert len(re.findall("^virtdom  ", result.output, re.MULTILINE)) == 1


def test_files(folder: Path) -> None:
    """All forms of the report are written."""
    target = folder / "out"
    options = ["--report", "r.jsonl", "--junit", "r.xml", "--html", "r.html", "--badges", "b"]
    paths = [str(target / text) if not text.startswith("-") else text for text in options]
    result = call(folder, "run", *fake("honest"), *paths)
    assert result.exit_code == 0, result.output
    assert read_report((target / "r.jsonl").read_text("utf-8")).footer is not None
    assert (target / "r.xml").read_text("utf-8").startswith("<testsuites")
    assert (target / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((target / "b" / "honest.json").read_text("utf-8"))["schemaVersion"] == 1


def test_report(folder: Path) -> None:
    """A report is told again from its file, with the same exit status."""
    path = folder / "r.jsonl"
    call(folder, "run", *fake("always-valid"), "--report", str(path))
    result = CliRunner().invoke(
        conformance, ["report", str(path), "--html", str(folder / "p.html")]
    )
    assert result.exit_code == 1
    assert "2 passed, 1 failed" in result.output
    assert (folder / "p.html").exists()


def test_report_that_was_cut_off(folder: Path) -> None:
    """A file without its end is refused; as a part it is told, and never as success."""
    path = folder / "r.jsonl"
    call(folder, "run", *fake("honest"), "--report", str(path))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    whole = CliRunner().invoke(conformance, ["report", str(path)])
    assert whole.exit_code == 2
    assert "no footer: the run was cut off" in whole.stderr
    part = CliRunner().invoke(conformance, ["report", "--partial", str(path)])
    assert part.exit_code == 130
    assert "interrupted" in part.output


def test_write_expectations(folder: Path) -> None:
    """Drafted expectations are refused until each has a reason, and then the run is in order."""
    path = folder / "expectations" / "e" / "always-valid.toml"
    first = call(folder, "run", *fake("always-valid"), "--write-expectations")
    assert first.exit_code == 1
    assert 'give a reason wherever it says "?"' in first.stderr
    again = call(folder, "run", *fake("always-valid"))
    assert again.exit_code == 2
    assert "reason: is still to be given" in again.stderr
    path.write_text(path.read_text("utf-8").replace('"?"', '"It takes anything."'), "utf-8")
    assert call(folder, "run", *fake("always-valid")).exit_code == 0
    assert call(folder, "run", *fake("always-valid"), "--write-expectations").exit_code == 0
    assert "It takes anything." in path.read_text("utf-8")


def test_write_expectations_of_a_selection(folder: Path) -> None:
    """Cases that are not selected keep what is known of them, and the version seen."""
    path = folder / "expectations" / "e" / "always-invalid.toml"
    call(folder, "run", *fake("always-invalid"), "--write-expectations")
    text = path.read_text("utf-8").replace('"?"', '"It refuses all."').replace('"1"', '"0"')
    path.write_text(text, "utf-8")
    for selection in ("x/bad", "x/good"):
        options = ["--write-expectations", "--case", selection]
        assert call(folder, "run", *fake("always-invalid"), *options).exit_code == 0
        assert re.sub("#.*\n", "", path.read_text("utf-8")) == re.sub("#.*\n", "", text)
    assert call(folder, "run", *fake("always-invalid"), "--write-expectations").exit_code == 0
    assert path.read_text("utf-8").startswith('seen = "1"\n')


def test_write_expectations_of_skips(folder: Path) -> None:
    """A skip that is known is known after drafting again."""
    path = folder / "expectations" / "e" / "excuse.toml"
    call(folder, "run", *fake("excuse"), "--write-expectations")
    text = path.read_text("utf-8").replace('"?"', '"It is never the day."')
    path.write_text(text, "utf-8")
    assert call(folder, "run", *fake("excuse"), "--write-expectations").exit_code == 0
    assert '"It is never the day."' in path.read_text("utf-8")
    assert call(folder, "run", *fake("excuse")).exit_code == 0


def test_write_expectations_of_any_text(folder: Path) -> None:
    """Drafted expectations can be read, whatever the implementation said and is called."""
    path = folder / "expectations" / "e" / "painter.toml"
    call(folder, "run", *fake("painter"), "--write-expectations")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", path.read_text("utf-8"))
    assert "is still to be given" in call(folder, "run", *fake("painter")).stderr


def test_list(folder: Path) -> None:
    """Cases are listed, a line each."""
    result = call(folder, "list", "--rule", "BAD-*")
    assert result.output == "x/bad  invalid accept  A domain with a bad is refused.\n"


def test_list_implementations() -> None:
    """The implementations that the suite knows are listed."""
    result = CliRunner().invoke(conformance, ["list", "--implementations"])
    assert [line.split()[0] for line in result.output.splitlines()] == [
        "virtdom",
        "virtdom-in-process",
        "xmlschema",
        "libxml2",
        "libvirt",
        "libvirt-validate",
        "virt-xml-validate",
        "virtinst",
        "libvirt-gconfig",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(number: signal.Signals, folder: Path) -> None:
    """A run that is interrupted keeps its results and exits with 130."""
    path = folder / "r.jsonl"
    program = "from virtdom_conformance.command import conformance; conformance()"
    options = ["--corpus", str(folder / "corpus"), "--report", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-c", program, "run", *fake("sleeper"), *options, "--timeout", "3600"],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    while not path.exists() or '"type":"result"' not in path.read_text("utf-8"):
        assert process.poll() is None
    process.send_signal(number)
    output, _ = process.communicate()
    assert process.returncode == 130
    assert "interrupted: these are the results so far" in output
    footer = read_report(path.read_text("utf-8")).footer
    assert footer is not None
    assert (footer.ending, footer.ok) == ("interrupted", False)
