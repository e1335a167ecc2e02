"""An event with texts in French only, an organiser and a translator."""

import pytest
from flask.testing import FlaskClient

from aami_events.events.models import Event
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.wording import queries, service
from tests.factories import both, make_event, make_part, make_person
from tests.integration.wording.reading import PASSWORD, sign_in


@pytest.fixture
def event(app) -> int:
    """Six activities in French only, beside an event that is done."""
    with app.app_context():
        number = make_event()
        for position in range(1, 7):
            title, summary = Bilingual.of(fr=f"Atelier {position}"), Bilingual.of(fr=f"- Résumé\n- no {position}")
            make_part(number, position=position, title=title, summary=summary, room=both("Salle"))
        make_person("organiser", event_id=number, name="Olga Organise", email="o@x.example", password=PASSWORD)
        make_person("translator", event_id=number, name="Tina Traduit", email="t@x.example", password=PASSWORD)
        make_event("autre-2020")
    return number


@pytest.fixture
def organiser(app, event) -> FlaskClient:
    return sign_in(app, "o")


@pytest.fixture
def translator(app, event) -> FlaskClient:
    return sign_in(app, "t")


@pytest.fixture
def entry(app, event):
    """A text as it is now."""

    def find(key: str) -> queries.Entry:
        with app.app_context():
            found = queries.find(db.session.get_one(Event, event), key)
            assert found is not None
            return found

    return find


@pytest.fixture
def do(app, event):
    """A use case of the service, on the event."""

    def use(name: str, *args, **more):
        with app.app_context():
            return getattr(service, name)(event, *args, **more)

    return use
