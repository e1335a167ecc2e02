"""Letters that a survey writes by itself: as soon as it is open, to who comes later, on the days before it closes."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.evaluation import jobs, queries, service
from aami_events.evaluation.rules import Days
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from tests.factories import make_event, register
from tests.factories.surveys import give, links, make_survey

pytestmark = pytest.mark.usefixtures("inside")
#: of the survey that closes on December 1, at noon in Toronto
WEEK_BEFORE, TWO_DAYS_BEFORE = (
    dt.datetime(2020, 11, 24, 14, tzinfo=dt.UTC),
    dt.datetime(2020, 11, 29, 14, tzinfo=dt.UTC),
)
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def written() -> int:
    """Letters that were ever written."""
    return len(list(db.session.scalars(select(OutboxLetter.id).where(OutboxLetter.kind == queries.LETTER))))


def test_everyone_is_written_to_as_soon_as_it_is_open_and_whoever_comes_later(clock):
    event = make_event()
    for number in range(2):
        register(event, email=f"p{number}@x.example")
    days = Days(opens_after=1, closes_after=14)
    survey = make_survey(audience="registered", event_id=event, days=days, invites=True, ready=False)
    assert jobs.write_letters() == 0, "it is a draft"
    service.publish(survey)
    assert jobs.write_letters() == 0, "its hour has not come"
    clock.forward(days=36)
    assert [jobs.write_letters() for _ in range(2)] == [2, 0]
    register(event, email="tard@x.example", by_organiser=True)
    assert jobs.write_letters() == 1
    clock.forward(days=20)
    register(event, email="trop.tard@x.example", by_organiser=True)
    assert jobs.write_letters() == 0, "it is over"
    assert written() == 3


def test_nobody_is_written_to_by_a_survey_that_does_not_say_so():
    survey = make_survey()
    service.write_down(survey, [service.Person("Ada", "ada@x.example")])
    assert jobs.write_letters() == 0 and written() == 0


def test_reminders_go_on_their_days_to_who_has_not_answered(clock):
    survey = make_survey(people=3, reminds=(7, 2))
    give(links(survey)[0], grade="good")
    for moment, number in (
        (WEEK_BEFORE - MINUTE, 0), (WEEK_BEFORE, 2), (WEEK_BEFORE + MINUTE, 0), (TWO_DAYS_BEFORE - MINUTE, 0),
        (TWO_DAYS_BEFORE, 2), (TWO_DAYS_BEFORE + HOUR, 0),
    ):  # fmt: skip
        clock.set(moment)
        assert jobs.write_letters() == number, moment
    assert written() == 3 + 4


def test_two_reminders_whose_hours_have_passed_are_one(clock):
    make_survey(people=1, reminds=(7, 2))
    clock.set(TWO_DAYS_BEFORE + HOUR)
    assert [jobs.write_letters() for _ in range(2)] == [1, 0]


def test_whoever_had_a_letter_within_a_day_is_left_in_peace(clock):
    survey = make_survey(people=1, reminds=(7,))
    clock.set(WEEK_BEFORE - HOUR)
    service.write_down(survey, [service.Person("Tard", "tard@x.example")])
    service.invite(survey)
    clock.set(WEEK_BEFORE)
    assert jobs.write_letters() == 1, "the one who was written to months ago"
    assert {row.name: row.letters for row in queries.invitations_of(survey)} == {"Personne 0": 2, "Tard": 1}


def test_a_reminder_by_hand_is_in_the_place_of_one_that_had_come(clock):
    survey = make_survey(people=1, reminds=(7,))
    clock.set(WEEK_BEFORE)
    assert service.remind(survey) == 1
    clock.forward(days=2)
    assert jobs.write_letters() == 0


def test_a_survey_that_closes_between_the_list_and_its_turn_writes_nothing():
    survey = make_survey(audience="list", invites=True)
    service.write_down(survey, [service.Person("Ada", "ada@x.example")])
    listed = service.writing()
    service.close(survey)
    assert listed == [survey] and service.write_by_itself(survey) == 0 and written() == 0


def test_an_open_link_writes_to_nobody_and_a_copy_writes_as_its_model():
    opened = make_survey(audience="open", invites=True, reminds=(2,))
    assert service.writing() == [] and jobs.write_letters() == 0
    model = make_survey(invites=True, reminds=(5,))
    copied = service.copy_survey(model)
    row = queries.find_survey(queries.slug_of(copied))
    assert (row.invites, row.reminds) == (True, [5])
    assert queries.find_survey(queries.slug_of(opened)).reminds == []
