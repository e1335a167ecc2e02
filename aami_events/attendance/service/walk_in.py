"""People who come without a registration: registered at the desk, within the places there are."""

import datetime as dt
from dataclasses import dataclass

from ...events.models import Event
from ...foundation.database import db, transactional
from ...registration.errors import MembersOnly, RegistrationClosed, UnknownCategory, UnknownPart
from ...registration.models import Registration
from ...registration.service import Entry, register
from ..errors import NotRegistered
from .scanning import Answered, Asked, By, scan


@dataclass(frozen=True)
class WalkIn:
    """Somebody at the desk; without an address, nothing is written to them."""

    nonce: str
    name: str
    category: str
    email: str = ""
    organisation: str = ""
    language: str = "fr"
    part_id: int | None = None
    at: dt.datetime | None = None
    source: str = "desk"


@transactional
def walk_in(event: Event, came: WalkIn, by: By) -> Answered:
    """Register them and let them in; when it is full they wait, and are answered so. NotRegistered."""
    entry = Entry(
        name=came.name,
        email=came.email,
        language=came.language,
        category=came.category,
        organisation=came.organisation,
        mode="online" if event.mode == "online" else "in_person",
        parts=tuple(part.id for part in event.parts if part.id == came.part_id),
    )
    try:
        outcome = register(
            event.id, entry, form_key=came.nonce, by_organiser=True, source="desk", letter=bool(came.email.strip())
        )
    except (MembersOnly, RegistrationClosed, UnknownCategory, UnknownPart) as refusal:
        raise NotRegistered from refusal
    registration = db.session.get_one(Registration, outcome.registration_id)
    asked = Asked(came.nonce, registration.code, "in", came.part_id, came.at, came.source)
    return scan(event, asked, by)
