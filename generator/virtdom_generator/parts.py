"""A plan as parts of the format with facts, each of which knows what its change means to users.

Classes are told apart by their names in Python, which say what users see: an element that needs a
longer path because another one got its name is the same part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, NamedTuple

from virtdom_generator.choosing import Kinds, chosen_by, moves
from virtdom_generator.plan import (
    About,
    Plan,
    PlanAttribute,
    PlanChild,
    PlanClass,
    PlanIdentity,
    PlanValue,
    PlanWildcard,
)
from virtdom_generator.spaces import Space, contains, rereads, spaces

Effect = Literal["breaking", "note", "compatible"]
"""On users of the bindings. `breaking`: code that was right is not, or a document that was accepted
is refused. `note`: neither, but an exhaustive `match` lacks a case, or a default is another."""


class Verdict(NamedTuple):
    """How a difference affects users, and why; compatible ones need no reason."""

    effect: Effect
    why: str = ""


COMPATIBLE = Verdict("compatible")
_REFUSED = Verdict("breaking", "documents are refused that were accepted")
MAY_REFUSE = Verdict("breaking", "documents may be refused that were accepted")
GONE = Verdict("breaking", "code that uses it fails")
_RENAMED = Verdict("breaking", "code that uses the old name fails")
_RETYPED = Verdict("breaking", "the type of the field is another")
_NONE = Verdict("breaking", "the field may be None")
_NUMBER = Verdict("breaking", "one object and a list of them change places")
_UNFIXED = Verdict("breaking", "the class says it no more")
_REREAD = Verdict("breaking", "a value may be read as another type")
_RETAGGED = Verdict("breaking", "JSON and dicts name the kind otherwise")
_MATCH = Verdict("note", "may break exhaustive matches")
_MEANING = Verdict("note", "what is left out has another meaning")
_BLANKS = Verdict("note", "blanks count otherwise")
_MOVED = Verdict("note", "it is imported from another module")
_TOLD = Verdict("note", "users hear of it")
_SHOWN = Verdict("note", "it is shown or hidden")


Judge = Callable[[Any, Any], Verdict]


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a part. It has changed when it is shown otherwise."""

    shown: str
    judge: Judge
    """From the data of before and after."""
    data: Any = None


Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the format with its facts, and the effects of its coming and going."""

    key: Key
    """(class or value space,) or (class or value space, part of it)."""
    name: str
    facts: Mapping[str, Fact]
    added: Verdict = COMPATIBLE
    removed: Verdict = COMPATIBLE
    detail: str = ""
    inherited: bool = False
    """A base class has it too."""


# Parts


class Layout:
    """Lays two plans out as parts that can be compared."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.new = new
        self.renamed = _renamed(old, new)
        """Names in the old plan of classes that have another name in the new one."""
        self.labels = {**_labels(old), **_labels(new)}
        self.before = {one.name: one for one in old.classes}
        self.after = {self.key(one.name): one for one in new.classes}
        self.spaces: Mapping[str, Space] = {}
        self.moves = set(self._moves(old))
        """(kind before, kind now), by key, of elements that were accepted and change their kind."""

    def _moves(self, old: Plan) -> Iterator[tuple[str, str | None]]:
        before = {kinds.base: kinds for kinds in map(partial(Kinds.of, old), old.unions)}
        for kinds in map(partial(Kinds.of, self.new), self.new.unions):
            if self.key(kinds.base) in before:
                for was, now in moves(before[self.key(kinds.base)], kinds):
                    if now is None or self.key(now) != was:
                        yield was, now and self.key(now)

    def key(self, name: str) -> str:
        """The name of a class in the old plan, if it is there."""
        return self.renamed.get(name, name)

    def label(self, key: str) -> str:
        """The place of a class, by its key."""
        return self.labels[self.after[key].name if key in self.after else key]

    def families(self) -> Iterator[tuple[str, list[str]]]:
        """Each base with its kinds that both plans have, all by key."""
        members = {union.name: union.members for union in self.new.unions}
        for base in self.new.classes:
            if base.is_base and base.union is not None:
                kinds = [self.key(name) for name in members[base.union]]
                if kinds := [kind for kind in kinds if kind in self.before]:
                    yield self.key(base.name), kinds

    def parts(self, plan: Plan) -> Iterator[Part]:
        """Every part of the format that a plan describes."""
        self.spaces = spaces(plan.values)
        now = {space.name: space for space in spaces(self.new.values).values()}
        by_name = {one.name: one for one in plan.classes}
        chosen = {name: chosen_by(union, name) for union in plan.unions for name in union.members}
        for one in plan.classes:
            base = by_name.get(one.base)
            kinds = [kind for kind in plan.classes if kind.base == one.name]
            fixed = {name for kind in kinds for name, _ in kind.kind}
            yield self._class(one, chosen.get(one.name, ""))
            for part in self._parts_of(one, base, fixed):
                # Elements are of a kind: what a base gains, the kinds require or not.
                yield replace(part, added=COMPATIBLE) if one.is_base else part
        for value in plan.values:
            if not value.name.startswith("xs:"):
                yield from _value(value, self.spaces[value.constant], now.get(value.name))
        for identity in plan.host:
            test = _identity(identity)
            name = f"hosts: {identity.name}"
            yield _condition((name,), name, test, "warning", identity.message)

    def _class(self, one: PlanClass, chosen: str) -> Part:
        key = self.key(one.name)
        pair = (self.before.get(key), self.after.get(key))
        shared = [{child.name for child in each.children} for each in pair if each is not None]
        order = [c.name for c in one.children if all(c.name in names for names in shared)]
        facts = {
            "class": Fact(one.name, _always(_RENAMED)),
            "module": Fact(one.module, _always(_MOVED)),
            "chosen by": Fact(chosen, self._other_choice, key),
            "JSON tag": Fact(f"{one.tag_field}={one.tag}" if one.tag else "", _always(_RETAGGED)),
            "print order": Fact(", ".join(order), _always(COMPATIBLE)),
            **_told(one.about),
        }
        in_old = self.key(one.base) in self.before
        return Part(
            (class_key(key),),
            self.label(self.key(one.name)),
            facts,
            _MATCH if one.union and in_old else COMPATIBLE,
            GONE,
            f"class {one.name}",
        )

    def _other_choice(self, _was: str, now: str) -> Verdict:
        return MAY_REFUSE if any(kind == now for kind, _ in self.moves) else _MATCH

    def _parts_of(self, one: PlanClass, base: PlanClass | None, fixed: set[str]) -> Iterator[Part]:
        key = class_key(self.key(one.name))
        label = self.label(self.key(one.name))
        shared = {part.name for part in base.parts} if base is not None else set[str]()
        was = self.before.get(self.key(one.name))
        made = {name for name, _ in was.kind} if was is not None else set[str]()
        for attribute in one.attributes:
            if attribute.constant is None:
                name = attribute.name
                part = self._attribute(attribute, key, label, name in shared, name in fixed)
                yield replace(part, added=_UNFIXED) if name in made else part
        for child in one.children:
            yield self._child(child, key, label, child.name in shared)
        if one.content is not None:
            facts = {
                "type": Fact(one.content.annotation, _always(_RETYPED)),
                "values": self._values(one.content.value),
            }
            yield Part((key, "text()"), f"{label}/text()", facts, _REFUSED, GONE)
        if one.wildcard is not None:
            yield _wildcard((key, "*"), f"{label}/*", one.wildcard)
        if one.any_attribute is not None:
            yield _wildcard((key, "@*"), f"{label}/@*", one.any_attribute)
        yield from _conditions(one, key, label)
        yield from _implied(one, key, label)

    def _attribute(
        self, attribute: PlanAttribute, key: str, label: str, inherited: bool, makes_kind: bool
    ) -> Part:
        need = "required" if attribute.required else "optional"
        facts = {
            # What makes the kind is no field.
            "field": Fact("" if makes_kind else attribute.field, _always(_RENAMED)),
            "type": Fact("" if makes_kind else _bare(attribute.annotation), _always(_RETYPED)),
            "use": Fact(need, lambda was, now: _REFUSED if now else _NONE, attribute.required),
            "values": self._values(attribute.value),
            **_given(attribute.default, attribute.fixed),
            "secret": Fact("yes" if attribute.secret else "", _always(_SHOWN)),
            **_told(attribute.about),
        }
        return Part(
            (key, f"@{attribute.name}"),
            f"{label}/@{attribute.name}",
            facts,
            _REFUSED if attribute.required else COMPATIBLE,
            GONE,
            f"{need}, {attribute.annotation}",
            inherited,
        )

    def _child(self, child: PlanChild, key: str, label: str, inherited: bool) -> Part:
        most = "unbounded" if child.maximum is None else str(child.maximum)
        facts = {
            "field": Fact(child.field, _always(_RENAMED)),
            "type": Fact(_bare(child.annotation), _always(_RETYPED)),
            "at least": Fact(str(child.minimum), _needs, child),
            "container": Fact("yes" if child.container else "", _contains, child),
            "at most": Fact(most, _allows, child),
            "values": self._values(child.value),
            **_given(child.default, child.fixed),
            "secret": Fact("yes" if child.secret else "", _always(_SHOWN)),
            **_told(child.about),
        }
        return Part(
            (key, child.name),
            f"{label}/{child.name}",
            facts,
            _REFUSED if child.minimum else COMPATIBLE,
            GONE,
            f"{child.minimum} to {most}, {child.annotation}",
            inherited,
        )

    def _values(self, constant: str | None) -> Fact:
        """The value space of a part. One that keeps its name tells its changes itself."""
        space = self.spaces[constant] if constant is not None else None
        return Fact(space.name if space is not None else "", _other_space, space)


def class_key(name: str) -> str:
    return f"class {name}"


def _labels(plan: Plan) -> dict[str, str]:
    """The element of each class in the pages' words, with what makes its kind."""
    pages = {name: page for page in reversed(plan.pages) for name in page.classes}
    found: dict[str, str] = {}
    for one in plan.classes:
        page = pages[one.name]
        kind = " and ".join(f"@{name}='{value}'" for name, value in one.kind)
        if one.union and not one.is_base:
            found[one.name] = f"{page.path}[{kind or one.name}]"
        elif one.is_base or len(page.classes) == 1:
            found[one.name] = page.path
        else:
            found[one.name] = f"{page.path} ({one.name})"
    return found


def _renamed(old: Plan, new: Plan) -> dict[str, str]:
    """New names of classes that stand where a class of another name stood, with that name."""
    before, after = _labels(old), _labels(new)
    gone = {label: name for name, label in before.items() if name not in after}
    return {
        name: gone[label] for name, label in after.items() if name not in before and label in gone
    }


def _value(value: PlanValue, space: Space, now: Space | None) -> Iterator[Part]:
    """A value space, and its words if it is a list of words; `now` is what became of it."""
    python = "" if value.kind == "enumeration" else value.alias_type or value.annotation
    facts = {
        "type": Fact(python or "one of some words", _always(_RETYPED)),
        "alias": Fact(value.alias or "", _always(_RENAMED)),
        **_facets(value, space),
        "white space": Fact(value.white_space, _other_blanks, space),
        "openness": Fact("open" if value.open else "", _always(_TOLD)),
        "secret": Fact("yes" if value.secret else "", _always(_SHOWN)),
        **_told(value.about),
    }
    # A space of its own adds nothing: the parts that use it are changed or added too.
    key = f"value {value.name}"
    gone = GONE if value.alias else COMPATIBLE
    yield Part((key,), value.name, facts, COMPATIBLE, gone, value.annotation)
    matched = _MATCH if value.alias else COMPATIBLE
    for word, about in value.values if space.words else ():
        kept = now is not None and contains(now, replace(space, words=frozenset({word})))
        yield Part(
            (key, f"= {word}"),
            f"{value.name} = {word!r}",
            _told(about),
            matched,
            matched if kept else _REFUSED,
        )


def _facets(value: PlanValue, space: Space) -> dict[str, Fact]:
    """The facets, each judged as if the others had stayed."""

    def fact(shown: object, *fields: str) -> Fact:
        def judge(was: Space, now: Space) -> Verdict:
            changed = replace(was, **{field: getattr(now, field) for field in fields})
            return COMPATIBLE if contains(changed, was) else MAY_REFUSE

        return Fact("" if shown is None else str(shown), judge, space)

    above, below = value.above and f"> {value.above}", value.below and f"< {value.below}"
    return {
        "minimum": fact(above or value.minimum, "minimum", "above"),
        "maximum": fact(below or value.maximum, "maximum", "below"),
        "shortest": fact(value.shortest, "shortest"),
        "longest": fact(value.longest, "longest"),
        "digits": fact(value.digits, "digits"),
        "digits after the point": fact(value.fraction, "fraction"),
        "patterns": fact(" and ".join(" | ".join(g) for g in value.xsd_patterns), "patterns"),
        "texts": fact("those listed" if space.words else "any", "words"),
        "conditions": fact(" and ".join(value.assertions), "assertions"),
        "members": Fact(
            " or ".join(member.name for member in space.members), _other_members, space
        ),
    }


def _conditions(one: PlanClass, key: str, label: str) -> Iterator[Part]:
    for check in one.checks:
        name = f"{label}: {check.id}"
        whole = (key, f"condition {check.id}")
        yield _condition(whole, name, check.xpath, check.severity, check.message)
    for identity in one.identities:
        test = _identity(identity)
        name = f"{label}: {identity.name}"
        whole = (key, f"identity {identity.tag} {identity.name}")
        yield _condition(whole, name, test, "error", identity.message)


def _implied(one: PlanClass, key: str, label: str) -> Iterator[Part]:
    counts = Counter[str]()
    for implied in one.implied:
        select = "/".join(implied.select)
        counts[select] += 1
        yield Part(
            (key, f"implied {select} {counts[select]}"),
            f"{label}: {select} if absent",
            {"value": Fact(implied.xpath, _always(_MEANING)), **_message(implied.message)},
            _MEANING,
            _MEANING,
            implied.xpath,
        )


def _wildcard(key: Key, name: str, wildcard: PlanWildcard) -> Part:
    most = "unbounded" if wildcard.maximum is None else str(wildcard.maximum)
    shown = " ".join(wildcard.namespaces)
    facts = {
        "namespaces": Fact(shown, _other_namespaces, frozenset(wildcard.namespaces)),
        "at least": Fact(str(wildcard.minimum), _more_needed, wildcard.minimum),
        "at most": Fact(most, _fewer_allowed, wildcard.maximum),
        "text between": Fact("yes" if wildcard.mixed else "", _always(_RETYPED)),
        **_told(wildcard.about),
    }
    return Part(key, name, facts, COMPATIBLE, GONE, shown)


def _condition(key: Key, name: str, test: str, severity: str, message: str) -> Part:
    refuses = severity == "error"
    facts = {
        "test": Fact(test, _always(MAY_REFUSE if refuses else _TOLD)),
        "severity": Fact(severity, _always(MAY_REFUSE if refuses else COMPATIBLE)),
        **_message(message),
    }
    return Part(key, name, facts, MAY_REFUSE if refuses else _TOLD, COMPATIBLE, test)


def _identity(one: PlanIdentity) -> str:
    told = f"{one.kind} {', '.join(one.field_xpaths)} of {one.selector_xpath}"
    return f"{told} in {one.refer}" if one.refer is not None else told


def _given(default: str | None, fixed: str | None) -> dict[str, Fact]:
    return {
        "default": Fact(default or "", _always(_MEANING)),
        "fixed value": Fact(fixed or "", lambda was, now: _REFUSED if now else COMPATIBLE, fixed),
    }


def _told(about: About) -> dict[str, Fact]:
    """What is said of a part, beside its structure."""
    return {
        "since": Fact(about.since or "", _always(COMPATIBLE)),
        "deprecated": Fact(about.deprecated or "", _always(_TOLD)),
        "hypervisors": Fact(", ".join(about.drivers), _always(COMPATIBLE)),
        **_message(about.text),
    }


def _message(text: str) -> dict[str, Fact]:
    return {"documentation": Fact(" ".join(text.split()), _always(COMPATIBLE))}


# How a change of a fact affects users


def _always(verdict: Verdict) -> Judge:
    return lambda _was, _now: verdict


def _needs(was: PlanChild, now: PlanChild) -> Verdict:
    if now.minimum > was.minimum:
        return _REFUSED
    absent = now.minimum == 0 and now.maximum == 1 and not (now.flag or now.container)
    return _NONE if absent else COMPATIBLE


def _contains(_was: PlanChild, now: PlanChild) -> Verdict:
    return COMPATIBLE if now.container or now.minimum else _NONE


def _allows(was: PlanChild, now: PlanChild) -> Verdict:
    if (was.maximum == 1) != (now.maximum == 1):
        return _NUMBER
    return _fewer_allowed(was.maximum, now.maximum)


def _more_needed(was: int, now: int) -> Verdict:
    return _REFUSED if now > was else COMPATIBLE


def _fewer_allowed(was: int | None, now: int | None) -> Verdict:
    return COMPATIBLE if now is None or (was is not None and now > was) else _REFUSED


def _other_space(was: Space | None, now: Space | None) -> Verdict:
    if was is None or now is None:
        return COMPATIBLE  # the type has changed, which is told
    if not contains(now, was):
        return MAY_REFUSE
    if was.kind == now.kind == "union" and rereads(was, now):
        return _REREAD
    return _BLANKS if was.white_space != now.white_space else COMPATIBLE


def _other_members(was: Space, now: Space) -> Verdict:
    if not contains(replace(was, members=now.members), was):
        return MAY_REFUSE
    return _REREAD if rereads(was, now) else COMPATIBLE


def _other_blanks(was: Space, now: Space) -> Verdict:
    changed = replace(was, white_space=now.white_space)
    return _BLANKS if contains(changed, was) else MAY_REFUSE


def _other_namespaces(was: frozenset[str], now: frozenset[str]) -> Verdict:
    return COMPATIBLE if was <= now or "##any" in now else MAY_REFUSE


def _bare(annotation: str) -> str:
    """The type without what is told elsewhere: absence and number."""
    return annotation.removesuffix(" | None").removeprefix("list[").removesuffix("]")
