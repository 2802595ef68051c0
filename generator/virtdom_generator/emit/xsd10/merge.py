"""One content for all the kinds of an element: what each of them accepts, it accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from virtdom_generator.emit.xsd10.meanings import (
    Meaning,
    Meanings,
    Pages,
    namespace_of,
    summaries,
)
from virtdom_generator.emit.xsd10.shapes import (
    Content,
    MergedAttribute,
    MergedElement,
    Model,
    Text,
)
from virtdom_generator.plan import PlanAttribute, PlanChild, PlanClass, PlanWildcard


class Merger:
    """Merges what the Plan tells of an element."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self.content = cache(self._content)

    def root(self) -> MergedElement:
        return self.global_element((self.meanings.root.name,))

    def global_element(self, pages: Pages) -> MergedElement:
        """An element as a declaration to refer to."""
        page = self.meanings.pages[pages[0]]
        return self._element(page.element, pages, 1, 1, (), (page.about.summary,))

    def global_attribute(self, name: str) -> MergedAttribute:
        """An attribute of another namespace as a declaration to refer to."""
        found = [a for one in self.meanings.plan.classes for a in one.attributes if a.name == name]
        return MergedAttribute(
            name=name,
            text=Text(tuple(dict.fromkeys(a.value for a in found))),
            required=False,
            default=None,
            fixed=None,
            defaulted=False,
            summaries=summaries([a.about.summary] for a in found[:1]),
        )

    def _content(self, pages: Pages, namespace: str) -> Content:
        """The content of an element, declared in the file of a namespace."""
        meaning = self.meanings.of(pages)
        wildcards = [one.wildcard for one in meaning.classes if one.wildcard is not None]
        wildcard = _namespaces(meaning.classes, wildcards, namespace)
        children = [
            child
            for child in self._children(meaning, namespace)
            if not _covered(child.name, wildcard, namespace)
        ]
        text = None
        if meaning.texts and not meaning.open:
            text = Text(meaning.texts, nothing=meaning.bare or meaning.defaulted)
        return Content(
            pages=pages,
            model=_model(text, children, wildcard),
            minimum=int(meaning.always_class and all(map(_needs_children, meaning.classes))),
            mixed=bool(meaning.open and meaning.texts) or any(one.mixed for one in wildcards),
            text=text,
            children=tuple(children),
            attributes=tuple(self._attributes(meaning)),
            wildcard=wildcard,
            any_attribute=_namespaces(
                meaning.classes,
                [one.any_attribute for one in meaning.classes if one.any_attribute is not None],
                namespace,
            ),
            summaries=meaning.summaries if meaning.classes else (),
        )

    def _children(self, meaning: Meaning, namespace: str) -> Iterable[MergedElement]:
        for name in dict.fromkeys(child.name for one in meaning.classes for child in one.children):
            found = [c for one in meaning.classes for c in one.children if c.name == name]
            always = meaning.always_class and len(found) == len(meaning.classes)
            bounds = [child.maximum for child in found if child.maximum is not None]
            foreign = is_foreign(name, namespace)
            yield self._element(
                name,
                self.meanings.pages_of(name)
                if foreign
                else self.meanings.child_pages(meaning.pages, name),
                min(child.minimum for child in found) if always else 0,
                max(bounds) if len(bounds) == len(found) else None,
                () if foreign else found,
                [child.about.summary for child in found],
            )

    def _element(
        self,
        name: str,
        pages: Pages,
        minimum: int,
        maximum: int | None,
        uses: Sequence[PlanChild],
        told: Iterable[str],
    ) -> MergedElement:
        meaning = self.meanings.of(pages)
        default, fixed = _agreed(use.default for use in uses), _agreed(use.fixed for use in uses)
        if meaning.open:
            default = fixed = None
        if len(meaning.texts) > 1 or not all(map(self._is_its_text, meaning.texts)):
            fixed = None  # what equals it depends on the kind, or is also written otherwise
        kept = all(use.default == default and use.fixed == fixed for use in uses)
        nothing = meaning.empty or not kept or (meaning.defaulted and not uses)
        return MergedElement(
            name=name,
            pages=pages,
            minimum=minimum,
            maximum=maximum,
            text=Text(meaning.values, nothing) if meaning.plain else None,
            default=default,
            fixed=fixed,
            summaries=summaries([told]),
        )

    def _attributes(self, meaning: Meaning) -> Iterable[MergedAttribute]:
        for name in dict.fromkeys(a.name for one in meaning.classes for a in one.attributes):
            found = [(one, a) for one in meaning.classes for a in one.attributes if a.name == name]
            always = meaning.always_class and len(found) == len(meaning.classes)
            required = always and all(self._is_required(one, a) for one, a in found)
            text = Text(tuple(dict.fromkeys(a.value for _, a in found)))
            default = _agreed(a.default for _, a in found) if always and not required else None
            fixed = _agreed(a.fixed for _, a in found) if always else None
            yield MergedAttribute(
                name=name,
                text=text,
                required=required,
                default=default if fixed is None else None,
                fixed=fixed if text.single and self._has_values(text.single) else None,
                defaulted=any(a.default is not None or a.fixed is not None for _, a in found),
                summaries=summaries([self._told(one, a)] for one, a in found),
            )

    def _has_values(self, constant: str) -> bool:
        """Whether a value space has the values of the edition: it may have their texts instead."""
        space = self.meanings.values[constant]
        return space.base != "xs:double" and all(map(self._has_values, space.members))

    def _is_its_text(self, constant: str) -> bool:
        """Whether a value is written in one way: libxml2 compares the texts of elements."""
        space = self.meanings.values[constant]
        return space.kind in ("text", "enumeration") and space.white_space == "preserve"

    def _is_required(self, one: PlanClass, attribute: PlanAttribute) -> bool:
        """Also of an attribute that makes the kind, which is no field of the kind's class."""
        return attribute.required or any(
            declared.required for declared in self._in_base(one, attribute)
        )

    def _told(self, one: PlanClass, attribute: PlanAttribute) -> str:
        declared = [a.about.summary for a in self._in_base(one, attribute)]
        return (declared or [attribute.about.summary])[0]

    def _in_base(self, one: PlanClass, attribute: PlanAttribute) -> list[PlanAttribute]:
        base = self.meanings.base_of(one)
        return [] if base is None else [a for a in base.attributes if a.name == attribute.name]


def is_foreign(name: str, namespace: str) -> bool:
    """Whether the file of a namespace must refer to the part: it cannot declare it itself."""
    return namespace_of(name) not in ("", namespace)


def _agreed(values: Iterable[str | None]) -> str | None:
    """The one value that all have."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _needs_children(one: PlanClass) -> bool:
    wanted = [child.minimum for child in one.children]
    if one.wildcard is not None:
        wanted.append(one.wildcard.minimum)
    return any(wanted)


def _model(
    text: Text | None, children: Sequence[MergedElement], wildcard: tuple[str, ...]
) -> Model:
    """How exact XSD 1.0 can be: it counts one child, or children of which there is one each."""
    if text is not None:
        return "text"
    if not children and not wildcard:
        return "empty"
    if wildcard:
        return "choice"
    if len(children) == 1:
        return "sequence"
    return "all" if all(child.maximum == 1 for child in children) else "choice"


def _namespaces(
    classes: Sequence[PlanClass], wildcards: Sequence[PlanWildcard], namespace: str
) -> tuple[str, ...]:
    """The namespaces that any of the wildcards allows, in the words of XSD 1.0."""
    if not wildcards:
        return ()
    names = {name for one in wildcards for name in one.namespaces}
    if "##any" in names or (
        "##other" in names
        and (
            names & {"##local", namespace}
            or any(namespace_of(one.type) != namespace for one in classes)
        )
    ):
        return ("##any",)
    return ("##other",) if "##other" in names else tuple(sorted(names))


def _covered(name: str, wildcard: tuple[str, ...], namespace: str) -> bool:
    """Whether the wildcard takes the element as well, which XSD 1.0 forbids to leave open."""
    own = namespace_of(name)
    if "##other" in wildcard:
        return own not in ("", namespace)
    return "##any" in wildcard or (own or "##local") in wildcard
