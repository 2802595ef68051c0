"""The base of all generated classes."""

from __future__ import annotations

import copy
import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self, cast

import msgspec

from virtdom_runtime.extras import Extras
from virtdom_runtime.faults import Fault, InvalidDomain
from virtdom_runtime.tables import ClassTable, Edition, Node


class Element(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One XML element as an object.

    Fields may be changed freely; `validate` and `to_xml` judge the result.
    """

    __table__: ClassVar[ClassTable]
    __edition__: ClassVar[Edition]

    extras: Extras | None = None
    """Kept content that the class does not describe: comments, and what lax reading lets pass."""

    @classmethod
    def from_xml(cls, data: str | bytes, *, strict: bool = True) -> Self:
        """Reads a document or a fragment whose root is this element.

        `strict=False` keeps unknown attributes and elements in `extras` instead of refusing them.
        Raises `InvalidDomain` with every fault, line and column.
        """
        from virtdom_runtime import reader

        element, faults = reader.read_document(cls, data, strict=strict)
        if element is None:
            raise InvalidDomain(faults)
        return cast("Self", element)  # by the table of the class

    @classmethod
    def from_element(cls, element: Node, *, strict: bool = True) -> Self:
        """Reads an lxml element, which is left as it is. Raises `InvalidDomain`."""
        from virtdom_runtime import reader, telling

        result, found = reader.read_tree(cls, element, strict=strict)
        if result is None:
            raise InvalidDomain(telling.tell(found, None, element))
        return cast("Self", result)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Reads what `to_dict` gives. Raises `msgspec.ValidationError` naming the place."""
        return msgspec.convert(data, type=cls)

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """Reads what `to_json` gives. Raises `msgspec.ValidationError` naming the place."""
        return msgspec.json.decode(data, type=cls)

    def validate(self) -> tuple[Fault, ...]:
        """All faults of the object, warnings included, as if it were written and read.

        What lax reading kept in `extras` is not a fault.
        """
        from virtdom_runtime import writer

        return writer.judge(self)[1]

    def to_xml(self, *, tag: str | None = None) -> str:
        """The element in libvirt's own formatting, ending in a newline.

        `tag` names the element where the class serves several. Raises `InvalidDomain` if the object
        breaks a rule and ValueError if a tag is needed or not known.
        """
        from virtdom_runtime import writer

        text, faults = writer.judge(self, tag)
        if any(fault.severity == "error" for fault in faults):
            raise InvalidDomain(faults)
        return text

    def to_element(self, *, tag: str | None = None) -> Node:
        """The element as an lxml tree. Raises like `to_xml`."""
        from virtdom_runtime import parse

        return parse.parse(self.to_xml(tag=tag))

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, fields by their Python names."""
        data: dict[str, Any] = msgspec.to_builtins(self, enc_hook=plain)
        return data

    def to_json(self, *, indent: int = 2) -> str:
        """JSON with fields by their Python names."""
        return msgspec.json.format(
            msgspec.json.encode(self, enc_hook=plain), indent=indent
        ).decode()

    def with_defaults(self, *, new_uuid: bool = False) -> Self:
        """A copy in which absent places have the values that the specification implies.

        `new_uuid` also draws the random UUID that a machine without one gets when it is defined.
        Raises `InvalidDomain` if the object breaks a rule.
        """
        from virtdom_runtime import defaults

        result = defaults.fill_in(self)
        if new_uuid and getattr(result, "uuid", "") is None:
            result.uuid = uuid.uuid4()  # type: ignore[attr-defined]
        return result

    def copy(self) -> Self:
        """A deep copy."""
        return copy.deepcopy(self)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Fields that differ from their default; secrets are left out."""
        shown: list[tuple[str, Any]] = []
        secret = self.__table__.secret_fields
        for field in msgspec.structs.fields(type(self)):
            value = getattr(self, field.name)
            default = field.default
            if field.default_factory is not msgspec.NODEFAULT:
                default = field.default_factory()
            if field.name not in secret and value != default:
                shown.append((field.name, value))
        return shown


def plain(value: object) -> object:
    """What JSON and dicts hold for values of our own types."""
    if isinstance(value, uuid.UUID):
        return str(getattr(value, "spelling", value))
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(type(value).__name__)
