"""Texts of implementations as people are shown them."""

from __future__ import annotations


def shown(text: str, limit: int = 300) -> str:
    """A text of an implementation on one line, with nothing that steers a terminal."""
    flat = " ".join(text.split())
    clean = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in flat
    )
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"
