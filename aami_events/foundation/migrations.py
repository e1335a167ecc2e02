"""The steps of the schema. Only commands and tests walk them: Alembic would cost each web worker 11 MB."""

from typing import TYPE_CHECKING

import click
from flask import Flask, current_app

from .. import config
from .database import db

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection


def init_app(app: Flask) -> None:
    """Prepare `flask db …`, when a command is what runs."""
    if click.get_current_context(silent=True):
        _prepare(app)


def commands() -> click.Group:
    """`flask db …`"""
    from flask_migrate import cli

    group: click.Group = cli.db
    return group


def _prepare(app: Flask) -> None:
    from flask_migrate import Migrate

    Migrate(directory=str(config.ROOT / "migrations"), compare_type=True).init_app(app, db, render_as_batch=True)


def configuration() -> "Config":
    """Alembic's, for the application at hand."""
    if "migrate" not in current_app.extensions:
        _prepare(current_app)
    found: Config = current_app.extensions["migrate"].migrate.get_config()
    return found


def upgrade() -> None:
    """Bring the database to the newest step."""
    from alembic import command

    command.upgrade(configuration(), "head")


def newest() -> str:
    """The last step that this version knows."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


def reached(connection: "Connection") -> str:
    """The step that a database is at; "" before the first."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision() or ""
