"""The runner tells the fakes apart, names the case that is to blame, and asks on."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conformance.conftest import make_case, make_fake

from virtdom_conformance.case import Case, Fact
from virtdom_conformance.outcomes import judge
from virtdom_conformance.process import Limits
from virtdom_conformance.protocol import Result, Started
from virtdom_conformance.runner import Run, run
from virtdom_conformance.session import Command

PATIENT = Limits(seconds=60.0, memory=512, output=1)
HURRIED = replace(PATIENT, seconds=3.0)
"""For what never answers."""
STARTED = Started(protocol=1, name="c", version="", language="", operations=["accept"])


def outcomes(mode: str, cases: tuple[Case, ...], limits: Limits = PATIENT) -> Run:
    """A run of a fake."""
    fake = make_fake(mode, limits)
    done = Run(implementation=fake.name)
    run(done, fake.session(limits), cases, "e")
    return done


def test_honest(corpus: tuple[Case, ...]) -> None:
    """An honest implementation passes."""
    done = outcomes("honest", corpus)
    assert [outcome.status for outcome in done.outcomes] == ["passed"] * 5
    assert done.ending == "complete"
    assert done.problem == ""


@pytest.mark.parametrize(
    ("mode", "detail"),
    [
        ("crasher", "died: killed by SIGSEGV"),
        ("crashes-with-child", "died: killed by SIGSEGV"),
        ("quitter", "exit status 4: giving up"),
        ("sleeper", "no answer within 3 s"),
        ("garbage", "no message of the protocol"),
        ("half-answer", "no message of the protocol"),
        ("wrong-types", "Expected `bool | null`, got `str` - at `$.valid`"),
        ("no-verdict", "the answer has no verdict"),
        ("wrong-seq", "answered case 999 when asked for 3"),
        ("flooder", "more than 1 MiB of output for one answer"),
        ("twice", "after its answer: answered again"),
        ("twice-late", "after its answer: answered again"),
        ("crashes-late", "after its answer: died: killed by SIGSEGV"),
        ("quits-late", "after its answer: exit status 0"),
        ("garbage-late", "after its answer: no message of the protocol: "),
        ("glutton", "out of memory (limit 512 MiB)"),
        ("confessor", "KeyError: 'x'"),
    ],
)
def test_the_case_to_blame_is_errored(mode: str, detail: str, corpus: tuple[Case, ...]) -> None:
    """A fake that breaks down over one case is errored there, restarted, and passes the others."""
    done = outcomes(mode, corpus, HURRIED if mode == "sleeper" else PATIENT)
    assert [outcome.status for outcome in done.outcomes] == [
        "passed",
        "passed",
        "errored",
        "passed",
        "passed",
    ]
    assert detail in done.outcomes[2].detail
    assert done.ending == "complete"


@pytest.mark.parametrize("mode", ["twice", "twice-late"])
def test_answering_the_last_case_twice(mode: str, corpus: tuple[Case, ...]) -> None:
    """A second answer to the last case is noticed too."""
    done = outcomes(mode, corpus[:3])
    assert [outcome.status for outcome in done.outcomes] == ["passed", "passed", "errored"]
    assert done.outcomes[2].detail == "after its answer: answered again"


def test_text_after_stop(corpus: tuple[Case, ...]) -> None:
    """What is said after the end is of the ending, not of the last case."""
    done = outcomes("polite", corpus)
    assert {outcome.status for outcome in done.outcomes} == {"passed"}
    assert done.problem == "did not end in good order: said more after stop: 'bye'"


def test_answering_before_being_asked(corpus: tuple[Case, ...]) -> None:
    """An answer that comes unasked is taken for the next one, and told as what it is."""
    done = outcomes("early", corpus)
    assert [(outcome.status, outcome.detail) for outcome in done.outcomes] == [
        ("passed", ""),
        *(("errored", f"answered case 1 when asked for {seq}") for seq in range(2, 6)),
    ]


def test_noise_on_standard_error(corpus: tuple[Case, ...]) -> None:
    """Any amount of text on standard error does not disturb."""
    assert {outcome.status for outcome in outcomes("noisy", corpus).outcomes} == {"passed"}


def test_always_valid(corpus: tuple[Case, ...]) -> None:
    """Who accepts everything fails the invalid cases."""
    done = outcomes("always-valid", corpus)
    assert {o.case: o.detail for o in done.outcomes if o.status == "failed"} == {
        "area/bad": "accepted, though invalid",
        "area/bad-again": "accepted, though invalid",
    }


def test_always_invalid(corpus: tuple[Case, ...]) -> None:
    """Who refuses everything fails the valid cases."""
    done = outcomes("always-invalid", corpus)
    failed = {
        outcome.case: outcome.detail for outcome in done.outcomes if outcome.status == "failed"
    }
    assert set(failed) == {"area/good", "area/trigger", "area/good-again"}
    assert set(failed.values()) == {"refused, though valid"}


def test_wrong_rule() -> None:
    """Who names rules is held to the place of the fault."""
    cases = (make_case("bad", "<bad/>"), make_case("trigger", "<bad/><trigger/>"))
    done = outcomes("wrong-rule", cases)
    assert [outcome.status for outcome in done.outcomes] == ["passed", "failed"]
    assert done.outcomes[1].detail == "refused, but not for BAD-1 at /domain/bad"


def test_liar_about_roundtrip() -> None:
    """What a document loses on the way through is told by path."""
    case = make_case("trigger", "<good/><trigger/>", operation="roundtrip")
    (outcome,) = outcomes("liar", (case,)).outcomes
    assert outcome.status == "failed"
    assert [(d.kind, d.path) for d in outcome.differences] == [("dropped", "/domain/trigger")]


def test_smuggler_of_entities() -> None:
    """A document that comes back with entities fails, whatever they stand for."""
    case = make_case("trigger", "<good/><trigger/>", operation="roundtrip")
    (outcome,) = outcomes("smuggler", (case,)).outcomes
    assert outcome.status == "failed"
    assert outcome.detail == "what came back has a document type (DOCTYPE), which no domain has"


def test_additions_of_a_completer() -> None:
    """Who says that it completes documents may add to them; what it adds is told."""
    case = make_case("trigger", "<good/><trigger/>", operation="roundtrip")
    (outcome,) = outcomes("completer", (case,)).outcomes
    assert outcome.status == "passed"
    assert [(d.kind, d.path) for d in outcome.differences] == [("added", "/domain/more")]


def test_misreader() -> None:
    """A fact of the wrong type is wrong."""
    case = make_case(
        "trigger", "<good/><trigger/>", operation="read", facts={"/domain/trigger": True}
    )
    (outcome,) = outcomes("misreader", (case,)).outcomes
    assert outcome.detail == "/domain/trigger is 'true', not True"


@pytest.mark.parametrize(
    ("told", "value", "status"),
    [
        (524288.0, 524288, "passed"),
        (3, 3.0, "passed"),
        (0.5, 0.5, "passed"),
        (524288.5, 524288, "failed"),
        (9007199254740992.0, 9007199254740993, "failed"),
        ("524288", 524288, "failed"),
        (1, True, "failed"),
        (1.0, True, "failed"),
        (False, 0, "failed"),
        (None, 0, "failed"),
        (None, None, "passed"),
    ],
)
def test_facts(told: Fact, value: Fact, status: str) -> None:
    """A number is the same however it is written; no boolean, text or null is a number."""
    case = make_case("read", operation="read", facts={"/domain/memory": value})
    result = Result(seq=1, valid=True, facts={"/domain/memory": told})
    assert judge(case, result, STARTED).status == status


def test_operation_that_is_not_offered() -> None:
    """A case that asks for what an implementation does not offer is skipped, and excused."""
    case = make_case("good", operation="roundtrip")
    (outcome,) = outcomes("accept-only", (case,)).outcomes
    assert (outcome.status, outcome.excused) == ("skipped", True)
    assert outcome.detail == "does not offer roundtrip"


def test_excuse(corpus: tuple[Case, ...]) -> None:
    """An implementation may skip a case, but that is not excused."""
    outcome = outcomes("excuse", corpus).outcomes[2]
    assert (outcome.status, outcome.excused, outcome.detail) == ("skipped", False, "not today")


def test_absent(corpus: tuple[Case, ...]) -> None:
    """What is not installed is skipped, saying how to install it."""
    done = outcomes("absent", corpus)
    assert done.ending == "absent"
    assert {outcome.status for outcome in done.outcomes} == {"skipped"}
    assert done.outcomes[0].detail == "not installed: no such library; to install it: get it"


@pytest.mark.parametrize(
    ("mode", "problem"),
    [
        ("dies-at-start", "cannot be started: exit status 7: no config file"),
        ("other-protocol", "cannot be started: speaks protocol 99, not 1"),
    ],
)
def test_unstartable(mode: str, problem: str, corpus: tuple[Case, ...]) -> None:
    """What cannot be started is errored in every case, and tried once."""
    done = outcomes(mode, corpus)
    assert done.ending == "unstartable"
    assert done.problem == problem
    assert [outcome.status for outcome in done.outcomes] == ["errored"] * 5


def test_no_such_program(corpus: tuple[Case, ...]) -> None:
    """A program that is not there cannot be started."""
    from virtdom_conformance.session import Conversation

    done = Run(implementation="nothing")
    run(done, Conversation(["/no/such/program"], PATIENT), corpus, "e")
    assert done.problem == "cannot be started: no program '/no/such/program'"
    assert done.ending == "unstartable"


def test_bad_ending(corpus: tuple[Case, ...]) -> None:
    """A program that fails when it should just end is a problem of the run."""
    done = outcomes("bad-ending", corpus)
    assert {outcome.status for outcome in done.outcomes} == {"passed"}
    assert done.problem == "did not end in good order: exit status 3"


def test_interruption_keeps_what_is_known(corpus: tuple[Case, ...]) -> None:
    """An interrupted run has the outcomes so far and is not complete."""
    fake = make_fake("honest", PATIENT)
    done = Run(implementation="honest")

    def interrupt(_: object) -> None:
        if len(done.outcomes) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(done, fake.session(PATIENT), corpus, "e", interrupt)
    assert [outcome.case for outcome in done.outcomes] == ["area/good", "area/bad"]
    assert done.ending == "interrupted"


@pytest.mark.parametrize(
    ("program", "statuses"),
    [
        ("import sys; sys.exit('<bad/>' in sys.stdin.read())", ["passed", "passed", "passed"]),
        ("import sys; sys.exit(0)", ["passed", "failed", "passed"]),
        ("import sys; sys.stdin.read(); sys.exit(2)", ["errored", "errored", "errored"]),
        ("import os; os.abort()", ["errored", "errored", "errored"]),
    ],
)
def test_any_command(program: str, statuses: list[str], corpus: tuple[Case, ...]) -> None:
    """A command that reads XML accepts with status 0, refuses with 1, and is errored otherwise."""
    done = Run(implementation="command")
    session = Command([sys.executable, "-c", program], PATIENT, STARTED)
    run(done, session, corpus[:3], "e")
    assert [outcome.status for outcome in done.outcomes] == statuses


def test_command_that_hangs(corpus: tuple[Case, ...]) -> None:
    """A command that does not end is stopped at its limit."""
    done = Run(implementation="command")
    program = "import time; time.sleep(3600)"
    run(done, Command([sys.executable, "-c", program], HURRIED, STARTED), corpus[:1], "e")
    assert done.outcomes[0].detail == "did not end within 3 s"


@pytest.mark.parametrize(
    ("program", "detail"),
    [
        ("sys.exit(3)", "exit status 3, expected 0 or 1"),
        ("print('no grammar', file=sys.stderr); sys.exit(5)", "5, expected 0 or 1: no grammar"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "died: killed by SIGSEGV"),
    ],
)
def test_how_a_command_ended(program: str, detail: str, corpus: tuple[Case, ...]) -> None:
    """A command that ends in order with another status did not die; it is told what is expected."""
    done = Run(implementation="command")
    command = [sys.executable, "-c", f"import os, signal, sys; {program}"]
    run(done, Command(command, PATIENT, STARTED), corpus[:1], "e")
    assert done.outcomes[0].detail.endswith(detail)


def test_command_that_fails_now_and_then(tmp_path: Path, corpus: tuple[Case, ...]) -> None:
    """A command is asked once: each case has a process of its own, and so its own failure."""
    done = Run(implementation="command")
    program = "import pathlib, sys; mark = pathlib.Path(sys.argv[1]); seen = mark.read_text()\n"
    program += "mark.write_text(seen + '.'); bad = '<bad/>' in sys.stdin.read()\n"
    program += "sys.exit(7 if seen == '..' else bad)"
    mark = tmp_path / "mark"
    mark.write_text("")
    command = [sys.executable, "-c", program, str(mark)]
    run(done, Command(command, PATIENT, STARTED), corpus, "e")
    statuses = [outcome.status for outcome in done.outcomes]
    assert statuses == ["passed", "passed", "errored", "passed", "passed"]


def test_command_with_a_child(corpus: tuple[Case, ...]) -> None:
    """The exit status of a command is its answer, though what it started holds its pipes."""
    done = Run(implementation="command")
    command = ["sh", "-c", "cat >/dev/null; sleep 3600 & exit 0"]
    run(done, Command(command, PATIENT, STARTED), corpus[:1], "e")
    assert [outcome.status for outcome in done.outcomes] == ["passed"]


def test_ending_with_a_child(corpus: tuple[Case, ...]) -> None:
    """A program that ends in good order has, though what it started holds its pipes."""
    done = outcomes("ends-with-child", corpus)
    assert {outcome.status for outcome in done.outcomes} == {"passed"}
    assert done.problem == ""
