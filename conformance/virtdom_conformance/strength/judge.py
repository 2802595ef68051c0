"""Which case notices a change of the schema."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import xmlschema

from virtdom_conformance.adapters import schemas
from virtdom_conformance.adapters.serve import Refused
from virtdom_conformance.case import Case
from virtdom_conformance.strength.tree import SchemaTree, read_tree
from virtdom_conformance.strength.weaken import Change, changes


@dataclass(frozen=True, slots=True)
class Noticed:
    """What became of one change."""

    change: str
    """Its id."""
    by: str | None
    """The case that notices it; None: it survives."""
    unusable: str = ""
    """Why a changed schema is none."""


@dataclass(slots=True)
class Memory:
    """Who noticed what, kept between runs in a file.

    A change of the same schema that was noticed by a case that is still the same needs no judging.
    """

    path: Path | None = None
    known: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @classmethod
    def load(cls, path: Path | None) -> Memory:
        """The memory of a file; empty if there is none or it is none."""
        if path is None or not path.is_file():
            return cls(path)
        try:
            known = json.loads(path.read_text("utf-8"))
        except ValueError:
            return cls(path)
        return cls(path, known if isinstance(known, dict) else {})  # pyright: ignore[reportUnknownArgumentType]

    def save(self) -> None:
        """Writes the file, if there is to be one."""
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.known, indent=0, sort_keys=True), "utf-8")


def judge_changes(
    schema: Path,
    cases: Sequence[Case],
    *,
    jobs: int = 0,
    memory: Memory | None = None,
    wanted: Collection[str] | None = None,
) -> tuple[tuple[Change, Noticed], ...]:
    """Makes every change of the schema and finds a case that notices it.

    `schema` is the root file. Judges on `jobs` processes, by default one for each processor.
    `wanted` are kinds of changes, by default all. Raises ValueError if the schema as it is does not
    agree with the corpus.
    """
    cases = [case for case in cases if case.operation == "accept" or case.valid]
    tree = read_tree(schema)
    _agree(tree, cases)
    made = changes(tree, element_names(case.document for case in cases))
    memory = memory or Memory()
    digests = {case.id: digest(case) for case in cases}
    seed = hashlib.sha256(tree.text().encode()).hexdigest()[:16]
    done: dict[int, Noticed] = {}
    first: dict[int, str] = {}
    for index, change in enumerate(made):
        remembered = memory.known.get(change.id)
        if remembered is None:
            continue
        first[index] = remembered[1]
        if remembered[0] == seed and digests.get(remembered[1]) == remembered[2]:
            done[index] = Noticed(change.id, remembered[1])
    chosen = [i for i, change in enumerate(made) if wanted is None or change.kind in wanted]
    todo = [index for index in chosen if index not in done]
    tasks = [(index, first.get(index)) for index in todo]
    for index, noticed in zip(todo, _judged(schema, cases, tasks, jobs), strict=True):
        done[index] = noticed
        if noticed.by is not None:
            memory.known[noticed.change] = [seed, noticed.by, digests[noticed.by]]
    memory.known = {
        change.id: memory.known[change.id] for change in made if change.id in memory.known
    }
    memory.save()
    return tuple((made[index], done[index]) for index in chosen)


def _judged(
    schema: Path, cases: Sequence[Case], tasks: Sequence[tuple[int, str | None]], jobs: int
) -> Iterator[Noticed]:
    """Judges changes one after another, here or in several processes."""
    subjects = tuple(map(_subject, cases))
    number = min(jobs or os.cpu_count() or 1, len(tasks))
    if number < 2:
        worker = _Worker(schema, subjects) if tasks else None
        yield from (worker.judge(*task) for task in tasks if worker is not None)
        return
    with ProcessPoolExecutor(number, get_context("spawn"), _prepare, (schema, subjects)) as pool:
        yield from pool.map(_judge, tasks, chunksize=4)


def digest(case: Case) -> str:
    """Changes with the document and its verdict."""
    return hashlib.sha256(case.document + bytes([case.valid])).hexdigest()[:16]


def element_names(documents: Iterable[bytes]) -> frozenset[str]:
    """The names of all elements in some documents."""
    names: set[str] = set()
    for document in documents:
        root = parsed(document)
        if root is not None:
            names.update(node.tag for node in root.iter() if "}" not in node.tag)
    return frozenset(names)


def parsed(document: bytes) -> ElementTree.Element | None:
    """The root of a document; None if it is no XML to be judged by a schema."""
    try:
        return schemas.parsed(document)
    except Refused:
        return None


def _agree(tree: SchemaTree, cases: Iterable[Case]) -> None:
    judge = Judge(tree)
    wrong = [case.id for case in cases if judge.accepts(case.document) != case.valid]
    if wrong:
        raise ValueError(f"schema and corpus do not agree about {', '.join(wrong)}")


class Judge:
    """A schema that judges cases. Raises an exception of xmlschema if it is none."""

    def __init__(self, tree: SchemaTree) -> None:
        self._schema: Any = xmlschema.XMLSchema11(tree.text())

    def accepts(self, document: bytes) -> bool:
        """The verdict about a document."""
        root = _root(document)
        return root is not None and bool(self._schema.is_valid(root))


@cache
def _root(document: bytes) -> ElementTree.Element | None:
    return parsed(document)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the other processes need of a case."""

    id: str
    valid: bool
    document: bytes
    rules: frozenset[str]
    """Those that it exercises, and the one that it breaks."""
    place: str
    """Where its fault is."""


def _subject(case: Case) -> _Subject:
    broken = () if case.fault is None else (case.fault.rule,)
    place = "" if case.fault is None else case.fault.path
    return _Subject(case.id, case.valid, case.document, frozenset((*case.rules, *broken)), place)


class _Worker:
    """What each process has: the schema, its changes and the cases."""

    def __init__(self, schema: Path, cases: tuple[_Subject, ...]) -> None:
        self._tree = read_tree(schema)
        self._changes = changes(self._tree, element_names(case.document for case in cases))
        self._cases = cases

    def judge(self, index: int, first: str | None) -> Noticed:
        """Judges one change. The cases that are likely to notice it come first."""
        change = self._changes[index]
        ranked = sorted(
            (case for case in self._cases if case.valid != change.weakens),
            key=lambda case: (case.id != first, -_likelihood(case, change), len(case.document)),
        )
        problem = ""
        without = self._without(change)
        for edit in change.edits:
            copy = self._tree.copy()
            edit(copy)
            if change.aside is not None:
                change.aside(copy)
            try:
                judge = Judge(copy)
            except Exception as error:  # noqa: BLE001  # whatever the library raises: no schema
                problem = " ".join(str(error).split())[:300]
                continue
            for case in ranked:
                if judge.accepts(case.document) == case.valid:
                    continue
                if without is None or without.accepts(case.document) == case.valid:
                    return Noticed(change.id, case.id)
        return Noticed(change.id, None, problem)

    def _without(self, change: Change) -> Judge | None:
        """The schema unchanged but for the conditions that the change sets aside, if it does."""
        if change.aside is None:
            return None
        copy = self._tree.copy()
        change.aside(copy)
        return Judge(copy)


_worker: list[_Worker] = []


def _prepare(schema: Path, cases: tuple[_Subject, ...]) -> None:
    _worker[:] = [_Worker(schema, cases)]


def _judge(task: tuple[int, str | None]) -> Noticed:
    return _worker[0].judge(*task)


def _likelihood(case: _Subject, change: Change) -> int:
    """How much a case has to do with a change."""
    score = 4 * len(change.rules & case.rules)
    for name in (change.where.rpartition("/")[2].lstrip("@"), change.what):
        if name:
            score += 2 * (name in case.place) + (name.encode() in case.document)
    return score
