"""The desk of a day, its code, and who serves there without an account."""

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.links import digest
from ...foundation.text import clean
from .. import queries
from ..errors import WrongCode
from ..models import DeskDay, Shift
from ..rules.codes import read_aloud, same_code


def code_of(day: DeskDay) -> str:
    """What a coordinator shows; it is kept nowhere."""
    return read_aloud(digest("desk", day.event_id, day.day.isoformat(), day.version))


@transactional
def open_desk(event: Event) -> DeskDay:
    """Today's desk, opened when it is first asked for."""
    day = queries.find_day(event.id, queries.day_there(event))
    if day is None:
        day = DeskDay(event_id=event.id, day=queries.day_there(event), version=1)
        db.session.add(day)
        db.session.flush()
        audit.record("attendance.desk_opened", ("desk_day", day.id), scope=("event", event.id))
    return day


@transactional
def another_code(event: Event) -> DeskDay:
    """Another code for today: whoever came in by the older one is out."""
    day = open_desk(event)
    day.version += 1
    audit.record("attendance.desk_code_changed", ("desk_day", day.id), scope=("event", event.id))
    return day


@transactional
def serve(event: Event, code: str, name: str) -> int:
    """Begin a shift with today's code; its id. WrongCode."""
    day = queries.find_day(event.id, queries.day_there(event))
    if day is None or not same_code(code, code_of(day)):
        raise WrongCode
    shift = Shift(desk_day_id=day.id, version=day.version, name=clean(name)[:200], began_at=clock.now())
    db.session.add(shift)
    db.session.flush()
    return shift.id


@transactional
def end_shift(shift_id: int) -> None:
    """Whoever served signs out."""
    shift = db.session.get(Shift, shift_id)
    if shift is not None and shift.ended_at is None:
        shift.ended_at = clock.now()
