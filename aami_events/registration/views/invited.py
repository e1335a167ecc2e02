"""An invitation, for who holds its link: see it, accept, decline, name somebody in one's place. GET changes nothing."""

import secrets

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...foundation.text import clean
from ...web import faults
from ...web.access import public
from .. import errors, queries, rendering, service
from ..forms import Filled
from ..forms.invitations import DeclineForm, SubstituteForm
from ..models import Invitation
from ..phrases import invitations as phrases
from ..queries.invitations import open_invitation
from ..queries.offer import get_offer
from ..rendering import invitations as show
from .form import attempt, page


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the public door."""
    rule, here = blueprint.add_url_rule, "/invitations/<token>"
    for address, view, methods in (
        (here, invitation, ["GET"]),
        (f"{here}/seen", seen_invitation, ["POST"]),
        (f"{here}/accept", accept_invitation, ["POST"]),
        (f"{here}/register", register_invited, ["GET", "POST"]),
        (f"{here}/decline", decline_invitation, ["POST"]),
        (f"{here}/substitute", pass_on, ["GET", "POST"]),
        (f"{here}/registration", find_registration, ["POST"]),
    ):
        limited = limiter.limit(REGISTER, exempt_when=posts_only)(view)
        rule(address, view.__name__, public(limited), methods=methods)


def _over(standing: str, code: int) -> ResponseReturnValue:
    title, sentence = phrases.INVITATION_OVER[standing]
    return private(make_response(faults.page(code, str(title), str(sentence))))


def _held(token: str) -> Invitation:
    """The invitation, whose holder acts from here on; 404 for a forged link; one that ended says why."""
    opened = open_invitation(token)
    if opened.invitation is None:
        abort(404)
    standing = show.standing(opened.invitation)
    if opened.replaced:
        standing = "substituted" if opened.invitation.state == "substituted" else "withdrawn"
    if standing in {"substituted", "withdrawn", "expired", "closed"}:
        abort(make_response(_over(standing, 410)))
    act_as(None, "link")
    return opened.invitation


def invitation(token: str) -> ResponseReturnValue:
    """What it is, when, where, who invites, until when to answer."""
    return _invitation(token, _held(token), DeclineForm(formdata=None))


def _invitation(token: str, row: Invitation, form: DeclineForm) -> ResponseReturnValue:
    offer = get_offer(row.event_id)
    full = rendering.full(offer.event, offer.offered)
    shown = render_template(
        "registration/public/invitation.html",
        row=row,
        event=offer.event,
        token=token,
        form=form,
        may=show.may(row),
        standing=show.standing(row),
        no_place=all(f"c{category.id}" in full for category in offer.offered),
        when_where=rendering.event_facts(offer.event),
        words=phrases,
        show=show,
    )
    return private(make_response(shown, 422 if form.errors else 200))


def seen_invitation(token: str) -> ResponseReturnValue:
    """The page's own script: somebody reads it."""
    service.note_opened(_held(token).id)
    return "", 204


def accept_invitation(token: str) -> ResponseReturnValue:
    """Yes: on to the form, which says the rest."""
    row = _held(token)
    if "accept" not in show.may(row):
        return _over(show.standing(row), 409)
    service.note_opened(row.id)
    return redirect(url_for(".register_invited", token=token), 303)


def register_invited(token: str) -> ResponseReturnValue:
    """The event's form, with what the invitation knows; on success the person's own page."""
    row = _held(token)
    version, number = row.link_version, row.id
    filled = Filled(get_offer(row.event_id), None, {**show.held(row), "form_key": secrets.token_urlsafe(16)})
    if request.method == "POST" and filled.validate():
        key = clean(filled.form.form_key.data or "")[:40] or None
        try:
            outcome = attempt(filled, lambda: service.accept_invitation(number, version, filled.entry(), form_key=key))
        except errors.InvitationUnanswerable as refusal:
            return _over(refusal.standing, 409)
        if isinstance(outcome, service.Outcome):
            if outcome.repeated:
                return redirect(url_for(".repeated", slug=filled.event.slug))
            return redirect(url_for(".show", token=queries.token_of(outcome)))
    elif "accept" not in show.may(row):
        return _over(show.standing(row), 409)
    return page(filled, "registration/public/invited.html", token=token)


def decline_invitation(token: str) -> ResponseReturnValue:
    """No, with a word if they like."""
    row, form = _held(token), DeclineForm()
    if not form.validate_on_submit():
        return _invitation(token, row, form)
    try:
        service.decline(row.id, row.link_version, word=form.word.data or "")
    except errors.InvitationUnanswerable as refusal:
        return _over(refusal.standing, 409)
    flash(gettext("Thank you for telling us. The organisers see that you cannot come."), "good")
    return redirect(url_for(".invitation", token=token))


def pass_on(token: str) -> ResponseReturnValue:
    """Somebody in one's place."""
    row, form = _held(token), SubstituteForm()
    if "substitute" not in show.may(row):
        return _over(show.standing(row), 409)
    if form.validate_on_submit():
        try:
            service.substitute(row.id, form.who(), version=row.link_version)
        except errors.SamePerson:
            form.name.errors = [gettext("This is you: name somebody else.")]
        except errors.InvitationUnanswerable as refusal:
            return _over(refusal.standing, 409)
        else:
            given = {"event": get_offer(row.event_id).event, "email": form.email.data}
            return private(make_response(render_template("registration/public/passed_on.html", **given)))
    given = {"row": row, "event": get_offer(row.event_id).event, "form": form, "token": token}
    shown = render_template("registration/public/pass_on.html", **given)
    return private(make_response(shown, 422 if form.errors else 200))


def find_registration(token: str) -> ResponseReturnValue:
    """Write to who accepted, with the link of the registration: it may be somebody else's by now."""
    row = _held(token)
    service.send_registration(row.id)
    flash(gettext("The link is on its way to the address of the registration."), "good")
    return redirect(url_for(".invitation", token=token))
