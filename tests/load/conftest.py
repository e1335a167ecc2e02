"""Fixtures of the load tests: installations of both kinds, copies of one that is prepared once a session."""

from collections.abc import Iterator

import pytest

from tests.load import harness


@pytest.fixture(scope="session", params=harness.KINDS)
def databases(request: pytest.FixtureRequest) -> Iterator[harness.Databases]:
    """A maker of installations, once with SQLite and once with PostgreSQL."""
    with harness.databases(request.param) as made:
        yield made


@pytest.fixture
def installation(databases: harness.Databases) -> harness.Installation:
    """A fresh one."""
    return databases.new()
