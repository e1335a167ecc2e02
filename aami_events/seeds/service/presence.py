"""Who was there in the winter and spring of 2020: at the door of the caucus, in the calls of the workshops."""

import datetime as dt
import random
import zlib

from sqlalchemy import func, select

from ...attendance import service as attendance
from ...attendance.models import Presence
from ...events.models import Event, Part
from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.database import db, transaction
from ...registration.models import Registration

#: minutes before the first part at which people come to the door; the second's badge is read at two desks
DOOR = (38, 24, 22, 15, 9, 4)
TWICE, LATER = 1, dt.timedelta(minutes=6)
#: of a hundred people of a workshop: in the call to its end, and for a part of it; of the others, a few write before
WHOLE, PARTLY, EXCUSED = 71, 12, 25


def come_to_the_door(slug: str) -> int:
    """All but the last of who is registered come to the first part; how many. Nothing if somebody was there already."""
    event = _untouched(slug)
    if event is None:
        return 0
    first, people = event.parts[0], _people(event.id)[: len(DOOR)]
    for number, (early, person) in enumerate(zip(DOOR, people, strict=False)):
        at = _starts(first) - dt.timedelta(minutes=early)
        for desk in range(2 if number == TWICE else 1):
            asked = attendance.Asked(f"demo-{person.id}-{desk}", person.code)
            with clock.stopped(at + LATER * desk):
                attendance.scan(event, asked, attendance.By())
    return len(people)


def be_in_the_calls(slug: str) -> int:
    """The reports of the calls of a series are read in, one evening after the other; how many people were in them."""
    event = _untouched(slug)
    if event is None:
        return 0
    people, seen = _people(event.id), 0
    for part in event.parts:
        mine = [row for row in people if any(chosen.part_id == part.id for chosen in row.parts)]
        drawn = random.Random(zlib.crc32(str(part.slug).encode()))
        with clock.stopped(_starts(part) + dt.timedelta(hours=3)), transaction():
            there, excused = _drawn(part, mine, drawn)
            seen += attendance.note_report(event, part.id, there)
            for number in excused:
                attendance.mark(event, number, part.id, "excused", attendance.By())
    return seen


def _untouched(slug: str) -> Event | None:
    event = find_event_whole(slug)
    here = select(func.count()).select_from(Presence)
    return None if event is None or db.session.scalar(here.where(Presence.event_id == event.id)) else event


def _people(event_id: int) -> list[Registration]:
    here = select(Registration).where(Registration.event_id == event_id, Registration.state == "confirmed")
    return list(db.session.scalars(here.order_by(Registration.id)))


def _starts(part: Part) -> dt.datetime:
    """When it began; parts of the plan's past events have hours."""
    return part.starts_at or clock.DEMO_START


def _drawn(part: Part, people: list[Registration], draw: random.Random) -> tuple[list[attendance.Seen], list[int]]:
    """Who was in the call, and who had written that they would not be."""
    there, excused = [], []
    for row in people:
        fate = draw.randrange(100)
        if fate < WHOLE + PARTLY:
            minutes = draw.randint(78, 90) if fate < WHOLE else draw.randint(15, 55)
            first = _starts(part) + dt.timedelta(minutes=draw.randint(0, 6))
            there.append(attendance.Seen(row.id, first, minutes))
        elif draw.randrange(100) < EXCUSED:
            excused.append(row.id)
    return there, excused
