"""The pages of the editions there are, as Sphinx builds them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from virtdom_generator.emit.docs.site import RUNTIME_RULES
from virtdom_generator.plan import Plan

from .conftest import Site


def test_sphinx_has_no_complaints(site: Site) -> None:
    """The pages build with warnings as errors, and there are pages."""
    assert site.complaints == ""
    assert len(site.pages) > 50


def test_every_element_has_a_page(site: Site, editions: tuple[Plan, ...]) -> None:
    """The addresses that faults and docstrings give lead to pages."""
    for plan in editions:
        for page in plan.pages:
            assert f"{plan.edition}/{page.name}.html" in site.pages


def test_every_link_arrives(site: Site) -> None:
    """Every address within the site is that of a page, and of a place in it."""
    arrived = 0
    for path, page in site.pages.items():
        for address in page.links:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            folder = posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(folder, parts.path)) if parts.path else path
            assert target in site.pages, f"{path}: {address}"
            name = unquote(parts.fragment)
            assert not name or name in site.pages[target].ids, f"{path}: {address}"
            arrived += 1
    assert arrived > 1000


def test_every_place_has_one_name(site: Site) -> None:
    """No page has two places of one name."""
    for path, page in site.pages.items():
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path


def test_every_anchor_of_the_plan_is_on_its_page(site: Site, editions: tuple[Plan, ...]) -> None:
    """Classes, attributes and children are where the addresses in faults point to."""
    for plan in editions:
        for one in plan.classes:
            ids = site.pages[f"{plan.edition}/{one.page}.html"].ids
            anchors = [one.anchor, *(each.anchor for each in one.attributes)]
            anchors += [each.anchor for each in one.children]
            assert [anchor for anchor in anchors if anchor not in ids] == [], one.name


def test_anchors_of_the_specification_live_on(site: Site, editions: tuple[Plan, ...]) -> None:
    """Each is on the list of anchors, and on the page of its chapter or element."""
    for plan in editions:
        listed = site.pages[f"{plan.edition}/indexes/anchors.html"].ids
        for module in plan.modules:
            chapter = site.pages[f"{plan.edition}/chapters/{module.name}.html"].ids
            for anchor in module.about.anchors:
                assert anchor in chapter
                assert anchor in listed
        for page in plan.pages:
            for anchor in page.anchors:
                assert anchor in site.pages[f"{plan.edition}/{page.name}.html"].ids
                assert anchor in listed


def test_all_anchors_of_the_page_of_2008(site: Site, reference: Path) -> None:
    """The list has the 32 names of the page and no other."""
    page = (reference / "spec-2008/formatdomain-2008.html.txt").read_text(encoding="utf-8")
    named = set(re.findall(r'<a name="([^"]+)">', page))
    assert len(named) == 32
    listed = site.pages["v0_4/indexes/anchors.html"].text
    assert set(re.findall(r"#(\w+)", listed.partition("Now at")[2])) == named


def test_every_rule_is_listed_and_told(site: Site, editions: tuple[Plan, ...]) -> None:
    """The catalogue of a chapter has its rules, and links each to a page that tells of it."""
    for plan in editions:
        chapters = {module.name for module in plan.modules}
        for rule in plan.rules:
            assert rule.chapter in chapters
            article = site.pages[f"{plan.edition}/chapters/{rule.chapter}.html"].article
            (row,) = article.xpath(".//tr[.//a[@id=$id]]", id=rule.id)
            assert row.xpath(".//a/@href"), f"{rule.id} is told nowhere"


def test_every_element_has_an_example(site: Site, editions: tuple[Plan, ...]) -> None:
    """Each page shows XML that begins with its element."""
    for plan in editions:
        for page in plan.pages:
            article = site.pages[f"{plan.edition}/{page.name}.html"].article
            shown = [
                block.text_content()
                for block in article.xpath(".//div[contains(@class, 'highlight-xml')]")
            ]
            assert shown, page.name
            assert all(re.match(rf"<{page.element}[\s/>]", xml) for xml in shown), page.name


def test_no_markdown_is_left(site: Site) -> None:
    """No table, fence or link remained text."""
    for path, page in site.pages.items():
        prose = page.article.xpath("string(.)") if not page.article.xpath(".//pre") else ""
        for text in page.article.xpath(".//p | .//li | .//td"):
            prose += str(text.text_content()) if not text.xpath(".//pre") else ""
        assert not re.search(r"\]\(|\| ---|```|\\[<_*]", prose), path


def test_rules_of_the_runtime_are_told(site: Site, root: Path) -> None:
    """The page of faults has every rule id that the runtime itself gives, and no other."""
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted((root / "generator/virtdom_runtime").glob("*.py"))
    )
    given = set(re.findall(r'"((?:xml|version|host)\.[a-z]+)"', source))
    assert given == {name for name, _ in RUNTIME_RULES}
    assert given <= set(site.pages["faults.html"].ids)
