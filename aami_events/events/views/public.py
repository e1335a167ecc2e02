"""The calendar and an event's page."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import preferred_language
from ...web.access import public, visible
from ...web.pages import viewer_zone
from .. import phrases, queries, rendering

root = Blueprint("root", __name__)
blueprint = Blueprint("public", __name__)


@root.get("/")
@public
def home() -> ResponseReturnValue:
    """To the visitor's language."""
    return redirect(url_for("events.public.calendar", lang=preferred_language()))


@blueprint.get("/")
@public
def calendar() -> str:
    """What is open, coming and past."""
    shelves = rendering.shelves(queries.list_shown())
    return render_template("events/public/calendar.html", shelves=shelves, show=rendering, words=phrases)


@blueprint.get("/events/<slug>")
@public
def show(slug: str) -> str:
    """An event, or the part of one that has an address of its own."""
    event = visible(queries.find_event_whole(slug))
    part = next((row for row in event.parts if row.slug == slug), None) if event.slug != slug else None
    return render_template(
        "events/public/show.html", event=event, part=part, show=rendering, words=phrases, zone=viewer_zone()
    )
