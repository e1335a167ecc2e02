"""Places: a set is taken whole or not at all, in id order, and never one too many.

Lock order, everywhere: the event's row (if at all), then places by id. The quick way takes places only; whoever finds
one full gives back what it took before it asks for the event's row.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import or_, select, update

from ...events.models import Event, Place
from ...foundation.database import db


def take(place_ids: Iterable[int]) -> bool:
    """Take one place of each, or none and False when one of them is full. In the caller's transaction."""
    savepoint = db.session.begin_nested()
    for place_id in sorted(set(place_ids)):
        room = or_(Place.capacity.is_(None), Place.taken < Place.capacity)
        one_more = update(Place).where(Place.id == place_id, room).values(taken=Place.taken + 1)
        result = db.session.execute(one_more.execution_options(synchronize_session=False))
        if result.rowcount != 1:  # type: ignore[attr-defined]
            savepoint.rollback()
            return False
    savepoint.commit()
    return True


def give_back(place_ids: Iterable[int]) -> None:
    """Give back places, one for each mention. In the caller's transaction."""
    for place_id, count in sorted(Counter(place_ids).items()):
        fewer = update(Place).where(Place.id == place_id).values(taken=Place.taken - count)
        db.session.execute(fewer.execution_options(synchronize_session=False))


def lock_event(event_id: int) -> Event:
    """The event, locked until the end of the transaction against everyone else who moves its waiting list."""
    query = select(Event).where(Event.id == event_id).with_for_update(key_share=True, of=Event)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def free(place_ids: Iterable[int]) -> dict[int, int | None]:
    """{place: how many are free, None without limit}, locked in id order."""
    query = select(Place).where(Place.id.in_(set(place_ids))).order_by(Place.id).with_for_update()
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.id: None if row.capacity is None else row.capacity - row.taken for row in rows}
