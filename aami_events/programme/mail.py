"""Letters of a release, each in its person's language: what it does to the sessions that concern them."""

from typing import Any

from flask import render_template
from sqlalchemy import select

from ..events.models import Event
from ..foundation.database import db
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from .models import Release
from .queries.releases import released, with_sessions
from .rendering import said
from .rendering.released import Told, changes
from .rules.release import difference


def _changes(facts: dict[str, Any]) -> tuple[Event, Release, list[Told]]:
    """The event, its version, and what it changed of these sessions."""
    release = with_sessions(facts["release"])
    before = select(Release.id).where(Release.event_id == release.event_id, Release.number == release.number - 1)
    number = db.session.scalar(before)
    rows = difference(released(with_sessions(number)) if number else [], released(release))
    mine = changes(row for row in rows if row.id in facts["sessions"])
    return db.session.get_one(Event, release.event_id), release, mine


def _letter(facts: dict[str, Any], subject: str, paragraphs: list[str]) -> Letter:
    event, release, mine = _changes(facts)
    given = {
        "heading": subject,
        "paragraphs": paragraphs,
        "changes": mine,
        "note": said(release.note),
        "url": public_url("programme.public.show", lang=current_language(), slug=event.slug),
        "house": setting("ORGANISATION_" + current_language().upper()),
    }
    html = render_template("programme/mail/release.html", **given)
    return Letter(subject, render_template("programme/mail/release.txt", **given), html)


def _title(facts: dict[str, Any]) -> str:
    release = db.session.get_one(Release, facts["release"])
    return said(db.session.get_one(Event, release.event_id).title)


@composer("programme.speaker", lazy_gettext("Your sessions"))
def speaker(facts: dict[str, Any]) -> Letter:
    """To somebody who speaks."""
    title = _title(facts)
    return _letter(
        facts,
        gettext("Your sessions: %(event)s", event=title),
        [
            gettext(
                'The programme of "%(event)s" was published or has changed. Here is what concerns you:', event=title
            ),
            gettext("If something does not suit you, reply to this e-mail as soon as you can."),
        ],
    )


@composer("programme.registered", lazy_gettext("The programme has changed"))
def registered(facts: dict[str, Any]) -> Letter:
    """To somebody who registered for an activity that moved, was cancelled, or takes place after all."""
    title = _title(facts)
    return _letter(
        facts,
        gettext("The programme has changed: %(event)s", event=title),
        [gettext('You are registered for "%(event)s". Here is what has changed in what you chose:', event=title)],
    )
