"""What XML says of characters: white space, and what no document may hold."""

from __future__ import annotations

import re

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
"""The namespace of the prefix `xml`, which no document declares."""

SPACE = " \t\n\r"
"""White space. Python takes more characters for it."""

UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that may not stand in a document."""

_BLANKS = re.compile(f"[{SPACE}]+")


def collapse(text: str) -> str:
    """The text without white space at its ends, each other run of it one blank."""
    return _BLANKS.sub(" ", text).strip(" ")
