"""Texts out and back as a workbook."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.database import db, transaction
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.tables import TableEmpty, TableError, TableTooLarge
from ...web.access import account, requires
from .. import exports, phrases, queries, rendering, service
from ..forms import UploadForm
from ..imports import ColumnsMissing, read_lines
from ..queries import Filter
from ..rules import Line

MOST_LINES = 5_000


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule = blueprint.add_url_rule
    rule("/organise/<slug>/wording.xlsx", view_func=export)
    rule("/organise/<slug>/wording/import", view_func=upload, methods=["GET", "POST"])
    rule("/organise/<slug>/wording/import/<int:file_id>", view_func=review)
    rule("/organise/<slug>/wording/import/<int:file_id>", "load", view_func=load, methods=["POST"])


def wanted() -> Filter:
    """The filter that the address asks for."""
    return Filter(**{name: request.args.get(name, "")[:20] for name in Filter.__dataclass_fields__})


@requires("texts.write")
def export(event: Event) -> Response:
    """The texts that the list shows."""
    shown = [entry for entry in queries.worklist(event) if wanted().fits(entry) and exports.fits(entry)]
    answer = send_file(
        exports.workbook(shown, event.slug),
        mimetype=files.MADE_TYPES["xlsx"],
        as_attachment=True,
        download_name=f"{event.slug}-{gettext('wording')}-{current_language()}.xlsx",
        max_age=0,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@requires("texts.write")
def upload(event: Event) -> ResponseReturnValue:
    """Take a file; what would happen is shown before anything does."""
    form = UploadForm()
    if form.validate_on_submit():
        data = form.file.data.stream.read()
        sentence = _unreadable(data, form.file.data.filename or "")
        if sentence is None:
            kind = "xlsx" if data[:2] == b"PK" else "csv"
            with transaction():
                row_id = files.keep_made(data, f"wording-{event.id}.{kind}", owner_id=account()).id
            return redirect(url_for(".review", slug=event.slug, file_id=row_id))
        form.file.errors = [sentence]
    status = 422 if form.file.errors else 200
    return render_template("wording/organiser/import.html", event=event, form=form), status


def _unreadable(data: bytes, name: str) -> str | None:
    try:
        lines = read_lines(data, name)
    except TableTooLarge:
        return gettext("This file is too large: the limit is 10 MB.")
    except TableEmpty:
        return gettext("This file has no lines.")
    except TableError:
        return gettext("This file cannot be read as XLSX or CSV. Save it again from your spreadsheet program.")
    except ColumnsMissing:
        return gettext("Columns are missing: this file needs its key, original, translation and fingerprint.")
    if not lines:
        return gettext("This file has no lines.")
    return gettext("This file has too many lines.") if len(lines) > MOST_LINES else None


def _lines(event: Event, file_id: int) -> list[tuple[int, Line]]:
    row = db.session.get(files.StoredFile, file_id)
    if row is None or row.owner_id != account() or row.name.partition(".")[0] != f"wording-{event.id}":
        abort(404)
    return read_lines((files.folder() / row.key).read_bytes(), row.name)


@requires("texts.write")
def review(event: Event, file_id: int) -> str:
    """Line by line what would happen."""
    judged = queries.judge(event, _lines(event, file_id))
    groups = {name: [one for one in judged if one.outcome == name] for name in phrases.OUTCOMES}
    return render_template(
        "wording/organiser/plan.html", event=event, groups=groups, file_id=file_id, words=phrases, show=rendering
    )


@requires("texts.write")
def load(event: Event, file_id: int) -> ResponseReturnValue:
    """Load what is safe."""
    done = service.load(event.id, _lines(event, file_id))
    new = done["new"]
    said = ngettext("%(num)s translation is waiting for review.", "%(num)s translations are waiting for review.", new)
    flash(said, "good" if new else "info")
    flagged = sum(done[name] for name in ("stale", "both", "target", "edited"))
    if flagged:
        said = ngettext(
            "%(num)s line was left out because the text has changed: nothing was overwritten.",
            "%(num)s lines were left out because the text has changed: nothing was overwritten.",
            flagged,
        )
        flash(said, "warning")
    return redirect(url_for(".worklist", slug=event.slug, state="review" if new else None))
