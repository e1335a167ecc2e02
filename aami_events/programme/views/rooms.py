"""Rooms, hours and teams."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import HoursForm, RoomForm, hours_values, room_values


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    base, both = "/organise/<slug>/programme", ["GET", "POST"]
    rule = blueprint.add_url_rule
    rule(f"{base}/rooms", view_func=list_rooms, methods=both)
    rule(f"{base}/rooms/<int:room_id>", view_func=edit_room, methods=both)
    rule(f"{base}/rooms/<int:room_id>/<any(left, right, retire):deed>", view_func=act_on_room, methods=["POST"])
    rule(f"{base}/hours", view_func=hours, methods=both)


def _status() -> int:
    return 422 if request.method == "POST" else 200


@requires("programme.edit")
def list_rooms(event: Event) -> ResponseReturnValue:
    """The rooms in order, and one more."""
    form = RoomForm()
    if form.validate_on_submit():
        try:
            service.add_room(event.id, form.entry())
            flash(gettext("The room is added."), "good")
            return redirect(url_for(".list_rooms", slug=event.slug))
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
    given = {"event": event, "rooms": queries.rooms_of(event.id), "form": form, "show": rendering, "words": phrases}
    return render_template("programme/organiser/rooms.html", **given), _status()


@requires("programme.edit")
def edit_room(event: Event, room_id: int) -> ResponseReturnValue:
    """One room."""
    room = queries.find_room(event.id, room_id) or abort(404)
    form = RoomForm(data=room_values(room))
    if form.validate_on_submit():
        try:
            service.change_room(event.id, room_id, form.entry())
            flash(gettext("The room is saved."), "good")
            return redirect(url_for(".list_rooms", slug=event.slug))
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
    return render_template(
        "programme/organiser/room.html", event=event, room=room, form=form, show=rendering
    ), _status()


@requires("programme.edit")
def act_on_room(event: Event, room_id: int, deed: str) -> ResponseReturnValue:
    """A column to the left or the right, or off the grid."""
    try:
        if deed == "retire":
            service.retire_room(event.id, room_id)
            flash(gettext("The room is taken off the grid."), "good")
        else:
            service.move_room(event.id, room_id, -1 if deed == "left" else 1)
    except errors.ProgrammeWrong:
        abort(404)
    except errors.RoomInUse as refusal:
        there = [rendering.said(row.title) for row in queries.sessions_of(event.id) if row.id in refusal.sessions]
        flash(
            gettext(
                "Sessions stand in this room: %(sessions)s. Place them elsewhere first.", sessions=", ".join(there)
            ),
            "wrong",
        )
    return redirect(url_for(".list_rooms", slug=event.slug))


@requires("programme.edit")
def hours(event: Event) -> ResponseReturnValue:
    """The hours of a day, the change-over, the teams of interpreters."""
    form = HoursForm(data=hours_values(queries.settings_of(event.id)))
    if form.validate_on_submit():
        try:
            service.set_hours(event.id, form.entry())
            flash(gettext("The hours are saved."), "good")
            return redirect(url_for(".grid", slug=event.slug))
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
    return render_template("programme/organiser/hours.html", event=event, form=form), _status()
