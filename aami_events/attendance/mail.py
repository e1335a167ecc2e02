"""The letter that brings a certificate, in its person's language."""

from typing import Any

from flask import render_template

from ..foundation.i18n import current_language, gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from ..questions.queries.fields import spoken
from .queries import sessions


@composer("attendance.certificate")
def certificate(facts: dict[str, Any]) -> Letter:
    """LookupError when it certifies no longer."""
    row = sessions.find_certificate(facts["code"])
    if row is None or row.revoked_at is not None:
        raise LookupError("the certificate was revoked")
    title = spoken(row.event.title)
    subject = gettext("Your certificate: %(event)s", event=title)
    given = {
        "heading": subject,
        "paragraphs": [
            gettext('Thank you for taking part in "%(event)s".', event=title),
            gettext("Your certificate of participation is at this address, to read, print or pass on."),
        ],
        "url": public_url("attendance.public.certificate", lang=current_language(), code=row.code),
        "house": setting("ORGANISATION_" + current_language().upper()),
    }
    html = render_template("attendance/mail/certificate.html", **given)
    return Letter(subject, render_template("attendance/mail/certificate.txt", **given), html)
