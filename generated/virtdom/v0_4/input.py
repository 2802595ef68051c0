# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Input devices.

What the user of the graphical screen points with. A guest with graphics has an input device without
asking; list more to add them, such as a tablet.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "Input",
    "InputBus",
    "InputType",
]

InputType: TypeAlias = Literal["mouse", "tablet"]
"""A way of pointing.

Rules: INP-2, INP-6.
"""

InputBus: TypeAlias = Literal["xen", "ps2", "usb"]
"""A connection for an input device.

Rules: INP-4.
"""


class Input(Element, kw_only=True):
    """`<input>`.

    A device to point with. Every type goes with every bus.

    Rules: INP-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/input.html#input
    """

    type: InputType
    """How the device points: by movement or by position.

    - `mouse`: A mouse: it says how far it moved, so the cursor moves relatively.
    - `tablet`: A graphics tablet: it says where it is, so the cursor moves absolutely.

    Rules: INP-1, INP-2.
    """

    bus: InputBus | None = None
    """How the device is connected, to choose more closely which one it is.

    - `xen`: The paravirtual connection of Xen.
    - `ps2`: PS/2.
    - `usb`: USB.

    Rules: INP-3, INP-4.
    """
