"""Registering, and the person's own page."""

import json

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...events.queries import cancelling_allowed, changes_allowed, find_event_whole, registration_state
from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...foundation.points import registration_panels
from ...foundation.text import clean
from ...web import faults
from ...web.access import public, visible
from ...web.pages import viewer_zone
from .. import errors, phrases, queries, rendering, service
from ..forms import Filled
from ..forms.acts import TransferForm
from ..queries import access as access_needs
from ..queries.offer import get_offer, offer_of
from ..queries.support import find_support
from ..rendering import records
from ..rendering import texts as show_texts
from ..rules import consent_kind, texts_shown
from . import access, drafts, groups, invited, support
from .form import attempt, fresh_page, page
from .own import own

blueprint = Blueprint("public", __name__)
groups.add_to(blueprint)
access.add_to_public(blueprint)
invited.add_to(blueprint)
support.add_to_public(blueprint)
drafts.add_to(blueprint)


@blueprint.route("/events/<slug>/register", methods=["GET", "POST"])
@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def register(slug: str) -> ResponseReturnValue:
    """The form; on success the person's own page."""
    offer = offer_of(slug)
    event = visible(offer.event if offer else None)
    closed = registration_state(event)
    if offer is None or closed != "open":
        return _closed(event, closed)
    if request.method != "POST":
        return fresh_page(offer, slug, "registration/public/register.html")
    filled = Filled(offer)
    if filled.validate():
        act_as(None, "link")
        key = clean(filled.form.form_key.data or "")[:40] or None
        outcome = attempt(filled, lambda: service.register(event.id, filled.entry(), form_key=key))
        if isinstance(outcome, service.Outcome):
            if outcome.repeated:
                return redirect(url_for(".repeated", slug=slug))
            return redirect(url_for(".show", token=queries.token_of(outcome)))
    return drafts.form_page("person", filled, slug)


def _closed(event: Event, state: str) -> ResponseReturnValue:
    return render_template("registration/public/closed.html", event=event, sentence=phrases.CLOSED[state]), 403


@blueprint.get("/events/<slug>/registered")
@public
def repeated(slug: str) -> ResponseReturnValue:
    """The neutral answer: whoever is registered already has been written to."""
    event = visible(find_event_whole(slug))
    return render_template("registration/public/repeated.html", event=event)


@blueprint.get("/events/<slug>/attendees")
@public
def attendees(slug: str) -> str:
    """Those who agreed to be listed."""
    event = visible(find_event_whole(slug))
    return render_template("registration/public/attendees.html", event=event, people=queries.listed(event.id))


@blueprint.get("/registrations/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """See everything about one's registration."""
    registration = own(token)
    offer, gone = get_offer(registration.event_id), registration.state == "cancelled"
    event = offer.event
    mine = find_support(registration.id)
    shown = render_template(
        "registration/public/show.html",
        registration=registration,
        event=event,
        category=offer.category[registration.category_id],
        token=token,
        answers=rendering.answer_rows(queries.answers_of([registration.id]).get(registration.id, []), sensitive=True),
        consents=queries.consent_rows(registration.id),
        texts=offer.texts,
        said_of=show_texts.said,
        linked=[kind for kind in show_texts.LINKED if kind in offer.texts],
        titles=show_texts.TEXTS,
        contract=show_texts.contract_said(registration),
        access=access_needs.of_registration(registration.id),
        position=rendering.position(registration),
        own_parts=rendering.part_rows(registration, viewer_zone()),
        can_change=not gone and changes_allowed(event),
        can_cancel=not gone and cancelling_allowed(event),
        offer=rendering.offer(registration),
        support=mine,
        support_link=rendering.link_to_hand_on(mine) if mine else None,
        supported=registration.supported,
        panels=[panel for told in registration_panels([registration.id]) for panel in told.values()],
        show=rendering,
        words=phrases,
    )
    return private(make_response(shown))


@blueprint.route("/registrations/<token>/change", methods=["GET", "POST"])
@public
def change(token: str) -> ResponseReturnValue:
    """The form again, with what was said."""
    registration = own(token)
    if registration.supports_id is not None:
        return redirect(url_for(".own_part", token=token))
    if registration.state == "cancelled" or not changes_allowed(registration.event):
        return _refused(gettext("This registration can no longer be changed"), _over())
    filled = Filled(get_offer(registration.event_id), registration, rendering.held(registration))
    if request.method == "POST" and filled.validate():

        def use_case() -> bool:
            service.change(registration.id, filled.entry())
            return True

        if attempt(filled, use_case):
            flash(gettext("Your registration was changed."), "good")
            return redirect(url_for(".show", token=token))
    return page(filled, "registration/public/register.html", token=token)


def _over() -> str:
    return gettext(
        "The deadline for changes has passed, or the registration is cancelled. You can write to the organisers."
    )


def _refused(title: str, sentence: str) -> ResponseReturnValue:
    return faults.page(409, title, sentence)


@blueprint.post("/registrations/<token>/cancel")
@public
def cancel(token: str) -> ResponseReturnValue:
    """Give the place up."""
    registration = own(token)
    try:
        service.cancel(registration.id)
    except errors.AlreadyCancelled:
        flash(gettext("It was already cancelled."), "info")
    except errors.ChangesOver:
        return _refused(gettext("This registration can no longer be cancelled"), gettext("The event is over."))
    else:
        flash(gettext("Your registration is cancelled."), "good")
    return redirect(url_for(".show", token=token))


@blueprint.post("/registrations/<token>/accept")
@public
def accept(token: str) -> ResponseReturnValue:
    """Take the offered place."""
    registration = own(token)
    try:
        service.accept(registration.id)
    except errors.OfferOver:
        return _refused(
            gettext("This place is no longer held for you"),
            gettext("The time to accept it has passed, and it went to the next person. You can register again."),
        )
    flash(gettext("The place is yours."), "good")
    return redirect(url_for(".show", token=token))


@blueprint.route("/registrations/<token>/transfer", methods=["GET", "POST"])
@public
def transfer(token: str) -> ResponseReturnValue:
    """Hand the place to a colleague."""
    registration, form = own(token), TransferForm()
    if registration.supports_id is not None:
        return support.follows()
    if form.validate_on_submit():
        try:
            service.transfer(
                registration.id, name=form.name.data or "", email=form.email.data or "", language=form.language.data
            )
        except (errors.ChangesOver, errors.AlreadyCancelled):
            return _refused(gettext("This registration can no longer be transferred"), _over())
        given = {"event": registration.event, "email": form.email.data}
        return private(make_response(render_template("registration/public/handed_on.html", **given)))
    given = {"registration": registration, "event": registration.event, "form": form, "token": token}
    shown = render_template("registration/public/transfer.html", **given)
    return private(make_response(shown, 422 if form.errors else 200))


@blueprint.post("/registrations/<token>/consents/<purpose>")
@public
def consent(token: str, purpose: str) -> ResponseReturnValue:
    """Give or withdraw one consent, at once."""
    registration = own(token)
    wanted = request.form.get("given")
    if purpose not in phrases.PURPOSE_NAMES:
        abort(404)
    if wanted not in {"yes", "no"}:
        abort(400)
    shown = texts_shown(f"{consent_kind(purpose)}:{request.form.get('text', '')[:20]}").get(consent_kind(purpose))
    try:
        service.set_consent(registration.id, purpose, wanted == "yes", language=current_language(), shown=shown)
    except errors.AlreadyCancelled:
        said = gettext("It is cancelled: you can withdraw a consent, and there is none to give.")
        return _refused(gettext("This registration is cancelled"), said)
    name = str(phrases.PURPOSE_NAMES[purpose])
    said = (
        gettext("Noted: you agree. (%(purpose)s)", purpose=name)
        if wanted == "yes"
        else gettext("Noted: you no longer agree. (%(purpose)s)", purpose=name)
    )
    flash(said, "good")
    return redirect(url_for(".show", token=token, _anchor="consents"))


@blueprint.get("/registrations/<token>/data.json")
@public
def data(token: str) -> Response:
    """Everything the house knows of this registration, for its person to keep."""
    registration = own(token)
    text = json.dumps(records.record(registration).plain(), ensure_ascii=False, indent=2)
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=registration.json"
    return private(answer)


@blueprint.get("/registrations/<token>/calendar.ics")
@public
def calendar(token: str) -> Response:
    """What was chosen, for a calendar program."""
    made = rendering.calendar(own(token))
    if not made:
        abort(404)
    answer = Response(made, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "attachment; filename=registration.ics"
    return private(answer)
