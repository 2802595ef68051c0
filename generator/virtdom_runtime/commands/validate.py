"""`virtdom validate`: judging documents."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

import click

from virtdom_runtime.commands import documents, editions, options, render
from virtdom_runtime.commands.documents import Document, Place, Unreadable
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import FAULTS, NOT_DONE, Failure, complain
from virtdom_runtime.commands.formats import github, json_lines, junit, sarif
from virtdom_runtime.commands.internal import told
from virtdom_runtime.commands.judging import Report, judge
from virtdom_runtime.commands.progress import Progress
from virtdom_runtime.commands.version import version

COLLECTED = frozenset({"sarif", "junit"})
"""Formats that are one document for the whole run."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to judge, and how. It may go to another process."""

    source: Place | Document
    edition: str
    strict: bool
    target: str | None


@click.command()
@options.edition
@options.target
@options.output_format("text", "json", "github", "sarif", "junit")
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="How many processes judge.")
@options.lax
@options.colour
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def validate(
    bindings: Bindings,
    target: str | None,
    output_format: str,
    jobs: int,
    lax: bool,
    paths: tuple[str, ...],
) -> int:
    """Judges documents.

    PATH is a file, - for standard input, or a folder for its own *.xml files.

    Exit status: 0 all valid (warnings do not count), 1 faults, 2 a document was not read.
    """
    if paths.count(documents.STANDARD_INPUT) > 1:
        raise click.UsageError("Standard input can be read only once.")
    tasks = [
        Task(_at_hand(place), bindings.name, not lax, target) for place in documents.places(paths)
    ]
    tally = render.Tally()
    progress = Progress(len(tasks))
    collected: list[Report] = []
    for report in _reports(tasks, jobs):
        tally.count(report)
        if output_format in COLLECTED:
            collected.append(report)
        shown = _shown(report, output_format)
        if shown or report.problem is not None:
            progress.clear()
        if report.problem is not None:
            complain(report.problem)
        if shown:
            click.echo(shown)
        progress.step(report.file)
    progress.clear()
    if output_format == "sarif":
        click.echo(sarif.document(collected, version()))
    elif output_format == "junit":
        click.echo(junit.document(collected, bindings.name))
    elif output_format == "text":
        click.echo(render.summary(tally), err=True)
    if tally.unread:
        return NOT_DONE
    return FAULTS if tally.faulty else 0


def _at_hand(place: Place) -> Place | Document:
    """Standard input is read at once, since other processes do not have it."""
    if place.path is not None:
        return place
    try:
        return documents.read(place)
    except Unreadable as error:
        return Place(place.name, None, error.reason)


def _reports(tasks: Sequence[Task], jobs: int) -> Iterator[Report]:
    """The reports in the order of the tasks."""
    if jobs == 1 or len(tasks) == 1:
        yield from map(_report, tasks)
        return
    executor = ProcessPoolExecutor(
        max_workers=min(jobs, len(tasks)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_end_quietly_when_interrupted,
    )
    try:
        chunk = max(1, min(32, len(tasks) // (4 * jobs)))
        with _interrupts_held():
            reports = executor.map(_report, tasks, chunksize=chunk)
        yield from reports
    except BrokenProcessPool:
        raise Failure("a process that judged documents was ended; try fewer with --jobs") from None
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()  # it may wait for a document that does not come
        raise
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Generator[None, None, None]:
    """Keeps an interrupt from reaching processes before they are ready for it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_quietly_when_interrupted() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _report(task: Task) -> Report:
    """The report on one document, whatever happens."""
    name = task.source.name
    try:
        source = task.source
        document = source if isinstance(source, Document) else documents.read(source)
        bindings = editions.load(task.edition)
        return judge(document, bindings, strict=task.strict, target=task.target)[1]
    except Unreadable as error:
        return Report(name, problem=str(error))
    except Exception as error:  # noqa: BLE001  # the other documents are still to be judged
        return Report(name, problem=f"{name}: {told(error)}")


def _shown(report: Report, output_format: str) -> str:
    match output_format:
        case "text":
            return render.report(report, _columns())
        case "json":
            return json_lines.line(report)
        case "github":
            return github.lines(report)
        case _:
            return ""


def _columns() -> int:
    if not sys.stdout.isatty():
        return render.WIDTH
    return max(40, shutil.get_terminal_size().columns)
