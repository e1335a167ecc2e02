"""Reads for those who edit: what a thing says in plain values, what may be chosen, what was done."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from ...foundation import points
from ...foundation.audit import AuditEntry
from ...foundation.bilingual import LANGUAGES, Bilingual
from ...foundation.database import db
from ...foundation.points import Held
from ..models import Event, Part, Venue
from . import get_event as get_event

PAGE = 30
#: kinds of subjects in the history of an event; what is done to registrations stands with the people
SUBJECTS = ("event", "part", "venue")


def plain_event(event: Event) -> dict[str, Any]:
    """Everything that a person can write of it, by the names of the form, in plain values."""
    return {
        **{name: getattr(event, name) for name in ("slug", "kind", "mode", "visibility", "zone")},
        **_sides("title", event.title),
        **_sides("summary", event.summary),
        **_sides("description", event.description),
        "venue": event.venue_id,
        "when": event.when.to_json(),
        "starts": _wall(event.starts),
        "ends": _wall(event.ends),
        "opens": _wall(_there(event.opens_at, event.zone)),
        "closes": _wall(_there(event.closes_at, event.zone)),
        "change_until": _wall(_there(event.change_until, event.zone)),
        "capacity": event.places.capacity,
        "milestone": event.milestone_id,
        "demo_dates": event.demo_dates,
    }


def plain_part(part: Part) -> dict[str, Any]:
    """The same of a part."""
    return {
        **{name: getattr(part, name) for name in ("slug", "kind", "mode", "zone", "alone")},
        **_sides("title", part.title),
        **_sides("summary", part.summary),
        **_sides("room", part.room),
        "starts": _wall(part.starts),
        "ends": _wall(part.ends),
        "languages": list(part.languages),
        "interpretation": list(part.interpretation),
        "capacity": part.places.capacity,
        "milestone": part.milestone_id,
    }


def plain_venue(venue: Venue) -> dict[str, Any]:
    """The same of a venue."""
    return {
        **_sides("name", venue.name),
        **{name: getattr(venue, name) for name in ("address", "city", "province")},
        **_sides("access", venue.access),
    }


def _sides(name: str, text: Bilingual | None) -> dict[str, str]:
    text = text or Bilingual.of()
    return {
        **{f"{name}-{code}": text.texts().get(code, "") for code in LANGUAGES},
        f"{name}-older": " ".join(sorted(text.stale)),
    }


def _wall(at: dt.datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _there(at: dt.datetime | None, zone: str) -> dt.datetime | None:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None


def list_venues() -> list[Venue]:
    """Every venue, by city and name."""
    rows = db.session.scalars(select(Venue).order_by(Venue.city, Venue.id))
    return sorted(rows, key=lambda row: (row.city, row.name.get("fr")))


def find_venue(venue_id: int) -> Venue | None:
    """The venue of an id."""
    return db.session.get(Venue, venue_id)


def events_at(venue_id: int) -> list[Event]:
    """The events that are held at a venue, in the order of their ids."""
    return list(db.session.scalars(select(Event).where(Event.venue_id == venue_id).order_by(Event.id)))


def find_part_of(event_id: int, part_id: int) -> Part | None:
    """The part of an event by its id; what the programme released is not people's to edit here."""
    mine = (Part.id == part_id, Part.event_id == event_id, Part.programme.is_(False))
    return db.session.scalar(select(Part).where(*mine))


def slugs_like(base: str) -> set[str]:
    """Addresses of events and parts that begin like this one."""
    events = select(Event.slug).where(Event.slug.startswith(base, autoescape=True))
    parts = select(Part.slug).where(Part.slug.startswith(base, autoescape=True))
    return {*db.session.scalars(events), *(slug for slug in db.session.scalars(parts) if slug)}


def slug_is_taken(slug: str, *, event_id: int | None = None, part_id: int | None = None) -> bool:
    """Whether another event or part has this address."""
    events = select(func.count()).select_from(Event).where(Event.slug == slug, Event.id != (event_id or 0))
    parts = select(func.count()).select_from(Part).where(Part.slug == slug, Part.id != (part_id or 0))
    return bool(db.session.scalar(events) or db.session.scalar(parts))


def held(event_id: int) -> Held:
    """How many are registered and chose each part, as the features above know."""
    answers = [answer[event_id] for answer in points.event_held([event_id]) if event_id in answer]
    chosen: dict[int, int] = {}
    for answer in answers:
        for part, count in answer.parts.items():
            chosen[part] = chosen.get(part, 0) + count
    return Held(sum(answer.registrations for answer in answers), chosen)


def history_of(event_id: int, before: int | None = None, size: int = PAGE) -> list[AuditEntry]:
    """What was done to an event, its parts and its venue, newest first; `before` an id for the next page."""
    venue = select(Event.venue_id).where(Event.id == event_id).scalar_subquery()
    here = (AuditEntry.scope_kind == "event") & (AuditEntry.scope_id == event_id)
    there = (AuditEntry.subject_kind == "venue") & (AuditEntry.subject_id == venue)
    query = select(AuditEntry).where(AuditEntry.subject_kind.in_(SUBJECTS), or_(here, there))
    if before:
        query = query.where(AuditEntry.id < before)
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(size)))


def part_titles(ids: Iterable[int]) -> dict[int, Bilingual]:
    """{part: title} of those that are still there; one query."""
    return dict(db.session.execute(select(Part.id, Part.title).where(Part.id.in_(set(ids)))).tuples().all())
