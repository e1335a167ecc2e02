"""Letters that tell how to join, and that bring certificates; each in its person's language."""

from typing import Any

from flask import render_template

from ..foundation.database import db
from ..foundation.hours import moment
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from ..questions.queries.fields import spoken
from ..registration.models import Registration
from ..registration.queries import token
from .models import JoiningLink
from .queries import sessions
from .queries.joining import hours, ways_of


@composer("attendance.certificate", lazy_gettext("Certificate of participation"))
def certificate(facts: dict[str, Any]) -> Letter:
    """LookupError when it certifies no longer."""
    row = sessions.find_certificate(facts["code"])
    if row is None or row.revoked_at is not None:
        raise LookupError("the certificate was revoked")
    title = spoken(row.event.title)
    subject = gettext("Your certificate: %(event)s", event=title)
    paragraphs = [
        gettext('Thank you for taking part in "%(event)s".', event=title),
        gettext("Your certificate of participation is at this address, to read, print or pass on."),
    ]
    url = public_url("attendance.public.certificate", lang=current_language(), code=row.code)
    return _letter(subject, paragraphs, url, gettext("See my certificate"))


@composer("attendance.joining", lazy_gettext("How to join online"))
def joining(facts: dict[str, Any]) -> Letter:
    """LookupError when the person may not join any more, or the session has no address."""
    person, link = db.session.get(Registration, facts["registration"]), db.session.get(JoiningLink, facts["link"])
    ways = ways_of(person) if person is not None and link is not None else []
    way = next((way for way in ways if way.link.id == facts["link"] and way.state in ("early", "open")), None)
    if person is None or way is None or way.opens is None:
        raise LookupError("there is nothing to join")
    part, event = way.link.part, way.link.event
    title = spoken(part.title if part else event.title)
    starts = hours(way.link)[0] or way.opens
    zone = part.zone if part else event.zone
    paragraphs = [
        gettext('"%(title)s" begins on %(time)s.', title=title, time=moment(starts, zone)),
        gettext("One can join from %(time)s on.", time=moment(way.opens, zone)),
        gettext("This way is yours alone: that you went there is written down as your presence."),
    ]
    url = public_url("attendance.public.own_ways", lang=current_language(), token=token(person))
    return _letter(gettext("How to join: %(title)s", title=title), paragraphs, url, gettext("Join online"), secret=True)


def _letter(subject: str, paragraphs: list[str], url: str, action: str, *, secret: bool = False) -> Letter:
    house = setting("ORGANISATION_" + current_language().upper())
    given = {"heading": subject, "paragraphs": paragraphs, "url": url, "action": action, "house": house}
    html = render_template("attendance/mail/letter.html", **given)
    return Letter(subject, render_template("attendance/mail/letter.txt", **given), html, secret=secret)
