"""Reads of the plan."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..foundation.database import db
from ..foundation.i18n import current_language
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


def milestone_choices() -> list[tuple[str, str]]:
    """(id, "1 · title (date as printed)") of every milestone, in the plan's order, in the spoken language."""
    language = current_language()
    query = select(Milestone).options(joinedload(Milestone.project).joinedload(Project.objective))
    rows = sorted(
        db.session.scalars(query),
        key=lambda row: (row.project.objective.number, row.project.position, row.position),
    )
    return [
        (str(row.id), f"{row.project.objective.number} · {row.title.get(language)} ({row.when_printed.get(language)})")
        for row in rows
    ]
