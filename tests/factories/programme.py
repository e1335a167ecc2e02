"""Rooms, sessions and proposals for tests of the programme, made through the services where there are any."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db, transaction
from aami_events.programme import service
from aami_events.programme.models import Session
from aami_events.programme.queries import releases
from aami_events.proposals.models import Format, Proposal, ProposalSpeaker, Track
from tests.factories import FIRST_DAY, NOW, both
from tests.factories.editing import written


def at(hour: int, minute: int = 0, day: int = 1) -> dt.datetime:
    """A wall time on a day of the event, counted from 1."""
    return dt.datetime.combine(FIRST_DAY + dt.timedelta(days=day - 1), dt.time(hour, minute))


def make_room(event_id: int, name: str = "Salle", capacity: int | None = 40, equipment: Sequence[str] = ()) -> int:
    """A room; its id."""
    return service.add_room(event_id, service.RoomEntry(written(name), capacity, tuple(equipment)))


def make_session(event_id: int, title: str | Written = "Séance", **says: Any) -> int:
    """A session without a place; its id."""
    usual = {
        "title": written(title) if isinstance(title, str) else title,
        "abstract": written(f"Résumé de {title}"),
        "languages": ("fr", "en"),
    }
    return service.begin_session(event_id, service.SessionEntry(**{**usual, **says}))


def the_session(session_id: int) -> Session:
    """The session as the database has it now."""
    db.session.rollback()
    return db.session.get_one(Session, session_id)


def put(
    event_id: int, session_id: int, starts: dt.datetime, room: int | None = None, minutes: int | None = None
) -> None:
    """Place a session, whatever its revision."""
    base = the_session(session_id).revision
    db.session.rollback()
    service.place(event_id, session_id, service.Spot(starts, room, minutes), base=base)


def placed(event_id: int, title: str, starts: dt.datetime, room: int | None, **says: Any) -> int:
    """A session with a place; its id."""
    number = make_session(event_id, title, **says)
    put(event_id, number, starts, room)
    return number


def release(event_id: int, name: str = "1", note: Written | None = None) -> int:
    """Release what stands on the grid; the version's number."""
    db.session.rollback()
    shown = releases.next_release(event_id).mark
    db.session.rollback()
    return service.release(event_id, name, note or Written(), shown=shown)


def make_track(event_id: int, key: str = "cachets") -> int:
    """A theme; its id."""
    with transaction() as session:
        row = Track(event_id=event_id, key=key, position=1, name=both(key), description=None)
        session.add(row)
        session.flush()
        return row.id


def make_format(event_id: int, key: str = "panel", minutes: int = 90) -> int:
    """A type of session; its id."""
    with transaction() as session:
        row = Format(event_id=event_id, key=key, position=1, name=both(key), minutes=minutes, least=30, most=120)
        session.add(row)
        session.flush()
        return row.id


def make_proposal(event_id: int, title: str = "Proposition", speakers: Sequence[int] = (), **facts: Any) -> int:
    """A submitted proposal, accepted and announced unless said otherwise; its id."""
    usual = {
        "code": f"P{title[:10]}",
        "state": "submitted",
        "decision": "accepted",
        "announced_at": NOW,
        "title": both(title),
        "abstract": both(f"Résumé de {title}"),
        "warnings": Bilingual.of(),
        "created_at": NOW,
    }
    with transaction() as session:
        row = Proposal(event_id=event_id, **{**usual, **facts})
        row.speakers = [ProposalSpeaker(speaker_id=number, state="accepted") for number in speakers]
        session.add(row)
        session.flush()
        return row.id
