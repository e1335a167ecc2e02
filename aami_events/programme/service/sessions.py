"""Sessions: made by hand, brought in from what was accepted or from the activities, written, cancelled, removed."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from ...events.models import Part
from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.rows import new_key
from ...foundation.text import clean, sort_key
from ...proposals.models import Format, Proposal, Speaker, Track
from .. import queries
from ..errors import NotThere, ProgrammeWrong, Released
from ..models import Move, Session, SessionSpeaker
from ..queries.releases import is_released
from ..rules.entry import RESERVED, SessionFields, good_slug, session_faults
from ..rules.grid import EVERYWHERE, USUAL, check_place
from .common import get_session, note, plain


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks, as an organiser writes them; who is known by the address keeps their own name."""

    name: str
    email: str


@dataclass(frozen=True)
class SessionEntry:
    """A session as somebody writes it."""

    kind: str = "session"
    title: Written = field(default_factory=Written)
    abstract: Written = field(default_factory=Written)
    warnings: Written = field(default_factory=Written)
    format: int | None = None
    track: int | None = None
    minutes: int | None = USUAL
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    interest: int | None = None
    speakers: tuple[Voice, ...] = ()
    #: of letters to people who were not known before
    language: str = "fr"


@transactional
def begin_session(event_id: int, entry: SessionEntry) -> int:
    """A new session without a place; its id. ProgrammeWrong."""
    lock_row(event_id)
    _check(event_id, entry)
    row = _new(event_id, entry.title.over(None), kind=entry.kind, minutes=entry.minutes)
    _write(row, entry)
    note("session_added", row)
    return row.id


def _new(event_id: int, title: Bilingual, **facts: Any) -> Session:
    used = set(db.session.scalars(select(Session.slug).where(Session.event_id == event_id)))
    key = good_slug(new_key(title.get("fr"), (), "session"))
    slug = key if key not in used | RESERVED else new_key(key, used | RESERVED, "session")
    empty = {name: Bilingual.of() for name in ("abstract", "warnings")}
    row = Session(
        event_id=event_id,
        guid=str(uuid.uuid4()),
        slug=slug,
        title=title,
        created_at=clock.now(),
        revision=0,
        **{**empty, **facts},
    )
    db.session.add(row)
    db.session.flush()
    return row


@transactional
def change_session(event_id: int, session_id: int, entry: SessionEntry, *, base: int) -> None:
    """Write a session that was read at revision `base`.

    SessionUnknown; SessionChanged; ProgrammeWrong; OutsideDay or SessionsOverlap when its new length does not fit
    where it stands.
    """
    event = lock_row(event_id)
    row = get_session(event_id, session_id, base)
    _check(event_id, entry)
    before = plain(row)
    _write(row, entry)
    span = queries.span_of(row)
    if span and span.room is None and row.kind not in EVERYWHERE:
        row.starts = None
    elif span:
        check_place(span, queries.spans_of(event_id), queries.days_of(event, queries.settings_of(event_id)))
    diff = audit.difference(before, plain(row))
    if diff:
        note("session_changed", row, diff)


def _check(event_id: int, entry: SessionEntry) -> None:
    known = [
        number is None or db.session.scalar(select(table.id).where(table.id == number, table.event_id == event_id))
        for table, number in ((Format, entry.format), (Track, entry.track))
    ]
    fields = SessionFields(
        entry.kind,
        bool(entry.title.fr or entry.title.en),
        entry.minutes,
        entry.languages,
        entry.interpretation,
        entry.interest,
        bool(known[0]),
        bool(known[1]),
    )
    faults = session_faults(fields)
    if faults:
        raise ProgrammeWrong(faults)


def _write(row: Session, entry: SessionEntry) -> None:
    for name in ("title", "abstract", "warnings"):
        setattr(row, name, getattr(entry, name).over(getattr(row, name)))
    row.kind, row.format_id, row.track_id = entry.kind, entry.format, entry.track
    row.minutes, row.interest = entry.minutes or USUAL, entry.interest
    row.languages, row.interpretation = list(entry.languages), list(entry.interpretation)
    if row.kind in EVERYWHERE:
        row.room_id = None
    _speak(row, [add_speaker(row.event_id, voice, entry.language) for voice in entry.speakers])
    db.session.flush()
    db.session.expire(row, ["room", "format", "track"])


def _speak(row: Session, ids: Sequence[int]) -> None:
    """Let these people speak, in this order."""
    held = {one.speaker_id: one for one in row.speakers}
    for one in [one for number, one in held.items() if number not in ids]:
        row.speakers.remove(one)
    db.session.flush()
    for position, number in enumerate(dict.fromkeys(ids)):
        if number in held:
            held[number].position = position
        else:
            row.speakers.append(SessionSpeaker(speaker_id=number, position=position))


@transactional
def add_speaker(event_id: int, voice: Voice, language: str) -> int:
    """The speaker of this address at the event, made if there is none; their id."""
    email = clean(voice.email).lower()
    known = queries.find_speaker(event_id, email)
    if known is not None:
        return known.id
    name = clean(voice.name)
    speaker = Speaker(event_id=event_id, name=name, sort_key=sort_key(name), email=email, language=language)
    speaker.biography, speaker.created_at = Bilingual.of(), clock.now()
    db.session.add(speaker)
    db.session.flush()
    return speaker.id


@transactional
def bring_in(event_id: int, proposals: Collection[int], activities: Collection[int] = ()) -> list[int]:
    """Sessions of what was accepted, or only tried, and of activities, each without a place; their ids.

    NotThere, and nothing done, if one is not here, is in the programme already, or is a proposal that is not submitted
    or was declined.
    """
    lock_row(event_id)
    made = [_from_proposal(event_id, number) for number in sorted(set(proposals))]
    return made + [bring_in_activity(event_id, number) for number in sorted(set(activities))]


def _from_proposal(event_id: int, proposal_id: int) -> int:
    made_of = queries.find_proposal(event_id, proposal_id)
    held = db.session.scalar(select(Session.id).where(Session.proposal_id == proposal_id))
    if made_of is None or held or made_of.decision == "declined":
        raise NotThere
    row = _new(event_id, made_of.title, kind="session", minutes=_minutes(made_of), proposal_id=made_of.id)
    for name in ("abstract", "warnings", "format_id", "track_id"):
        setattr(row, name, getattr(made_of, name))
    row.languages = list(made_of.languages)
    _speak(row, [one.speaker_id for one in made_of.speakers if one.state == "accepted"])
    note("session_brought_in", row)
    return row.id


def _minutes(made_of: Proposal) -> int:
    return made_of.minutes or (made_of.format.minutes if made_of.format else USUAL)


@transactional
def bring_in_activity(event_id: int, part_id: int) -> int:
    """The session of an activity that people register for, without a place; its id.

    NotThere if it is not an activity of the event, or is in the programme already.
    """
    lock_row(event_id)
    part = db.session.get(Part, part_id)
    held = db.session.scalar(select(Session.id).where(Session.part_id == part_id))
    if part is None or part.event_id != event_id or part.programme or held:
        raise NotThere
    minutes = int((part.ends - part.starts).total_seconds() // 60) if part.starts and part.ends else USUAL
    row = _new(event_id, part.title, kind="session", minutes=minutes, part_id=part.id)
    row.abstract = part.summary or Bilingual.of()
    row.languages, row.interpretation = list(part.languages), list(part.interpretation)
    row.interest = part.places.capacity
    note("session_brought_in", row)
    return row.id


@transactional
def set_pinned(event_id: int, session_id: int, *, pinned: bool, base: int) -> None:
    """Say whether drafts may move it. SessionUnknown; SessionChanged."""
    lock_row(event_id)
    row = get_session(event_id, session_id, base)
    if row.pinned != pinned:
        row.pinned = pinned
        note("session_pinned", row, {"pinned": [not pinned, pinned]})


@transactional
def set_cancelled(event_id: int, session_id: int, *, cancelled: bool, base: int) -> None:
    """Cancel a session, or let it take place after all: it then looks for a place. SessionUnknown; SessionChanged."""
    lock_row(event_id)
    row = get_session(event_id, session_id, base)
    if row.cancelled == cancelled:
        return
    row.cancelled = cancelled
    if not cancelled:
        row.starts = row.room_id = None
    note("session_cancelled" if cancelled else "session_restored", row)


@transactional
def remove_session(event_id: int, session_id: int, *, base: int) -> None:
    """Take out a session that never was public. SessionUnknown; SessionChanged; Released."""
    lock_row(event_id)
    row = get_session(event_id, session_id, base)
    if is_released(event_id, session_id):
        raise Released
    audit.record("programme.session_removed", ("session", row.id), scope=("event", event_id))
    db.session.execute(delete(Move).where(Move.session_id == row.id))
    db.session.delete(row)
