"""Places in documents: found by the paths that name them."""

from __future__ import annotations

import pytest
from lxml import etree

from virtdom_conformance.places import find, path_of, split, steps

ROOT = etree.fromstring(
    "<a xmlns:q='http://example.org/q'><b/><b x='1'><c/></b><q:d><q:e/></q:d><q:d/></a>"
)


def test_every_element_is_found_by_its_path() -> None:
    """Siblings of one name have positions; a namespace may hold slashes."""
    for node in ROOT.iter("*"):
        assert find(ROOT, path_of(node)) is node
    assert path_of(ROOT[2]) == "/a/{http://example.org/q}d[1]"


@pytest.mark.parametrize("path", ["/a/b[3]", "/a/c", "/b", "/a/{http://example.org/q}d[2]/x"])
def test_what_is_not_there_is_not_found(path: str) -> None:
    """A path that leads nowhere gives nothing."""
    assert find(ROOT, path) is None


@pytest.mark.parametrize("path", ["//b", "/a/b[0]", "/a/b[last()]", "/a/{urn:q", "/a/b[1]x"])
def test_an_xpath_of_more_is_refused(path: str) -> None:
    """Only names and positions are places."""
    with pytest.raises(ValueError, match="is not a path of names and positions"):
        list(steps(path))


def test_attributes_are_split_from_their_element() -> None:
    """The name after the last `/@`."""
    assert split("/a/b[2]/@x") == ("/a/b[2]", "x")
    assert split("/a/b") == ("/a/b", None)
