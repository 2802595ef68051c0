# Generated from schema by `virtdom generate`; do not edit.
"""How Sphinx builds the reference pages: sphinx-build -W generated/docs site"""

from __future__ import annotations

import re
from typing import Any

project = "virtdom"
html_title = "libvirt's domain XML"
extensions = ["myst_parser"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["virtdom.css"]
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
myst_heading_anchors = 3
smartquotes = False

_MARK = re.compile(r'<(?:a|div) id="([^"]+)">')


def _learn_marks(app: Any, doctree: Any) -> None:
    """Lets MyST check links to the places that pages mark in HTML."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(lambda node: node.tagname == "raw"):
        for name in _MARK.findall(node.astext()):
            slugs.setdefault(name, (None, name, ""))


def setup(app: Any) -> None:
    app.connect("doctree-read", _learn_marks)
