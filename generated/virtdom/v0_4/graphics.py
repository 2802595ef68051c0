# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Graphical framebuffers.

How the screen of the guest is shown: in a window on the host, or by a VNC server. A guest usually
has either graphics or a text console, so that its administrator can use it; it may have both.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "Graphics",
    "GraphicsBase",
    "GraphicsType",
    "SdlGraphics",
    "VncGraphics",
]

GraphicsType: TypeAlias = Literal["sdl", "vnc"]
"""A way to show the screen of a guest.

Rules: GFX-2, GFX-12.
"""


class GraphicsBase(Element, kw_only=True):
    """`<graphics>` of any kind.

    A graphical screen of the guest. A guest usually has a framebuffer like this or a text console.

    Rules: GFX-1, GFX-12.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/graphics.html#graphics-base
    """


class SdlGraphics(GraphicsBase, kw_only=True, tag_field="type", tag="sdl"):
    """`<graphics type='sdl'>`.

    A window on the desktop of the host. There is nothing to configure.

    Rules: GFX-10, GFX-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/graphics.html#sdl-graphics
    """

    type: ClassVar[Literal["sdl"]] = "sdl"


class VncGraphics(GraphicsBase, kw_only=True, tag_field="type", tag="vnc"):
    """`<graphics type='vnc'>`.

    A VNC server that shows the screen of the guest.

    Rules: GFX-1, GFX-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/graphics.html#vnc-graphics
    """

    type: ClassVar[Literal["vnc"]] = "vnc"

    port: int | None = None
    """The TCP port of the server. -1 is the old way to ask for any free port: write `autoport`
    instead.

    Value: a TCP port, 1 to 65535, or -1 for any free one.

    Rules: GFX-3, GFX-4, GFX-5.
    """

    autoport: bool | None = None
    """Whether the server takes any free port. This is the preferred way to ask for it.

    Written as yes or no.

    Rules: GFX-6, GFX-7, GFX-5.
    """

    listen: str | None = None
    """The IP address of the host on which the server listens.

    Value: an IPv4 address: four numbers of 0 to 255 with dots between them; an IPv6 address: eight
    groups of up to four hexadecimal digits with colons between them.

    Rules: GFX-8.
    """

    password: str | None = None
    """The password of the server. It stands in the document in clear text, so treat the document as
    a secret; it is not shown in messages, logs or reports.

    Value: any text.

    Rules: GFX-9, GFX-13.
    """


Graphics: TypeAlias = (
    SdlGraphics
    | VncGraphics
)
"""Any kind of `<graphics>`."""
