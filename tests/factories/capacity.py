"""Making what is limited larger or smaller, as an organiser does."""

from sqlalchemy import select

from aami_events.events.models import Event, Part, Place
from aami_events.foundation.database import db, transaction
from aami_events.registration.models import Category
from aami_events.registration.service.places import lock
from aami_events.registration.service.waiting_list import serve_queue


class FewerThanHeld(Exception):
    """More places are held than there would be."""


def change_capacity(
    event_id: int, thing: type[Event] | type[Part] | type[Category], number: int, capacity: int
) -> None:
    """Of the event, a part or a category, by its number. FewerThanHeld; freed places go on to whoever waits."""
    with transaction() as session:
        lock(event_id)
        row = session.get_one(thing, number)
        taken = db.session.scalars(select(Place.taken).where(Place.id == row.places_id)).one()
        if capacity < taken:
            raise FewerThanHeld(taken)
        row.places.capacity = capacity
        serve_queue(session.get_one(Event, event_id))
