"""The organisers' first screen."""

from flask import Blueprint, render_template

from ...web.access import requires, signed_in
from .. import phrases, rendering
from ..models import Event
from ..rendering import desk
from . import texts

blueprint = Blueprint("organiser", __name__)
texts.add_to(blueprint)


@blueprint.get("/organise/")
@signed_in
def cockpit() -> str:
    """What is to do now, in the house and in each event that the person works on."""
    return render_template("events/organiser/cockpit.html", desk=desk.overview(), show=rendering, words=phrases)


@blueprint.get("/organise/<slug>/")
@requires("registrations.read")
def event(event: Event) -> str:
    """One event: what is to do in it now, then what its features have to say."""
    tasks, panels = desk.panels_of(event)
    given = {"event": event, "tasks": tasks, "panels": panels}
    return render_template("events/organiser/event.html", **given, show=rendering, words=phrases)
