"""Reads of the plan."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..foundation.database import db
from .models import Milestone, Objective, Project


def whole_plan() -> list[Objective]:
    """Objectives with projects and milestones, in three queries."""
    query = select(Objective).order_by(Objective.number)
    return list(db.session.scalars(query.options(selectinload(Objective.projects).selectinload(Project.milestones))))


def counts() -> tuple[int, int, int]:
    """How many objectives, projects and milestones there are."""
    tables = (Objective, Project, Milestone)
    numbers = [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    return numbers[0], numbers[1], numbers[2]


def find_milestone(key: str) -> Milestone | None:
    """The milestone of that key."""
    return db.session.scalar(select(Milestone).where(Milestone.key == key))


def milestones_by_id(ids: Iterable[int | None]) -> dict[int, Milestone]:
    """Milestones with project and objective, in one query."""
    wanted = {number for number in ids if number}
    query = select(Milestone).where(Milestone.id.in_(wanted))
    if not wanted:
        return {}
    rows = db.session.scalars(query.options(joinedload(Milestone.project).joinedload(Project.objective)))
    return {row.id: row for row in rows}
