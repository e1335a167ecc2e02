"""What hangs on events: for those who change them."""

from sqlalchemy import func, select

from ...events.models import Place
from ...foundation.database import db
from ...foundation.points import Held
from ..models import Category, Registration, RegistrationPart
from .support import attends


def held(event_ids: list[int]) -> dict[int, Held]:
    """How many are registered and not cancelled, and how many rows stand on each part; two queries."""
    count = func.count(Registration.id)
    people = select(Registration.event_id, count).where(
        Registration.event_id.in_(event_ids), Registration.state != "cancelled", attends()
    )
    numbers = dict(db.session.execute(people.group_by(Registration.event_id)).tuples().all())
    rows = (
        select(Registration.event_id, RegistrationPart.part_id, count)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(Registration.event_id.in_(event_ids))
        .group_by(Registration.event_id, RegistrationPart.part_id)
    )
    parts: dict[int, dict[int, int]] = {}
    for event_id, part_id, number in db.session.execute(rows).tuples():
        parts.setdefault(event_id, {})[part_id] = number
    return {number: Held(numbers.get(number, 0), parts.get(number, {})) for number in event_ids}


def without_category(event_ids: list[int]) -> set[int]:
    """The events of these for which nobody can choose a category; one query."""
    query = select(Category.event_id).where(Category.event_id.in_(event_ids), Category.retired_at.is_(None))
    return set(event_ids) - set(db.session.scalars(query.distinct()))


def without_places(event_ids: list[int]) -> list[Category]:
    """The categories of these events that are offered and have no place at all; one query."""
    query = select(Category).join(Place, Place.id == Category.places_id).where(Place.capacity == 0)
    mine = query.where(Category.event_id.in_(event_ids), Category.retired_at.is_(None))
    return list(db.session.scalars(mine.order_by(Category.event_id, Category.position, Category.id)))
