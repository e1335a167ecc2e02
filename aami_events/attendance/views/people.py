"""People at the desk: who comes without a registration, and whose name is written otherwise."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...registration.errors import AlreadyCancelled
from ...registration.queries.attendees import find
from ...registration.service import correct_name
from ...web.access import requires
from .. import errors, queries, rendering, service
from ..forms import NameForm, WalkInForm
from . import serving
from .page import page


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    blueprint.post("/organise/<slug>/desk/walk-in")(walk_in)
    blueprint.route("/organise/<slug>/desk/people/<int:registration_id>", methods=["GET", "POST"])(one)


@requires("desk")
def walk_in(event: Event) -> ResponseReturnValue:
    """Register somebody here and now, and let them in."""
    form, part = WalkInForm(event), serving.chosen_part(event)
    if not form.validate() or not form.came(None).nonce:
        return page(event, form, 422)
    try:
        answered = service.walk_in(event, form.came(part.id if part else None), serving.who(event))
    except errors.NotRegistered:
        form.category.errors = [gettext("This cannot be registered at the desk: see the coordinator.")]
        return page(event, form, 422)
    return redirect(url_for(".desk", slug=event.slug, place=part.id if part else None, last=answered.nonce))


@requires("desk")
def one(event: Event, registration_id: int) -> ResponseReturnValue:
    """How somebody is called, to be written as they say it; and what was done about them."""
    registration = find(event, registration_id) or abort(404)
    form = NameForm(obj=registration)
    if request.method == "POST" and form.validate():
        names = {"name": form.name.data, "badge_name": form.badge_name.data, "pronouns": form.pronouns.data}
        try:
            correct_name(registration.id, **{key: value or "" for key, value in names.items()})
        except AlreadyCancelled:
            flash(gettext("Nothing was changed: the registration is cancelled."), "wrong")
        else:
            flash(gettext("The name is corrected."), "good")
        return redirect(url_for(".one", slug=event.slug, registration_id=registration.id))
    rows = queries.history_of(registration.id)
    shifts = queries.names_of_shifts({row.shift_id for row in rows if row.shift_id})
    parts = {part.id: rendering.place_label(event, part) for part in queries.places_of(event)}
    status = 422 if request.method == "POST" else 200
    return render_template(
        "attendance/organiser/person.html",
        event=event,
        registration=registration,
        form=form,
        done=rendering.recent(event, rows, shifts, {}),
        parts_of=parts,
        coordinates=serving.coordinates(event),
    ), status
