"""The files of the projection: one for the format, one for every other namespace in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from virtdom_generator.emit.environment import environment
from virtdom_generator.emit.xsd10.identities import kept_identities
from virtdom_generator.emit.xsd10.meanings import (
    Key,
    Meanings,
    Pages,
    namespace_of,
)
from virtdom_generator.emit.xsd10.merge import Merger, is_foreign
from virtdom_generator.emit.xsd10.shapes import (
    Constraint,
    Content,
    MergedAttribute,
    MergedElement,
    Text,
    ValueShape,
)
from virtdom_generator.emit.xsd10.values import builtin_name, value_shape
from virtdom_generator.plan import Plan, local_name

NOTHING = "nothing"
"""Name of the simple type that only the empty text has."""
EMPTY = "empty"
"""Name of the type of all elements that are there or not and say no more."""
_FLAG: Key = (frozenset(), frozenset(), True, False)
_XS = "{http://www.w3.org/2001/XMLSchema}"
_UNPRINTABLE = re.compile("[\x80-\xa0\U0010ffff]")


def emit(plan: Plan) -> dict[str, str]:
    """The schemas of an edition, by path below `generated/`; `domain.xsd` is the one to load."""
    projection = _Projection(plan)
    templates = environment("xsd10")
    filters: dict[str, Any] = templates.filters
    filters |= {"escaped": escape, "quoted": quoteattr, "local": local_name}
    tests: dict[str, Any] = templates.tests
    tests["foreign_to"] = _is_foreign_to
    template = templates.get_template("schema.xsd.jinja")
    header = f"<!-- Generated from {plan.source} by `virtdom generate`; do not edit. -->\n"
    return {
        f"xsd10/{plan.edition}/{file.name}": header
        + laid_out(template.render(plan=plan, names_of=projection, file=file))
        for file in projection.files()
    }


def laid_out(xml: str) -> str:
    """A schema with a line for each declaration, indented."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    for told in root.iter(f"{_XS}documentation"):
        told.text = " ".join((told.text or "").split())
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return _UNPRINTABLE.sub(lambda found: f"&#x{ord(found[0]):X};", text) + "\n"


@dataclass(slots=True)
class File:
    """A schema under construction: what it declares, and under which names."""

    namespace: str
    prefix: str
    name: str
    elements: dict[str, MergedElement] = field(default_factory=dict[str, MergedElement])
    """Global ones, by name."""
    attributes: dict[str, MergedAttribute] = field(default_factory=dict[str, MergedAttribute])
    types: dict[Key, tuple[str, Content]] = field(default_factory=dict[Key, tuple[str, Content]])
    values: dict[str, tuple[str, ValueShape]] = field(
        default_factory=dict[str, tuple[str, ValueShape]]
    )
    """By constant."""
    unions: dict[Text, str] = field(default_factory=dict[Text, str])
    """Texts that stand beside attributes and are of several types."""
    imports: set[str] = field(default_factory=set[str])
    """Namespaces."""
    constraints: dict[str, int] = field(default_factory=dict[str, int])
    """How often each name is taken."""
    nothing: bool = False
    """Some text may be nothing at all."""

    def qualified(self, name: str) -> str:
        return f"{self.prefix}:{name}" if self.prefix else name

    def unique(self, name: str, suffix: str) -> str:
        """A name that no type of the file has yet."""
        taken = {NOTHING, *self.unions.values()}
        taken |= {one for one, _ in (*self.types.values(), *self.values.values())}
        while name in taken:
            name += suffix
        return name


class _Projection:
    """All files: what the root needs, and what that needs."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.meanings = Meanings(plan)
        self.merger = Merger(self.meanings)
        self._prefixes = {namespace: prefix for prefix, namespace in plan.namespaces}
        self._files: dict[str, File] = {}
        root = self.merger.root()
        self._root_namespace = namespace_of(root.name)
        first = self.file(self._root_namespace)
        first.elements[root.name] = root
        self._need_type(first, root)
        for file in self.files():
            self._name_values(file)

    def files(self) -> list[File]:
        return sorted(self._files.values(), key=lambda one: one.name)

    def file(self, namespace: str) -> File:
        """The file of a namespace."""
        if namespace not in self._files:
            prefix = self._prefixes.get(namespace, f"n{len(self._files)}" if namespace else "")
            name = "domain" if namespace == self._root_namespace else prefix
            self._files[namespace] = File(namespace, prefix, f"{name}.xsd")
        return self._files[namespace]

    # What a declaration needs

    def _need_type(self, file: File, element: MergedElement) -> None:
        if element.text is not None:
            self._need_text(file, element.text)
            return
        key = self.meanings.of(element.pages).key
        if key in file.types:
            return
        content = self.merger.content(element.pages, file.namespace)
        name = EMPTY if key == _FLAG else content.pages[0]
        file.types[key] = (file.unique(name, "_"), content)
        for child in content.children:
            if is_foreign(child.name, file.namespace):
                self._need_element(file, child)
            else:
                self._need_type(file, child)
        for attribute in content.attributes:
            if namespace_of(attribute.name):
                self._need_attribute(file, attribute)
            else:
                self._need_text(file, attribute.text)
        if content.text is not None:
            self._need_text(file, content.text)
            if content.text.single is None and content.text not in file.unions:
                file.unions[content.text] = file.unique(f"{content.pages[0]}.text", "_")

    def _need_element(self, file: File, element: MergedElement) -> None:
        other = self.file(namespace_of(element.name))
        file.imports.add(other.namespace)
        if element.name not in other.elements:
            declared = self.merger.global_element(element.pages)
            other.elements[element.name] = declared
            self._need_type(other, declared)

    def _need_attribute(self, file: File, attribute: MergedAttribute) -> None:
        other = self.file(namespace_of(attribute.name))
        if other is not file:
            file.imports.add(other.namespace)
        if attribute.name not in other.attributes:
            declared = self.merger.global_attribute(attribute.name)
            other.attributes[attribute.name] = declared
            self._need_text(other, declared.text)

    def _need_text(self, file: File, text: Text) -> None:
        file.nothing = file.nothing or text.nothing
        for constant in text.constants:
            self._need_value(file, constant)

    def _need_value(self, file: File, constant: str) -> None:
        value = self.meanings.values[constant]
        if constant in file.values or builtin_name(value) is not None:
            return
        for member in value.members:
            self._need_value(file, member)
        file.values[constant] = ("", value_shape(value))

    def _name_values(self, file: File) -> None:
        """Elements give names first: theirs are those that people see."""
        for constant, (_, shape) in file.values.items():
            file.values[constant] = (file.unique(shape.name, ".value"), shape)

    # What the template asks for

    def type(self, file: File, pages: Pages) -> str:
        return file.qualified(file.types[self.meanings.of(pages).key][0])

    def value(self, file: File, constant: str) -> str:
        built_in = builtin_name(self.meanings.values[constant])
        return built_in or file.qualified(file.values[constant][0])

    def text(self, file: File, text: Text) -> list[str]:
        """The simple types that a text may have."""
        names = [self.value(file, constant) for constant in text.constants]
        return [*names, *([file.qualified(NOTHING)] if text.nothing else [])]

    def content(self, file: File, text: Text) -> str:
        """The simple type of a text beside attributes."""
        return (
            file.qualified(file.unions[text]) if text.single is None else self.text(file, text)[0]
        )

    def reference(self, name: str) -> str:
        return self.file(namespace_of(name)).qualified(local_name(name))

    def prefixes_in(self, file: File) -> list[tuple[str, str]]:
        """(prefix, namespace) to declare: its own, those it imports, all that XPaths may use."""
        files = [file, *self.imported(file)]
        own = {(one.prefix, one.namespace) for one in files if one.namespace}
        return sorted(own | set(self.plan.namespaces))

    def imported(self, file: File) -> list[File]:
        return sorted((self.file(name) for name in file.imports), key=lambda one: one.name)

    def constraints(self, file: File, element: MergedElement) -> Iterator[Constraint]:
        """The constraints of a declaration, under names that the file has once."""
        names: dict[str, str] = {}
        for identity in kept_identities(self.meanings, self.merger, element.pages):
            count = file.constraints.get(identity.name, 0) + 1
            file.constraints[identity.name] = count
            names[identity.name] = identity.name if count == 1 else f"{identity.name}-{count}"
            refer = identity.refer and file.qualified(names[identity.refer])
            yield Constraint(names[identity.name], refer, identity)


def _is_foreign_to(name: str, file: File) -> bool:
    return is_foreign(name, file.namespace)
