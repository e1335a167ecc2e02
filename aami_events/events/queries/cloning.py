"""What leads from an event to its copy, for the features that complete it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...foundation.database import db
from ..models import Event, Part
from ..rules.cloning import Shift, shift_between


def parts_of(event_id: int) -> list[Part]:
    """What people choose in an event, in the order in which it was made."""
    query = select(Part).where(Part.event_id == event_id, Part.programme.is_(False)).options(joinedload(Part.places))
    return list(db.session.scalars(query.order_by(Part.id)))


def twins(source_id: int, event_id: int) -> dict[int, int]:
    """{part of the source: the same in its copy}, while the copy is being made."""
    both = zip(parts_of(source_id), parts_of(event_id), strict=True)
    return {part.id: twin.id for part, twin in both}


def shift_of(source_id: int, event_id: int) -> Shift:
    """How far the copy lies from its source."""
    first = [db.session.get_one(Event, number).span.first for number in (source_id, event_id)]
    return shift_between(first[0], first[1])
