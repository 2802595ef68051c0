"""Two sequences side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virtdom_runtime.alignment import unpaired

T = TypeVar("T")

FEW = st.lists(st.sampled_from("abc"), max_size=12)


def apply(before: list[T], after: list[T]) -> list[T]:
    """What becomes of the first when all that has no pair is changed, removed and added."""
    pairs = list(unpaired(before, after))
    changed = {i for i, _ in pairs if i is not None}
    kept = iter([item for i, item in enumerate(before) if i not in changed])
    added = {j: after[j] for _, j in pairs if j is not None}
    return [added[j] if j in added else next(kept) for j in range(len(after))]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("", "ab", [(None, 0), (None, 1)]),
        ("ab", "", [(0, None), (1, None)]),
        ("abcd", "abxcd", [(None, 2)]),
        ("abxcd", "abcd", [(2, None)]),
        ("abcd", "abxd", [(2, 2)]),
        ("abcde", "xbcdy", [(0, 0), (4, 4)]),
        ("abcd", "bcda", [(0, None), (None, 3)]),
        ("aaaa", "aaa", [(3, None)]),
        ("abab", "ababab", [(None, 4), (None, 5)]),
        ("axbxc", "xbx", [(0, None), (4, None)]),
    ],
)
def test_what_has_no_equal_is_told(
    before: str, after: str, pairs: list[tuple[int | None, int | None]]
) -> None:
    """By its places on both sides, paired as far as they go."""
    assert list(unpaired(before, after)) == pairs


@given(FEW, FEW)
def test_the_rest_is_equal(before: list[str], after: list[str]) -> None:
    """What is not told stands on both sides, in the same order; no pair is equal."""
    assert apply(before, after) == after
    assert all(i is None or j is None or before[i] != after[j] for i, j in unpaired(before, after))


@given(FEW, st.integers(0, 12), st.sampled_from("abc"))
def test_one_more_is_one(before: list[str], place: int, item: str) -> None:
    """Also among many that are equal to it."""
    after = [*before[:place], item, *before[place:]]
    ((i, j),) = unpaired(before, after)
    assert i is None
    assert j is not None


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_as_many_as_can_be_stay(order: list[int], removed: set[int]) -> None:
    """Of different items, those told are the fewest."""
    before = [item for item in range(8) if item not in removed]
    longest = [0] * 8
    for place, item in enumerate(order):
        if item in before:
            smaller = [longest[k] for k in range(place) if order[k] < item]
            longest[place] = 1 + max(smaller, default=0)
    told = {j for _, j in unpaired(before, order) if j is not None}
    assert len(order) - len(told) == max(longest)


class Counted(Sequence[str]):
    """A text that counts how often it is looked at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.looks = 0

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: Any) -> str:
        self.looks += 1
        return self.text[key]


def test_repetitions_cost_no_more() -> None:
    """Each item is looked at a few times, however many are equal to it."""
    for one, other in (("ab", "aab"), ("aab", "ab"), ("ab", "ba")):
        before, after = Counted(one * 200), Counted(other * 200)
        assert list(unpaired(before, after))
        assert before.looks < 10 * len(before)
        assert after.looks < 10 * len(after)
