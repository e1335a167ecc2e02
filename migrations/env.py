"""Migrations: on SQLite foreign keys are off before BEGIN, because a batch rebuild would cascade child rows away, and
all of them are checked before the end."""

from alembic import context
from flask import current_app
from sqlalchemy import text
from sqlalchemy.types import JSON, DateTime, TypeDecorator

from aami_events.foundation.bilingual import BilingualText
from aami_events.foundation.database import Instant
from aami_events.foundation.dates import FuzzyDateType

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Our own column types are written down as what they store."""
    if kind == "type" and isinstance(item, TypeDecorator):
        if isinstance(item, (BilingualText, FuzzyDateType)):
            return "sa.JSON(none_as_null=True)"
        if isinstance(item, Instant):
            return "sa.DateTime()"
    return False


def compare_type(_context, _column, _theirs, inspected, ours):
    """A type of our own is what it stores."""
    plain = ours.impl if isinstance(ours, TypeDecorator) else ours
    if isinstance(plain, (JSON, DateTime)):
        return not isinstance(inspected, (JSON, DateTime))
    return None


def run() -> None:
    engine = database.engine
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            driver = connection.connection.driver_connection
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=compare_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"foreign keys are broken after the migration: {broken[:5]}")
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


run()
