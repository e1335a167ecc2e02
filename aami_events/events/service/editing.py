"""Events as people write them: begun, changed, never written over what somebody else has just changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from ...foundation import audit, points
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.dates import CANADIAN_ZONES, FuzzyDate, in_zone
from ...foundation.text import fold
from ...people import service as people
from ...people.queries import administrators
from ...plan.queries import milestones_by_id
from ..errors import EntryWrong, EventChanged, FewerThanHeld, SlugFixed
from ..models import Event, Place
from ..queries.editing import find_venue, plain_event, slug_is_taken, slugs_like
from ..rules.editing import EventFields, capacity_fits, event_faults, overtaken, propose_slug, slug_may_change
from ..rules.when import UNKNOWN, When, WhenEntry, held, read_when, relevant, when_faults, write_when
from .creating import create_event
from .known import remember
from .ready import staying_ready
from .venues import VenueEntry, add_venue, venue_faults


@dataclass(frozen=True)
class EventEntry:
    """An event as somebody writes it; times are wall times in its zone."""

    #: "" asks for an address made of the title
    slug: str = ""
    kind: str = "meeting"
    mode: str = "online"
    visibility: str = "public"
    zone: str = "America/Toronto"
    title: Written = field(default_factory=Written)
    summary: Written = field(default_factory=Written)
    description: Written = field(default_factory=Written)
    #: an id, a new one, or none
    venue: int | VenueEntry | None = None
    when: WhenEntry = field(default_factory=WhenEntry)
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    change_until: dt.datetime | None = None
    capacity: int | None = None
    milestone: int | None = None
    demo_dates: bool = False

    @property
    def exact(self) -> bool:
        """Whether it has hours."""
        return self.when.kind == "exact"


def locked(event_id: int) -> Event:
    """The event, alone: its places first, as whoever registers does, then its row (docs/decisions/places-and-locks)."""
    places = select(Event.places_id).where(Event.id == event_id).scalar_subquery()
    db.session.execute(select(Place.id).where(Place.id == places).with_for_update(key_share=True))
    return db.session.scalars(select(Event).where(Event.id == event_id).with_for_update(key_share=True)).one()


def lock_row(event_id: int) -> Event:
    """The event as it is now, for one editor at a time until the end; registrations are not held up."""
    query = select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def is_public(event: Event) -> bool:
    """Whether people can see it: then nothing may lose a language."""
    return event.state != "draft"


def lock_words(event_id: int) -> bool:
    """The same lock, for who edits what a form of the event says; whether people can see it."""
    return is_public(lock_row(event_id))


@transactional
def begin_event(entry: EventEntry, *, creator_id: int) -> int:
    """A new draft, and its creator an organiser of it unless they may do everything anyway; its id. EntryWrong."""
    check_entry(entry, None)
    slug = entry.slug or free_slug(entry.title)
    event_id = create_event(slug, kind=entry.kind, title=entry.title.over(None), capacity=entry.capacity)
    _write(db.session.get_one(Event, event_id), entry)
    if creator_id not in administrators():
        people.grant(creator_id, "organiser", scope=("event", event_id))
    return event_id


def free_slug(title: Written) -> str:
    """An address that nobody has, from the French title or the only one."""
    folded = fold(title.fr or title.en)
    return propose_slug(folded, slugs_like(propose_slug(folded, ())))


@transactional
def change_event(event_id: int, entry: EventEntry, *, base: int, read: Mapping[str, Any] | None = None) -> int:
    """Write the event if something changed; its revision.

    `base` is the revision that the author has read, and `read` what it said, where that is known (plain_event).
    EventChanged when somebody changed what they had read; EntryWrong; SlugFixed; FewerThanHeld when more places are
    held; NotReady when it is public and would lack something that it had.
    """
    event = locked(event_id)
    before = plain_event(event)
    check_entry(entry, event)
    if overtaken(base, event.revision, read, before):
        raise EventChanged(event.revision)
    remember(event)
    with staying_ready(event):
        _write(event, entry)
    after = plain_event(event)
    diff = audit.difference(before, after)
    if not diff:
        return event.revision
    note(event, "event.changed", ("event", event.id), diff)
    return event.revision


def note(event: Event, action: str, subject: tuple[str, int], diff: dict[str, Any], reason: str = "") -> None:
    """One more revision, a line in the history, and everyone above hears of it."""
    event.revision += 1
    db.session.flush()
    audit.record(action, subject, scope=("event", event.id), diff=diff, reason=reason)
    points.event_changing(event.id)


def check_entry(entry: EventEntry, event: Event | None) -> None:
    """EntryWrong, SlugFixed or FewerThanHeld if it cannot be written; changes nothing."""
    faults = [*when_faults(entry.when), *event_faults(_fields(entry, event))]
    if entry.exact and entry.starts is None:
        faults.append(("starts", "starts_missing"))
    if isinstance(entry.venue, VenueEntry):
        faults += [(f"venue_{name}", what) for name, what in venue_faults(entry.venue)]
    elif entry.venue is not None and find_venue(entry.venue) is None:
        faults.append(("venue", "choose"))
    if entry.milestone is not None and not milestones_by_id([entry.milestone]):
        faults.append(("milestone", "choose"))
    if entry.slug and slug_is_taken(entry.slug, event_id=event.id if event else None):
        faults.append(("slug", "slug_taken"))
    if faults:
        raise EntryWrong(faults)
    if event and not slug_may_change(event.state, event.slug, entry.slug):
        raise SlugFixed
    if event and not capacity_fits(entry.capacity, event.places.taken):
        raise FewerThanHeld(event.places.taken)


def _fields(entry: EventEntry, event: Event | None) -> EventFields:
    return EventFields(
        slug=entry.slug,
        kind=entry.kind,
        mode=entry.mode,
        visibility=entry.visibility,
        zone_known=entry.zone in CANADIAN_ZONES or bool(event and entry.zone == event.zone),
        titled=bool(entry.title.fr or entry.title.en),
        capacity=entry.capacity,
        starts=entry.starts if entry.exact else None,
        ends=entry.ends if entry.exact else None,
        opens=entry.opens,
        closes=entry.closes,
        change_until=entry.change_until,
    )


def _write(event: Event, entry: EventEntry) -> None:
    """Everything that the entry says, onto the event."""
    for name in ("kind", "mode", "visibility", "zone", "demo_dates"):
        setattr(event, name, getattr(entry, name))
    for name in ("title", "summary", "description"):
        setattr(event, name, getattr(entry, name).over(getattr(event, name)))
    event.slug = entry.slug or event.slug
    event.when = when_of(entry, event.when)
    event.starts = same_minute(event.starts, entry.starts) if entry.exact else None
    event.ends = same_minute(event.ends, entry.ends) if entry.exact else None
    event.opens_at = _moment(entry.opens, event.opens_at, entry.zone)
    event.closes_at = _moment(entry.closes, event.closes_at, entry.zone)
    event.change_until = _moment(entry.change_until, event.change_until, entry.zone)
    event.venue_id = add_venue(entry.venue) if isinstance(entry.venue, VenueEntry) else entry.venue
    event.milestone_id = entry.milestone
    event.places.capacity = entry.capacity
    db.session.flush()


def when_of(entry: EventEntry, before: FuzzyDate | None) -> FuzzyDate:
    """The date that it says; one that was not touched stays as it was written, and hours keep what was announced."""
    known = When(before.first, before.last, before.precision, before.expected) if before else UNKNOWN
    if entry.exact and entry.starts:
        return FuzzyDate(*held(known, entry.starts.date(), (entry.ends or entry.starts).date()))
    asked = relevant(entry.when)
    return before if before and asked == write_when(known) else FuzzyDate(*read_when(asked))


def same_minute(before: dt.datetime | None, wall: dt.datetime | None) -> dt.datetime | None:
    """The wall time of a form, which knows no seconds: what it did not change stays exact."""
    return before if before and wall and before.replace(second=0, microsecond=0) == wall else wall


def _moment(wall: dt.datetime | None, before: dt.datetime | None, zone: str) -> dt.datetime | None:
    if wall is None:
        return None
    there = in_zone(wall, zone)
    same = before and before.replace(second=0, microsecond=0) == there.astimezone(dt.UTC)
    return before if same else there
