"""What the adapters of libvirt's test driver share: it runs domains of type test only."""

from __future__ import annotations

import re

DRIVEN = ("xen", "kvm", "qemu", "lxc", "kqemu")
"""Types that become test. Others stay, and are refused or not for their own sake."""

_TYPE = re.compile(r"""(<domain\b[^>]*?\stype\s*=\s*)(["'])([^"'<>]*)\2""")
_LINUX = re.compile(r"(<os>\s*<type\b[^<>]*>)linux(?=</type>)")
_XEN = re.compile(r"(<os>\s*<type\b[^<>]*>)xen(?=</type>)")


def to_test(text: str) -> tuple[str, str | None]:
    """A document with its type rewritten, and the type it had if it was rewritten."""
    match = _TYPE.search(text)
    if match is None or match[3] not in DRIVEN:
        return text, None
    changed = f"{text[: match.start(3)]}test{text[match.end(3) :]}"
    # Of a domain of type xen, libvirt itself takes the type of system linux for xen, and writes
    # linux again. Of other domains it does not, and would read no kernel of this one.
    return _LINUX.sub(r"\1xen", changed, count=1) if match[3] == "xen" else changed, match[3]


def from_test(text: str, kind: str | None) -> str:
    """A document with its type put back."""
    if kind is None:
        return text
    changed = _TYPE.sub(lambda match: f"{match[1]}{match[2]}{kind}{match[2]}", text, count=1)
    return _XEN.sub(r"\1linux", changed, count=1) if kind == "xen" else changed
