"""The one letter of sign-in."""

from typing import Any

from flask import render_template

from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from .queries import sign_in_token


@composer("people.sign_in_link", lazy_gettext("Your link to sign in"))
def sign_in_link(facts: dict[str, Any]) -> Letter:
    """The letter that carries a one-time link."""
    url = public_url("people.public.open_link", lang=current_language(), token=sign_in_token(facts["link"]))
    house = setting("ORGANISATION_" + current_language().upper())
    given = {"url": url, "minutes": facts["minutes"], "house": house}
    return Letter(
        gettext("Your link to sign in"),
        render_template("people/mail/sign_in_link.txt", **given),
        render_template("people/mail/sign_in_link.html", **given),
    )
