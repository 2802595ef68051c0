"""Who may import whom, read from the syntax tree of every module."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "virtdom": ROOT / "generated/virtdom",
    "virtdom_runtime": ROOT / "generator/virtdom_runtime",
    "virtdom_generator": ROOT / "generator/virtdom_generator",
    "virtdom_conformance": ROOT / "conformance/virtdom_conformance",
}
STANDARD = sys.stdlib_module_names
DISTRIBUTIONS = {"yaml": "pyyaml"}
"""Where the name to import is not the name to install."""


@dataclass(frozen=True)
class Import:
    """One import of one module by another, both by their full names."""

    importer: str
    target: str
    line: int
    when: str
    """`load`, `call` (in a function, when it is called) or `types` (for type checkers alone)."""

    @property
    def top(self) -> str:
        return self.target.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def imports_of(module: str, source: str, *, package: bool = False) -> Iterator[Import]:
    """Every import in a module; `package` if it is an `__init__`.

    `from a import b` counts as an import of `a.b`, since b may be a module; a call of
    `import_module` with a literal name counts as well.
    """

    def visit(node: ast.AST, when: str) -> Iterator[Import]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            when = "call"
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for statement in node.body:
                yield from visit(statement, "types")
            for statement in node.orelse:
                yield from visit(statement, when)
            return
        for target in _targets(node, module, package):
            yield Import(module, target, getattr(node, "lineno", 0), when)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, when)

    return visit(ast.parse(source), "load")


def _targets(node: ast.AST, module: str, package: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = module.split(".")
        base = parts[: len(parts) - node.level + package] if node.level else []
        start = ".".join([*base, node.module] if node.module else base)
        yield from (f"{start}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in (
        "import_module",
        "__import__",
    ):
        for argument in node.args[:1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
            elif isinstance(argument, ast.JoinedStr):
                yield ast.unparse(argument).removeprefix("f").strip("'\"")


def sources(package: str) -> Iterator[tuple[str, Path]]:
    """The full name and the file of every module of a package of ours."""
    folder = PACKAGES[package]
    for path in sorted(folder.rglob("*.py")):
        names = [package, *path.relative_to(folder).with_suffix("").parts]
        yield ".".join(names[:-1] if names[-1] == "__init__" else names), path


@cache
def imports(package: str) -> tuple[Import, ...]:
    """All imports of a package. Fails if the package has no modules."""
    found = [
        one
        for name, path in sources(package)
        for one in imports_of(
            name, path.read_text(encoding="utf-8"), package=path.name == "__init__.py"
        )
    ]
    assert found, f"{package} has no imports at all: is it there?"
    return tuple(found)


def ours(found: Iterable[Import]) -> Iterator[Import]:
    return (one for one in found if one.top in PACKAGES)


def within(name: str, *parents: str) -> bool:
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


def listed(found: Iterable[Import]) -> list[str]:
    return [str(one) for one in found]


def test_bindings_need_little() -> None:
    """The bindings import the standard library, lxml, msgspec, the runtime and themselves."""
    allowed = STANDARD | {"lxml", "msgspec", "virtdom_runtime", "virtdom"}
    assert listed(one for one in imports("virtdom") if one.top not in allowed) == []


def test_bindings_leave_the_command_alone() -> None:
    """Importing the bindings does not load the command."""
    found = (one for one in imports("virtdom") if within(one.target, "virtdom_runtime.commands"))
    assert listed(found) == []


def test_runtime_engine_needs_little() -> None:
    """The engine imports the standard library, lxml, msgspec and itself; the command needs more."""
    allowed = STANDARD | {"lxml", "msgspec", "virtdom_runtime"}
    command = ("virtdom_runtime.commands", "virtdom_runtime.__main__")
    engine = [one for one in imports("virtdom_runtime") if not within(one.importer, *command)]
    assert engine
    assert listed(one for one in engine if one.top not in allowed) == []
    assert listed(one for one in engine if within(one.target, command[0])) == []


def test_command_loads_the_rest_when_asked() -> None:
    """The command imports bindings, generator and conformance where a function needs them."""
    eager = (
        one
        for one in ours(imports("virtdom_runtime"))
        if one.top != "virtdom_runtime" and one.when == "load"
    )
    assert listed(eager) == []


def test_only_two_commands_know_the_generator() -> None:
    """`generate` and `changes` alone reach for the generator."""
    allowed = ("virtdom_runtime.commands.generate", "virtdom_runtime.commands.changes")
    found = (
        one
        for one in imports("virtdom_runtime")
        if one.top == "virtdom_generator" and not within(one.importer, *allowed)
    )
    assert listed(found) == []


def test_generator_knows_no_product() -> None:
    """The generator imports neither the bindings that it writes nor the conformance suite."""
    found = (
        one for one in imports("virtdom_generator") if one.top in ("virtdom", "virtdom_conformance")
    )
    assert listed(found) == []


@pytest.mark.parametrize("module", ["model", "plan"])
def test_data_imports_nothing_of_ours(module: str) -> None:
    """The Model and the Plan are data alone."""
    name = f"virtdom_generator.{module}"
    assert name in dict(sources("virtdom_generator"))
    assert listed(one for one in ours(imports("virtdom_generator")) if one.importer == name) == []


def test_emitters_see_the_plan_alone() -> None:
    """Nothing that an emitter imports, or that leads on to, knows the Model or how it is read."""
    emitters = {
        name for name, _ in sources("virtdom_generator") if within(name, "virtdom_generator.emit")
    }
    hidden = tuple(
        f"virtdom_generator.{name}"
        for name in ("model", "schema", "annotations", "planner", "passes", "naming", "lint")
    )
    assert set(hidden[:4]) <= dict(sources("virtdom_generator")).keys()
    seen = reached(loaded_by("virtdom_generator"), emitters)
    assert "virtdom_generator.plan" in seen
    assert [name for name in sorted(seen) if within(name, *hidden)] == []


def test_one_place_knows_the_schema_library() -> None:
    """Only `schema` imports xmlschema."""
    found = {one.importer for one in imports("virtdom_generator") if one.top == "xmlschema"}
    assert found == {"virtdom_generator.schema"}


def test_conformance_is_about_any_implementation() -> None:
    """Only the adapter of virtdom imports bindings or runtime; nothing imports the generator."""
    found = imports("virtdom_conformance")
    assert listed(one for one in found if one.top == "virtdom_generator") == []
    known = (
        one
        for one in found
        if one.top in ("virtdom", "virtdom_runtime")
        and not one.importer.startswith("virtdom_conformance.adapters.virtdom")
    )
    assert listed(known) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_cycles(package: str) -> None:
    """Modules do not load each other in a circle."""
    assert circle(loaded_by(package)) == []


def loaded_by(package: str) -> dict[str, set[str]]:
    """For every module of a package, the others of it that it loads when it is loaded."""
    names = {name for name, _ in sources(package)}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for one in imports(package):
        for target in (one.target, one.target.rpartition(".")[0]):
            if one.when == "load" and target in names and not within(one.importer, target):
                graph[one.importer].add(target)
    return graph


def reached(graph: Mapping[str, Iterable[str]], start: Iterable[str]) -> set[str]:
    """All names that a walk along the graph comes to, those of the start included."""
    seen = set[str]()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph.get(name, ())
    return seen


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of one circle in a graph, in order; empty without one."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        for target in sorted(graph.get(name, ())):
            found = walk(target, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    for start in sorted(graph):
        found = walk(start, [])
        if found:
            return found
    return []


def declared(extra: str | None) -> set[str]:
    """What pyproject.toml asks for: always (None), or with an extra, extras of extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = set[str]()
    for requirement in project["dependencies"]:
        names.add(re.split(r"[^A-Za-z0-9_-]", requirement)[0])
    for requirement in project["optional-dependencies"][extra] if extra else ():
        own = re.fullmatch(r"virtdom\[(.+)\]", requirement)
        if own:
            for other in own[1].split(","):
                names |= declared(other.strip())
        else:
            names.add(re.split(r"[^A-Za-z0-9_-]", requirement)[0])
    return {name.lower() for name in names}


@pytest.mark.parametrize(
    ("package", "extra"),
    [
        ("virtdom", None),
        ("virtdom_runtime", "cli"),
        ("virtdom_generator", "generator"),
        ("virtdom_conformance", "conformance"),
    ],
)
def test_imports_are_declared(package: str, extra: str | None) -> None:
    """What a package imports of others, its dependencies or its extra install."""
    foreign = {
        DISTRIBUTIONS.get(one.top, one.top)
        for one in imports(package)
        if one.top not in STANDARD
        and one.top not in PACKAGES
        and one.when != "types"
        and not in_another_interpreter(one)
    }
    assert foreign - declared(extra) == set()


def in_another_interpreter(one: Import) -> bool:
    """Adapters of other implementations run where those are installed, which no extra can do."""
    return one.top in ("libvirt", "gi", "virtinst") and within(
        one.importer, "virtdom_conformance.adapters"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", ("a.b", "load")),
        ("from a import b", ("a.b", "load")),
        ("from .c import d", ("p.c.d", "load")),
        ("from . import c", ("p.c", "load")),
        ("from ..q import r", ("q.r", "load")),
        ("def f():\n    import a", ("a", "call")),
        ("if TYPE_CHECKING:\n    import a", ("a", "types")),
        ("importlib.import_module('a.b')", ("a.b", "load")),
        ("def f(e):\n    return import_module(f'a.{e}')", ("a.{e}", "call")),
    ],
)
def test_every_way_to_import_is_seen(source: str, expected: tuple[str, str]) -> None:
    """The reader of imports sees through every spelling of one."""
    assert [(one.target, one.when) for one in imports_of("p.m", source)] == [expected]


def test_relative_imports_of_packages() -> None:
    """In an `__init__` one dot is the package itself."""
    found = [one.target for one in imports_of("p.q", "from .r import s", package=True)]
    assert found == ["p.q.r.s"]


def test_circles_are_found() -> None:
    """A circle of three modules is told in order, and a straight line is none."""
    assert circle({"a": ["b"], "b": ["c"], "c": ["a"]}) == ["a", "b", "c"]
    assert circle({"a": ["b", "c"], "b": ["c"]}) == []


def test_walks_go_all_the_way() -> None:
    """A walk comes to what is imported by what is imported."""
    assert reached({"a": ["b"], "b": ["c"], "d": ["a"]}, ["a"]) == {"a", "b", "c"}
