"""`virtdom convert`: XML to JSON or YAML and back."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Literal

import click
import msgspec

from virtdom_runtime import writer
from virtdom_runtime.commands import one, options, output
from virtdom_runtime.commands.documents import Document
from virtdom_runtime.commands.editions import Bindings
from virtdom_runtime.commands.failure import Failure, Refused
from virtdom_runtime.commands.judging import Report, judge
from virtdom_runtime.commands.visible import escaped, referenced, visible
from virtdom_runtime.element import Element
from virtdom_runtime.faults import Fault, InvalidDomain
from virtdom_runtime.parse import MAX_SIZE, decode, line_and_column, too_large

Kind = Literal["json", "yaml", "xml"]

KINDS = ("json", "yaml", "xml")
_SUFFIXES: dict[str, Kind] = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".xml": "xml"}
_BYTE = re.compile(r" \(byte (\d+)\)\Z")
_PLACE = re.compile(r" - at `(.*)`\Z")


@click.command()
@click.option("--to", type=click.Choice(KINDS), required=True, help="What to write.")
@click.option(
    "--from", "source", type=click.Choice(KINDS), help="What is read; by default, by the suffix."
)
@options.edition
@options.lax
@options.colour
@click.argument("path")
def convert(to: Kind, source: Kind | None, bindings: Bindings, lax: bool, path: str) -> int:
    """Prints a document as JSON, YAML or XML.

    PATH may be - for standard input. JSON and YAML have the fields of the Python classes. All
    values are written, secrets too.

    Exit status: 0 done, 1 the document has faults, 2 it was not read.
    """
    kind = source or _SUFFIXES.get(Path(path).suffix.lower())
    if kind is None:
        raise click.UsageError("Say with --from what is read: json, yaml or xml.")
    document = one.document(path)
    if kind == "xml":
        element, report = judge(document, bindings, strict=not lax)
    else:
        element, report = _from_data(document, bindings, kind, strict=not lax)
    if element is None:
        raise Refused(report)
    match to:
        case "json":
            output.write(f"{element.to_json()}\n", escaped)
        case "yaml":
            output.write(_yaml().dump(element.to_dict()), visible)
        case "xml":
            output.write(element.to_xml(), referenced)
    return 0


def _from_data(
    document: Document, bindings: Bindings, kind: Kind, *, strict: bool
) -> tuple[Element | None, Report]:
    """The object that JSON or YAML tells of, None where it has faults, and the report."""
    try:
        if document.size > MAX_SIZE:
            raise too_large(document.size)
        text = decode(document.data)
        element = bindings.domain.from_dict(_json(text) if kind == "json" else _data(text))
        _, faults = writer.judge(element, strict=strict)
        faults = (*faults, *(_lost(path, field) for path, field in writer.unplaced(element)))
    except InvalidDomain as error:
        faults, element = error.faults, None
    except msgspec.ValidationError as error:
        faults, element = (_wrong_type(str(error)),), None
    if any(fault.severity == "error" for fault in faults):
        element = None
    return element, Report(document.name, faults, (None,) * len(faults))


def _json(text: str) -> object:
    """The data of JSON. Raises `InvalidDomain`."""
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise _malformed("json", "this is nested deeper than any real document", 1, 1) from None
    except msgspec.DecodeError as error:
        words = str(error).removeprefix("JSON is malformed: ")
        byte = _BYTE.search(words)
        data = text.encode()
        before = data[: int(byte.group(1)) if byte else len(data)].decode(errors="ignore")
        line, column = line_and_column(before, len(before))
        raise _malformed(
            "json", f"this is not JSON: {_lower(_BYTE.sub('', words))}", line, column
        ) from None


def _data(text: str) -> object:
    """The data of YAML. Raises `InvalidDomain`."""
    module = _yaml()
    try:
        return module.load(text)
    except module.BadYaml as error:
        raise _malformed("yaml", error.message, error.line, error.column) from None


def _yaml() -> ModuleType:
    try:
        return importlib.import_module("virtdom_runtime.commands.yaml_text")
    except ModuleNotFoundError as error:
        raise Failure(f"the module {error.name} is missing: pip install 'virtdom[cli]'") from error


def _malformed(kind: str, message: str, line: int, column: int) -> InvalidDomain:
    rule = f"{kind}.wellformed"
    return InvalidDomain([Fault(rule=rule, path="$", line=line, column=column, message=message)])


def _wrong_type(words: str) -> Fault:
    """What msgspec says of data that no object can have."""
    place = _PLACE.search(words)
    message = _PLACE.sub("", words)
    return Fault(
        rule="data.type",
        path=place.group(1) if place else "$",
        message=_lower(message),
    )


def _lost(path: str, field: str) -> Fault:
    """What is said of kept content that would not be written."""
    message = f"there is no place for extras.{field} here; remove it"
    return Fault(rule="data.extras", path=path, message=message)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
