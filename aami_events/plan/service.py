"""Loading the plan: what is missing is created, what is there is left as people have made it."""

from typing import Any

from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.dates import FuzzyDate
from . import queries
from .models import Milestone, Objective, Project


@transactional
def load_objectives(objectives: list[dict[str, Any]]) -> int:
    """Create missing objectives, projects and milestones; how many milestones were created."""
    created = 0
    for objective in objectives:
        row = db.session.query(Objective).filter_by(number=objective["number"]).first() or _add_objective(objective)
        for position, project in enumerate(objective["projects"], 1):
            held = db.session.query(Project).filter_by(objective_id=row.id, position=position).first()
            held = held or _add_project(row.id, position, project)
            for order, milestone in enumerate(project["milestones"], 1):
                if queries.find_milestone(milestone["key"]) is None:
                    _add_milestone(held.id, order, milestone)
                    created += 1
    return created


def _add_objective(facts: dict[str, Any]) -> Objective:
    row = Objective(number=facts["number"], title=_both(facts["title"]), vision=_both(facts["vision"]))
    db.session.add(row)
    db.session.flush()
    return row


def _add_project(objective_id: int, position: int, facts: dict[str, Any]) -> Project:
    row = Project(
        objective_id=objective_id,
        position=position,
        title=_both(facts["title"]),
        result=_both(facts["result"]),
        partners=facts["partners"],
        partners_incomplete=facts["partners_incomplete"],
    )
    db.session.add(row)
    db.session.flush()
    return row


def _add_milestone(project_id: int, position: int, facts: dict[str, Any]) -> None:
    when = facts["when"]
    db.session.add(
        Milestone(
            project_id=project_id,
            key=facts["key"],
            position=position,
            title=_both(facts["title"]),
            when_printed=_both(when),
            when=FuzzyDate.from_json(when),
            note=_both(facts["note"]) if facts.get("note") else None,
        )
    )


def _both(texts: dict[str, Any]) -> Bilingual:
    return Bilingual.of(fr=texts["fr"], en=texts["en"])
