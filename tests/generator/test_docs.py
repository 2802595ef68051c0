"""The emitter of the reference pages, on a small plan made by hand."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import replace
from functools import cache

import pytest
from jinja2 import UndefinedError

from virtdom_generator import planner
from virtdom_generator.emit import docs
from virtdom_generator.emit.docs.markdown import cell, code, fence, inline, prose, table
from virtdom_generator.emit.environment import environment
from virtdom_generator.plan import Plan
from virtdom_generator.schema import read_schema

from .schemas import GOLDEN
from .tiny_plan import TINY


@cache
def pages() -> dict[str, str]:
    return docs.emit(TINY)


def page(name: str) -> str:
    return pages()[f"v1/{name}.md"]


def lines(name: str, start: str) -> list[str]:
    """The lines of a page that begin with a text, marks left out."""
    found = (re.sub(r'<a id="[^"]*"></a>', "", line) for line in page(name).splitlines())
    return [line for line in found if line.startswith(start)]


def the_line(name: str, start: str) -> str:
    (line,) = lines(name, start)
    return line


def places(text: str) -> list[str]:
    """The names of the places in a page: marks, and headings, which Sphinx names by their words."""
    headings = dict.fromkeys(re.findall(r"^#+ (.*)$", text, re.MULTILINE))
    named = [re.sub(r"\W+", "-", heading.lower()).strip("-") for heading in headings]
    return [*re.findall(r'id="([^"]+)"', text), *named]


def test_every_page_has_a_file() -> None:
    """Elements, chapters and indexes each have a file, and there are no others."""
    assert set(pages()) == {
        "v1/index.md",
        *(f"v1/{name}.md" for name in ("domain", "name", "acpi", "disk", "disk.source")),
        *(f"v1/chapters/{name}.md" for name in ("values", "disks", "domain")),
        *(
            f"v1/indexes/{name}.md"
            for name in (
                "index",
                "elements",
                "attributes",
                "values",
                "classes",
                "rules",
                "behaviours",
                "anchors",
            )
        ),
    }


def test_the_same_plan_gives_the_same_pages() -> None:
    """Two runs differ in no byte."""
    assert docs.emit(TINY) == pages()
    assert docs.emit_site((TINY,)) == docs.emit_site((TINY,))


def test_the_first_line_says_where_a_file_is_from() -> None:
    """Every file begins by naming its source and asking not to be edited."""
    for path, text in pages().items():
        assert text.startswith("<!-- Generated from schema/v1 by"), path
    for path, text in docs.emit_site((TINY,)).items():
        first = text.splitlines()[0]
        assert "Generated from schema by `virtdom generate`; do not edit." in first, path


PLANS = ("tiny", *sorted(path.name for path in GOLDEN.iterdir()))
"""The plan made by hand, and those of the small schemas for one feature each."""


@cache
def plan_of(name: str) -> Plan:
    return TINY if name == "tiny" else planner.plan(read_schema(GOLDEN / name))


@pytest.mark.parametrize("name", PLANS)
def test_every_anchor_is_on_its_page_once(name: str) -> None:
    """Attributes, children and classes are marked on the pages that the plan names."""
    plan = plan_of(name)
    files = docs.emit(plan)
    for one in plan.classes:
        found = places(files[f"{plan.edition}/{one.page}.md"])
        anchors = [one.anchor, *(each.anchor for each in one.attributes)]
        anchors += [each.anchor for each in one.children]
        for anchor in anchors:
            assert found.count(anchor) == 1, anchor


@pytest.mark.parametrize("name", PLANS)
def test_every_link_leads_somewhere(name: str) -> None:
    """Links go to files that are there, and to places marked in them."""
    plan = plan_of(name)
    files = docs.emit(plan) | docs.emit_site((plan,))
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", text):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            assert other in files, f"{path} -> {target}"
            assert not anchor or anchor in places(files[other]), f"{path} -> {target}#{anchor}"


@pytest.mark.parametrize("name", PLANS)
def test_rows_have_as_many_cells_as_their_head(name: str) -> None:
    """Bars in values, types and texts do not part cells."""
    for path, text in docs.emit(plan_of(name)).items():
        block: list[int] = []
        for line in [*text.splitlines(), ""]:
            if line.startswith("|"):
                block.append(len(re.findall(r"(?<!\\)\|", line)))
                continue
            assert len(set(block)) <= 1, path
            block = []


def test_a_wildcard_is_told() -> None:
    """Content of other vocabularies is said to be allowed, how often, and in which field."""
    files = docs.emit(plan_of("wildcard"))
    assert any(
        "Elements of other vocabularies, up&nbsp;to&nbsp;2; in Python `content: list[str]`." in text
        for text in files.values()
    )


def test_names_of_other_vocabularies_have_their_prefix() -> None:
    """An element of another namespace is shown as documents write it."""
    plan = plan_of("namespaces")
    assert "# `<q:commandline>`" in docs.emit(plan)[f"{plan.edition}/commandline.md"]


def test_a_default_kind_is_told() -> None:
    """The kind without the attribute is said to be it; a kind of several values shows them."""
    plan = plan_of("default_kind")
    text = docs.emit(plan)[f"{plan.edition}/disk.md"]
    assert "The kind without `type`." in text
    assert '<disk [type="file"]' in text
    assert '`<disk type="block\\|dir">`' in text


def test_an_attribute_tells_everything() -> None:
    """A row has use, values, default, versions, hypervisors, deprecation, field and rules."""
    row = the_line("disk", "| `bus`")
    assert "| optional |" in row
    assert "`ide` or `a\\|b`; others may exist<br>default `ide`" in row
    assert "**deprecated**: use another · since 0.4.3 · for xen and kvm" in row
    assert "`bus: Bus \\| None`" in row
    assert "[BUS-1](chapters/disks.md#BUS-1)" in row


def test_values_are_told_with_their_meaning() -> None:
    """An enumeration has a table of its values, with versions and rules."""
    assert (
        the_line("disk", "| `ide`") == "| `ide` | Old \\& \\*slow\\*.<br><small>since 0.1</small> |"
    )
    assert "A name with a bar \\| in it." in the_line("disk", "| `a\\|b`")


def test_patterns_bounds_and_told_defaults() -> None:
    """Value spaces are linked and told by pattern or range; defaults in words are told."""
    assert "[`absolutePath`](indexes/values.md#absolute-path)<br>matching `/(a\\|b).*`" in the_line(
        "disk.source", "| `file`"
    )
    port = the_line("disk.source", "| `port`")
    assert "a whole number from 1 to 65535" in port
    assert "default: chosen \\| by chance" in port


def test_secrets_are_said_to_be_secret() -> None:
    """A secret attribute is marked so."""
    assert "secret" in the_line("disk", "| `key`")


def test_kinds_have_sections() -> None:
    """Each kind is listed with its class and has a section with its shape."""
    text = page("disk")
    assert '| [`<disk type="file">`](disk.md#file-disk) | A disk in a file. | `FileDisk` |' in text
    assert text.index('## `<disk type="file">`') < text.index('## `<disk type="block">`')
    assert '<disk type="block" [bus="…"]>\n  [<source dev="…"/>]\n</disk>' in text


def test_what_kinds_share_is_told_once() -> None:
    """A kind names inherited parts and links to where they are told."""
    assert len(lines("disk", "| `bus`")) == 1
    for line in lines("disk", "As in all kinds:"):
        assert "[`type`](disk.md#disk-base-type), [`bus`](disk.md#disk-base-bus)." in line


def test_an_element_with_different_uses_tells_each() -> None:
    """Where the class depends on the parent's kind, each class says under which, and how often."""
    text = page("disk.source")
    assert "# `<source>` in `disk`" in text
    file, block = text.split("## In `<disk type=")[1:]
    assert file.startswith('"file">`')
    assert "The file." in file
    assert "Required." in file
    assert "The device." in block
    assert "Optional." in block


def test_children_tell_their_few_attributes() -> None:
    """A child that has attributes alone needs no second page to be written."""
    row = next(line for line in lines("disk", "| [`<source>`](disk.source.md)"))
    assert "`file`: [`absolutePath`](indexes/values.md#absolute-path)" in row
    assert "`port` (may be absent): [`portNumber`]" in row


def test_rules_warnings_and_uniqueness_are_told() -> None:
    """Conditions stand with their class; warnings are marked."""
    assert "- **Warning**: A `name` should be short. [NAME-2](chapters/domain.md#NAME-2)" in page(
        "domain"
    )
    assert "- No two disks are alike. [DISK-9](chapters/disks.md#DISK-9)" in page("domain")
    assert "- **Across documents**: No two machines have one name." in page("domain")
    assert "- A file must have a \\<source\\> \\& more. [FILE-2]" in page("disk")


def test_implied_values_are_told() -> None:
    """What stands for an absent part is told with its place, on the page and under behaviours."""
    assert "- `name`: Without `name` it is called x. [NAME-3]" in page("domain")
    assert "| `name` | Without `name` it is called x. |" in page("indexes/behaviours")


def test_flags_and_plain_values() -> None:
    """An empty element is said to be one; a value says what it holds and its field."""
    assert "The element is empty" in page("acpi")
    assert "| [`<domain>`](domain.md) | optional | `acpi: bool` |" in page("acpi")
    assert "- Holds: [`token`](indexes/values.md#xs-token)" in page("name")
    assert "| [`<domain>`](domain.md) | required | `name: str` |" in page("name")


def test_examples_and_excerpts() -> None:
    """Elements show their examples, or what an example of a larger element holds of them."""
    assert "A file <small>[EX-1](chapters/domain.md#EX-1)</small>" in page("disk")
    assert "From an example of [`<domain>`](domain.md#domain):" in page("disk.source")
    assert '```xml\n<source dev="/b"/>\n```' in page("disk.source")
    assert "```xml\n<name>a &amp; b</name>\n```" in page("name")


def test_python_is_python() -> None:
    """Signatures and objects parse; objects give what the example gives."""
    blocks = [
        block
        for text in pages().values()
        for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    ]
    assert len(blocks) >= 6
    for block in blocks:
        ast.parse(block if "=" in block and ": " not in block else f"def {block.strip()}: ...")
    assert 'FileDisk(bus="a|b", source=FileSource(file="/a", port=7))' in page("disk")
    assert 'disks=[BlockDisk(source=BlockSource(dev="/b"))]' in page("domain")


def test_rules_are_listed_by_chapter() -> None:
    """A chapter lists its rules with level, kind and place, and the pages that tell of them."""
    row = the_line("chapters/disks", "| `BUS-1`")
    assert "| must | A disk may name its bus\\_type \\* \\<bus\\>." in row
    assert "structure, stated · `domain/disk` · see [`disk`](../disk.md)" in row
    assert "see [`absolute-path`](../indexes/values.md#absolute-path)" in the_line(
        "chapters/values", "| `PATH-1`"
    )


def test_a_rule_without_a_chapter_is_in_the_index() -> None:
    """The index has all rules, and is the place of those that no chapter lists."""
    text = page("indexes/rules")
    assert '<a id="ROOT-1"></a>`ROOT-1`' in text
    assert "[BUS-1](../chapters/disks.md#BUS-1)" in text
    assert text.count("\n| ") == len(TINY.rules) + 2


def test_anchors_of_the_specification_live_on() -> None:
    """Each stands on the page it belongs to and in the list of anchors."""
    assert 'id="elementsDisks"' in page("chapters/disks")
    assert 'id="elementsDisk"' in page("disk")
    assert re.search(r'id="elementsFile"></div>\n+## `<disk type="file">`', page("disk"))
    for name in ("elementsDisks", "elementsDisk", "elementsFile", "oldBus"):
        assert f'<a id="{name}"></a>`#{name}`' in page("indexes/anchors")


def test_chapters_are_in_reading_order() -> None:
    """The chapter of the root comes first, shared values last."""
    found = re.findall(r"^chapters/(\w+)$", page("index"), re.MULTILINE)
    assert found == ["domain", "disks", "values"]


def test_titles_are_escaped() -> None:
    """Markdown in a title is text."""
    assert "# Disks \\<and\\> \\*drives\\*" in page("chapters/disks")


def test_a_template_that_names_nothing_fails() -> None:
    """Names that templates misspell are errors, never blanks."""
    made = environment("docs")
    with pytest.raises(UndefinedError):
        made.from_string("{{ misspelt }}").render()
    with pytest.raises(UndefinedError):
        made.from_string("{{ page.misspelt }}").render(page=TINY.pages[0])


def test_the_site_shows_the_newest_edition_first() -> None:
    """The first page lists all editions, and its table of contents has them all."""
    text = docs.emit_site((TINY, replace(TINY, edition="v2")))["index.md"]
    assert text.index("[`v2`](v2/index.md)") < text.index("[`v1`](v1/index.md)")
    assert "\nv2/index\nv1/index\n" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b *c* <d> [e] {f}`g`", "a\\_b \\*c\\* \\<d\\> \\[e\\] \\{f\\}`g`"),
        ("`a_b` and ``c`d_``", "`a_b` and ``c`d_``"),
        ("a ` alone_", "a \\` alone\\_"),
        ("# not a heading", "\\# not a heading"),
        ("1. not a list", "1\\. not a list"),
        ("text\n---", "text\n\\---"),
        ("- a\n- b_c", "- a\n- b\\_c"),
    ],
)
def test_prose_is_taken_literally(text: str, expected: str) -> None:
    """All but code spans and lists is escaped."""
    assert prose(text) == expected


def test_a_line_has_no_breaks() -> None:
    """Inline text is one line; in a cell paragraphs and items become lines."""
    assert inline("a\n  b\n\nc") == "a b c"
    assert cell("a.\n\n- b\n- c") == "a.<br>- b<br>- c"


@pytest.mark.parametrize(("text", "expected"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``")])
def test_code_spans_hold_backticks(text: str, expected: str) -> None:
    """The marks around code are longer than any run within."""
    assert code(text) == expected


def test_fences_hold_fences() -> None:
    """A block of code may hold a fence."""
    assert fence("```", "xml") == "````xml\n```\n````"


def test_empty_columns_are_left_out() -> None:
    """A column in which no row has anything is not shown."""
    assert table([("a", "", "c|d")], "A", "B", "C") == "| A | C |\n| --- | --- |\n| a | c\\|d |"
