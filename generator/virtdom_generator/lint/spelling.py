"""The nearest spelling of a name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def meant(name: str, known: Iterable[str]) -> str:
    """`: did you mean "x"?` when a known name is close, else nothing."""
    close = get_close_matches(name, sorted(known), n=1)
    return f': did you mean "{close[0]}"?' if close else ""
