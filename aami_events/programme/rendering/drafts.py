"""A draft of the schedule beside what stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ...foundation.i18n import gettext
from ..models import Drafted, Room, Session
from ..phrases import UNPLACED
from ..rules.grid import EVERYWHERE
from . import said, spot, where


@dataclass(frozen=True)
class Line:
    """A session: where it is, where the draft has it, or why it has no place there."""

    title: str
    now: str
    then: str
    why: str
    moves: bool


def lines(row: Drafted, sessions: list[Session], rooms: Mapping[int, Room]) -> list[Line]:
    """Every session that a draft arranges: first what has no place, then what moves, by the draft's time."""
    found = []
    for session in sessions:
        if session.kind in EVERYWHERE or session.cancelled:
            continue
        starts, room = row.result["placed"].get(str(session.id), (None, None))
        there = rooms.get(room) if room else None
        then = (
            spot(dt.datetime.fromisoformat(starts), session.minutes, there.name.texts() if there else None)
            if starts
            else ""
        )
        why = str(UNPLACED.get(row.result["unplaced"].get(str(session.id), ""), ""))
        same = starts == (session.starts.isoformat(timespec="minutes") if session.starts else None)
        moves = not same or room != session.room_id
        now = where(session) if session.starts else gettext("without a place")
        found.append((bool(starts), not moves, starts or "", Line(said(session.title), now, then, why, moves)))
    return [one[-1] for one in sorted(found, key=lambda one: one[:-1])]


def quality(row: Drafted) -> str:
    """How good it is known to be."""
    result = row.result
    if result["proven"]:
        return gettext("Nothing better exists.")
    if row.kind == "repair":
        return gettext("Nothing else changes fewer sessions.") if result.get("fewest") else ""
    over = round(100 * (result["cost"] - result["bound"]) / max(result["bound"], 1))
    percent = f"{over} %"
    return "" if over > 100 else gettext("At most %(percent)s away from the best that could exist.", percent=percent)
