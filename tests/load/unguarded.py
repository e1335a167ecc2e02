"""The application without what keeps it from selling a place twice, to show that the load test would notice.

Nobody locks the event. Places are looked at, then written back: no condition in the UPDATE, no CHECK behind it, and on
SQLite no turns and no BEGIN IMMEDIATE but the driver's own way, which begins with the first write. The rest is as it
is, further tries included. The CHECK is out of force on SQLite by pragma; on PostgreSQL the test drops it.
"""

import sys
import time
from collections.abc import Iterable

from sqlalchemy import select, update

from aami_events import application
from aami_events.events.models import Place
from aami_events.foundation.database import db
from aami_events.registration.service import places
from tests.load import naive

#: seconds between look and write: a fast machine would otherwise be through before anybody else looks
WINDOW = 0.005


def naive_take(place_ids: Iterable[int]) -> frozenset[int]:
    """Look, then write what was seen plus one."""
    wanted = sorted(set(place_ids))
    query = select(Place.id, Place.capacity, Place.taken).where(Place.id.in_(wanted))
    seen = {place_id: (capacity, taken) for place_id, capacity, taken in db.session.execute(query).tuples()}
    free = [place for place in wanted if seen[place][0] is None or seen[place][1] < seen[place][0]]
    time.sleep(WINDOW)
    for place_id in free:
        one_more = update(Place).where(Place.id == place_id).values(taken=seen[place_id][1] + 1)
        db.session.execute(one_more.execution_options(synchronize_session=False))
    return frozenset(free)


instead = {"take": (places.take, naive_take), "lock": (places.lock, lambda event_id: None)}
replaced = 0
for name, module in list(sys.modules.items()):
    for function, (guarded, replacement) in instead.items():
        if name.startswith("aami_events.") and getattr(module, function, None) is guarded:
            setattr(module, function, replacement)
            replaced += 1
assert replaced >= 7, "what guards the places has moved: the negative control must follow it"

naive.everywhere()
app = application.create_app()
