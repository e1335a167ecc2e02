"""A member's desk, an invitation, and the pages of a committee for those who sit on it."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...people.queries import find_person
from ...web import faults
from ...web.access import account, public, requires, signed_in
from .. import errors, phrases, queries, rendering, service
from ..models import Committee, Member
from ..rendering import work
from . import announcements, documents, members, outreach, tasks

blueprint = Blueprint("public", __name__)
for door in (members, tasks, outreach, announcements, documents):
    door.add_to(blueprint)


@blueprint.get("/committees/")
@signed_in
def desk() -> ResponseReturnValue:
    """What is mine to do, in order; and the committees on which I sit."""
    person = find_person(account())
    seats = queries.memberships_of(account())
    invited = queries.invitations_to(person.email) if person else []
    page = render_template(
        "committees/public/desk.html",
        tasks=rendering.desk(invited, seats, work.desk({seat.id: seat.committee for seat in seats})),
        seats=seats,
        words=phrases,
        show=rendering,
        standing=queries.standing,
    )
    return private(make_response(page))


@blueprint.get("/committees/<committee>/")
@requires("committee.read")
def overview(committee: Committee) -> str:
    """Mandate, members, balance."""
    rows = queries.members_of(committee.id)
    balance, groups = rendering.balance_rows(rows)
    return render_template(
        "committees/public/overview.html",
        committee=committee,
        members=rows,
        balance=balance,
        groups=groups,
        standing=queries.standing(committee),
        words=phrases,
        show=rendering,
    )


def _held(token: str) -> Member:
    """The invitation of a link, whose holder acts from here on; 404 for a forged one."""
    row = queries.open_invitation(token)
    if row is None:
        abort(404)
    act_as(None, "link")
    return row


def _over(refusal: errors.Unanswerable) -> ResponseReturnValue:
    title, sentence = phrases.UNANSWERABLE[refusal.state]
    return private(make_response(faults.page(410, str(title), str(sentence))))


@blueprint.get("/committees/invitation/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """What it is about; GET changes nothing."""
    row = _held(token)
    try:
        service.check_invitation(row)
    except errors.Unanswerable as refusal:
        return _over(refusal)
    page = render_template(
        "committees/public/invitation.html",
        row=row,
        token=token,
        words=phrases,
        show=rendering,
        committee=row.committee,
    )
    return private(make_response(page))


@blueprint.post("/committees/invitation/<token>/<any(accept, decline):deed>")
@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def answer(token: str, deed: str) -> ResponseReturnValue:
    """Take the seat, or decline it."""
    row = _held(token)
    try:
        service.answer(row.id, accept=deed == "accept")
    except errors.Unanswerable as refusal:
        return _over(refusal)
    if deed == "accept":
        flash(gettext("Welcome! A link to sign in is on its way to you."), "good")
    else:
        flash(gettext("Thank you for telling us. You can still change your mind with the same link."), "good")
    return private(make_response(redirect(url_for(".invitation", token=token))))
