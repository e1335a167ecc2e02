"""The grid as tables, one a day: moments down, rooms across; and the warnings in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...foundation.i18n import gettext
from ..models import Room, Session
from ..phrases import EQUIPMENT, TEAMS, WARNINGS
from ..queries import Grid, span_of
from ..rules.grid import EVERYWHERE, Span, lines
from ..rules.warnings import Warning
from . import said


@dataclass(frozen=True)
class Cell:
    """A session over several lines, or a free place."""

    starts: dt.datetime
    room: int | None
    session: Session | None = None
    lines: int = 1
    rooms: int = 1


@dataclass(frozen=True)
class Line:
    """A moment, and what begins then or is free."""

    moment: dt.datetime
    cells: list[Cell]


@dataclass(frozen=True)
class Day:
    """One day's table."""

    date: dt.date
    lines: list[Line]


def days(grid: Grid) -> list[Day]:
    """Every day of the event."""
    return [_day(grid, date) for date in grid.days.all()]


def astray(grid: Grid) -> list[Session]:
    """What stands outside the days or hours of the event, since those changed: it is in no table."""
    return [row for row in grid.placed if (span := span_of(row)) and not grid.days.holds(span)]


def _day(grid: Grid, date: dt.date) -> Day:
    lost = {row.id for row in astray(grid)}
    rows = [row for row in grid.placed if row.starts and row.starts.date() == date and row.id not in lost]
    spans = [span for row in rows if (span := span_of(row))]
    moments = lines(spans, date, grid.hours.opens, grid.hours.closes)
    return Day(date, list(_lines(moments, grid.rooms, rows, spans)))


def _lines(
    moments: Sequence[dt.datetime], rooms: Sequence[Room], rows: Sequence[Session], spans: Sequence[Span]
) -> Iterator[Line]:
    beginning = {(row.starts, _column(row)): row for row in rows}
    for moment in moments:
        everywhere = beginning.get((moment, None))
        taken = [span for span in spans if span.starts < moment < span.ends]
        if everywhere:
            yield Line(moment, [_cell(everywhere, moments, max(len(rooms), 1))])
        elif any(span.room is None for span in taken):
            yield Line(moment, [])
        else:
            covered = {span.room for span in taken}
            free = [room for room in rooms if room.id not in covered]
            yield Line(moment, [_at(moment, room, beginning.get((moment, room.id)), moments) for room in free])


def _column(row: Session) -> int | None:
    return None if row.kind in EVERYWHERE else row.room_id


def _at(moment: dt.datetime, room: Room, row: Session | None, moments: Sequence[dt.datetime]) -> Cell:
    return _cell(row, moments, 1) if row else Cell(moment, room.id)


def _cell(row: Session, moments: Sequence[dt.datetime], rooms: int) -> Cell:
    starts, ends = row.starts or dt.datetime.min, row.ends or dt.datetime.min
    count = sum(starts <= moment < ends for moment in moments)
    return Cell(starts, _column(row), row, count, rooms)


@dataclass(frozen=True)
class Told:
    """A warning in words, and the sessions that it is about."""

    words: str
    sessions: list[Session]


def warnings(grid: Grid) -> list[Told]:
    """Everything awkward, in words."""
    sessions = {row.id: row for row in grid.sessions}
    return [Told(_words(row, grid), [sessions[number] for number in row.sessions]) for row in grid.warnings]


def _words(row: Warning, grid: Grid) -> str:
    key = f"no_choice_{row.what}" if row.kind == "no_choice" else row.kind
    what = TEAMS.get(row.what) if row.kind == "interpreters" else EQUIPMENT.get(row.what)
    return str(WARNINGS[key] % {"about": _about(row, grid), "what": what, "there": row.there, "needed": row.needed})


def _about(row: Warning, grid: Grid) -> str:
    sessions = [one for one in grid.sessions if one.id in row.sessions]
    if row.kind in ("twice", "away"):
        return next(one.speaker.name for one in sessions[0].speakers if one.speaker_id == row.about)
    if row.kind == "track":
        return said(sessions[0].track.name) if sessions[0].track else ""
    return next((said(room.name) for room in grid.rooms if room.id == row.about), gettext("all rooms"))
