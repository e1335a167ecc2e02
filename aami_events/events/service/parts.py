"""Parts of an event as people write them: added, changed, put in order, removed while nobody has chosen them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...foundation import audit
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.dates import CANADIAN_ZONES
from ...plan.queries import milestones_by_id
from ..errors import EntryWrong, EventChanged, FewerThanHeld, PartChosen, PartUnknown, SlugFixed
from ..models import Event, Part, Place
from ..queries.editing import find_part_of, held, plain_part, slug_is_taken
from ..rules.editing import PartFields, capacity_fits, order_after, overtaken, part_faults, slug_may_change
from .editing import locked, note, same_minute
from .known import remember
from .ready import staying_ready


@dataclass(frozen=True)
class PartEntry:
    """A part as somebody writes it; times are wall times in its zone."""

    #: an address of its own, or none
    slug: str = ""
    kind: str = "session"
    mode: str = "online"
    zone: str = "America/Toronto"
    title: Written = field(default_factory=Written)
    summary: Written = field(default_factory=Written)
    room: Written = field(default_factory=Written)
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    alone: bool = False
    capacity: int | None = None
    milestone: int | None = None


@transactional
def begin_part(event_id: int, entry: PartEntry) -> int:
    """A new part, last among those of its time; its id. EntryWrong; NotReady on an event that is public."""
    event = locked(event_id)
    _check(event, entry, None)
    with staying_ready(event):
        part = Part(event_id=event.id, places=Place(capacity=entry.capacity), zone=entry.zone, mode=entry.mode)
        part.title, part.position = entry.title.over(None), max((row.position for row in event.parts), default=0) + 1
        db.session.add(part)
        _write(part, entry)
    diff = audit.difference({}, {name: value for name, value in plain_part(part).items() if value})
    note(event, "event.part_added", ("part", part.id), diff)
    return part.id


@transactional
def change_part(
    event_id: int, part_id: int, entry: PartEntry, *, base: int, read: Mapping[str, Any] | None = None
) -> None:
    """Write a part. `base` and `read` are as in change_event, `read` of the part.

    PartUnknown; EventChanged; EntryWrong; SlugFixed; FewerThanHeld; NotReady on an event that is public.
    """
    event = locked(event_id)
    part = _get(event_id, part_id)
    before = plain_part(part)
    _check(event, entry, part)
    if overtaken(base, event.revision, read, before):
        raise EventChanged(event.revision)
    remember(event)
    with staying_ready(event):
        _write(part, entry)
    diff = audit.difference(before, plain_part(part))
    if diff:
        note(event, "event.part_changed", ("part", part.id), diff)


def _get(event_id: int, part_id: int) -> Part:
    part = find_part_of(event_id, part_id)
    if part is None:
        raise PartUnknown
    return part


def _check(event: Event, entry: PartEntry, part: Part | None) -> None:
    fields = PartFields(
        slug=entry.slug,
        kind=entry.kind,
        mode=entry.mode,
        zone_known=entry.zone in (*CANADIAN_ZONES, event.zone, part.zone if part else event.zone),
        titled=bool(entry.title.fr or entry.title.en),
        languages=entry.languages,
        interpretation=entry.interpretation,
        capacity=entry.capacity,
        starts=entry.starts,
        ends=entry.ends,
    )
    faults = part_faults(fields, part.kind if part else None)
    if entry.milestone is not None and not milestones_by_id([entry.milestone]):
        faults.append(("milestone", "choose"))
    if entry.slug and slug_is_taken(entry.slug, part_id=part.id if part else None):
        faults.append(("slug", "slug_taken"))
    if faults:
        raise EntryWrong(faults)
    if part and part.slug and not slug_may_change(event.state, part.slug, entry.slug):
        raise SlugFixed
    if part and not capacity_fits(entry.capacity, part.places.taken):
        raise FewerThanHeld(part.places.taken)


def _write(part: Part, entry: PartEntry) -> None:
    for name in ("kind", "mode", "zone", "alone"):
        setattr(part, name, getattr(entry, name))
    part.slug = entry.slug or part.slug
    part.title = entry.title.over(part.title)
    part.summary = entry.summary.over(part.summary) or None
    part.room = entry.room.over(part.room) or None
    part.starts, part.ends = same_minute(part.starts, entry.starts), same_minute(part.ends, entry.ends)
    part.languages, part.interpretation = list(entry.languages), list(entry.interpretation)
    part.milestone_id = entry.milestone
    part.places.capacity = entry.capacity
    db.session.flush()


@transactional
def move_part(event_id: int, part_id: int, *, up: bool) -> None:
    """A step up or down among the parts that begin at the same time, or that have none. PartUnknown."""
    event = locked(event_id)
    part, rows = _get(event_id, part_id), {row.id: row for row in event.parts}
    order = order_after({row.id: row.starts for row in rows.values()}, part.id, up)
    if order == list(rows):
        return
    for position, number in enumerate(order, 1):
        rows[number].position = position
    note(event, "event.part_moved", ("part", part.id), {"order": [None, "up" if up else "down"]})


@transactional
def remove_part(event_id: int, part_id: int) -> None:
    """Take a part out for good. PartUnknown; PartChosen while people have it, also those who cancelled."""
    event = locked(event_id)
    part = _get(event_id, part_id)
    count = held(event_id).parts.get(part_id, 0)
    if count:
        raise PartChosen(count)
    diff = {name: [value, None] for name, value in plain_part(part).items() if value}
    places = part.places
    db.session.delete(part)
    db.session.flush()
    db.session.delete(places)
    db.session.expire(event, ["parts"])
    note(event, "event.part_removed", ("part", part_id), diff)
