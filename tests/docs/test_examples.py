"""The examples on the pages are valid, and the Python beside them makes the same objects."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
import xmlschema
from lxml import etree

from virtdom_generator.emit.docs.book import Book
from virtdom_generator.emit.docs.examples import find_excerpts, python_of
from virtdom_generator.emit.docs.shapes import signature
from virtdom_generator.plan import Plan, PlanClass, PlanExample
from virtdom_runtime.element import Element

XS = "http://www.w3.org/2001/XMLSchema"


@dataclass(frozen=True)
class Shown:
    """An example and the class it is of."""

    of: PlanClass
    example: PlanExample

    def __str__(self) -> str:
        return f"{self.of.name}: {self.example.title}"


def examples(plan: Plan) -> Iterator[Shown]:
    """All examples of an edition; those of chapters are whole documents."""
    for one in plan.classes:
        for example in one.examples:
            yield Shown(one, example)
    root = next(one for one in plan.classes if one.name == plan.root)
    for module in plan.modules:
        for example in module.examples:
            yield Shown(root, example)


class Judge:
    """The schema of an edition, for elements of every type: each in a wrapper of its own name."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        declared = "".join(
            f'<xs:element name="in.{one.name}"><xs:complexType><xs:all>'
            f'<xs:element name="{one.tags[0]}" type="{one.type}"/>'
            "</xs:all></xs:complexType></xs:element>"
            for one in plan.classes
        )
        self.schema = xmlschema.XMLSchema11(
            f'<xs:schema xmlns:xs="{XS}" elementFormDefault="qualified">'
            f'<xs:include schemaLocation="domain.xsd"/>{declared}</xs:schema>',
            base_url=folder.as_uri() + "/",
        )

    def complaints(self, shown: Shown, xml: str | None = None) -> list[str]:
        wrapped = f"<in.{shown.of.name}>{xml or shown.example.xml}</in.{shown.of.name}>"
        return [str(error.reason) for error in self.schema.iter_errors(wrapped)]


@pytest.fixture(scope="session")
def judges(root: Path, editions: tuple[Plan, ...]) -> dict[str, Judge]:
    return {plan.edition: Judge(root / plan.source, plan) for plan in editions}


@cache
def bindings(edition: str) -> ModuleType:
    return importlib.import_module(f"virtdom.{edition}")


def class_of(plan: Plan, one: PlanClass) -> type[Element]:
    found: type[Element] = getattr(bindings(plan.edition), one.name)
    assert issubclass(found, Element)
    return found


def test_the_schema_accepts_every_example(
    editions: tuple[Plan, ...], judges: dict[str, Judge]
) -> None:
    """Each is an instance of the type that it shows."""
    for plan in editions:
        shown = list(examples(plan))
        assert len(shown) > 20
        for each in shown:
            assert judges[plan.edition].complaints(each) == [], str(each)


def test_the_schema_refuses_examples_with_a_mistake(
    editions: tuple[Plan, ...], judges: dict[str, Judge]
) -> None:
    """The judge does judge: an attribute that nothing describes is refused in every example."""
    for plan in editions:
        for each in examples(plan):
            node = etree.fromstring(each.example.xml)
            node.set("undescribed", "x")
            xml = etree.tostring(node, encoding="unicode")
            assert judges[plan.edition].complaints(each, xml) != [], str(each)


def test_the_bindings_read_every_example(editions: tuple[Plan, ...]) -> None:
    """Each is read without faults and written as a document that reads alike."""
    for plan in editions:
        for each in examples(plan):
            read = class_of(plan, each.of).from_xml(each.example.xml)
            tag = each.of.tags[0] if len(each.of.tags) > 1 else None
            assert type(read).from_xml(read.to_xml(tag=tag)) == read, str(each)


def test_excerpts_are_parts_of_examples(editions: tuple[Plan, ...]) -> None:
    """What a page shows of an example of a larger element stands in it."""
    for plan in editions:
        found = find_excerpts(Book(plan))
        assert found
        for excerpt in found.values():
            whole = etree.fromstring(excerpt.example.xml)
            assert plainly(etree.fromstring(excerpt.xml)) in map(plainly, whole.iter())


def plainly(node: etree._Element) -> bytes:  # pyright: ignore[reportPrivateUsage]
    """An element as canonical XML, blanks between elements left out."""
    parser = etree.XMLParser(remove_blank_text=True)
    text = etree.tostring(node, with_tail=False)
    return etree.tostring(etree.fromstring(text, parser), method="c14n")


def test_python_makes_what_the_example_says(editions: tuple[Plan, ...]) -> None:
    """The expression beside an example makes the object that is read from it."""
    for plan in editions:
        book = Book(plan)
        names: dict[str, Any] = {**vars(bindings(plan.edition)), "UUID": UUID, "Decimal": Decimal}
        made = 0
        for each in examples(plan):
            told = python_of(each.example, each.of, book)
            if told is None:
                continue
            made += 1
            assert eval(told, names) == class_of(plan, each.of).from_xml(each.example.xml), str(
                each
            )
        assert made > 20


def test_signatures_are_those_of_the_classes(editions: tuple[Plan, ...]) -> None:
    """Fields, which of them may be left out, and which come without a name, are as in the class."""
    for plan in editions:
        for one in plan.classes:
            if one.is_base:
                continue
            actual = inspect.signature(class_of(plan, one)).parameters.values()
            made = declared(signature(one), vars(bindings(plan.edition)))
            told = inspect.signature(made).parameters.values()
            assert {summary(each) for each in told} == {
                summary(each) for each in actual if each.name != "extras"
            }, one.name


def declared(text: str, bindings: dict[str, Any]) -> Any:
    """A function with that signature, whose defaults are made of the bindings; its annotations are
    not looked at."""
    names = dict(bindings)
    exec(f"from __future__ import annotations\ndef {text}: ...", names)
    return names[text.partition("(")[0]]


def summary(one: inspect.Parameter) -> tuple[str, bool, bool]:
    """Name, whether it may be left out, whether it needs its name."""
    return one.name, one.default is not one.empty, one.kind is one.KEYWORD_ONLY


def test_the_page_on_python_runs(editions: tuple[Plan, ...], markdown: dict[str, str]) -> None:
    """The code on the page about Python works on a document of the newest edition."""
    plan = editions[-1]
    text = next(
        each.example.xml
        for each in examples(plan)
        if each.of.name == plan.root and "<disk" in each.example.xml
    )
    blocks = re.findall(r"```python\n(.*?)```", markdown["python.md"], re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, Any] = {"text": text}
    exec("".join(blocks), names)
    assert names["domain"].name == "web"


def test_the_page_on_python_names_what_there_is(
    editions: tuple[Plan, ...], markdown: dict[str, str]
) -> None:
    """Every method and function in its tables is there, with the arguments that are told."""
    module = bindings(editions[-1].edition)
    root: Any = module.Domain
    rows = "\n".join(
        line.partition(" | ")[0]
        for line in markdown["python.md"].splitlines()
        if line.startswith("| `")
    )
    calls = re.findall(r"`(Class\.)?(\w+)\(([^`]*)\)`", rows)
    assert len(calls) > 10
    for _, name, arguments in calls:
        function = getattr(root, name, None) or getattr(module, name)
        actual = inspect.signature(function).parameters
        names = [each for each in actual if each != "self"]
        assert re.findall(r"(\w+)(?=[,=)]|$)", re.sub(r"=\w+", "", arguments)) == names, name
