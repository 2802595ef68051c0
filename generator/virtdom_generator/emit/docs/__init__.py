"""The reference pages: Markdown (MyST) for Sphinx, one page per element."""

from virtdom_generator.emit.docs.pages import emit
from virtdom_generator.emit.docs.site import emit_site

__all__ = ["emit", "emit_site"]
