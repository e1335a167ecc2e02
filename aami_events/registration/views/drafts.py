"""A long form is kept and continued on another device."""

import secrets
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.queries import registration_state
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...foundation.limits import LINK_BY_MAIL, limiter, posts_only
from ...people.queries import list_organisation_names
from ...web import faults
from ...web.access import public, visible
from .. import errors, phrases, rendering, service
from ..forms import Filled
from ..forms.drafts import address_is_whole, given_again, written
from ..forms.groups import GroupFilled
from ..queries.drafts import Opened, draft_token, offered_now, open_draft, secret_of
from ..queries.offer import Offer, get_offer, offer_of
from ..rendering.drafts import changes
from ..rules.drafts import offer_changes
from .form import page


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the public door."""
    rule, posts = blueprint.add_url_rule, ["POST"]
    rule("/events/<slug>/register/later", view_func=keep, methods=posts)
    rule("/events/<slug>/register-group/later", view_func=keep_group, methods=posts)
    rule("/drafts/<token>", view_func=draft)


@public
@limiter.limit(LINK_BY_MAIL, exempt_when=posts_only)
def keep(slug: str) -> ResponseReturnValue:
    """Keep what somebody wrote, and write to them where it is."""
    return _keep(slug, "person")


@public
@limiter.limit(LINK_BY_MAIL, exempt_when=posts_only)
def keep_group(slug: str) -> ResponseReturnValue:
    """The same for the form of a contact."""
    return _keep(slug, "group")


def _filled(kind: str, offer: Offer, given: Any = None) -> Any:
    return Filled(offer, given=given) if kind == "person" else GroupFilled(offer, given=given)


def _keep(slug: str, kind: str) -> ResponseReturnValue:
    offer = offer_of(slug)
    event = visible(offer.event if offer else None)
    state = registration_state(event)
    if offer is None or state != "open":
        return render_template("registration/public/closed.html", event=event, sentence=phrases.CLOSED[state]), 403
    filled = _filled(kind, offer)
    if not address_is_whole(filled.form):
        return form_page(kind, filled, slug)
    earlier = secret_of(request.form.get("draft", ""))
    key, address = filled.form.form_key.data or secrets.token_urlsafe(16), filled.form.email.data
    said = written(kind, offer, key)
    try:
        secret = service.keep_draft(event.id, kind, address, current_language(), said, form_key=key, secret=earlier)
    except errors.DraftTooLarge:
        return faults.page(413)
    told = gettext("Kept. The link to continue, here or on another device, is on its way to %(to)s.", to=address)
    flash(told, "good")
    return redirect(url_for(".draft", token=draft_token(secret)))


@public
def draft(token: str) -> ResponseReturnValue:
    """The form as it was kept, and what has changed since."""
    opened = open_draft(token)
    if opened is None:
        sentence = gettext("This form was sent, replaced by a newer one, or kept for more than 30 days.")
        return private(make_response(*faults.page(410, gettext("There is nothing to go on with here"), sentence)))
    offer = get_offer(opened.draft.event_id)
    state = registration_state(offer.event)
    if state != "open":
        shown = render_template("registration/public/closed.html", event=offer.event, sentence=phrases.CLOSED[state])
        return private(make_response(shown, 403))
    return _opened_page(opened, offer, token)


def _opened_page(opened: Opened, offer: Offer, token: str) -> ResponseReturnValue:
    kind, fields = opened.draft.kind, opened.written.fields
    filled = _filled(kind, offer, given_again(fields))
    changed = changes(offer, offer_changes(opened.written.offered, offered_now(offer), fields))
    until = rendering.day(opened.draft.expires_at, offer.event)
    return form_page(kind, filled, offer.event.slug, draft=token, changed=changed, kept_until=until)


def form_page(kind: str, filled: Any, slug: str, **more: Any) -> ResponseReturnValue:
    """The form of a person or of a contact, with what was written."""
    more = {"draft": request.form.get("draft", "")[:400], "slug": slug, **more}
    if kind == "person":
        return page(filled, "registration/public/register.html", later=True, **more)
    shown = render_template(
        "registration/public/group_form.html",
        event=filled.event,
        filled=filled,
        form=filled.form,
        organisations=list_organisation_names(),
        wrong=filled.errors,
        **more,
    )
    return private(make_response(shown, 422 if filled.errors else 200))
