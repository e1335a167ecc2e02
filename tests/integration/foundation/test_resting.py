"""A connection that rested while its server went away is not handed to anyone."""

import contextlib

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from aami_events.foundation import database as house
from aami_events.foundation.database import db

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.databases("postgresql")]


@pytest.mark.parametrize(("rest", "works"), [(0, True), (3600, False)])
def test_a_connection_that_rested_is_tried_before_it_is_used(monkeypatch, rest, works):
    """Its server process has ended meanwhile, as after a restart; the negative control does not look."""
    monkeypatch.setattr(house, "REST_SECONDS", rest)
    db.session.rollback()
    db.engine.dispose()
    with db.engine.connect() as rests:
        process = rests.scalar(text("SELECT pg_backend_pid()"))
    with create_engine(db.engine.url, poolclass=NullPool).connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
    with contextlib.nullcontext() if works else pytest.raises(OperationalError), db.engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    db.engine.dispose()
