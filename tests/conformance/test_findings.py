"""The expectations that come with the suite, and the page that tells them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conformance.conftest import make_case

from virtdom_conformance import findings
from virtdom_conformance.adapters import schemas
from virtdom_conformance.adapters.registry import IMPLEMENTATIONS, implementation
from virtdom_conformance.case import Case
from virtdom_conformance.command import conformance
from virtdom_conformance.compare import compare
from virtdom_conformance.expectations import (
    EFFECTS,
    FOLDER,
    path_for,
    read_expectations,
    read_seen,
    resolve,
)
from virtdom_conformance.manifest import editions, read_corpus
from virtdom_conformance.protocol import Absent
from virtdom_conformance.session import Session
from virtdom_conformance.suite import all_required

MEND = "run `virtdom conformance findings`"
OURS = ("virtdom", "virtdom-in-process", "xmlschema")

FILE = """seen = "9.0"

[[expected]]
cases = ["area/bad", "area/worse"]
outcome = "failed"
effect = "ignores"
reason = "It takes <anything> | all."

[[expected]]
cases = ["area/way"]
outcome = "failed"
effect = "changes"
reason = \"\"\"
It drops one.
It takes <anything> | all.
\"\"\"

[[expected]]
cases = ["area/good"]
outcome = "errored"
reason = "It dies."
"""

CASES = (
    make_case("good"),
    make_case("bad", "<bad/>"),
    make_case("worse", "<bad/><!-- `` ```` -->"),
    make_case("way", operation="roundtrip"),
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with the expectations of one implementation."""
    path = path_for("libvirt", "v1", tmp_path)
    path.parent.mkdir()
    path.write_text(FILE, encoding="utf-8")
    return tmp_path


def told(folder: Path) -> tuple[findings.Finding, str]:
    """The findings of the one implementation, and the page."""
    found = findings.find("v1", CASES, folder)
    return found[[each.name for each in IMPLEMENTATIONS].index("libvirt")], findings.page(
        "v1", CASES, found
    )


def test_causes(written: Path) -> None:
    """Cases are counted by effect and cause; one with several causes counts for each."""
    libvirt, _ = told(written)
    assert libvirt.version == "9.0"
    assert [
        (part.effect, part.cases, [(cause.sentence, cause.cases) for cause in part.causes])
        for part in libvirt.parts
    ] == [
        ("ignores", 2, [("It takes <anything> | all.", 2)]),
        ("changes", 1, [("It drops one.", 1), ("It takes <anything> | all.", 1)]),
        ("crashes", 1, [("It dies.", 1)]),
    ]
    cause = libvirt.parts[0].causes[0]
    assert (cause.rules, cause.example.id) == (("BAD-1",), "area/bad")


def test_page(written: Path) -> None:
    """The page has a row for each cause and each example once, written so that it is Markdown."""
    _, text = told(written)
    row = r"| It takes \<anything\> \| all. [Example](#areabad) | 2 | `BAD-1` |"
    assert text.count(row) == 1
    assert text.count("\n### area/") == 3
    assert "```xml\n<domain><bad/></domain>\n```" in text
    assert re.search(
        r"^\| \[libvirt\]\(#libvirt\) \| 9\.0 \|  \|  \| 2 \| 1 \| 1 \|  \|$",
        text,
        re.MULTILINE,
    )


def test_examples_that_are_no_plain_text() -> None:
    """An example with marks of its own stands between longer ones; what cannot be read is told."""
    fence = findings._fenced(CASES[2])  # pyright: ignore[reportPrivateUsage]
    assert fence.startswith("`````xml\n")
    odd = replace(CASES[0], document=b"<a>\xff\x01\xc3\xa9</a>")
    assert findings._fenced(odd) == "```text\n<a>\\xff\\x01é</a>\n```"  # pyright: ignore[reportPrivateUsage]


def test_an_edition_without_expectations(tmp_path: Path) -> None:
    """Nothing is known of anyone, and the page says so."""
    found = findings.find("v1", CASES, tmp_path)
    assert not any(each.parts for each in found)
    text = findings.page("v1", CASES, found)
    assert text.count("| 0 | 0 | 0 | 0 | 0 | 0 |") == len(IMPLEMENTATIONS)


def run_findings(*options: str) -> Result:
    return CliRunner().invoke(conformance, ["findings", *options])


def test_command(tmp_path: Path) -> None:
    """`findings` writes the page, `--check` tells whether it is as written."""
    path = tmp_path / "page.md"
    assert run_findings("--output", str(path)).exit_code == 0
    assert run_findings("--check", "--output", str(path)).exit_code == 0
    path.write_text("else", encoding="utf-8")
    result = run_findings("--check", "--output", str(path))
    assert result.exit_code == 1
    assert "is not what `virtdom conformance findings` writes" in result.output
    assert path.read_text(encoding="utf-8") == "else"


def test_the_page_that_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """conformance/FINDINGS.md is what the expectations give."""
    monkeypatch.setenv(schemas.VARIABLE, str(root / "schema"))
    (edition,) = editions()
    corpus = read_corpus(edition)
    text = findings.page(edition, corpus, findings.find(edition, corpus))
    assert findings.findings_file() == root / "conformance" / "FINDINGS.md"
    assert findings.findings_file().read_text(encoding="utf-8") == text, MEND


def test_the_page_links_every_rule(root: Path) -> None:
    """Rules that the page names are those of the reference pages, which it links to."""
    kept = (root / "conformance" / "FINDINGS.md").read_text(encoding="utf-8")
    assert re.findall(r"(?<!\[)`[A-Z]+(?:-[A-Z0-9]+)*-\d+`", kept) == []
    targets = set(re.findall(r"\]\(\.\./generated/docs/([^)#]+)#([^)]+)\)", kept))
    assert len(targets) > 100
    for path, anchor in targets:
        page = (root / "generated" / "docs" / path).read_text(encoding="utf-8")
        assert f'id="{anchor}"' in page, (path, anchor)


@pytest.mark.parametrize("edition", editions())
def test_known_deviations_are_told_whole(edition: str) -> None:
    """Each entry says how many cases it is about, what goes wrong, and sentences that tell why."""
    corpus = read_corpus(edition)
    files = sorted(path.stem for path in (FOLDER / edition).iterdir())
    assert files == sorted(each.name for each in IMPLEMENTATIONS if each.name not in OURS)
    for name in files:
        path = path_for(name, edition)
        entries = read_expectations(path)
        assert resolve(entries, corpus).problems == ()
        assert re.fullmatch(r"\d+(\.\d+)+", read_seen(path)), path
        for entry in entries:
            assert entry.count is not None, entry.origin
            assert entry.effect in EFFECTS, entry.origin
            for sentence in entry.reason.split("\n"):
                assert re.fullmatch(r"[A-Za-z].{15,}\.", sentence), entry.origin


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("name", OURS)
def test_ours_have_no_deviations(name: str, edition: str) -> None:
    """No deviation of our own is ever known and left."""
    assert read_expectations(path_for(name, edition)) == ()


class Asked:
    """An implementation that is asked for what it writes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seq = 0

    def write(self, case: Case) -> bytes:
        """What it writes for a document that it accepts."""
        self._seq += 1
        answer = self._session.ask(replace(case, operation="roundtrip"), self._seq).xml
        assert answer is not None, case.id
        return answer.encode()

    def chance(self, case: Case) -> set[str]:
        """Where it writes something else each time."""
        return {each.path for each in compare(self.write(case), self.write(case))}

    def traces(self, case: Case, twin: Case) -> list[str]:
        """Where it writes something else for the twin, and not by chance."""
        differences = compare(self.write(twin), self.write(case))
        chance = self.chance(twin) & self.chance(case) if differences else set[str]()
        return [f"{case.id}: {each}" for each in differences if each.path not in chance]


def test_what_is_passed_over_leaves_no_trace() -> None:
    """Where libvirt is said to pass over a fault, it writes what it writes without the fault.

    Validation, which comes before, changes nothing of this.
    """
    corpus = {case.id: case for case in read_corpus("v0_4")}
    files = [path_for(name, "v0_4") for name in ("libvirt", "libvirt-validate")]
    known = [resolve(read_expectations(path), tuple(corpus.values())).by_case for path in files]
    ignored = {case for each in known for case, entry in each.items() if entry.effect == "ignores"}
    about = [corpus[case] for case in sorted(ignored)]
    each = implementation("libvirt")
    session = each.session(each.limits)
    try:
        started = session.start("v0_4")
        if isinstance(started, Absent):
            if all_required():
                pytest.fail(started.reason)
            pytest.skip(f"{started.reason}; {started.install}")
        asked = Asked(session)
        assert [t for case in about for t in asked.traces(case, corpus[case.twin or ""])] == []
        assert len(about) > 500
    finally:
        session.close()
