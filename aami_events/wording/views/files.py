"""Texts out and back as a workbook."""

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.i18n import current_language, gettext, ngettext
from ...web import uploads
from ...web.access import requires
from ...web.forms import looked_for
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
    return looked_for(Filter, 20)


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
            row_id = uploads.keep_list(data, f"wording-{event.id}")
            return redirect(url_for(".review", slug=event.slug, file_id=row_id))
        form.file.errors = [sentence]
    status = 422 if form.file.errors else 200
    return render_template("wording/organiser/import.html", event=event, form=form), status


def _unreadable(data: bytes, name: str) -> str | None:
    sentence = gettext("Columns are missing: this file needs its key, original, translation and fingerprint.")
    return uploads.unreadable(lambda: read_lines(data, name), MOST_LINES, ColumnsMissing, sentence)


def _lines(event: Event, file_id: int) -> list[tuple[int, Line]]:
    row = uploads.own_file(file_id, f"wording-{event.id}")
    return read_lines(files.contents(row), row.name)


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
