"""Places: never one too many, and one hand at a time in each event.

Whoever moves places of an event locks that event first, and reads only then. The row that is locked is the event's own
in `places`: nobody who writes a registration needs it for a foreign key.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import bindparam, or_, select, update

from ...events.models import Place
from ...foundation.database import db
from ..queries.offer import get_offer

_LOCK = select(Place.id).where(Place.id == bindparam("id")).with_for_update(key_share=True)
_ROOM = or_(Place.capacity.is_(None), Place.taken < Place.capacity)
_WANTED = Place.id.in_(bindparam("ids", expanding=True))
_TAKE = update(Place.__table__).where(_WANTED, _ROOM).values(taken=Place.taken + 1).returning(Place.id)
_GIVE_BACK = (
    update(Place.__table__).where(Place.id == bindparam("place")).values(taken=Place.taken - bindparam("count"))
)


def lock(event_id: int) -> None:
    """Keep everyone else from the event's places until the transaction ends. SQLite's one writer is alone anyway."""
    if db.engine.dialect.name == "sqlite":
        return
    db.session.connection().execute(_LOCK, {"id": get_offer(event_id).event.places_id})


def take(place_ids: Iterable[int]) -> frozenset[int]:
    """Take one place of each where one is left; of which. The event is locked."""
    return frozenset(db.session.connection().scalars(_TAKE, {"ids": sorted(set(place_ids))}))


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
        db.session.connection().execute(_GIVE_BACK, {"place": place_id, "count": count})
