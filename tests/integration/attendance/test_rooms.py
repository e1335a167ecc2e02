"""Checking in by oneself, with the code that is shown in the room."""

import datetime as dt
import re

import pytest

from aami_events.attendance import queries, service
from aami_events.events.queries import find_event
from aami_events.foundation import clock
from aami_events.foundation.database import db
from aami_events.registration.models import Registration
from aami_events.registration.queries import token
from tests.integration.attendance.conftest import LANGUAGES, SLUG

#: the part of the event is from 11 to 13 h in Toronto
DURING = dt.datetime(2020, 9, 17, 15, 30, tzinfo=dt.UTC)


def page_of(door, who: str, language: str = "fr") -> str:
    with door.app.app_context():
        own = token(db.session.get_one(Registration, door.ids[who]))
    return f"/{language}/registrations/{own}/here"


@pytest.fixture
def shown(door, organiser) -> str:
    """What stands on the screen in the room during the session."""
    with clock.stopped(DURING):
        page = organiser.get(f"/fr/organise/{SLUG}/attendance/room?place={door.part}").text
    assert "notice" not in page
    return re.search(r"<code>(\w{4} \w{4})</code>", page)[1]


@LANGUAGES
def test_whoever_is_in_the_room_says_so(door, client, shown, language):
    here = page_of(door, "Ève", language)
    with clock.stopped(DURING):
        assert client.get(here).status_code == 200
        for _again in range(2):
            done = client.post(here, data={"code": shown.lower().replace(" ", "-")}, follow_redirects=True)
            assert done.status_code == 200 and "Partie 1" in done.text
    with door.app.app_context():
        there = queries.find_presence(door.ids["Ève"], door.part)
        assert there.first_in_at == DURING and there.minutes is None
        assert [row.source for row in queries.history_of(door.ids["Ève"])] == ["self"]


@pytest.mark.parametrize("minutes", [-46, 121])
def test_not_before_and_not_afterwards(door, client, shown, minutes):
    with clock.stopped(DURING + dt.timedelta(minutes=minutes)):
        refused = client.post(page_of(door, "Ève"), data={"code": shown})
    assert refused.status_code == 422 and 'aria-invalid="true"' in refused.text


@pytest.mark.parametrize("code", ["", "AAAA BBBB", "é" * 50, "0" * 5000])
def test_a_code_that_is_none(door, client, shown, code):
    with clock.stopped(DURING):
        assert client.post(page_of(door, "Ève"), data={"code": code}).status_code == 422


@pytest.mark.parametrize("who", ["Ada", "Cam", "Wes"])
def test_who_has_no_place_there_does_not_check_in(door, client, shown, who):
    with clock.stopped(DURING):
        assert client.post(page_of(door, who), data={"code": shown}).status_code == 409
    with door.app.app_context():
        assert queries.presences(door.event) == [] and queries.history_of(door.ids[who]) == []


def test_the_code_is_another_one_each_day_and_in_each_room(door, inside):
    event, codes = find_event(SLUG), set()
    for days in range(3):
        with clock.stopped(DURING + dt.timedelta(days=days)):
            codes.add(service.room_code(event, event.parts[0]))
    assert len(codes) == 3


def test_before_its_hours_the_screen_says_so_and_volunteers_do_not_see_it(door, organiser, volunteer):
    here = f"/fr/organise/{SLUG}/attendance/room"
    assert "notice warning" in organiser.get(f"{here}?place={door.part}").text
    assert organiser.get(here).status_code == 404 and volunteer().get(f"{here}?place={door.part}").status_code == 403
