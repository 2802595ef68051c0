"""The editions whose bindings are installed."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import cast

from virtdom_runtime.element import Element
from virtdom_runtime.tables import Edition


class NoBindings(Exception):
    """Bindings that are not there, and what to do."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """What a command needs of an edition."""

    name: str
    domain: type[Element]
    edition: Edition


def names() -> tuple[str, ...]:
    """The editions, the newest last. Raises `NoBindings`."""
    try:
        return cast(tuple[str, ...], importlib.import_module("virtdom").EDITIONS)
    except (ModuleNotFoundError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name != "virtdom":
            raise
        raise NoBindings(
            "the bindings are not installed; in a source tree, make them with: virtdom generate"
        ) from None


def load(name: str | None) -> Bindings:
    """The bindings of an edition, the newest where none is named. Raises `NoBindings`."""
    known = names()
    chosen = name or known[-1]
    if chosen not in known:
        raise NoBindings(f"there is no edition {chosen!r}; expected {', '.join(known)}")
    module = importlib.import_module(f"virtdom.{chosen}")
    return Bindings(chosen, module.Domain, module.EDITION)
