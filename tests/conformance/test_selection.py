"""Selections by id, area, tag, rule, level, operation and version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conformance.conftest import make_case

from virtdom_conformance.selection import EmptySelection, Selection, select

CASES = (
    replace(make_case("one", area="disks"), rules=("D-1", "D-2"), tags=frozenset({"boundary"})),
    replace(make_case("two", area="disks"), level="should", since="0.1.4"),
    replace(make_case("three", area="clock"), operation="read", until="0.3.0"),
)


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), ["disks/one", "disks/two", "clock/three"]),
        (Selection(ids=("disks/*",)), ["disks/one", "disks/two"]),
        (Selection(ids=("*/one", "*/three")), ["disks/one", "clock/three"]),
        (Selection(areas=("clock",)), ["clock/three"]),
        (Selection(tags=("bound*",)), ["disks/one"]),
        (Selection(rules=("D-2",)), ["disks/one"]),
        (Selection(levels=("should",)), ["disks/two"]),
        (Selection(operations=("read",)), ["clock/three"]),
        (Selection(areas=("disks",), levels=("must",)), ["disks/one"]),
        (Selection(target="0.1.3"), ["disks/one", "clock/three"]),
        (Selection(target="0.1.4"), ["disks/one", "disks/two", "clock/three"]),
        (Selection(target="1.0"), ["disks/one", "disks/two"]),
    ],
)
def test_selects(selection: Selection, ids: list[str]) -> None:
    """Within a field any glob may match; every field that is given must."""
    assert [case.id for case in select(CASES, selection)] == ids


def test_empty_selection() -> None:
    """A selection of nothing is an error that tells what was asked for."""
    with pytest.raises(EmptySelection, match=r"no case is selected by areas .*zork"):
        select(CASES, Selection(areas=("zork",)))
