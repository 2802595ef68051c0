"""Each adapter, run for real where what it adapts is installed.

Where CI or VIRTDOM_REQUIRE_ALL is set, what is not installed is a failure.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from virtdom_conformance.adapters import schemas, test_driver
from virtdom_conformance.adapters.registry import IMPLEMENTATIONS, Implementation, implementation
from virtdom_conformance.adapters.serve import Adapter, Skip, Unavailable, answer, begin
from virtdom_conformance.case import Case
from virtdom_conformance.manifest import read_corpus
from virtdom_conformance.report.records import Report, ResultRecord
from virtdom_conformance.selection import Selection
from virtdom_conformance.suite import Plan, all_required, carry_out

REQUIRED = all_required()


@cache
def corpus() -> tuple[Case, ...]:
    """The corpus of the edition, read once."""
    return read_corpus("v0_4")


def carried_out(name: str, *ids: str) -> Report:
    """A run of some cases; skips if the implementation is not installed and need not be."""
    report = carry_out(
        Plan(
            edition="v0_4",
            corpus=corpus(),
            selection=Selection(ids=ids),
            implementations=(implementation(name),),
            require_all=REQUIRED,
        )
    )
    (end,) = report.ends
    if end.ending == "absent" and not REQUIRED:
        pytest.skip(f"{end.absent}")
    assert end.ending == "complete", end.problems
    return report


def results(name: str, *ids: str) -> dict[str, ResultRecord]:
    """The results of such a run by case."""
    return {result.case: result for result in carried_out(name, *ids).results}


@pytest.mark.parametrize("each", IMPLEMENTATIONS, ids=lambda each: each.name)
def test_as_expected(each: Implementation) -> None:
    """Each implementation does on some areas what is expected of it, and tells its versions."""
    report = carried_out(each.name, "clock/*", "features/*", "graphics/type-*", "lifecycle/*")
    (end,) = report.ends
    assert [result for result in report.results if not result.as_expected] == []
    assert end.problems == []
    assert end.started is not None
    assert end.started.name == each.name.removesuffix("-in-process")
    assert end.started.version
    assert end.counts["passed"] > 0


def test_libvirt_survives_its_crashes() -> None:
    """libvirt dies of a negative number of processors; the cases are named, the others asked."""
    found = results("libvirt", "resources/vcpu/*")
    died = {case for case, result in found.items() if result.status == "errored"}
    version = carried_out("libvirt", "clock/*").ends[0].started
    assert version is not None
    if version.version == "9.0.0":
        assert died >= {"resources/vcpu/minus-one", "resources/vcpu/minus-two"}
        assert found["resources/vcpu/minus-one"].detail == "died: killed by SIGSEGV"
    assert found["resources/vcpu/zero"].status == "passed"


def test_libvirt_tells_what_it_loses() -> None:
    """A roundtrip through libvirt tells what it dropped and what it added, by path."""
    found = results("libvirt", "clock/localtime-is-kept")["clock/localtime-is-kept"]
    kinds = {(difference.kind, difference.path) for difference in found.differences}
    assert ("dropped", "/domain/clock/@sync") in kinds
    assert ("added", "/domain/uuid") in kinds


def test_virtinst_reads_typed_values() -> None:
    """virtinst gives numbers as numbers."""
    found = results("virtinst", "resources/*-read*")
    assert {result.status for result in found.values()} == {"passed"}


@pytest.mark.parametrize("quote", ["'", '"'])
def test_type_of_the_test_driver(quote: str) -> None:
    """The types that the page names become test and are put back; others stay."""
    document = f"<!-- <domain type='xen'> --><domain id='3' type={quote}kvm{quote}><name/></domain>"
    text, kind = test_driver.to_test(document.removeprefix("<!-- <domain type='xen'> -->"))
    assert kind == "kvm"
    assert f"type={quote}test{quote}" in text
    assert (
        test_driver.from_test(text, kind)
        == f"<domain id='3' type={quote}kvm{quote}><name/></domain>"
    )
    for other in ("<domain type='zork'/>", "<domain/>", "<domain id='1'/>"):
        assert test_driver.to_test(other) == (other, None)


def test_schema_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema is that of the checkout, or of the folder that is given; else it says so."""
    assert schemas.xsd11("v0_4").is_file()
    assert schemas.xsd10("v0_4").is_file()
    monkeypatch.setenv(schemas.VARIABLE, str(tmp_path / "schema"))
    with pytest.raises(Unavailable) as caught:
        schemas.xsd11("v0_4")
    hint = "run from a checkout of the repository, or name its folder schema/ in VIRTDOM_SCHEMA"
    assert caught.value.install == hint


class Fragile(Adapter):
    """An adapter whose implementation fails in several ways."""

    name = "fragile"

    def accept(self, document: bytes) -> list[dict[str, object]]:
        if b"memory" in document:
            raise MemoryError
        if b"skip" in document:
            raise Skip("not this one")
        raise KeyError("x")


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<memory/>", {"errored": "out of memory"}),
        ("<skip/>", {"skipped": "not this one"}),
        ("<other/>", {"errored": "KeyError: 'x'"}),
    ],
)
def test_adapters_answer_whatever_happens(xml: str, expected: dict[str, str]) -> None:
    """An exception of the implementation is the answer to its case."""
    adapter = Fragile()
    assert begin(adapter, "v0_4")["operations"] == ["accept"]
    message = {"type": "case", "seq": 1, "operation": "accept", "xml": xml}
    assert answer(adapter, message) == {"type": "result", "seq": 1, **expected}
    asked = {**message, "operation": "read"}
    assert answer(adapter, asked)["skipped"] == "does not offer read"
