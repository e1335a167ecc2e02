"""The organisers' pages of rooms, hours and releases, the cockpit, the worklist of texts."""

import re

import pytest
from sqlalchemy import func, select

from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.foundation.dates import FuzzyDate
from aami_events.people import service as people
from aami_events.people.queries import find_person_by_email
from aami_events.programme import queries, service
from aami_events.programme.models import Release, Room
from aami_events.programme.queries import releases
from tests.factories import make_event
from tests.factories.programme import at, make_proposal, placed, put, the_session
from tests.integration.programme.conftest import HERE, words


# --- Rooms and hours ------------------------------------------------------------------------------------------------
def test_rooms_are_added_changed_moved_and_retired(app, organiser, plan):
    data = {"name-fr": "Studio", "name-en": "Studio", "capacity": "12", "equipment": ["projection"]}
    assert organiser.post(f"{HERE}/rooms", data=data).location == f"{HERE}/rooms"
    with app.app_context():
        (studio,) = db.session.scalars(select(Room.id).where(Room.capacity == 12))
    assert organiser.post(f"{HERE}/rooms/{studio}", data={**data, "capacity": ""}).status_code == 302
    organiser.post(f"{HERE}/rooms/{studio}/left")
    with app.app_context():
        assert [room.id for room in queries.rooms_of(plan.event)] == [plan.hall, studio, plan.loft]
    organiser.post(f"{HERE}/rooms/{studio}/right")
    organiser.post(f"{HERE}/rooms/{studio}/retire")
    with app.app_context():
        assert [room.id for room in queries.rooms_of(plan.event)] == [plan.hall, plan.loft]
    organiser.post(f"{HERE}/rooms/{plan.hall}/retire")
    assert "Cachets & droits (fr)" in words(organiser.get(f"{HERE}/rooms").text)
    assert organiser.get(f"{HERE}/rooms/{studio}").status_code == 404
    assert organiser.post(f"{HERE}/rooms/{10**18}/left").status_code == 404


@pytest.mark.parametrize("path", ["rooms", "rooms/1"])
@pytest.mark.parametrize(
    "data",
    [
        {"name-fr": " ", "name-en": "", "capacity": "12"},
        {"name-fr": "Salle", "capacity": "beaucoup"},
        {"name-fr": "Salle", "capacity": "999999"},
        {"name-fr": "Salle", "equipment": ["piscine"]},
    ],
)
def test_rooms_that_cannot_be_are_refused(app, organiser, plan, path, data):
    assert organiser.post(f"{HERE}/{path}", data=data).status_code == 422
    with app.app_context():
        assert [room.name.fr for room in queries.rooms_of(plan.event)] == ["Grande salle (fr)", "Mezzanine (fr)"]


def test_hours_and_teams_are_written(app, organiser, plan):
    data = {"opens": "10:00", "closes": "18 h", "change_over": "15", "teams_asl": "1", "teams_fr_en": ""}
    assert organiser.post(f"{HERE}/hours", data=data).location == HERE
    with app.app_context():
        hours = queries.settings_of(plan.event)
        assert (hours.opens.hour, hours.closes.hour, hours.change_over, hours.teams) == (10, 18, 15, (("asl", 1),))
    for wrong in ({"opens": "18:00", "closes": "10:00"}, {"opens": "", "closes": "10:00"}, {**data, "teams_asl": "99"}):
        assert organiser.post(f"{HERE}/hours", data=wrong).status_code == 422
    data["opens"] = "11:00"
    organiser.post(f"{HERE}/hours", data=data)
    text = words(organiser.get(HERE).text)
    assert "À placer (3)" in text and "hors des jours ou des heures" in text, "what stands too early is not lost"


def test_an_event_without_dates_or_rooms_says_what_is_missing(app, organiser, plan):
    with app.app_context():
        bare = make_event("sans-date-2020", when=FuzzyDate(None, None, "ongoing"), starts=None, ends=None)
        empty = make_event("vide-2020")
        olga = find_person_by_email("o@x.example")
        assert olga is not None
        person = olga.id
        for number in (bare, empty):
            people.grant(person, "organiser", scope=("event", number))
    assert "pas encore de dates" in organiser.get("/fr/organise/sans-date-2020/programme").text
    assert "Pas encore de salle" in organiser.get("/fr/organise/vide-2020/programme").text


# --- Releasing ------------------------------------------------------------------------------------------------------
def shown(page: str) -> str:
    return re.findall(r'name="shown" value="([^"]*)"', page)[0]


def test_a_release_shows_what_changes_then_makes_it_public(app, organiser, plan):
    page = organiser.get(f"{HERE}/release").text
    assert words(page).count("Nouvelle") == 3 and 'value="1"' in page
    data = {"shown": shown(page), "name": "1", "note-fr": "", "note-en": ""}
    assert organiser.post(f"{HERE}/release", data=data).location == HERE
    assert "Rien ne changerait" in organiser.get(f"{HERE}/release").text
    assert "La version 1 est publique" in words(organiser.get(HERE).text)
    assert organiser.post(f"{HERE}/release", data=data).status_code == 422
    with app.app_context():
        put(plan.event, plan.fees, at(15), plan.hall)
    text = words(organiser.get(f"{HERE}/release").text)
    assert "Déplacée" in text and "avant" in text
    assert organiser.post(f"{HERE}/release", data=data).status_code == 409
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Release)) == 1


def test_a_release_in_one_language_names_the_sessions(app, organiser, plan):
    with app.app_context():
        placed(plan.event, Written("Seulement français", ""), at(15), plan.hall)
        trial = service.bring_in(plan.event, [make_proposal(plan.event, "Essai", decision=None, announced_at=None)])[0]
        put(plan.event, trial, at(16), plan.hall)
    page = organiser.get(f"{HERE}/release").text
    assert "Seulement français" in page and "1 séance est à l" in page
    data = {"shown": shown(page), "name": "1"}
    answer = organiser.post(f"{HERE}/release", data=data)
    assert answer.status_code == 422 and "Rien n'a été publié" in words(answer.text).replace("’", "'")
    for wrong in ({"name": ""}, {"name": "1", "note-fr": "Une note"}, {"name": "x" * 61}):
        answer = organiser.post(f"{HERE}/release", data={"shown": shown(page), **wrong})
        assert answer.status_code == 422
    assert organiser.post(f"{HERE}/release", data={"name": "1", "note-fr": "x" * 5000}).status_code == 422
    with app.app_context():
        assert releases.last_release(plan.event) is None


def test_the_cockpit_says_how_far_the_schedule_is(app, organiser, released):
    page = words(organiser.get("/fr/organise/rencontre-2020/").text)
    assert "séances placées" in page and "séance à placer" in page and "Horaire" in page
    assert organiser.get("/fr/organise/").status_code == 200


def test_texts_of_sessions_are_on_the_worklist_and_do_not_block_the_event(app, organiser, plan):
    with app.app_context():
        number = placed(plan.event, Written("Seulement français", ""), at(15), plan.hall)
    page = organiser.get("/fr/organise/rencontre-2020/wording?state=open").text
    assert f"session:{number}:title" in page
    answer = organiser.post(
        f"/fr/organise/rencontre-2020/wording/text/session:{number}:title",
        data={"fr": "Titre", "en": "Title", "seen": _seen(organiser, number)},
    )
    assert answer.status_code == 302
    with app.app_context():
        row = the_session(number)
        assert (row.title.en, row.revision) == ("Title", 3)
    assert "Seulement français" not in organiser.get("/fr/organise/rencontre-2020/checklist").text


def _seen(client, number: int) -> str:
    page = client.get(f"/fr/organise/rencontre-2020/wording/text/session:{number}:title").text
    return re.findall(r'name="seen" value="([^"]*)"', page)[0]
