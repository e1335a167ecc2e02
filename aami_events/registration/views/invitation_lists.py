"""Several people at once: a list is read, shown line by line, and only then anybody is written to."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.i18n import gettext, ngettext
from ...foundation.tables import TableError, TableTooLarge
from ...people.queries import list_members
from ...web.access import requires
from ...web.uploads import keep_list, own_file
from .. import errors, service
from ..forms.invitations import AnswerByForm, SeveralForm
from ..imports.invitations import list_of_members, read_list
from ..phrases import IMPORT_ACTIONS
from ..phrases import invitations as phrases


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, both = blueprint.add_url_rule, ["GET", "POST"]
    here = "/organise/<slug>/invitations/list"
    rule(here, view_func=invite_several, methods=both)
    rule(f"{here}/<int:file_id>", view_func=review_guests, methods=both)


@requires("registrations.write")
def invite_several(event: Event) -> ResponseReturnValue:
    """Take a list: what was pasted, else a file, else the organisations that were chosen."""
    form, members = SeveralForm(), list_members()
    form.offer(members)
    if form.validate_on_submit():
        data, name = (form.pasted.data or "").strip().encode("utf-8", "replace"), "list.csv"
        if not data and form.file.data:
            data, name = form.file.data.stream.read(), form.file.data.filename or ""
        if not data and form.organisations.data:
            picked = [row for row in members if row.key in form.organisations.data]
            data = list_of_members(picked) if picked else b""
        sentence = _unreadable(event, data, name)
        if sentence is None:
            row_id = keep_list(data, "invitations")
            return redirect(url_for(".review_guests", slug=event.slug, file_id=row_id))
        form.pasted.errors = [sentence]
    page = render_template(
        "registration/organiser/invite_several.html", event=event, form=form, members=members, words=phrases
    )
    return page, 422 if form.errors else 200


def _unreadable(event: Event, data: bytes, name: str) -> str | None:
    if not data:
        return gettext("Paste a list, bring a file, or choose organisations.")
    try:
        plan = read_list(event.id, data, name)
    except TableTooLarge:
        return gettext("This list is too long: invite at most 300 people at once.")
    except TableError:
        return gettext("This list cannot be read. Save it again as CSV or XLSX, or paste it.")
    if not any(line.name or line.email for line in plan.lines):
        return gettext("No column of this list was recognised: it needs at least a name and an e-mail.")
    return None


@requires("registrations.write")
def review_guests(event: Event, file_id: int) -> ResponseReturnValue:
    """Line by line what would happen; on agreement, everyone who can be is invited."""
    row, form = own_file(file_id), AnswerByForm()
    plan = read_list(event.id, files.contents(row), row.name)
    if form.validate_on_submit():
        try:
            made = service.invite(event.id, [line.guest for line in plan.of("add")], answer_by=form.moment(event))
        except errors.NotPublished:
            form.answer_by.errors = [gettext("The event is not published: nobody could see what they are invited to.")]
        except errors.InvitedTwice:  # by somebody else, a moment ago: the list says so
            return redirect(url_for(".review_guests", slug=event.slug, file_id=file_id))
        else:
            flash(ngettext("%(num)s person was invited.", "%(num)s people were invited.", len(made)), "good")
            return redirect(url_for(".list_invitations", slug=event.slug))
    given = {
        "event": event,
        "plan": plan,
        "form": form,
        "file_id": file_id,
        "actions": IMPORT_ACTIONS,
        "words": phrases,
    }
    return render_template("registration/organiser/guests.html", **given), 422 if form.errors else 200
