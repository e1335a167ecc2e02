"""An open event to register for, and somebody who has."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration import queries
from aami_events.registration.models import Answer, Registration
from tests.factories import make_event, make_part, make_person, make_question, register
from tests.factories.reading import the
from tests.integration.pages.visiting import SLUG


@pytest.fixture
def event(app: Flask) -> Iterator[int]:
    """An open event with two parts, one with an address of its own, and a question; all agrees at the end."""
    with app.app_context():
        number = make_event(SLUG)
        make_part(number, slug="agm-2020", alone=True)
        make_part(number, position=2, capacity=1)
        make_question(number, "meal")
    yield number
    with app.app_context():
        assert queries.places_out_of_step() == []


@pytest.fixture
def stored(app: Flask):
    """How many registrations, letters and answers there are."""

    def count() -> tuple[int, ...]:
        with app.app_context():
            tables = (Registration, OutboxLetter, Answer)
            return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)

    return count


@pytest.fixture
def person(app: Flask, event: int):
    """Registers somebody; (id, the key in the address of their own page)."""

    def make(**says) -> tuple[int, str]:
        with app.app_context():
            number = register(event, **says)
            return number, queries.token(the(number))

    return make


@pytest.fixture
def sign_in(app: Flask, event: int):
    """A browser of their own for somebody with a role in the event."""

    def browser(role: str) -> FlaskClient:
        client, address = app.test_client(), f"{role}@exemple.example"
        with app.app_context():
            make_person(role, event_id=event, email=address, password="un mot de passe")
        answer = client.post("/fr/sign-in", data={"email": address, "password": "un mot de passe"})
        assert answer.status_code == 302
        return client

    return browser
