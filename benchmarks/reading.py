"""How much CPU the pages of a committee take that reads the demo's 150 proposals and has written 600 reviews.

    .venv/bin/python -m benchmarks.reading

In one process, without a network: what a worker does between a request and its answer.
"""

import tempfile
import time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.application import create_app
from aami_events.foundation import migrations
from aami_events.foundation.database import db
from aami_events.people.queries import find_person_by_email
from aami_events.proposals.models import Proposal, Review
from aami_events.seeds import service as seeds
from tests.factories.counting import statements

TURNS = 20
HERE = "/fr/committees/programmation-2020"
PAGES = (
    "/fr/committees/",
    f"{HERE}/",
    f"{HERE}/proposals",
    f"{HERE}/proposals?order=best&page=3",
    f"{HERE}/proposals?q=voix",
    f"{HERE}/proposals/next",
    f"{HERE}/proposals/40",
    f"{HERE}/conflicts",
    f"{HERE}/readers",
    f"{HERE}/readers/plan",
    f"{HERE}/reading",
    f"{HERE}/tasks",
    "/fr/organise/conference-2020/proposals",
    "/fr/organise/conference-2020/proposals/decisions",
    "/healthz",
)


def measure(app: Flask, client: FlaskClient, path: str) -> tuple[float, float, int, int]:
    """Milliseconds of CPU (the best, the middle), queries, and the status of one answer."""
    status = client.get(path).status_code
    with app.app_context(), statements() as made:
        client.get(path)
    spent = []
    for _turn in range(TURNS):
        began = time.process_time()
        client.get(path)
        spent.append(1000 * (time.process_time() - began))
    spent.sort()
    return spent[0], spent[TURNS // 2], len(made), status


def signed_in(app: Flask, email: str) -> FlaskClient:
    """A browser of this account of the demo."""
    with app.app_context():
        person = find_person_by_email(email)
    assert person is not None
    client = app.test_client()
    assert client.post(f"/fr/sign-in/demo/{person.id}").status_code == 302
    return client


def main() -> None:
    """A table: page, CPU, queries."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "INSTANCE_DIR": folder,
            "JOBS_URL": "memory://",
            "AAMI_RATE_LIMITS": False,
            "WTF_CSRF_ENABLED": False,
        }
        app = create_app({"DATABASE_URL": f"sqlite:///{folder}/aami.db", **settings})
        with app.app_context():
            migrations.upgrade()
            seeds.load_demo(160, 1)
            for table in (Proposal, Review):
                print(table.__tablename__, db.session.scalar(select(func.count()).select_from(table)))
        app.extensions["demo"] = True
        for email in ("presidence@demo.example", "organisation@demo.example"):
            client, who = signed_in(app, email), email.partition("@")[0]
            for path in PAGES:
                best, middle, queries, status = measure(app, client, path)
                print(f"{who:13} {path:62} {status} {best:6.1f} {middle:6.1f} ms {queries:3} queries")


if __name__ == "__main__":
    main()
