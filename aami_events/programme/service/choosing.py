"""Somebody's own choice of sessions, behind a signed link; nobody's name stands on it."""

from sqlalchemy import select

from ...foundation import clock
from ...foundation.database import db, transactional
from ..errors import SessionUnknown
from ..models import MyProgramme
from ..queries.releases import last_release, released

#: as many as anybody goes to
MOST = 500


@transactional
def choose(event_id: int, mine: int | None, session_id: int, *, wanted: bool) -> int:
    """Put a session into somebody's own programme, or take it out; the programme's id, of a new one without `mine`.

    SessionUnknown for a session that is not public; a programme of another event is as none.
    """
    if session_id not in {row.id for row in released(last_release(event_id))}:
        raise SessionUnknown
    query = select(MyProgramme).where(MyProgramme.id == (mine or 0), MyProgramme.event_id == event_id)
    row = db.session.scalar(query.with_for_update())
    if row is None:
        row = MyProgramme(event_id=event_id, sessions=[])
        db.session.add(row)
    others = [number for number in row.sessions if number != session_id]
    row.sessions = [*others, session_id][:MOST] if wanted else others
    row.changed_at = clock.now()
    db.session.flush()
    return row.id
