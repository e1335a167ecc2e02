"""A list of proposals from elsewhere: read, looked at line by line, brought in wholly or not at all."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.i18n import gettext, ngettext
from ...web import uploads
from ...web.access import requires
from .. import errors, phrases, rendering, service
from ..forms.call import UploadForm
from ..imports import MOST_LINES, ColumnsMissing, Line, read_lines


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/proposals/import"
    rule(here, view_func=upload, methods=["GET", "POST"])
    rule(f"{here}/<int:file_id>", view_func=plan, methods=["GET"])
    rule(f"{here}/<int:file_id>", view_func=load, methods=["POST"])


@requires("programme.edit")
def upload(event: Event) -> ResponseReturnValue:
    """Take a file; what would happen is shown before anything does."""
    form = UploadForm()
    if form.validate_on_submit():
        data = form.file.data.stream.read()
        sentence = _unreadable(data, form.file.data.filename or "", event)
        if sentence is None:
            row_id = uploads.keep_list(data, f"proposals-{event.id}")
            return redirect(url_for(".plan", slug=event.slug, file_id=row_id))
        form.file.errors = [sentence]
    status = 422 if form.file.errors else 200
    return render_template("proposals/organiser/import.html", event=event, form=form), status


def _unreadable(data: bytes, name: str, event: Event) -> str | None:
    sentence = gettext("Columns are missing: a title, the names of who proposes, and their e-mail addresses.")
    return uploads.unreadable(lambda: read_lines(data, name, event.id), MOST_LINES, ColumnsMissing, sentence)


def _lines(event: Event, file_id: int) -> list[Line]:
    row = uploads.own_file(file_id, f"proposals-{event.id}")
    return read_lines(files.contents(row), row.name, event.id)


def _judged(event: Event, lines: list[Line]) -> tuple[list[tuple[Line, list[str]]], list[Line], list[Line]]:
    """Lines with what is wrong with them, those that are new, those that are there already."""
    faults, twins = service.judge(event.id, [(one.number, one.proposer, one.pitch) for one in lines])
    wrong = []
    for one in lines:
        found = [*one.faults, *(fault for fault in faults.get(one.number, ()) if not one.faults)]
        if found:
            wrong.append((one, [str(phrases.FAULTS[what]) for _name, what in found]))
    broken = {one.number for one, _said in wrong}
    new = [one for one in lines if one.number not in broken | twins]
    return wrong, new, [one for one in lines if one.number in twins - broken]


@requires("programme.edit")
def plan(event: Event, file_id: int) -> str:
    """Line by line what would happen."""
    wrong, new, there = _judged(event, _lines(event, file_id))
    given = {"wrong": wrong, "new": new, "there": there, "file_id": file_id}
    return render_template("proposals/organiser/plan.html", event=event, **given, show=rendering)


@requires("programme.edit")
def load(event: Event, file_id: int) -> ResponseReturnValue:
    """Bring them in, if every line can be."""
    lines = _lines(event, file_id)
    try:
        if any(one.faults for one in lines):
            raise errors.ProposalWrong([])
        made = service.bring_in(event.id, [(one.number, one.proposer, one.pitch) for one in lines])
    except errors.ProposalWrong:
        flash(gettext("Nothing was brought in: some lines have to be mended first."), "wrong")
        return redirect(url_for(".plan", slug=event.slug, file_id=file_id))
    said = ngettext("%(num)s proposal is brought in.", "%(num)s proposals are brought in.", made)
    flash(said, "good" if made else "info")
    return redirect(url_for(".list_proposals", slug=event.slug))
