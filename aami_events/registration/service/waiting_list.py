"""Cancelling, and where a freed place goes: to the next in the queue, for a while, and on from there by itself."""

import datetime as dt

from sqlalchemy import select

from ...events.models import Event, Part
from ...events.queries import cancelling_allowed, get_event
from ...foundation import audit, clock, points
from ...foundation.database import db, transactional
from ...foundation.dates import in_zone
from ...foundation.settings import setting
from ..errors import AlreadyCancelled, ChangesOver, OfferOver, PlaceTaken
from ..models import Category, Registration, RegistrationPart
from ..queries.offer import places_left
from ..queries.support import attends
from ..rules import HOLDING, check_move, offer_ends, offer_is_open, served
from .following import follow
from .letters import write_letter
from .places import give_back, lock, take, take_all
from .register import base_places


def locked(registration_id: int) -> Registration:
    """The registration, read anew after its event has been locked."""
    lock(db.session.scalars(select(Registration.event_id).where(Registration.id == registration_id)).one())
    query = select(Registration).where(Registration.id == registration_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def held_places(registration: Registration) -> list[int]:
    """The places that a registration holds now."""
    if registration.state not in HOLDING or registration.supports_id is not None:
        return []
    parts = [row.part.places_id for row in registration.parts if row.state == "confirmed"]
    return [*base_places(registration.event, registration.category), *parts]


@transactional
def cancel(registration_id: int, *, reason: str = "", letter: bool = True, by_organiser: bool = False) -> None:
    """Give up everything; freed places go to whoever waits. AlreadyCancelled; ChangesOver once the event is over,
    unless an organiser does it."""
    registration = locked(registration_id)
    if registration.state == "cancelled":
        raise AlreadyCancelled
    if not by_organiser and not cancelling_allowed(registration.event):
        raise ChangesOver
    _end(registration, "registration.cancelled", reason)
    if letter:
        write_letter("registration.cancelled", registration)
        if registration.supported is not None:
            write_letter("registration.support_left", registration.supported)
    serve_queue(registration.event)


def _end(registration: Registration, action: str, reason: str = "") -> None:
    before = registration.state
    give_back(held_places(registration))
    for row in registration.parts:
        row.state, row.votes_for = "waiting", None
    registration.state, registration.cancelled_at = "cancelled", clock.now()
    registration.changed_at, registration.offer_expires_at, registration.waiting_since = clock.now(), None, None
    _note(registration, action, before, reason)
    follow(registration)


def _note(registration: Registration, action: str, before: str, reason: str = "") -> None:
    audit.record(
        action,
        ("registration", registration.id),
        scope=("event", registration.event_id),
        diff={"state": [before, registration.state]},
        reason=reason,
    )
    points.registration_changed(registration.id, action)


@transactional
def accept(registration_id: int) -> None:
    """Take the offered place for good. OfferOver when it was not offered, or its time is up."""
    registration = locked(registration_id)
    if not offer_is_open(registration.state, registration.offer_expires_at, clock.now()):
        raise OfferOver
    registration.state, registration.offer_expires_at = "confirmed", None
    registration.changed_at = clock.now()
    _note(registration, "registration.offer_accepted", "offered")
    write_letter("registration.confirmed", registration)
    follow(registration)
    serve_queue(registration.event)  # a part may have become free meanwhile


@transactional
def move(registration_id: int, state: str, *, reason: str) -> None:
    """An organiser's hand: confirm, put on the waiting list, cancel. StateRefused, PlaceTaken when nothing is free."""
    registration = locked(registration_id)
    before = registration.state
    check_move(before, state, supports=registration.supports_id is not None)
    if state == "cancelled":
        _end(registration, "registration.cancelled", reason)
        write_letter("registration.cancelled", registration)
        if registration.supported is not None:
            write_letter("registration.support_left", registration.supported)
    elif state == "waiting":
        give_back(held_places(registration))
        for row in registration.parts:
            row.state, row.votes_for = "waiting", None
        registration.state, registration.waiting_since = "waiting", clock.now()
        registration.changed_at, registration.cancelled_at = clock.now(), None
        _note(registration, "registration.moved", before, reason)
        write_letter("registration.waiting", registration)
    else:
        _confirm_by_hand(registration, before, reason)
    follow(registration)
    serve_queue(registration.event)


def _confirm_by_hand(registration: Registration, before: str, reason: str) -> None:
    if before != "offered":
        if not take_all(base_places(registration.event, registration.category)):
            raise PlaceTaken
        _take_parts(registration)
    registration.state, registration.waiting_since, registration.offer_expires_at = "confirmed", None, None
    registration.changed_at, registration.cancelled_at = clock.now(), None
    _note(registration, "registration.moved", before, reason)
    write_letter("registration.confirmed", registration)


def _take_parts(registration: Registration) -> None:
    waiting = {row.part.places_id: row for row in registration.parts if row.state == "waiting"}
    for place in take(waiting):
        waiting[place].state = "confirmed"


@transactional
def serve(event_id: int) -> None:
    """The event has changed, and its places may have become more: offer them to those who wait."""
    lock(event_id)
    serve_queue(get_event(event_id))


def serve_queue(event: Event) -> None:
    """Offer what is free to those who wait, in order; nothing at what does not take place. The caller locked it.

    Who is confirmed and waits for a part comes before whoever is only now offered a place, and would take it along.
    """
    if event.state in ("postponed", "cancelled", "archived"):
        return
    db.session.flush()
    _serve_parts(event)
    _serve_registrations(event)


def _serve_registrations(event: Event) -> None:
    query = (
        select(Registration, Category)
        .join(Category)
        .where(Registration.event_id == event.id, Registration.state == "waiting", attends())
        .order_by(Registration.waiting_since, Registration.id)
    )
    queue = list(db.session.execute(query).tuples())
    if not queue:
        return
    needed = {row.id: base_places(event, category) for row, category in queue}
    chosen = served(places_left({place for places in needed.values() for place in places}), list(needed.items()))
    for row, _category in queue:
        if row.id in chosen and take_all(needed[row.id]):
            _offer(row, event)


def _offer(registration: Registration, event: Event) -> None:
    ends = in_zone(event.ends, event.zone).astimezone(dt.UTC) if event.ends else None
    until = offer_ends(clock.now(), setting("OFFER_HOURS"), ends)
    registration.state, registration.offer_expires_at = "offered", until
    registration.waiting_since, registration.changed_at = None, clock.now()
    _take_parts(registration)
    _note(registration, "registration.offered", "waiting")
    write_letter("registration.offered", registration)
    follow(registration)


def _serve_parts(event: Event) -> None:
    query = (
        select(RegistrationPart, Part.places_id)
        .join(Part)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(
            Registration.event_id == event.id,
            Registration.state == "confirmed",
            RegistrationPart.state == "waiting",
            attends(),
        )
        .order_by(RegistrationPart.id)
    )
    queue = list(db.session.execute(query).tuples())
    if not queue:
        return
    chosen = served(places_left({place for _row, place in queue}), [(row.id, (place,)) for row, place in queue])
    for row, place in queue:
        if row.id in chosen and take([place]):
            row.state = "confirmed"
            _note(row.registration, "registration.part_confirmed", "confirmed")
            write_letter("registration.part_confirmed", row.registration, part=row.part_id)
            follow(row.registration)


@transactional
def expire_offers(event_id: int) -> int:
    """End the event's offers whose time is up and offer their places on; how many ended."""
    lock(event_id)
    query = select(Registration).where(
        Registration.event_id == event_id,
        Registration.state == "offered",
        Registration.offer_expires_at <= clock.now(),
    )
    ended = list(db.session.scalars(query))
    for registration in ended:
        _end(registration, "registration.offer_expired")
        write_letter("registration.offer_expired", registration)
    if ended:
        serve_queue(get_event(event_id))
    return len(ended)


def events_with_expired_offers() -> list[int]:
    """Ids of events in which an offer's time is up."""
    query = select(Registration.event_id).where(
        Registration.state == "offered", Registration.offer_expires_at <= clock.now()
    )
    return list(db.session.scalars(query.distinct()))
