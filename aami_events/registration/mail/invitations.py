"""Letters about an invitation, each in its person's language."""

from typing import Any

from ...events.models import Event
from ...foundation.database import db
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...foundation.outbox import Letter, composer
from ...foundation.settings import setting
from ..models import Invitation
from ..queries.offer import get_offer
from ..rendering import event_facts, invitations, spoken
from . import Draft, letter_about


def get_invitation(facts: dict[str, Any]) -> Invitation:
    """LookupError for a letter whose link has ended."""
    row = db.session.get_one(Invitation, facts["invitation"])
    if row.link_version != facts["version"]:
        raise LookupError("this invitation went on, or was withdrawn")
    return row


def _facts(row: Invitation) -> list[tuple[str, str]]:
    who = (
        row.name if not row.organisation_name or not invitations.named(row) else f"{row.name}, {row.organisation_name}"
    )
    return [
        (gettext("For"), who),
        *event_facts(get_offer(row.event_id).event),
        (gettext("Invited by"), setting("ORGANISATION_" + current_language().upper())),
        (gettext("Please answer by"), invitations.until(row)),
    ]


def invitation_draft(row: Invitation) -> tuple[Event, Draft]:
    """The event, and a letter that leads to the invitation and says nothing yet."""
    draft = Draft("", "", [], gettext("Open my invitation"), invitations.address(row))
    draft.closing.append(gettext("This link is yours alone: whoever has it can answer for you."))
    return get_offer(row.event_id).event, draft


def _letter(row: Invitation, subject: str, heading: str, paragraphs: list[str]) -> Letter:
    event, draft = invitation_draft(row)
    draft.subject, draft.heading, draft.paragraphs, draft.facts = subject, heading, paragraphs, _facts(row)
    return letter_about(event, draft)


@composer("registration.invitation", lazy_gettext("An invitation"))
def invitation(facts: dict[str, Any]) -> Letter:
    """You are invited; or somebody passes their invitation on to you."""
    row = get_invitation(facts)
    event = get_offer(row.event_id).event
    title, substitute = spoken(event.title), row.replaces_id is not None
    house = setting("ORGANISATION_" + current_language().upper())
    paragraphs = [
        gettext('A colleague has passed their invitation to "%(event)s" on to you.', event=title)
        if substitute
        else gettext('%(house)s invites you to "%(event)s".', house=house, event=title),
        spoken(event.summary),
        gettext("On your invitation's page you can accept, and say what you need, or decline.")
        if substitute
        else gettext(
            "On your invitation's page you can accept, and say what you need; decline; or name somebody in your place."
        ),
    ]
    subject, heading = gettext("Your invitation: %(event)s", event=title), gettext("You are invited")
    return _letter(row, subject, heading, [text for text in paragraphs if text])


@composer("registration.invitation_reminder", lazy_gettext("A reminder of an invitation"))
def reminder(facts: dict[str, Any]) -> Letter:
    """We have not heard from you; LookupError when they have answered meanwhile."""
    row = get_invitation(facts)
    if row.state != "invited":
        raise LookupError("this invitation has been answered")
    title = spoken(get_offer(row.event_id).event.title)
    paragraphs = [
        gettext('We would be glad to have your answer to our invitation to "%(event)s", whatever it is.', event=title),
        gettext("If you cannot come, a refusal helps us too: the place can go to somebody else."),
    ]
    subject, heading = gettext("Will you come? %(event)s", event=title), gettext("Will you come?")
    return _letter(row, subject, heading, paragraphs)


@composer("registration.invitation_passed_on", lazy_gettext("An invitation was passed on"))
def passed_on(facts: dict[str, Any]) -> Letter:
    """To the one in whose place somebody was named."""
    row = db.session.get_one(Invitation, facts["invitation"])
    event = get_offer(row.event_id).event
    title = spoken(event.title)
    draft = Draft(
        gettext("Your invitation was passed on: %(event)s", event=title),
        gettext("Your invitation was passed on"),
        [
            gettext('Somebody was named in your place for "%(event)s", and has their own invitation.', event=title),
            gettext("Your link is no longer valid. If this was not agreed with you, reply to this e-mail."),
        ],
    )
    return letter_about(event, draft)
