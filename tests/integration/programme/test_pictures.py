"""Pictures in the public programme: as they were released, gone as soon as they are taken back."""

import re

import pytest
from flask.testing import FlaskClient

from aami_events.events.models import Event
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.programme import service
from aami_events.programme.queries import releases
from aami_events.proposals import service as proposals
from aami_events.proposals.queries import find_speaker
from aami_events.wording.queries import worklist
from tests.factories.pictures import a_picture, opened
from tests.factories.programme import at, make_proposal, put, release
from tests.integration.programme.conftest import LANGUAGES

HERE = "/fr/events/rencontre-2020/programme/projection-fr"
SHOWS = Written("Un quai", "A wharf")


def entry(width: int = 400) -> proposals.PictureEntry:
    return proposals.PictureEntry(a_picture(size=(width, 300)), SHOWS, "Zoé <Nord>")


def seen(client: FlaskClient, page: str = HERE) -> list[int]:
    """How wide the pictures of the page are, each fetched."""
    addresses = re.findall(r'src="(/\w+/events/[^"]+\.jpg)"', client.get(page).text)
    return [opened(client.get(address).data).size[0] for address in addresses]


@pytest.fixture
def film(app, plan) -> int:
    """A proposal with a picture, accepted, and not released; its id."""
    with app.app_context():
        ana = service.Voice("Ana Roy", "ana@centre.example")
        speaker = service.add_speaker(plan.event, ana, "fr")
        proposal = make_proposal(plan.event, "Projection", speakers=[speaker], languages=["fr"], minutes=60)
        (number,) = service.bring_in(plan.event, [proposal])
        put(plan.event, number, at(14), plan.hall)
        release(plan.event)
        proposals.illustrate(proposal, entry())
    return proposal


@LANGUAGES
def test_it_is_shown_from_the_next_version_on(app, client, plan, film, language):
    here = HERE.replace("/fr/", f"/{language}/")
    assert seen(client, here) == [], "nothing that was not released"
    with app.app_context():
        assert [change.kind for change in releases.next_release(plan.event).changes] == ["changed"]
        release(plan.event)
    page = client.get(here).text
    alternative = {"fr": "Un quai", "en": "A wharf"}[language]
    assert f'alt="{alternative}"' in page and "Zoé &lt;Nord&gt;" in page and seen(client, here) == [400]


def test_another_waits_and_the_one_that_is_shown_stays(app, client, plan, film):
    with app.app_context():
        release(plan.event)
        proposals.illustrate(film, entry(500))
    assert seen(client) == [400]
    with app.app_context():
        release(plan.event)
    assert seen(client) == [500]


def test_what_is_taken_back_is_gone_at_once_and_does_not_come_back_as_another(app, client, plan, film):
    with app.app_context():
        release(plan.event)
        proposals.take_back(film)
    assert seen(client) == []
    with app.app_context():
        proposals.illustrate(film, entry(600))
    assert seen(client) == [], "it has the number of the one before, perhaps, and was not released"


def test_who_speaks_is_seen_beside_their_session(app, client, plan, film):
    with app.app_context():
        proposals.take_back(film)
        proposals.portray(find_speaker(plan.event, "ana@centre.example").id, entry(300))
        proposals.portray(find_speaker(plan.event, "ariane@centre.example").id, entry(310))
        elsewhere = releases.pictures.of_speaker(find_speaker(plan.event, "ariane@centre.example").id).key
    assert seen(client) == [300]
    assert client.get(f"/fr/events/rencontre-2020/programme/pictures/{elsewhere}.jpg").status_code == 200
    assert client.get("/fr/events/rencontre-2020/programme/pictures/x.jpg").status_code == 404


def test_nobody_who_does_not_speak_is_shown(app, client, plan, film):
    with app.app_context():
        stranger = service.add_speaker(plan.event, service.Voice("Max Vif", "max@vif.example"), "fr")
        proposals.portray(stranger, entry())
        key = releases.pictures.of_speaker(stranger).key
    assert client.get(f"/fr/events/rencontre-2020/programme/pictures/{key}.jpg").status_code == 404


def test_what_it_shows_is_translated_with_the_rest(app, plan, film):
    with app.app_context():
        rows = worklist(db.session.get_one(Event, plan.event))
        (row,) = (one for one in rows if one.key.startswith("picture"))
        assert row.text.texts == {"fr": "Un quai", "en": "A wharf"}
