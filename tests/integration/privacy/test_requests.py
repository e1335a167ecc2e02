"""Somebody asks to be erased: asked, confirmed, withdrawn, fulfilled, refused."""

import pytest
from sqlalchemy import select

from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.privacy import queries, service
from aami_events.privacy.errors import AccountInUse, RequestClosed
from aami_events.privacy.jobs import forget_last_letters
from aami_events.privacy.models import PrivacyRequest
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from tests.factories import make_entry, make_event, mark_sent, register
from tests.factories.reading import states, taken, the
from tests.factories.traces import everywhere
from tests.integration.privacy.conftest import EMAIL, SAID, WORDS, send_everything

pytestmark = pytest.mark.usefixtures("inside")


def the_request(number: int) -> PrivacyRequest:
    db.session.expire_all()
    return db.session.get_one(PrivacyRequest, number)


def kinds_to(address: str) -> list[str]:
    query = select(OutboxLetter.kind).where(OutboxLetter.recipient == address, OutboxLetter.kind.like("privacy.%"))
    return list(db.session.scalars(query.order_by(OutboxLetter.id)))


def test_asking_twice_is_asking_once_and_writes_once(planted):
    number = service.ask(planted.registration)
    assert service.ask(planted.registration) == number
    assert kinds_to(EMAIL) == ["privacy.asked"]
    request = the_request(number)
    assert (request.state, request.email, request.name) == ("open", EMAIL, SAID["name"])


def test_until_the_address_confirms_it_is_about_one_registration(planted):
    elsewhere = register(make_event("autre-2020"), name=SAID["name"], email=EMAIL)
    number = service.ask(planted.registration)
    assert queries.asked_for(the_request(number)) == {"registration": {planted.registration: SAID["name"]}}
    service.confirm(number)
    service.confirm(number)
    found = queries.asked_for(the_request(number))
    assert set(found["registration"]) == {planted.registration, elsewhere}
    assert {"people", "privacy"} <= set(found)


def test_nobody_is_erased_by_writing_their_address_into_another_registration(planted, inside):
    """Whoever holds a link may write any name and address there; it stays their own registration."""
    stranger = register(planted.event, name="Quelqu’un", email="autre@exemple.example")
    registration.change(stranger, make_entry(name=SAID["name"], email=EMAIL))
    service.fulfil(service.ask(stranger))
    assert (the(planted.registration).name, the(stranger).name) == (SAID["name"], "—")


def test_fulfilled_it_leaves_no_trace_once_its_letter_has_gone(planted):
    number = service.ask(planted.registration)
    service.confirm(number)
    send_everything()
    with pytest.raises(AccountInUse):
        service.fulfil(number)
    service.fulfil(number, close_account=True)
    request = the_request(number)
    assert (request.state, request.email, request.name) == ("done", "", "")
    assert kinds_to(EMAIL) == ["privacy.erased"], "the last letter has to know where to go"
    assert forget_last_letters() == 0
    last = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "privacy.erased")).one()
    assert not any(word in compose(last).text.lower() for word in WORDS)
    mark_sent(last.id)
    assert forget_last_letters() == 1
    assert everywhere(*WORDS) == []


def test_a_place_at_an_event_to_come_goes_to_the_next(inside):
    event = make_event(capacity=1)
    first, second = register(event, email="a@exemple.example"), register(event)
    assert states(first, second) == ["confirmed", "waiting"]
    service.fulfil(service.ask(first))
    assert states(first, second) == ["cancelled", "offered"]
    assert (the(first).name, taken(event)) == ("—", 1)
    assert registrations.places_out_of_step() == []


def test_after_the_event_the_state_stays(inside, clock):
    event = make_event()
    number, gone = register(event), register(event)
    registration.cancel(gone)
    clock.forward(days=60)
    service.fulfil(service.ask(number))
    service.fulfil(service.ask(gone))
    assert states(number, gone) == ["confirmed", "cancelled"]


def test_a_cancelled_registration_of_an_event_to_come_is_erased_as_it_is(inside):
    number = register(make_event())
    registration.cancel(number)
    service.fulfil(service.ask(number))
    assert (states(number), the(number).name) == (["cancelled"], "—")


def test_a_colleague_with_the_same_address_keeps_their_letters(inside):
    event = make_event()
    first = register(event, name="Zoé", email="info@centre.example")
    second = register(event, name="Ariane", email="info@centre.example")
    request = service.ask(first)
    service.confirm(request)
    service.fulfil(request)
    assert (the(first).name, the(second).name) == ("—", "Ariane")
    subjects = select(OutboxLetter.subject_id).where(OutboxLetter.kind == "registration.confirmed")
    assert db.session.scalars(subjects).all() == [second]


def test_withdrawn_nothing_is_known_but_that_it_was_made(planted):
    number = service.ask(planted.registration)
    service.withdraw(number)
    request = the_request(number)
    assert (request.state, request.email, request.name) == ("withdrawn", "", "")
    assert the(planted.registration).name == SAID["name"]
    assert service.ask(planted.registration) != number, "one may ask again"


def test_refused_the_person_reads_why_and_it_is_kept(planted):
    number = service.ask(planted.registration)
    service.refuse(number, "un tribunal le demande")
    assert kinds_to(EMAIL) == ["privacy.asked", "privacy.refused"]
    row = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "privacy.refused")).one()
    assert "un tribunal le demande" in compose(row).text
    assert the_request(number).email == EMAIL
    assert the(planted.registration).name == SAID["name"]


@pytest.mark.parametrize("end", ["withdraw", "refuse", "fulfil"])
def test_what_is_closed_stays_closed(inside, end):
    number = service.ask(register(make_event()))
    {"withdraw": service.withdraw, "fulfil": service.fulfil, "refuse": lambda one: service.refuse(one, "non")}[end](
        number
    )
    before = the_request(number).state
    for use_case in (service.confirm, service.withdraw, service.fulfil, lambda one: service.refuse(one, "x")):
        with pytest.raises(RequestClosed):
            use_case(number)
    assert the_request(number).state == before


def test_what_was_done_is_written_down_without_a_name(planted):
    number = service.ask(planted.registration)
    service.confirm(number)
    service.fulfil(number, close_account=True)
    query = select(AuditEntry.action).where(AuditEntry.subject_kind == "privacy_request")
    assert db.session.scalars(query.order_by(AuditEntry.id)).all() == [
        "privacy.asked",
        "privacy.confirmed",
        "privacy.done",
    ]


def test_a_refused_request_is_forgotten_with_time(planted, clock):
    number = service.ask(planted.registration)
    service.refuse(number, "xqraison")
    clock.forward(days=1096)
    assert [line.rows for line in service.retain(dry=True) if line.key == "privacy.requests"] == [1]
    service.retain(dry=False)
    assert (the_request(number).state, the_request(number).email) == ("refused", "")
    assert [line for line in service.retain(dry=True) if line.key == "privacy.requests"] == []


def test_a_request_is_part_of_what_is_kept_of_a_person(planted):
    service.ask(planted.registration)
    assert queries.find(EMAIL)["privacy"] == {1: SAID["name"]}
    assert queries.register()["privacy"].export([1])[0].plain()["email"] == EMAIL
