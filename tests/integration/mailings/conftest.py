"""An event with an organiser, a reader, and somebody of another event."""

import pytest

from tests.factories import make_event, make_person
from tests.factories.signing import PASSWORD, sign_in


@pytest.fixture
def event(app) -> int:
    with app.app_context():
        number = make_event(mode="hybrid", capacity=None)
        make_person("organiser", event_id=number, email="o@x.example", password=PASSWORD)
        make_person("reader", event_id=number, email="r@x.example", password=PASSWORD)
    return number


@pytest.fixture
def organiser(app, event):
    return sign_in(app, "o")
