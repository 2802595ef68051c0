"""Generated files say what they are made from, and nothing that changes by itself."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated"
HEADER = re.compile(
    r"Generated from (schema(?:/v\d+(?:_\d+)*)?) by `virtdom generate`; do not edit\."
)


def headers() -> dict[str, str]:
    """The first line of every generated file that can hold a comment, by path below `generated/`.

    JSON knows no comments, and an empty file says nothing. In XML and Markdown the line may follow
    a declaration or the mark of the front matter.
    """
    found: dict[str, str] = {}
    for path in sorted(GENERATED.rglob("*")):
        if not path.is_file() or path.suffix in (".json", ".pyc") or not path.stat().st_size:
            continue
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        if first.startswith("<?xml") or first == "---":
            first = rest[0]
        found[path.relative_to(GENERATED).as_posix()] = first
    assert found
    return found


def test_files_name_their_source() -> None:
    """Every generated file says which schema it is made from, and by which command."""
    assert {name: line for name, line in headers().items() if HEADER.search(line) is None} == {}


def test_sources_are_there() -> None:
    """The schema that a generated file names exists."""
    sources = {found[1] for line in headers().values() if (found := HEADER.search(line))}
    assert sources
    assert {source for source in sources if not (ROOT / source).is_dir()} == set()


def test_headers_hold_nothing_else() -> None:
    """But for the marks of a comment the header is all of its line: no date, no version."""
    marks = re.compile(r"[^\w`]*")
    rests = {name: HEADER.sub("", line) for name, line in headers().items()}
    assert {name: rest for name, rest in rests.items() if not marks.fullmatch(rest)} == {}
