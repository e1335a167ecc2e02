"""Events made from values: by commands and loaders, and as the ground of what people begin."""

import datetime as dt
from typing import Any

from ...foundation import audit, clock, points
from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transactional
from ...foundation.dates import FuzzyDate, in_zone
from ...plan.queries import find_milestone
from ..errors import KindUnknown, SlugInvalid, SlugTaken
from ..models import Event, Part, Place, Venue
from ..queries import find_event
from ..rules import KINDS, slug_is_good


@transactional
def create_event(slug: str, *, kind: str, title: Bilingual, capacity: int | None, **facts: Any) -> int:
    """A new event, completed by the features above; its id. SlugInvalid, SlugTaken, KindUnknown.

    What is not given is neutral: draft, online, no dates.
    """
    event_id = _insert(slug, kind=kind, title=title, capacity=capacity, **facts)
    points.event_created(event_id)
    return event_id


def _insert(slug: str, *, kind: str, title: Bilingual, capacity: int | None, **facts: Any) -> int:
    if not slug_is_good(slug):
        raise SlugInvalid(slug)
    if kind not in KINDS:
        raise KindUnknown(kind)
    if find_event(slug):
        raise SlugTaken(slug)
    neutral = {
        "mode": "online",
        "summary": Bilingual.of(),
        "description": Bilingual.of(),
        "when": FuzzyDate(None, None, "ongoing"),
        "zone": "America/Toronto",
    }
    event = Event(
        slug=slug,
        kind=kind,
        title=title,
        places=Place(capacity=capacity),
        created_at=clock.now(),
        **{**neutral, **facts},
    )
    db.session.add(event)
    db.session.flush()
    audit.record("event.created", ("event", event.id), scope=("event", event.id), diff={"slug": [None, slug]})
    return event.id


@transactional
def add_part(event_id: int, *, capacity: int | None, **facts: Any) -> int:
    """A new part of the event; its id."""
    part = Part(event_id=event_id, places=Place(capacity=capacity), **facts)
    db.session.add(part)
    db.session.flush()
    return part.id


@transactional
def load_event(facts: dict[str, Any]) -> int | None:
    """Create an event of the plan from plain values, with venue and parts; None, nothing changed, if it is there."""
    if find_event(facts["slug"]):
        return None
    milestone = find_milestone(facts["milestone"]) if facts.get("milestone") else None
    zone = facts["zone"]
    event_id = _insert(
        facts["slug"],
        kind=facts["kind"],
        title=both(facts["title"]),
        capacity=facts["capacity"],
        mode=facts["mode"],
        state=facts["state"],
        visibility=facts["visibility"],
        summary=both(facts["summary"]),
        description=both(facts["description"]),
        venue=_venue(facts["venue"]) if facts.get("venue") else None,
        zone=zone,
        when=FuzzyDate.from_json(facts["when"]),
        starts=_wall(facts.get("starts")),
        ends=_wall(facts.get("ends")),
        demo_dates=facts["demo_dates"],
        opens_at=_moment(facts.get("opens"), zone),
        closes_at=_moment(facts.get("closes"), zone),
        change_until=_moment(facts.get("change_until"), zone),
        milestone=milestone,
    )
    for position, part in enumerate(facts["parts"], 1):
        _load_part(event_id, position, part)
    return event_id


def _load_part(event_id: int, position: int, facts: dict[str, Any]) -> None:
    milestone = find_milestone(facts["milestone"]) if facts.get("milestone") else None
    add_part(
        event_id,
        capacity=facts["capacity"],
        slug=facts.get("slug"),
        position=position,
        kind=facts["kind"],
        title=both(facts["title"]),
        summary=both(facts["summary"]) if facts.get("summary") else None,
        starts=_wall(facts.get("starts")),
        ends=_wall(facts.get("ends")),
        zone=facts["zone"],
        room=both(facts["room"]) if facts.get("room") else None,
        mode=facts["mode"],
        languages=facts["languages"],
        interpretation=facts["interpretation"],
        alone=facts["alone"],
        milestone_id=milestone.id if milestone else None,
    )


def _venue(facts: dict[str, Any]) -> Venue:
    return Venue(
        name=both(facts["name"]),
        address=facts["address"],
        city=facts["city"],
        province=facts["province"],
        access=both(facts["access"]) if facts.get("access") else None,
    )


def both(texts: dict[str, Any]) -> Bilingual:
    """A bilingual value from plain ones."""
    return Bilingual.of(fr=texts.get("fr"), en=texts.get("en"))


def _wall(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _moment(text: str | None, zone: str) -> dt.datetime | None:
    wall = _wall(text)
    return in_zone(wall, zone) if wall else None
