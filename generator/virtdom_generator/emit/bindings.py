"""Plan -> the Python package of an edition."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import cast

from virtdom_generator.emit.environment import environment
from virtdom_generator.plan import (
    About,
    Plan,
    PlanAttribute,
    PlanChild,
    PlanClass,
    PlanModule,
    PlanValue,
    local_name,
)

WIDTH = 100

SHARED = (
    "EDITION",
    "Difference",
    "Extras",
    "Fault",
    "InvalidDomain",
    "Kept",
    "check_capabilities",
    "check_host",
    "compare",
)
"""What an edition gives beside its classes."""


def emit(plan: Plan) -> dict[str, str]:
    """The modules of `virtdom.<edition>`, by path below `generated/`."""
    templates = environment("bindings")
    templates.filters |= {"py": literal, "docstring": docstring, "wrap": wrap}
    folder = f"virtdom/{plan.edition}"
    classes = {one.name: one for one in plan.classes}
    aliases = _aliases_by_module(plan)
    common = {
        "plan": plan,
        "header": f"# Generated from {plan.source} by `virtdom generate`; do not edit.",
    }
    modules = [m for m in plan.modules if m.classes or aliases.get(m.name)]
    files: dict[str, str] = {}
    for module in modules:
        members = [classes[name] for name in module.classes]
        files[f"{folder}/{module.name}.py"] = templates.get_template("module.py.jinja").render(
            common,
            module=module,
            classes=members,
            unions=[union for union in plan.unions if union.name in module.unions],
            aliases=aliases.get(module.name, ()),
            imports=_imports(plan, module, members, aliases.get(module.name, ())),
            fields_of=fields_of,
            own_wildcard=own_wildcard,
            describe=describe,
            public=_public(module, aliases),
            class_doc=class_doc,
        )
    public = {m.name: _public(m, aliases) for m in modules}
    files[f"{folder}/__init__.py"] = templates.get_template("edition.py.jinja").render(
        common,
        public=public,
        names=by_kind([*SHARED, *(name for names in public.values() for name in names)]),
    )
    functions = _functions(plan)
    files[f"{folder}/_checks.py"] = templates.get_template("checks.py.jinja").render(
        common,
        functions=functions,
        xpath=any(re.search(r"\bx\.", expression) for _, _, expression, _ in functions),
    )
    files[f"{folder}/_tables.py"] = templates.get_template("tables.py.jinja").render(
        common,
        functions=functions,
        root=classes[plan.root],
        modules=sorted(m.name for m in modules if m.classes),
        tables=_table_names(plan),
        facets=any(value.assertions for value in plan.values),
        url_of=url_of,
        value_call=value_call,
        kinds={name: union.name for union in plan.unions for name in union.members},
        bases={union.base: union.name for union in plan.unions}
        | {one.name: one.union for one in plan.classes if one.is_base},
    )
    files[f"{folder}/reference.json"] = (
        json.dumps(asdict(plan), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )
    return files


def emit_package(plans: Sequence[Plan]) -> dict[str, str]:
    """The package `virtdom` itself, which gives the newest edition; `plans` oldest first."""
    templates = environment("bindings")
    newest = plans[-1]
    aliases = _aliases_by_module(newest)
    names = [name for m in newest.modules for name in _public(m, aliases)]
    return {
        "virtdom/__init__.py": templates.get_template("package.py.jinja").render(
            header="# Generated from schema by `virtdom generate`; do not edit.",
            newest=newest.edition,
            editions=[plan.edition for plan in plans],
            imports=by_kind([*SHARED, *names], str.lower),
            all_names=by_kind(["EDITIONS", *SHARED, *names]),
        ),
        "virtdom/py.typed": "",
    }


def url_of(page: str, anchor: str) -> str:
    """The place of a part, below the address of the edition's pages."""
    return f"{page}.html#{anchor}"


def literal(value: object) -> str:
    """A Python literal in double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        items = [literal(item) for item in cast("tuple[object, ...]", value)]
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    return repr(value)


def wrap(text: str, indent: int = 0, before: int = 0) -> str:
    """Paragraphs wrapped to the line width; lines of lists keep their own line.

    `before`: the width of what stands before the text in its first line.
    """
    lead = " " * indent
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if lines:
            lines.append("")
        space = " " * (0 if lines else before)
        flat = " ".join(paragraph.split())
        if paragraph.lstrip().startswith("- "):
            for item in paragraph.strip().split("\n"):
                lines += textwrap.wrap(item.strip(), WIDTH - indent, subsequent_indent="  ")
        else:
            lines += textwrap.wrap(
                flat,
                WIDTH - indent,
                initial_indent=space,
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "\n".join(lead + line if line else "" for line in lines).lstrip()


def docstring(text: str, indent: int = 0) -> str:
    """A docstring, quotes included, to stand at `indent`."""
    lead = " " * indent
    body = wrap(text.replace("\\", "\\\\").replace('"""', "'''"), indent, before=3)
    if "\n" not in body and len(body) + indent + 6 <= WIDTH and not body.endswith('"'):
        return f'"""{body}"""'
    return f'"""{body}\n{lead}"""'


def fields_of(
    one: PlanClass, classes: Iterable[PlanClass]
) -> list[tuple[PlanAttribute | PlanChild, str | None]]:
    """The fields that the class itself declares, each with its default; required ones (None)
    first.
    """
    fixed = {name for kind in classes if kind.base == one.name for name, _ in kind.kind}
    parts: list[PlanAttribute | PlanChild] = [
        a for a in one.attributes if not a.inherited and a.constant is None and a.name not in fixed
    ]
    parts += [c for c in one.children if not c.inherited]
    return sorted(((part, _default(part)) for part in parts), key=lambda pair: pair[1] is not None)


def _default(part: PlanAttribute | PlanChild) -> str | None:
    if isinstance(part, PlanAttribute):
        return None if part.required else "None"
    if part.minimum:
        return None
    if part.container:
        return f"msgspec.field(default_factory=lambda: {part.cls}())"
    return "False" if part.flag else "[]" if part.maximum != 1 else "None"


def own_wildcard(one: PlanClass, classes: Iterable[PlanClass]) -> bool:
    """Whether the class itself declares the field for elements of a wildcard."""
    base = next((c for c in classes if c.name == one.base), None)
    return one.wildcard is not None and (base is None or base.wildcard is None)


def describe(about: About, plan: Plan, part: PlanAttribute | PlanChild | None = None) -> str:
    """Documentation of a field: meaning, allowed values, default, versions, rules."""
    paragraphs = [about.text]
    if part is not None and part.value is not None:
        value = next(v for v in plan.values if v.constant == part.value)
        paragraphs += _values(value)
    facts: list[str] = []
    if isinstance(part, PlanChild) and part.container:
        facts.append("Always there, and empty where the element is left out.")
    if about.default:
        facts.append(f"Default: {about.default}.")
    if about.since:
        facts.append(f"Since {about.since}.")
    if about.deprecated:
        facts.append(f"Deprecated since {about.deprecated}.")
    if about.drivers:
        facts.append(f"Hypervisors: {', '.join(about.drivers)}.")
    if about.rules:
        facts.append(f"Rules: {', '.join(about.rules)}.")
    return "\n\n".join([p for p in paragraphs if p] + ([" ".join(facts)] if facts else []))


def class_doc(one: PlanClass, plan: Plan) -> str:
    """Documentation of a class: meaning, kind, page."""
    tag = next((local_name(t) for t in one.tags), "")
    names = " or ".join(f"`<{local_name(t)}>`" for t in one.tags)
    kind = " ".join(f"{name}='{value}'" for name, value in one.kind)
    text = describe(one.about, plan)
    if one.is_base:
        head = f"{names} of any kind."
    elif kind:
        head = f"`<{tag} {kind}>`."
    else:
        head = f"{names}."
    return f"{head}\n\n{text}\n\nPage: {plan.url}{one.page}.html#{one.anchor}"


def _values(value: PlanValue) -> list[str]:
    """What the allowed values mean."""
    if value.words is not None:
        return [f"Written as {value.words[0]} or {value.words[1]}."]
    told = [f"- `{word}`: {about.summary}" for word, about in value.values]
    told += (
        [f"- {text}" for text in value.expected if text not in dict(value.values)] if told else []
    )
    if told:
        return ["\n".join(told)]
    return [f"Value: {'; '.join(value.expected)}."] if value.expected else []


def _aliases_by_module(plan: Plan) -> dict[str, tuple[PlanValue, ...]]:
    found: dict[str, list[PlanValue]] = {}
    for value in plan.values:
        if value.alias is not None:
            found.setdefault(value.about.source.rpartition(":")[0].removesuffix(".xsd"), []).append(
                value
            )
    return {name: tuple(values) for name, values in found.items()}


def _public(module: PlanModule, aliases: dict[str, tuple[PlanValue, ...]]) -> list[str]:
    names = [*module.classes, *module.unions]
    names += [value.alias for value in aliases.get(module.name, ()) if value.alias is not None]
    return by_kind(names, str.lower)


def _imports(
    plan: Plan, module: PlanModule, classes: Sequence[PlanClass], aliases: Sequence[PlanValue]
) -> str:
    """The import statements of a chapter, in the groups that linters expect."""
    text = [part.annotation for c in classes for part, _ in fields_of(c, plan.classes)]
    text += [c.content.annotation for c in classes if c.content is not None]
    text += [v.alias_type or "" for v in aliases]
    words = set(re.findall(r"\w+", " ".join(text)))
    typing = [
        name
        for name, needed in {
            "TYPE_CHECKING": any(v.alias_runtime for v in aliases),
            "ClassVar": any(c.kind for c in classes),
            "Literal": "Literal" in words or any(c.kind for c in classes),
            "TypeAlias": bool(aliases or module.unions),
        }.items()
        if needed
    ]
    standard = ["from decimal import Decimal"] if "Decimal" in words else []
    standard += [f"from typing import {', '.join(typing)}"] if typing else []
    standard += ["from uuid import UUID"] if "UUID" in words else []
    made = any(c.container for one in classes for c in one.children if not c.inherited)
    foreign = ["import msgspec"] if made else []
    own = [
        f"from virtdom.{plan.edition}.{home} import (\n"
        + "".join(f"    {name},\n" for name in names)
        + ")"
        for home, names in module.imports
    ]
    own += ["from virtdom_runtime.element import Element"] if classes else []
    groups = [["from __future__ import annotations"], standard, foreign, own]
    return "\n\n".join("\n".join(group) for group in groups if group)


def by_kind(names: Iterable[str], fold: Callable[[str], str] = str) -> list[str]:
    """Names as linters sort them: constants, classes, functions; `fold` is for those of imports."""
    return sorted(names, key=lambda n: (0 if n.isupper() else 1 if n[0].isupper() else 2, fold(n)))


def _functions(plan: Plan) -> list[tuple[str, str, str, str]]:
    """(name, parameter, documentation, Python expression) of every compiled condition, once
    each.
    """
    found: dict[str, tuple[str, str, str, str]] = {}

    def add(name: str, doc: str, expression: str, result: str) -> None:
        found.setdefault(name, (name, doc, expression, result))

    for union in plan.unions:
        for name, expression, _, cls in union.tests:
            add(name, f"Whether the attributes make it a {cls}.", expression, "object")
    for one in plan.classes:
        for check in one.checks:
            add(
                check.function,
                f"{check.message}\n\nXPath: {check.xpath}",
                check.expression,
                "object",
            )
        for implied in one.implied:
            add(
                implied.function,
                f"{implied.message}\n\nXPath: {implied.xpath}",
                implied.value,
                "Values",
            )
    for identity in (*(i for c in plan.classes for i in c.identities), *plan.host):
        doc = f"{identity.message}\n\nXPath: {identity.selector_xpath}"
        add(f"{identity.function}_places", doc, identity.select, "Nodes")
        for number, (field, xpath) in enumerate(
            zip(identity.fields, identity.field_xpaths, strict=True), 1
        ):
            add(f"{identity.function}_field_{number}", f"XPath: {xpath}", field, "object")
    return [found[name] for name in sorted(found)]


def _table_names(plan: Plan) -> list[str]:
    """What the tables of the edition import from `virtdom_runtime.tables`."""
    classes = plan.classes
    used = {
        "Attribute": any(one.attributes for one in classes),
        "Check": any(one.checks for one in classes),
        "Child": any(one.children for one in classes),
        "Choice": bool(plan.unions),
        "ClassTable": True,
        "Content": any(one.content for one in classes),
        "Edition": True,
        "Identity": bool(plan.host) or any(one.identities for one in classes),
        "Implied": any(one.implied for one in classes),
        "Wildcard": any(one.wildcard or one.any_attribute for one in classes),
    }
    return [name for name, is_used in used.items() if is_used]


def value_call(value: PlanValue) -> str:
    """The expression that makes the value space in the tables."""
    arguments: list[str] = []
    names = {
        "text": "Text",
        "enumeration": "Enumeration",
        "words": "Words",
        "boolean": "Boolean",
        "integer": "Integer",
        "number": "Number",
        "uuid": "Uuid",
        "list": "ListOf",
        "union": "Union",
    }
    if value.kind == "words" and value.words is not None:
        arguments += [literal(word) for word in value.words]
    elif value.kind == "enumeration":
        arguments += [literal(word) for word, _ in value.values]
    elif value.kind in ("list", "union"):
        arguments += value.members
    if value.open:
        arguments.append("open=True")
    if value.kind == "integer":
        arguments += [
            f"{name}={bound}" for name in ("minimum", "maximum") if (bound := getattr(value, name))
        ]
        if value.hex:
            arguments.append("hex=True")
        if value.allowed:
            arguments.append(f"allowed={literal(tuple(_whole(word) for word in value.allowed))}")
    elif value.allowed:
        arguments.append(f"allowed={literal(value.allowed)}")
    if value.kind in ("integer", "number"):
        arguments += [
            f"{name}={limit}"
            for name in ("digits", "fraction")
            if (limit := getattr(value, name)) is not None
        ]
    if value.kind == "number":
        if value.base == "xs:double":
            arguments.append("double=True")
        arguments += [
            f"{name}={literal(bound)}"
            for name in ("minimum", "maximum", "above", "below")
            if (bound := getattr(value, name)) is not None
        ]
    if value.kind != "words":
        if value.patterns:
            arguments.append(f"patterns={literal(value.patterns)}")
        if value.kind not in ("enumeration", "number", "union") and (
            value.shortest is not None or value.longest is not None
        ):
            arguments.append(f"length=({value.shortest}, {value.longest})")
        if value.assertions:
            functions = ", ".join(f"lambda value: bool({one})" for one in value.assertions)
            arguments.append(f"assertions=({functions},)")
        if value.kind != "enumeration" or value.expected != tuple(w for w, _ in value.values):
            arguments.append(f"expected={literal(value.expected)}")
        since = {word: about.since for word, about in value.values if about.since}
        if since:
            arguments.append(f"since={since!r}")
        if value.secret:
            arguments.append("secret=True")
        if value.fold and value.kind == "text":
            arguments.append("fold=True")
    if value.white_space != "collapse" and value.kind in (
        "text",
        "enumeration",
        "words",
        "integer",
    ):
        arguments.append(f"white_space={literal(value.white_space)}")
    return f"_values.{names[value.kind]}({', '.join(arguments)})"


def _whole(word: str) -> int:
    return int(word, 16) if word[:2].lower() == "0x" else int(word)
