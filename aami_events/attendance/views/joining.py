"""Online sessions: where they take place, for organisers; and everyone's own way there."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.headers import private
from ...foundation.hours import moment
from ...foundation.i18n import gettext
from ...foundation.text import whole_number
from ...registration.models import Registration
from ...web.access import public, requires
from .. import errors, phrases, queries, rendering, service
from ..forms import part_of
from ..queries import joining
from ..rules.joining import BEFORE
from .serving import own


def add_to_organiser(blueprint: Blueprint) -> None:
    """What organisers set."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/attendance/joining"
    rule(here, view_func=addresses, methods=["GET", "POST"])
    rule(f"{here}/<int:link_id>", view_func=ways)
    rule(f"{here}/<int:link_id>/<int:registration_id>", view_func=revoke_way, methods=["POST"])


def add_to_public(blueprint: Blueprint) -> None:
    """Everyone's own way."""
    blueprint.add_url_rule("/registrations/<token>/join", view_func=own_ways)
    blueprint.add_url_rule("/registrations/<token>/join/<int:link_id>", view_func=join, methods=["POST"])


@requires("registrations.write")
def addresses(event: Event) -> ResponseReturnValue:
    """Where each online session takes place."""
    wrong: tuple[str, str] | None = None
    if request.method == "POST":
        place = request.form.get("place", "")
        try:
            before = whole_number(request.form.get("before", ""))
            url = request.form.get("url", "").strip()
            service.set_link(event, part_of(place), url, BEFORE if before is None else before)
        except errors.NotThere:
            abort(404)
        except errors.AddressWrong as refusal:
            wrong = (place, str(phrases.ADDRESS_FAULTS[refusal.what]))
        else:
            flash(gettext("Kept. Only those who have a place there see how to join."), "good")
            return redirect(url_for(".addresses", slug=event.slug))
    page = render_template(
        "attendance/organiser/joining.html",
        event=event,
        places=[part for part in queries.places_of(event) if part.mode != "in_person"],
        links=joining.links_of(event.id),
        wrong=wrong,
        given=request.form,
        before=BEFORE,
        show=rendering,
    )
    return page, 422 if wrong else 200


@requires("registrations.write")
def ways(event: Event, link_id: int) -> ResponseReturnValue:
    """Who may join, who did, and whose way was revoked."""
    link = next((row for row in joining.links_of(event.id).values() if row.id == link_id), None) or abort(404)
    return render_template(
        "attendance/organiser/ways.html",
        event=event,
        link=link,
        people=joining.people_of(link),
        passes=joining.passes_of(link_id),
        show=rendering,
    )


@requires("registrations.write")
def revoke_way(event: Event, link_id: int, registration_id: int) -> ResponseReturnValue:
    """Somebody's way leads nowhere any more, or does again."""
    try:
        service.set_revoked(event, link_id, registration_id, revoked=request.form.get("revoked") == "1")
    except errors.NotThere:
        abort(404)
    return redirect(url_for(".ways", slug=event.slug, link_id=link_id))


@public
def own_ways(token: str) -> Response:
    """The sessions that one may join online, and when."""
    return _ways_page(token, own(token))


def _ways_page(token: str, registration: Registration, wrong: str = "", status: int = 200) -> Response:
    page = render_template(
        "attendance/public/join.html",
        registration=registration,
        event=registration.event,
        ways=joining.ways_of(registration),
        wrong=wrong,
        token=token,
        show=rendering,
        moment=moment,
        words=phrases,
    )
    response = private(make_response(page))
    response.status_code = status
    return response


@public
def join(token: str, link_id: int) -> Response:
    """Go there. A page leads on, for a form may not: the platform's address is elsewhere."""
    registration = own(token)
    try:
        url = service.join(registration.id, link_id)
    except errors.NotThere:
        abort(404)
    except errors.NotOpen as refusal:
        return _ways_page(token, registration, str(phrases.WAY_STATES[refusal.state]), 409)
    page = private(make_response(render_template("attendance/public/joining.html", url=url, token=token)))
    page.headers["Refresh"] = f"1; url={url}"
    return page
