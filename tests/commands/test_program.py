"""How runs of the command end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from virtdom_runtime.commands import INTERRUPTED, judging, program

from .conftest import VALID, Run

COMMAND = [sys.executable, "-m", "virtdom_runtime"]
COMMANDS = ["validate", "format", "convert", "diff", "requires", "explain", "generate", "changes"]


def test_help_lists_the_commands(run: Run) -> None:
    """Each with a sentence that fits its line."""
    outcome = run("--help")
    assert outcome.status == 0
    listed = outcome.out.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed][: len(COMMANDS)] == COMMANDS
    assert not any(line.endswith("...") for line in listed[: len(COMMANDS)])


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_tells_its_exit_status(run: Run, name: str) -> None:
    """In its help."""
    outcome = run(name, "--help")
    assert outcome.status == 0
    assert "Exit status: 0 " in outcome.out


def test_the_version_is_told(run: Run) -> None:
    """By name and number."""
    assert run("--version").out.startswith("virtdom, version ")


@pytest.mark.parametrize("arguments", [(), ("bogus",), ("--bogus",), ("validate", "--bogus", "x")])
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    """With help on standard error or a pointer to it."""
    outcome = run(*arguments)
    assert outcome.status == 2
    assert "Usage: virtdom" in outcome.err


def test_an_error_of_the_program_is_one_sentence(
    run: Run, vms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Type and place, not the words, which may quote a document; the others are still judged."""

    def fail(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(judging, "parse", fail)
    outcome = run("validate", "--edition", "v0_4", "web.xml", "none.xml")
    assert outcome.status == 2
    first = outcome.err.split("\n")[0]
    assert first.startswith("virtdom: web.xml: internal error: ")
    assert first.endswith(" (run with VIRTDOM_DEBUG=1 for details)")
    assert "none.xml" in outcome.err.split("\n")[1]
    assert "hunter2" not in outcome.err


def test_the_traceback_is_shown_on_request(
    run: Run, vms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an environment variable."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("why")

    monkeypatch.setattr("virtdom_runtime.commands.format_.one.element", fail)
    arguments = ("format", "--edition", "v0_4", "web.xml")
    outcome = run(*arguments)
    assert (outcome.status, "Traceback" in outcome.err) == (2, False)
    monkeypatch.setenv("VIRTDOM_DEBUG", "1")
    outcome = run(*arguments)
    assert outcome.status == 2
    assert "RuntimeError: why" in outcome.err


def test_missing_bindings_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that makes them."""
    monkeypatch.setitem(sys.modules, "virtdom", None)
    outcome = run("validate", "-")
    assert outcome.status == 2
    assert outcome.err.startswith("virtdom: the bindings are not installed; ")


def test_missing_click_is_told() -> None:
    """With the command that installs it."""
    code = (
        "import sys; sys.modules['click'] = None; from virtdom_runtime.commands import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "virtdom: the command needs click: pip install 'virtdom[cli]'\n"


def test_missing_conformance_suite_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its arguments are."""
    monkeypatch.setitem(sys.modules, "virtdom_conformance.command", None)
    outcome = run("conformance", "run", "--help")
    assert outcome.status == 2
    assert outcome.err.endswith("is missing: pip install 'virtdom[conformance]'\n")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with documents whose faults fill more than a pipe."""
    for number in range(40):
        text = VALID.replace("<devices>", "<devices>" + "<x/>" * 50)
        (tmp_path / f"{number:02}.xml").write_text(text)
    return tmp_path


def test_a_closed_pipe_ends_quietly(many: Path) -> None:
    """As `| head -1` does."""
    with subprocess.Popen(
        [*COMMAND, "validate", "--edition", "v0_4", many],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""
    assert process.returncode == program.CLOSED


UNBUFFERED = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
LARGE = VALID.replace("<name>", f"<!-- {'x' * 1_000_000} --><name>")
"""More than a pipe holds."""


@pytest.mark.parametrize("command", [["format"], ["convert", "--to", "json"]])
def test_unbuffered_output_into_a_closed_pipe_is_noticed(vms: Path, command: list[str]) -> None:
    """A document of which a part was written was not written."""
    (vms / "large.xml").write_text(LARGE)
    with subprocess.Popen(
        [*COMMAND, *command, "--edition", "v0_4", "large.xml"],
        stdout=subprocess.PIPE,
        env=UNBUFFERED,
    ) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
    assert process.returncode == program.CLOSED


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes here")
@pytest.mark.parametrize("command", [["format"], ["validate", "--format", "sarif"]])
def test_unbuffered_output_that_does_not_fit_is_told(vms: Path, command: list[str]) -> None:
    """Status 2, as with a buffer, where the system takes a part of what is written."""
    (vms / "large.xml").write_text(LARGE)
    (vms / "faulty.xml").write_text(VALID.replace("<devices>", "<devices>" + "<x/>" * 500))
    name = "large.xml" if command == ["format"] else "faulty.xml"
    limited = ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *COMMAND, *command]
    with (vms / "out").open("w") as out:
        ended = subprocess.run(
            [*limited, "--edition", "v0_4", name],
            stdout=out,
            stderr=subprocess.PIPE,
            env=UNBUFFERED,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (2, "virtdom: File too large\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["validate"], ["format"], ["convert", "--to", "json"]])
def test_a_full_disk_is_told(vms: Path, arguments: list[str]) -> None:
    """Status 2 and one sentence."""
    (vms / "faulty.xml").write_text(VALID.replace("5900", "x"))
    name = "faulty.xml" if arguments == ["validate"] else "web.xml"
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, *arguments, "--edition", "v0_4", name],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (2, "virtdom: No space left on device\n")


def _writer(pipe: Path, process: subprocess.Popen[str]) -> int:
    """The writing end of a named pipe, once the process reads it."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(process.communicate())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_with_130(vms: Path, jobs: str) -> None:
    """One word, no traceback, also from processes that judge."""
    pipe = vms / "pipe.xml"
    os.mkfifo(pipe)
    arguments = ["validate", "--edition", "v0_4", "--jobs", jobs, "--format", "json"]
    process = subprocess.Popen(
        [*COMMAND, *arguments, "web.xml", "pipe.xml"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        writer = _writer(
            pipe, process
        )  # then it has come to the pipe, and waits for what is written
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
        os.close(writer)
    assert process.returncode == INTERRUPTED
    assert "Traceback" not in err
    assert err.strip() == "virtdom: interrupted"
    assert "Traceback" not in out


def test_an_interrupt_at_the_start_ends_with_130() -> None:
    """While modules are still being loaded."""
    code = """
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "virtdom_runtime.commands.program":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from virtdom_runtime.commands import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (INTERRUPTED, "virtdom: interrupted\n")


def test_closed_streams_are_no_error_of_the_program(vms: Path) -> None:
    """Neither input, output nor complaints are taken for granted."""
    script = '"$@" >&- 2>&-; echo $?; "$@" <&- 2>&1'
    ended = subprocess.run(
        ["sh", "-c", script, "sh", *COMMAND, "validate", "--edition", "v0_4", "-"],
        input="x",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split("\n")[:2] == ["2", "virtdom: cannot read <stdin>: it is closed"]
    assert ended.returncode == 2


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["format", "web.xml"], 2),
        (["convert", "--to", "json", "web.xml"], 2),
        (["validate", "--format", "json", "web.xml"], 2),
        (["explain", "disk"], 2),
        (["validate", "web.xml"], 0),
        (["format", "--in-place", "web.xml"], 0),
    ],
)
def test_what_closed_output_does_not_take_is_told(
    vms: Path, arguments: list[str], status: int, unbuffered: str
) -> None:
    """Status 2 where there was something to write, in one sentence."""
    ended = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *COMMAND, *arguments, "--edition", "v0_4"],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        text=True,
        check=False,
    )
    assert ended.returncode == status
    told = "virtdom: standard output is closed\n" if status else ""
    assert ended.stderr.replace("1 document, valid\n", "") == told


def test_an_old_terminal_gets_escapes(vms: Path) -> None:
    """What its encoding lacks is written as an escape, and documents stay UTF-8."""
    (vms / "web.xml").write_text(VALID.replace("5900", "日本"))
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    ended = subprocess.run(
        [*COMMAND, "validate", "--edition", "v0_4", "web.xml"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert b"port='\\u65e5\\u672c'" in ended.stdout
    (vms / "web.xml").write_text(VALID.replace("web<", "日本<"))
    ended = subprocess.run(
        [*COMMAND, "format", "--edition", "v0_4", "web.xml"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert "日本".encode() in ended.stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo terminals here")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_and_no_controls(vms: Path, no_color: str, coloured: bool) -> None:
    """Unless NO_COLOR is set; and of a document only what does no harm."""
    import pty

    (vms / "web.xml").write_text(VALID.replace("web<", "we\x9b31mb<"))
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm", "COLUMNS": "80"}
    shown: dict[str, str] = {}
    for command in (["validate"], ["format"], ["convert", "--to", "json"]):
        reader, writer = pty.openpty()
        arguments = [*COMMAND, *command, "--edition", "v0_4", "web.xml"]
        subprocess.run(
            arguments, env=environment, stdout=writer, stderr=subprocess.DEVNULL, check=False
        )
        os.close(writer)
        shown[command[0]] = os.read(reader, 65536).decode()
        os.close(reader)
    assert ("\x1b[" in shown["validate"]) is coloured
    assert "\x9b" not in "".join(shown.values())
    assert "we&#x9B;31mb" in shown["format"]
    assert "we\\u009b31mb" in shown["convert"]
