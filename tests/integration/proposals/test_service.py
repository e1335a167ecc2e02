"""Speakers: what is kept of them, for how long, and what goes."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.foundation.database import db, transaction
from aami_events.privacy.rules import Clock
from aami_events.programme.service import Voice
from aami_events.proposals import hooks, service
from aami_events.proposals.models import Speaker
from tests.factories import FIRST_DAY, both, make_event
from tests.factories.programme import make_session

pytestmark = pytest.mark.usefixtures("inside")
NAME, EMAIL = "ᐊᓚᓱᐊ Tremblay", "alasua@centre.example"


@pytest.fixture
def speaker() -> int:
    make_session(make_event(), speakers=(Voice(NAME, EMAIL), Voice("Zoé", "zoe@centre.example")))
    with transaction() as session:
        row = session.scalars(select(Speaker).where(Speaker.email == EMAIL)).one()
        row.biography, row.pronouns = both("Vidéaste"), "iel"
        row.away = [["2020-09-18T09:00", "2020-09-18T12:00"]]
        return row.id


def the(speaker: int) -> Speaker:
    db.session.rollback()
    return db.session.get_one(Speaker, speaker)


def test_who_speaks_is_found_and_handed_over(speaker):
    assert hooks.find(EMAIL) == {speaker: NAME}
    (record,) = hooks.records([speaker])
    assert record.plain()["email"] == EMAIL
    assert record.plain()["biography"] == both("Vidéaste").texts()
    assert record.plain()["away"] == [["2020-09-18T09:00", "2020-09-18T12:00"]]


def test_who_is_erased_leaves_a_row_without_a_word(speaker):
    assert service.erase_speakers([speaker]) == 1
    row = the(speaker)
    assert (row.name, row.email, row.pronouns, row.away) == ("—", f"#{speaker}", "", [])
    assert not any(row.biography.texts().values())
    assert hooks.find(EMAIL) == {}
    assert db.session.scalars(select(Speaker.name).where(Speaker.id != speaker)).all() == ["Zoé"]


@pytest.mark.parametrize(("days", "found"), [(364, 0), (367, 2)])
def test_a_year_after_the_event_nobody_is_reached_any_more(speaker, days, found):
    event = the(speaker).event_id
    noon = dt.datetime.combine(FIRST_DAY, dt.time(12), dt.UTC)
    due = Clock(noon + dt.timedelta(days=days), {event: FIRST_DAY})
    expected = {event: found} if found else {}
    assert service.forget_contacts(due, 365, dry=True) == expected
    assert the(speaker).email == EMAIL
    assert service.forget_contacts(due, 365, dry=False) == expected
    assert (the(speaker).name, the(speaker).email == EMAIL) == (NAME, not found)
    assert service.forget_contacts(due, 365, dry=False) == {}
