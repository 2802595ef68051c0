"""The command `virtdom conformance`."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from virtdom_conformance import expectations as known
from virtdom_conformance.adapters import schemas
from virtdom_conformance.adapters.registry import IMPLEMENTATIONS, Implementation, implementation
from virtdom_conformance.case import OPERATIONS, Case
from virtdom_conformance.expectations import ExpectationsError
from virtdom_conformance.manifest import CORPUS, ManifestError, editions, read_corpus
from virtdom_conformance.outcomes import Outcome
from virtdom_conformance.process import Limits
from virtdom_conformance.protocol import Started
from virtdom_conformance.report.records import NAME, Report, ReportError, read_report
from virtdom_conformance.report.terminal import summary
from virtdom_conformance.selection import EmptySelection, Selection, select, version
from virtdom_conformance.session import Command, Conversation
from virtdom_conformance.suite import Plan, all_required, carry_out, interrupt_on_terminate

FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130
"""Exit statuses: something is not as expected; it could not be done; it was interrupted."""


@click.group()
def conformance() -> None:
    """Judges implementations of the format by a corpus of documents."""


_EDITION = click.option("--edition", metavar="NAME", help="The edition of the format.")
_CORPUS = click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=CORPUS,
    help="Another corpus: a folder with a folder for each edition.",
)


def selecting(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that select cases."""
    for option in (
        _globs("--case", "ids", "Only cases with such an id."),
        _globs("--area", "areas", "Only cases of such an area."),
        _globs("--tag", "tags", "Only cases with such a tag."),
        _globs("--rule", "rules", "Only cases of such a rule."),
        _globs("--level", "levels", "Only cases of such a level."),
        _globs("--operation", "operations", f"Only cases of one of {', '.join(OPERATIONS)}."),
        click.option(
            "--target",
            metavar="X.Y",
            callback=_version,
            help="Only cases that hold for this libvirt.",
        ),
        _EDITION,
        _CORPUS,
    ):
        function = option(function)
    return function


def _globs(name: str, field: str, text: str) -> Callable[[Any], Any]:
    return click.option(name, field, multiple=True, metavar="GLOB", help=text)


def _version(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    try:
        if text is not None:
            version(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None
    return text


def _selection(options: dict[str, Any]) -> Selection:
    fields = ("ids", "areas", "tags", "rules", "levels", "operations", "target")
    return Selection(**{name: options.pop(name) for name in fields})


def _cases(options: dict[str, Any]) -> tuple[str, tuple[Case, ...]]:
    """The edition and its whole corpus."""
    corpus: Path = options.pop("corpus")
    present = editions(corpus)
    edition: str = options.pop("edition") or (present[-1] if present else "")
    if edition not in present:
        _stop(f"{corpus} has no edition {edition!r}; it has {', '.join(present) or 'none'}")
    try:
        return edition, read_corpus(edition, corpus)
    except ManifestError as error:
        _stop(str(error))


@conformance.command("run")
@click.option(
    "--implementation",
    "-i",
    "names",
    multiple=True,
    metavar="NAME",
    help="One that the suite knows (see list --implementations). All of them by default.",
)
@click.option(
    "--command",
    "commands",
    multiple=True,
    metavar="COMMAND",
    help="Any command that reads XML on standard input and exits with 0 or 1.",
)
@click.option(
    "--adapter",
    "adapters",
    multiple=True,
    metavar="COMMAND",
    help="A command that speaks the protocol.",
)
@click.option("--name", help="What to call the command or adapter, in reports and expectations.")
@selecting
@click.option("--timeout", type=click.FloatRange(min=0.01), help="Seconds for one answer.")
@click.option("--memory", type=click.IntRange(min=16), help="Address space in MiB.")
@click.option(
    "--expectations",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=known.FOLDER,
    help="Folder with EDITION/IMPLEMENTATION.toml.",
)
@click.option("--write-expectations", is_flag=True, help="Drafts these files from what comes out.")
@click.option(
    "--schema",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder schema/ of a checkout, for the implementations that need it.",
)
@click.option(
    "--require-all",
    is_flag=True,
    help="An implementation that is not installed is a failure; so it is where CI or"
    " VIRTDOM_REQUIRE_ALL is set.",
)
@click.option("--report", type=click.Path(path_type=Path), help="Writes JSON Lines as they come.")
@click.option("--junit", type=click.Path(path_type=Path), help="Writes JUnit XML.")
@click.option("--html", type=click.Path(path_type=Path), help="Writes a page.")
@click.option("--badges", type=click.Path(path_type=Path), help="Writes a badge file for each.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    help="Implementations asked at the same time. One for each processor by default.",
)
@click.option("--verbose", "-v", is_flag=True, help="Also tells the deviations that are expected.")
def run_command(
    *,
    names: tuple[str, ...],
    commands: tuple[str, ...],
    adapters: tuple[str, ...],
    name: str | None,
    timeout: float | None,
    memory: int | None,
    folder: Path,
    write_expectations: bool,
    schema: Path | None,
    require_all: bool,
    report: Path | None,
    junit: Path | None,
    html: Path | None,
    badges: Path | None,
    jobs: int,
    verbose: bool,
    **options: Any,
) -> None:
    """Runs the suite. Exit status 0: everything is as expected."""
    if schema is not None:
        os.environ[schemas.VARIABLE] = str(schema.resolve())
    selection = _selection(options)
    edition, corpus = _cases(options)
    chosen = _implementations(names, commands, adapters, name)

    def limits(usual: Limits) -> Limits:
        usual = replace(usual, seconds=timeout) if timeout is not None else usual
        return replace(usual, memory=memory) if memory is not None else usual

    plan = Plan(
        edition=edition,
        corpus=corpus,
        selection=selection,
        implementations=chosen,
        expectations=folder,
        require_all=require_all or all_required(),
        limits=limits,
        jobs=jobs,
    )
    interrupt_on_terminate()
    try:
        if report is None:
            result = carry_out(plan, None, _progress())
        else:
            report.parent.mkdir(parents=True, exist_ok=True)
            with report.open("w", encoding="utf-8") as out:
                result = carry_out(plan, out, _progress())
    except (EmptySelection, ExpectationsError, OSError) as error:
        _stop(str(error))
    _clear_progress()
    _write(result, junit, html, badges)
    if write_expectations:
        _draft(result, corpus, edition, folder)
    for line in summary(result, verbose=verbose):
        click.echo(line)
    _end(result)


@conformance.command("list")
@selecting
@click.option("--implementations", is_flag=True, help="Lists the implementations instead.")
def list_command(*, implementations: bool, **options: Any) -> None:
    """Lists cases: id, verdict, operation, sentence."""
    if implementations:
        width = max(len(each.name) for each in IMPLEMENTATIONS)
        for each in IMPLEMENTATIONS:
            click.echo(f"{each.name:<{width}}  {each.about}")
        return
    selection = _selection(options)
    _, corpus = _cases(options)
    try:
        chosen = select(corpus, selection)
    except EmptySelection as error:
        _stop(str(error))
    for case in chosen:
        verdict = "valid" if case.valid else "invalid"
        click.echo(f"{case.id}  {verdict} {case.operation}  {case.sentence}")


@conformance.command("report")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--partial", is_flag=True, help="Takes a report that was cut off.")
@click.option("--junit", type=click.Path(path_type=Path), help="Writes JUnit XML.")
@click.option("--html", type=click.Path(path_type=Path), help="Writes a page.")
@click.option("--badges", type=click.Path(path_type=Path), help="Writes a badge file for each.")
@click.option("--verbose", "-v", is_flag=True, help="Also tells the deviations that are expected.")
def report_command(
    file: Any,
    *,
    partial: bool,
    junit: Path | None,
    html: Path | None,
    badges: Path | None,
    verbose: bool,
) -> None:
    """Tells a report (JSON Lines) again, in other forms."""
    try:
        result = read_report(file.read(), partial=partial)
    except (ReportError, UnicodeDecodeError) as error:
        _stop(f"{file.name}: {error}")
    _write(result, junit, html, badges)
    for line in summary(result, verbose=verbose):
        click.echo(line)
    _end(result)


@conformance.command("strength")
@_EDITION
@_CORPUS
@click.option(
    "--schema",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder schema/ of a checkout.",
)
@click.option("--kind", "kinds", multiple=True, metavar="GLOB", help="Only changes of such a kind.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes. All processors by default.")
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where is kept what was found out, so that it need not be found out again.",
)
@click.option("--fresh", is_flag=True, help="Finds everything out again.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each change and part.")
def strength_command(
    *, schema: Path | None, memory: Path | None, as_json: bool, **options: Any
) -> None:
    """Changes the schema in every small way and tells which changes no case would notice.

    Also tells which parts of the schema no case exercises. Exit status 0: there are none of either.
    """
    from virtdom_conformance.adapters.serve import Unavailable
    from virtdom_conformance.strength import tell

    kinds: tuple[str, ...] = options.pop("kinds")
    jobs: int | None = options.pop("jobs")
    fresh: bool = options.pop("fresh")
    if schema is not None:
        os.environ[schemas.VARIABLE] = str(schema.resolve())
    edition, corpus = _cases(options)
    try:
        root = schemas.xsd11(edition)
        findings = tell.measure(
            root,
            corpus,
            kinds=kinds,
            jobs=jobs or 0,
            memory=memory or tell.usual_memory(edition),
            fresh=fresh,
        )
    except Unavailable as error:
        _stop(f"{error.reason}: {error.install}")
    except (ValueError, OSError) as error:
        _stop(str(error))
    for line in tell.as_json(findings) if as_json else tell.as_text(findings):
        click.echo(line)
    sys.exit(0 if findings.ok else FAILED)


@conformance.command("findings")
@_EDITION
@_CORPUS
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another file than conformance/FINDINGS.md of the checkout.",
)
@click.option("--check", is_flag=True, help="Writes nothing; exit status 1: the page is not so.")
def findings_command(*, output: Path | None, check: bool, **options: Any) -> None:
    """Writes the page that tells where known implementations differ, and why.

    It is made from the expectations and the corpus; nothing is run.
    """
    from virtdom_conformance import findings

    edition, corpus = _cases(options)
    path = output or findings.findings_file()
    try:
        text = findings.page(edition, corpus, findings.find(edition, corpus))
        if check:
            if not path.is_file() or path.read_text("utf-8") != text:
                click.echo(f"{path} is not what `virtdom conformance findings` writes", err=True)
                sys.exit(FAILED)
            return
        path.write_text(text, encoding="utf-8")
    except (ExpectationsError, OSError) as error:
        _stop(str(error))
    click.echo(f"wrote {path}", err=True)


def _implementations(
    names: Sequence[str], commands: Sequence[str], adapters: Sequence[str], name: str | None
) -> tuple[Implementation, ...]:
    chosen: list[Implementation] = []
    for known_name in dict.fromkeys(names):
        try:
            chosen.append(implementation(known_name))
        except KeyError:
            listed = ", ".join(each.name for each in IMPLEMENTATIONS)
            _stop(f"no implementation {known_name!r}; the suite knows {listed}")
    if name is not None and len(commands) + len(adapters) != 1:
        _stop("--name is for one --command or --adapter")
    chosen += [_plugged(text, name, tier=1) for text in commands]
    chosen += [_plugged(text, name, tier=2) for text in adapters]
    for called, number in Counter(each.name for each in chosen).items():
        if number > 1:
            _stop(f"{number} implementations are called {called}: ask each alone, with its --name")
    return tuple(chosen) if chosen else IMPLEMENTATIONS


def _plugged(text: str, name: str | None, *, tier: int) -> Implementation:
    """An implementation that is given as a command."""
    try:
        command = shlex.split(text)
    except ValueError as error:
        _stop(f"{text!r}: {error}")
    if not command:
        _stop("an empty command")
    if shutil.which(command[0]) is None:
        _stop(f"no program {command[0]!r}, or none that may be run")
    called = name if name is not None else Path(command[0]).name
    if not NAME.fullmatch(called):
        _stop(f"{called!r} is no name; --name gives one of letters, digits, '.', '_' and '-'")
    if tier == 2:
        return Implementation(
            name=called, about=text, session=lambda limits: Conversation(command, limits)
        )
    started = Started(
        protocol=1, name=called, version="", language="", operations=["accept"], notes=text
    )
    return Implementation(
        name=called, about=text, session=lambda limits: Command(command, limits, started)
    )


def _progress() -> Callable[[str, Outcome], None]:
    """Shows how far it is, on a terminal only."""
    if not sys.stderr.isatty():
        return lambda _, __: None
    done = 0

    def tell(name: str, outcome: Outcome) -> None:
        nonlocal done
        done += 1
        click.echo(f"\r\x1b[K{done} answers  {name}  {outcome.case}"[:100], nl=False, err=True)

    return tell


def _clear_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _write(result: Report, junit: Path | None, html: Path | None, badges: Path | None) -> None:
    """The forms that are asked for. They are rendered before any is written."""
    files: dict[Path, str] = {}
    if junit is not None:
        from virtdom_conformance.report.junit import junit_xml

        files[junit] = junit_xml(result)
    if html is not None:
        from virtdom_conformance.report.page import page

        files[html] = page(result)
    if badges is not None:
        from virtdom_conformance.report.badge import badge

        files.update(
            {badges / f"{end.implementation}.json": badge(end, result) for end in result.ends}
        )
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            click.echo(f"wrote {path}", err=True)
    except OSError as error:
        _stop(str(error))


def _draft(result: Report, corpus: Sequence[Case], edition: str, folder: Path) -> None:
    """Writes the expectations of what was asked to its end; what was not asked stays as it is."""
    for end in result.ends:
        if end.ending != "complete":
            continue
        path = known.path_for(end.implementation, edition, folder)
        outcomes = [
            Outcome(
                case=record.case,
                status=record.status,
                detail=record.detail,
                said=tuple(record.said),
                excused=record.excused,
            )
            for record in result.results
            if record.implementation == end.implementation
        ]
        entries = known.resolve(known.read_expectations(path), corpus)
        seen = end.started.version if end.started is not None else ""
        if result.header.cases < result.header.of:
            seen = known.read_seen(path) or seen
        text = known.draft(corpus, outcomes, entries, seen)
        if text or path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            click.echo(f'wrote {path}; give a reason wherever it says "?"', err=True)


def _end(result: Report) -> None:
    """The exit status of a run."""
    footer = result.footer
    if footer is None or footer.ending == "interrupted":
        sys.exit(INTERRUPTED)
    if not footer.ok:
        sys.exit(FAILED)


def _stop(message: str) -> NoReturn:
    click.echo(f"virtdom conformance: {message}", err=True)
    sys.exit(UNUSABLE)
