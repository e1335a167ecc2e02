"""Acts at desks: once each, presence follows, and what devices believed is looked at."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.attendance import hooks, queries, service
from aami_events.attendance.errors import NotRegistered, NotThere
from aami_events.attendance.models import Presence, Scan, Shift
from aami_events.attendance.queries import counts
from aami_events.attendance.service import By, WalkIn
from aami_events.events.queries import find_event
from aami_events.foundation import clock
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people.models import Organisation
from aami_events.privacy.rules import Clock
from aami_events.registration.models import Registration
from tests.factories import make_event, make_organisation, make_part, register
from tests.integration.attendance.conftest import SLUG, nonce


@pytest.fixture
def event(door, inside):
    return find_event(SLUG)


def number(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Ève", "welcome"), ("Pat", "due"), ("Olu", "online"), ("Cam", "cancelled"), ("Wen", "waiting"),
        ("Wes", "waiting"), ("Ida", "other_event"), ("ZZZZZZZZ", "unknown"),
    ],
)  # fmt: skip
def test_everyone_gets_a_clear_answer(door, event, who, expected):
    answered = door.scan(who)
    assert answered.answer == expected
    assert (answered.since is not None) == (number(Presence) == 1) == (expected in ("welcome", "due"))
    row = queries.find_scan(answered.nonce)
    assert row.answer == expected and (row.registration_id is None) == (expected in ("unknown", "other_event"))


def test_the_same_act_is_done_once_and_answered_the_same(door, event):
    said = nonce()
    answers = [door.scan("Ève", nonce=said) for _ in range(3)]
    assert {(one.answer, one.since) for one in answers} == {("welcome", answers[0].since)}
    assert number(Scan) == number(Presence) == 1
    assert door.scan("Ève").answer == "again"
    assert door.scan("Ada", nonce=said).registration_id == door.ids["Ève"]


def test_in_out_and_back_at_the_event_and_at_a_part(door, event):
    assert [door.scan("Ève", act).answer for act in ("out", "in", "in", "out", "out", "in")] == [
        "not_in", "welcome", "again", "out", "not_in", "welcome",
    ]  # fmt: skip
    assert door.scan("Ada", part_id=door.part).answer == "not_chosen"
    assert door.scan("Ève", part_id=door.part).answer == "welcome"
    part = next(part for part in event.parts if part.id == door.part)
    whole, there = counts.counts(event, None), counts.counts(event, part)
    assert (whole.here, whole.came, whole.expected, whole.capacity) == (1, 1, 3, 5)
    assert (there.here, there.came, there.expected, there.capacity) == (1, 1, 1, None)
    with pytest.raises(NotThere):
        door.scan("Ève", part_id=make_part(make_event("autre-2021")))


def test_a_session_of_the_programme_is_open_to_whoever_is_at_the_event(door, event):
    session = make_part(door.event, position=3, programme=True)
    assert [door.scan(who, part_id=session).answer for who in ("Ada", "Wes")] == ["welcome", "waiting"]
    there = counts.counts(event, queries.find_part(door.event, session))
    assert (there.here, there.expected) == (1, 3)


def test_taken_back_it_never_was(door, event):
    first, second = door.scan("Ève"), door.scan("Ève", "out")
    service.undo(event, second.nonce, By())
    assert queries.find_presence(door.ids["Ève"], None).here
    for _ in range(2):
        service.undo(event, first.nonce, By())
        assert number(Presence) == 0
    assert door.scan("Ève").answer == "welcome"
    with pytest.raises(NotThere):
        service.undo(event, nonce(), By())
    with pytest.raises(NotThere):
        service.undo(find_event("autre-2020"), first.nonce, By())


def test_a_shift_takes_back_only_what_it_did(door, event):
    day = service.open_desk(event)
    shifts = [service.serve(event, service.code_of(day), name) for name in ("Noé", "Zoé")]
    done = door.scan("Ève", by=By(shift_id=shifts[0]))
    with pytest.raises(NotThere):
        service.undo(event, done.nonce, By(shift_id=shifts[1]))
    service.undo(event, done.nonce, By(shift_id=shifts[0]))
    assert number(Presence) == 0


def test_two_desks_without_a_network_are_reconciled_and_shown(door, event):
    now = clock.now()
    door.scan("Ève", at=now - dt.timedelta(minutes=5), source="offline")
    second = door.scan("Ève", at=now - dt.timedelta(minutes=9), source="offline")
    assert (second.answer, second.to_settle) == ("again", True)
    assert number(Presence) == 1
    assert queries.find_presence(door.ids["Ève"], None).first_in_at == now - dt.timedelta(minutes=9)
    (row,) = queries.to_settle(event.id)
    assert queries.count_to_settle([event.id]) == {event.id: (1, row.received_at)}
    service.settle(event, row.id, stays=True, by=By())
    service.settle(event, row.id, stays=False, by=By())
    assert queries.to_settle(event.id) == [] and number(Presence) == 1 and row.undone_at is None


@pytest.mark.parametrize("stays", [True, False])
def test_whom_a_device_let_in_against_the_list_a_coordinator_settles(door, event, stays):
    door.scan("Wes", source="offline")
    door.scan("ZZZZZZZZ", source="paper")
    assert [row.answer for row in queries.to_settle(event.id)] == ["waiting", "unknown"]
    for row in queries.to_settle(event.id):
        service.settle(event, row.id, stays=stays, by=By())
    assert number(Presence) == int(stays) and queries.to_settle(event.id) == []
    online = queries.find_scan(door.scan("Wes").nonce)
    with pytest.raises(NotThere):
        service.settle(event, online.id, stays=True, by=By())


def test_a_coordinator_overrules_and_it_is_written_down(door, event):
    assert door.scan("Wes", overrule=True).answer == "welcome"
    assert door.scan("Cam", overrule=True).answer == "cancelled"
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action == "attendance.let_in"))
    assert len(actions.all()) == 1


def walk_in(event, **more):
    usual = {"nonce": nonce(), "name": "Sam Venu", "category": "general"}
    return service.walk_in(event, WalkIn(**usual | more), By())


def test_somebody_without_a_registration_is_registered_and_let_in(door, inside):
    event = find_event("autre-2020")
    first = walk_in(event)
    assert first.answer == "welcome"
    assert walk_in(event, nonce=first.nonce) == first
    other = walk_in(event)
    assert other.registration_id != first.registration_id  # another one of that name, who has no address either
    made = db.session.get_one(Registration, first.registration_id)
    assert (made.state, made.source, made.email) == ("confirmed", "desk", "")
    known = walk_in(event, name="Ida Autre", email=db.session.get_one(Registration, door.ids["Ida"]).email)
    assert known.registration_id == door.ids["Ida"]
    with pytest.raises(NotRegistered):
        walk_in(event, category="nothing")


def test_nobody_is_written_to_without_an_address(door, inside):
    event, before = find_event("autre-2020"), number(OutboxLetter)
    walk_in(event)
    assert number(OutboxLetter) == before
    walk_in(event, name="Autre", email="autre@venu.example")
    assert number(OutboxLetter) == before + 1


def test_nobody_is_let_in_beyond_the_places(door, event):
    full = walk_in(event, source="offline")
    assert (full.answer, full.to_settle) == ("waiting", True)
    assert number(Presence) == 0 and db.session.get_one(Registration, full.registration_id).state == "waiting"


def test_member_organisations_at_a_general_meeting(app, inside):
    make_organisation("centre")
    make_organisation("autre")
    event_id = make_event("aga-2020")
    part = make_part(event_id, kind="agm")
    centre = db.session.scalar(select(Organisation).where(Organisation.key == "centre")).name.get("fr")
    voter = register(event_id, organisation=centre, parts=(part,), delegate=True)
    register(event_id, organisation=centre, parts=(part,))
    event = find_event("aga-2020")
    (row,) = counts.members(event.parts[0])
    assert (row.registered, row.here, row.votes) == (2, 0, False)
    code = db.session.get_one(Registration, voter).code
    service.scan(event, service.Asked(nonce(), code, "in", part), By())
    (row,) = counts.members(event.parts[0])
    assert (row.registered, row.here, row.votes) == (2, 1, True)


def test_whoever_is_quicker_by_a_moment_is_the_one_who_let_them_in(door, event, monkeypatch):
    """Another desk writes between this one's look and its own writing."""
    look, looks = queries.find_presence, []

    def late(registration_id: int, part_id: int | None, *, locked: bool = False) -> Presence | None:
        looks.append(locked)
        if len(looks) > 1:
            return look(registration_id, part_id, locked=locked)
        facts = {"event_id": door.event, "registration_id": registration_id, "first_in_at": clock.now()}
        db.session.add(Scan(nonce=nonce(), act="in", answer="welcome", at=clock.now(), received_at=clock.now(),
                            event_id=door.event, registration_id=registration_id))  # fmt: skip
        db.session.add(Presence(**facts, changed_at=clock.now()))
        db.session.flush()
        return None

    monkeypatch.setattr(queries, "find_presence", late)
    assert door.scan("Ève").answer == "again"
    assert number(Presence) == 1


def test_of_two_who_were_let_in_against_the_list_one_presence_is_left(door, event):
    for _desk in range(2):
        door.scan("Wes", source="offline")
    for row in queries.to_settle(event.id):
        service.settle(event, row.id, stays=True, by=By())
    assert number(Presence) == 1


def test_a_report_of_a_call_and_a_door(door, event):
    seen = service.Seen(door.ids["Ève"], clock.now(), 40)
    assert service.note_report(event, door.part, [seen]) == 1
    act = door.scan("Ève", part_id=door.part)
    assert act.answer == "welcome"
    service.undo(event, act.nonce, By())
    there = queries.find_presence(door.ids["Ève"], door.part)
    assert (there.here, there.minutes) == (False, 40), "the report says what it said"
    service.mark(event, door.ids["Ève"], door.part, "attended", By())
    service.note_report(event, door.part, [seen])
    assert queries.find_presence(door.ids["Ève"], door.part).minutes is None, "who came by the door was there for all"
    for part, who in ((999, "Ève"), (door.part, "Ida")):
        with pytest.raises(NotThere):
            service.note_report(event, part, [service.Seen(door.ids[who], clock.now(), 1)])


def test_nobody_attends_with_a_registration_that_is_cancelled(door, event):
    service.mark(event, door.ids["Cam"], door.part, "attended", By())
    assert number(Presence) == 0


def test_a_certificate_without_an_address_is_not_sent(door, inside):
    event = find_event("autre-2020")
    walk_in(event)
    before = number(OutboxLetter)
    assert service.issue(event) == 1 and number(OutboxLetter) == before


def test_a_shift_ends_once_and_its_name_is_forgotten(door, event):
    shift = service.serve(event, service.code_of(service.open_desk(event)), "Noé")
    for _time in range(2):
        service.end_shift(shift)
    service.end_shift(999)
    due = Clock(clock.now(), {door.event: clock.now().date() - dt.timedelta(days=100)})
    assert service.forget_shifts(due, 90, dry=True) == {door.event: 1}
    assert db.session.get_one(Shift, shift).name == "Noé"
    assert service.forget_shifts(due, 90, dry=False) == {door.event: 1}
    assert service.forget_shifts(due, 90, dry=False) == {}
    db.session.expire_all()
    assert db.session.get_one(Shift, shift).name == "—"


@pytest.mark.parametrize("what", ["report", "excuse", "certificate"])
def test_whoever_never_was_at_a_door_is_found_and_forgotten_too(door, event, what):
    ada = db.session.get_one(Registration, door.ids["Ada"])
    if what == "excuse":
        service.mark(event, ada.id, door.part, "excused", By())
    else:
        service.note_report(event, None, [service.Seen(ada.id, clock.now(), 40)])
    if what == "certificate":
        assert service.issue(event, [ada.id]) == 1
    assert queries.known(ada.email) == {ada.id: "Ada Field"}
    assert len(hooks.records([ada.id])) == {"report": 1, "excuse": 0, "certificate": 2}[what]
    service.forget([ada.id])
    assert queries.known(ada.email) == {} and hooks.records([ada.id]) == []


def test_when_a_registration_is_erased_its_presence_goes(door, event):
    door.scan("Ève")
    assert queries.known(db.session.get_one(Registration, door.ids["Ève"]).email) == {door.ids["Ève"]: "Ève Roy"}
    assert service.forget([door.ids["Ève"], door.ids["Ada"]]) == 1
    assert number(Presence) == 0 and db.session.scalar(select(Scan.registration_id)) is None
