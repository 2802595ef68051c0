"""The corpus: manifests and documents on disk -> cases."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
from lxml import etree

from virtdom_conformance import change
from virtdom_conformance.adapters import schemas
from virtdom_conformance.case import Case, Fact, Origin, Place
from virtdom_conformance.selection import version
from virtdom_conformance.toml_lines import TomlLines

CORPUS = Path(str(files("virtdom_conformance"))) / "corpus"
"""The corpus that comes with the suite: a folder per edition, in it a folder per area."""

MANIFEST = "manifest.toml"
OF_XML = "xml."
"""How the rules of XML itself begin, which are in no catalogue."""

_TOML_LINE = re.compile(r"at line (\d+)")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, order=True)
class ManifestProblem:
    """One mistake in the corpus."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.message}"


class ManifestError(Exception):
    """A corpus with mistakes. `problems` carries all that were found."""

    def __init__(self, problems: Sequence[ManifestProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def editions(corpus: Path = CORPUS) -> tuple[str, ...]:
    """The editions that the corpus has areas for."""
    return tuple(sorted({path.parent.parent.name for path in corpus.glob(f"*/*/{MANIFEST}")}))


def read_corpus(edition: str, corpus: Path = CORPUS) -> tuple[Case, ...]:
    """All cases of an edition, area by area. Raises `ManifestError` with every mistake found."""
    cases: list[Case] = []
    problems: list[ManifestProblem] = []
    manifests = sorted((corpus / edition).glob(f"*/{MANIFEST}"))
    if not manifests:
        problems.append(
            ManifestProblem(str(corpus / edition), 1, "", "no area with a manifest here")
        )
    for manifest in manifests:
        area = _Area(manifest)
        cases += area.cases()
        problems += area.problems
    if not problems:
        rules = schemas.rules(edition)
        problems += [problem for case in cases for problem in _within(case, rules)]
        problems += _between(cases)
    if problems:
        raise ManifestError(problems)
    return tuple(cases)


def _within(case: Case, rules: frozenset[str] | None) -> Iterator[ManifestProblem]:
    """Mistakes of one case that its manifest's schema cannot tell. `rules` are those there are."""
    if case.since and case.until and version(case.since) > version(case.until):
        yield _problem(case, "since", f"{case.since} is later than until, {case.until}")
    for path, fact in case.facts.items():
        if isinstance(fact, float) and not math.isfinite(fact):
            yield _problem(case, "facts", f"{path} is {fact}, which is not a number of JSON")
    places = [place.rule for place in (case.fault, case.warning) if place is not None]
    for rule in dict.fromkeys((*case.rules, *places)):
        if rules is not None and rule not in rules and not rule.startswith(OF_XML):
            yield _problem(case, "rules", f"there is no rule {rule!r} in rules.toml")


def _between(cases: Sequence[Case]) -> Iterator[ManifestProblem]:
    """Mistakes that only show when all cases are known."""
    known: dict[str, Case] = {}
    for case in cases:
        if case.id in known:
            yield _problem(case, "id", f"{case.id!r} is taken already, by {known[case.id].origin}")
        known[case.id] = case
    for case in cases:
        if case.twin is None:
            continue
        twin = known.get(case.twin)
        if twin is None:
            yield _problem(case, "twin", f"there is no case {case.twin!r}")
        elif not twin.valid:
            yield _problem(case, "twin", f"{case.twin!r} is not a valid case")


def _problem(case: Case, field: str, message: str) -> ManifestProblem:
    return ManifestProblem(case.origin.file, case.origin.line, field, message)


@cache
def _validator() -> Any:
    schema = json.loads(
        files("virtdom_conformance").joinpath("manifest.schema.json").read_text("utf-8")
    )
    return jsonschema.Draft202012Validator(schema)


class _Area:
    """One folder with a manifest. `problems` fills as it is read."""

    def __init__(self, manifest: Path) -> None:
        self.manifest = manifest
        self.folder = manifest.parent
        self.name = manifest.parent.name
        self.problems: list[ManifestProblem] = []
        self._lines = TomlLines("")
        self._title = ""

    def cases(self) -> list[Case]:
        try:
            text = self.manifest.read_text("utf-8")
            data = tomllib.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(ManifestProblem(str(self.manifest), 1, "", str(error)))
            return []
        except tomllib.TOMLDecodeError as error:
            line = _TOML_LINE.search(str(error))
            self.problems.append(
                ManifestProblem(
                    str(self.manifest), int(line[1]) if line else 1, "", f"not TOML: {error}"
                )
            )
            return []
        self._lines = TomlLines(text)
        for mistake in _validator().iter_errors(data):
            for leaf in _leaves(mistake):
                for path, message in _told(leaf):
                    self._note(path, message)
        if self.problems:
            return []
        self._title = data["title"]
        cases = [
            case
            for index, entry in enumerate(data.get("case", ()))
            if (case := self._case(("case", index), entry)) is not None
        ]
        for index, entry in enumerate(data.get("table", ())):
            cases += self._table(("table", index), entry)
        return cases

    def _note(self, path: Sequence[str | int], message: str) -> None:
        field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        self.problems.append(
            ManifestProblem(str(self.manifest), self._lines.line_of(path), field, message)
        )

    def _read(self, name: str, path: Sequence[str | int]) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            self._note(path, f"{name}: {error.strerror}")
            return None

    def _filled(self, path: Sequence[str | int], sentence: str, words: Mapping[str, str]) -> str:
        """A sentence with words in place of their names in braces."""
        for name in dict.fromkeys(_PLACEHOLDER.findall(sentence)):
            if name not in words:
                self._note(path, f"{{{name}}} stands for nothing in a sentence of this kind")
        return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), sentence)

    def _origin(self, path: Sequence[str | int]) -> Origin:
        return Origin(str(self.manifest), self._lines.line_of(path))

    def _case(self, path: tuple[str | int, ...], entry: dict[str, Any]) -> Case | None:
        name: str = entry["id"]
        valid: bool = entry["valid"]
        operation = entry.get("operation", "accept")
        document = self._read(
            entry.get("document", f"{'valid' if valid else 'invalid'}/{name}.xml"),
            (*path, "document"),
        )
        defaults = None
        if operation == "defaults":
            defaults = self._read(
                entry.get("defaults", f"defaults/{name}.xml"), (*path, "defaults")
            )
        if document is None or (operation == "defaults" and defaults is None):
            return None
        facts: dict[str, Fact] = dict(entry.get("facts", {}))
        absent: list[str] = entry.get("absent", [])
        for place in sorted(facts.keys() & absent):
            self._note((*path, "absent"), f"{place} is among the facts as well")
        facts.update(dict.fromkeys(absent))
        return Case(
            id=f"{self.name}/{name}",
            area=self.name,
            area_title=self._title,
            sentence=self._filled((*path, "sentence"), entry["sentence"], {}),
            rules=tuple(entry["rules"]),
            operation=operation,
            valid=valid,
            document=document,
            fault=_place(entry.get("fault")),
            warning=_place(entry.get("warning")),
            twin=entry.get("twin"),
            tags=frozenset(entry.get("tags", ())),
            since=entry.get("since"),
            until=entry.get("until"),
            level=entry.get("level", "must"),
            facts=MappingProxyType(facts),
            defaults=defaults,
            verbatim=frozenset(entry.get("verbatim", ())),
            origin=self._origin((*path, "id")),
        )

    def _table(self, path: tuple[str | int, ...], table: dict[str, Any]) -> Iterator[Case]:
        template: str = table["template"]
        if template.lstrip().startswith("<"):
            document: bytes | None = template.strip().encode() + b"\n"
        else:
            document = self._read(template, (*path, "template"))
        if document is None:
            return
        prefix = f"{self.name}/{table['id']}"
        for index, row in enumerate(table["rows"]):
            here = (*path, "rows", index)
            sentence = row.get("sentence") or table.get("sentence")
            if sentence is None:
                self._note(here, "a row needs a sentence where its table has none")
                continue
            try:
                changed = _changed(document, row, row.get("place", table.get("place")))
            except (ValueError, etree.XMLSyntaxError) as error:
                self._note(here, str(error))
                continue
            rules = tuple(row.get("rules", table["rules"]))
            fault = twin = None
            if not row["valid"]:
                fault = Place(row.get("fault", changed.path), row.get("rule", rules[0]))
                near = _twin(row, table)
                twin = row.get("twin") or (f"{prefix}/{near}" if near else None)
                if twin is None:
                    self._note(here, "no valid row of the table is one change away: name a twin")
            yield Case(
                id=f"{prefix}/{row['name']}",
                area=self.name,
                area_title=self._title,
                sentence=self._filled(
                    here, sentence, {"value": repr(row.get("value", "")), "name": row["name"]}
                ),
                rules=rules,
                operation="accept",
                valid=row["valid"],
                document=changed.document,
                fault=fault,
                warning=_place(row.get("warning")),
                twin=twin,
                tags=frozenset(row.get("tags", table.get("tags", ()))),
                since=row.get("since", table.get("since")),
                until=row.get("until", table.get("until")),
                level=row.get("level", table.get("level", "must")),
                origin=self._origin(here),
            )


def _changed(document: bytes, row: dict[str, Any], place: str | None) -> change.Changed:
    if not any(key in row for key in ("value", "insert", "remove")):
        return change.Changed(document, place or "/")
    if place is None:
        raise ValueError("no place, neither in the row nor in its table")
    if "value" in row:
        return change.write(document, place, row["value"])
    if "insert" in row:
        return change.insert(document, place, row["insert"])
    return change.remove(document, place)


def _twin(row: dict[str, Any], table: dict[str, Any]) -> str | None:
    """The first valid row one change away: the template itself, or another value at the place."""
    place = row.get("place", table.get("place"))
    for other in table["rows"]:
        if not other["valid"] or "insert" in other or "remove" in other:
            continue
        same_place = other.get("place", table.get("place")) == place and "value" in row
        if "value" not in other or same_place:
            return str(other["name"])
    return None


def _place(entry: dict[str, str] | None) -> Place | None:
    return None if entry is None else Place(entry["path"], entry["rule"])


def _leaves(error: jsonschema.ValidationError) -> Iterator[jsonschema.ValidationError]:
    """The errors below an error that say most: those of the branch that fits best."""
    if error.validator in ("anyOf", "oneOf") and error.context:
        yield error
    elif error.context:
        for below in error.context:
            yield from _leaves(below)
    else:
        yield error


def _told(error: jsonschema.ValidationError) -> Iterator[tuple[list[str | int], str]]:
    """The place of a mistake and what is wrong, in words for the author of a manifest."""
    path = list(error.absolute_path)
    value: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    if error.validator == "required":
        yield from (([*path, name], "is missing") for name in value if name not in instance)
    elif error.validator == "additionalProperties":
        for name in sorted(set(instance) - set(schema["properties"])):
            yield [*path, name], "is not a field that belongs here"
    elif error.validator == "anyOf" and isinstance(instance, dict):
        needed: list[str] = [name for part in value for name in part["required"]]
        yield path, f"one of these is needed: {', '.join(needed)}"
    elif error.validator == "not" and value:
        yield path, f"these exclude each other: {', '.join(value['required'])}"
    elif error.validator == "not":
        yield path, "does not belong to one of this kind"
    elif error.validator == "pattern" and "description" in schema:
        description = str(schema["description"]).rstrip(".")
        yield path, f"{instance!r} is not {description[0].lower()}{description[1:]}"
    else:
        yield path, error.message
