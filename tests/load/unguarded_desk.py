"""The desk without what keeps somebody from being in twice, to show that the load test would notice: whether they are
there is looked at, then written, with nothing to refuse the second; the test drops the index."""

import time
from typing import Any

from aami_events import application
from aami_events.attendance.models import Presence
from aami_events.attendance.service import scanning
from aami_events.foundation import clock
from aami_events.foundation.database import db
from tests.load import naive

#: seconds between look and write: a fast machine would otherwise be through before anybody else looks
WINDOW = 0.005


def written(event_id: int, asked: scanning.Asked, by: scanning.By, mine: Any) -> scanning.Scan:
    """The row of an act; nothing is written yet."""
    now, registration_id = clock.now(), mine.id if mine else None
    facts = {"nonce": asked.nonce, "act": asked.act, "part_id": asked.part_id, "shift_id": by.shift_id}
    return scanning.Scan(event_id=event_id, registration_id=registration_id, at=now, received_at=now, **facts)


def come(row: scanning.Scan, registration_id: int) -> None:
    """Write that somebody is there."""
    time.sleep(WINDOW)
    values = {"event_id": row.event_id, "part_id": row.part_id, "first_in_at": row.at, "changed_at": row.at}
    db.session.add_all([row, Presence(registration_id=registration_id, here=True, **values)])
    db.session.flush()


assert scanning._come.__module__ == scanning.__name__, "what guards presence has moved: the control must follow it"
scanning._written = written
scanning._come = come  # type: ignore[assignment]
naive.everywhere()
app = application.create_app()
