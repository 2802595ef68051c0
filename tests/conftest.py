"""What all tests share: the profiles of the property tests and the outside documents."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: no test fails for being slow. The default run is repeatable; the slow one explores.
settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "slow", settings.get_profile("default"), max_examples=2000, derandomize=False
)
settings.load_profile(os.environ.get("VIRTDOM_PROFILE", "default"))

# A shell that starts a job in the background has it ignore interrupts, and so would the commands
# that the tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of outside documents that VIRTDOM_REFERENCE names; skips without."""
    folder = os.environ.get("VIRTDOM_REFERENCE")
    if not folder:
        pytest.skip("set VIRTDOM_REFERENCE to the folder of the outside documents")
    path = Path(folder)
    assert path.is_dir(), f"VIRTDOM_REFERENCE names no folder: {folder}"
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the exhaustive tests unless they are asked for by name or by `-m slow`."""
    if config.option.markexpr or os.environ.get("VIRTDOM_PROFILE") == "slow":
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
