"""A release: what stands on the grid becomes public, in one transaction with the letters to those it touches."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ...events import service as events
from ...events.models import Event, Part
from ...events.service.editing import locked
from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.outbox import queue
from ...foundation.text import clean
from ...proposals import service as proposals
from ...proposals.models import Speaker
from ...registration.service.letters import write_letter
from ..errors import DiffChanged, NothingNew, OneLanguageOnly, ProgrammeWrong
from ..models import Release, Session
from ..queries import releases as queries
from ..rules.release import Change, Released, for_registered, touched

#: characters of a version's name
MOST_NAME = 60


@transactional
def release(event_id: int, name: str, note: Written, *, shown: str, letters: bool = True) -> int:
    """Make public what stands on the grid, as the version `name`; its number.

    `shown` marks the changes that were read. Without `letters` nobody is written to, as when a demo is loaded.

    ProgrammeWrong for a name that is missing or a note in one language only; NothingNew; DiffChanged if something
    else would be released by now; OneLanguageOnly, naming the sessions.
    """
    event = locked(event_id)
    db.session.expire_all()
    name = clean(name)
    faults = [] if 0 < len(name) <= MOST_NAME else [("name", "name" if not name else "long")]
    if bool(note.fr) != bool(note.en):
        faults.append(("note", "both"))
    if faults:
        raise ProgrammeWrong(faults)
    coming = queries.next_release(event_id)
    changes = coming.changes
    if not changes:
        raise NothingNew
    if coming.mark != shown:
        raise DiffChanged
    if coming.lacking:
        raise OneLanguageOnly([row.id for row in coming.lacking])
    made = _insert(event, coming.number + 1, name, note.over(None), coming.after)
    proposals.drop_replaced(event_id, {row.picture for row in coming.after if row.picture})
    if letters:
        _tell(event, made, changes)
    audit.record("programme.released", ("release", made.id), scope=("event", event_id), diff={"name": [None, name]})
    return made.number


def _insert(event: Event, number: int, name: str, note: Bilingual, sessions: Sequence[Released]) -> Release:
    rows = {row.id: row for row in db.session.scalars(select(Session).where(Session.event_id == event.id))}
    held = [_part(event, rows[one.id], one) for one in sessions]
    made = Release(
        event_id=event.id,
        number=number,
        name=name,
        note=note,
        sessions=[one.plain() for one in held],
        person_id=audit.actor().id,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    db.session.expire(event, ["parts"])
    return made


def _part(event: Event, row: Session, one: Released) -> Released:
    """Write the session onto its part, and say which that is; a part of a session that is cancelled goes, unless
    people may have registered for it."""
    if one.cancelled:
        if row.part_id is not None and events.withdraw_part(event.id, row.part_id):
            row.part_id = None
        return Released(**{**one.plain(), "part": row.part_id})
    row.part_id = events.release_part(event.id, row.part_id, **_facts(event, one))
    return Released(**{**one.plain(), "part": row.part_id})


def _facts(event: Event, one: Released) -> dict[str, Any]:
    return {
        "kind": "break" if one.kind == "break" else "session",
        "title": Bilingual(one.title),
        "starts": one.begins,
        "ends": one.ends,
        "zone": event.zone,
        "room": Bilingual(one.room["name"]) if one.room else None,
        "mode": event.mode,
        "languages": [code for code in one.languages if code in ("fr", "en")],
        "interpretation": list(one.interpretation),
        "position": 0,
    }


def _tell(event: Event, made: Release, changes: Sequence[Change]) -> None:
    mine = touched(changes)
    people = db.session.scalars(select(Speaker).where(Speaker.id.in_(mine)).order_by(Speaker.id))
    for speaker in people:
        facts = {"release": made.id, "sessions": mine[speaker.id]}
        subject, scope = ("speaker", speaker.id), ("event", event.id)
        queue("programme.speaker", speaker.email, speaker.language, facts, subject=subject, scope=scope)
    moved = for_registered(changes)
    theirs: dict[int, list[int]] = {}
    known = {}
    for registration, part in queries.confirmed_in(_chosen(moved)):
        theirs.setdefault(registration.id, []).append(moved[part])
        known[registration.id] = registration
    for number, sessions in theirs.items():
        write_letter("programme.registered", known[number], release=made.id, sessions=sessions)


def _chosen(parts: dict[int, int]) -> list[int]:
    """Of these parts, those that people register for."""
    return list(db.session.scalars(select(Part.id).where(Part.id.in_(parts), Part.programme.is_(False))))
