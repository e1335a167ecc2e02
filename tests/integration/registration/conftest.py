"""Around every test of registration: an open context before, and places that agree with people after."""

from collections.abc import Iterator

import pytest
from flask import Flask

from aami_events.registration import queries


@pytest.fixture(autouse=True)
def in_step(inside: Flask) -> Iterator[None]:
    """Whatever a test did, each place is counted once for each person who holds it."""
    yield
    assert queries.places_out_of_step() == []
