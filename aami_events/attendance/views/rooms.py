"""The code that is shown in a room or a call, and checking in with it."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import clock
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import SIGN_IN, limiter, posts_only
from ...registration.models import Registration
from ...web.access import public, requires
from .. import errors, phrases, queries, rendering, service
from . import serving


def add_to_organiser(blueprint: Blueprint) -> None:
    """What is shown."""
    blueprint.add_url_rule("/organise/<slug>/attendance/room", view_func=room)


def add_to_public(blueprint: Blueprint) -> None:
    """Checking in."""
    blueprint.add_url_rule("/registrations/<token>/here", view_func=here, methods=["GET", "POST"])


@requires("registrations.write")
def room(event: Event) -> str:
    """The code of a session, large enough for a screen in the room."""
    part = serving.chosen_part(event) or abort(404)
    return render_template(
        "attendance/organiser/room.html",
        event=event,
        part=part,
        code=service.room_code(event, part),
        now=service.takes_place(part, clock.now()),
        show=rendering,
    )


@limiter.limit(SIGN_IN, exempt_when=posts_only)
@public
def here(token: str) -> ResponseReturnValue:
    """Somebody says that they are in the room."""
    registration = serving.own(token)
    if request.method == "GET":
        return _page(token, registration)
    try:
        part_id = service.say_here(registration.id, request.form.get("code", "")[:40])
    except errors.WrongCode:
        wrong = gettext("This is not the code of a session that takes place now.")
        return _page(token, registration, wrong, 422)
    except errors.NotAdmitted as refusal:
        return _page(token, registration, str(phrases.ANSWERS[refusal.answer][0]), 409)
    part = queries.find_part(registration.event_id, part_id) or abort(404)
    said = gettext("You are checked in: %(session)s", session=rendering.place_label(registration.event, part))
    flash(said, "good")
    return redirect(url_for(".here", token=token))


def _page(token: str, registration: Registration, wrong: str = "", status: int = 200) -> Response:
    page = render_template(
        "attendance/public/here.html",
        registration=registration,
        event=registration.event,
        wrong=wrong,
        given=request.form.get("code", "")[:40],
        token=token,
    )
    response = private(make_response(page))
    response.status_code = status
    return response
