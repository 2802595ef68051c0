"""Regular expressions of XML Schema and XPath, translated to Python's."""

from __future__ import annotations

import re

import elementpath
from elementpath.regex import RegexError

from .xpath_parse import CompileError

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_END = r"$(?!\n\Z)"
"""How elementpath says that a string ends, which `$` alone does not mean in Python."""
_HEAD, _TAIL = "^(?:", f"){_END}"


def translate_pattern(pattern: str, *, search: bool = False, flags: str = "") -> str:
    r"""The same regular expression for Python's `re`.

    A pattern facet becomes an expression anchored at both ends; with `search`, the pattern of
    fn:matches or fn:tokenize becomes one to search with, where `^` and `$` are anchors and `flags`
    (letters of `imsx`) may be set. Raises CompileError for what cannot be translated.

    >>> translate_pattern(r"[a-z-[aeiou]]+\d")
    '\\A(?:[b-df-hj-np-tv-z]+\\d)\\Z'
    """
    unknown = next((letter for letter in flags if letter not in _FLAGS), None)
    if unknown:
        raise CompileError(pattern, unknown, "unknown flag of a regular expression")
    bits = sum(_FLAGS[letter] for letter in dict.fromkeys(flags))
    try:
        found = elementpath.translate_pattern(
            pattern,
            flags=bits,
            xsd_version="1.1",
            back_references=search,
            lazy_quantifiers=search,
            anchors=search,
        )
        if search:
            found = found if "m" in flags else found.replace(_END, r"\Z")
            found = f"(?{''.join(sorted(set(flags)))}){found}" if flags else found
        else:
            found = rf"\A(?:{found.removeprefix(_HEAD).removesuffix(_TAIL)})\Z"
        re.compile(found)
    except (RegexError, re.error, OverflowError) as error:
        raise CompileError(pattern, str(error), "regular expression not understood") from None
    return found
