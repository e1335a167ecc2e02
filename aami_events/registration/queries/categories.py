"""Reads of categories and of who is in them, for those who edit them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...foundation.database import db
from ...questions.models import QuestionVersion
from ..models import Answer, Category, Registration
from .support import attends


def facts_of(category: Category) -> dict[str, Any]:
    """What an editor sees of it, as plain values that can be compared."""
    return {
        "name": category.name.texts(),
        "description": category.description.texts() if category.description else {},
        "price": category.price_cents,
        "least": category.least_cents,
        "tiers": [f"{tier.until} {tier.cents}" for tier in category.earlier],
        "capacity": category.places.capacity,
        "members_only": category.members_only,
        "agm_only": category.agm_only,
        "retired": category.retired_at is not None,
    }


@dataclass(frozen=True)
class Counted:
    """A category, and how many people are in it."""

    category: Category
    #: {state: people}
    people: dict[str, int] = field(default_factory=dict)

    @property
    def present(self) -> int:
        """Everyone who has not cancelled."""
        return sum(number for state, number in self.people.items() if state != "cancelled")


def list_every(event_id: int) -> list[Category]:
    """Every category with its places: those that are offered, in order, then those that are not; one query."""
    query = select(Category).where(Category.event_id == event_id).options(joinedload(Category.places))
    ordered = query.order_by(Category.retired_at.is_not(None), Category.position, Category.id)
    return list(db.session.scalars(ordered.execution_options(populate_existing=True)))


def list_counted(event_id: int) -> list[Counted]:
    """The same with the people in each; two queries."""
    query = select(Registration.category_id, Registration.state, func.count())
    query = query.where(Registration.event_id == event_id, attends())
    found: dict[int, dict[str, int]] = {}
    grouped = query.group_by(Registration.category_id, Registration.state)
    for number, state, count in db.session.execute(grouped).tuples():
        found.setdefault(number, {})[state] = count
    return [Counted(row, found.get(row.id, {})) for row in list_every(event_id)]


def people_in(category_id: int) -> int:
    """How many people of a category have not cancelled."""
    query = select(func.count()).select_from(Registration)
    mine = query.where(Registration.category_id == category_id, Registration.state != "cancelled", attends())
    return db.session.scalar(mine) or 0


def answered(question_ids: Iterable[int]) -> dict[int, int]:
    """{question: how many people answered it, to whichever version}; those that nobody answered are not there."""
    query = select(QuestionVersion.question_id, func.count(Answer.registration_id.distinct()))
    mine = query.join(Answer, Answer.version_id == QuestionVersion.id)
    rows = mine.where(QuestionVersion.question_id.in_(question_ids)).group_by(QuestionVersion.question_id)
    return dict(db.session.execute(rows).tuples().all())
