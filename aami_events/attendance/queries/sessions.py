"""Who took part in a session, of all who were to."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...events.models import Event, Part
from ...foundation.database import db
from ...registration.models import Registration
from ..models import Certificate, Excuse, Presence
from ..rules.presence import state
from ..rules.report import Person
from . import Row, at_place, parts_held, rows_of


@dataclass(frozen=True)
class Told:
    """Somebody at a session."""

    row: Row
    #: one of rules.presence.STATES
    state: str
    since: dt.datetime | None = None
    minutes: int | None = None


def length_of(part: Part | None) -> int | None:
    """Minutes of a session; None where its hours are not known, and of a whole event."""
    if part is None or part.starts is None or part.ends is None:
        return None
    return round((part.ends - part.starts).total_seconds() / 60)


def roll(event: Event, part: Part | None) -> list[Told]:
    """Everyone who was to be there, and who came though they were not, by name; four queries."""
    part_id, length = part.id if part else None, length_of(part)
    held = parts_held(event.id) if part is not None and not part.programme else {}
    query = select(Presence).where(Presence.event_id == event.id, at_place(Presence.part_id, part_id))
    there = {row.registration_id: row for row in db.session.scalars(query)}
    excused = set(db.session.scalars(select(Excuse.registration_id).where(Excuse.part_id == part_id)))
    found = []
    for row in rows_of(event.id):
        presence = there.get(row.id)
        awaited = row.state == "confirmed" and (part is None or part.programme or part.id in held.get(row.id, ()))
        if presence is None and not awaited:
            continue
        minutes = presence.minutes if presence else None
        how = state(came=presence is not None, minutes=minutes, length=length, excused=row.id in excused)
        found.append(Told(row, how, presence.first_in_at if presence else None, minutes))
    return found


def people_of(event_id: int) -> list[Person]:
    """Everyone who is registered, to be recognised in a report."""
    columns = (Registration.id, Registration.name, Registration.badge_name, Registration.email)
    mine = (Registration.event_id == event_id, Registration.state != "cancelled", Registration.name != "")
    found = db.session.execute(select(*columns).where(*mine).order_by(Registration.sort_key, Registration.id))
    return [Person(*row) for row in found.tuples()]


def took_part(event_id: int) -> set[int]:
    """Registrations of those who came to an event, or to any part of it for long enough."""
    query = select(Presence, Part).outerjoin(Part, Part.id == Presence.part_id).where(Presence.event_id == event_id)
    return {
        presence.registration_id
        for presence, part in db.session.execute(query).tuples()
        if state(came=True, minutes=presence.minutes, length=length_of(part), excused=False) == "attended"
    }


def parts_attended(registration_id: int) -> list[Part]:
    """The parts and sessions that somebody attended, by time."""
    query = select(Presence, Part).join(Part, Part.id == Presence.part_id)
    query = query.where(Presence.registration_id == registration_id)
    found = [
        part
        for presence, part in db.session.execute(query.order_by(Part.starts.is_(None), Part.starts, Part.id)).tuples()
        if state(came=True, minutes=presence.minutes, length=length_of(part), excused=False) == "attended"
    ]
    return found


def certificates_of(event_id: int) -> list[Certificate]:
    """Those of an event."""
    query = select(Certificate).where(Certificate.event_id == event_id).options(joinedload(Certificate.registration))
    return list(db.session.scalars(query.order_by(Certificate.id)))


def find_certificate(code: str) -> Certificate | None:
    """By what stands in its address; in whatever way it is typed."""
    plain = "".join(sign for sign in code.upper()[:40] if sign.isalnum())
    query = select(Certificate).where(Certificate.code == plain).options(joinedload(Certificate.registration))
    return db.session.scalar(query)


def certificate_of(registration_id: int) -> Certificate | None:
    """Somebody's, while it stands."""
    mine = (Certificate.registration_id == registration_id, Certificate.revoked_at.is_(None))
    return db.session.scalar(select(Certificate).where(*mine))
