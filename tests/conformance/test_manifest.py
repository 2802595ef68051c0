"""Manifests: what they give, and how their mistakes are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from virtdom_conformance.adapters import schemas
from virtdom_conformance.case import Place
from virtdom_conformance.manifest import ManifestError, editions, read_corpus
from virtdom_conformance.places import parse

Write = Callable[[str, dict[str, str]], Path]

GOOD = "<domain><name>a</name></domain>"
BAD = "<domain/>"
CASES = """title = "Area"

[[case]]
id = "good"
sentence = "A domain has a name."
rules = ["NAME-1"]
valid = true

[[case]]
id = "bad"
sentence = "A domain without a name is refused."
rules = ["NAME-1"]
valid = false
fault = { path = "/domain", rule = "NAME-1" }
twin = "x/good"
"""
FILES = {"valid/good.xml": GOOD, "invalid/bad.xml": BAD}


def problems(corpus: Path) -> list[str]:
    """What is wrong with a corpus, without the folder."""
    with pytest.raises(ManifestError) as caught:
        read_corpus("e", corpus)
    return [str(problem).replace(f"{corpus}/e/", "") for problem in caught.value.problems]


def test_cases(write_corpus: Write) -> None:
    """A case has its full id, its document, its fault and its twin."""
    good, bad = read_corpus("e", write_corpus(CASES, FILES))
    assert (good.id, good.valid, good.document, good.area_title) == (
        "x/good",
        True,
        GOOD.encode(),
        "Area",
    )
    assert (bad.fault, bad.twin, bad.operation) == (Place("/domain", "NAME-1"), "x/good", "accept")
    assert (bad.origin.line, good.origin.line) == (10, 4)


def test_facts(write_corpus: Write) -> None:
    """Facts are typed; an absent place is one without a value."""
    manifest = (
        CASES
        + """
[[case]]
id = "read"
sentence = "A name is text."
rules = ["NAME-1"]
valid = true
operation = "read"
document = "valid/good.xml"
facts = { "/domain/name" = "a", "/domain/size" = 3, "/domain/flag" = true }
absent = ["/domain/@id"]
"""
    )
    case = read_corpus("e", write_corpus(manifest, FILES))[2]
    assert dict(case.facts) == {
        "/domain/name": "a",
        "/domain/size": 3,
        "/domain/flag": True,
        "/domain/@id": None,
    }


def test_defaults(write_corpus: Write) -> None:
    """A case about defaults has the document with everything filled in."""
    manifest = (
        CASES
        + """
[[case]]
id = "filled"
sentence = "A name is filled in."
rules = ["NAME-1"]
valid = true
operation = "defaults"
verbatim = ["/domain/name"]
"""
    )
    files = {**FILES, "valid/filled.xml": GOOD, "defaults/filled.xml": "<domain/>"}
    case = read_corpus("e", write_corpus(manifest, files))[2]
    assert case.defaults == b"<domain/>"
    assert case.verbatim == {"/domain/name"}


TABLE = """title = "Area"

[[table]]
id = "names"
template = "<domain><name>a</name><memory/></domain>"
place = "/domain/name"
rules = ["NAME-1", "NAME-2"]
sentence = "A name {value} is judged."
rows = [
  { name = "plain", valid = true },
  { name = "other", value = "b", valid = true, rules = ["NAME-2"] },
  { name = "empty", value = "", valid = false },
  { name = "none", remove = true, valid = false, rule = "NAME-2" },
  { name = "twice", place = "/domain", insert = "<name>c</name>", valid = false },
  { name = "unit", place = "/domain/memory/@unit", value = "<&", valid = false, tags = ["t"] },
  { name = "foreign", place = "/domain/@{urn:a/b}c", value = "d", valid = false },
  { name = "elsewhere", value = " ", valid = false, fault = "/domain", twin = "x/names/other" },
]
"""


def test_table(write_corpus: Write) -> None:
    """A row is a case of its own: the template with one change."""
    cases = {case.id: case for case in read_corpus("e", write_corpus(TABLE, {}))}
    texts = {id_.rpartition("/")[2]: case.document.decode() for id_, case in cases.items()}
    assert texts["plain"] == "<domain><name>a</name><memory/></domain>\n"
    assert texts["other"] == "<domain><name>b</name><memory/></domain>\n"
    assert texts["none"] == "<domain><memory/></domain>\n"
    assert (
        "".join(texts["twice"].split()) == "<domain><name>a</name><memory/><name>c</name></domain>"
    )
    assert parse(cases["x/names/unit"].document)[1].get("unit") == "<&"


def test_table_places(write_corpus: Write) -> None:
    """The fault of a row stands where the change is; its rule is the first of the table."""
    cases = {case.id: case for case in read_corpus("e", write_corpus(TABLE, {}))}
    faults = {id_.rpartition("/")[2]: case.fault for id_, case in cases.items()}
    assert faults == {
        "plain": None,
        "other": None,
        "empty": Place("/domain/name", "NAME-1"),
        "none": Place("/domain", "NAME-2"),
        "twice": Place("/domain/name[2]", "NAME-1"),
        "unit": Place("/domain/memory/@unit", "NAME-1"),
        "foreign": Place("/domain/@{urn:a/b}c", "NAME-1"),
        "elsewhere": Place("/domain", "NAME-1"),
    }


def test_table_twins_and_sentences(write_corpus: Write) -> None:
    """The twin is the first valid row one change away; {value} stands for the value."""
    cases = {case.id: case for case in read_corpus("e", write_corpus(TABLE, {}))}
    assert cases["x/names/empty"].twin == "x/names/plain"
    assert cases["x/names/elsewhere"].twin == "x/names/other"
    assert cases["x/names/other"].sentence == "A name 'b' is judged."
    assert cases["x/names/other"].rules == ("NAME-2",)
    assert cases["x/names/unit"].tags == {"t"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'id = "bad"',
            'id = "Bad Name"',
            "x/manifest.toml:10: id: 'Bad Name' does not match '^[a-z0-9]+(-[a-z0-9]+)*$'",
        ),
        (
            'twin = "x/good"',
            'twin = "x/gone"',
            "x/manifest.toml:10: twin: there is no case 'x/gone'",
        ),
        (
            'twin = "x/good"',
            'twin = "x/bad"',
            "x/manifest.toml:10: twin: 'x/bad' is not a valid case",
        ),
        (
            'twin = "x/good"\n',
            "",
            "x/manifest.toml:9: twin: is missing",
        ),
        (
            "valid = false",
            'valid = "no"',
            "x/manifest.toml:13: valid: 'no' is not of type 'boolean'",
        ),
        (
            "valid = true",
            'valid = true\ntwin = "x/good"',
            "x/manifest.toml:8: twin: does not belong to one of this kind",
        ),
        (
            "valid = true",
            'valid = true\noperation = "reed"',
            "x/manifest.toml:8: operation: 'reed' is not one of ['accept', ",
        ),
        (
            "valid = true",
            'valid = true\noperation = "read"',
            "x/manifest.toml:3: case: one of these is needed: facts, absent",
        ),
        (
            "valid = true",
            "valid = true\nspeed = 3",
            "x/manifest.toml:8: speed: is not a field that belongs here",
        ),
        (
            "valid = true",
            'valid = true\ndocument = "valid/gone.xml"',
            "x/manifest.toml:8: document: valid/gone.xml: No such file or directory",
        ),
        (
            "valid = true",
            'valid = true\ndocument = "../../../../etc/hostname"',
            "x/manifest.toml:8: document: '../../../../etc/hostname' is not a file in the folder",
        ),
        (
            'path = "/domain"',
            'path = "//domain[text()]"',
            "x/manifest.toml:14: path: '//domain[text()]' is not a path of names and positions",
        ),
        (
            'twin = "x/good"',
            'twin = "good"',
            "x/manifest.toml:15: twin: 'good' is not the id of a case: in full, AREA/NAME or",
        ),
        (
            "valid = true",
            'valid = true\nsince = "0.10.0"\nuntil = "0.9.2"',
            "x/manifest.toml:4: since: 0.10.0 is later than until, 0.9.2",
        ),
        (
            "A domain has a name.",
            "A domain has a {valu}.",
            "x/manifest.toml:5: sentence: {valu} stands for nothing in a sentence of this kind",
        ),
        ('id = "bad"', 'id = "good"', "x/manifest.toml:10: id: 'x/good' is taken already, by "),
        ('title = "Area"', "title = Area", "x/manifest.toml:1: not TOML: "),
    ],
)
def test_mistakes(old: str, new: str, problem: str, write_corpus: Write) -> None:
    """A mistake is told with file, line and field."""
    corpus = write_corpus(CASES.replace(old, new, 1), {**FILES, "invalid/good.xml": BAD})
    assert any(told.startswith(problem) for told in problems(corpus)), problems(corpus)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '{ name = "other", value = "b",',
            '{ name = "other", value = "b", insert = "<a/>",',
            "x/manifest.toml:11: rows: these exclude each other: value, insert",
        ),
        (
            'name = "none", remove = true',
            'name = "none"',
            "x/manifest.toml:13: rows: one of these is needed: value, insert, remove",
        ),
        (
            'insert = "<name>c</name>"',
            'insert = "<name>"',
            "x/manifest.toml:14: rows: the inserted element is not XML: ",
        ),
        (
            'place = "/domain/memory/@unit"',
            'place = "/domain/store/@unit"',
            "x/manifest.toml:15: rows: the template has no /domain/store",
        ),
        (
            'sentence = "A name {value} is judged."\n',
            "",
            "x/manifest.toml:9: rows: a row needs a sentence where its table has none",
        ),
        (
            '{ name = "plain", valid = true },\n',
            "",
            "x/manifest.toml:12: rows: no valid row of the table is one change away: name a twin",
        ),
        (
            "A name {value} is judged.",
            "A name {valu} is judged.",
            "x/manifest.toml:10: rows: {valu} stands for nothing in a sentence of this kind",
        ),
        (
            'name = "plain", valid = true',
            'name = "plain", valid = true, since = "0.2.0", until = "0.1"',
            "x/manifest.toml:10: since: 0.2.0 is later than until, 0.1",
        ),
        (
            'place = "/domain/name"\n',
            "",
            "x/manifest.toml:10: rows: no place, neither in the row nor in its table",
        ),
    ],
)
def test_mistakes_in_tables(old: str, new: str, problem: str, write_corpus: Write) -> None:
    """A mistake in a row is told with the line of the row."""
    found = problems(write_corpus(TABLE.replace(old, new, 1), {}))
    assert any(told.startswith(problem) for told in found), found


READ = (
    CASES
    + """
[[case]]
id = "read"
sentence = "A name is text."
rules = ["NAME-1"]
valid = true
operation = "read"
document = "valid/good.xml"
facts = { "/domain/name" = "a" }
absent = ["/domain/@id"]
"""
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"/domain/name" = "a"',
            '"//domain[text()]" = "a"',
            "x/manifest.toml:24: facts: '//domain[text()]' is not a path of names and positions",
        ),
        (
            '"/domain/name" = "a"',
            '"/domain/name[0]" = "a"',
            "x/manifest.toml:24: facts: '/domain/name[0]' is not a path of names and positions",
        ),
        (
            '["/domain/@id"]',
            '["/domain/@id/name"]',
            "x/manifest.toml:25: absent: '/domain/@id/name' is not a path of names and positions",
        ),
        (
            '["/domain/@id"]',
            '["/domain/name"]',
            "x/manifest.toml:25: absent: /domain/name is among the facts as well",
        ),
        (
            '"/domain/name" = "a"',
            '"/domain/name" = nan',
            "x/manifest.toml:18: facts: /domain/name is nan, which is not a number of JSON",
        ),
        (
            '"/domain/name" = "a"',
            '"/domain/name" = -inf',
            "x/manifest.toml:18: facts: /domain/name is -inf, which is not a number of JSON",
        ),
    ],
)
def test_mistakes_in_facts(old: str, new: str, problem: str, write_corpus: Write) -> None:
    """A fact is told once, by a path that leads to one place, and is a value that JSON has."""
    found = problems(write_corpus(READ.replace(old, new), FILES))
    assert any(told.startswith(problem) for told in found), found


def test_unknown_rules(write_corpus: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the catalogue of the rules is at hand, each rule is one of it, or of XML itself."""
    corpus = write_corpus(CASES.replace('rule = "NAME-1"', 'rule = "xml.empty"'), FILES)
    catalogue = corpus.parent / "schema" / "e" / "rules.toml"
    catalogue.parent.mkdir(parents=True)
    monkeypatch.setenv(schemas.VARIABLE, str(corpus.parent / "schema"))
    assert len(read_corpus("e", corpus)) == 2
    catalogue.write_text("[NAME-1]\n", "utf-8")
    assert len(read_corpus("e", corpus)) == 2
    catalogue.write_text("[NAME-2]\n", "utf-8")
    assert problems(corpus) == [
        "x/manifest.toml:4: rules: there is no rule 'NAME-1' in rules.toml",
        "x/manifest.toml:10: rules: there is no rule 'NAME-1' in rules.toml",
    ]


def test_all_mistakes_are_told(write_corpus: Write) -> None:
    """Every mistake of a manifest is told, not only the first."""
    broken = CASES.replace('id = "good"', 'id = "G"').replace('"NAME-1"', '"name"')
    assert [problem.split(": ")[0] for problem in problems(write_corpus(broken, FILES))] == [
        "x/manifest.toml:4",
        "x/manifest.toml:6",
        "x/manifest.toml:12",
        "x/manifest.toml:14",
    ]


def test_no_corpus(tmp_path: Path) -> None:
    """A folder without manifests is no corpus."""
    assert problems(tmp_path) == [f"{tmp_path}/e:1: no area with a manifest here"]
    assert editions(tmp_path) == ()


def test_editions(write_corpus: Write) -> None:
    """The editions of a corpus are its folders."""
    assert editions(write_corpus(CASES, FILES)) == ("e",)
