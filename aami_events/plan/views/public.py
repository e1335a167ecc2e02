"""The plan, for everyone."""

from flask import Blueprint, render_template

from ...foundation import points
from ...web.access import public
from .. import queries

blueprint = Blueprint("public", __name__)


@blueprint.get("/plan")
@public
def show() -> str:
    """Objectives, projects and milestones, with the events that serve them."""
    plan = queries.whole_plan()
    ids = [milestone.id for objective in plan for project in objective.projects for milestone in project.milestones]
    events: dict[int, list[tuple[str, object]]] = {}
    for answer in points.milestone_events(ids):
        for milestone_id, rows in answer.items():
            events.setdefault(milestone_id, []).extend(rows)
    return render_template("plan/public/show.html", plan=plan, counts=queries.counts(), events=events)
