"""The application without what keeps it from selling a place twice, to show that the load test would notice.

Places are looked at, then written back: no condition in the UPDATE, no CHECK behind it, and on SQLite no BEGIN
IMMEDIATE but the driver's own way, which begins with the first write. The rest is as it is, further tries included.
The CHECK is out of force on SQLite by pragma; on PostgreSQL the test drops it.
"""

import sys
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, event, select, update

from aami_events import application
from aami_events.events.models import Place
from aami_events.foundation.database import SQLITE_PRAGMAS, db
from aami_events.registration.service import places


def naive_take(place_ids: Iterable[int]) -> bool:
    """Look, then write what was seen plus one."""
    wanted = sorted(set(place_ids))
    query = select(Place.id, Place.capacity, Place.taken).where(Place.id.in_(wanted))
    seen = {place_id: (capacity, taken) for place_id, capacity, taken in db.session.execute(query).tuples()}
    if any(capacity is not None and taken >= capacity for capacity, taken in seen.values()):
        return False
    for place_id in wanted:
        one_more = update(Place).where(Place.id == place_id).values(taken=seen[place_id][1] + 1)
        db.session.execute(one_more.execution_options(synchronize_session=False))
    return True


def prepare_engine(engine: Engine) -> None:
    """As the real one, but transactions begin when the driver thinks fit."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (*SQLITE_PRAGMAS, "ignore_check_constraints=ON"):
            connection.execute("PRAGMA " + pragma)
        connection.isolation_level = "DEFERRED"


guarded_take = places.take
replaced = 0
for name, module in list(sys.modules.items()):
    if name.startswith("aami_events.") and getattr(module, "take", None) is guarded_take:
        module.take = naive_take  # type: ignore[attr-defined]
        replaced += 1
assert replaced >= 4, "places.take has moved: the negative control must follow it"

application.prepare_engine = prepare_engine  # type: ignore[attr-defined]
app = application.create_app()
