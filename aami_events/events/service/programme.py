"""Parts as a release of the programme makes them: shown there, and nothing that people register for."""

from typing import Any

from ...foundation.database import db, transactional
from ..errors import PartUnknown
from ..models import Part
from .creating import add_part


@transactional
def release_part(event_id: int, part_id: int | None, **facts: Any) -> int:
    """Write what was released onto a part, or a new one; its id.

    A part that people made keeps what it is: only its time and its room follow the programme. PartUnknown.
    """
    if part_id is None:
        return add_part(event_id, capacity=None, programme=True, **facts)
    part = _get(event_id, part_id)
    names = facts if part.programme else facts.keys() & {"starts", "ends", "room", "zone"}
    for name in names:
        if getattr(part, name) != facts[name]:
            setattr(part, name, facts[name])
    return part.id


@transactional
def withdraw_part(event_id: int, part_id: int) -> bool:
    """Take out a part that the programme made; False, and nothing done, for one that people made. PartUnknown."""
    part = _get(event_id, part_id)
    if not part.programme:
        return False
    places = part.places
    db.session.delete(part)
    db.session.flush()
    db.session.delete(places)
    return True


def _get(event_id: int, part_id: int) -> Part:
    part = db.session.get(Part, part_id)
    if part is None or part.event_id != event_id:
        raise PartUnknown
    return part
