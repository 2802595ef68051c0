"""Two sequences side by side: what has no equal at its place in the other?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from itertools import zip_longest


def unpaired(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> Iterator[tuple[int | None, int | None]]:
    """Places of what has no equal on the other side, paired as far as they go.

    Equal ones are aligned first, so that one more or less does not shift the others.
    """
    i1 = j1 = 0
    for i2, j2 in (*_aligned(before, after), (len(before), len(after))):
        for i, j in zip_longest(range(i1, i2), range(j1, j2)):
            if i is None or j is None or before[i] != after[j]:
                yield i, j
        i1, j1 = i2 + 1, j2 + 1


def _aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of equal items, rising on both sides, as many as go together.

    Where an item is repeated between what both begin and end with, its first stands for the first
    on the other side, its second for the second: so the time stays n log n.
    """
    shorter = min(len(before), len(after))
    start = next((k for k in range(shorter) if before[k] != after[k]), shorter)
    rest = shorter - start
    end = next((k for k in range(rest) if before[~k] != after[~k]), rest)
    places: dict[Hashable, list[int]] = {}
    for j in reversed(range(start, len(after) - end)):
        places.setdefault(after[j], []).append(j)
    pairs = [
        (i, places[before[i]].pop())
        for i in range(start, len(before) - end)
        if places.get(before[i])
    ]
    return [
        *((k, k) for k in range(start)),
        *_rising(pairs),
        *((len(before) - k, len(after) - k) for k in range(end, 0, -1)),
    ]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs, whose firsts rise, of which the seconds rise too."""
    ends: list[int] = []
    """The least second with which so many pairs can end."""
    lasts: list[int] = []
    """The pair that it belongs to."""
    earlier: list[int] = []
    """For each pair, the one before it."""
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        ends[length : length + 1] = [second]
        lasts[length : length + 1] = [index]
        earlier.append(lasts[length - 1] if length else -1)
    chosen: list[tuple[int, int]] = []
    index = lasts[-1] if lasts else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = earlier[index]
    return chosen[::-1]
