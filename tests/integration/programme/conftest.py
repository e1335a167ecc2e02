"""An event with two rooms, a few sessions on its grid, and an organiser."""

import html
import re

import pytest
from flask.testing import FlaskClient

from aami_events.programme import service
from tests.factories import make_event, make_person
from tests.factories.programme import at, make_room, make_session, placed, release
from tests.factories.signing import PASSWORD as PASSWORD
from tests.factories.signing import sign_in as sign_in

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/fr/organise/rencontre-2020/programme"
ARIANE = service.Voice("Ariane Tremblay", "ariane@centre.example")
UJARAK = service.Voice("ᐅᔭᕋᒃ <b>", "ujarak@nord.example")


def words(page: str) -> str:
    """A page as it reads, on one line."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)))


class Plan:
    """The numbers of what stands there."""

    def __init__(self) -> None:
        self.event = make_event()
        self.hall = make_room(self.event, "Grande salle", equipment=("booth", "captions"))
        self.loft = make_room(self.event, "Mezzanine", capacity=10)
        self.fees = placed(self.event, "Cachets & droits", at(10), self.hall, speakers=(ARIANE, UJARAK), interest=30)
        self.film = placed(self.event, "Été 🎬 ᐃᓄᒃᑎᑐᑦ", at(10), self.loft, interpretation=("asl",), languages=("fr",))
        self.pause = placed(self.event, "Pause", at(12), None, kind="break", languages=(), minutes=30)
        self.later = make_session(self.event, "Sans place")


@pytest.fixture
def plan(app) -> Plan:
    """What stands on the grid, and nothing released."""
    with app.app_context():
        made = Plan()
        make_person("organiser", event_id=made.event, name="Olga Organise", email="o@x.example", password=PASSWORD)
        make_person("reader", event_id=made.event, name="Rita Lit", email="r@x.example", password=PASSWORD)
    return made


@pytest.fixture
def released(app, plan) -> Plan:
    """The same, released as version 1."""
    with app.app_context():
        release(plan.event)
    return plan


@pytest.fixture
def organiser(app, plan) -> FlaskClient:
    return sign_in(app, "o")
