"""Venues: written once, used by several events."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from ...foundation import audit
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...people.queries import PROVINCES
from ..errors import EntryWrong, EventChanged, VenueUnknown
from ..models import Event, Venue
from ..queries.editing import plain_venue
from ..rules.editing import overtaken
from .ready import staying_ready


@dataclass(frozen=True)
class VenueEntry:
    """A venue as somebody writes it."""

    name: Written = field(default_factory=Written)
    address: str = ""
    city: str = ""
    province: str = ""
    access: Written = field(default_factory=Written)


def venue_faults(entry: VenueEntry) -> list[tuple[str, str]]:
    """(field, what cannot be); keys of phrases.editing.FAULTS."""
    wrong = [] if entry.name.fr or entry.name.en else [("name", "name")]
    wrong += [] if entry.city else [("city", "city")]
    return wrong if entry.province in ("", *PROVINCES) else [*wrong, ("province", "choose")]


def add_venue(entry: VenueEntry) -> int:
    """A new venue, of faultless fields; its id. In the caller's transaction."""
    venue = Venue(name=entry.name.over(None), city=entry.city)
    db.session.add(venue)
    _write(venue, entry)
    return venue.id


def _write(venue: Venue, entry: VenueEntry) -> None:
    venue.name = entry.name.over(venue.name)
    venue.access = entry.access.over(venue.access) or None
    venue.address, venue.city, venue.province = entry.address, entry.city, entry.province or None
    db.session.flush()


@transactional
def change_venue(event_id: int, entry: VenueEntry, *, base: int, read: Mapping[str, Any] | None = None) -> list[int]:
    """Write the venue of an event, for every event that is held there; their ids, none if nothing changed.

    `base` is the event's revision that the author has read, `read` what the venue said. EventChanged; EntryWrong;
    NotReady for one that is public; VenueUnknown if the event has none.
    """
    faults = venue_faults(entry)
    if faults:
        raise EntryWrong(faults)
    venue_id = db.session.scalar(select(Event.venue_id).where(Event.id == event_id)) or 0
    query = select(Event).where(Event.venue_id == venue_id).order_by(Event.id).with_for_update(key_share=True)
    events = list(db.session.scalars(query))
    mine = {row.id: row for row in events}.get(event_id)
    if mine is None:
        raise VenueUnknown
    venue = db.session.get_one(Venue, venue_id)
    before = plain_venue(venue)
    if overtaken(base, mine.revision, read, before):
        raise EventChanged(mine.revision)
    with ExitStack() as stack:
        for event in events:
            stack.enter_context(staying_ready(event))
        _write(venue, entry)
    diff = audit.difference(before, plain_venue(venue))
    if not diff:
        return []
    for event in events:
        event.revision += 1
    audit.record("venue.changed", ("venue", venue.id), scope=("event", event_id), diff=diff)
    return [event.id for event in events]
