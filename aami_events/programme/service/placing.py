"""The grid: a session is placed, moved, made longer, taken off; the last move is taken back.

Whoever arranges locks the event first and reads only then. What stands on the grid never overlaps in a room.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ...events.models import Event
from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from .. import queries
from ..errors import NothingToUndo, ProgrammeWrong
from ..models import Move, Session
from ..rules.grid import EVERYWHERE, LEAST, MOST, Span, check_place
from .common import get_session, note


@dataclass(frozen=True)
class Spot:
    """Where a session is to stand: wall time, a room unless it is for everybody, its length if that changes too."""

    starts: dt.datetime
    room: int | None = None
    minutes: int | None = None


@transactional
def place(event_id: int, session_id: int, spot: Spot, *, base: int) -> None:
    """Put a session somewhere on the grid, as read at revision `base`.

    SessionUnknown; SessionChanged; ProgrammeWrong for a room that is not there or a length that cannot be; OutsideDay;
    SessionsOverlap. Whatever else is awkward is a warning.
    """
    event = lock_row(event_id)
    row = get_session(event_id, session_id, base)
    if row.cancelled:
        raise ProgrammeWrong([("session", "cancelled")])
    if row.kind in EVERYWHERE:
        spot = Spot(spot.starts, None, spot.minutes)
    elif spot.room is None or queries.find_room(event_id, spot.room) is None:
        raise ProgrammeWrong([("room", "room")])
    if spot.minutes is not None and not LEAST <= spot.minutes <= MOST:
        raise ProgrammeWrong([("minutes", "minutes")])
    _fits(event, row, spot)
    _move(row, {"starts": spot.starts.isoformat("T", "minutes"), "room": spot.room}, spot.minutes or row.minutes)


def _fits(event: Event, row: Session, spot: Spot) -> None:
    span = Span(row.id, spot.starts, spot.minutes or row.minutes, spot.room)
    check_place(span, queries.spans_of(event.id), queries.days_of(event, queries.settings_of(event.id)))


@transactional
def unplace(event_id: int, session_id: int, *, base: int) -> None:
    """Take a session off the grid. SessionUnknown; SessionChanged."""
    lock_row(event_id)
    row = get_session(event_id, session_id, base)
    _move(row, {"starts": None, "room": None}, row.minutes)


def where(row: Session) -> dict[str, Any]:
    """Where it stands, in plain values."""
    starts = row.starts.isoformat("T", "minutes") if row.starts else None
    return {"starts": starts, "room": row.room_id, "minutes": row.minutes}


def stand(row: Session, starts: str | None, room: int | None) -> bool:
    """Put it there unless it is; whether it moved. In the caller's transaction, who sees that it fits."""
    before = where(row)
    _move(row, {"starts": starts, "room": room}, row.minutes)
    return where(row) != before


def _move(row: Session, spot: dict[str, Any], minutes: int) -> None:
    before, after = where(row), {**spot, "minutes": minutes}
    if before == after:
        return
    _stand(row, after)
    db.session.add(
        Move(
            event_id=row.event_id,
            session_id=row.id,
            before=before,
            after=after,
            person_id=audit.actor().id,
            at=clock.now(),
            undone=False,
        )
    )
    note("session_moved", row, {name: [before[name], after[name]] for name in after if before[name] != after[name]})


def _stand(row: Session, spot: dict[str, Any]) -> None:
    row.starts = dt.datetime.fromisoformat(spot["starts"]) if spot["starts"] else None
    row.room_id, row.minutes = spot["room"], spot["minutes"]
    db.session.flush()
    db.session.expire(row, ["room"])


@transactional
def undo(event_id: int, move_id: int) -> int:
    """Take back the last move, which is the one that was shown; the session's id.

    NothingToUndo if another move came after it, or the session is elsewhere by now; OutsideDay or SessionsOverlap if
    something else stands where it was.
    """
    event = lock_row(event_id)
    db.session.expire_all()
    move = queries.last_move(event_id)
    if move is None or move.id != move_id:
        raise NothingToUndo
    row = get_session(event_id, move.session_id)
    if where(row) != move.after or row.cancelled:
        raise NothingToUndo
    before = move.before
    if before["starts"]:
        if before["room"] is not None and queries.find_room(event_id, before["room"]) is None:
            raise NothingToUndo
        _fits(event, row, Spot(dt.datetime.fromisoformat(before["starts"]), before["room"], before["minutes"]))
    _stand(row, before)
    move.undone = True
    note("session_moved_back", row, {name: [move.after[name], before[name]] for name in before})
    return row.id
