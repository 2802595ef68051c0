"""The version of virtdom that is installed."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """Such as `0.1.0`; `0` where the package is used without being installed."""
    try:
        return metadata.version("virtdom")
    except metadata.PackageNotFoundError:
        return "0"
