"""A run as JUnit XML, which CI servers show: a suite per implementation, a test per case."""

from __future__ import annotations

import re

from lxml import etree

from virtdom_conformance.report.records import EndRecord, Report, ResultRecord

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(report: Report) -> str:
    """The XML. A deviation that is expected is told as skipped, with its reason."""
    root = etree.Element("testsuites", name=_clean(f"virtdom conformance {report.header.edition}"))
    sentences = {case.id: case.sentence for case in report.cases}
    for end in report.ends:
        results = [r for r in report.results if r.implementation == end.implementation]
        root.append(_suite(end, results, sentences))
    if report.footer is None or report.footer.ending != "complete":
        suite = etree.SubElement(root, "testsuite", name="run", tests="1", errors="1")
        test = etree.SubElement(suite, "testcase", name="complete", classname="run")
        etree.SubElement(test, "error", message="the run was interrupted")
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def _suite(
    end: EndRecord, results: list[ResultRecord], sentences: dict[str, str]
) -> etree._Element:  # pyright: ignore[reportPrivateUsage]
    suite = etree.Element("testsuite", name=end.implementation, time=f"{end.seconds:.3f}")
    counted = {"failures": 0, "errors": 0, "skipped": 0}
    for result in results:
        area, _, name = _clean(result.case).partition("/")
        test = etree.SubElement(
            suite,
            "testcase",
            classname=f"{end.implementation}.{area}",
            name=name,
            time=f"{result.seconds:.6f}",
        )
        told = [sentences.get(result.case, ""), result.detail, result.reason, *result.said]
        text = _clean("\n".join(line for line in told if line))
        if result.as_expected and result.status == "passed":
            continue
        if result.as_expected:
            counted["skipped"] += 1
            etree.SubElement(test, "skipped", message=_clean(f"{result.status}: {result.reason}"))
            continue
        tag = "error" if result.status == "errored" else "failure"
        counted["errors" if tag == "error" else "failures"] += 1
        message = _clean(result.detail or f"{result.status}: {result.reason}")
        etree.SubElement(test, tag, message=message).text = text
    for problem in end.problems:
        test = etree.SubElement(suite, "testcase", classname=end.implementation, name="run")
        etree.SubElement(test, "error", message=_clean(problem))
        counted["errors"] += 1
    suite.set("tests", str(len(suite)))
    for name, number in counted.items():
        suite.set(name, str(number))
    return suite


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
