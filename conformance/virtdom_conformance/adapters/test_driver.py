"""What the adapters of libvirt's test driver share: it runs domains of type test only."""

from __future__ import annotations

import re

DRIVEN = ("xen", "kvm", "qemu", "lxc", "kqemu")
"""Types that become test. Others stay, and are refused or not for their own sake."""

_TYPE = re.compile(r"""(<domain\b[^>]*?\stype\s*=\s*)(["'])([^"'<>]*)\2""")


def to_test(text: str) -> tuple[str, str | None]:
    """A document with its type rewritten, and the type it had if it was rewritten."""
    match = _TYPE.search(text)
    if match is None or match[3] not in DRIVEN:
        return text, None
    return f"{text[: match.start(3)]}test{text[match.end(3) :]}", match[3]


def from_test(text: str, kind: str | None) -> str:
    """A document with its type put back."""
    if kind is None:
        return text
    return _TYPE.sub(lambda match: f"{match[1]}{match[2]}{kind}{match[2]}", text, count=1)
