"""Reads of support persons: linked to the one they support, outside every count of attendees."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func, select

from ...foundation.database import db
from ..models import Registration

_LIVE = select(Registration).where(Registration.supports_id == bindparam("id"), Registration.state != "cancelled")


def attends() -> ColumnElement[bool]:
    """Who counts: everyone but support persons."""
    return Registration.supports_id.is_(None)


def find_support(registration_id: int) -> Registration | None:
    """The support person who comes with somebody; one who was cancelled is none."""
    return db.session.scalar(_LIVE, {"id": registration_id})


def supporting(event_ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """Support persons at these events."""
    return Registration.supports_id.is_not(None), Registration.event_id.in_(event_ids)


def counts(event_ids: Sequence[int]) -> dict[int, int]:
    """{event: support persons who are confirmed}; one query."""
    here = supporting(event_ids)
    query = select(Registration.event_id, func.count()).where(*here, Registration.state == "confirmed")
    return dict(db.session.execute(query.group_by(Registration.event_id)).tuples().all())


def supported(ids: Sequence[int]) -> dict[int, Registration]:
    """{support person: whom they support} among these registrations; one query."""
    pairs = select(Registration.id, Registration.supports_id).where(
        Registration.id.in_(ids), Registration.supports_id.is_not(None), Registration.state != "cancelled"
    )
    links = dict(db.session.execute(pairs).tuples().all())
    found = db.session.scalars(select(Registration).where(Registration.id.in_(links.values())))
    people = {row.id: row for row in found}
    return {number: people[whose] for number, whose in links.items() if whose in people}
