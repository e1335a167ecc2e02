"""What a coordinator does: the code of the day, the paper list typed in, what two desks disagree about."""

import datetime as dt
import secrets
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ...events.models import Event
from ...foundation import clock, qr
from ...foundation.dates import format_date, in_zone
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.links import public_url
from ...foundation.text import whole_number
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..rules import LETS_IN
from . import serving


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    blueprint.get("/organise/<slug>/desk/code")(code)
    blueprint.post("/organise/<slug>/desk/code")(another)
    blueprint.route("/organise/<slug>/desk/paper", methods=["GET", "POST"])(paper)
    blueprint.get("/organise/<slug>/desk/settle")(disagreements)
    blueprint.post("/organise/<slug>/desk/settle/<int:scan_id>")(settle)


@requires("registrations.write")
def code(event: Event) -> ResponseReturnValue:
    """Today's code, for volunteers to sign in with, and who has."""
    day = service.open_desk(event)
    address = public_url("attendance.public.serve", lang=current_language(), slug=event.slug)
    shifts = queries.shifts_of(day)
    return render_template(
        "attendance/organiser/code.html",
        event=event,
        day=format_date(day.day, current_language()),
        code=service.code_of(day),
        address=address,
        image=Markup(qr.svg(address)),
        shifts=[
            (row.name, rendering.local_time(row.began_at, event), row.ended_at is None and row.version == day.version)
            for row in shifts
        ],
    )


@requires("registrations.write")
def another(event: Event) -> ResponseReturnValue:
    """Another code: whoever came in by the older one is out."""
    service.another_code(event)
    flash(gettext("There is another code now. Whoever served with the older one has to sign in again."), "good")
    return redirect(url_for(".code", slug=event.slug))


@requires("registrations.write")
def paper(event: Event) -> ResponseReturnValue:
    """What was ticked on paper is typed in: everyone who is not there yet, by name."""
    part = serving.chosen_part(event)
    if request.method == "POST":
        ids = [number for number in map(whole_number, request.form.getlist("ids")[:2000]) if number]
        came = _typed_in(event, ids, part.id if part else None, _at(event))
        said = ngettext("%(num)s person was written down as there.", "%(num)s people were written down as there.", came)
        flash(said, "good" if came else "info")
        return redirect(url_for(".paper", slug=event.slug, place=part.id if part else None))
    there = {row[0] for row in queries.presences(event.id) if row[1] == (part.id if part else None)}
    rows = [row for row in queries.rows_of(event.id) if row.state == "confirmed" and row.id not in there]
    return render_template(
        "attendance/organiser/paper.html",
        event=event,
        part=part,
        places=queries.places_of(event),
        rows=rows,
        now=clock.now().astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%dT%H:%M"),
        show=rendering,
    )


def _typed_in(event: Event, ids: list[int], part_id: int | None, at: dt.datetime | None) -> int:
    by, came = serving.who(event), 0
    for row in queries.rows_of(event.id, ids):
        nonce = f"paper-{secrets.token_hex(12)}"
        answered = service.scan(event, service.Asked(nonce, row.code, "in", part_id, at, "paper"), by)
        came += answered.answer in LETS_IN
    return came


def _at(event: Event) -> dt.datetime | None:
    try:
        return in_zone(dt.datetime.fromisoformat(request.form.get("at", "")[:16]), event.zone)
    except ValueError:
        return None


@requires("registrations.write")
def disagreements(event: Event) -> ResponseReturnValue:
    """People who went in on the word of a device without a network, where the house sees it otherwise."""
    rows = queries.to_settle(event.id)
    shifts = queries.names_of_shifts({row.shift_id for row in rows if row.shift_id})
    return render_template(
        "attendance/organiser/settle.html",
        event=event,
        rows=rendering.recent(event, rows, shifts, {}),
        words=phrases,
    )


@requires("registrations.write")
def settle(event: Event, scan_id: int) -> ResponseReturnValue:
    """They stay in, or the act is taken back."""
    try:
        service.settle(event, scan_id, stays=request.form.get("stays") == "1", by=serving.who(event))
    except errors.NotThere:
        abort(404)
    return redirect(url_for(".disagreements", slug=event.slug))
