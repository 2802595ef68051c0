"""What `pytest --pyargs virtdom_conformance` collects: the suite as tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

from virtdom_conformance.adapters.registry import IMPLEMENTATIONS, implementation
from virtdom_conformance.case import Case
from virtdom_conformance.manifest import ManifestError, editions, read_corpus
from virtdom_conformance.report.records import Report
from virtdom_conformance.selection import EmptySelection, Selection, select
from virtdom_conformance.suite import Plan, all_required, carry_out

PLAN = pytest.StashKey[Plan]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Makes a test of each case and implementation."""
    if "conformance_case" not in metafunc.fixturenames:
        if "conformance_implementation" in metafunc.fixturenames:
            names = [each.name for each in _plan(metafunc.config).implementations]
            metafunc.parametrize("conformance_implementation", names)
        return
    plan = _plan(metafunc.config)
    chosen = select(plan.corpus, plan.selection)
    pairs = [(each.name, case) for each in plan.implementations for case in chosen]
    metafunc.parametrize(
        ("conformance_implementation", "conformance_case"),
        pairs,
        ids=[f"{name}-{case.id}" for name, case in pairs],
    )


def _plan(config: pytest.Config) -> Plan:
    """What is to be run. Ends pytest where the options are of no use."""
    made = config.stash.get(PLAN, None)
    if made is not None:
        return made
    names = dict.fromkeys(_globs(config, "implementation"))
    if not names:
        _stop("--implementation says which implementation is judged")
    present = editions()
    edition = str(config.getoption("conformance_edition") or present[-1])
    if edition not in present:
        _stop(f"--conformance-edition is one of {', '.join(present)}")
    known_names = [each.name for each in IMPLEMENTATIONS]
    for name in names:
        if name not in known_names:
            _stop(f"--implementation is one of {', '.join(known_names)}")
    plan = Plan(
        edition=edition,
        corpus=_corpus(edition),
        selection=Selection(
            ids=_globs(config, "conformance_case"),
            areas=_globs(config, "conformance_area"),
            tags=_globs(config, "conformance_tag"),
            rules=_globs(config, "conformance_rule"),
            levels=_globs(config, "conformance_level"),
            operations=_globs(config, "conformance_operation"),
        ),
        implementations=tuple(implementation(name) for name in names),
        require_all=all_required(),
    )
    try:
        select(plan.corpus, plan.selection)
    except EmptySelection as error:
        _stop(str(error))
    config.stash[PLAN] = plan
    return plan


def _globs(config: pytest.Config, option: str) -> tuple[str, ...]:
    """The values of an option that may be given again."""
    given: Any = config.getoption(option)
    return tuple(map(str, given))


def _corpus(edition: str) -> tuple[Case, ...]:
    try:
        return read_corpus(edition)
    except ManifestError as error:
        _stop(str(error))


def _stop(message: str) -> NoReturn:
    raise pytest.Collector.CollectError(message) from None


@pytest.fixture(scope="session")
def conformance_reports(request: pytest.FixtureRequest) -> Callable[[str], Report]:
    """The run of an implementation, by its name. It is asked the cases that pytest selected."""
    plan = _plan(request.config)
    items = request.session.items

    @cache
    def report(name: str) -> Report:
        return carry_out(
            replace(plan, implementations=(implementation(name),), only=_chosen(items, name))
        )

    return report


def _chosen(items: Iterable[pytest.Item], name: str) -> frozenset[str] | None:
    """Ids of the cases of an implementation that are among the tests; None if there are none."""
    chosen: set[str] = set()
    for item in items:
        params: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
        case = params.get("conformance_case")
        if isinstance(case, Case) and params.get("conformance_implementation") == name:
            chosen.add(case.id)
    return frozenset(chosen) or None


def pytest_report_header(config: pytest.Config) -> str:
    """Says which corpus is used."""
    del config
    return f"conformance corpus: {Path(__file__).parent / 'corpus'}"
