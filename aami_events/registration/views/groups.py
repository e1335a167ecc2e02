"""Several people at once: the contact's form and page, and the guest's own part."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...events.queries import changes_allowed, registration_state
from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...web import faults
from ...web.access import public, visible
from .. import errors, phrases, queries, rendering, service
from ..forms import Filled
from ..forms.groups import GroupFilled, OneMore
from ..models import Group
from ..queries.offer import get_offer, offer_of
from ..rendering import sessions
from . import drafts, support
from .own import own


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the public door."""
    rule, posts = blueprint.add_url_rule, ["POST"]
    rule("/events/<slug>/register-group", view_func=register_group, methods=["GET", "POST"])
    rule("/groups/<token>", view_func=group)
    rule("/groups/<token>/guests", view_func=add_guest, methods=posts)
    rule("/groups/<token>/guests/<int:registration_id>/<action>", view_func=act_for_guest, methods=posts)
    rule("/groups/<token>/guests/<int:registration_id>/parts/<int:part_id>/drop", view_func=drop_for, methods=posts)
    rule("/registrations/<token>/own-part", view_func=own_part, methods=["GET", "POST"])
    rule("/registrations/<token>/parts/<int:part_id>/drop", view_func=drop_part, methods=posts)


@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def register_group(slug: str) -> ResponseReturnValue:
    """The form; on success the contact's page."""
    offer = offer_of(slug)
    event = visible(offer.event if offer else None)
    state = registration_state(event)
    if offer is None or state != "open":
        return render_template("registration/public/closed.html", event=event, sentence=phrases.CLOSED[state]), 403
    filled = GroupFilled(offer)
    if request.method == "POST" and "add" not in request.form and filled.validate():
        act_as(None, "link")
        group_id = _register(event, filled)
        if group_id:
            return redirect(url_for(".group", token=queries.group_token(group_id)))
    return drafts.form_page("group", filled, slug, fresh=request.method != "POST")


def _register(event: Event, filled: GroupFilled) -> int | None:
    try:
        return service.register_group(
            event.id, filled.contact(), filled.entries(), form_key=filled.form.form_key.data or None
        )
    except errors.GuestRefused as refusal:
        filled.refuse(refusal.position, *_said_of(event, refusal))
    return None


def _said_of(event: Event, refusal: errors.GuestRefused) -> tuple[str, str]:
    """(field, sentence)"""
    if isinstance(refusal.__cause__, errors.MembersOnly):
        return "category", gettext("This category is for people of member organisations: check the organisation.")
    if isinstance(refusal.__cause__, errors.UnknownPart):
        return "parts", gettext("This category gives access to the general meeting only.")
    if isinstance(refusal.__cause__, errors.NoSession | errors.SessionsOverlap):
        return "parts", sessions.refused(event, refusal.__cause__)
    return "category", gettext("Choose a category.")


def _group(token: str) -> Group:
    found = queries.open_group(token)
    if found is None:
        abort(404)
    act_as(None, "link")
    return found


@public
def group(token: str) -> ResponseReturnValue:
    """How everyone stands, and the links to hand on."""
    found = _group(token)
    return _page(found, token, OneMore(get_offer(found.event_id), found))


def _page(found: Group, token: str, more: OneMore) -> ResponseReturnValue:
    event = get_offer(found.event_id).event
    page = render_template(
        "registration/public/group.html",
        group=found,
        event=event,
        guests=rendering.guests(found),
        more=more if registration_state(event) == "open" else None,
        can_change=changes_allowed(event),
        form=more.form,
        wrong=more.errors,
        token=token,
        words=phrases,
    )
    return private(make_response(page, 422 if more.errors else 200))


@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def add_guest(token: str) -> ResponseReturnValue:
    """One more colleague."""
    found = _group(token)
    more = OneMore(get_offer(found.event_id), found)
    if not more.validate():
        return _page(found, token, more)
    try:
        outcome = service.add_guest(found.id, more.entry(), form_key=more.form.form_key.data or None)
    except errors.GuestRefused as refusal:
        more.refuse(*_said_of(get_offer(found.event_id).event, refusal))
        return _page(found, token, more)
    except errors.RegistrationClosed as refusal:
        return faults.page(409, gettext("Nobody can be added"), str(phrases.CLOSED[refusal.state]))
    if outcome.repeated:
        flash(gettext("This person was registered already: we have e-mailed them."), "info")
    else:
        flash(gettext("Done."), "good")
    return redirect(url_for(".group", token=token))


@public
def act_for_guest(token: str, registration_id: int, action: str) -> ResponseReturnValue:
    """The contact gives a guest's place up, or takes the one that is offered."""
    found = _group(token)
    if action not in {"cancel", "accept"} or registration_id not in [guest.id for guest in found.guests]:
        abort(404)
    try:
        if action == "cancel":
            service.cancel(registration_id)
        else:
            service.accept(registration_id)
    except errors.AlreadyCancelled:
        flash(gettext("This registration was already cancelled."), "info")
    except errors.ChangesOver:
        return faults.page(409, gettext("This can no longer be changed"), gettext("The event is over."))
    except errors.OfferOver:
        flash(gettext("This place is no longer on offer."), "info")
    else:
        flash(gettext("Done."), "good")
    return redirect(url_for(".group", token=token))


@public
def drop_for(token: str, registration_id: int, part_id: int) -> ResponseReturnValue:
    """The contact takes a guest out of one activity."""
    found = _group(token)
    if registration_id not in [guest.id for guest in found.guests]:
        abort(404)
    return _drop(registration_id, part_id) or redirect(url_for(".group", token=token))


@public
def own_part(token: str) -> ResponseReturnValue:
    """What only the guest or the support person can say: consents, needs, pronouns, the event's questions."""
    registration = own(token)
    if registration.state == "cancelled":
        return faults.page(409, gettext("This can no longer be changed"), gettext("This registration is cancelled."))
    held = rendering.held(registration)
    if not registration.has_own_address:
        held["email"] = ""
    filled = Filled(get_offer(registration.event_id), registration, held)
    filled.form.email.flags.required = False
    if request.method == "POST" and filled.validate_own_part():
        version = service.complete(registration.id, filled.entry())
        flash(gettext("Thank you: your part is complete. This page is now yours alone: keep its address."), "good")
        return redirect(url_for(".show", token=queries.personal_token(registration.id, version)))
    page = render_template(
        "registration/public/own_part.html",
        event=filled.event,
        registration=registration,
        filled=filled,
        form=filled.form,
        wrong=filled.errors,
        token=token,
    )
    return private(make_response(page, 422 if filled.errors else 200))


@public
def drop_part(token: str, part_id: int) -> ResponseReturnValue:
    """Leave one activity."""
    return _drop(own(token).id, part_id) or redirect(url_for(".show", token=token))


def _drop(registration_id: int, part_id: int) -> ResponseReturnValue | None:
    try:
        service.drop_part(registration_id, part_id)
    except errors.FollowsAnother:
        return support.follows()
    except errors.AlreadyCancelled:
        flash(gettext("This registration was already cancelled."), "info")
    except errors.LastPart:
        flash(gettext("This is the only activity of this registration: to give it up, cancel it."), "info")
    else:
        flash(gettext("This activity was dropped. The rest of the registration is unchanged."), "good")
    return None
