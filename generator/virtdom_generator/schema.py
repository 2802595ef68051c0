"""Schema files -> Model. The only module that knows the XSD library."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from urllib.request import url2pathname

import xmlschema
from xmlschema.exceptions import XMLSchemaWarning
from xmlschema.validators.exceptions import (
    XMLSchemaAssertPathWarning,
    XMLSchemaTypeTableWarning,
)

from . import annotations as notes
from .builtins import builtin
from .catalogue import read_rules
from .constructs import bases_without_content, further_roots, refused, too_deep, unknown_types
from .errors import SchemaError, SchemaProblem
from .model import (
    Alternative,
    Assertion,
    Attribute,
    ComplexType,
    Element,
    EnumValue,
    Identity,
    Implied,
    Model,
    Module,
    Place,
    SimpleType,
    WhiteSpace,
    Wildcard,
)
from .xsd_files import XS, Node, SchemaFile, SchemaFiles, V, local, qualified, read_files

Located = tuple[SchemaFile, Node]
Component = Any
"""A component of xmlschema; its types stay outside of the Model."""

_NUMBERS = {
    "minInclusive": "minimum",
    "maxInclusive": "maximum",
    "minExclusive": "above",
    "maxExclusive": "below",
}
_OPPOSITES = {"minimum": "above", "above": "minimum", "maximum": "below", "below": "maximum"}
_COUNTS = {
    "length": "length",
    "minLength": "min_length",
    "maxLength": "max_length",
    "totalDigits": "total_digits",
    "fractionDigits": "fraction_digits",
}
_WHITE_SPACE: dict[str, WhiteSpace] = {
    "preserve": "preserve",
    "replace": "replace",
    "collapse": "collapse",
}
_IDENTITIES: dict[str, Literal["unique", "key", "keyref"]] = {
    "unique": "unique",
    "key": "key",
    "keyref": "keyref",
}
_EXPECTED = (
    # Types that differ between kinds are what alternatives are for.
    XMLSchemaTypeTableWarning,
    # It does not tell the place; lint does.
    XMLSchemaAssertPathWarning,
)
_BUILT_IN = frozenset[str](xmlschema.XMLSchema11.builtin_types())
_PROCESSING: dict[str, Literal["skip", "lax", "strict"]] = {
    "skip": "skip",
    "lax": "lax",
    "strict": "strict",
}


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """A schema as read: its Model, and its files for whoever looks at how it is written."""

    files: SchemaFiles
    model: Model


def read_schema(folder: Path) -> Model:
    """The Model of a folder's schema: `domain.xsd`, what it includes and imports, `rules.toml`.

    Nothing but these local files is read. Raises SchemaError with every problem found.
    """
    return load_schema(folder).model


def load_schema(folder: Path) -> Schema:
    """As `read_schema`, with the files."""
    files = read_files(folder)
    rules, problems = read_rules(folder)
    for file in files.files:
        told = [*notes.vocabulary_problems(file), *refused(file)]
        problems += [files.problem(file, node, message) for node, message in told]
    for found in (*bases_without_content(files), *further_roots(files)):
        problems.append(files.problem(*found))
    # The library tells much of what follows from these, and not of these, or it gives up.
    senseless = [files.problem(*found) for found in unknown_types(files, _BUILT_IN)]
    for file in files.files:
        senseless += [files.problem(file, *found) for found in too_deep(file)]
    if senseless:
        raise SchemaError([*problems, *senseless])
    xsd, located = _build(files, problems)
    if problems:
        raise SchemaError(problems)
    reader = _Reader(files, xsd, located)
    model = reader.model()
    if reader.problems:
        raise SchemaError(reader.problems)
    return Schema(files, replace(model, rules=rules))


def _build(
    files: SchemaFiles, problems: list[SchemaProblem]
) -> tuple[Component, dict[int, Located]]:
    """The schema as the XSD library sees it, and the places of its components.

    The library's errors and warnings are added to the problems.
    """
    root = files.root
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            xsd: Component = xmlschema.XMLSchema11(
                str(root.path), validation="lax", allow="local", use_fallback=False
            )
        except Exception as fault:  # noqa: BLE001  the library raises many kinds over a bad schema
            problems.append(files.problem(root, 1, f"XSD: {_first_line(str(fault))}"))
            return None, {}
    located = _located(files, xsd)
    for error in _errors(xsd):
        file, node = located.get(id(error.elem), (root, root.root))
        problems.append(files.problem(file, node, f"XSD: {_message(error.message, node)}"))
    problems += [
        files.problem(root, 1, f"XSD: {_first_line(str(each.message))}")
        for each in caught
        if issubclass(each.category, XMLSchemaWarning) and each.category not in _EXPECTED
    ]
    return xsd, located


def _message(text: str, node: Node) -> str:
    """The library's message, without its talk of tokens where an XPath is at fault."""
    found = re.search(r"\[err:\w+\] (.*)", text)
    if found is None:
        return _first_line(text)
    told = found.group(1) + "'" * (found.group(1).count("'") % 2)
    return f"{told} (in {node.get('test') or node.get('xpath', '')})"


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].rstrip(":")


def _own_schemas(files: SchemaFiles, xsd: Component) -> Iterator[tuple[SchemaFile, Component]]:
    by_path = {file.path: file for file in files.files}
    for schema in xsd.maps.iter_schemas():
        url: str | None = schema.source.url
        if url is not None:
            path = Path(url2pathname(urlsplit(url).path))
            if path in by_path:
                yield by_path[path], schema


def _errors(xsd: Component) -> Iterator[Any]:
    seen: set[int] = set()
    for schema in xsd.maps.iter_schemas():
        if schema.meta_schema is None:
            continue
        for error in [*schema.errors, *schema.all_errors]:
            if id(error) not in seen:
                seen.add(id(error))
                yield error


def _located(files: SchemaFiles, xsd: Component) -> dict[int, Located]:
    """File and lxml element by the identity of the library's own element.

    The library's trees have no lines; both trees have the same elements in the same order.
    """
    return {
        id(theirs): (file, ours)
        for file, schema in _own_schemas(files, xsd)
        for theirs, ours in zip(schema.source.root.iter(), file.root.iter("*"), strict=False)
    }


class _Reader:
    """Reads components into the Model, each named type once."""

    def __init__(self, files: SchemaFiles, xsd: Component, located: dict[int, Located]) -> None:
        self.files = files
        self.xsd = xsd
        self.located = located
        self.problems: list[SchemaProblem] = []
        self.simple: dict[str, SimpleType] = {}
        self.complex: dict[str, ComplexType] = {}
        self.declared = {
            qualified(file, node.get("name", "")): (file, node)
            for file in files.files
            for node in file.root.iterchildren(f"{XS}complexType", f"{XS}simpleType")
        }

    def model(self) -> Model:
        file = self.files.root
        root = self.root_element()
        for name, (_, node) in self.declared.items():
            component = self.xsd.maps.types[name]
            if local(node) == "complexType":
                self.complex_type(component)
            else:
                self.simple_type(component)
        simple = (each for name, each in self.simple.items() if name in self.declared)
        return Model(
            edition=file.root.get(f"{V}edition") or self.files.folder.resolve().name,
            root=root,
            modules=tuple(_module(each) for each in self.files.files),
            complex_types=tuple(
                self.complex[name] for name in self.declared if name in self.complex
            ),
            simple_types=tuple(sorted(simple, key=lambda each: each.name)),
            host=tuple(self.host(root)),
            namespaces=_namespaces(self.files),
        )

    def problem(self, where: Located, message: str) -> None:
        file, node = where
        self.problems.append(self.files.problem(file, node, message))

    def where(self, component: Component) -> Located:
        return self.located[id(component.elem)]

    # elements

    def root_element(self) -> Element:
        file = self.files.root
        nodes = list(file.root.iterchildren(f"{XS}element"))
        if len(nodes) != 1:
            names = ", ".join(node.get("name", "") for node in nodes) or "none"
            message = f"{file.name} declares one global element, the root (found: {names})"
            raise SchemaError([self.files.problem(file, nodes[-1] if nodes else 1, message)])
        root = self.element(self.xsd.maps.elements[qualified(file, nodes[0].get("name", ""))], "")
        if root.alternatives:
            self.problem(
                (file, nodes[0]),
                "the root has no alternatives: give it one type, "
                "with xs:assert for what depends on an attribute",
            )
        if root.value is not None:
            self.problem((file, nodes[0]), "the root holds text: give it a complex type")
        return root

    def element(self, component: Component, owner: str) -> Element:
        file, node = self.where(component)
        declared = component if component.ref is None else component.ref
        value, type_name = self.content_type(component.type, (file, node))
        own = notes.notes(file, node)
        if declared is not component and not own.text:
            own = replace(own, text=notes.notes(*self.where(declared)).text)
        if value is not None and component.alternatives:
            self.problem((file, node), "an element with alternatives has a complex type")
        return Element(
            name=component.name,
            type=type_name,
            value=value,
            minimum=component.min_occurs,
            maximum=component.max_occurs,
            owner=owner,
            notes=own,
            alternatives=tuple(self.alternatives(component)) if value is None else (),
            identities=tuple(self.identity(each) for each in component.identities),
            default=component.default,
            fixed=component.fixed,
            secret=notes.flag(node, "secret") or bool(value and value.secret),
            python_name=node.get(f"{V}name"),
            plural=node.get(f"{V}plural"),
            class_name=node.get(f"{V}class"),
            container=bool(notes.flag(node, "container")),
        )

    def content_type(self, component: Component, where: Located) -> tuple[SimpleType | None, str]:
        """Value space of an element that is text alone, or the name of its complex type."""
        if component.is_simple():
            return self.simple_type(component, where), ""
        if component.name not in self.declared:
            self.problem(where, "the element has no type: give it one of the schema's own")
            return None, ""
        return None, component.name

    def alternatives(self, component: Component) -> Iterator[Alternative]:
        for each in component.alternatives:
            file, node = self.where(each)
            if each.type.name not in self.declared or each.type.is_simple():
                self.problem((file, node), "an alternative takes a complex type of the schema")
            else:
                test = (each.path or "true()").strip()
                yield Alternative(test, each.type.name, notes.notes(file, node))

    def identity(self, component: Component) -> Identity:
        file, node = self.where(component)
        identifier = component.local_name or ""
        refer = getattr(component, "refer", None)
        return Identity(
            id=identifier,
            rule=notes.rule_of(identifier),
            kind=_IDENTITIES[local(node)],
            selector=component.selector.path,
            fields=tuple(field.path for field in component.fields),
            refer=None if refer is None else refer.local_name,
            message=notes.documentation(node),
            place=file.place(node),
        )

    # complex types

    def complex_type(self, component: Component) -> ComplexType:
        name: str = component.name
        if name in self.complex:
            return self.complex[name]
        file, node = self.declared[name]
        base = self.base_type(component)
        children, wildcard = self.content(component)
        attributes, any_attribute = self.attributes(component, base)
        text = self.text(component, (file, node))
        self.complex[name] = ComplexType(
            name=name,
            base=None if base is None else base.name,
            module=file.module,
            notes=notes.notes(file, node),
            attributes=attributes,
            children=children,
            text=text,
            mixed=bool(component.mixed),
            wildcard=wildcard,
            any_attribute=any_attribute,
            assertions=_inherited(base, "assertions") + tuple(_assertions(file, node, name)),
            implied=_inherited(base, "implied") + tuple(_implied(file, node, name)),
            examples=notes.examples(file, node),
            order=_order(self.annotated_order(component, "order"), children),
            attribute_order=_order(self.annotated_order(component, "attribute-order"), attributes),
            secret=bool(notes.flag(node, "secret") or (text and text.secret)),
        )
        return self.complex[name]

    def base_type(self, component: Component) -> ComplexType | None:
        base = component.base_type
        if base is None or base.is_simple() or base.name not in self.declared:
            return None
        return self.complex_type(base)

    def annotated_order(self, component: Component, name: str) -> tuple[str, ...]:
        """The order that the type tells, or else the nearest of its base types."""
        while component is not None and component.name in self.declared:
            order = notes.names(self.declared[component.name][1], name)
            if order:
                return order
            component = component.base_type
        return ()

    def text(self, component: Component, where: Located) -> SimpleType | None:
        return (
            self.simple_type(component.content, where) if component.has_simple_content() else None
        )

    def content(self, component: Component) -> tuple[tuple[Element, ...], Wildcard | None]:
        if component.has_simple_content():
            return (), None
        children: list[Element] = []
        wildcards: list[Wildcard] = []
        for particle in component.content.iter_elements():
            file, node = self.where(particle)
            if local(node) == "any":
                wildcards.append(_wildcard(file, node, particle.min_occurs, particle.max_occurs))
            elif particle.max_occurs != 0:
                children.append(self.element(particle, notes.owner_of(file, node)))
        if len(wildcards) > 1:
            self.problem(
                self.declared[component.name], "more than one xs:any in a type is not read"
            )
        return tuple(children), wildcards[0] if wildcards else None

    def attributes(
        self, component: Component, base: ComplexType | None
    ) -> tuple[tuple[Attribute, ...], Wildcard | None]:
        found: dict[str, Attribute] = {}
        wildcard: Wildcard | None = None
        for name, each in component.attributes.items():
            file, node = self.where(each)
            if name is None:
                wildcard = _wildcard(file, node, 0, None)
            elif each.use != "prohibited":
                found[name] = self.attribute(each)
        first = [each.name for each in base.attributes] if base else []
        names = [name for name in first if name in found]
        names += [name for name in found if name not in first]
        return tuple(found[name] for name in names), wildcard

    def attribute(self, component: Component) -> Attribute:
        file, node = self.where(component)
        type_ = self.simple_type(component.type, (file, node))
        return Attribute(
            name=component.name,
            type=type_,
            required=component.use == "required",
            default=component.default,
            fixed=component.fixed,
            owner=notes.owner_of(file, node),
            notes=notes.notes(file, node),
            secret=notes.flag(node, "secret") or type_.secret,
            python_name=node.get(f"{V}name"),
        )

    def host(self, root: Element) -> Iterator[Identity]:
        for name, (file, node) in self.declared.items():
            for each in notes.appinfo(node, "host"):
                if name != root.type:
                    self.problem((file, each), "v:host belongs on the type of the root element")
                yield notes.host(file, each)

    # simple types

    def simple_type(self, component: Component, used: Located | None = None) -> SimpleType:
        """A declared or built-in type; `used` says where to report one that is not supported."""
        name: str = component.name or ""
        if name not in self.simple:
            if name in self.declared:
                self.simple[name] = self.declared_type(component)
            else:
                known = builtin(name.rpartition("}")[2])
                if known is None:
                    told = f"the type {component.prefixed_name or 'without a name'} is not read"
                    self.problem(used or (self.files.root, self.files.root.root), told)
                return known or _ANYTHING
        return self.simple[name]

    def declared_type(self, component: Component) -> SimpleType:
        file, node = self.declared[component.name]
        derivation = next(node.iterchildren(f"{XS}restriction", f"{XS}list", f"{XS}union"))
        if derivation.tag == f"{XS}restriction":
            type_ = self.restriction(component, file, derivation)
        elif derivation.tag == f"{XS}list":
            item = self.simple_type(component.item_type, (file, derivation))
            type_ = replace(_ANYTHING, variety="list", primitive=item.primitive, item=item)
        else:
            members = tuple(
                self.simple_type(each, (file, derivation)) for each in component.member_types
            )
            type_ = replace(_ANYTHING, variety="union", members=members)
            primitives = {each.primitive for each in members}
            if len(primitives) == 1:
                type_ = replace(type_, primitive=primitives.pop())
        secret, open_ = notes.flag(node, "secret"), notes.flag(node, "open")
        return replace(
            type_,
            name=component.name,
            notes=notes.notes(file, node),
            reading=node.get(f"{V}as") or type_.reading,
            secret=type_.secret if secret is None else secret,
            open=type_.open if open_ is None else open_,
        )

    def restriction(self, component: Component, file: SchemaFile, node: Node) -> SimpleType:
        base = self.simple_type(component.base_type, (file, node))
        facets = list(node.iterchildren("*"))
        changes: dict[str, Any] = {"builtin": False, "base": base.name}
        for facet in facets:
            self.bound(file, facet, changes)
        values = [_enum_value(file, each) for each in facets if local(each) == "enumeration"]
        patterns = tuple(each.get("value", "") for each in facets if local(each) == "pattern")
        if values:
            changes |= {"enumeration": tuple(values), "open": False}
        if patterns:
            changes["patterns"] = (*base.patterns, patterns)
        tests = [each for each in facets if local(each) == "assertion"]
        changes["assertions"] = base.assertions + tuple(
            _assertion(file, each, component.name, number) for number, each in enumerate(tests, 1)
        )
        return replace(base, **changes)

    def bound(self, file: SchemaFile, facet: Node, changes: dict[str, Any]) -> None:
        """Put a facet that is a number or a white space rule into the changes."""
        name, value = local(facet), facet.get("value", "").strip()
        if name in _NUMBERS:
            try:
                changes[_NUMBERS[name]] = Decimal(value)
            except InvalidOperation:
                self.problem((file, facet), f"the bound {value!r} is not read")
            changes[_OPPOSITES[_NUMBERS[name]]] = None
        elif name in _COUNTS:
            changes[_COUNTS[name]] = int(value)
        elif name == "whiteSpace":
            changes["white_space"] = _WHITE_SPACE[value]
        elif name not in ("enumeration", "pattern", "assertion", "annotation"):
            self.problem((file, facet), f"the facet xs:{name} is not read")


def _any_text() -> SimpleType:
    found = builtin("string")
    assert found is not None
    return replace(found, name="", builtin=False, white_space="collapse")


_ANYTHING = _any_text()


def _inherited(
    base: ComplexType | None, field: Literal["assertions", "implied"]
) -> tuple[Any, ...]:
    return () if base is None else tuple(getattr(base, field))


def _assertions(file: SchemaFile, node: Node, owner: str) -> Iterator[Assertion]:
    """Assertions, then warnings, that a complex type declares itself."""
    for number, each in enumerate(node.iter(f"{XS}assert"), 1):
        yield _assertion(file, each, owner, number)
    for each in notes.appinfo(node, "warning"):
        yield notes.warning(file, each, owner)


def _assertion(file: SchemaFile, node: Node, owner: str, number: int) -> Assertion:
    identifier = node.get("id") or f"{owner}.{number}"
    return Assertion(
        id=identifier,
        rule=notes.rule_of(identifier),
        test=node.get("test", "").strip(),
        message=notes.documentation(node),
        severity="error",
        owner=owner,
        place=file.place(node),
    )


def _implied(file: SchemaFile, node: Node, owner: str) -> Iterator[Implied]:
    return (notes.implied(file, each, owner) for each in notes.appinfo(node, "implied"))


def _order(
    order: tuple[str, ...], parts: tuple[Element, ...] | tuple[Attribute, ...]
) -> tuple[str, ...]:
    """An annotated order of parts: those the type has, then those it does not name."""
    if not order:
        return ()
    present = [part.name for part in parts]
    named = tuple(name for name in order if name in present)
    return named + tuple(name for name in present if name not in order)


def _enum_value(file: SchemaFile, node: Node) -> EnumValue:
    return EnumValue(node.get("value", ""), notes.notes(file, node))


def _wildcard(file: SchemaFile, node: Node, minimum: int, maximum: int | None) -> Wildcard:
    own = file.namespace or "##local"
    names = node.get("namespace", "##any").split()
    return Wildcard(
        namespaces=tuple(own if name == "##targetNamespace" else name for name in names),
        process=_PROCESSING[node.get("processContents", "strict")],
        minimum=minimum,
        maximum=maximum,
        notes=notes.notes(file, node),
    )


def _module(file: SchemaFile) -> Module:
    return Module(
        name=file.module,
        title=file.root.get(f"{V}title", file.module),
        notes=replace(notes.notes(file, file.root), place=Place(file.name, 1)),
        examples=notes.examples(file, file.root),
        namespaces=tuple((prefix, uri) for prefix, uri in file.root.nsmap.items() if prefix),
    )


def _namespaces(files: SchemaFiles) -> tuple[tuple[str, str], ...]:
    """Prefixes of the other namespaces, as the first file that declares one writes it."""
    wanted = {file.namespace for file in files.files} - {files.root.namespace}
    found: dict[str, str] = {}
    for file in files.files:
        for prefix, namespace in file.root.nsmap.items():
            if prefix and namespace in wanted:
                found.setdefault(namespace, prefix)
    return tuple(sorted((prefix, namespace) for namespace, prefix in found.items()))
