"""What a committee announces, by month."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms.work import AnnouncementForm, announcement_values
from ..models import Announcement, Committee
from ..queries import work
from ..rendering import work as show


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here, both = blueprint.add_url_rule, "/committees/<committee>/announcements", ["GET", "POST"]
    rule(here, view_func=announcements, methods=["GET"])
    rule(f"{here}/new", view_func=new_announcement, methods=both)
    rule(f"{here}/<int:announcement_id>", view_func=edit_announcement, methods=both)
    rule(f"{here}/<int:announcement_id>/remove", view_func=remove_announcement, methods=["POST"])


@requires("committee.read")
def announcements(committee: Committee) -> str:
    """All of them, under their months."""
    return render_template(
        "committees/public/announcements.html",
        committee=committee,
        months=show.by_month(work.announcements_of(committee.id)),
        words=phrases,
        show=rendering,
        work=show,
    )


def _form(committee: Committee, row: Announcement | None) -> AnnouncementForm:
    seated = queries.seated(committee.id)
    return AnnouncementForm(data=announcement_values(row) if row else None).offer(seated)


def _page(committee: Committee, form: AnnouncementForm, row: Announcement | None, code: int = 0) -> ResponseReturnValue:
    given = {"committee": committee, "form": form, "announcement": row, "show": rendering}
    page = render_template("committees/public/announcement.html", **given)
    return page, code or (422 if request.method == "POST" else 200)


def _found(committee: Committee, announcement_id: int) -> Announcement:
    return work.find_announcement(committee.id, announcement_id) or abort(404)


@requires("committee.work")
def new_announcement(committee: Committee) -> ResponseReturnValue:
    """Plan one."""
    form = _form(committee, None)
    if form.validate_on_submit():
        try:
            service.add_announcement(committee.id, form.entry())
            flash(gettext("The announcement is in the calendar."), "good")
            return redirect(url_for(".announcements", committee=committee.slug))
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, None)


@requires("committee.work")
def edit_announcement(committee: Committee, announcement_id: int) -> ResponseReturnValue:
    """Change it; who read an older version is told."""
    form = _form(committee, _found(committee, announcement_id))
    if form.validate_on_submit():
        try:
            service.change_announcement(committee.id, announcement_id, form.entry(), base=form.base)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".announcements", committee=committee.slug))
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.due_on.errors = [str(phrases.OVERTAKEN)]
            return _page(committee, form, _found(committee, announcement_id), 409)
        except errors.NotThere:
            abort(404)
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, _found(committee, announcement_id))


@requires("committee.work")
def remove_announcement(committee: Committee, announcement_id: int) -> ResponseReturnValue:
    """Take it out of the calendar."""
    try:
        service.remove_announcement(committee.id, announcement_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("The announcement is taken out of the calendar."), "good")
    return redirect(url_for(".announcements", committee=committee.slug))
