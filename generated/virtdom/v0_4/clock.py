# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Time keeping.

The clock of a guest is set from the clock of the host when the guest starts. Most operating systems
keep the hardware clock in UTC; Windows keeps it in local time.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "Clock",
    "ClockSync",
]

ClockSync: TypeAlias = Literal["utc", "localtime"]
"""A time base for the clock of the guest.

Rules: CLK-2.
"""


class Clock(Element, kw_only=True):
    """`<clock>`.

    How the clock of the guest starts out from that of the host. Most operating systems want UTC,
    which is what they get when nothing is said; Windows wants `localtime`.

    Rules: CLK-1, CLK-4.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/clock.html#clock
    """

    sync: ClockSync | None = None
    """The time the clock of the guest shows when it starts; `utc` when nothing is said.

    - `utc`: Coordinated universal time.
    - `localtime`: The local time of the host.

    Default: utc. Rules: CLK-1, CLK-2, CLK-3.
    """
