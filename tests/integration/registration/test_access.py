"""Access needs are followed from the asking to the person's own word."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.registration import errors, service
from aami_events.registration.models import AccessRequest, AccessService
from aami_events.registration.queries import access
from tests.factories import make_entry, make_event, register
from tests.factories.reading import letters

SECRET = "xyzzy-quiet-room"


def ask(event: int, needs: str = "LSQ", **says) -> tuple[int, int]:
    """(registration, its request)"""
    number = register(event, access_needs=needs, **says)
    return number, db.session.scalars(select(AccessRequest.id).where(AccessRequest.registration_id == number)).one()


def arrange(event: int, request: int, **facts) -> int:
    usual = {"kind": "lsq", "provider": "Sourdestin", "note": SECRET, "cost_cents": 42000}
    return service.arrange(event, request, **{**usual, **facts})


def states(event: int) -> list[str]:
    db.session.expire_all()
    return [need.state for need in access.queue(event)]


def test_asked_arranged_delivered_confirmed(clock):
    event = make_event()
    person, request = ask(event)
    clock.forward(days=3)
    assert [(need.state, need.days) for need in access.queue(event)] == [("asked", 3)]
    assert [held.number for held in access.unanswered([event]).values()] == [1]
    number = arrange(event, request)
    assert states(event) == ["arranged"] and access.unanswered([event]) == {}
    service.deliver(event, number)
    assert states(event) == ["delivered"]
    service.confirm(person, number, was_there=True, remark="Merci")
    assert states(event) == ["confirmed"]
    service.deliver(event, number)
    assert states(event) == ["confirmed"], "the person's word stands"
    assert access.planned(event) == [("lsq", 1, 42000)]


def test_what_was_not_there_counts_first():
    event = make_event()
    person, request = ask(event)
    first, _second = arrange(event, request), arrange(event, request, kind="captions")
    service.confirm(person, first, was_there=False)
    assert states(event) == ["missing"]


def test_an_answer_without_a_service():
    event = make_event()
    _person, request = ask(event)
    service.answer(event, request, "Il y a un ascenseur.")
    assert states(event) == ["answered"] and access.queue(event)[0].request.answer == "Il y a un ascenseur."


def test_the_unanswered_come_first_and_the_oldest_first(clock):
    event = make_event()
    answered = ask(event)
    service.answer(event, answered[1], "Oui")
    clock.forward(days=1)
    older = ask(event)
    clock.forward(days=1)
    newer = ask(event)
    assert [need.request.registration_id for need in access.queue(event)] == [older[0], newer[0], answered[0]]


def test_the_cancelled_need_nothing():
    event = make_event()
    person, _request = ask(event)
    service.cancel(person)
    assert access.queue(event) == [] and access.unanswered([event]) == {}


def test_a_need_said_otherwise_waits_again_and_keeps_what_was_arranged(clock):
    event = make_event()
    person, request = ask(event)
    number = arrange(event, request)
    clock.forward(days=2)
    entry = make_entry(name="Une", email="une@centre.example")
    service.change(person, make_entry(name="Une", email="une@centre.example", access_needs="LSQ"))
    assert access.unanswered([event]) == {}
    service.change(person, make_entry(name="Une", email="une@centre.example", access_needs="LSQ et repos"))
    assert access.unanswered([event])[event].age(clock.now) == 0
    assert [row.id for row in access.of_registration(person).services] == [number]
    service.change(person, entry)
    assert access.of_registration(person) is None
    assert db.session.scalar(select(AccessService.id)) is None


def test_nobody_elses():
    event, other = make_event(), make_event("autre-2020")
    person, request = ask(event)
    stranger, _theirs = ask(other)
    number = arrange(event, request)
    for refused in (
        lambda: arrange(other, request),
        lambda: arrange(event, 999),
        lambda: service.answer(other, request, "…"),
        lambda: service.deliver(other, number),
        lambda: service.deliver(event, 999),
        lambda: service.confirm(stranger, number, was_there=True),
        lambda: service.confirm(person, 999, was_there=True),
    ):
        with pytest.raises(errors.NotYours):
            refused()
    assert states(event) == ["arranged"]


def test_neither_letters_nor_the_audit_say_what():
    event = make_event()
    person, request = ask(event, SECRET)
    number = arrange(event, request, provider=SECRET)
    service.answer(event, request, SECRET)
    service.confirm(person, number, was_there=True, remark=SECRET)
    assert letters(person) == ["confirmed", "access", "access"]
    for row in db.session.scalars(select(OutboxLetter)):
        letter = compose(row)
        assert SECRET not in letter.subject + letter.text + letter.html + str(row.facts)
    for entry in db.session.scalars(select(AuditEntry)):
        assert SECRET not in f"{entry.diff} {entry.reason}"


def test_a_transfer_leaves_nothing_of_it():
    event = make_event(change_until=None)
    person, request = ask(event)
    arrange(event, request)
    service.transfer(person, name="Autre", email="autre@centre.example", language="fr")
    assert access.queue(event) == [] and db.session.scalar(select(AccessService.id)) is None


def test_days_are_whole(clock):
    event = make_event()
    ask(event)
    clock.set(clock.now + dt.timedelta(hours=47))
    assert access.queue(event)[0].days == 1
