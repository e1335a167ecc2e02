"""Acts at a desk: each is written once, whatever a network does to it, and presence follows from them.

What stands in `desk_scans` is who did what and when: it is the history of the door, and needs no other.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...registration.models import Registration
from .. import queries
from ..errors import NotThere
from ..models import Presence, Scan
from ..rules import LETS_IN, Act, answer, believed, state_of, to_settle


@dataclass(frozen=True)
class By:
    """Who does it: an account, or somebody's shift."""

    person_id: int | None = None
    shift_id: int | None = None


@dataclass(frozen=True)
class Asked:
    """One act, as a device says it."""

    nonce: str
    code: str
    act: str = "in"
    part_id: int | None = None
    at: dt.datetime | None = None
    source: str = "desk"
    #: a coordinator lets them in all the same
    overrule: bool = False


@dataclass(frozen=True)
class Answered:
    """What came of it."""

    nonce: str
    answer: str
    registration_id: int | None = None
    #: since when they are there
    since: dt.datetime | None = None
    #: let in without a network, and now a coordinator has to look at it
    to_settle: bool = False


@transactional
def scan(event: Event, asked: Asked, by: By) -> Answered:
    """Do it, once: the same nonce again is answered as it was. NotThere for a part that the event has not."""
    event_id = event.id
    place = queries.find_place(event_id, event.mode, asked.part_id)
    if place is None:
        raise NotThere
    found = queries.find_by_code(asked.code)
    mine = found if found is not None and found.event_id == event_id else None
    row = _written(event_id, asked, by, mine)
    if row is None:
        return _as_before(asked.nonce)
    presence = queries.find_presence(mine.id, asked.part_id, locked=True) if mine else None
    ticket = queries.ticket(found, event_id, place) if found else None
    row.answer = answer(ticket, place, asked.act, queries.now_of(presence), overrule=asked.overrule)
    since = _follow(row, presence, mine)
    db.session.flush()
    if asked.overrule and row.answer in LETS_IN:
        audit.record("attendance.let_in", ("registration", mine.id if mine else 0), scope=("event", event_id))
    return Answered(asked.nonce, row.answer, row.registration_id, since, to_settle(row.answer, row.source))


def _written(event_id: int, asked: Asked, by: By, mine: Registration | None) -> Scan | None:
    """The row of an act that is new; None for one that is there already."""
    now = clock.now()
    values = {
        "event_id": event_id,
        "nonce": asked.nonce,
        "registration_id": mine.id if mine else None,
        "part_id": asked.part_id,
        "act": asked.act,
        "answer": "",
        "at": believed(asked.at, now) if asked.source != "desk" else now,
        "received_at": now,
        "source": asked.source,
        "person_id": by.person_id,
        "shift_id": by.shift_id,
    }
    return db.session.scalar(_insert(Scan, values, ["nonce"]).returning(Scan))


def _insert(table: type, values: Mapping[str, object], unless: list[str], where: object = None) -> postgresql.Insert:
    """An insert that does nothing if there is such a row; on either database."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).values(values).on_conflict_do_nothing(index_elements=unless, index_where=where)  # type: ignore[no-any-return]


def _as_before(nonce: str) -> Answered:
    row = queries.get_scan(nonce)
    there = queries.find_presence(row.registration_id, row.part_id) if row.registration_id else None
    since = there.first_in_at if there else None
    return Answered(nonce, row.answer, row.registration_id, since, to_settle(row.answer, row.source))


def _follow(row: Scan, presence: Presence | None, mine: Registration | None) -> dt.datetime | None:
    """Presence after an act; since when they are there."""
    if mine is None or row.answer not in (*LETS_IN, "again", "out"):
        return None
    if presence is None:
        presence = _come(row, mine.id)
        if presence is not None:  # somebody else was quicker, by this very moment
            row.answer = "again"
    if presence is None:
        return row.at
    _recount(presence)
    return presence.first_in_at


def _come(row: Scan, registration_id: int) -> Presence | None:
    """Write that somebody is there; the row of another desk, if there was one by now."""
    values = {
        "event_id": row.event_id,
        "registration_id": registration_id,
        "part_id": row.part_id,
        "here": True,
        "first_in_at": row.at,
        "changed_at": row.at,
    }
    whole = Presence.part_id.is_(None) if row.part_id is None else Presence.part_id.is_not(None)
    unless = ["registration_id"] if row.part_id is None else ["registration_id", "part_id"]
    made = db.session.scalar(_insert(Presence, values, unless, whole).returning(Presence.id))
    return None if made is not None else queries.find_presence(registration_id, row.part_id, locked=True)


def _recount(presence: Presence) -> None:
    """Presence as all acts say it that were not taken back; none is left if they never came in."""
    db.session.flush()
    acts = [Act(one.act, one.at) for one in queries.acts_of(presence.registration_id, presence.part_id)]
    state = state_of(acts)
    if state is None and presence.minutes is None:
        db.session.delete(presence)
    elif state is None:  # a call's report still says that they were there
        presence.here = False
    else:
        presence.here, presence.first_in_at, presence.changed_at = state.here, state.first_in_at, state.changed_at
    db.session.flush()


@transactional
def undo(event: Event, nonce: str, by: By) -> None:
    """Take an act back; twice is once. Who serves a shift may take back what that shift did. NotThere."""
    row = queries.find_scan(nonce)
    if row is None or row.event_id != event.id or (by.shift_id is not None and row.shift_id != by.shift_id):
        raise NotThere
    if row.undone_at is not None:
        return
    row.undone_at = clock.now()
    presence = queries.find_presence(row.registration_id, row.part_id, locked=True) if row.registration_id else None
    if presence is not None:
        _recount(presence)


@transactional
def settle(event: Event, scan_id: int, *, stays: bool, by: By) -> None:
    """A coordinator looked at somebody who was let in on the word of a device: they stay in, or the act is taken back.
    NotThere."""
    row = db.session.get(Scan, scan_id, with_for_update=True, populate_existing=True)
    if row is None or row.event_id != event.id or not to_settle(row.answer, row.source):
        raise NotThere
    if row.settled_at is not None or row.undone_at is not None:
        return
    row.settled_at = clock.now()
    diff = {"answer": [row.answer, "stays" if stays else "undone"]}
    audit.record("attendance.settled", ("registration", row.registration_id or 0), scope=("event", event.id), diff=diff)
    if not stays:
        undo(event, row.nonce, By(by.person_id))
    elif row.registration_id is not None and row.answer != "again":
        row.answer = "welcome"
        presence = _come(row, row.registration_id)
        if presence is not None:
            _recount(presence)
