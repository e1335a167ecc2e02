"""Fixtures of the fault tests: installations as in the load tests, and a mail server that can be told what to do."""

from collections.abc import Iterator

import pytest

from tests.faults import mailroom
from tests.load import harness


@pytest.fixture(scope="session", params=harness.KINDS)
def databases(request: pytest.FixtureRequest) -> harness.Databases:
    """A maker of installations, once with SQLite and once with PostgreSQL."""
    return harness.shared(request.param)


@pytest.fixture
def installation(databases: harness.Databases) -> harness.Installation:
    """A fresh one."""
    return databases.new()


@pytest.fixture
def post() -> Iterator[mailroom.Post]:
    """A mail server."""
    made = mailroom.Post()
    yield made
    made.close()
