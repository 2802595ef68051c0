"""Where faults stand: line, column and XPath."""

from __future__ import annotations

import pytest
from lxml import etree

from virtdom.v0_4 import Domain, InvalidDomain
from virtdom_runtime.positions import Positions
from virtdom_runtime.reader import MAX_FAULTS
from virtdom_runtime.tables import Node
from virtdom_runtime.telling import path_of, paths_of

TEXT = """<a>
  <b x='1'
     y = "2>" n:z='3' xmlns:n='urn:n'/>é<!-- <b/> --><b/><c/>
\t<d><b/>日本<b></b></d></a>"""


@pytest.fixture
def root() -> Node:
    return etree.fromstring(TEXT)


def found(root: Node, path: str) -> Node:
    node = root.find(path)
    assert node is not None
    return node


def positions(root: Node) -> Positions:
    """Positions of all elements."""
    return Positions(TEXT, {node: index for index, node in enumerate(root.iter("*"))})


@pytest.mark.parametrize(
    ("path", "place"),
    [(".", (1, 1)), ("b", (2, 3)), ("b[2]", (3, 54)), ("d/b[2]", (4, 11))],
)
def test_elements_begin_at_their_tag(root: Node, path: str, place: tuple[int, int]) -> None:
    """Lines and columns from 1, columns in characters."""
    assert positions(root).element(found(root, path)) == place


@pytest.mark.parametrize(
    ("name", "place"),
    [("x", (2, 6)), ("y", (3, 6)), ("{urn:n}z", (3, 15)), ("none", (2, 3))],
)
def test_attributes_begin_at_their_name(root: Node, name: str, place: tuple[int, int]) -> None:
    """The element, where the attribute is not there."""
    assert positions(root).attribute(found(root, "b"), name) == place


TEXTS = "<a>\n  é<b>x</b><!-- --> t<b>\n\n &#32; <![CDATA[y]]></b>  <c>\n<b/></c>\tz</a>"


@pytest.mark.parametrize(
    ("path", "after", "place"),
    [
        (".", None, (2, 3)),
        ("b", None, (2, 7)),
        (".", "b", (2, 21)),
        ("b[2]", None, (4, 17)),
        (".", "b[2]", (1, 1)),
        ("c", "c/b", (4, 27)),
        (".", "c", (5, 10)),
    ],
)
def test_texts_begin_at_their_first_letter(
    path: str, after: str | None, place: tuple[int, int]
) -> None:
    """The element, where there is none; blanks before it, comments and CDATA marks are no text."""
    root = etree.fromstring(TEXTS)
    order = {node: index for index, node in enumerate(root.iter("*"))}
    node, child = found(root, path), found(root, after) if after is not None else None
    assert Positions(TEXTS, order, [(node, child)]).text(node, child) == place


@pytest.mark.parametrize("path", [".", "b", "b[2]", "c", "d", "d/b", "d/b[2]"])
def test_a_path_finds_its_element(root: Node, path: str) -> None:
    """With a position where siblings share the name, also for several at once."""
    node = found(root, path)
    told = path_of(node)
    assert root.getroottree().xpath(told) == [node]
    assert paths_of(root.iter("*"))[node] == told
    assert path_of(node, "x") == f"{told}/@x"


def test_only_shared_names_have_positions(root: Node) -> None:
    """A lone child needs none."""
    assert [path_of(node) for node in root.iter("*")] == [
        "/a",
        "/a/b[1]",
        "/a/b[2]",
        "/a/c",
        "/a/d",
        "/a/d/b[1]",
        "/a/d/b[2]",
    ]


def test_reading_ends_with_too_many_faults() -> None:
    """All up to the limit are told, then that there are more."""
    head = "<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os><devices>"
    for count in (MAX_FAULTS, MAX_FAULTS + 1, MAX_FAULTS + 500):
        with pytest.raises(InvalidDomain) as caught:
            Domain.from_xml(f"{head}{'<x/>' * count}</devices></domain>")
        rules = [fault.rule for fault in caught.value.faults]
        assert len(rules) == min(count, MAX_FAULTS + 1)
        assert rules[:MAX_FAULTS] == ["DEV-3"] * MAX_FAULTS
        assert rules[MAX_FAULTS:] == ["reading.faults"] * (count > MAX_FAULTS)
