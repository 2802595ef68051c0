"""Selections by id, area, tag, rule, level, operation and version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conformance.conftest import make_case

from virtdom_conformance.selection import EmptySelection, Selection, select, version

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
        (Selection(target="1"), ["disks/one", "disks/two"]),
        (Selection(target="1.0"), ["disks/one", "disks/two"]),
    ],
)
def test_selects(selection: Selection, ids: list[str]) -> None:
    """Within a field any glob may match; every field that is given must."""
    assert [case.id for case in select(CASES, selection)] == ids


def test_empty_selection() -> None:
    """A selection of nothing is an error that tells what was asked for."""
    with pytest.raises(EmptySelection, match=r"no case is selected by areas .*clock.*levels"):
        select(CASES, Selection(areas=("clock",), levels=("should",)))
    with pytest.raises(EmptySelection, match="no case is selected by an empty corpus"):
        select((), Selection())


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(areas=("disks", "clok")), r"no area 'clok'; did you mean clock\?"),
        (Selection(areas=("zork",)), "no area 'zork'; there are clock, disks$"),
        (Selection(areas=("z*",)), r"no area 'z\*'; there are clock, disks$"),
        (
            Selection(ids=("disk/one",)),
            r"no case 'disk/one'; did you mean disks/one or disks/two\?",
        ),
        (Selection(tags=("boundery",)), r"no tag 'boundery'; did you mean boundary\?"),
        (Selection(rules=("D-1", "E")), "no rule 'E'; there are BAD-1, D-1, D-2$"),
        (Selection(levels=("may",)), "no level 'may'; there are must, should$"),
        (Selection(operations=("write",)), "no operation 'write'; there are accept, read$"),
    ],
)
def test_unknown_names(selection: Selection, message: str) -> None:
    """A name that no case has is an error that tells near ones, or all, whatever else is named."""
    with pytest.raises(EmptySelection, match=message):
        select(CASES, selection)


@pytest.mark.parametrize(
    "text", ["abc", "9.0-rc1", "9.", "9.0.0.0", "", "9.\u0663", "9.0\n", "-1.0"]
)
def test_no_version(text: str) -> None:
    """A target is a version of up to three numbers."""
    with pytest.raises(ValueError, match="is not a version such as"):
        version(text)
