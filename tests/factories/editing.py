"""What somebody writes of events, parts and venues."""

import dataclasses
import datetime as dt
from typing import Any

from aami_events.events import queries
from aami_events.events.models import Event
from aami_events.events.queries.editing import plain_event
from aami_events.events.rules.when import WhenEntry
from aami_events.events.service import EventEntry, PartEntry, VenueEntry
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db

NINE = dt.datetime(2020, 9, 17, 9)
EXACT = WhenEntry("exact")


def written(word: str) -> Written:
    """Both sides at once."""
    return Written(f"{word} (fr)", f"{word} (en)")


#: an event with everything that is needed but its texts
EVENT = EventEntry(
    kind="conference",
    mode="in_person",
    zone="America/Vancouver",
    title=Written("Été numérique", "Digital summer"),
    summary=written("Résumé"),
    description=written("Description"),
    venue=VenueEntry(written("Maison"), "1, rue Haute", "Vancouver", "BC", written("Rampe")),
    when=EXACT,
    starts=NINE,
    ends=NINE + dt.timedelta(days=2),
    opens=dt.datetime(2020, 8, 1, 9),
    closes=dt.datetime(2020, 9, 10, 23, 59),
    capacity=10,
)
PART = PartEntry(
    kind="workshop",
    mode="in_person",
    zone="America/Vancouver",
    title=written("Atelier"),
    room=written("Salle"),
    starts=NINE,
    ends=NINE + dt.timedelta(hours=2),
    languages=("fr",),
)


def the_event(event_id: int) -> Event:
    """The event as the database has it now."""
    db.session.rollback()
    return queries.get_event(event_id)


def entry_of(event_id: int, **changes: Any) -> EventEntry:
    """What the form of an event says when nothing but this is changed in it."""
    event, plain = the_event(event_id), plain_event(the_event(event_id))
    texts = {name: Written(plain[f"{name}-fr"], plain[f"{name}-en"]) for name in ("title", "summary", "description")}
    walls = {name: dt.datetime.fromisoformat(plain[name]) if plain[name] else None for name in WALLS}
    same = {name: plain[name] for name in ("kind", "mode", "visibility", "zone", "venue", "capacity", "milestone")}
    entry = EventEntry(slug="", when=EXACT if event.starts else WhenEntry("ongoing"), **texts, **walls, **same)
    return dataclasses.replace(entry, **changes)


WALLS = ("starts", "ends", "opens", "closes", "change_until")


def part_entry_of(event_id: int, part_id: int, **changes: Any) -> PartEntry:
    """What the form of a part says when nothing but this is changed in it."""
    part = next(part for part in the_event(event_id).parts if part.id == part_id)
    sides = part.title.texts()
    entry = PartEntry(
        kind=part.kind,
        mode=part.mode,
        zone=part.zone,
        title=Written(sides["fr"], sides["en"]),
        starts=part.starts,
        ends=part.ends,
        languages=tuple(part.languages),
    )
    return dataclasses.replace(entry, **changes)
