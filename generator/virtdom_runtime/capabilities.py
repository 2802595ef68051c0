"""A domain against what a host says it can run: libvirt's capabilities document."""

from __future__ import annotations

from collections.abc import Callable

from virtdom_runtime import writer
from virtdom_runtime.element import Element
from virtdom_runtime.faults import Fault, InvalidDomain, listing, nearest
from virtdom_runtime.parse import decode, parse
from virtdom_runtime.tables import Node
from virtdom_runtime.telling import path_of


def check_capabilities(domain: Element, capabilities: str | bytes) -> tuple[Fault, ...]:
    """Where the host cannot give what the domain asks for.

    Judges the hypervisor (`domain/@type`), operating system type, architecture, machine type and
    features against `<guest>` of the capabilities document. What the domain leaves open is not
    judged. Raises `InvalidDomain` for a document that tells no capabilities.
    """
    root = parse(writer.write(domain, domain.__table__.tags[0]))
    guests = _guests(capabilities)
    faults: list[Fault] = []
    if not guests:
        message = "this host offers to run no guest at all"
        faults.append(Fault(rule="host.capabilities", path=path_of(root), message=message))

    os_type = root.find("os/type")
    if os_type is not None:
        guests = _offered(faults, guests, os_type, None, os_type.text, _os_types)
        guests = _offered(faults, guests, os_type, "arch", os_type.get("arch"), _arches)
        guests = _offered(faults, guests, os_type, "machine", os_type.get("machine"), _machines)
    _offered(faults, guests, root, "type", root.get("type"), _domain_types)
    known = {str(feature.tag) for guest in guests for feature in guest.iterfind("features/*")}
    faults += [
        _fault(feature, None, str(feature.tag), known)
        for feature in root.iterfind("features/*")
        if known and feature.tag not in known
    ]
    return tuple(faults)


def emulator_for(domain: Element, capabilities: str | bytes) -> str | None:
    """The device emulator that the host recommends for the domain's type and architecture, if it
    names one. Raises `InvalidDomain` for a document that tells no capabilities."""
    root = parse(writer.write(domain, domain.__table__.tags[0]))
    os_type = root.find("os/type")
    for guest in _guests(capabilities):
        if os_type is not None and os_type.text not in _os_types(guest):
            continue
        for arch in guest.iterfind("arch"):
            if os_type is not None and os_type.get("arch") not in (None, arch.get("name")):
                continue
            for hypervisor in arch.iterfind("domain"):
                if hypervisor.get("type") == root.get("type"):
                    return hypervisor.findtext("emulator") or arch.findtext("emulator")
    return None


def _guests(capabilities: str | bytes) -> list[Node]:
    root = parse(decode(capabilities))
    if root.tag != "capabilities":
        raise InvalidDomain(
            [
                Fault(
                    rule="host.capabilities",
                    path=path_of(root),
                    message=f"the root element is <{root.tag!s}>; expected <capabilities>",
                    expected=("capabilities",),
                    found=str(root.tag),
                )
            ]
        )
    return root.findall("guest")


def _offered(
    faults: list[Fault],
    guests: list[Node],
    node: Node,
    attribute: str | None,
    value: str | None,
    offer: Callable[[Node], set[str]],
) -> list[Node]:
    """The guests of the host that offer the value; a fault and all of them when none does."""
    if value is None or not guests:
        return guests
    offering = [guest for guest in guests if value in offer(guest)]
    if offering:
        return offering
    faults.append(
        _fault(node, attribute, value, {word for guest in guests for word in offer(guest)})
    )
    return guests


def _fault(node: Node, attribute: str | None, value: str, known: set[str]) -> Fault:
    offers = tuple(sorted(known))
    return Fault(
        rule="host.capabilities",
        path=path_of(node, attribute),
        message=f"this host does not offer {value!r}; "
        f"it offers {listing(offers) or 'nothing here'}",
        expected=offers,
        found=value,
        suggestion=nearest(value, offers),
    )


def _os_types(guest: Node) -> set[str]:
    return {node.text or "" for node in guest.iterfind("os_type")}


def _arches(guest: Node) -> set[str]:
    return {node.get("name", "") for node in guest.iterfind("arch")}


def _machines(guest: Node) -> set[str]:
    machines = [*guest.iterfind("arch/machine"), *guest.iterfind("arch/domain/machine")]
    return {node.text or "" for node in machines} | {
        node.get("canonical", "") for node in machines
    } - {""}


def _domain_types(guest: Node) -> set[str]:
    return {node.get("type", "") for node in guest.iterfind("arch/domain")}
