"""What the XML parser complains of, told as what to mend and where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable

from virtdom_runtime import secrets
from virtdom_runtime.faults import HIDDEN

_SENTENCES = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (
            r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
            r"</\3> stands where <\1> of line \2 is to be closed",
        ),
        (
            r"Premature end of data in tag (\S+) line (\d+)",
            r"the document ends before <\1> of line \2 is closed",
        ),
        (r"expected '>'", "a tag has no end; '>' is missing"),
        (
            r"Couldn't find end of Start Tag (\S+)",
            r"the start tag of <\1> has no end; '>' is missing",
        ),
        (
            r"Extra content at the end",
            "the root element ends before this place; remove what follows",
        ),
        (r"Start tag expected", "this is not XML: a document starts with <domain …>"),
        (r"Attribute (\S+) redefined", r"the attribute \1 is given twice; remove one"),
        (
            r"AttValue: \" or ' expected",
            "the value of an attribute stands in quotes, as in name='value'",
        ),
        (r"AttValue: (\"|') expected", "a value is not closed; its second quote is missing"),
        (r"Unescaped '<' not allowed", "a value may not hold '<'; write &lt;, or close its quote"),
        (
            r"Specification mandates value for attribute (\S+)",
            r"the attribute \1 has no value; write \1='value'",
        ),
        (
            r"attributes construct error|error parsing attribute name",
            "write an attribute as name='value' after a space, a quote in it as &apos; or &quot;",
        ),
        (r"xmlParseEntityRef: no name|EntityRef: expecting ';'", "write the character & as &amp;"),
        (
            r"Entity '.*' not defined",
            "the entity is not known; write the character, or &amp;, &lt;, &gt;, &apos;, &quot;",
        ),
        (r"xmlParseCharRef", "a reference names a character that XML cannot hold; remove it"),
        (
            r"StartTag: invalid element name",
            "an element needs a name after '<'; write the character < as &lt;",
        ),
        (
            r"XML declaration allowed only",
            "<?xml …?> stands at the very start of a document; remove what is before it",
        ),
        (
            r"Namespace prefix (\S+)",
            r"the prefix \1 is not declared; add xmlns:\1='…' to the root element",
        ),
        (r"Comment not terminated", "a comment is not closed; --> is missing"),
        (r"[Dd]ouble[ -]hyphen", "a comment may not hold --"),
        (r"CData section not finished", "a CDATA section is not closed; ]]> is missing"),
        (r"Sequence '\]\]>' not allowed", "text may not hold ]]>; write ]]&gt;"),
        (
            r"Resource limit|Buffer size limit|too (long|large|big)|huge|xcessive|XML_PARSE_HUGE",
            "a value or a text is longer than any real one",
        ),
    )
)

_MADE_AT_THE_END = (
    (re.compile("tag mismatch"), "</"),
    (re.compile("EntityRef|CharRef|Entity '"), "&"),
    (re.compile("Namespace prefix|xcessive depth|XML declaration allowed"), "<"),
    (re.compile(r"Attribute (\S+) redefined"), r"\1="),
)
"""What libxml2 complains of when it has read on, and what the trouble begins with."""
_QUOTED = re.compile(r"\\[13]")
"""Stands in a sentence for what is quoted from the document."""
_LINE = re.compile(r" line (\d+)")
_OPEN_PART = re.compile("Comment not terminated|CData section not finished")
_OPEN_VALUE = re.compile("AttValue: (\"|') expected|Unescaped '<'")


def sentence(complaint: str, hidden: bool = False) -> str:
    """What to mend, from what libxml2 says; its own words where it says something rare.

    `hidden`: what it quotes may be a piece of a secret.
    """
    for pattern, words in _SENTENCES:
        found = pattern.search(complaint)
        if found is not None:
            return found.expand(_QUOTED.sub(HIDDEN, words) if hidden else words)
    return f"not well-formed XML: {HIDDEN if hidden else ' '.join(complaint.split())}"


def beside_secret(complaint: str, text: str, lines: Iterable[int]) -> bool:
    """Whether a secret stands in a line that the complaint is about: one of those, or named in it.

    A secret with a quote in it is torn, and its pieces are taken for names.
    """
    masked = secrets.mask(text, torn=True)
    if masked == text:
        return False
    about = {*lines, *(int(number) for number in _LINE.findall(complaint))}
    return any(secrets.MASK in _line(masked, line) for line in about)


def beginning(complaint: str, text: str, line: int, column: int) -> tuple[int, int]:
    """Line and column where the trouble begins, for complaints made after it."""
    start = _line_start(text, line)
    offset = start + max(column, 1) - 1
    for pattern, mark in _MADE_AT_THE_END:
        told = pattern.search(complaint)
        found = text.rfind(told.expand(mark), start, offset) if told is not None else -1
        if found >= 0:
            return line, found - start + 1
    opening = -1
    if _OPEN_VALUE.search(complaint):
        quote = max(text.rfind("='", 0, offset), text.rfind('="', 0, offset)) + 1
        opening = quote if 0 < quote < start else -1
    elif part := _OPEN_PART.search(complaint):
        opening = text.rfind("<!--" if part.group().startswith("Comment") else "<![CDATA[")
    if opening >= 0:
        return text.count("\n", 0, opening) + 1, opening - text.rfind("\n", 0, opening)
    return line, max(column, 1)


def _line(text: str, line: int) -> str:
    start = _line_start(text, line)
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return start
