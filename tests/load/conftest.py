"""Fixtures of the load tests: installations of both kinds, copies of one that is prepared once a session."""

import pathlib
import sys
from collections.abc import Iterator

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import harness  # noqa: E402


@pytest.fixture(scope="session", params=harness.KINDS)
def databases(request: pytest.FixtureRequest) -> Iterator[harness.Databases]:
    """A maker of installations, once with SQLite and once with PostgreSQL."""
    with harness.databases(request.param) as made:
        yield made


@pytest.fixture
def installation(databases: harness.Databases) -> harness.Installation:
    """A fresh one."""
    return databases.new()
