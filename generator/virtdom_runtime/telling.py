"""From what a reading found to faults that name their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from virtdom_runtime.faults import Fault, Severity
from virtdom_runtime.nodes import attribute_name, is_element, name_of
from virtdom_runtime.positions import Positions
from virtdom_runtime.tables import Node

MANY = "reading.faults"
"""Rule of the last fault of a document that has more than are told."""


@dataclass(slots=True, frozen=True)
class Found:
    """A fault whose place is still a node: `attribute` names the attribute, if it is about one."""

    node: Node
    attribute: str | None
    rule: str
    message: str
    expected: tuple[str, ...] = ()
    found: str | None = None
    suggestion: str | None = None
    severity: Severity = "error"
    url: str | None = None
    absent: bool = False
    """The attribute is not there: the fault is about its element."""
    text: bool = False
    """It is about text in the element, which stands after the child `after` (None: before any)."""
    after: Node | None = None
    part: tuple[Node, str | None] | None = None
    """The element, or attribute of one, at which it is shown."""


def tell(found: Sequence[Found], text: str | None, root: Node) -> tuple[Fault, ...]:
    """Faults with their places in words and numbers, in document order."""
    nodes = {item.node for item in found}
    texts = {(item.node, _element_before(item.after)) for item in found if item.text}
    placed = nodes | {after for _, after in texts if after is not None}
    placed |= {item.part[0] for item in found if item.part is not None}
    order = {node: index for index, node in enumerate(root.iter("*")) if node in placed}
    positions = Positions(text, order, texts) if text is not None else None
    paths = paths_of(nodes)
    faults: list[Fault] = []
    for item in found:
        place = None
        if positions is not None:
            node, attribute = item.part or (item.node, item.attribute)
            if attribute is not None and not item.absent:
                place = positions.attribute(node, attribute)
            elif item.text:
                place = positions.text(item.node, _element_before(item.after))
            else:
                place = positions.element(node)
        faults.append(
            Fault(
                rule=item.rule,
                path=_path(paths[item.node], item.node, item.attribute),
                line=place[0] if place else None,
                column=place[1] if place else None,
                message=item.message,
                expected=item.expected,
                found=item.found,
                suggestion=item.suggestion,
                severity=item.severity,
                url=item.url,
            )
        )
    ranked = sorted(
        range(len(found)),
        key=lambda i: (
            found[i].rule == MANY,
            faults[i].line or 0,
            faults[i].column or 0,
            order.get(found[i].node, 0),
            i,
        ),
    )
    return tuple(faults[i] for i in ranked)


def _element_before(node: Node | None) -> Node | None:
    """The element itself, or that before a comment."""
    while node is not None and not is_element(node):
        node = node.getprevious()
    return node


def path_of(node: Node, attribute: str | None = None) -> str:
    """The XPath of an element or attribute, with a position where siblings share its name."""
    return _path(paths_of([node])[node], node, attribute)


def paths_of(nodes: Iterable[Node]) -> dict[Node, str]:
    """The XPaths of elements of one tree, by element; siblings are counted once for all."""
    wanted: dict[Node, set[Node]] = {}
    paths: dict[Node, str] = {}
    for node in nodes:
        current = node
        while (parent := current.getparent()) is not None and current not in wanted.get(parent, ()):
            wanted.setdefault(parent, set()).add(current)
            current = parent
        if parent is None:
            paths[current] = f"/{name_of(current)}"
    pending = [(parent, path) for parent, path in paths.items() if parent in wanted]
    while pending:
        parent, path = pending.pop()
        counts: Counter[object] = Counter()
        numbers: dict[Node, int] = {}
        for child in parent:
            counts[child.tag] += 1
            if child in wanted[parent]:
                numbers[child] = counts[child.tag]
        for child, number in numbers.items():
            position = f"[{number}]" if counts[child.tag] > 1 else ""
            paths[child] = f"{path}/{name_of(child)}{position}"
            if child in wanted:
                pending.append((child, paths[child]))
    return paths


def _path(path: str, node: Node, attribute: str | None) -> str:
    return path if attribute is None else f"{path}/@{attribute_name(node, attribute)}"
