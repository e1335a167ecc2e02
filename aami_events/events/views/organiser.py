"""The organisers' first screen."""

from flask import Blueprint, render_template

from ...web.access import requires, signed_in
from .. import phrases, rendering
from ..models import Event
from ..phrases.editing import MOVES
from ..rendering import desk
from ..rules.editing import moves_from
from . import cloning, editing, parts, rescheduling, states, telling, texts

blueprint = Blueprint("organiser", __name__)
for door in (editing, cloning, parts, rescheduling, states, telling, texts):
    door.add_to(blueprint)


@blueprint.get("/organise/")
@signed_in
def cockpit() -> str:
    """What is to do now, in the house and in each event that the person works on."""
    given = {"desk": desk.overview(), "may_create": editing.may_create()}
    return render_template("events/organiser/cockpit.html", **given, show=rendering, words=phrases)


@blueprint.get("/organise/<slug>/")
@requires("registrations.read")
def event(event: Event) -> str:
    """One event: what is to do in it now, then what its features have to say."""
    tasks, panels = desk.panels_of(event)
    moves = moves_from(event.state) if desk.edits(event) else ()
    copies = desk.edits(event) and editing.may_create()
    given = {"event": event, "tasks": tasks, "panels": panels, "moves": moves, "deeds": MOVES, "copies": copies}
    given["movable"] = desk.edits(event) and event.span.precision == "day"
    return render_template("events/organiser/event.html", **given, show=rendering, words=phrases)
