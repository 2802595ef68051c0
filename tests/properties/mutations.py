"""Small changes of documents, drawn by hypothesis so that a failing one shrinks."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from lxml import etree

from virtdom_runtime.tables import Node

ODD_TEXTS = (
    "", " ", "0", "1", "-1", "+5", "007", "65535", "65536", "1.5", "abc", "x y", "/", "/x", "a/b",
    "yes", "no", "true", "é", "\t", " 1 ", " file ", "224.0.0.1", "::1", "1.2.3", "utc", "fda",
    "hda", "-", "00:16:3e:5d:c7:9e", "4dea22b31d52d8f32516782e98ab3fa0",
)  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The names and texts that changes draw from."""

    elements: tuple[str, ...]
    attributes: tuple[str, ...]
    texts: tuple[str, ...]

    @staticmethod
    def of(documents: Sequence[Node]) -> Vocabulary:
        """All that some documents use, and texts that are unusual."""
        nodes = [node for document in documents for node in document.iter("*")]
        attributes = [(str(k), str(v)) for node in nodes for k, v in node.items()]
        texts = {(node.text or "").strip() for node in nodes}
        texts |= {value for _, value in attributes}
        return Vocabulary(
            tuple(sorted({str(node.tag) for node in nodes} | {"unknown"})),
            tuple(sorted({name for name, _ in attributes} | {"unknown"})),
            tuple(sorted({*texts, *ODD_TEXTS})),
        )


def mutate(draw: st.DrawFn, document: Node, words: Vocabulary, donors: Sequence[Node]) -> None:
    """Changes the document in one place."""
    nodes = list(document.iter("*"))
    node = draw(st.sampled_from(nodes))
    name = st.sampled_from(sorted(node.attrib)) if node.attrib else None
    parent = node.getparent()
    match draw(st.integers(0, 8)):
        case 0 if name is not None:
            node.set(draw(name), draw(st.sampled_from(words.texts)))
        case 1:
            node.set(draw(st.sampled_from(words.attributes)), draw(st.sampled_from(words.texts)))
        case 2 if name is not None:
            del node.attrib[draw(name)]
        case 3 if parent is not None:
            parent.remove(node)
        case 4 if parent is not None:
            parent.append(copy.deepcopy(node))
        case 5:
            etree.SubElement(node, draw(st.sampled_from(words.elements)))
        case 6:
            node.text = draw(st.sampled_from(words.texts))
        case 7:
            node.append(copy.deepcopy(draw(st.sampled_from(donors))))
        case _:
            node.insert(0, etree.Comment("a comment"))


@st.composite
def mutants(draw: st.DrawFn, documents: Sequence[Node], changes: int = 3) -> str:
    """The text of a document after one or more changes."""
    words = Vocabulary.of(documents)
    donors = [node for document in documents for node in document.iter("*")]
    document = copy.deepcopy(draw(st.sampled_from(list(documents))))
    for _ in range(draw(st.integers(1, changes))):
        mutate(draw, document, words, donors)
    return etree.tostring(document, encoding="unicode")
