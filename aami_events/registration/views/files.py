"""Lists out and in: export, import, and the long ones that show their progress."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files, jobs
from ...foundation.database import db
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.tables import TableEmpty, TableError, TableTooLarge, csv_rows
from ...web.access import account, principal, requires, signed_in
from ...web.downloads import attachment
from ...web.uploads import keep_list, own_file
from .. import exports, phrases, queries, service
from ..forms.acts import UploadForm
from ..imports import make_plan
from ..queries import attendees, columns

INLINE_ROWS = 1500
INLINE_LINES = 150


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule = blueprint.add_url_rule
    rule("/organise/<slug>/attendees.<any(csv, xlsx):kind>", view_func=export)
    rule("/organise/<slug>/attendees/export", view_func=choose)
    rule("/organise/<slug>/attendees/import", view_func=upload, methods=["GET", "POST"])
    rule("/organise/<slug>/attendees/import/<int:file_id>", view_func=review)
    rule("/organise/<slug>/attendees/import/<int:file_id>", "load", view_func=load, methods=["POST"])
    rule("/organise/jobs/<int:job_id>", view_func=follow)
    rule("/organise/jobs/<int:job_id>/file", view_func=fetch)


def _sees(event: Event) -> bool:
    asking = principal()
    return bool(asking and asking.can("registrations.sensitive", ("event", event.id)))


@requires("registrations.export")
def choose(event: Event) -> str:
    """Which columns, which file."""
    lookup = columns.Lookup(event, codes=False, sensitive=_sees(event))
    offered = [column for column in columns.columns_of(lookup) if _sees(event) or not column.sensitive]
    return render_template("registration/organiser/export.html", event=event, columns=offered)


@requires("registrations.export")
def export(event: Event, kind: str) -> ResponseReturnValue:
    """The list as a file; a long workbook is made by the consumer."""
    from .organiser import wanted

    keys, codes = request.args.getlist("column"), request.args.get("heading") == "keys"
    name = f"{event.slug}-{current_language()}.{kind}"
    looked_for = wanted()
    if kind == "xlsx" and attendees.count(event.id, looked_for, INLINE_ROWS + 1) > INLINE_ROWS:
        asked = {"event": event.id, "columns": keys, "codes": codes, "sees": _sees(event), "filter": vars(looked_for)}
        job_id = jobs.start_job("registration.export", account(), asked | {"language": current_language()})
        return redirect(url_for(".follow", job_id=job_id))
    header, rows = exports.table(event, looked_for, keys, may_see=_sees(event), codes=codes)
    if kind == "xlsx":
        return attachment([exports.workbook(header, rows, event.slug)], name, "xlsx")
    return attachment(_kept_open(csv_rows(header, rows)), name, "csv")


def _kept_open(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Stream inside the request's context: rows are still being read."""
    from flask import stream_with_context

    return stream_with_context(iter(chunks))


@requires("registrations.import")
def upload(event: Event) -> ResponseReturnValue:
    """Take a file; what would happen is shown before anything does."""
    form = UploadForm()
    if form.validate_on_submit():
        data = form.file.data.stream.read()
        sentence = _unreadable(event, data, form.file.data.filename or "")
        if sentence is None:
            row_id = keep_list(data, "import")
            return redirect(url_for(".review", slug=event.slug, file_id=row_id))
        form.file.errors = [sentence]
    status = 422 if form.errors or form.file.errors else 200
    return render_template("registration/organiser/import.html", event=event, form=form), status


def _unreadable(event: Event, data: bytes, name: str) -> str | None:
    try:
        plan = make_plan(event, data, name)
    except TableTooLarge:
        return gettext("This file is too large: the limit is 10 MB and 100,000 lines.")
    except TableEmpty:
        return gettext("This file has no lines to import.")
    except TableError:
        return gettext("This file cannot be read as CSV or XLSX. Save it again from your spreadsheet program.")
    if not any(line.name or line.email for line in plan.lines):
        return gettext("No column of this file was recognised: it needs at least a name and an e-mail.")
    return None


@requires("registrations.import")
def review(event: Event, file_id: int) -> str:
    """Line by line what would happen."""
    row = own_file(file_id)
    plan = make_plan(event, files.contents(row), row.name)
    return render_template(
        "registration/organiser/plan.html", event=event, plan=plan, file_id=file_id, words=phrases, most=500
    )


@requires("registrations.import")
def load(event: Event, file_id: int) -> ResponseReturnValue:
    """Do it: everything that can be loaded, or nothing if any line is refused, as chosen."""
    row = own_file(file_id)
    plan = make_plan(event, files.contents(row), row.name)
    if request.form.get("which") == "all" and plan.of("refused"):
        flash(gettext("Nothing was imported: some lines need correcting."), "warning")
        return redirect(url_for(".review", slug=event.slug, file_id=file_id))
    lines = plan.of("add")
    if len(lines) > INLINE_LINES:
        job_id = jobs.start_job("registration.import", account(), {"event": event.id, "file": file_id})
        return redirect(url_for(".follow", job_id=job_id))
    made = service.import_lines(event.id, [(line.entry, line.ref, line.state) for line in lines if line.entry])
    flash(ngettext("%(num)s person was imported.", "%(num)s people were imported.", made), "good")
    return redirect(url_for(".list_attendees", slug=event.slug))


def _own_job(job_id: int) -> jobs.Job:
    job = db.session.get(jobs.Job, job_id)
    if job is None or job.owner_id != account():
        abort(404)
    return job


@signed_in
def follow(job_id: int) -> str:
    """How far a long job is."""
    job = _own_job(job_id)
    event_slug = queries.slug_of(job.request.get("event"))
    return render_template("registration/organiser/job.html", job=job, slug=event_slug)


@signed_in
def fetch(job_id: int) -> Response:
    """What it made."""
    job = _own_job(job_id)
    row = db.session.get(files.StoredFile, job.file_id) if job.file_id else None
    if row is None:
        abort(404)
    return files.serve(row)
