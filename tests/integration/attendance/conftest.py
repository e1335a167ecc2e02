"""An event on its day, people with tickets, an organiser and a volunteer."""

import contextlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient

from aami_events.attendance import service
from aami_events.events.queries import find_event
from aami_events.foundation.database import db
from aami_events.registration.models import Registration
from aami_events.registration.service import cancel
from tests.factories import make_category, make_event, make_part, make_person, register
from tests.factories.signing import PASSWORD, sign_in

SLUG = "rencontre-2020"
HERE = f"/fr/organise/{SLUG}/desk"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
_nonces = itertools.count(1)


def nonce() -> str:
    return f"test-nonce-{next(_nonces)}"


@dataclass
class Door:
    """What tests need to know of the event."""

    app: Flask
    event: int
    part: int
    ids: dict[str, int]
    codes: dict[str, str]

    def scan(self, who: str, act: str = "in", **more: object) -> service.Answered:
        """An act at a desk of the coordinator."""
        by = more.pop("by", service.By())
        facts = {"nonce": nonce(), "code": self.codes.get(who, who), "act": act, **more}
        with contextlib.nullcontext() if has_app_context() else self.app.app_context():
            return service.scan(find_event(SLUG), service.Asked(**facts), by)


@pytest.fixture
def door(app) -> Door:
    """Ève is confirmed for the event and the part, Ada for the event; Wen was offered the place that Cam gave
    back, Wes waits, Olu is online, Pat owes;
    Ida has a ticket for another event."""
    with app.app_context():
        event = make_event(SLUG, mode="hybrid", capacity=5)
        part = make_part(event)
        make_category(event, key="paid", price_cents=5000, position=2)
        general = {"category": "general"}
        ids = {
            "Ève": register(event, name="Ève Roy", pronouns="elle", parts=(part,), access_needs="Une rampe", **general),
            "Ada": register(event, name="Ada Field", language="en", **general),
            "Olu": register(event, name="Olu Loin", mode="online", **general),
            "Pat": register(event, name="Pat Due", category="paid"),
            "Cam": register(event, name="Cam Gone", **general),
            "Wen": register(event, name="Wen Late", **general),
            "Wes": register(event, name="Wes Later", **general),
            "Ida": register(make_event("autre-2020"), name="Ida Autre"),
        }
        cancel(ids["Cam"])
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
        make_person("door", event_id=event, email="d@x.example", password=PASSWORD)
        make_person("reader", event_id=event, email="r@x.example", password=PASSWORD)
        codes = {who: db.session.get_one(Registration, number).code for who, number in ids.items()}
    return Door(app, event, part, ids, codes)


@pytest.fixture
def organiser(door) -> FlaskClient:
    return sign_in(door.app, "o")


@pytest.fixture
def code(door) -> str:
    """Today's code."""
    with door.app.app_context():
        return service.code_of(service.open_desk(find_event(SLUG)))


@pytest.fixture
def volunteer(door, code) -> Callable[[str], FlaskClient]:
    """Somebody who signs in with it."""

    def begin(name: str = "Noé") -> FlaskClient:
        client = door.app.test_client()
        answer = client.post(f"/fr/desk/{SLUG}", data={"code": code, "name": name})
        assert answer.status_code == 302, answer.text
        return client

    return begin
