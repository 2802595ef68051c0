"""What all editions have in common: the first page, Python, faults, and how Sphinx builds it."""

from __future__ import annotations

from collections.abc import Sequence

from virtdom_generator.emit.docs.markdown import cell, code, inline, link, mark
from virtdom_generator.emit.docs.render import templates, tidy
from virtdom_generator.plan import Plan

RUNTIME_RULES: tuple[tuple[str, str], ...] = (
    ("xml.empty", "A document is not empty."),
    ("xml.encoding", "The bytes are text in the encoding that the document declares, or UTF-8."),
    ("xml.wellformed", "The document is well-formed XML."),
    (
        "xml.doctype",
        "There is no DOCTYPE, and with it no entities of its own and no external files.",
    ),
    ("xml.depth", "Elements are nested at most 256 deep."),
    ("xml.size", "A document has at most 16 MiB."),
    (
        "version.target",
        "With a target version, every part of the document is known to that version of libvirt.",
    ),
    (
        "host.capabilities",
        "With the capabilities of a host, the host offers what the domain asks for.",
    ),
)
"""(id, sentence) of the rules that no schema states."""


def emit_site(plans: Sequence[Plan]) -> dict[str, str]:
    """The pages beside those of the editions, by path relative to the folder of all pages.

    `plans` are those of all editions, oldest first; the newest is shown first.
    """
    newest_first = tuple(reversed(plans))
    shown = {
        "plans": newest_first,
        "newest": newest_first[0],
        "editions": [
            (
                link(code(plan.edition), f"{plan.edition}/index.md"),
                inline(plan.about.text.split("\n\n")[0]),
                str(len(plan.pages)),
            )
            for plan in newest_first
        ],
        "rules": [(f"{mark(name)}{code(name)}", cell(told)) for name, told in RUNTIME_RULES],
    }
    files = {
        "_static/virtdom.css": "virtdom.css.jinja",
        "conf.py": "conf.py.jinja",
        "faults.md": "faults.md.jinja",
        "findings.md": "findings.md.jinja",
        "index.md": "site.md.jinja",
        "python.md": "python.md.jinja",
    }
    return {
        path: tidied(path, templates().get_template(name).render(**shown))
        for path, name in files.items()
    }


def tidied(path: str, text: str) -> str:
    return tidy(text) if path.endswith(".md") else text
