"""An event moves to other days, with everything that hangs on them."""

import datetime as dt
from zoneinfo import ZoneInfo

from ...foundation import clock, points
from ...foundation.database import db, transactional
from ...foundation.dates import FuzzyDate
from ...foundation.settings import setting
from ..errors import EntryWrong, EventChanged
from ..models import Event
from ..queries.cloning import parts_of
from ..rules.cloning import Shift, shift_between
from ..rules.rescheduling import check_notice, reschedule_faults
from .editing import locked, note
from .known import remember
from .ready import staying_ready


@transactional
def reschedule(event_id: int, first: dt.date | None, *, window: bool, base: int, noticed: bool = False) -> int:
    """Its first day becomes another one, and everything that has hours in it keeps its distance: activities, what is
    planned of the programme, e-mails on a day; with `window`, registration too. The revision.

    EventChanged; EntryWrong for no day, the same day, or an event whose days are not exact; NotReady. MeetingTooSoon
    where a general meeting would have no time for its notice, unless somebody has `noticed` and checked that.
    """
    event = locked(event_id)
    if event.revision != base:
        raise EventChanged(event.revision)
    exact = event.span.precision == "day"
    faults = reschedule_faults(event.span.first if exact else None, first)
    if faults or first is None:
        raise EntryWrong(faults)
    shift, before = shift_between(event.span.first, first), event.span.first
    if not noticed:
        _check_notice(event, shift)
    remember(event)
    with staying_ready(event):
        _move(event, shift, window=window)
    diff = {"when": [str(before), str(first)]}
    points.event_shifted(event.id, shift.days)
    note(event, "event.rescheduled", ("event", event.id), diff)
    return event.revision


def _check_notice(event: Event, shift: Shift) -> None:
    moved = [shift.wall(part.starts) for part in parts_of(event.id) if part.kind == "agm"]
    moved += [shift.wall(event.starts)] if event.kind == "agm" else []
    today = clock.now().astimezone(ZoneInfo(event.zone)).date()
    check_notice([at.date() for at in moved if at], today, setting("NOTICE_DAYS"))


def _move(event: Event, shift: Shift, *, window: bool) -> None:
    span = event.span
    event.when = FuzzyDate(shift.wall(span.first), shift.wall(span.last), span.precision, span.expected)
    event.starts, event.ends = shift.wall(event.starts), shift.wall(event.ends)
    for part in parts_of(event.id):
        part.starts, part.ends = shift.wall(part.starts), shift.wall(part.ends)
    if window:
        for name in ("opens_at", "closes_at", "change_until"):
            setattr(event, name, shift.moment(getattr(event, name), event.zone))
    db.session.flush()
