"""Objects drawn from the Plan: what is written is what xmlschema accepts and what reads back
equal.
"""

from __future__ import annotations

from typing import Any

import pytest
import xmlschema
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from virtdom import v0_4
from virtdom_generator.plan import Plan
from virtdom_runtime import writer

from .objects import Objects

SETTINGS = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(scope="module")
def objects(v0_4_plan: Plan) -> Objects:
    return Objects(v0_4_plan)


@SETTINGS
@given(data=st.data())
def test_verdict_of_objects_is_that_of_the_schema(
    data: st.DataObject, objects: Objects, v0_4_schema: xmlschema.XMLSchema11
) -> None:
    """Bindings and xmlschema agree on every drawn object, and accepted ones read back equal."""
    domain = data.draw(objects.of("Domain"))
    assert isinstance(domain, v0_4.Domain)
    text = writer.write(domain)
    errors = [fault for fault in domain.validate() if fault.severity == "error"]
    event("refused" if errors else "accepted")
    assert v0_4_schema.is_valid(text) == (not errors), errors
    if errors:
        with pytest.raises(v0_4.InvalidDomain):
            domain.to_xml()
        return
    assert domain.to_xml() == text
    back = v0_4.Domain.from_xml(text)
    assert back == domain
    assert back.to_xml() == text


@SETTINGS
@given(data=st.data())
def test_json_and_dicts_give_equal_objects(data: st.DataObject, objects: Objects) -> None:
    """An object comes back equal from JSON and from a dict."""
    domain = data.draw(objects.of("Domain"))
    assert v0_4.Domain.from_json(domain.to_json()) == domain
    assert v0_4.Domain.from_dict(domain.to_dict()) == domain


@SETTINGS
@given(data=st.data())
def test_defaults_are_filled_in_once(
    data: st.DataObject, objects: Objects, v0_4_schema: xmlschema.XMLSchema11
) -> None:
    """Filling in defaults gives a valid object, changes nothing the second time and means the
    same.
    """
    domain = data.draw(objects.of("Domain"))
    if any(fault.severity == "error" for fault in domain.validate()):
        return
    filled: Any = domain.with_defaults()
    assert v0_4_schema.is_valid(filled.to_xml())
    assert filled.with_defaults() == filled
    assert v0_4.compare(domain, filled) == ()


@pytest.mark.parametrize(
    "name", [t.name for t in v0_4.EDITION.tables.values() if t.choice is None or t.kind_of]
)
@settings(SETTINGS, max_examples=5)
@given(data=st.data())
def test_fragments_read_back_equal(name: str, data: st.DataObject, objects: Objects) -> None:
    """A valid object of any class is equal to what its XML alone gives, under each of its tags."""
    element = data.draw(objects.of(name))
    for tag in element.__table__.tags:
        if any(fault.severity == "error" for fault in writer.judge(element, tag)[1]):
            continue
        assert type(element).from_xml(element.to_xml(tag=tag)) == element
