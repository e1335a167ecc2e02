"""The letter that leads back to a form that was kept."""

from typing import Any

from ...foundation.database import db
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...foundation.links import public_url
from ...foundation.outbox import Letter, composer
from .. import rendering
from ..models import Draft as KeptForm
from ..queries.drafts import draft_token, secret_in_letter
from ..rendering import spoken
from . import Draft, letter_about


@composer("registration.draft", lazy_gettext("Go on with your form"))
def kept(facts: dict[str, Any]) -> Letter:
    """Go on where you stopped. LookupError when the form has been sent, or the letter has gone: its key is not kept."""
    row = db.session.get(KeptForm, facts.get("draft", 0))
    secret = secret_in_letter(facts["sealed"]) if row else None
    if row is None or secret is None:
        raise LookupError("there is nothing to go on with")
    title = spoken(row.event.title)
    draft = Draft(
        gettext("Go on with your form: %(event)s", event=title),
        gettext("Go on with your form"),
        [
            gettext('You began to fill in the registration form for "%(event)s" and kept it for later.', event=title),
            gettext(
                "This link opens it on any device until %(day)s. Nothing is sent until you send it.",
                day=rendering.day(row.expires_at, row.event),
            ),
        ],
        button=gettext("Go on with my form"),
        url=public_url("registration.public.draft", lang=current_language(), token=draft_token(secret)),
        closing=[
            gettext("Keep this link to yourself: without it nobody can read what you wrote, not even the organisers."),
            gettext("If it was not you, you can ignore this e-mail."),
        ],
    )
    return letter_about(row.event, draft, secret=True)
