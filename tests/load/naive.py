"""A database without what keeps people apart on SQLite, for negative controls."""

import contextlib
from typing import Any

from sqlalchemy import Engine, event

from aami_events import application
from aami_events.foundation import database
from aami_events.foundation.database import SQLITE_PRAGMAS


def prepare_engine(engine: Engine) -> None:
    """As the real one, but transactions begin when the driver thinks fit, and a CHECK is out of force."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (*SQLITE_PRAGMAS, "ignore_check_constraints=ON"):
            connection.execute("PRAGMA " + pragma)
        connection.isolation_level = "DEFERRED"


def everywhere() -> None:
    """No turns, and no BEGIN IMMEDIATE, in the applications that are made from now on."""
    application.prepare_engine = prepare_engine  # type: ignore[attr-defined]
    database.turn = lambda _file: contextlib.nullcontext()  # type: ignore[attr-defined]
