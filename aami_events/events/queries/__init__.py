"""Reads of events."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from ...foundation import clock
from ...foundation.database import db
from .. import rules
from ..models import Event, Part


def find_event(slug: str) -> Event | None:
    """The event of a slug, also of a part's slug (agm-2020 stands in conference-2020)."""
    inside = select(Part.event_id).where(Part.slug == slug)
    return db.session.scalar(select(Event).where(or_(Event.slug == slug, Event.id.in_(inside))))


def find_event_whole(slug: str) -> Event | None:
    """The event with venue, places and parts, in two queries."""
    inside = select(Part.event_id).where(Part.slug == slug)
    query = select(Event).where(or_(Event.slug == slug, Event.id.in_(inside)))
    return db.session.scalar(
        query.options(
            joinedload(Event.venue), joinedload(Event.places), selectinload(Event.parts).joinedload(Part.places)
        )
    )


def list_with_texts(ids: Iterable[int]) -> list[Event]:
    """The events with venue and parts, in two queries."""
    query = select(Event).where(Event.id.in_(ids)).options(joinedload(Event.venue), selectinload(Event.parts))
    return list(db.session.scalars(query))


def list_by_ids(ids: Iterable[int]) -> list[Event]:
    """The events of these ids that there are, with their places; one query."""
    return list(db.session.scalars(select(Event).where(Event.id.in_(ids)).options(joinedload(Event.places))))


def get_event(event_id: int) -> Event:
    """The event of an id; NoResultFound if there is none."""
    return db.session.get_one(Event, event_id)


def registration_state(event: Event) -> str:
    """open, later, over, invited, not_planned, or the event's own postponed, cancelled and archived: now."""
    return rules.registration_state(event.facts, clock.now())


def changes_allowed(event: Event) -> bool:
    """Whether people may still change what they chose."""
    return rules.changes_allowed(event.facts, clock.now())


def cancelling_allowed(event: Event) -> bool:
    """Whether people may still cancel."""
    return rules.cancelling_allowed(event.facts, clock.now())


def has_programme(event_id: int) -> bool:
    """Whether something of its programme was released."""
    query = select(Part.id).where(Part.event_id == event_id, Part.programme.is_(True)).limit(1)
    return db.session.scalar(query) is not None


def find_part(slug: str) -> Part | None:
    """The part that has an address of its own."""
    return db.session.scalar(select(Part).where(Part.slug == slug))


def list_shown() -> list[Event]:
    """Every event that the public calendar may show, with venue, places and parts that have an address."""
    query = select(Event).where(Event.state != "draft")
    return list(
        db.session.scalars(query.options(joinedload(Event.venue), joinedload(Event.places), selectinload(Event.parts)))
    )


def list_all() -> list[Event]:
    """Every event, newest first."""
    return list(db.session.scalars(select(Event).options(joinedload(Event.places)).order_by(Event.id)))


def events_of_milestones(ids: Iterable[int]) -> dict[int, list[tuple[str, Event | Part]]]:
    """{milestone: [(slug, event or part)]} in two queries."""
    found: dict[int, list[tuple[str, Event | Part]]] = {}
    shown = Event.state != "draft"
    for event in db.session.scalars(select(Event).where(Event.milestone_id.in_(ids), shown)):
        found.setdefault(event.milestone_id or 0, []).append((event.slug, event))
    parts = select(Part).join(Event).where(Part.milestone_id.in_(ids), Part.slug.is_not(None), shown)
    for part in db.session.scalars(parts):
        found.setdefault(part.milestone_id or 0, []).append((part.slug or "", part))
    return found
