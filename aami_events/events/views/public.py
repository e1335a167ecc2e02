"""The calendar and an event's page."""

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import preferred_language
from ...foundation.points import event_ways
from ...web.access import public, visible
from ...web.pages import viewer_zone
from .. import phrases, queries, rendering
from ..phrases.texts import TEXTS
from ..queries.texts import texts_of

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
        "events/public/show.html",
        event=event,
        part=part,
        texts=texts_of(event.id),
        programme=queries.has_programme(event.id),
        ways=[way for found in event_ways([event.id]) for way in found.get(event.id, [])],
        titles=TEXTS,
        show=rendering,
        words=phrases,
        zone=viewer_zone(),
    )


@blueprint.get("/events/<slug>/texts/<kind>")
@public
def text(slug: str, kind: str) -> str:
    """One text of an event: its code of conduct, its terms, what a consent says."""
    event = visible(queries.find_event(slug))
    version = texts_of(event.id).get(kind)
    if version is None:
        abort(404)
    day = version.at.astimezone(ZoneInfo(event.zone)).date()
    given = {"event": event, "kind": kind, "version": version, "titles": TEXTS, "day": day}
    return render_template("events/public/text.html", **given)
