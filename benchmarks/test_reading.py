"""How long it takes to read all valid documents of the corpus, in several ways.

Compare ratios, which hold better than times. Nothing is asserted about time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
import xmlschema
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture

from virtdom.v0_4 import Domain

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(str(files("virtdom_conformance"))) / "corpus/v0_4"

pytestmark = pytest.mark.benchmark(group="valid documents of v0_4")


@pytest.fixture(scope="module")
def documents() -> list[bytes]:
    """Every document of the corpus that lies in a folder `valid`."""
    found = [path.read_bytes() for path in sorted(CORPUS.glob("*/valid/*.xml"))]
    assert found
    return found


def measured(benchmark: BenchmarkFixture, job: Callable[[], Sequence[object]]) -> Sequence[object]:
    """Measures a job and gives what it gave in one round."""
    return cast("Sequence[object]", benchmark(job))


def test_lxml(benchmark: BenchmarkFixture, documents: list[bytes]) -> None:
    """lxml alone: parsing, no judgement."""
    measured(benchmark, lambda: [etree.fromstring(document) for document in documents])


def test_libxml2_with_the_projection(benchmark: BenchmarkFixture, documents: list[bytes]) -> None:
    """lxml with the XSD 1.0 projection: parsing and a weaker judgement, in C."""
    schema = etree.XMLSchema(etree.parse(ROOT / "generated/xsd10/v0_4/domain.xsd"))
    assert all(
        measured(benchmark, lambda: [schema.validate(etree.fromstring(one)) for one in documents])
    )


def test_virtdom_reads(benchmark: BenchmarkFixture, documents: list[bytes]) -> None:
    """virtdom: parsing, full judgement, objects."""
    measured(benchmark, lambda: [Domain.from_xml(document) for document in documents])


def test_virtdom_writes(benchmark: BenchmarkFixture, documents: list[bytes]) -> None:
    """virtdom: judging and writing the objects."""
    domains = [Domain.from_xml(document) for document in documents]
    measured(benchmark, lambda: [domain.to_xml() for domain in domains])


def test_xmlschema(benchmark: BenchmarkFixture, documents: list[bytes]) -> None:
    """xmlschema with the XSD 1.1 schema: parsing and full judgement."""
    schema = xmlschema.XMLSchema11(ROOT / "schema/v0_4/domain.xsd")
    assert all(measured(benchmark, lambda: [schema.is_valid(document) for document in documents]))
