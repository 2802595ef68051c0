"""A program at the other end of two pipes, held to limits of time, memory and output."""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

_CHUNK = 65536
_KEPT = 4096
"""Bytes of standard error that are kept, from its end."""
_LOOK = 0.05
"""Seconds after which a program that says nothing is looked after."""

_LIMIT = 'ulimit -c 0; ulimit -v "$1" || exit 125; shift; exec "$@"'
_MEMORY_SIGNS = ("out of memory", "cannot allocate memory", "memoryerror", "bad_alloc", "enomem")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may take."""

    seconds: float = 10.0
    """For one answer."""
    start_seconds: float = 60.0
    """For the first answer, which waits for the program to load."""
    memory: int = 2048
    """Address space, in MiB."""
    output: int = 8
    """Standard output of one answer, in MiB."""


class Failure(Exception):
    """A program that did not do what it should: cannot start, died, hangs, floods."""


class Late(Failure):
    """A program that did not answer, or end, in its time."""


class Program:
    """A running program. `close` must be called."""

    def __init__(
        self, command: Sequence[str], limits: Limits, environment: Mapping[str, str] | None = None
    ) -> None:
        """Starts it. Raises `Failure`."""
        if shutil.which(command[0]) is None:
            raise Failure(f"cannot be started: no program {command[0]!r}")
        self.limits = limits
        self._errors = b""
        self._buffer = b""
        self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", _LIMIT, "sh", str(limits.memory * 1024), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self._stderr: IO[bytes] = self._process.stderr
        for pipe in (self._stdin, self._stdout, self._stderr):
            os.set_blocking(pipe.fileno(), False)

    def ask(self, line: bytes, seconds: float) -> bytes:
        """Sends a line and waits for a line. Raises `Failure`."""
        self._exchange(line, seconds, until_line=True)
        answer, end, self._buffer = self._buffer.partition(b"\n")
        return answer + end

    def feed(self, data: bytes, seconds: float) -> int:
        """Sends everything, closes the input and waits for the exit status. Raises `Failure`.

        A program that ends without having read its input is fine.
        """
        self._exchange(data, seconds, until_line=False)
        return self._process.wait()

    def finish(self, line: bytes, seconds: float) -> bytes:
        """Sends the last line; what still comes until the program ends. Raises `Failure`."""
        self._exchange(line, seconds, until_line=False)
        if self._process.wait() != 0:
            raise Failure(self._death())
        return self._buffer

    @property
    def errors(self) -> str:
        """The end of what it wrote on standard error."""
        return self._errors.decode("utf-8", "replace").strip()

    def kill(self) -> None:
        """Ends the program and its process group. May be called from another thread.

        What it started in a session of its own, a daemon for one, is not of the group and goes on.
        """
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Ends it and lets go of it."""
        self.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout, self._stderr):
            with contextlib.suppress(OSError):
                pipe.close()

    def _exchange(self, data: bytes, seconds: float, *, until_line: bool) -> None:
        """Writes and reads at once, so that neither side can block the other.

        Until there is a line, or until the program has ended and all that it wrote is read. That
        it has ended is asked of the system: what it started may hold its pipes for longer.
        """
        deadline = time.monotonic() + seconds
        rest = memoryview(data)
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            selector.register(self._stderr, selectors.EVENT_READ)
            selector.register(self._stdin, selectors.EVENT_WRITE)
            while not until_line or rest or b"\n" not in self._buffer:
                ended = self._process.poll() is not None
                left = max(0.0, deadline - time.monotonic())
                ready = selector.select(0 if ended else min(left, _LOOK))
                if ended and not ready:
                    break
                if not left:
                    wanted = "no answer" if until_line else "did not end"
                    raise Late(f"{wanted} within {seconds:g} s")
                for key, _ in ready:
                    if key.fileobj is self._stdin:
                        rest = self._write(rest)
                        if not rest:
                            selector.unregister(self._stdin)
                            if not until_line:
                                self._stdin.close()
                    elif not self._read(key.fd, is_output=key.fileobj is self._stdout):
                        selector.unregister(key.fileobj)
        if until_line and b"\n" not in self._buffer:
            raise Failure(self._death())

    def _write(self, rest: memoryview) -> memoryview:
        try:
            return rest[os.write(self._stdin.fileno(), rest[:_CHUNK]) :]
        except BrokenPipeError:
            return rest[len(rest) :]
        except BlockingIOError:
            return rest

    def _read(self, descriptor: int, *, is_output: bool) -> bool:
        """Reads what is there; False at the end."""
        try:
            data = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return True
        if not is_output:
            self._errors = (self._errors + data)[-_KEPT:]
            return bool(data)
        self._buffer += data
        if len(self._buffer) > self.limits.output << 20:
            raise Failure(f"more than {self.limits.output} MiB of output for one answer")
        return bool(data)

    def _death(self) -> str:
        """How it ended, in words."""
        how = describe(self._process.wait())
        lowered = self.errors.lower()
        if any(sign in lowered for sign in _MEMORY_SIGNS):
            how += f", out of memory (limit {self.limits.memory} MiB)"
        last = self.errors.splitlines()[-1:] or [""]
        return how + (f": {last[0][:200]}" if last[0] else "")


def describe(status: int) -> str:
    """An exit status of `subprocess` in words."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"died: killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"died: killed by signal {-status}"
