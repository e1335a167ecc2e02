"""Checking in by oneself, with the code that is shown in the room or in the call."""

import datetime as dt

from ...events.models import Event, Part
from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.links import digest
from ...registration.models import Registration
from .. import queries
from ..errors import NotAdmitted, WrongCode
from ..rules import LETS_IN
from ..rules.codes import read_aloud, same_code
from ..rules.joining import BEFORE, state
from .scanning import Asked, By, scan


def room_code(event: Event, part: Part) -> str:
    """What is shown there; it is kept nowhere, and another one each day."""
    return read_aloud(digest("room", event.id, part.id, queries.day_there(event).isoformat()))


def takes_place(part: Part, now: dt.datetime) -> bool:
    """Whether one may check in now: from a quarter of an hour before until half an hour after."""
    return state(part.starts_at, part.ends_at, BEFORE, now) == "open"


@transactional
def say_here(registration_id: int, given: str) -> int:
    """Somebody is in the room whose code they give; the part. WrongCode for the code of nothing that takes place now,
    NotAdmitted."""
    registration = db.session.get_one(Registration, registration_id)
    event, code, now = registration.event, registration.code, clock.now()
    here = [part for part in queries.places_of(event) if takes_place(part, now)]
    part = next((part for part in here if same_code(given, room_code(event, part))), None)
    if part is None:
        raise WrongCode
    part_id = part.id
    answered = scan(event, Asked(f"self-{registration_id}-{part_id}", code, "in", part_id, source="self"), By())
    if answered.answer not in (*LETS_IN, "again"):
        raise NotAdmitted(answered.answer)
    return part_id
