"""An event that is being written, and browsers of those who write it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import make_event, make_person, make_venue
from tests.integration.events.reading import SLUG

PASSWORD = "un mot de passe"


@pytest.fixture
def enter(app) -> Callable[..., FlaskClient]:
    """A browser of somebody with a role, in the house or for one event."""

    def browser(role: str, event_id: int | None = None) -> FlaskClient:
        client, address = app.test_client(), f"{role}{event_id or ''}@exemple.example"
        with app.app_context():
            make_person(role, event_id=event_id, email=address, password=PASSWORD, name="Ariane Tremblay")
        assert client.post("/fr/sign-in", data={"email": address, "password": PASSWORD}).status_code == 302
        return client

    return browser


@pytest.fixture
def event(app) -> int:
    with app.app_context():
        return make_event(SLUG, state="draft", venue=make_venue())


@pytest.fixture
def organiser(enter, event) -> FlaskClient:
    return enter("organiser", event)
