"""Who sits on a committee: invited, changed, written to again, ended."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext
from ...people.queries import list_organisation_names, list_regions
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import InviteForm, SeatForm, seat_values
from ..models import Committee, Member


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here, both = blueprint.add_url_rule, "/committees/<committee>/members", ["GET", "POST"]
    rule(f"{here}/invite", view_func=invite, methods=both)
    rule(f"{here}/<int:member_id>", view_func=edit_member, methods=both)
    rule(f"{here}/<int:member_id>/<any(again, end):deed>", view_func=act_on_member, methods=["POST"])


def _page(committee: Committee, form: SeatForm, member: Member | None) -> ResponseReturnValue:
    page = render_template(
        "committees/public/member.html",
        committee=committee,
        form=form,
        member=member,
        organisations=list_organisation_names(),
        words=phrases,
        show=rendering,
    )
    return page, 422 if request.method == "POST" else 200


def _refused(form: SeatForm, refusal: Exception) -> None:
    match refusal:
        case errors.CommitteeWrong():
            form.refuse(refusal.faults)
        case errors.SeatTaken():
            form.role.errors = [gettext("Somebody has this role, or is invited to it. End their term first.")]


@requires("committee.chair")
def invite(committee: Committee) -> ResponseReturnValue:
    """Ask somebody to sit on it."""
    form = InviteForm()
    form.offer(list_regions())
    if form.validate_on_submit():
        try:
            service.invite(committee.id, form.invited())
            flash(gettext("Invited. The e-mail is on its way."), "good")
            return redirect(url_for(".overview", committee=committee.slug))
        except errors.AlreadyMember:
            form.email.errors = [gettext("Somebody of this address sits on the committee or is invited already.")]
        except (errors.CommitteeWrong, errors.SeatTaken) as refusal:
            _refused(form, refusal)
    return _page(committee, form, None)


def _found(committee: Committee, member_id: int) -> Member:
    row = queries.find_member(committee.id, member_id)
    return row if row is not None and row.state in ("invited", "accepted") else abort(404)


@requires("committee.chair")
def edit_member(committee: Committee, member_id: int) -> ResponseReturnValue:
    """Role, term, region, languages."""
    row = _found(committee, member_id)
    form = SeatForm(data=seat_values(row))
    form.offer(list_regions())
    if form.validate_on_submit():
        try:
            service.change_member(committee.id, member_id, form.seat())
            flash(gettext("Saved."), "good")
            return redirect(url_for(".overview", committee=committee.slug))
        except (errors.CommitteeWrong, errors.SeatTaken) as refusal:
            _refused(form, refusal)
    return _page(committee, form, _found(committee, member_id))


@requires("committee.chair")
def act_on_member(committee: Committee, member_id: int, deed: str) -> ResponseReturnValue:
    """Write again, or end."""
    _found(committee, member_id)
    try:
        if deed == "again":
            service.write_again(committee.id, member_id)
            flash(gettext("The invitation is on its way again."), "good")
        else:
            service.end_term(committee.id, member_id)
            flash(gettext("Done: this person no longer sits on the committee, and sees nothing of it."), "good")
    except errors.NotThere:
        flash(gettext("Nothing was done: this has changed since. Look at it again."), "wrong")
    return redirect(url_for(".overview", committee=committee.slug))
