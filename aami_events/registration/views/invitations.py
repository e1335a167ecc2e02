"""Invitations, for organisers: who is invited and how they answered; inviting, reminding, withdrawing."""

import functools
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.audit import history
from ...foundation.i18n import gettext, ngettext
from ...people.queries import list_organisation_names
from ...web import faults
from ...web.access import requires
from ...web.forms import looked_for
from ...web.pagination import Cursor
from .. import errors, service
from ..forms.invitations import InviteForm, SubstituteForm
from ..models import Invitation
from ..phrases import STATES
from ..phrases import invitations as phrases
from ..queries import invitations as inviting
from ..rendering import day
from ..rendering import invitations as show
from .invitation_lists import add_to as add_lists


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, both = blueprint.add_url_rule, ["GET", "POST"]
    here = "/organise/<slug>/invitations"
    rule(here, view_func=list_invitations)
    rule(f"{here}/new", view_func=invite, methods=both)
    rule(f"{here}/remind", view_func=remind, methods=["POST"])
    rule(f"{here}/<int:invitation_id>", view_func=one_invitation)
    rule(f"{here}/<int:invitation_id>/<any(again, withdraw):action>", view_func=act_on_invitation, methods=["POST"])
    rule(f"{here}/<int:invitation_id>/substitute", view_func=name_substitute, methods=both)
    add_lists(blueprint)


@requires("registrations.read")
def list_invitations(event: Event) -> str:
    """The list by organisation, with its figures."""
    wanted = looked_for(inviting.Filter)
    return render_template(
        "registration/organiser/invitations.html",
        event=event,
        page=inviting.page(event.id, wanted, Cursor.decode(request.args.get("page", ""), 2)),
        wanted=wanted,
        counts=inviting.counts(event.id),
        answerable=show.answerable(event),
        days=inviting.DAYS,
        query={key: value for key, value in vars(wanted).items() if value},
        words=phrases,
        states=STATES,
        show=show,
        can=_may(event),
    )


def _may(event: Event) -> Callable[[str], bool]:
    from .organiser import may

    return functools.partial(may, event)


@requires("registrations.write")
def invite(event: Event) -> ResponseReturnValue:
    """One person by name."""
    form = InviteForm()
    if form.validate_on_submit():
        guest = form.guest()
        same = inviting.key_of(guest.organisation) in inviting.known(event.id)[1]
        try:
            service.invite(event.id, [guest], answer_by=form.moment(event))
        except errors.InvitedTwice:
            form.name.errors = [gettext("This person is invited already, under this name and address.")]
        except errors.NotPublished:
            form.name.errors = [gettext("The event is not published: nobody could see what they are invited to.")]
        else:
            flash(gettext("Invited. The e-mail is on its way."), "good")
            if same:
                flash(gettext("Somebody of this organisation was invited before: there are now two or more."), "info")
            return redirect(url_for(".list_invitations", slug=event.slug))
    page = render_template(
        "registration/organiser/invite.html", event=event, form=form, organisations=list_organisation_names()
    )
    return page, 422 if form.errors else 200


@requires("registrations.write")
def remind(event: Event) -> ResponseReturnValue:
    """Everyone who has not answered."""
    written, rested = service.remind_all(event.id)
    if written:
        said = ngettext("%(num)s person is being reminded.", "%(num)s people are being reminded.", written)
        flash(said, "good")
    if rested:
        said = ngettext(
            "%(num)s person was written to too recently and is left alone.",
            "%(num)s people were written to too recently and are left alone.",
            rested,
        )
        flash(said, "info")
    if not written and not rested:
        flash(gettext("Everyone who can still answer has answered."), "info")
    return redirect(url_for(".list_invitations", slug=event.slug))


def _found(event: Event, invitation_id: int) -> Invitation:
    row = inviting.find(event.id, invitation_id)
    if row is None:
        abort(404)
    return row


@requires("registrations.read")
def one_invitation(event: Event, invitation_id: int) -> str:
    """One person: how they answered, in whose place they are, what happened."""
    row = _found(event, invitation_id)
    return render_template(
        "registration/organiser/invitation.html",
        event=event,
        row=row,
        history=show.history_rows(history("invitation", row.id), event.zone),
        words=phrases,
        show=show,
        day=day,
        can=_may(event),
    )


def _refused(refusal: errors.InvitationUnanswerable) -> ResponseReturnValue:
    title, sentence = phrases.INVITATION_OVER_ORGANISER[refusal.standing]
    return faults.page(409, str(title), str(sentence))


@requires("registrations.write")
def act_on_invitation(event: Event, invitation_id: int, action: str) -> ResponseReturnValue:
    """Write again, or withdraw."""
    _found(event, invitation_id)
    use_cases: dict[str, tuple[Callable[[int, int], Any], str]] = {
        "again": (service.write_again, gettext("The invitation is on its way again.")),
        "withdraw": (service.withdraw_invitation, gettext("The invitation is withdrawn: its link has ended.")),
    }
    use_case, said = use_cases[action]
    try:
        use_case(event.id, invitation_id)
    except errors.InvitationUnanswerable as refusal:
        return _refused(refusal)
    except errors.TooSoon:
        flash(gettext("They were written to a short while ago: wait a day."), "info")
    else:
        flash(said, "good")
    return redirect(url_for(".one_invitation", slug=event.slug, invitation_id=invitation_id))


@requires("registrations.write")
def name_substitute(event: Event, invitation_id: int) -> ResponseReturnValue:
    """Somebody else in their place."""
    row, form = _found(event, invitation_id), SubstituteForm()
    if form.validate_on_submit():
        try:
            other = service.substitute(invitation_id, form.who())
        except errors.SamePerson:
            form.name.errors = [gettext("This is the person who is invited already: name somebody else.")]
        except errors.InvitationUnanswerable as refusal:
            return _refused(refusal)
        else:
            flash(gettext("The invitation was passed on. The e-mail is on its way."), "good")
            return redirect(url_for(".one_invitation", slug=event.slug, invitation_id=other))
    page = render_template("registration/organiser/substitute.html", event=event, row=row, form=form)
    return page, 422 if form.errors else 200
