"""From bytes to an lxml tree, with every door shut.

No DOCTYPE, no entities, no network, bounded size and depth.
"""

from __future__ import annotations

import codecs
import re
import threading
from xml.parsers import expat

from lxml import etree

from virtdom_runtime import wellformed
from virtdom_runtime.characters import UNREADABLE
from virtdom_runtime.faults import Fault, InvalidDomain, shorten
from virtdom_runtime.tables import Node

MAX_SIZE = 16 * 1024 * 1024
"""Largest document that is read, in bytes. Real ones have a few hundred kilobytes at most."""

MAX_ATTRIBUTES = 1000
"""Most attributes of an element in a large document."""
_LARGE = 64 * 1024
"""Bytes below which no element has attributes enough to do harm."""

_UTF8 = "utf-8"
_MARK = "\ufeff"
"""The byte order mark, which may stand once before a document."""
_BOMS = (
    (codecs.BOM_UTF8, _UTF8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NOT_FOR_DOCUMENTS = frozenset(
    {"utf-7", "idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
)
"""Codecs of Python that are no encodings of XML: ambiguous, slow or made for one word."""
_PLACE = re.compile(r", line \d+, column \d+.*\Z", re.DOTALL)


def decode(data: str | bytes) -> str:
    """The text of a document, by its byte order mark or declaration. Raises `InvalidDomain`."""
    if isinstance(data, str):
        text = data.removeprefix(_MARK)
        if len(text) > MAX_SIZE:
            raise too_large(len(text))
        return text
    if len(data) > MAX_SIZE:
        raise too_large(len(data))
    mark, encoding = next(((m, e) for m, e in _BOMS if data.startswith(m)), (b"", None))
    data = data[len(mark) :]
    if encoding is None:
        if data[:4] == b"<\x00?\x00" or data[:4] == b"<\x00d\x00":
            encoding = "utf-16-le"
        elif data[:4] == b"\x00<\x00?" or data[:4] == b"\x00<\x00d":
            encoding = "utf-16-be"
        else:
            declared = _DECLARED.match(data)
            encoding = declared.group(1).decode("ascii") if declared else _UTF8
    try:
        if codecs.lookup(encoding).name in _NOT_FOR_DOCUMENTS:
            raise LookupError
        _refuse_contradiction(data, encoding)
        return data.decode(encoding)
    except (LookupError, TypeError):
        raise _fault(
            "xml.encoding",
            1,
            1,
            f"the encoding {shorten(encoding, 40)!r} is not known; save the document as UTF-8",
            shorten(encoding, 40),
            expected=("UTF-8",),
        ) from None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="ignore")
        raise _fault(
            "xml.encoding",
            *line_and_column(before, len(before)),
            f"these bytes are not {encoding}; save the document as UTF-8 or declare its encoding",
            f"byte 0x{data[error.start]:02x}",
            expected=(encoding,),
        ) from None


def _refuse_contradiction(data: bytes, encoding: str) -> None:
    """Raises `InvalidDomain` if a declaration could not be read in the encoding that it tells."""
    declared = _DECLARED.match(data)
    if declared is None:
        return
    declaration = declared.group()
    if declaration.decode(encoding, errors="replace") == declaration.decode("ascii"):
        return
    raise _fault(
        "xml.encoding",
        *line_and_column(declaration.decode("ascii"), declared.start(1)),
        f"the document declares {encoding}, but its bytes are those of ASCII or UTF-8; "
        "correct the declaration",
        shorten(encoding, 40),
        expected=("UTF-8",),
    )


def load(data: str | bytes) -> Node:
    """The root element of a document. Raises `InvalidDomain` with the place of the first fault."""
    if not isinstance(data, (str, bytes)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected a document as str or bytes, not {type(data).__name__}")
    plain = _plain(data)
    if plain is not None:
        try:
            return _tree(plain)
        except etree.XMLSyntaxError:
            pass  # told with its place below
    return parse(decode(data))


def parse(text: str) -> Node:
    """The root element of a document. Raises `InvalidDomain` with the place of the first fault."""
    if not text.strip():
        raise _fault("xml.empty", 1, 1, "the document is empty; expected an XML element", "")
    if text.startswith(_MARK):
        message = "the document begins with a second byte order mark; remove it"
        raise _fault("xml.wellformed", 1, 1, message, "U+FEFF")
    if "<!DOCTYPE" in text:
        _refuse_doctype(text)
    unreadable = UNREADABLE.search(text)
    if unreadable is not None:
        line, column = line_and_column(text, unreadable.start())
        name = f"U+{ord(unreadable.group()):04X}"
        raise _fault(
            "xml.wellformed",
            line,
            column,
            f"the character {name} may not stand in XML; remove it",
            name,
        )
    try:
        return _tree(text.encode(_UTF8))
    except etree.XMLSyntaxError as error:
        raise _syntax_fault(error, text) from None


def _tree(data: bytes) -> Node:
    """The root element. Raises `XMLSyntaxError`, and `InvalidDomain` for a crowded element."""
    root = etree.fromstring(data, _parser())
    if len(data) > _LARGE:
        _refuse_crowds(root)
    return root


def _refuse_crowds(root: Node) -> None:
    """Refuses an element whose attributes would take quadratic time to read."""
    for node in root.iter("*"):
        if len(node.attrib) > MAX_ATTRIBUTES:
            raise _fault(
                "xml.size",
                node.sourceline or 1,
                1,
                f"an element has more than {MAX_ATTRIBUTES} attributes",
                f"{len(node.attrib)} attributes",
            )


def _plain(data: str | bytes) -> bytes | None:
    """The document as UTF-8 if it needs no closer look; None if it does."""
    if isinstance(data, str):
        try:
            data = data.encode(_UTF8)
        except UnicodeEncodeError:
            return None
    elif data.startswith(b"<?xml"):
        declared = _DECLARED.match(data)
        if declared is not None and declared.group(1).lower() != b"utf-8":
            return None
    elif not data.startswith(b"<") or b"\0" in data[:4]:
        return None
    return None if len(data) > MAX_SIZE or b"<!DOCTYPE" in data else data


class _Parsers(threading.local):
    """One parser per thread: threads would wait for each other's."""

    parser: etree.XMLParser | None = None


_parsers = _Parsers()


def _parser() -> etree.XMLParser:
    if _parsers.parser is None:
        _parsers.parser = etree.XMLParser(
            encoding=_UTF8,  # overrides the declared one: the text is decoded already
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=False,
            remove_pis=False,
            strip_cdata=True,
        )
    return _parsers.parser


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Prolog(Exception):
    """Ends the scan for a DOCTYPE at the first element."""


def _refuse_doctype(text: str) -> None:
    """Raises `InvalidDomain` if there is a DOCTYPE (the word may also stand in a comment)."""
    parser = expat.ParserCreate(_UTF8)
    data = text.encode(_UTF8, errors="replace")

    def doctype(*_: object) -> None:
        before = data[: data.rfind(b"<!DOCTYPE", 0, parser.CurrentByteIndex + 1)].decode(_UTF8)
        line, column = line_and_column(before, len(before))
        raise _fault(
            "xml.doctype",
            line,
            column,
            "a DOCTYPE is not allowed; remove it and the entities it declares",
            "<!DOCTYPE",
        )

    def element(*_: object) -> None:
        raise _Prolog

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except (_Prolog, expat.ExpatError):
        return  # what else is wrong is for the parser to say


def _syntax_fault(error: etree.XMLSyntaxError, text: str) -> InvalidDomain:
    complaint = _PLACE.sub("", error.msg or "")
    line, column = wellformed.beginning(complaint, text, *error.position)
    if "xcessive depth" in complaint:
        return _fault(
            "xml.depth",
            line,
            column,
            "elements are nested deeper than 256 levels",
            "more than 256 levels",
        )
    hidden = wellformed.beside_secret(complaint, text, (line, error.position[0]))
    return _fault("xml.wellformed", line, column, wellformed.sentence(complaint, hidden), None)


def too_large(size: int) -> InvalidDomain:
    """The refusal of a document of that many bytes."""
    return _fault(
        "xml.size",
        1,
        1,
        f"the document is larger than {MAX_SIZE // 1024 // 1024} MiB, the most that is read",
        f"{size / 1024 / 1024:.1f} MiB",
    )


def _fault(
    rule: str,
    line: int,
    column: int,
    message: str,
    found: str | None,
    *,
    expected: tuple[str, ...] = (),
) -> InvalidDomain:
    return InvalidDomain(
        [
            Fault(
                rule=rule,
                path="/",
                line=line,
                column=column,
                message=message,
                expected=expected,
                found=found,
            )
        ]
    )
