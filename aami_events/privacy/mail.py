"""Letters about a request, each in its person's language."""

from typing import Any

from flask import render_template

from ..foundation.database import db
from ..foundation.dates import format_date
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from . import queries
from .models import PrivacyRequest
from .rules import deadline


def _letter(subject: str, paragraphs: list[str], *, url: str = "", button: str = "", quote: str = "") -> Letter:
    given = {
        "heading": subject,
        "paragraphs": paragraphs,
        "url": url,
        "button": button,
        "quote": quote,
        "officer": (setting("PRIVACY_OFFICER_NAME"), setting("PRIVACY_OFFICER_EMAIL")),
        "house": setting("ORGANISATION_" + current_language().upper()),
    }
    html = render_template("privacy/mail/letter.html", **given)
    return Letter(subject, render_template("privacy/mail/letter.txt", **given), html)


@composer("privacy.asked", lazy_gettext("Your request to be erased"))
def asked(facts: dict[str, Any]) -> Letter:
    """Somebody asked for this person's erasure."""
    request = db.session.get_one(PrivacyRequest, facts["request"])
    until = format_date(deadline(request.asked_at).date(), current_language())
    return _letter(
        gettext("Your request to be erased"),
        [
            gettext("We received a request to erase the personal information that we keep about you."),
            gettext("Confirm it, so that we know it comes from you. You can also withdraw it until it is done."),
            gettext("We will answer you by %(date)s at the latest.", date=until),
        ],
        url=public_url("privacy.public.request_page", lang=current_language(), token=queries.token(request.id)),
        button=gettext("Confirm or withdraw my request"),
    )


@composer("privacy.erased", lazy_gettext("Your personal information was erased"))
def erased(_facts: dict[str, Any]) -> Letter:
    """It is done."""
    return _letter(
        gettext("Your personal information was erased"),
        [
            gettext("As you asked, we erased what we kept about you. Your links and ticket codes no longer work."),
            gettext("Safety copies made before may still hold it until they are replaced in their turn."),
            gettext("We delete this e-mail, and your address with it, as soon as it is sent."),
        ],
    )


@composer("privacy.refused", lazy_gettext("We cannot erase your personal information"))
def refused(facts: dict[str, Any]) -> Letter:
    """It is not done, and why."""
    request = db.session.get_one(PrivacyRequest, facts["request"])
    return _letter(
        gettext("We cannot erase your personal information"),
        [gettext("You asked us to erase what we keep about you. Here is why we cannot do so:")],
        quote=request.reason,
    )
