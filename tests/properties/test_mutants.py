"""Changed documents: bindings and xmlschema judge them alike."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import xmlschema
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from virtdom import v0_4
from virtdom_generator.plan import Plan
from virtdom_runtime.tables import Node

from .mutations import mutants


@pytest.fixture(scope="module")
def documents(v0_4_plan: Plan) -> Sequence[Node]:
    """The domains among the schema's examples, and its device examples put into a domain."""
    found: list[Node] = []
    for one in v0_4_plan.classes:
        for example in one.examples:
            node = etree.fromstring(example.xml)
            if node.tag == "domain":
                found.append(node)
            elif one.tags[0] in v0_4.EDITION.tables["Devices"].children:
                domain = etree.fromstring(
                    "<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os>"
                    "<devices/></domain>"
                )
                domain[-1].append(node)
                found.append(domain)
    assert len(found) > 20
    return found


def agree(text: str, schema: xmlschema.XMLSchema11) -> None:
    """Both judge the text alike; what is accepted is written valid and reads back equal."""
    if not schema.is_valid(text):
        event("refused")
        with pytest.raises(v0_4.InvalidDomain) as caught:
            v0_4.Domain.from_xml(text)
        faults = caught.value.faults
        assert any(fault.severity == "error" for fault in faults)
        assert all(fault.rule and fault.line and fault.column for fault in faults)
        return
    event("accepted")
    domain = v0_4.Domain.from_xml(text)
    written = domain.to_xml()
    assert schema.is_valid(written)
    assert v0_4.Domain.from_xml(written) == domain


@given(data=st.data())
@settings(max_examples=300)
def test_changed_documents_are_judged_alike(
    data: st.DataObject, documents: Sequence[Node], v0_4_schema: xmlschema.XMLSchema11
) -> None:
    """After up to three changes the bindings accept a document exactly when xmlschema does."""
    agree(data.draw(mutants(documents)), v0_4_schema)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=20_000, derandomize=False)
def test_many_changed_documents_are_judged_alike(
    data: st.DataObject, documents: Sequence[Node], v0_4_schema: xmlschema.XMLSchema11
) -> None:
    """The same, over many more documents."""
    agree(data.draw(mutants(documents)), v0_4_schema)


@given(data=st.data())
@settings(max_examples=100)
def test_lax_reading_loses_nothing(data: st.DataObject, documents: Sequence[Node]) -> None:
    """What lax reading accepts has, once written, every attribute, element, text and comment."""
    text = data.draw(mutants(documents))
    try:
        domain = v0_4.Domain.from_xml(text, strict=False)
    except v0_4.InvalidDomain:
        return
    assert _parts(domain.to_xml()) == _parts(text)


def _parts(text: str) -> list[tuple[str, ...]]:
    """Every node with its own content, regardless of place among its siblings.

    White space around a value says nothing, but in a password it does.
    """
    parts: list[tuple[str, ...]] = []
    for node in etree.fromstring(text).iter():
        tag = str(node.tag)  # the same word for all comments
        texts = (node.text or "") + "".join(child.tail or "" for child in node)
        attributes = (
            f"{name}={value if name == 'password' else ' '.join(str(value).split())}"
            for name, value in node.attrib.items()
        )
        parts.append((tag, *sorted(attributes), " ".join(texts.split())))
    return sorted(parts)
