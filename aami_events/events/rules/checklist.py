"""What an event still lacks: facts in, findings out. Some keep it from being published, others are advice."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class TextFact:
    """A bilingual text: what it is, whether the event must have it, what is missing or older in it."""

    key: str
    needed: bool
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    empty: bool


@dataclass(frozen=True)
class PartFact:
    """An activity: wall times in its own zone, moments for comparing."""

    id: int
    mode: str
    starts: dt.datetime | None
    ends: dt.datetime | None
    languages: tuple[str, ...]
    room: bool


@dataclass(frozen=True)
class EventChecked:
    """What the checklist needs to know of an event; moments are aware."""

    mode: str
    zone_known: bool
    dated: bool
    starts: dt.datetime | None
    ends: dt.datetime | None
    opens: dt.datetime | None
    closes: dt.datetime | None
    change_until: dt.datetime | None
    venue: bool
    access: bool
    capacity: int | None
    texts: tuple[TextFact, ...] = ()
    parts: tuple[PartFact, ...] = ()
    #: kinds of required texts that are not whole, and those of which one side is older
    missing_texts: tuple[str, ...] = ()
    stale_texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A finding: what (a key of phrases.editing.FINDINGS), about which thing, whether it blocks, where it is mended."""

    what: str
    about: str = ""
    blocks: bool = True
    #: the form's field that mends it
    where: str = ""
    part: int | None = None
    languages: tuple[str, ...] = ()


def check(event: EventChecked) -> list[Found]:
    """Everything that is found, what blocks first."""
    found = [
        *_texts(event),
        *_dates(event),
        *_place(event),
        *_registration(event),
        *(row for part in event.parts for row in _part(event, part)),
        *(Found("required_text", kind) for kind in event.missing_texts),
        *(Found("required_text_stale", kind, blocks=False) for kind in event.stale_texts),
    ]
    return sorted(found, key=lambda row: not row.blocks)


def _texts(event: EventChecked) -> Iterator[Found]:
    for text in event.texts:
        if text.empty:
            if text.needed:
                yield Found("text_empty", text.key, languages=text.missing)
        elif text.missing:
            yield Found("text_missing", text.key, languages=text.missing)
        elif text.stale:
            yield Found("text_stale", text.key, blocks=False, languages=text.stale)


def _dates(event: EventChecked) -> Iterator[Found]:
    if not event.zone_known:
        yield Found("zone", where="zone")
    if not event.dated and event.starts is None:
        yield Found("undated", where="when_kind")
    elif event.starts is None:
        yield Found("no_hours", blocks=False, where="when_kind")


def _place(event: EventChecked) -> Iterator[Found]:
    if event.mode == "online":
        return
    if not event.venue:
        yield Found("no_venue", where="venue")
    elif not event.access:
        yield Found("no_access", blocks=False, where="venue")


def _registration(event: EventChecked) -> Iterator[Found]:
    if event.opens is None:
        yield Found("not_opening", blocks=False, where="opens")
    elif event.closes is None:
        yield Found("not_closing", blocks=False, where="closes")
    elif event.closes <= event.opens:
        yield Found("closes_before", where="closes")
    if event.closes and event.ends and event.closes > event.ends:
        yield Found("closes_after_end", where="closes")
    if event.opens and event.ends and event.opens > event.ends:
        yield Found("opens_after_end", where="opens")
    if event.change_until and event.ends and event.change_until > event.ends:
        yield Found("change_after_end", blocks=False, where="change_until")
    if event.capacity == 0:
        yield Found("no_places", blocks=False, where="capacity")
    elif event.capacity is None:
        yield Found("no_limit", blocks=False, where="capacity")


def _part(event: EventChecked, part: PartFact) -> Iterator[Found]:
    about = str(part.id)
    if part.starts is None:
        yield Found("part_no_time", about, event.opens is not None, "starts", part.id)
    elif event.starts and event.ends and (part.starts < event.starts or (part.ends or part.starts) > event.ends):
        yield Found("part_outside", about, True, "starts", part.id)
    if event.mode == "online" and part.mode != "online":
        yield Found("part_in_person", about, True, "mode", part.id)
    if event.mode == "in_person" and part.mode != "in_person":
        yield Found("part_online", about, False, "mode", part.id)
    if part.mode != "online" and not part.room:
        yield Found("part_no_room", about, False, "room", part.id)
    if not part.languages:
        yield Found("part_no_language", about, False, "languages", part.id)
