"""The registration form on a page: the person's, and the organiser's."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ...events.models import Event
from ...events.phrases import LANGUAGES as SPOKEN
from ...foundation.content import kept
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...people.queries import list_organisation_names
from ...web.pages import viewer_zone
from .. import errors, phrases, rendering
from ..forms import Filled
from ..phrases.invitations import DAY_HOURS
from ..queries.fees import price_now
from ..queries.offer import Offer
from ..rendering import sessions, texts


def attempt(filled: Filled, use_case: Callable[[], Any]) -> Any:
    """Run it; a refusal becomes a sentence beside its field, and None."""
    try:
        return use_case()
    except errors.MembersOnly:
        said = gettext(
            "This category is for people of member organisations: "
            "choose the organisation in the list, or another category."
        )
        filled.refuse("organisation", said)
    except errors.UnknownCategory:
        filled.refuse("category", gettext("Choose a category."))
    except errors.UnknownPart:
        filled.refuse("parts", gettext("This category gives access to the general meeting only."))
    except (errors.NoSession, errors.SessionsOverlap) as refusal:
        filled.refuse("parts", sessions.refused(filled.event, refusal))
    except errors.AmountTooLow as refusal:
        filled.refuse("amount", gettext("The least is %(price)s.", price=rendering.price(refusal.least)))
    except errors.PlaceTaken:
        filled.refuse("category", gettext("This category is full: nothing was changed."))
    except errors.RegistrationClosed as refusal:
        filled.refuse("name", str(phrases.CLOSED[refusal.state]))
    return None


def page(filled: Filled, template: str, **more: Any) -> ResponseReturnValue:
    """The form with what was written, and 422 when something of it is wrong."""
    wrong = filled.errors
    full = rendering.full(filled.event, filled.categories)
    fields = fields_of(filled, full)
    form_key = filled.form.form_key.data or ""
    given = {"event": filled.event, "fields": fields, "form_key": form_key, "wrong": wrong, "by_hand": filled.by_hand}
    shown = render_template(template, **given, **_looking(filled.event), **more)
    return private(make_response(shown, 422 if wrong else 200))


def fresh_page(offer: Offer, slug: str, template: str) -> ResponseReturnValue:
    """The form that nobody has written in: its fields are the same for all who read it, until something is full."""
    full = rendering.full(offer.event, offer.offered)
    if offer.event.kind == "series":  # what is left of each session, and what one looks for, are of this moment
        return _fresh_series(offer, slug, template)

    def load(_session: object) -> Markup:
        filled = Filled(offer)
        _preselect(filled, slug)
        return fields_of(filled, full)

    prices = tuple(price_now(row, offer.event.zone) for row in offer.offered)
    fields = kept(("form", slug, current_language(), viewer_zone(), full, prices), load)
    key = secrets.token_urlsafe(16)
    given = {"event": offer.event, "slug": slug, "fields": fields, "form_key": key, "wrong": []}
    return private(make_response(render_template(template, later=True, fresh=True, **given)))


def _fresh_series(offer: Offer, slug: str, template: str) -> ResponseReturnValue:
    filled = Filled(offer)
    _preselect(filled, slug)
    return page(filled, template, slug=slug, later=True, fresh=True)


def _looking(event: Event) -> dict[str, Any]:
    """What the page of a series needs to look for sessions; nothing for other events."""
    if event.kind != "series":
        return {}
    return {"looked_for": sessions.looked_for(request.args), "spoken_words": SPOKEN, "hour_words": DAY_HOURS}


def _sessions(filled: Filled) -> list[sessions.Session]:
    chosen = filled.form.parts.data or []
    zone = None if filled.by_hand else viewer_zone()
    return sessions.rows(filled.event, chosen, zone, sessions.looked_for(request.args))


def fields_of(filled: Filled, full: frozenset[str]) -> Markup:
    """What the form asks, without what belongs to one visitor."""
    return Markup(
        render_template(
            "registration/_fields.html",
            event=filled.event,
            filled=filled,
            form=filled.form,
            organisations=list_organisation_names(),
            full=full,
            terms=texts.terms(filled.priced, filled.texts) if filled.shows_contract else [],
            notes=texts.consent_notes(filled.texts),
            texts_shown=texts.carried(filled.texts),
            show=rendering,
            titles=texts.TEXTS,
            sessions=_sessions(filled) if filled.event.kind == "series" else [],
            zone=None if filled.by_hand else viewer_zone(),
        )
    )


def _preselect(filled: Filled, slug: str) -> None:
    """The address of a part that can be chosen alone (agm-2020) ticks it, and the category that is for it."""
    part = next((part for part in filled.event.parts if part.slug == slug != filled.event.slug), None)
    if part:
        filled.form.parts.data = [str(part.id)]
        alone = next((row.key for row in filled.categories if row.agm_only), None)
        filled.form.category.data = alone if part.alone and alone else filled.form.category.data
