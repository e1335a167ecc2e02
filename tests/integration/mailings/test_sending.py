"""When a letter goes: once to each of them, whatever is asked twice; and what becomes of it."""

import datetime as dt

import pytest

from aami_events.events import service as events
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import errors, jobs, queries, service
from aami_events.mailings.models import Mailing, MailingCopy
from aami_events.mailings.rules import LATE
from aami_events.registration import service as registration
from tests.factories import make_event, register
from tests.factories.letters import put
from tests.factories.mailings import copies, entry, make_mailing, state_of, written_to

pytestmark = pytest.mark.usefixtures("inside")
#: three days before the event of the factories, at nine in Toronto
DUE = dt.datetime(2020, 9, 14, 13, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
BEFORE = {"send": "relative", "days": -3, "hour": dt.time(9)}


@pytest.fixture
def event(inside) -> int:
    number = make_event(capacity=None, closes=dt.timedelta(days=40))
    for name in ("ada", "bea"):
        register(number, email=f"{name}@x.example")
    return number


def test_by_hand_it_goes_at_once_and_once(event):
    number = make_mailing(event, planned=True)
    assert state_of(number) == "ready"
    assert [jobs.send_ordered(), jobs.send_due()] == [2, 0]
    assert written_to() == ["ada@x.example", "bea@x.example"] and state_of(number) == "sent"
    with pytest.raises(errors.NotNow):
        service.plan(number, base=3)
    assert jobs.send_due() == 0
    register(event, email="cid@x.example")
    assert jobs.send_due() == 0, "who comes later was not meant"


def test_a_draft_does_not_go(event):
    number = make_mailing(event)
    assert service.send(number) == 0 and state_of(number) == "draft" and copies() == []


def test_a_planned_one_waits_for_its_moment(event, clock):
    number = make_mailing(event, planned=True, **BEFORE)
    clock.set(DUE - MINUTE)
    register(event, email="cid@x.example")
    assert jobs.send_due() == 0 and state_of(number) == "ready"
    clock.set(DUE)
    assert [jobs.send_due(), jobs.send_due()] == [3, 0], "also who came since it was planned"


def test_it_moves_with_the_event_and_waits_while_that_is_postponed(event, clock):
    number = make_mailing(event, planned=True, **BEFORE)
    with transaction():
        row = db.session.get_one(Mailing, number).event
        row.starts += dt.timedelta(days=2)
        row.ends += dt.timedelta(days=2)
    clock.set(DUE)
    assert jobs.send_due() == 0
    clock.set(DUE + dt.timedelta(days=2))
    events.move(event, "postpone", reason="La salle")
    assert jobs.send_due() == 0 and state_of(number) == "ready"
    with transaction():
        db.session.get_one(Mailing, number).event.state = "published"
    assert jobs.send_due() == 2


def test_what_nobody_could_send_in_time_is_not_sent_late(event, clock):
    number = make_mailing(event, planned=True, **BEFORE)
    clock.set(DUE + LATE + MINUTE)
    assert jobs.send_due() == 0 and state_of(number) == "ready"
    service.unplan(number)
    assert service.missing_for(db.session.get_one(Mailing, number)) == ["past"]


def test_latecomers_get_it_until_the_event_is_over(event, clock):
    number = make_mailing(event, planned=True, latecomers=True, **BEFORE)
    clock.set(DUE)
    assert jobs.send_due() == 2
    late = register(event, email="cid@x.example")
    assert [jobs.send_due(), jobs.send_due()] == [1, 0]
    registration.cancel(late)
    clock.set(dt.datetime(2020, 9, 20, 3, 59, tzinfo=dt.UTC))  # the last evening, in Toronto
    register(event, email="dee@x.example", by_organiser=True)
    assert jobs.send_due() == 1
    clock.forward(minutes=2)
    register(event, email="eva@x.example", by_organiser=True)
    assert jobs.send_due() == 0
    assert len(written_to()) == 4
    service.stop(number)
    assert queries.ready() == []


def test_a_colleague_who_takes_a_place_over_gets_what_goes_to_latecomers(event):
    make_mailing(event, planned=True, latecomers=True)
    jobs.send_due()
    registration.transfer(1, name="Eva", email="eva@x.example", language="en")
    assert [jobs.send_due(), jobs.send_due()] == [1, 0]
    assert written_to() == ["bea@x.example", "eva@x.example"], "what had not gone to the first does not go"


def test_what_has_not_gone_is_taken_back_and_may_go_again(event):
    number = make_mailing(event, planned=True)
    jobs.send_due()
    put(copies()[0].id, state="sent")
    assert service.stop(number) == 1
    assert written_to() == ["ada@x.example"]
    service.resume(number)
    assert jobs.send_ordered() == 1
    assert written_to() == ["ada@x.example", "bea@x.example"], "the one who had it has it once"
    with pytest.raises(errors.NobodyToWrite):
        service.resume(number)


def test_what_is_missing_keeps_it_from_going(event):
    half = make_mailing(event, body=Written(fr="Bonjour"))
    with pytest.raises(errors.MailingWrong) as refusal:
        service.plan(half, base=1)
    assert refusal.value.faults == [("body", "body")]
    nobody = make_mailing(event, states=("cancelled",))
    with pytest.raises(errors.NobodyToWrite):
        service.plan(nobody, base=1)
    hidden = make_event("cachee-2020", state="draft")
    with pytest.raises(errors.NotNow):
        service.plan(make_mailing(hidden), base=1)
    assert jobs.send_due() == 0 and copies() == []


def test_of_two_editors_the_second_is_told(event):
    number = make_mailing(event)
    service.change(number, entry(subject=Written("Un", "One")), base=1)
    with pytest.raises(errors.Overtaken) as refusal:
        service.change(number, entry(subject=Written("Deux", "Two")), base=1)
    assert refusal.value.revision == 2
    with pytest.raises(errors.NotNow):
        service.plan(number, base=1)  # what would go is not what was read
    service.plan(number, base=2)
    for late in (lambda: service.change(number, entry(), base=3), lambda: service.remove(number)):
        with pytest.raises(errors.NotNow):
            late()
    service.unplan(number)
    with pytest.raises(errors.NotNow):
        service.unplan(number)
    for early in (service.stop, service.resume):
        with pytest.raises(errors.NotNow):
            early(number)
    service.remove(number)
    for late in (service.copy, service.remove, service.send):
        with pytest.raises(errors.NotThere):
            late(number)


def test_a_copy_is_a_draft_that_says_the_same(event):
    number = make_mailing(event, planned=True, region="atlantic", latecomers=True, **BEFORE)
    made = db.session.get_one(Mailing, service.copy(number))
    row = db.session.get_one(Mailing, number)
    names = ("event_id", "subject", "body", "audience", "send", "days", "anchor", "hour", "latecomers", "promotional")
    assert [getattr(made, name) for name in names] == [getattr(row, name) for name in names]
    assert (made.state, made.revision, row.state) == ("draft", 1, "ready")


def test_a_promotion_names_the_house_and_writes_to_no_latecomers(event, app):
    number = make_mailing(event, promotional=True, latecomers=True)
    row = db.session.get_one(Mailing, number)
    assert service.missing_for(row) == ["address"] and not row.latecomers
    app.config["ORGANISATION_ADDRESS"] = "1, rue Haute, Montréal"
    assert service.missing_for(db.session.get_one(Mailing, number)) == []


def test_a_letter_that_is_no_longer_kept_is_still_known_to_have_gone(event):
    number = make_mailing(event, planned=True)
    jobs.send_due()
    with transaction():
        db.session.delete(db.session.get_one(OutboxLetter, copies()[0].id))
    assert queries.progress([number]) == {number: {"forgotten": 1, "waiting": 1}}
    assert len(db.session.query(MailingCopy).all()) == 2
    assert jobs.send_due() == 0
