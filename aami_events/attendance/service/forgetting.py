"""What is left of people when it is over."""

from collections.abc import Collection

from sqlalchemy import delete, func, select, update

from ...foundation.database import db, transactional
from ...foundation.points import Due
from ..models import Certificate, DeskDay, Excuse, JoiningPass, Presence, Scan, Shift

#: stands in place of a name
ERASED = "—"


@transactional
def forget(ids: Collection[int]) -> int:
    """Take out when these registrations came and went; how many had been at a desk."""
    seen = Scan.registration_id.in_(ids)
    had = db.session.scalar(select(func.count(Scan.registration_id.distinct())).where(seen))
    for table in (Presence, Excuse, JoiningPass, Certificate):
        db.session.execute(delete(table).where(table.registration_id.in_(ids)))
    db.session.execute(update(Scan).where(seen).values(registration_id=None))
    return had or 0


@transactional
def forget_shifts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """The names of who served at desks that are long over."""
    over = select(DeskDay.id).where(DeskDay.event_id.in_(due.events(days)))
    named = (Shift.desk_day_id.in_(over), Shift.name != ERASED)
    found = select(DeskDay.event_id, func.count()).join(Shift).where(*named).group_by(DeskDay.event_id)
    counted = dict(db.session.execute(found).tuples().all())
    if not dry:
        db.session.execute(update(Shift).where(*named).values(name=ERASED))
    return counted
