"""What people say of their gender is theirs; others see numbers, never a small one, and only in batches."""

import datetime as dt

import pytest

from aami_events.foundation.database import db
from aami_events.foundation.i18n import speaking
from aami_events.foundation.points import personal_data
from aami_events.proposals import queries, service
from aami_events.proposals.models import Speaker
from aami_events.proposals.rendering import balance
from tests.factories import make_event, make_person
from tests.factories.proposals import open_call, pitch, proposer
from tests.factories.signing import PASSWORD, sign_in
from tests.integration.pages.visiting import LANGUAGES, SLUG


@pytest.fixture
def event(inside) -> int:
    number = make_event(SLUG)
    open_call(number)
    return number


def propose(event: int, number: int, gender: str | None, **says) -> int:
    return service.propose(event, proposer(f"P{number} Roy", gender=gender, **says), pitch(event, f"Titre {number}"))


def shown(app, event: int) -> dict[str, list[int | None]] | None:
    db.session.expire_all()
    with app.test_request_context("/en/"), speaking("en"):
        found = balance.genders(event)
        return dict(found.rows) if found else None


def test_numbers_are_shown_in_batches_and_never_small_ones(event, app):
    women = [propose(event, number, "woman") for number in range(12)]
    men = [propose(event, number, "man") for number in range(20, 31)]
    for number in range(40, 46):
        propose(event, number, None if number % 2 else "not one of these")
    assert shown(app, event) is None
    service.decide(event, [*women[:6], *men[:5]], "accepted")
    first = shown(app, event)
    assert first["woman"] == [6, 6, 12] and first["man"] == [5, 6, 11] and first["All"][2] == 29
    assert first["Two-Spirit person"] == first["non-binary person"] == [None, None, None]
    assert first["not said"] == [None, None, None] or first["not said"][0] is None
    service.decide(event, [women[7]], "accepted")
    assert shown(app, event) == first, "one person's step is not seen"
    service.decide(event, [*women[8:12]], "accepted")
    assert shown(app, event)["woman"] != first["woman"]


def test_who_declined_or_took_it_back_does_not_count(event):
    number = propose(event, 1, "woman")
    propose(event, 2, "man")
    service.withdraw_proposal(queries.find_proposal(event, number).speakers[0].speaker_id, number)
    assert queries.gender_counts(event) == [[0, 0], [0, 1], [0, 0], [0, 0], [0, 0], [0, 0]]


def test_it_is_theirs_to_see_and_it_goes(event):
    number = queries.find_proposal(event, propose(event, 1, "two_spirit")).speakers[0].speaker_id

    class Over:
        def events(self, _days: int) -> list[int]:
            return [event]

        def moment(self, _days: int) -> dt.datetime:
            raise AssertionError

    register = next(data for data in (one() for one in personal_data) if data.feature == "proposals")
    (record,) = register.export([number])
    assert record.plain()["gender"] == "two_spirit"
    assert service.forget_genders(Over(), 90, dry=True) == {event: 1}
    assert service.forget_genders(Over(), 90, dry=False) == {event: 1}
    db.session.expire_all()
    assert db.session.get_one(Speaker, number).gender is None and service.forget_genders(Over(), 90, dry=False) == {}


@LANGUAGES
def test_organisers_see_the_table_and_nobodys_gender(app, language):
    with app.app_context():
        event = make_event(SLUG)
        open_call(event)
        numbers = [propose(event, number, "two_spirit" if number < 6 else "woman") for number in range(12)]
        service.decide(event, numbers, "accepted")
        make_person("organiser", event_id=event, email="olga@x.example", password=PASSWORD)
    client = sign_in(app, "olga")
    here = f"/{language}/organise/{SLUG}/proposals"
    word = "personne bispirituelle" if language == "fr" else "Two-Spirit person"
    assert word in client.get(f"{here}/decisions").text
    for page in (here, f"{here}.csv", f"{here}/{numbers[0]}"):
        text = client.get(page).text
        assert word not in text and "two_spirit" not in text, page


def test_one_says_it_on_ones_own_page(event, client):
    row = queries.find_proposal(event, propose(event, 1, None)).speakers[0].speaker
    page = f"/fr/proposals/{queries.token(row)}"
    data = {"name": "P1 Roy", "language": "fr", "gender": "woman"}
    assert client.post(f"{page}/profile", data=data).status_code == 302 and "femme" in client.get(page).text
    assert client.post(f"{page}/profile", data={**data, "gender": "x" * 50}).status_code == 302
    assert "femme" not in client.get(page).text.partition("<main")[2]
