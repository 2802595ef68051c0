"""From names of the format to names of Python. Pure; clashes are refused where names meet
(`refuse_clashes`).
"""

from __future__ import annotations

import keyword
import re
from collections import defaultdict
from collections.abc import Iterable

from virtdom_generator.errors import SchemaError, SchemaProblem
from virtdom_generator.model import Place
from virtdom_generator.plan import local_name

RESERVED = frozenset(
    {
        "bool",
        "copy",
        "extras",
        "from_dict",
        "from_element",
        "from_json",
        "from_xml",
        "int",
        "list",
        "str",
        "to_dict",
        "to_element",
        "to_json",
        "to_xml",
        "validate",
        "with_defaults",
    }
)
"""Names that every generated class has already, or that the annotations of its fields need."""

RESERVED_CLASSES = frozenset(
    {
        "ClassVar",
        "Decimal",
        "Difference",
        "Element",
        "Extras",
        "Fault",
        "InvalidDomain",
        "Kept",
        "Literal",
        "TypeAlias",
        "UUID",
    }
)
"""Names that every edition or its modules have already."""

RESERVED_MODULES = frozenset({"check_capabilities", "check_host", "compare", "x"})
"""Names that every edition or its tables have already."""

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATOR = re.compile(r"[^A-Za-z0-9]+")


def words(name: str) -> list[str]:
    """The words of a name: `currentMemory` and `current-memory` both give current, memory."""
    return [w for part in _SEPARATOR.split(local_name(name)) for w in _BOUNDARY.split(part) if w]


def field_name(name: str) -> str:
    """`currentMemory` -> `current_memory`; Python's words and the classes' own names get `_`."""
    snake = "_".join(word.lower() for word in words(name)) or "_"
    if snake[0].isdigit():
        snake = f"_{snake}"
    return f"{snake}_" if keyword.iskeyword(snake) or snake in RESERVED else snake


def class_name(name: str) -> str:
    """`fileDiskSource` -> `FileDiskSource`."""
    camel = "".join(word[0].upper() + word[1:] for word in words(name))
    return f"_{camel}" if camel[:1].isdigit() else camel


def constant_name(name: str) -> str:
    """`diskDevice` -> `DISK_DEVICE`; `xs:NMTOKEN` -> `XS_NMTOKEN`."""
    constant = "_".join(word.upper() for word in words(name))
    return f"{constant}_" if constant in {"CHOICES", "EDITION", "TABLES"} else constant


def function_name(*names: str) -> str:
    """`KRN-7`, `os` -> `krn_7_os`."""
    return "_".join(word.lower() for name in names for word in words(name))


def anchor_name(*names: str) -> str:
    """`FileDisk`, `device` -> `file-disk-device`."""
    return "-".join(word.lower() for name in names for word in words(name))


def plural(field: str) -> str:
    """`disk` -> `disks`, `address` -> `addresses`, `entry` -> `entries`."""
    field = field.rstrip("_")
    if re.search(r"(s|x|z|ch|sh)$", field):
        return f"{field}es"
    if re.search(r"[^aeiou]y$", field):
        return f"{field[:-1]}ies"
    return f"{field}s"


def kind_class_name(type_name: str, base_type: str, element: str, noun: str) -> str:
    """The class of one kind of an element: kind + noun.

    The kind is what the type's name has before the noun, the element or its base type's name:
    `fileDisk` -> `FileDisk`; `ptyCharacterDevice` under `serial` -> `PtySerial`.
    """
    camel = class_name(type_name)
    for suffix in (noun, class_name(element), class_name(base_type)):
        if camel.endswith(suffix) and camel != suffix:
            return camel.removesuffix(suffix) + noun
    return camel


def is_name(name: str) -> bool:
    """Whether Python takes it as a name."""
    return name.isidentifier() and not keyword.iskeyword(name)


def refuse_clashes(
    what: str, names: Iterable[tuple[str, str, Place]], remedy: str = "give one of them v:name"
) -> None:
    """Refuses two different things under one Python name.

    `names` are (Python name, name in the format, place). Raises `SchemaError` naming both places.
    """
    seen: dict[str, dict[str, Place]] = defaultdict(dict)
    for python, original, place in names:
        seen[python].setdefault(original, place)
    problems: list[SchemaProblem] = []
    for python, originals in seen.items():
        if len(originals) > 1:
            (first, first_place), *others = originals.items()
            problems += [
                SchemaProblem(
                    place.file,
                    place.line,
                    f"{what} {original!r} and {first!r} ({first_place}) are both {python!r} "
                    f"in Python; {remedy}",
                )
                for original, place in others
            ]
    if problems:
        raise SchemaError(problems)
