"""Value spaces of the schema and of the generated tables take the same texts."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from virtdom_runtime.values import BadValue, Value

from .editions import bindings, importable, imported
from .schemas import module, write


def restriction(base: str, *facets: str) -> str:
    """A restriction with facets written `name=value`."""
    parts = "".join(_facet(name, value) for name, _, value in (f.partition("=") for f in facets))
    return f'<xs:restriction base="{base}">{parts}</xs:restriction>'


def _facet(name: str, value: str) -> str:
    told = "«It holds.»" if name in ("enumeration", "assertion") else ""
    if name == "assertion":
        return f'<xs:assertion id="T-{len(value)}" test="{value}">{told}</xs:assertion>'
    return f'<xs:{name} value="{value}">{told}</xs:{name}>'


SHARED = {
    "bytes": '<xs:list itemType="xs:unsignedByte"/>',
    "word": restriction("xs:NMTOKEN", "enumeration=auto", "enumeration=none"),
    "byteOrWord": '<xs:union memberTypes="xs:unsignedByte word"/>',
}
SPACES = {
    "string": restriction("xs:string", "minLength=2"),
    "replaced": restriction("xs:string", "whiteSpace=replace", "maxLength=3"),
    "collapsed": restriction("xs:string", "whiteSpace=collapse", "pattern=a b"),
    "normalized": restriction("xs:normalizedString", "pattern=a b"),
    "token": restriction("xs:token", "length=3"),
    "short": restriction("xs:token", "minLength=1", "maxLength=2"),
    "patterns": restriction("xs:token", "pattern=a+", "pattern=b+"),
    "name": restriction("xs:Name"),
    "ncName": restriction("xs:NCName"),
    "nmtoken": restriction("xs:NMTOKEN"),
    "language": restriction("xs:language"),
    "uri": restriction("xs:anyURI"),
    "words": restriction("xs:token", "enumeration=a", "enumeration=b c"),
    "exactWords": restriction("xs:string", "enumeration=a", "enumeration= b "),
    "narrowed": restriction("xs:NMTOKEN", "enumeration=a", "enumeration=b", "pattern=[a-b]"),
    "numberWords": restriction("xs:NMTOKEN", "enumeration=1", "enumeration=01"),
    "boolean": restriction("xs:boolean"),
    "spelt": restriction("xs:boolean", "pattern=true|false"),
    "integer": restriction("xs:integer"),
    "digits": restriction("xs:integer", "totalDigits=2"),
    "chosen": restriction("xs:integer", "enumeration=1", "enumeration=2"),
    "between": restriction("xs:integer", "minExclusive=1", "maxExclusive=5"),
    "padded": restriction("xs:unsignedByte", "pattern=[0-9]{2}"),
    "unsigned": restriction("xs:integer", "minInclusive=0", "pattern=[^+]*"),
    "above": restriction("xs:integer", "assertion=$value &gt; 2"),
    "positive": restriction("xs:positiveInteger"),
    "notPositive": restriction("xs:nonPositiveInteger"),
    "negative": restriction("xs:negativeInteger"),
    "long": restriction("xs:long"),
    "unsignedLong": restriction("xs:unsignedLong"),
    "signedByte": restriction("xs:byte"),
    "decimal": restriction("xs:decimal", "minInclusive=-1", "maxExclusive=1"),
    "fraction": restriction("xs:decimal", "fractionDigits=2"),
    "allDigits": restriction("xs:decimal", "totalDigits=3"),
    "someDecimals": restriction("xs:decimal", "enumeration=1.5", "enumeration=2"),
    "double": restriction("xs:double"),
    "small": restriction("xs:double", "minInclusive=-1", "maxExclusive=10"),
    "list": '<xs:list itemType="word"/>',
    "pair": restriction("bytes", "length=2"),
    "some": restriction("bytes", "minLength=1", "maxLength=2"),
    "firstOne": restriction("bytes", "pattern=1 .*"),
    "someLists": restriction("bytes", "enumeration=1 2", "enumeration=3"),
    "wordFirst": '<xs:union memberTypes="word xs:string"/>',
    "textFirst": '<xs:union memberTypes="xs:string xs:integer"/>',
    "digitOrAuto": restriction("byteOrWord", "pattern=[0-9]|auto"),
    "fiveOrAuto": restriction("byteOrWord", "enumeration=5", "enumeration=auto"),
    "noX": restriction("xs:token", "assertion=not(contains($value, 'x'))"),
    **SHARED,
}
TEXTS = (
    "", " ", "a", "b", "aa", "bb", "ab", "abc", "a b", "b c", " b ", "  a  b ", "a\tb", "a\nb", "x",
    "xa", "0", "1", "2", "3", "4", "5", "01", "05", "10", "99", "100", "127", "128", "-128", "-129",
    "255", "256", "-1", "+1", "-0", "+0", " 1 ", "1,2", "0x1", "1.5", "1.50", "2.0", ".5", "5.",
    "1.25", "1.255", "12.5", "123.4", "0.001", "00012.5", "-.99", "+.99", "-1.01", ".", "-", "1e3",
    "1E-3", "1e", "INF", "-INF", "+INF", "NaN", "inf", "nan", "true", "false", "TRUE", "yes",
    "auto", " auto ", "none", "auto none", " auto\nauto ", "auto,none", "none 5", "1 2", "1 2 3",
    " 1  2 ", "1 256", "3", "03", "en", "en-GB", "en_GB", "a:b", ":a", "-a", "_a", "é", "1a",
    "http://example.org/x y", "%", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
)  # fmt: skip

LENIENT = {
    **dict.fromkeys(
        ("decimal", "fraction", "allDigits", "someDecimals"), ("1 2", "1 2 3", "1 256")
    ),
    "small": ("NaN",),
}
"""What xmlschema takes and XML Schema does not: numbers with blanks, NaN within bounds."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A schema with an attribute for every space."""
    attributes = "".join(f'<xs:attribute name="{n}" type="{n}">«A.»</xs:attribute>' for n in SPACES)
    body = (
        '<xs:element name="domain" type="domain">«A machine.»</xs:element>\n'
        f'<xs:complexType name="domain">«Its words.»{attributes}</xs:complexType>\n'
    ) + "".join(
        f'<xs:simpleType name="{name}">«A value.»{content}</xs:simpleType>\n'
        for name, content in SPACES.items()
    )
    made = tmp_path_factory.mktemp("schemas") / "values"
    made.mkdir()
    return write(made, {"domain.xsd": module(body)})


@pytest.fixture(scope="module")
def spaces(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Value]]:
    """The value spaces of the generated tables, by their names in the schema."""
    out = tmp_path_factory.mktemp("bindings")
    with importable(out):
        imported(bindings(folder.parent, "values"), "values", out)
        tables: Any = importlib.import_module("virtdom.values._tables")
        attributes = tables.EDITION.tables["Domain"].attributes
        yield {name: attributes[name].value for name in SPACES}


@pytest.fixture(scope="module")
def schema(folder: Path) -> xmlschema.XMLSchema11:
    return xmlschema.XMLSchema11(str(folder / "domain.xsd"))


def reads(space: Value, text: str) -> bool:
    try:
        space.read(text)
    except BadValue:
        return False
    return True


@pytest.mark.parametrize("name", SPACES)
def test_spaces_take_the_texts_of_the_schema(
    spaces: dict[str, Value], schema: xmlschema.XMLSchema11, name: str
) -> None:
    """A text is in a space exactly when xmlschema finds it in the type."""
    texts = [text for text in TEXTS if " ".join(text.split()) not in LENIENT.get(name, ())]
    space: Any = schema.types[name]
    accepted = [text for text in texts if space.is_valid(text)]
    assert [text for text in texts if reads(spaces[name], text)] == accepted
    assert accepted
    assert accepted != texts or name in ("textFirst", "wordFirst", "uri")


@pytest.mark.parametrize("name", SPACES)
def test_values_are_written_as_they_were_read(spaces: dict[str, Value], name: str) -> None:
    """What was read is written as it was, white space aside; booleans have one spelling."""
    space = spaces[name]
    for text in filter(lambda text: reads(space, text), TEXTS):
        spelt = {"1": "true", "0": "false"}.get(text.strip(), text) if name == "boolean" else text
        assert space.write(space.read(text)).split() == spelt.split()


@pytest.mark.parametrize("name", ["string", "exactWords", "textFirst"])
def test_white_space_that_counts_is_kept(spaces: dict[str, Value], name: str) -> None:
    """Text whose blanks count is written with them."""
    kept = [text for text in TEXTS if reads(spaces[name], text) and text != " ".join(text.split())]
    assert kept
    assert [spaces[name].write(spaces[name].read(text)) for text in kept] == kept


@pytest.mark.parametrize("name", SPACES)
def test_equal_values_are_written_within_the_space(spaces: dict[str, Value], name: str) -> None:
    """A plain Python value, without the spelling it was read in, has a text in the space."""
    space = spaces[name]
    for text in TEXTS:
        if reads(space, text) and text != "NaN":
            value = space.read(text)
            assert space.read(space.write(space.same(value))) == value
