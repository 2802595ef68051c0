# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Lifecycle control.

What the hypervisor does when a guest powers off, reboots or crashes. Each of `on_poweroff`,
`on_reboot` and `on_crash` overrides what would happen by itself, and takes the same four actions.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "LifecycleAction",
]

LifecycleAction: TypeAlias = Literal["destroy", "restart", "preserve", "rename-restart"]
"""What happens to a domain when its guest stops. Every action first ends the guest.

Rules: LIFE-POFF-2, LIFE-REB-2, LIFE-CRASH-2.
"""
