"""Letters about a registration, each in its person's language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from ...events.models import Event, Part
from ...foundation.database import db
from ...foundation.hours import hours
from ...foundation.i18n import current_language, gettext, lazy_gettext
from ...foundation.links import public_url
from ...foundation.outbox import Attachment, Letter, composer
from ...foundation.qr import png
from ...foundation.settings import setting
from .. import rendering
from ..models import Group, Registration
from ..phrases import STATES
from ..queries import position
from ..queries.offer import get_offer
from ..rendering import personal_address, price, spoken, texts, until


@dataclass
class Draft:
    """What the common template of these letters is given."""

    subject: str
    heading: str
    paragraphs: list[str]
    button: str = ""
    url: str = ""
    code: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    #: (title, text): what one should have at hand without a page
    sections: list[tuple[str, str]] = field(default_factory=list)
    #: (name, address)
    links: list[tuple[str, str]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)


def letter_of(registration: Registration, draft: Draft, *, ticket: bool = False) -> Letter:
    """The letter about a registration; with its code and calendar file if it is a ticket."""
    event = registration.event
    attachments: list[Attachment] = []
    if ticket:
        attachments.append(Attachment("code.png", "image/png", png(registration.code), inline="ticket"))
        calendar = rendering.calendar(registration)
        if calendar:
            attachments.append(
                Attachment(
                    f"{event.slug}.ics", "text/calendar", calendar, parameters={"method": "PUBLISH", "charset": "utf-8"}
                )
            )
    return letter_about(event, draft, attachments)


def letter_about(event: Event, draft: Draft, attachments: Sequence[Attachment] = (), *, secret: bool = False) -> Letter:
    """The letter about something of an event, on the common template."""
    given = {
        "draft": draft,
        "event": event,
        "event_title": spoken(event.title),
        "house": setting("ORGANISATION_" + current_language().upper()),
        "language": current_language(),
    }
    return Letter(
        draft.subject,
        render_template("registration/mail/letter.txt", **given),
        render_template("registration/mail/letter.html", **given),
        tuple(attachments),
        secret,
    )


def get_registration(facts: dict[str, Any]) -> Registration:
    """LookupError for a letter of the one who handed it on, sent again: its link would be the colleague's."""
    registration = db.session.get_one(Registration, facts["registration"])
    if facts.get("version", registration.link_version) != registration.link_version:
        raise LookupError("this registration was handed on")
    return rendering.furnished(registration)


def chosen(registration: Registration) -> list[tuple[str, str]]:
    """Who comes to what, as a letter says it."""
    rows = [(gettext("Name"), registration.name), (gettext("Category"), spoken(registration.category.name))]
    rows += rendering.event_facts(registration.event)
    names = [spoken(row.part.title) for row in registration.parts if row.state == "confirmed"]
    waiting = [spoken(row.part.title) for row in registration.parts if row.state == "waiting"]
    rows.append((gettext("What you will attend"), " · ".join(names)))
    if waiting and registration.state == "confirmed":
        rows.append((gettext("On the waiting list for"), " · ".join(waiting)))
    if registration.amount_due_cents:
        rows.append((gettext("Amount due, by arrangement"), price(registration.amount_due_cents)))
    return rows


def _texts(registration: Registration, draft: Draft) -> Draft:
    """What to do in an emergency, for who comes in person, and where the code of conduct is."""
    event, written = registration.event, get_offer(registration.event_id).texts
    if registration.mode == "in_person" and "emergency" in written:
        draft.sections.append((str(texts.TEXTS["emergency"]), texts.said(written["emergency"])))
    draft.links += texts.links(written, event.slug, ("code_of_conduct", "care_protocol"))
    return draft


def own_page(registration: Registration, draft: Draft) -> Draft:
    """Lead to the person's own page, or to that of the contact who gets their letters."""
    group = registration.group
    if group and not registration.has_own_address:
        draft.url, draft.button = rendering.group_address(group), gettext("Open the people you registered")
        return draft
    draft.url = personal_address(registration)
    draft.button = draft.button or gettext("Open my registration")
    draft.closing.append(gettext("Keep this link to yourself: anyone who has it can see and change your registration."))
    return draft


@composer("registration.confirmed", lazy_gettext("Your place is confirmed"))
def confirmed(facts: dict[str, Any]) -> Letter:
    """You have a place."""
    registration = get_registration(facts)
    title = spoken(registration.event.title)
    draft = Draft(
        gettext("Your place is confirmed: %(event)s", event=title),
        gettext("Your place is confirmed"),
        [gettext('Thank you for registering for "%(event)s". We look forward to seeing you.', event=title)],
        code=registration.code,
        facts=chosen(registration),
    )
    return letter_of(registration, _texts(registration, own_page(registration, draft)), ticket=True)


@composer("registration.changed", lazy_gettext("Your registration was changed"))
def changed(facts: dict[str, Any]) -> Letter:
    """What you changed."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("Your registration was changed: %(event)s", event=spoken(registration.event.title)),
        gettext("Your registration was changed"),
        [gettext("Here is what it says now.")],
        code=registration.code if registration.state == "confirmed" else "",
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft), ticket=registration.state == "confirmed")


@composer("registration.waiting", lazy_gettext("You are on the waiting list"))
def waiting(facts: dict[str, Any]) -> Letter:
    """You are in the queue, at this place."""
    registration = get_registration(facts)
    number = position(registration) if registration.state == "waiting" else 1
    draft = Draft(
        gettext("You are on the waiting list: %(event)s", event=spoken(registration.event.title)),
        gettext("You are on the waiting list"),
        [
            gettext(
                "All places in this category are taken. You are number %(number)s on its waiting list.", number=number
            ),
            gettext("When a place opens up, we will e-mail you and hold it for you for a while."),
        ],
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft))


@composer("registration.access", lazy_gettext("An answer about your access needs"))
def access(facts: dict[str, Any]) -> Letter:
    """Something was answered or arranged; what, only the person's page says."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("An answer about your access needs: %(event)s", event=spoken(registration.event.title)),
        gettext("An answer about your access needs"),
        [gettext("The access coordinator has answered. You find the answer on your own page.")],
    )
    return letter_of(registration, own_page(registration, draft))


@composer("registration.guest", lazy_gettext("You are registered"))
def guest(facts: dict[str, Any]) -> Letter:
    """Your contact registered you: say what only you can say."""
    registration = get_registration(facts)
    title, contact = spoken(registration.event.title), registration.group.contact_name if registration.group else ""
    draft = Draft(
        gettext("You are registered: %(event)s", event=title),
        gettext("You are registered"),
        [
            gettext('%(contact)s registered you for "%(event)s".', contact=contact, event=title),
            gettext("There is a part that only you can say: what you need in order to take part, what you agree to."),
        ],
        button=gettext("Complete my part"),
        code=registration.code if registration.state == "confirmed" else "",
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft), ticket=registration.state == "confirmed")


@composer("registration.group", lazy_gettext("The people you registered"))
def group_summary(facts: dict[str, Any]) -> Letter:
    """To the contact: how everyone stands."""
    group = db.session.get_one(Group, facts["group"])
    title = spoken(group.event.title)
    draft = Draft(
        gettext("The people you registered: %(event)s", event=title),
        gettext("The people you registered"),
        [
            gettext("Those with an e-mail address of their own have been written to."),
            gettext("For the others, you find on your page a link to hand to each of them."),
        ],
        button=gettext("Open the people you registered"),
        url=rendering.group_address(group),
        facts=[(guest.name, str(STATES[guest.state])) for guest in group.guests],
        closing=[gettext("Keep this link to yourself: anyone who has it can cancel these registrations.")],
    )
    return letter_about(group.event, draft)


@composer("registration.offered", lazy_gettext("A place has opened up for you"))
def offered(facts: dict[str, Any]) -> Letter:
    """A place is free and held for you until then."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("A place has opened up for you: %(event)s", event=spoken(registration.event.title)),
        gettext("A place has opened up for you"),
        [
            gettext(
                "We hold it for you until %(time)s. After that it goes to the next person.", time=until(registration)
            )
        ],
        button=gettext("Accept or decline the place"),
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft))


@composer("registration.offer_expired", lazy_gettext("The place went to the next person"))
def offer_expired(facts: dict[str, Any]) -> Letter:
    """The place went on."""
    registration = get_registration(facts)
    title = spoken(registration.event.title)
    draft = Draft(
        gettext("The place went to the next person: %(event)s", event=title),
        gettext("The place went to the next person"),
        [gettext("We held a place for you and did not hear from you in time. You can register again at any time.")],
        button=gettext("See the event"),
        url=public_url("events.public.show", lang=current_language(), slug=registration.event.slug),
    )
    return letter_of(registration, draft)


@composer("registration.part_confirmed", lazy_gettext("You have a place"))
def part_confirmed(facts: dict[str, Any]) -> Letter:
    """A place in a part that you waited for is yours."""
    registration, part = get_registration(facts), db.session.get_one(Part, facts["part"])
    span = hours(part.starts, part.ends, part.zone, None)
    title = spoken(part.title)
    draft = Draft(
        gettext("You have a place: %(part)s", part=title),
        gettext("You have a place"),
        [
            gettext('A place has opened up in "%(part)s", and it is yours.', part=title),
            gettext("If you no longer want it, remove it from your registration so that the next person can come."),
        ],
        facts=[(gettext("When"), span.there if span else "")],
    )
    return letter_of(registration, own_page(registration, draft), ticket=True)


@composer("registration.cancelled", lazy_gettext("Your registration is cancelled"))
def cancelled(facts: dict[str, Any]) -> Letter:
    """Your registration is cancelled."""
    registration = get_registration(facts)
    title = spoken(registration.event.title)
    draft = Draft(
        gettext("Your registration is cancelled: %(event)s", event=title),
        gettext("Your registration is cancelled"),
        [gettext('You are no longer registered for "%(event)s". Your ticket code is no longer valid.', event=title)],
    )
    if registration.supports_id is not None:
        draft.paragraphs.append(gettext("You were to come as a support person."))
    return letter_of(registration, draft)


@composer("registration.repeated", lazy_gettext("You are already registered"))
def repeated(facts: dict[str, Any]) -> Letter:
    """Somebody filled in the form again for someone who is registered."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("You are already registered: %(event)s", event=spoken(registration.event.title)),
        gettext("You are already registered"),
        [
            gettext("The form was filled in again with your name and address. Nothing was changed."),
            gettext("To change something, open your registration."),
        ],
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft))


@composer("registration.transferred", lazy_gettext("A place was transferred to you"))
def transferred(facts: dict[str, Any]) -> Letter:
    """A colleague handed you their place."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("A place was transferred to you: %(event)s", event=spoken(registration.event.title)),
        gettext("A place was transferred to you"),
        [
            gettext(
                "A colleague transferred their registration to you. "
                "Open it to tell us what you need and what you agree to."
            )
        ],
        code=registration.code if registration.state == "confirmed" else "",
        facts=chosen(registration),
    )
    return letter_of(registration, own_page(registration, draft), ticket=registration.state == "confirmed")


@composer("registration.handed_on", lazy_gettext("Your registration was transferred"))
def handed_on(facts: dict[str, Any]) -> Letter:
    """To the one who handed it on."""
    registration = get_registration(facts)
    title = spoken(registration.event.title)
    draft = Draft(
        gettext("Your registration was transferred: %(event)s", event=title),
        gettext("Your registration was transferred"),
        [
            gettext(
                'Your place at "%(event)s" now belongs to your colleague. '
                "Your own link is no longer valid, and what you wrote was erased.",
                event=title,
            )
        ],
    )
    return letter_of(registration, draft)


@composer("registration.address_changed", lazy_gettext("The address of your registration was changed"))
def address_changed(facts: dict[str, Any]) -> Letter:
    """To the address that a registration leaves."""
    registration = get_registration(facts)
    draft = Draft(
        gettext("The address of your registration was changed: %(event)s", event=spoken(registration.event.title)),
        gettext("The address of your registration was changed"),
        [gettext("E-mails about it now go to another address. If you did not make this change, reply to this e-mail.")],
    )
    return letter_of(registration, draft)
