"""The implementations that the suite knows, each with the small program that adapts it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import virtdom_conformance
from virtdom_conformance.adapters.serve import Adapter
from virtdom_conformance.process import Limits
from virtdom_conformance.session import Conversation, InProcess, Session

SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that Debian's bindings are installed for."""

_RUN = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv[1], run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """One implementation and how to reach it."""

    name: str
    about: str
    session: Callable[[Limits], Session]
    limits: Limits = field(default_factory=Limits)


def program(module: str, *arguments: str, python: str | None = None) -> Callable[[Limits], Session]:
    """An adapter of ours as a program of its own, on this Python or on another."""
    name = f"virtdom_conformance.adapters.{module}"
    if python is None:
        command = [sys.executable, "-m", name, *arguments]
    else:
        # Our folder comes last, so that the modules of the other Python are its own.
        root = str(Path(virtdom_conformance.__file__).parents[1])
        command = [python, "-I", "-c", _RUN, root, name, *arguments]
    return lambda limits: Conversation(command, limits)


def _virtdom() -> Adapter:
    from virtdom_conformance.adapters.virtdom_bindings import Bindings

    return Bindings()


IMPLEMENTATIONS: tuple[Implementation, ...] = (
    Implementation(
        name="virtdom",
        about="the generated bindings, in a process of their own",
        session=program("virtdom_bindings"),
    ),
    Implementation(
        name="virtdom-in-process",
        about="the generated bindings, in the process of the runner",
        session=lambda _: InProcess(_virtdom),
    ),
    Implementation(
        name="xmlschema",
        about="the XSD 1.1 schema, by the Python library xmlschema",
        session=program("xmlschema_xsd11"),
    ),
    Implementation(
        name="libxml2",
        about="the XSD 1.0 projection, by libxml2",
        session=program("libxml2_xsd10"),
    ),
    Implementation(
        name="libvirt",
        about="libvirt's test driver: define, and the XML it then describes",
        session=program("libvirt_define", python=SYSTEM_PYTHON),
        limits=Limits(memory=4096),
    ),
    Implementation(
        name="libvirt-validate",
        about="the same, with validation against libvirt's own grammar",
        session=program("libvirt_define", "--validate", python=SYSTEM_PYTHON),
        limits=Limits(memory=4096),
    ),
    Implementation(
        name="virt-xml-validate",
        about="libvirt's own grammar, by its command",
        session=program("virt_xml_validate"),
    ),
    Implementation(
        name="virtinst",
        about="virt-manager's library",
        session=program("virtinst_guest", python=SYSTEM_PYTHON),
    ),
    Implementation(
        name="libvirt-gconfig",
        about="libvirt-glib's configuration objects",
        session=program("libvirt_gconfig", python=SYSTEM_PYTHON),
    ),
)


def implementation(name: str) -> Implementation:
    """The implementation of a name. Raises KeyError."""
    return {known.name: known for known in IMPLEMENTATIONS}[name]
