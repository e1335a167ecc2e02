"""What a draft of the schedule is made from: the grid as plain values, in minutes since the first midnight."""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from sqlalchemy import select

from ...events.models import Event, Part
from ...foundation.database import db
from ..models import Drafted, Session
from ..rules.drafting.facts import DraftRoom, Item, Problem, Slot, Span
from ..rules.grid import EVERYWHERE
from ..rules.warnings import NEEDS
from . import Grid, grid_of

#: minutes between two beginnings that are tried
STEP = 15


@dataclass(frozen=True)
class Ground:
    """What a draft rests on; `mark` changes as soon as any of it does."""

    problem: Problem
    #: where minutes count from
    origin: dt.datetime
    #: what stands on the grid now, breaks and joint items left aside
    before: dict[int, Slot]
    mark: str

    def moment(self, minute: int) -> dt.datetime:
        """A wall time."""
        return self.origin + dt.timedelta(minutes=minute)


def ground_of(event: Event) -> Ground | None:
    """The ground of an event's draft; None while it has no days, no room or nothing to place."""
    grid = grid_of(event)
    days, items = grid.days.all(), [row for row in grid.sessions if row.kind not in EVERYWHERE and not row.cancelled]
    if not days or not grid.rooms or not items:
        return None
    origin = dt.datetime.combine(days[0], dt.time())
    before = {row.id: (_minute(origin, row.starts), row.room_id) for row in items if row.starts and row.room_id}
    fixed = _fixed(event.id, items)
    gap = _gap(grid, [row for row in items if row.id in fixed])
    blocks = tuple((first, last + gap) for first, last in _blocks(grid, origin, days))
    problem = Problem(
        tuple(_item(row, before.get(row.id), gap, fixed=row.id in fixed) for row in items),
        tuple(DraftRoom(row.id, row.capacity, frozenset(row.equipment)) for row in grid.rooms),
        blocks,
        STEP,
        {one.speaker_id: _away(origin, one.speaker.away) for row in items for one in row.speakers},
        dict(grid.hours.teams),
        cell=_cell(blocks, before, items, gap),
    )
    return Ground(problem, origin, before, _mark(problem, before))


def _mark(problem: Problem, before: dict[int, Slot]) -> str:
    """The same in every process: sets have no order of their own."""
    facts = [asdict(problem), sorted(before.items())]
    text = json.dumps(facts, sort_keys=True, default=lambda held: sorted(held, key=str))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _fixed(event_id: int, items: Iterable[Session]) -> set[int]:
    """Sessions that stay: those that are pinned, and activities for which people register at an announced time."""
    announced = set(db.session.scalars(select(Part.id).where(Part.event_id == event_id, Part.programme.is_(False))))
    return {row.id for row in items if row.pinned or row.part_id in announced}


def _minute(origin: dt.datetime, wall: dt.datetime) -> int:
    return int((wall - origin).total_seconds() // 60)


def _gap(grid: Grid, fixed: Sequence[Session]) -> int:
    """Minutes kept free after each session; none where what stays stands closer than that."""
    pinned = sorted((row.room_id or 0, row.starts, row.minutes) for row in fixed if row.starts)
    close = any(
        one[0] == other[0] and other[1] - one[1] < dt.timedelta(minutes=one[2] + grid.hours.change_over)
        for one, other in pairwise(pinned)
    )
    return 0 if close else grid.hours.change_over


def _cell(blocks: Sequence[Span], before: Mapping[int, Slot], items: Iterable[Session], gap: int) -> int:
    """Minutes that divide every beginning and every end: of what is tried, and of what stands."""
    lengths = [row.minutes + gap for row in items]
    begins = [start - first for start, _room in before.values() for first, last in blocks if first <= start < last]
    return math.gcd(STEP, *lengths, *begins)


def _item(row: Session, slot: Slot | None, gap: int, *, fixed: bool) -> Item:
    both = {"fr", "en"} if "fr-en" in row.interpretation else set()
    return Item(
        row.id,
        row.minutes + gap,
        frozenset(one.speaker_id for one in row.speakers),
        row.track_id,
        frozenset(row.languages) | both,
        frozenset(row.interpretation),
        frozenset(NEEDS[kind] for kind in row.interpretation if kind in NEEDS),
        row.interest or 0,
        slot if fixed else None,
        slot,
    )


def _blocks(grid: Grid, origin: dt.datetime, days: Iterable[dt.date]) -> list[Span]:
    """Each day between its hours, without what is for everybody."""
    taken = sorted(
        (_minute(origin, row.starts), _minute(origin, row.starts) + row.minutes)
        for row in grid.placed
        if row.kind in EVERYWHERE and row.starts
    )
    found = []
    for day in days:
        begin = _minute(origin, dt.datetime.combine(day, grid.hours.opens))
        end = _minute(origin, dt.datetime.combine(day, grid.hours.closes))
        for first, last in [*(span for span in taken if begin <= span[0] < end), (end, end)]:
            if first > begin:
                found.append((begin, first))
            begin = max(begin, last)
    return found


def _away(origin: dt.datetime, spans: Iterable[Sequence[str]]) -> tuple[Span, ...]:
    walls = ((dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)) for first, last in spans)
    return tuple((_minute(origin, first), _minute(origin, last)) for first, last in walls)


def find_draft(event_id: int, draft_id: int) -> Drafted | None:
    """A draft of this event."""
    return db.session.scalar(select(Drafted).where(Drafted.event_id == event_id, Drafted.id == draft_id))


def drafts_of(event_id: int, most: int = 10) -> list[Drafted]:
    """The latest drafts of an event, the newest first; one query."""
    query = select(Drafted).where(Drafted.event_id == event_id).order_by(Drafted.id.desc())
    return list(db.session.scalars(query.limit(most)))
