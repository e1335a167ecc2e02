"""Letters about proposals, each in its person's language, each with the link of their own page."""

from typing import Any

from flask import render_template

from ..events.models import Event
from ..foundation.database import db
from ..foundation.hours import moment
from ..foundation.i18n import current_language, gettext, lazy_gettext
from ..foundation.links import public_url
from ..foundation.outbox import Letter, composer
from ..foundation.settings import setting
from . import queries, rendering
from .models import Proposal, Speaker


def _letter(facts: dict[str, Any], subject: str, paragraphs: list[str], button: str) -> Letter:
    """LookupError when the link has ended."""
    speaker = db.session.get_one(Speaker, facts["speaker"])
    if speaker.link_version != facts["version"]:
        raise LookupError("this link was replaced")
    event, row = _about(facts) if "proposal" in facts else (db.session.get_one(Event, speaker.event_id), None)
    url = public_url("proposals.public.own", lang=current_language(), token=queries.token(speaker))
    given = {
        "heading": subject,
        "paragraphs": paragraphs,
        "facts": [(gettext("Title"), rendering.titled(row)), *rendering.facts(row)] if row else [],
        "url": url,
        "button": button,
        "house": setting("ORGANISATION_" + current_language().upper()),
    }
    return Letter(
        f"{subject} – {rendering.said(event.title)}",
        render_template("proposals/mail/letter.txt", **given),
        render_template("proposals/mail/letter.html", **given),
        secret=True,
    )


def _about(facts: dict[str, Any]) -> tuple[Event, Proposal]:
    speaker = db.session.get_one(Speaker, facts["speaker"])
    row = queries.find_proposal(speaker.event_id, facts["proposal"])
    if row is None:
        raise LookupError("this proposal is not there any more")
    return db.session.get_one(Event, speaker.event_id), row


def _not_you() -> str:
    return gettext("If you did not write this, open the page and withdraw it: only you have its link.")


@composer("proposals.received", lazy_gettext("We have your proposal"))
def received(facts: dict[str, Any]) -> Letter:
    """It was sent."""
    paragraphs = [
        gettext("Thank you: we have your proposal. Until the deadline you can change it or withdraw it on your page."),
        _not_you(),
    ]
    return _letter(facts, gettext("We have your proposal"), paragraphs, gettext("Open my page"))


@composer("proposals.kept", lazy_gettext("Your draft is kept"))
def kept(facts: dict[str, Any]) -> Letter:
    """It was kept as a draft."""
    paragraphs = [
        gettext("Your draft is kept. Nobody reads it until you send it: go on with it before the deadline."),
        _not_you(),
    ]
    return _letter(facts, gettext("Your draft is kept"), paragraphs, gettext("Go on with my draft"))


@composer("proposals.invited", lazy_gettext("Do you take part?"))
def invited(facts: dict[str, Any]) -> Letter:
    """Somebody named them."""
    _event, row = _about(facts)
    first = row.speakers[0].speaker.name
    paragraphs = [
        gettext("%(name)s has named you among those who take part in this proposal.", name=first),
        gettext("On your page, say whether you do, and write what should be known of you."),
    ]
    return _letter(facts, gettext("Do you take part?"), paragraphs, gettext("Answer"))


@composer("proposals.link", lazy_gettext("Your proposals"))
def link(facts: dict[str, Any]) -> Letter:
    """They asked where their page is."""
    paragraphs = [gettext("Here is the link of the page with all your proposals.")]
    return _letter(facts, gettext("Your proposals"), paragraphs, gettext("Open my page"))


@composer("proposals.late", lazy_gettext("You may still propose"))
def late(facts: dict[str, Any]) -> Letter:
    """They may be late. LookupError when they may no longer."""
    speaker = db.session.get_one(Speaker, facts["speaker"])
    if speaker.late_until is None:
        raise LookupError("nobody may be late any more")
    until = moment(speaker.late_until, db.session.get_one(Event, speaker.event_id).zone)
    paragraphs = [
        gettext("You may still propose something for the programme, until %(moment)s.", moment=until),
        gettext("This link is yours: please do not pass it on."),
    ]
    return _letter(facts, gettext("You may still propose"), paragraphs, gettext("Write my proposal"))


@composer("proposals.accepted", lazy_gettext("Your proposal is accepted"))
def accepted(facts: dict[str, Any]) -> Letter:
    """Good news."""
    paragraphs = [
        gettext("We are glad to tell you that this proposal is part of the programme."),
        gettext(
            "Please confirm on your page that you come, when you cannot be there, and whether you may be recorded."
        ),
    ]
    return _letter(facts, gettext("Your proposal is accepted"), paragraphs, gettext("Confirm"))


@composer("proposals.standby", lazy_gettext("Your proposal is on standby"))
def standby(facts: dict[str, Any]) -> Letter:
    """Perhaps."""
    paragraphs = [
        gettext("This proposal is on standby: we would like to have it, and have no place for it yet."),
        gettext("We write to you as soon as one opens up. You can withdraw it on your page at any time."),
    ]
    return _letter(facts, gettext("Your proposal is on standby"), paragraphs, gettext("Open my page"))


@composer("proposals.declined", lazy_gettext("About your proposal"))
def declined(facts: dict[str, Any]) -> Letter:
    """With thanks."""
    paragraphs = [
        gettext("Thank you for this proposal. We could not take all that we would have liked to, and not this one."),
        gettext("It was read with care. We hope to meet you at the event, and to read you again."),
    ]
    return _letter(facts, gettext("About your proposal"), paragraphs, gettext("Open my page"))


@composer("proposals.fee", lazy_gettext("Your artist fee"))
def fee(facts: dict[str, Any]) -> Letter:
    """What the artist fee is now. LookupError when none is agreed on any more."""
    _event, row = _about(facts)
    if row.fee_agreed_cents is None:
        raise LookupError("no fee is agreed on any more")
    amount = rendering.money(row.fee_agreed_cents)
    paragraphs = [
        gettext("The artist fee for this proposal is %(amount)s.", amount=amount),
        gettext("If this is not what we agreed on, please answer this e-mail."),
    ]
    return _letter(facts, gettext("Your artist fee"), paragraphs, gettext("Open my page"))
