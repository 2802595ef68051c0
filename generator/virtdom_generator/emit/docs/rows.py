"""Rows of the tables: attributes, children, values, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from virtdom_generator.emit.docs.book import Book, Links
from virtdom_generator.emit.docs.markdown import cell, code, inline, mark
from virtdom_generator.emit.docs.phrases import held, listing, occurrence
from virtdom_generator.plan import (
    About,
    PlanAttribute,
    PlanChild,
    PlanClass,
    PlanContent,
    PlanRule,
    PlanValue,
)

Row = tuple[str, ...]

Told = Mapping[str, Sequence[str]]
"""Rule -> the pages that tell of it, `disk.md` or `indexes/values.md#uuid`."""

FEW = 4
"""The attributes of a child are told with the parent if there are no more, and nothing else."""


def attribute(one: PlanAttribute, book: Book, to: Links, *, in_python: bool = True) -> Row:
    """Attribute, how often, value, meaning; `in_python` unless it is no field."""
    value = book.values[one.value]
    if one.constant is not None:
        told = code(one.constant)
    elif one.fixed is not None:
        told = f"always {code(one.fixed)}"
    else:
        told = held(value, book, to)
    python = f"{one.field}: {one.annotation}" if in_python and one.constant is None else None
    return (
        f"{mark(one.anchor, *one.about.anchors)}{code(book.shown(one.name))}",
        "required" if one.required or one.constant is not None else "optional",
        with_default(told, one.default, one.about),
        with_notes(cell(one.about.text), one.about, to, python, secret=one.secret),
    )


def child(one: PlanChild, book: Book, to: Links) -> Row:
    """Element, how often, what it holds, meaning in brief: its page tells the rest."""
    told = ""
    if one.flag:
        told = "empty"
    elif one.value is not None:
        told = held(book.values[one.value], book, to)
    elif one.cls is not None:
        told = attributes_alone(book.classes[one.cls], book, to)
    name = to.page(one.page, code(f"<{book.shown(one.name)}>"))
    return (
        f"{mark(one.anchor, *one.about.anchors)}{name}",
        occurrence(one.minimum, one.maximum),
        with_default(told, one.default, one.about),
        inline(one.about.summary)
        + small(*facts(one.about, secret=one.secret), code(f"{one.field}: {one.annotation}")),
    )


def attributes_alone(one: PlanClass, book: Book, to: Links) -> str:
    """The attributes of an element that has few of them and nothing else, in short."""
    if one.children or one.content or one.wildcard or len(one.attributes) > FEW:
        return ""
    return "<br>".join(
        f"{code(book.shown(each.name))}{'' if each.required else ' (may be absent)'}: "
        f"{held(book.values[each.value], book, to)}"
        for each in one.attributes
    )


def content(one: PlanContent, book: Book, to: Links) -> Row:
    """The text of an element with attributes: what it holds, meaning."""
    value = book.values[one.value]
    notes = with_notes(
        cell(value.about.text), About(), to, f"{one.field}: {one.annotation}", secret=one.secret
    )
    return (held(value, book, to), notes)


def allowed(value: PlanValue, to: Links) -> list[Row]:
    """Value, its meaning."""
    return [
        (f"{mark(*about.anchors)}{code(word)}", with_notes(cell(about.text), about, to))
        for word, about in value.values
    ]


def listed_values(one: PlanValue, book: Book) -> list[PlanValue]:
    """The enumerations that a value space is made of, with what their values mean."""
    if one.kind == "enumeration":
        return [one]
    if one.kind in ("union", "list"):
        members = [book.values[name] for name in one.members]
        return [each for member in members for each in listed_values(member, book)]
    return []


def rule(one: PlanRule, to: Links, told: Told) -> Row:
    """Rule, level, sentence."""
    see = ", ".join(to.told(place) for place in told.get(one.id, ()))
    place = "" if one.place == "document" else ", ".join(code(p) for p in one.place.split())
    notes = [f"{inline(one.kind)}, {inline(one.basis)}", place, f"see {see}" if see else ""]
    return (
        f"{mark(one.id)}{code(one.id)}",
        inline(one.level),
        f"{cell(one.sentence)}{small(*notes)}",
    )


def with_default(told: str, default: str | None, about: About) -> str:
    """A phrase for a value, and what stands for it when it is absent."""
    if default is not None:
        told = f"{told}{'<br>' if told else ''}default {code(default)}"
    elif about.default:
        told = f"{told}{'<br>' if told else ''}default: {inline(about.default)}"
    return told


def with_notes(
    text: str, about: About, to: Links, python: str | None = None, *, secret: bool = False
) -> str:
    """A meaning and, small, what else is to be known."""
    notes = [*facts(about, secret=secret), code(python) if python else "", to.rules(about.rules)]
    return f"{text}{small(*notes)}" if text else small(*notes).removeprefix("<br>")


def facts(about: About, *, secret: bool = False) -> list[str]:
    """Since when, for which hypervisors, whether still."""
    told: list[str] = []
    if about.deprecated:
        told.append(f"**deprecated**: {inline(about.deprecated)}")
    if about.since:
        told.append(f"since {inline(about.since)}")
    if about.drivers:
        told.append(f"for {listing([inline(one) for one in about.drivers], 'and')}")
    if secret:
        told.append("secret")
    return told


def small(*notes: str) -> str:
    told = " · ".join(note for note in notes if note)
    return f"<br><small>{told}</small>" if told else ""
