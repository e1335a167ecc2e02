"""Places: never one too many, and one hand at a time in each event.

Whoever moves places of an event locks that event first, and reads only then. The row that is locked is the event's own
in `places`: nobody who writes a registration needs it for a foreign key.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import or_, select, update

from ...events.models import Event, Place
from ...foundation.database import db


def lock(event_id: int) -> None:
    """Keep everyone else from the event's places until the transaction ends. SQLite's one writer is alone anyway."""
    if db.engine.dialect.name == "sqlite":
        return
    query = select(Place.id).join(Event, Event.places_id == Place.id).where(Event.id == event_id)
    db.session.execute(query.with_for_update(key_share=True, of=Place))


def take(place_ids: Iterable[int]) -> frozenset[int]:
    """Take one place of each where one is left; of which. The event is locked."""
    room = or_(Place.capacity.is_(None), Place.taken < Place.capacity)
    one_more = update(Place).where(Place.id.in_(set(place_ids)), room).values(taken=Place.taken + 1)
    taken = one_more.returning(Place.id).execution_options(synchronize_session=False)
    return frozenset(db.session.scalars(taken))


def take_all(place_ids: Iterable[int]) -> bool:
    """Take one place of each, or none and False when one of them is full. The event is locked."""
    wanted = set(place_ids)
    taken = take(wanted)
    if taken == wanted:
        return True
    give_back(taken)
    return False


def give_back(place_ids: Iterable[int]) -> None:
    """Give back places, one for each mention. The event is locked."""
    for place_id, count in sorted(Counter(place_ids).items()):
        fewer = update(Place).where(Place.id == place_id).values(taken=Place.taken - count)
        db.session.execute(fewer.execution_options(synchronize_session=False))


def free(place_ids: Iterable[int]) -> dict[int, int | None]:
    """{place: how many are free, None without limit}. The event is locked."""
    query = select(Place.id, Place.capacity - Place.taken).where(Place.id.in_(set(place_ids)))
    return dict(db.session.execute(query).tuples().all())
