"""The Plan and the schema of v0_4, made once for all property tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import xmlschema

from virtdom_generator import planner
from virtdom_generator.plan import Plan
from virtdom_generator.schema import read_schema


@pytest.fixture(scope="session")
def v0_4_plan(root: Path) -> Plan:
    return planner.plan(read_schema(root / "schema" / "v0_4"))


@pytest.fixture(scope="session")
def v0_4_schema(root: Path) -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(str(root / "schema" / "v0_4" / "domain.xsd"))
