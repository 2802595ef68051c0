"""Text of documents and file names, made harmless for a terminal."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Controls but for tab and line feed, marks that turn the direction of writing, surrogates."""


def visible(text: str) -> str:
    """The text with one printable character in place of each that would act on a terminal.

    Tabs and line feeds stay.
    """
    return _UNSAFE.sub(lambda match: _picture(match.group()), text)


def one_line(text: str) -> str:
    """The text as `visible`, its line feeds shown too."""
    return visible(text).replace("\n", "\u240a")


def named(file: str) -> str:
    """The name of a file as text, with `\\udcff` for the byte 0xff where it is no character."""
    return file.encode(errors="backslashreplace").decode()


def referenced(xml: str) -> str:
    """XML with character references in place of what would act on a terminal."""
    return _UNSAFE.sub(lambda match: f"&#x{ord(match.group()):X};", xml)


def escaped(json: str) -> str:
    """JSON with escapes in place of what would act on a terminal."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", json)


def width(character: str) -> int:
    """How many columns of a terminal the character takes."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
