"""Registrations by the quarter of an hour: from these a day can be made in any zone of the world."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import extract, func, select
from sqlalchemy.orm import load_only

from ...events.models import Event
from ...foundation.database import db
from ..models import Registration
from .support import attends

#: seconds; every zone's days begin on one of these
QUARTER = 900


def by_quarter(event_ids: Sequence[int]) -> dict[int, list[tuple[dt.datetime, int]]]:
    """{event: [(aware moment, how many came in that quarter of an hour)]} of all who are not cancelled; one query."""
    second = extract("epoch", Registration.created_at)
    begun = (second - second % QUARTER).label("begun")
    query = (
        select(Registration.event_id, begun, func.count())
        .where(Registration.event_id.in_(event_ids), Registration.state != "cancelled", attends())
        .group_by(Registration.event_id, begun)
    )
    found: dict[int, list[tuple[dt.datetime, int]]] = {number: [] for number in event_ids}
    for event_id, at, number in db.session.execute(query).tuples():
        found[event_id].append((dt.datetime.fromtimestamp(int(at), dt.UTC), number))
    return found


def of_kind(event: Event) -> list[Event]:
    """The other events of its kind for which somebody is registered; one query."""
    someone = select(Registration.id).where(Registration.event_id == Event.id, Registration.state != "cancelled")
    query = select(Event).where(Event.kind == event.kind, Event.id != event.id, someone.exists())
    wanted = load_only(Event.id, Event.title, Event.zone, Event.starts, Event.ends, Event.when)
    return list(db.session.scalars(query.options(wanted)))
