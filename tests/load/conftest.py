"""Fixtures of the load tests: installations of both kinds, copies of one that is prepared once a session."""

import pytest

from tests.load import harness


@pytest.fixture(scope="session", params=harness.KINDS)
def databases(request: pytest.FixtureRequest) -> harness.Databases:
    """A maker of installations, once with SQLite and once with PostgreSQL."""
    return harness.shared(request.param)


@pytest.fixture
def installation(databases: harness.Databases) -> harness.Installation:
    """A fresh one."""
    return databases.new()
