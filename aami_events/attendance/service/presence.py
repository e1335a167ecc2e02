"""Presence at sessions that no desk saw: what a platform reports, and what a coordinator knows."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, update

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...registration.models import Registration
from .. import queries
from ..errors import NotThere
from ..models import Excuse, Presence, Scan
from .scanning import Asked, By, scan


@dataclass(frozen=True)
class Seen:
    """Somebody who was in a call."""

    registration_id: int
    first: dt.datetime
    minutes: int


@transactional
def note_report(event: Event, part_id: int | None, seen: Sequence[Seen]) -> int:
    """Write down who was in the call of a session; how many. The same report again changes nothing, and whoever came
    by a door did so for all of it. NotThere."""
    event_id = event.id
    if queries.find_place(event_id, event.mode, part_id) is None:
        raise NotThere
    mine = {row.id for row in queries.rows_of(event_id, [one.registration_id for one in seen])}
    for one in seen:
        if one.registration_id not in mine:
            raise NotThere
        row = queries.find_presence(one.registration_id, part_id, locked=True)
        if row is None:
            same = {"event_id": event_id, "registration_id": one.registration_id, "part_id": part_id, "here": False}
            db.session.add(Presence(**same, first_in_at=one.first, changed_at=one.first, minutes=one.minutes))
        elif row.minutes is not None or not queries.acts_of(one.registration_id, part_id):
            row.first_in_at, row.minutes = min(row.first_in_at, one.first), max(row.minutes or 0, one.minutes)
    diff = {"people": [None, len(seen)]}
    audit.record("attendance.reported", ("part", part_id or 0), scope=("event", event_id), diff=diff)
    return len(seen)


@transactional
def mark(event: Event, registration_id: int, part_id: int | None, said: str, by: By) -> None:
    """What a coordinator knows of somebody: attended, absent or excused. NotThere."""
    registration = db.session.get(Registration, registration_id)
    if registration is None or registration.event_id != event.id:
        raise NotThere
    event_id, code = event.id, registration.code
    _forget_excuse(registration_id, part_id)
    if said == "attended":
        nonce = f"coordinator-{secrets.token_hex(10)}"
        scan(event, Asked(nonce, code, "in", part_id, source="coordinator", overrule=True), by)
        presence = queries.find_presence(registration_id, part_id)
        if presence is not None:
            presence.minutes = None
    else:
        _was_not_there(registration_id, part_id)
        if said == "excused" and part_id is not None:
            db.session.add(Excuse(registration_id=registration_id, part_id=part_id, at=clock.now()))
    diff = {"presence": [None, said]}
    audit.record("attendance.marked", ("registration", registration_id), scope=("event", event_id), diff=diff)


def _forget_excuse(registration_id: int, part_id: int | None) -> None:
    db.session.execute(delete(Excuse).where(Excuse.registration_id == registration_id, Excuse.part_id == part_id))


def _was_not_there(registration_id: int, part_id: int | None) -> None:
    mine = (Scan.registration_id == registration_id, queries.at_place(Scan.part_id, part_id), Scan.undone_at.is_(None))
    db.session.execute(update(Scan).where(*mine).values(undone_at=clock.now()))
    here = (Presence.registration_id == registration_id, queries.at_place(Presence.part_id, part_id))
    db.session.execute(delete(Presence).where(*here))
    db.session.flush()
