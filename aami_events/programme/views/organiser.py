"""The grid: what stands where, what looks for a place, what is awkward; a session is placed, moved, taken back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...foundation.text import whole_number
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import PlaceForm, place_values
from ..models import Session
from ..queries import releases
from ..rendering import grid as shown
from . import drafts, printing, releasing, rooms, sessions
from .sessions import found_session

blueprint = Blueprint("organiser", __name__)
for door in (drafts, printing, releasing, rooms, sessions):
    door.add_to(blueprint)


@blueprint.get("/organise/<slug>/programme")
@requires("programme.edit")
def grid(event: Event) -> str:
    """The whole schedule as it is being arranged."""
    found = queries.grid_of(event)
    return render_template(
        "programme/organiser/grid.html",
        event=event,
        grid=found,
        days=shown.days(found),
        astray=shown.astray(found),
        warnings=shown.warnings(found),
        move=queries.last_move(event.id),
        release=releases.last_release(event.id),
        sessions={row.id: row for row in found.sessions},
        show=rendering,
        words=phrases,
    )


def to_grid(event: Event, session_id: int | None = None) -> ResponseReturnValue:
    """Back to the grid, where the session stands now."""
    anchor = f"session-{session_id}" if session_id else None
    return redirect(url_for("programme.organiser.grid", slug=event.slug, _anchor=anchor))


def _form(event: Event, row: Session, **given: Any) -> PlaceForm:
    days = queries.days_of(event, queries.settings_of(event.id)).all()
    values = {**place_values(row), **({"day": days[0].isoformat()} if days and row.starts is None else {})}
    form = PlaceForm(
        data={**values, **{name: request.args[name] for name in ("day", "room") if name in request.args}}, **given
    )
    rooms_there = [(str(room.id), rendering.said(room.name)) for room in queries.rooms_of(event.id)]
    return form.offer([(day.isoformat(), rendering.day_in_title(day)) for day in days], rooms_there)


@blueprint.route("/organise/<slug>/programme/sessions/<int:session_id>/place", methods=["GET", "POST"])
@requires("programme.edit")
def place(event: Event, session_id: int) -> ResponseReturnValue:
    """Put a session somewhere, by a plain form; whoever drags or uses the keyboard sends the same."""
    row = found_session(event, session_id)
    form, status = _form(event, row), 200
    there: list[Session] = []
    if form.validate_on_submit():
        try:
            service.place(event.id, session_id, form.spot(), base=form.base)
        except errors.SessionChanged as refusal:
            return _overtaken(event, session_id, form, refusal.revision)
        except errors.SessionsOverlap as refusal:
            there = [one for one in queries.sessions_of(event.id) if one.id in refusal.sessions]
            form.time.errors = [gettext("Something else takes place there then.")]
        except errors.OutsideDay:
            form.time.errors = [gettext("The session does not fit between the hours of that day.")]
        except errors.ProgrammeWrong as refusal:
            form.refuse([(name if name in form else "time", what) for name, what in refusal.faults])
        else:
            flash(gettext("“%(title)s” is placed.", title=rendering.said(row.title)), "good")
            return to_grid(event, session_id)
    if request.method == "POST":
        status = 422
    return _page(event, found_session(event, session_id), form, there=there), status


def _page(event: Event, row: Session, form: PlaceForm, **more: Any) -> str:
    given = {"event": event, "session": row, "form": form, "show": rendering, "words": phrases}
    return render_template("programme/organiser/place.html", **given, **more)


def _overtaken(event: Event, session_id: int, form: PlaceForm, revision: int) -> ResponseReturnValue:
    """Somebody else moved it meanwhile: both places are shown, and one may place it again knowing that."""
    form.again(revision)
    return _page(event, found_session(event, session_id), form, overtaken=True), 409


@blueprint.post("/organise/<slug>/programme/sessions/<int:session_id>/unplace")
@requires("programme.edit")
def unplace(event: Event, session_id: int) -> ResponseReturnValue:
    """Take it off the grid."""
    form = PlaceForm()
    try:
        service.unplace(event.id, session_id, base=form.base)
    except errors.SessionUnknown:
        abort(404)
    except errors.SessionChanged as refusal:
        return _overtaken(event, session_id, _form(event, found_session(event, session_id)), refusal.revision)
    flash(gettext("The session looks for a place again."), "good")
    return to_grid(event, session_id)


@blueprint.post("/organise/<slug>/programme/undo")
@requires("programme.edit")
def undo(event: Event) -> ResponseReturnValue:
    """Take back the last move, if it still is the last."""
    try:
        session_id = service.undo(event.id, whole_number(request.form.get("move")) or 0)
    except errors.NothingToUndo:
        flash(gettext("Nothing was taken back: the schedule has changed since. Look at it again."), "wrong")
    except (errors.SessionsOverlap, errors.OutsideDay):
        flash(gettext("Nothing was taken back: something else stands where the session was."), "wrong")
    else:
        flash(gettext("The last move is taken back."), "good")
        return to_grid(event, session_id)
    return to_grid(event)
