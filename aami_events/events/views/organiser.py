"""The organisers' first screen."""

from typing import Any

from flask import Blueprint, render_template

from ...foundation import points
from ...web.access import principal, requires, signed_in
from .. import phrases, queries, rendering
from ..models import Event
from ..phrases.editing import MOVES
from ..queries.texts import missing_texts
from ..rules.editing import moves_from
from . import editing, parts, states, texts

blueprint = Blueprint("organiser", __name__)
for door in (editing, parts, states, texts):
    door.add_to(blueprint)


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
    panels = points.event_panels([event.id for event in events])
    alerts = {event.id: [alert for panel in panels for alert in _alerts(panel.get(event.id))] for event in events}
    given = {
        "may_create": editing.may_create(),
        "events": events,
        "alerts": alerts,
        "reads": reads,
        "show": rendering,
        "words": phrases,
    }
    return render_template("events/organiser/cockpit.html", **given)


def _alerts(panel: Any) -> list[tuple[str, str]]:
    return getattr(panel, "alerts", [])


@blueprint.get("/organise/<slug>/")
@requires("registrations.read")
def event(event: Event) -> str:
    """One event: what its features have to say."""
    panels = [answers[event.id] for answers in points.event_panels([event.id]) if event.id in answers]
    asking = principal()
    edits = bool(asking and asking.can("events.edit", ("event", event.id)))
    missing = missing_texts(event.id) if edits else []
    given = {"event": event, "panels": panels, "edits": edits, "missing": missing}
    given |= {"moves": moves_from(event.state), "deeds": MOVES}
    return render_template("events/organiser/event.html", **given, show=rendering, words=phrases)
