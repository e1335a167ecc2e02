"""Letters about what has changed in an event, to those whom it concerns."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...events.models import EventNotice
from ...events.phrases import WHAT
from ...events.queries.telling import changes_for, get_notice
from ...foundation import markdown
from ...foundation.bilingual import Bilingual
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...foundation.outbox import Attachment, Letter, composer
from ...foundation.typography import typeset
from .. import rendering
from ..rendering import spoken
from . import Draft, get_registration, letter_about, own_page
from .invitations import get_invitation, invitation_draft


@composer("registration.event_changed", lazy_gettext("A change of the event"))
def event_changed(facts: dict[str, Any]) -> Letter:
    """What is no longer as they know it; with a calendar file that replaces the one they have."""
    registration, notice = get_registration(facts), get_notice(facts["notice"])
    if registration.state == "cancelled":
        raise LookupError("this registration was cancelled")
    draft = _draft(notice, spoken(registration.event.title), [row.part_id for row in registration.parts])
    own_page(registration, draft)
    attachments = []
    if registration.state == "confirmed" and (calendar := rendering.calendar(registration)):
        given = {"method": "PUBLISH", "charset": "utf-8"}
        attachments.append(Attachment(f"{registration.event.slug}.ics", "text/calendar", calendar, parameters=given))
    return letter_about(registration.event, draft, attachments)


@composer("registration.invitation_event_changed", lazy_gettext("A change of the event, to those invited"))
def invitation_event_changed(facts: dict[str, Any]) -> Letter:
    """The same to somebody who has not answered their invitation. LookupError when they have."""
    row, notice = get_invitation(facts), get_notice(facts["notice"])
    if row.state != "invited":
        raise LookupError("this invitation has been answered")
    event, draft = invitation_draft(row)
    told = _draft(notice, spoken(event.title), [])
    draft.subject, draft.heading, draft.paragraphs, draft.facts = (
        told.subject,
        told.heading,
        told.paragraphs,
        told.facts,
    )
    return letter_about(event, draft)


def _draft(notice: EventNotice, title: str, parts: Sequence[int]) -> Draft:
    rows = changes_for(notice, parts)
    state = next((row.after for row in rows if row.what == "state"), "")
    subject, heading, first = _words(state, title)
    language, said = current_language(), notice.message
    paragraphs = [first, *(typeset(markdown.plain(said.get(language)), language).split("\n\n") if said else [])]
    changed = [
        (_label(row.what, row.title), f"{_side(row.before)} → {_side(row.after)}")
        for row in rows
        if row.what != "state"
    ]
    draft = Draft(subject, heading, paragraphs, facts=changed)
    if state in ("", "on"):
        draft.closing.append(gettext("If this no longer suits you, you can cancel or change it on your own page."))
    return draft


def _words(state: str, title: str) -> tuple[str, str, str]:
    """(subject, heading, first sentence)"""
    match state:
        case "cancelled":
            return (
                gettext("Cancelled: %(event)s", event=title),
                gettext("The event is cancelled"),
                gettext('"%(event)s" does not take place. You need do nothing.', event=title),
            )
        case "postponed":
            return (
                gettext("Postponed: %(event)s", event=title),
                gettext("The event is postponed"),
                gettext('"%(event)s" does not take place on the days announced. We will write to you.', event=title),
            )
        case "on":
            return (
                gettext("Takes place after all: %(event)s", event=title),
                gettext("The event takes place after all"),
                gettext('"%(event)s" takes place. What you chose is kept for you.', event=title),
            )
    return (
        gettext("What has changed: %(event)s", event=title),
        gettext("What has changed"),
        gettext('Here is what has changed in "%(event)s".', event=title),
    )


def _label(what: str, title: Mapping[str, str] | None) -> str:
    label = str(WHAT[what])
    if not title:
        return label
    return gettext("%(label)s: %(message)s", label=_side(title), message=label)


def _side(words: Mapping[str, str]) -> str:
    return spoken(Bilingual(words)) or "–"
