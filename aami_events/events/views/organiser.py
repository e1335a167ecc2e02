"""The organisers' first screen."""

from flask import Blueprint, render_template

from ...foundation import points
from ...web.access import principal, requires, signed_in
from .. import phrases, queries, rendering
from ..models import Event

blueprint = Blueprint("organiser", __name__)


@blueprint.get("/organise/")
@signed_in
def cockpit() -> str:
    """The events that the person has something to do in."""
    asking = principal()
    rights = ("registrations.read", "texts.write", "desk")
    events = [
        event
        for event in queries.list_all()
        if asking and any(asking.can(right, ("event", event.id)) for right in rights)
    ]
    reads = {event.id for event in events if asking and asking.can("registrations.read", ("event", event.id))}
    return render_template("events/organiser/cockpit.html", events=events, reads=reads, show=rendering, words=phrases)


@blueprint.get("/organise/<slug>/")
@requires("registrations.read")
def event(event: Event) -> str:
    """One event: what its features have to say."""
    panels = [answers[event.id] for answers in points.event_panels([event.id]) if event.id in answers]
    return render_template("events/organiser/event.html", event=event, panels=panels, show=rendering, words=phrases)
