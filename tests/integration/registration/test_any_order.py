"""Whatever people do, in whatever order: places agree with people, nobody waits while all they need is free, and
whoever is served from a queue stood before all who need the same and still wait."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from sqlalchemy import select

from aami_events.events.errors import FewerThanHeld
from aami_events.events.models import Event, Part, Place
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.dates import FuzzyDate
from aami_events.registration import errors, queries, service
from aami_events.registration.models import Category, Registration, RegistrationPart
from aami_events.registration.queries.support import find_support
from aami_events.registration.service.register import base_places
from tests.factories import NOW, make_entry, make_event, make_organisation, make_part
from tests.factories.capacity import change_capacity
from tests.factories.reading import parts_of, the

CATEGORIES = ({"key": "a", "capacity": 2}, {"key": "b", "capacity": 3}, {"key": "agm", "capacity": 2, "agm_only": True})
REFUSALS = (
    errors.AlreadyCancelled, errors.OfferOver, errors.PlaceTaken, errors.StateRefused, errors.UnknownPart,
    errors.LastPart, errors.FollowsAnother, errors.NotYours, errors.CapacityBelowHeld, FewerThanHeld,
)  # fmt: skip
PARTS = st.sets(st.integers(0, 1)).map(tuple)
KEYS = st.sampled_from(["a", "a", "b", "agm"])
slugs = iter(range(1_000_000))


class Desk(RuleBasedStateMachine):
    """One event: four places, three categories, a meeting of two places and a session of one."""

    clock: Any
    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.clock.set(NOW)
        whole_year = {"closes": None, "when": FuzzyDate(None, None, "ongoing"), "starts": None, "ends": None}
        self.event = make_event(f"event-{next(slugs)}", capacity=4, categories=CATEGORIES, **whole_year)
        make_organisation()
        self.parts = (
            make_part(self.event, capacity=2, alone=True, kind="agm"),
            make_part(self.event, capacity=1, position=2),
        )
        self.entries: dict[int, Any] = {}
        self.queue: dict[int, Any] = {}
        self.part_queue: set[int] = set()
        self.held_parts: set[int] = set()
        self.by_hand: set[int] = set()

    def wanted(self, numbers: tuple[int, ...], key: str) -> tuple[int, ...]:
        return tuple(self.parts[number] for number in numbers if key != "agm" or number == 0)

    @rule(target=people, key=KEYS, parts=PARTS)
    def register(self, key, parts):
        entry = make_entry(category=key, parts=self.wanted(parts, key))
        number = service.register(self.event, entry).registration_id
        self.entries[number] = entry
        return number

    @rule(person=people)
    def cancel(self, person):
        self.attempt(service.cancel, person)

    @rule(person=people)
    def accept(self, person):
        self.attempt(service.accept, person)

    @rule(person=people, state=st.sampled_from(["confirmed", "waiting", "cancelled"]))
    def move(self, person, state):
        self.by_hand.add(person)
        self.attempt(service.move, person, state, reason="")

    @rule(person=people, key=KEYS, parts=PARTS)
    def change(self, person, key, parts):
        self.attempt(service.change, person, make_entry(category=key, parts=self.wanted(parts, key)))

    @rule(target=people, keys=st.lists(KEYS, min_size=1, max_size=3), parts=PARTS)
    def register_colleagues(self, keys, parts):
        guests = [
            make_entry(category=key, parts=self.wanted(parts, key), organisation="Centre d’art", delegate=True)
            for key in keys
        ]
        contact = service.Contact("Contact", f"contact{next(slugs)}@centre.example", "Centre d’art", "fr")
        group = service.register_group(self.event, contact, guests)
        numbers = list(db.session.scalars(select(Registration.id).where(Registration.group_id == group).order_by("id")))
        self.entries.update(zip(numbers, guests, strict=True))
        return multiple(*numbers)

    @rule(person=people)
    def complete(self, person):
        self.attempt(service.complete, person, make_entry())

    @rule(person=people, number=st.integers(0, 1))
    def drop(self, person, number):
        self.attempt(service.drop_part, person, self.parts[number])

    @rule(person=people)
    def transfer(self, person):
        new = make_entry()
        self.attempt(service.transfer, person, name=new.name, email=new.email, language="en")

    @rule(what=st.sampled_from(["event", "a", "b", "agm", 0, 1]), capacity=st.integers(1, 6))
    def change_capacity(self, what, capacity):
        """Lower than what is held is refused; larger serves the queue."""
        thing: Any = Event
        number: Any = self.event
        if isinstance(what, int):
            thing, number = Part, self.parts[what]
        elif what != "event":
            keys = select(Category.id).where(Category.event_id == self.event, Category.key == what)
            thing, number = Category, db.session.scalars(keys).one()
        places = db.session.get_one(thing, number).places
        before, refused = (places.capacity, places.taken), capacity < places.taken
        self.attempt(change_capacity, self.event, thing, number, capacity)
        db.session.expire_all()
        now = db.session.get_one(thing, number).places
        assert (now.capacity, now.taken) == before if refused else now.capacity == capacity

    @rule(hours=st.sampled_from([1, 49]))
    def let_time_pass(self, hours):
        self.clock.forward(hours=hours)
        service.expire_offers(self.event)
        assert self.event not in service.events_with_expired_offers()

    @rule(target=people, key=KEYS, parts=PARTS)
    def register_with_a_support_person(self, key, parts):
        entry = make_entry(category=key, parts=self.wanted(parts, key), support=service.Support())
        return service.register(self.event, entry).registration_id

    @rule(target=people, person=people, name=st.sampled_from(["", "Sam"]))
    def bring_a_support_person(self, person, name):
        self.attempt(service.set_support, person, service.Support(name))
        row = find_support(person)
        return multiple(row.id) if row else multiple()

    @rule(person=people)
    def end_support(self, person):
        service.end_support(person)

    @rule(target=people)
    def nobody(self):
        return multiple()

    def attempt(self, use_case, *args, **kwargs):
        try:
            use_case(*args, **kwargs)
        except REFUSALS:
            db.session.rollback()

    @invariant()
    def every_place_is_counted_once(self):
        assert queries.places_out_of_step() == []
        for place in db.session.scalars(select(Place)):
            assert place.capacity is None or 0 <= place.taken <= place.capacity

    @invariant()
    def who_supports_somebody_stands_where_they_stand(self):
        live = (Registration.event_id == self.event, Registration.supports_id.is_not(None))
        for row in db.session.scalars(select(Registration).where(*live, Registration.state != "cancelled")):
            assert (row.state, row.category_id) == (row.supported.state, row.supported.category_id)
            assert parts_of(row.id) == parts_of(row.supports_id)
            assert row.offer_expires_at is None and row.waiting_since is None

    @invariant()
    def nobody_waits_for_what_is_free(self):
        full = {place.id for place in db.session.scalars(select(Place)) if place.taken == place.capacity}
        here = (Registration.event_id == self.event, Registration.supports_id.is_(None))
        query = select(Registration).where(*here, Registration.state == "waiting")
        for registration in db.session.scalars(query):
            assert full & set(base_places(registration.event, registration.category))
        query = (
            select(RegistrationPart)
            .join(Registration)
            .where(
                *here,
                Registration.state == "confirmed",
                RegistrationPart.state == "waiting",
            )
        )
        for row in db.session.scalars(query):
            assert row.part.places_id in full

    @invariant()
    def the_order_can_be_explained(self):
        """Of those who waited for a place in one category, the first was served; and so for each part."""
        db.session.expire_all()
        alone = (Registration.event_id == self.event, Registration.supports_id.is_(None))  # the others only follow
        rows = db.session.scalars(select(Registration).where(*alone)).all()
        still = {row.id: (row.waiting_since, row.id) for row in rows if row.state == "waiting"}
        category = {row.id: row.category_id for row in rows}
        for row in rows:
            served = row.id in self.queue and row.state in {"offered", "confirmed"} and row.id not in self.by_hand
            for other, place in still.items() if served else ():
                assert category[other] != row.category_id or self.queue[row.id] < place, (row.id, other)
        self.queue, self.by_hand = still, set()

    @invariant()
    def the_order_of_each_part_can_be_explained(self):
        holding = {"confirmed", "offered"}
        query = select(RegistrationPart, Registration.state).join(Registration)
        alone = (Registration.event_id == self.event, Registration.supports_id.is_(None))  # the others only follow
        rows = db.session.execute(query.where(*alone)).tuples().all()
        still = {row.id: row.part_id for row, state in rows if row.state == "waiting" and state == "confirmed"}
        served = [row for row, state in rows if row.state == "confirmed" and state in holding]
        for row in served:
            new = row.id not in self.held_parts
            passed_over = [other for other, part in still.items() if part == row.part_id and other in self.part_queue]
            assert not (new and [other for other in passed_over if other < row.id]), (row.id, passed_over)
        self.part_queue, self.held_parts = set(still), {row.id for row in served}

    @invariant()
    def nobody_is_offered_twice(self):
        offers = select(AuditEntry.subject_id).where(AuditEntry.action == "registration.offered")
        back = select(AuditEntry.subject_id).where(AuditEntry.action == "registration.moved")
        moved = set(db.session.scalars(back))
        found = [number for number in db.session.scalars(offers) if number not in moved]
        assert len(found) == len(set(found))

    @invariant()
    def one_delegate_of_each_organisation(self):
        query = select(RegistrationPart.part_id, RegistrationPart.votes_for, Registration.state).join(Registration)
        seats = db.session.execute(query.where(RegistrationPart.votes_for.is_not(None))).all()
        assert len({(part, organisation) for part, organisation, _state in seats}) == len(seats)
        assert all(state in {"confirmed", "offered", "waiting"} for _part, _organisation, state in seats)

    @invariant()
    def an_offer_has_an_end_and_a_queue_a_beginning(self):
        for number in self.entries:
            found = the(number)
            assert (found.state == "offered") == (found.offer_expires_at is not None)
            assert (found.state == "waiting") == (found.waiting_since is not None)
            assert (found.state == "cancelled") == (found.cancelled_at is not None)


def run(clock: Any, examples: int, steps: int) -> None:
    desk = type("Desk", (Desk,), {"clock": clock})
    how = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(desk, settings=how)


def test_in_any_order(inside: Flask, clock):
    run(clock, examples=12, steps=20)


@pytest.mark.long
def test_in_any_order_many_times(inside: Flask, clock):
    run(clock, examples=60, steps=30)
