# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Hypervisor features.

Features of the processor or the machine that a hypervisor can switch on and off. A feature is on
when its element is there and off when it is not.
"""

from __future__ import annotations

from virtdom_runtime.element import Element

__all__ = [
    "Features",
]


class Features(Element, kw_only=True):
    """`<features>`.

    The features that are switched on; one that can be switched and is not listed is off. A host may
    know more of them than the common set described here: its capabilities document has the full
    list.

    Rules: FEAT-1, FEAT-2, FEAT-5.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/features.html#features
    """

    acpi: bool = False
    """ACPI, which serves power management. A KVM guest needs it to shut down gracefully.

    Rules: FEAT-3, FEAT-7.
    """

    apic: bool = False
    """The advanced programmable interrupt controller. The page shows it in its example and says no
    more.

    Rules: FEAT-4.
    """

    pae: bool = False
    """Physical address extension: lets a 32-bit guest use more than 4 GB of memory.

    Rules: FEAT-3, FEAT-6.
    """
