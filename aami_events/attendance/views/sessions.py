"""Who took part: the list of a session, what a coordinator knows, a platform's report, certificates."""

import datetime as dt
import re

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event, Part
from ...foundation import clock, files
from ...foundation.i18n import gettext, ngettext
from ...foundation.tables import TableError
from ...web.access import can, requires
from ...web.downloads import as_file, shown_pdf
from ...web.uploads import keep_list, own_file
from .. import errors, phrases, rendering, service
from ..forms import ReportForm
from ..imports import Found, Plan, first_moment, read_report
from ..queries import find_by_code, places_of, sessions
from ..rules.codes import ticket_code
from ..rules.report import NoReport
from . import serving


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/attendance"
    rule(here, view_func=roll)
    rule(f"{here}.csv", view_func=roll_file)
    rule(f"{here}/<int:registration_id>", view_func=mark, methods=["POST"])
    rule(f"{here}/report", view_func=bring, methods=["GET", "POST"])
    rule(f"{here}/report/<int:file_id>", view_func=review, methods=["GET", "POST"])
    rule(f"{here}/certificates", view_func=issue, methods=["POST"])
    rule(f"{here}/certificates.pdf", view_func=certificates)
    rule(f"{here}/certificates/<int:registration_id>/revoke", view_func=revoke, methods=["POST"])


@requires("registrations.read")
def roll(event: Event) -> str:
    """Everyone who was to be there, and how it was."""
    part = serving.chosen_part(event)
    rows = sessions.roll(event, part)
    wanted = request.args.get("state", "")
    certified = {row.registration_id: row for row in sessions.certificates_of(event.id) if row.revoked_at is None}
    return render_template(
        "attendance/organiser/roll.html",
        event=event,
        part=part,
        places=places_of(event),
        rows=[row for row in rows if not wanted or row.state == wanted],
        counted={state: sum(row.state == state for row in rows) for state in phrases.STATES},
        wanted=wanted,
        certified=certified,
        deserve=len(sessions.took_part(event.id) - certified.keys()),
        coordinates=serving.coordinates(event),
        can_export=can(event, "registrations.export"),
        show=rendering,
        words=phrases,
    )


@requires("registrations.export")
def roll_file(event: Event) -> Response:
    """The same as a table, with stable words."""
    part = serving.chosen_part(event)
    header = ["code", "name", "organisation", "state", "since", "minutes"]
    rows = (
        [one.row.code, one.row.name, one.row.organisation, one.state,
         one.since.isoformat() if one.since else "", one.minutes if one.minutes is not None else ""]
        for one in sessions.roll(event, part)
    )  # fmt: skip
    name = f"{event.slug}-{part.slug or part.id}" if part else event.slug
    return as_file(f"{name}-attendance", "csv", "", header, rows)


@requires("registrations.write")
def mark(event: Event, registration_id: int) -> ResponseReturnValue:
    """What a coordinator knows of somebody."""
    part, said = serving.chosen_part(event), request.form.get("said", "")
    if said not in ("attended", "absent", "excused"):
        abort(400)
    try:
        service.mark(event, registration_id, part.id if part else None, said, serving.who(event))
    except errors.NotThere:
        abort(404)
    return redirect(_here(event, part))


def _here(event: Event, part: Part | None) -> str:
    return url_for(".roll", slug=event.slug, place=part.id if part else None)


@requires("registrations.write")
def bring(event: Event) -> ResponseReturnValue:
    """Take the report of a call."""
    part, form = serving.chosen_part(event), ReportForm()
    if form.validate_on_submit():
        data, name = form.file.data.stream.read(), form.file.data.filename or ""
        try:
            read_report(event, part, data, name)
        except TableError:
            form.file.errors = [gettext("This file cannot be read. Take the CSV that the platform gives.")]
        except NoReport:
            form.file.errors = [gettext("No line of this file names people and says how long they were there.")]
        else:
            number = keep_list(data, "report")
            return redirect(url_for(".review", slug=event.slug, file_id=number, place=part.id if part else None))
    page = render_template(
        "attendance/organiser/report.html", event=event, part=part, places=places_of(event), form=form, show=rendering
    )
    return page, 422 if form.errors else 200


@requires("registrations.write")
def review(event: Event, file_id: int) -> ResponseReturnValue:
    """Line by line what it says; who is doubtful is asked about, and on agreement all is written down."""
    part, row = serving.chosen_part(event), own_file(file_id, "report")
    plan = read_report(event, part, files.contents(row), row.name)
    chosen, wrong = _chosen(event, plan)
    if request.method == "POST" and not wrong:
        seen = _seen(event, part, chosen)
        service.note_report(event, part.id if part else None, seen)
        said = ngettext("%(num)s person was in the call.", "%(num)s people were in the call.", len(seen))
        flash(said, "good")
        return redirect(_here(event, part))
    page = render_template(
        "attendance/organiser/review.html",
        event=event,
        part=part,
        plan=plan,
        wrong=wrong if request.method == "POST" else [],
        people={one.id: one for one in sessions.people_of(event.id)},
        given=request.form,
        file_id=file_id,
        show=rendering,
        words=phrases,
    )
    return page, 422 if request.method == "POST" else 200


def _chosen(event: Event, plan: Plan) -> tuple[list[tuple[Found, int]], list[str]]:
    """(who was in the call, whose registration it is), as it is said; and whose code is no ticket of this event."""
    chosen, wrong = [], []
    for one in plan.found:
        given = request.form.get(f"who-{one.key}", str(one.match.ids[0]) if one.match.sure else "")
        code = ticket_code(request.form.get(f"code-{one.key}", ""))
        if code:
            person = find_by_code(code)
            if person is None or person.event_id != event.id:
                wrong.append(one.key)
            else:
                chosen.append((one, person.id))
        elif re.fullmatch(r"\d{1,9}", given) and int(given) in one.match.ids:
            chosen.append((one, int(given)))
    return chosen, wrong


def _seen(event: Event, part: Part | None, chosen: list[tuple[Found, int]]) -> list[service.Seen]:
    """Who is found twice, under two names, was there as long as both say together."""
    together: dict[int, tuple[dt.datetime, int]] = {}
    for one, number in chosen:
        first = first_moment(event, part, one.visitor, clock.now())
        before, minutes = together.get(number, (first, 0))
        together[number] = (min(before, first), minutes + one.visitor.minutes)
    return [service.Seen(number, first, minutes) for number, (first, minutes) in together.items()]


@requires("registrations.write")
def issue(event: Event) -> ResponseReturnValue:
    """Certificates for everyone who took part, or for one of them."""
    number = request.form.get("registration", "")
    ids = [int(number)] if re.fullmatch(r"\d{1,9}", number) else None
    made = service.issue(event, ids)
    said = ngettext("%(num)s certificate was issued.", "%(num)s certificates were issued.", made)
    flash(said, "good" if made else "info")
    return redirect(_here(event, serving.chosen_part(event)))


@requires("registrations.read")
def certificates(event: Event) -> Response:
    """All that stand, a page each."""
    rows = [row for row in sessions.certificates_of(event.id) if row.revoked_at is None]
    return shown_pdf(rendering.certificates(rows), f"{event.slug}-certificates") if rows else abort(404)


@requires("registrations.write")
def revoke(event: Event, registration_id: int) -> ResponseReturnValue:
    """It certifies no longer."""
    try:
        service.revoke(event, registration_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("This certificate certifies no longer: its address says so."), "good")
    return redirect(_here(event, serving.chosen_part(event)))
