"""How the runner talks to one implementation: three ways, one interface."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from virtdom_conformance import protocol
from virtdom_conformance.adapters import serve
from virtdom_conformance.case import Case
from virtdom_conformance.process import Failure, Limits, Program, describe
from virtdom_conformance.protocol import Absent, ProtocolError, Result, Started


class AnsweredAgain(Failure):
    """A program that answered a case once more."""

    def __init__(self) -> None:
        super().__init__("answered again")


class Session(Protocol):
    """One implementation, ready to be asked."""

    lasting: bool
    """Whether one process answers case after case."""

    def start(self, edition: str) -> Started | Absent:
        """Starts it, also again after a failure. Raises `Failure` if it cannot be started."""
        ...

    def ask(self, case: Case, seq: int) -> Result:
        """Its answer to a case. Raises `Failure`, after which it must be started again."""
        ...

    def stop(self) -> None:
        """Ends it in good order. Raises `Failure` if it does not end so.

        `AnsweredAgain` is about the case before.
        """
        ...

    def kill(self) -> None:
        """Ends it at once, from another thread: what it is being asked then fails."""
        ...

    def close(self) -> None:
        """Ends it in any case."""
        ...


class InProcess:
    """An adapter in this process: fast, and with no limit of time or memory."""

    lasting = True

    def __init__(self, adapter: Callable[[], serve.Adapter]) -> None:
        self._make = adapter
        self._adapter: serve.Adapter | None = None

    def start(self, edition: str) -> Started | Absent:
        self._adapter = self._make()
        message = serve.begin(self._adapter, edition)
        if message["type"] == "started":
            return msgspec.convert(message, Started)
        return msgspec.convert(message, Absent)

    def ask(self, case: Case, seq: int) -> Result:
        assert self._adapter is not None, "start comes first"
        question = json.loads(protocol.encode(protocol.question(case, seq)))
        return msgspec.convert(serve.answer(self._adapter, question), Result)

    def stop(self) -> None:
        pass

    def kill(self) -> None:
        pass

    def close(self) -> None:
        pass


class Conversation:
    """Tier two: a program that answers many cases, message by message."""

    lasting = True

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._command = command
        self._limits = limits
        self._program: Program | None = None
        self._last: int | None = None

    def start(self, edition: str) -> Started | Absent:
        self.close()
        self._last = None
        self._program = Program(self._command, self._limits)
        start = protocol.Start(protocol=protocol.VERSION, edition=edition)
        try:
            line = self._program.ask(protocol.encode(start), self._limits.start_seconds)
            message = _decoded(line)
        except Failure as error:
            raise Failure(f"cannot be started: {error}") from error
        if isinstance(message, Result):
            raise Failure("cannot be started: answered start with a result")
        if isinstance(message, Started) and message.protocol != protocol.VERSION:
            raise Failure(
                f"cannot be started: speaks protocol {message.protocol}, not {protocol.VERSION}"
            )
        return message

    def ask(self, case: Case, seq: int) -> Result:
        assert self._program is not None, "start comes first"
        line = self._program.ask(
            protocol.encode(protocol.question(case, seq)), self._limits.seconds
        )
        message = _decoded(line)
        if not isinstance(message, Result):
            raise Failure("answered a case with something that is not a result")
        if message.seq == self._last:
            raise AnsweredAgain
        if message.seq != seq:
            raise Failure(f"answered case {message.seq} when asked for {seq}")
        self._last = seq
        return message

    def stop(self) -> None:
        assert self._program is not None, "start comes first"
        line = protocol.encode(protocol.Stop())
        more = self._program.finish(line, self._limits.seconds)
        if not more:
            return
        with contextlib.suppress(ProtocolError):
            message = protocol.decode(more.splitlines()[0])
            if isinstance(message, Result) and message.seq == self._last:
                raise AnsweredAgain
        raise Failure(f"said more after stop: {more[:80].decode('utf-8', 'replace').strip()!r}")

    def kill(self) -> None:
        if self._program is not None:
            self._program.kill()

    def close(self) -> None:
        if self._program is not None:
            self._program.close()
            self._program = None


class Command:
    """Tier one: a command that is run for each document and exits with 0 or 1."""

    lasting = False

    def __init__(
        self, command: Sequence[str], limits: Limits, started: Started, install: str = ""
    ) -> None:
        self._command = command
        self._limits = limits
        self._started = started
        self._install = install
        self._program: Program | None = None

    def start(self, edition: str) -> Started | Absent:
        return self._started

    def ask(self, case: Case, seq: int) -> Result:
        self._program = program = Program(self._command, self._limits)
        try:
            status = program.feed(case.document, self._limits.seconds)
            said = [protocol.Complaint(message=line) for line in program.errors.splitlines()[-8:]]
            if status not in (0, 1):
                how = describe(status) + (", expected 0 or 1" if status > 0 else "")
                raise Failure(f"{how}: {said[-1].message}" if said else how)
        finally:
            program.close()
        return Result(seq=seq, valid=status == 0, faults=said if status else [])

    def stop(self) -> None:
        pass

    def kill(self) -> None:
        if self._program is not None:
            self._program.kill()

    def close(self) -> None:
        pass


def _decoded(line: bytes) -> protocol.FromImplementation:
    try:
        return protocol.decode(line)
    except ProtocolError as error:
        raise Failure(str(error)) from error
