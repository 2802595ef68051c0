"""Rules across the documents of one host, such as names that must not repeat."""

from __future__ import annotations

from collections.abc import Iterable

from virtdom_runtime import writer
from virtdom_runtime.element import Element
from virtdom_runtime.faults import Fault
from virtdom_runtime.parse import parse
from virtdom_runtime.telling import path_of


def check_host(domains: Iterable[Element]) -> tuple[Fault, ...]:
    """The rules that hold among all domains of one host: unique names, UUIDs and ids, one server
    per virtual network.

    A fault names the domain it is about by its place in the sequence, from 1, before the path:
    `2:/domain`. Spelling carries no meaning: a UUID with and without dashes is the same.
    """
    faults: list[Fault] = []
    seen: dict[tuple[str, tuple[object, ...]], int] = {}
    for number, domain in enumerate(domains, 1):
        root = parse(writer.write(domain, domain.__table__.tags[0], canonical=True))
        for identity in domain.__edition__.host:
            for place in identity.select(root):
                key = tuple(field(place) for field in identity.fields)
                if None in key:
                    continue
                first = seen.get((identity.name, key))
                if first is None:
                    seen[identity.name, key] = number
                    continue
                faults.append(
                    Fault(
                        rule=identity.rule,
                        path=f"{number}:{path_of(place)}",
                        message=f"{identity.message} (also in domain {first})",
                        found=", ".join(str(part) for part in key),
                        url=identity.url,
                    )
                )
    return tuple(faults)
