"""Pages of the reference as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import click

from virtdom_runtime.commands.reference import About, Attribute, Child, Kind, Page, Reference, Rule
from virtdom_runtime.faults import listing
from virtdom_runtime.parse import MAX_ATTRIBUTES, MAX_SIZE

WIDTH = 96
"""Columns of the text."""

Row = tuple[str, str]
"""A name and what is told of it."""

READING = {
    "xml.wellformed": "The text is not XML: a tag, a quote or a character is out of place.",
    "xml.encoding": "The bytes are not what the document, or XML by itself, says they are: UTF-8.",
    "xml.empty": "There is no document.",
    "xml.doctype": "A document type and the entities it declares could make a small document grow "
    "without bound, or read files. No domain needs one.",
    "xml.depth": "Elements are nested deeper than in any real document.",
    "xml.size": f"The document is larger than {MAX_SIZE // 1024 // 1024} MiB, or an element of it "
    f"has more than {MAX_ATTRIBUTES} attributes. Real documents have a few kilobytes.",
    "reading.faults": "A document with so many faults is not judged to its end.",
    "version.target": "The part is newer than the libvirt given as --target.",
    "json.wellformed": "The text is not JSON.",
    "yaml.wellformed": "The text is not YAML, or not of the plain kind that is read: mappings, "
    "lists and scalars, without tags and aliases.",
    "data.type": "A field of JSON or YAML is unknown, absent or of another type than in the Python "
    "class.",
    "data.extras": "JSON or YAML has kept content that no element of the document can hold. It "
    "would be lost.",
}
"""Rules that come from reading, not from the specification."""


def reading(rule: str) -> str:
    """A rule of reading."""
    return "\n".join([_heading(rule), "", *_wrapped(READING[rule], "  ")])


def rule(book: Reference, rule: Rule) -> str:
    """A rule of the specification."""
    lines = [_heading(rule.id, f"{rule.level}, {rule.kind}"), "", *_wrapped(rule.sentence, "  ")]
    lines += _section("About", [("", " ".join(rule.place.split()))])
    names = {cited.partition("#")[0] for cited in rule.cited}
    lines += _section("Told by", [_entry(page) for page in book.pages if page.name in names])
    return "\n".join(lines)


def pages(book: Reference, found: Sequence[Page]) -> str:
    """An element, or the list of those that share a name."""
    if len(found) == 1:
        return _element(book, found[0])
    heading = _heading(found[0].title, "several elements have this name")
    return "\n".join([heading, *_section("", [_entry(page) for page in found])])


def attributes(book: Reference, found: Sequence[Page], name: str) -> str:
    """An attribute, in each element that the name may mean."""
    return "\n\n".join(_attribute(book, page, name) for page in found)


def _element(book: Reference, page: Page) -> str:
    kinds = book.kinds(page)
    lines = [_heading(page.title, _standing(book, page)), ""]
    lines += _about(page.about)
    if page.flag:
        lines += ["  It is empty: that it stands there is all it says."]
    text = page.value or next((kind.content.value for kind in kinds if kind.content), None)
    if text is not None:
        lines += _values(book, text)
    lines += _section("Kinds", [_kind(kind) for kind in kinds if kind.kind])
    lines += _section("Attributes", _attribute_rows(book, kinds))
    lines += _section("Children", _child_rows(book, kinds))
    lines += _section("Rules", _rules(book, page, kinds))
    for example in [example for kind in kinds for example in kind.examples][:3]:
        lines += ["", _title("Example"), *_wrapped(example.title, "  "), ""]
        lines += textwrap.indent(textwrap.dedent(example.xml).strip(), "    ").splitlines()
    return "\n".join([*lines, "", f"{_title('Page')}  {book.link(page)}"])


def _attribute(book: Reference, page: Page, name: str) -> str:
    kinds = book.kinds(page)
    lines: list[str] = []
    for part, owners in _attributes(kinds):
        if part.name != name:
            continue
        facts = _facts(book, part.required, owners, kinds)
        lines += [*([""] if lines else []), _heading(f"{page.path}/@{name}", facts), ""]
        lines += [*_about(part.about), *_values(book, part.value)]
        lines += _section(
            "Rules", _sentences(book, [part.rule, part.value_rule, *part.about.rules])
        )
    return "\n".join([*lines, "", f"{_title('Page')}  {book.link(page)}"])


def _attributes(kinds: Sequence[Kind]) -> list[tuple[Attribute, list[Kind]]]:
    """The attributes of an element with the kinds that have them, equal ones as one."""
    found: dict[tuple[object, ...], tuple[Attribute, list[Kind]]] = {}
    for kind in kinds:
        for part in kind.attributes:
            if part.constant is None or not any(other.is_base for other in kinds):
                key = (part.name, part.value, part.required, part.default)
                found.setdefault(key, (part, []))[1].append(kind)
    return list(found.values())


def _children(kinds: Sequence[Kind]) -> list[tuple[Child, list[Kind]]]:
    """The same of children."""
    found: dict[tuple[object, ...], tuple[Child, list[Kind]]] = {}
    for kind in kinds:
        for part in kind.children:
            key = (part.name, part.minimum, part.maximum)
            found.setdefault(key, (part, []))[1].append(kind)
    return list(found.values())


def _attribute_rows(book: Reference, kinds: Sequence[Kind]) -> list[Row]:
    rows: list[Row] = []
    for part, owners in _attributes(kinds):
        told = [f"({_facts(book, part.required, owners, kinds)})", part.about.summary]
        expected = book.space(part.value).expected
        if expected:
            told.append(f"Expected: {listing(expected)}.")
        rows.append((f"@{part.name}", " ".join([*told, *_notes(part.about, part.default)])))
    return rows


def _child_rows(book: Reference, kinds: Sequence[Kind]) -> list[Row]:
    rows: list[Row] = []
    for part, owners in _children(kinds):
        facts = f"{_times(part.minimum, part.maximum)}{_only(book, owners, kinds)}"
        told = [f"({facts})", part.about.summary, *_notes(part.about, part.default)]
        rows.append((f"<{part.name}>", " ".join(told)))
    return rows


def _facts(book: Reference, required: bool, owners: Sequence[Kind], kinds: Sequence[Kind]) -> str:
    return f"{'required' if required else 'optional'}{_only(book, owners, kinds)}"


def _only(book: Reference, owners: Sequence[Kind], kinds: Sequence[Kind]) -> str:
    """Which kinds have a part, if not all."""
    if len(owners) == len(kinds) or any(kind.is_base for kind in owners):
        return ""
    choices = dict.fromkeys(choice for kind in owners for choice in _choices(book, kind))
    return f"; only where {listing(choices)}" if choices else ""


def _choices(book: Reference, kind: Kind) -> list[str]:
    """What makes the kind, or the kinds whose child it is."""
    if kind.kind:
        return [_choice(kind)]
    return [
        _choice(parent)
        for parent in book.classes
        if parent.kind and any(child.cls == kind.name for child in parent.children)
    ]


def _kind(kind: Kind) -> Row:
    return _choice(kind), f"{kind.about.summary} ({kind.name})"


def _choice(kind: Kind) -> str:
    """What makes the kind: `type='file'`."""
    return " ".join(f"{attribute}='{value}'" for attribute, value in kind.kind)


def _standing(book: Reference, page: Page) -> str:
    """Where the element stands and how often."""
    uses: list[str] = []
    for place in page.places:
        if not place.parent:
            continue
        parent = book.page(place.parent)
        kinds = [kind for kind in book.kinds(parent) if not kind.is_base]
        found = [child for kind in kinds for child in kind.children if child.page == page.name]
        least = min((child.minimum for child in found), default=place.minimum)
        times = _times(least if len(found) == len(kinds) else 0, place.maximum)
        uses.append(f"{times} in {parent.title}")
    return listing(uses) or "the root of a document"


def _times(minimum: int, maximum: int | None) -> str:
    match minimum, maximum:
        case 0, 1:
            return "optional"
        case 1, 1:
            return "required"
        case 0, None:
            return "any number"
        case _, None:
            return f"{minimum} or more"
        case _:
            return f"{minimum} to {maximum}"


def _about(about: About) -> list[str]:
    lines: list[str] = []
    for paragraph in about.text.split("\n\n"):
        lines += [*_wrapped(paragraph, "  "), ""]
    notes = _notes(about, None)
    return [*lines, *(f"  {note}" for note in notes)] if notes else lines[:-1]


def _notes(about: About, default: str | None) -> list[str]:
    notes = [f"Default: {default or about.default}."] if default or about.default else []
    notes += [f"Since {about.since}."] if about.since else []
    notes += [f"Deprecated: {about.deprecated}."] if about.deprecated else []
    notes += [f"Hypervisors: {', '.join(about.drivers)}."] if about.drivers else []
    return notes


def _values(book: Reference, constant: str) -> list[str]:
    space = book.space(constant)
    if space.values:
        rows = [
            (value, " ".join([about.text, *_notes(about, None)])) for value, about in space.values
        ]
        return _section("Values", rows)
    expected = listing(space.expected)
    if space.about.text.lower().startswith(expected.lower()):  # its documentation says it already
        expected = ""
    told = f"{expected}. {space.about.text}" if expected else space.about.text
    return _section("Value", [("", told.strip())])


def _rules(book: Reference, page: Page, kinds: Sequence[Kind]) -> list[Row]:
    """The rules of an element that are about itself, not about one of its parts."""
    rules = list(page.about.rules)
    for kind in kinds:
        rules += [kind.rule, *kind.about.rules]
        rules += [check.rule for check in (*kind.checks, *kind.implied)]
    return _sentences(book, rules)


def _sentences(book: Reference, rules: Iterable[str]) -> list[Row]:
    wanted = set(rules)
    return [(rule.id, rule.sentence) for rule in book.rules if rule.id in wanted]


def _entry(page: Page) -> Row:
    return page.path, page.about.summary


def _heading(name: str, note: str = "") -> str:
    """A name in bold with a note beside it, or below where there is no room."""
    beside = f"  {note}" if note else ""
    if len(name) + len(beside) > WIDTH:
        beside = "\n" + "\n".join(_wrapped(note, "  "))
    return f"{click.style(name, bold=True)}{beside}"


def _title(text: str) -> str:
    return click.style(text, bold=True)


def _section(title: str, rows: Sequence[Row]) -> list[str]:
    """A title and a table of two columns, the second wrapped; nothing where there are no rows."""
    if not rows:
        return []
    wide = min(20, max(len(name) for name, _ in rows))
    indent = " " * (wide + 4 if wide else 2)
    lines = ["", *([_title(title)] if title else [])]
    for name, text in rows:
        first, *rest = _wrapped(text, indent) or [indent]
        if len(name) > wide:
            lines += [f"  {name}", first, *rest]
        else:
            lines += [f"  {name:<{wide}}{first[wide + 2 :]}".rstrip(), *rest]
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
