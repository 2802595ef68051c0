"""YAML as plain data: mappings, lists and scalars of YAML 1.2, without tags and aliases.

So `on`, `52:54:00:12:34:56` and `2008-05-01` are the texts they look like, and no document grows
when it is read. Numbers with a fraction stay text too: nothing of the format needs them as numbers.
"""

from __future__ import annotations

import re
from typing import Protocol

import yaml

MAX_DEPTH = 256

_NONE = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,1000})")
_NUMBER = re.compile(r"0o[0-7]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
"""What is a number to YAML 1.2, if not to the version before."""
_TAG = re.compile(r"'![^']*'")


class _Mark(Protocol):
    """A place, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class BadYaml(ValueError):
    """Text that is not such YAML: what is wrong, and its line and column from 1."""

    def __init__(self, message: str, mark: _Mark | None) -> None:
        super().__init__(message)
        self.message = message
        self.line = mark.line + 1 if mark is not None else 1
        self.column = mark.column + 1 if mark is not None else 1


def dump(data: object) -> str:
    """Plain data as YAML, keys in their order. Other programs read the same data from it."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)


def load(text: str) -> object:
    """The data of one document. Raises `BadYaml`."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        # A tag that it quotes may be part of a value, and so of a secret.
        words = _TAG.sub("…", error.problem or error.context or "it cannot be read")
        raise BadYaml(f"this is not YAML: {words}", error.problem_mark) from None
    except yaml.YAMLError:
        raise BadYaml("this is not YAML: a character may not stand in it", None) from None
    return builder.data


class _Dumper(yaml.SafeDumper):
    """Quotes the texts that PyYAML leaves plain although they are read as something else."""


def _text(_: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if "\x85" in text else "'" if _NUMBER.fullmatch(text) else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Builder:
    """Builds data from the events of a parser, without recursion."""

    def __init__(self) -> None:
        self.data: object = None
        self._open: list[dict[str, object] | list[object]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Adds what the event tells of. Raises `BadYaml`."""
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise BadYaml("one document is read; remove the others", event.start_mark)
            case yaml.AliasEvent():
                raise BadYaml("an alias is not read; write its value", event.start_mark)
            case yaml.ScalarEvent():
                self._refuse_tag(event.tag, event)
                self._add(_scalar(event) if self._expects_value() else event.value, event)
            case yaml.MappingStartEvent():
                self._refuse_tag(event.tag, event)
                self._enter({}, event)
            case yaml.SequenceStartEvent():
                self._refuse_tag(event.tag, event)
                self._enter([], event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._keys.pop()
            case _:
                pass

    def _enter(self, part: dict[str, object] | list[object], event: yaml.Event) -> None:
        if not self._expects_value():
            raise BadYaml("a key is a word", event.start_mark)
        if len(self._open) == MAX_DEPTH:
            raise BadYaml(f"this is nested deeper than {MAX_DEPTH} levels", event.start_mark)
        self._add(part, event)
        self._open.append(part)
        self._keys.append(None)

    def _expects_value(self) -> bool:
        """Whether a value comes next, and not the key of a mapping."""
        return not self._open or isinstance(self._open[-1], list) or self._keys[-1] is not None

    def _add(self, value: object, event: yaml.Event) -> None:
        if not self._open:
            self.data = value
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            return
        key = self._keys[-1]
        if key is not None:
            parent[key] = value
            self._keys[-1] = None
            return
        name = str(value)
        if name in parent:
            raise BadYaml("this key stands in its mapping already", event.start_mark)
        self._keys[-1] = name

    def _refuse_tag(self, tag: str | None, event: yaml.Event) -> None:
        if tag is not None:
            raise BadYaml("a tag is not read; remove it", event.start_mark)


def _scalar(event: yaml.ScalarEvent) -> object:
    """The value of a scalar; text unless it is plain and looks like something else."""
    text: str = event.value
    if event.style:  # in quotes, or a block
        return text
    if text in _NONE:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return int(text) if _INTEGER.fullmatch(text) else text
