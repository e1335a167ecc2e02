"""A new event from another one: its plan, its words and its settings, and none of its people."""

import datetime as dt
from dataclasses import dataclass, field

from ...foundation import audit, clock, points
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.dates import FuzzyDate
from ...people import service as people
from ...people.queries import administrators
from ..errors import EntryWrong
from ..models import Event, EventText, EventTextVersion, Part, Place
from ..queries import get_event
from ..queries.cloning import parts_of
from ..queries.editing import slug_is_taken
from ..queries.texts import texts_of
from ..rules import slug_is_good
from ..rules.cloning import Shift, clone_faults, shift_between
from ..rules.when import UNKNOWN
from .editing import free_slug

#: what an event takes from its source as it is
SAME = ("kind", "mode", "visibility", "summary", "description", "venue_id", "zone")
PART = ("kind", "title", "summary", "room", "zone", "mode", "languages", "interpretation", "alone", "position")


@dataclass(frozen=True)
class CloneEntry:
    """What is new in the copy; without a first day, nothing in it has a date yet."""

    title: Written = field(default_factory=Written)
    #: "" asks for an address made of the title
    slug: str = ""
    first: dt.date | None = None


@transactional
def clone_event(source_id: int, entry: CloneEntry, *, creator_id: int) -> int:
    """A draft with the source's parts, texts and settings, completed by the features above; its id. EntryWrong.

    Its creator is an organiser of it unless they may do everything anyway.
    """
    source, title = get_event(source_id), entry.title.cleaned()
    _check(entry, title)
    shift = shift_between(source.span.first, entry.first)
    event = _insert(source, entry, title.over(None), shift)
    _copy_parts(source, event, shift)
    _copy_texts(source, event, creator_id)
    db.session.flush()
    diff = {"slug": [None, event.slug], "copied_from": [None, source.slug]}
    audit.record("event.created", ("event", event.id), scope=("event", event.id), diff=diff)
    points.event_cloned(source.id, event.id)
    if creator_id not in administrators():
        people.grant(creator_id, "organiser", scope=("event", event.id))
    return event.id


def _check(entry: CloneEntry, title: Written) -> None:
    faults = clone_faults(titled=bool(title.fr or title.en), first=entry.first)
    if entry.slug and not slug_is_good(entry.slug):
        faults.append(("slug", "slug"))
    elif entry.slug and slug_is_taken(entry.slug):
        faults.append(("slug", "slug_taken"))
    if faults:
        raise EntryWrong(faults)


def _insert(source: Event, entry: CloneEntry, title: Bilingual, shift: Shift) -> Event:
    event = Event(
        slug=entry.slug or free_slug(entry.title),
        title=title,
        when=_when(source, entry.first, shift),
        starts=shift.wall(source.starts),
        ends=shift.wall(source.ends),
        opens_at=shift.moment(source.opens_at, source.zone),
        closes_at=shift.moment(source.closes_at, source.zone),
        change_until=shift.moment(source.change_until, source.zone),
        places=Place(capacity=source.places.capacity),
        created_at=clock.now(),
        **{name: getattr(source, name) for name in SAME},
    )
    db.session.add(event)
    db.session.flush()
    return event


def _when(source: Event, first: dt.date | None, shift: Shift) -> FuzzyDate:
    if first is None:
        return FuzzyDate(*UNKNOWN)
    exact = source.span.precision == "day"
    last = shift.wall(source.span.last) if exact else None
    return FuzzyDate(first, last if last != first else None, "day")


def _copy_parts(source: Event, event: Event, shift: Shift) -> None:
    for part in parts_of(source.id):
        db.session.add(
            Part(
                event_id=event.id,
                starts=shift.wall(part.starts),
                ends=shift.wall(part.ends),
                places=Place(capacity=part.places.capacity),
                **{name: getattr(part, name) for name in PART},
            )
        )


def _copy_texts(source: Event, event: Event, author_id: int) -> None:
    """Each text as its first version. Whom one turns to in a protocol of care are people: they are named anew."""
    for kind, version in texts_of(source.id).items():
        text = EventText(event_id=event.id, kind=kind, version=1)
        db.session.add(text)
        db.session.flush()
        facts = {"text": version.text, "contacts": [], "author_id": author_id, "at": clock.now()}
        db.session.add(EventTextVersion(text_id=text.id, number=1, **facts))
