"""Addresses of online sessions, and who may use them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ...events.models import Event
from ...foundation import clock
from ...foundation.database import db
from ...foundation.dates import in_zone
from ...registration.models import Registration, RegistrationPart
from ..models import JoiningLink, JoiningPass
from ..rules import joining


@dataclass(frozen=True)
class Way:
    """Somebody's own way to a session."""

    link: JoiningLink
    #: early, open, over, undated or revoked
    state: str
    opens: dt.datetime | None


def links_of(event_id: int) -> dict[int | None, JoiningLink]:
    """{part, None for the whole event: its address}."""
    query = select(JoiningLink).where(JoiningLink.event_id == event_id).options(joinedload(JoiningLink.part))
    return {row.part_id: row for row in db.session.scalars(query)}


def hours(link: JoiningLink) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When the session begins and ends."""
    if link.part is not None:
        return link.part.starts_at, link.part.ends_at
    zone = link.event.zone
    first, last = (in_zone(at, zone) if at else None for at in (link.event.starts, link.event.ends))
    return first, last


def ways_of(registration: Registration) -> list[Way]:
    """Sessions that somebody may join online, by time; none for who is not confirmed."""
    if registration.state != "confirmed":
        return []
    held = {row.part_id for row in registration.parts if row.state == "confirmed"}
    passes = select(JoiningPass.link_id).where(
        JoiningPass.registration_id == registration.id, JoiningPass.revoked_at.is_not(None)
    )
    revoked = set(db.session.scalars(passes))
    found = []
    for link in links_of(registration.event_id).values():
        if not _meant_for(link, registration, held):
            continue
        starts, ends = hours(link)
        state = joining.state(starts, ends, link.opens_before, clock.now())
        opens = joining.opens_at(starts, link.opens_before) if starts else None
        found.append(Way(link, "revoked" if link.id in revoked else state, opens))
    return sorted(found, key=lambda way: (way.opens is None, way.opens or clock.now(), way.link.id))


def _meant_for(link: JoiningLink, registration: Registration, held: set[int]) -> bool:
    online = "online" in (registration.mode, (link.part or link.event).mode)
    return online and (link.part is None or link.part.programme or link.part_id in held)


def people_of(link: JoiningLink) -> list[Registration]:
    """Who may join there: confirmed, and taking part online."""
    query = select(Registration).where(Registration.event_id == link.event_id, Registration.state == "confirmed")
    if link.part is not None and not link.part.programme:
        holds = (RegistrationPart.part_id == link.part_id, RegistrationPart.state == "confirmed")
        query = query.join(RegistrationPart, RegistrationPart.registration_id == Registration.id).where(*holds)
    if (link.part or link.event).mode != "online":
        query = query.where(Registration.mode == "online")
    return list(db.session.scalars(query.order_by(Registration.sort_key, Registration.id)))


def passes_of(link_id: int) -> dict[int, JoiningPass]:
    """{registration: what became of their way}."""
    query = select(JoiningPass).where(JoiningPass.link_id == link_id)
    return {row.registration_id: row for row in db.session.scalars(query)}


def find_pass(link_id: int, registration_id: int) -> JoiningPass | None:
    """Somebody's."""
    mine = (JoiningPass.link_id == link_id, JoiningPass.registration_id == registration_id)
    return db.session.scalar(select(JoiningPass).where(*mine))


def not_written() -> list[JoiningLink]:
    """Addresses that people were not written about, of events that take place."""
    query = select(JoiningLink).join(Event, Event.id == JoiningLink.event_id)
    query = query.where(JoiningLink.written_at.is_(None), or_(Event.state == "published", Event.state == "archived"))
    return list(db.session.scalars(query.options(joinedload(JoiningLink.part), joinedload(JoiningLink.event))))
