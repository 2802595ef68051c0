"""`rules.toml`: the numbered requirements of the specification."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast, get_args

from .errors import SchemaProblem
from .model import Rule, RuleKind

FILE = "rules.toml"

_CHOICES: dict[str, tuple[str, ...]] = {
    "level": ("must", "should", "may", "fact"),
    "kind": get_args(RuleKind),
    "basis": ("stated", "implied", "example"),
}
_KEYS = ("level", "kind", "basis", "place", "chapter", "sentence")


def read_rules(folder: Path) -> tuple[tuple[Rule, ...], list[SchemaProblem]]:
    """The rules in the catalogue's order, and what is wrong with the file."""
    path = folder / FILE
    if not path.exists():
        return (), []
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return (), [SchemaProblem(str(path), 1, f"not UTF-8: {error.reason}")]
    except OSError as error:
        return (), [SchemaProblem(str(path), 1, error.strerror or str(error))]
    except tomllib.TOMLDecodeError as error:
        return (), [_syntax_problem(path, error)]
    rules: list[Rule] = []
    problems: list[SchemaProblem] = []
    for name, table in tables.items():
        faults = _faults(table)
        number = line_of(text, name)
        problems += [SchemaProblem(str(path), number, f"{name}: {fault}") for fault in faults]
        if not faults:
            rules.append(Rule(id=name, **table))
    return tuple(rules), problems


def line_of(text: str, name: str) -> int:
    """Line of the header of a rule's table; 1 when it has none."""
    header = re.compile(rf"""^\s*\[\s*["']?{re.escape(name)}["']?\s*\]""", re.MULTILINE)
    found = header.search(text)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _faults(table: Any) -> list[str]:
    if not isinstance(table, dict):
        return ["is not a table"]
    values = cast(dict[str, object], table)
    faults = [f"unknown key {key!r}" for key in sorted(set(values) - set(_KEYS))]
    for key in _KEYS:
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            faults.append(f"{key} is missing or not a text")
        elif key in _CHOICES and value not in _CHOICES[key]:
            faults.append(f"{key} is {value!r}, expected one of {', '.join(_CHOICES[key])}")
    return faults


def _syntax_problem(path: Path, error: tomllib.TOMLDecodeError) -> SchemaProblem:
    text = str(error)
    found = re.search(r"\(at line (\d+), column \d+\)", text)
    message = text.replace(found.group(0), "").strip() if found else text
    return SchemaProblem(str(path), int(found.group(1)) if found else 1, f"not TOML: {message}")
