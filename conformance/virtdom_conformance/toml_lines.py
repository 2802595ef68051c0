"""Lines of a TOML file of ours: where a case, a table, a row or one of their fields stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[([a-z]+)\]\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")
_ROW = re.compile(r"\s*\{")


class TomlLines:
    """The lines of a file, taken apart once."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers: dict[str, list[int]] = {}
        """Lines of `[[case]]` and the like, by name."""
        self._rows: dict[int, list[int]] = {}
        """Lines of the rows below a header, by its line."""
        last = -1
        for index, line in enumerate(self._lines):
            if match := _HEADER.match(line):
                last = index
                self._headers.setdefault(match[1], []).append(index)
            elif _ROW.match(line):
                self._rows.setdefault(last, []).append(index)
        self._all = sorted(index for lines in self._headers.values() for index in lines)

    def line_of(self, path: Sequence[str | int]) -> int:
        """Line, from 1, of a place such as `("case", 2, "fault")` or `("table", 0, "rows", 3)`.

        The nearest enclosing part that has a line of its own, where the place itself has none.
        """
        steps = list(path)
        start = 0
        end = self._all[0] if self._all else len(self._lines)
        if len(steps) >= 2 and isinstance(steps[0], str) and isinstance(steps[1], int):
            same = self._headers.get(steps[0], [])
            if steps[1] >= len(same):
                return 1
            start = same[steps[1]]
            end = next((line for line in self._all if line > start), len(self._lines))
            steps = steps[2:]
        if len(steps) >= 2 and steps[0] == "rows" and isinstance(steps[1], int):
            rows = self._rows.get(start, [])
            if steps[1] < len(rows):
                return rows[steps[1]] + 1
        if steps and isinstance(steps[0], str):
            key = steps[0]
            start = next((i for i in range(start, end) if _names(self._lines[i], key)), start)
        return start + 1


def _names(line: str, key: str) -> bool:
    match = _KEY.match(line)
    return match is not None and key in match.groups()
