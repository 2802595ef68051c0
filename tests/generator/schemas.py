"""Small schemas for the tests: `«text»` stands for an annotation with that documentation."""

from __future__ import annotations

import re
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"

_OPENING = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="urn:virtdom:annotations"
           elementFormDefault="qualified" v:title="Tests">
«A module.»
"""


def module(body: str) -> str:
    """A schema file around declarations; the first of them stands on line 4."""
    return _OPENING + body.strip("\n") + "\n</xs:schema>\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a schema; returns the folder."""
    for name, text in files.items():
        (folder / name).write_text(expanded(text), encoding="utf-8")
    return folder


def expanded(text: str) -> str:
    return re.sub(
        "«(.*?)»",
        r"<xs:annotation><xs:documentation>\1</xs:documentation></xs:annotation>",
        text,
        flags=re.DOTALL,
    )


def line_of(text: str, fragment: str) -> int:
    """The line of a text on which a fragment, found once, begins."""
    assert text.count(fragment) == 1, f"{fragment!r} is there {text.count(fragment)} times"
    return text.count("\n", 0, text.index(fragment)) + 1
