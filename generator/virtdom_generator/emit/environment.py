"""The one way templates are rendered: what a template names must exist."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def environment(folder: str) -> Environment:
    """The environment for the templates of one product, `templates/<folder>`.

    A name that is not defined raises `jinja2.UndefinedError`; nothing is escaped.
    """
    return Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # none of the products is HTML
    )
