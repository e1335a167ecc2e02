"""For machines: is it alive, is it ready, what are its numbers."""

from flask import Flask, Response, abort
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from ..foundation.database import db
from ..foundation.jobs import Job
from ..foundation.outbox import OutboxLetter
from .access import on_this_machine, public


@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@public
def readyz() -> Response:
    """The database answers and is migrated."""
    try:
        db.session.execute(text("SELECT 1 FROM alembic_version"))
    except DatabaseError:
        return Response("no database\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@public
def metrics() -> Response:
    """Letters and jobs by state, in the Prometheus text format; for this very machine only."""
    if not on_this_machine():
        abort(403)
    lines = []
    for name, table in (("aami_letters", OutboxLetter), ("aami_jobs", Job)):
        lines.append(f"# TYPE {name} gauge")
        for state, count in db.session.execute(select(table.state, func.count()).group_by(table.state)).tuples():
            lines.append(f'{name}{{state="{state}"}} {count}')
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")


def init_app(app: Flask) -> None:
    """Their addresses have no language."""
    for view in (healthz, readyz, metrics):
        app.add_url_rule(f"/{view.__name__}", view.__name__, view)
