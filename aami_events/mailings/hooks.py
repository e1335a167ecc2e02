"""Letters to many in the cockpit, among texts, and in the personal-data register."""

from collections.abc import Collection

from flask import url_for
from sqlalchemy import select

from ..events.queries import list_by_ids
from ..foundation.database import db
from ..foundation.i18n import gettext, lazy_gettext, ngettext
from ..foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    Record,
    event_clonable,
    event_cloned,
    event_panels,
    event_shifted,
    personal_data,
    registration_changed,
)
from ..web.access import can
from . import mail, queries, service  # noqa: F401  mail registers its letters
from .models import MailingRefusal

event_cloned.hear(service.copy_mailings)
event_shifted.hear(service.shift_mailings)


@registration_changed.hear
def handed_on(registration_id: int, deed: str) -> None:
    """A colleague who takes a place over gets what still goes to latecomers."""
    if deed == "registration.transferred":
        service.forget_copies(registration_id)


#: on whose clock the hour of a refusal is told
ZONE = "America/Toronto"
#: (right, endpoint, words)
DOORS = (
    ("letters", "mailings", lazy_gettext("E-mails to groups")),
    ("outbox.read", "letters", lazy_gettext("All e-mails")),
)


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """The way to letters, for those who may write or read them; what did not go is registration's to say."""
    found = {}
    for event in list_by_ids(event_ids):
        links = [
            (url_for(f"mailings.organiser.{door}", slug=event.slug), str(said))
            for right, door, said in DOORS
            if can(event, right)
        ]
        if links:
            found[event.id] = Panel(gettext("E-mails"), links=links)
    return found


GROUPS = (
    PersonalGroup(
        "mailings.refusals",
        lazy_gettext("That your address wants to hear of no other events"),
        lazy_gettext("To respect it, whatever was agreed to before"),
        frozenset({"mailing_refusals.email"}),
    ),
)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Letters to groups, as drafts."""
    number = len(queries.mailings_of(event_id))
    said = ngettext("%(num)s e-mail to a group, as a draft", "%(num)s e-mails to groups, as drafts", number)
    return [said] if number else []


@personal_data.hear
def register() -> PersonalData:
    """Addresses that refused."""
    return PersonalData("mailings", "refusal", GROUPS, find, records, service.erase_refusals)


def find(email: str) -> dict[int, str]:
    """The refusal of an address."""
    rows = db.session.scalars(select(MailingRefusal.id).where(MailingRefusal.email == email.lower()))
    return dict.fromkeys(rows, "")


def records(ids: Collection[int]) -> list[Record]:
    """That it refused, and when."""
    rows = db.session.scalars(select(MailingRefusal).where(MailingRefusal.id.in_(ids)).order_by(MailingRefusal.id))
    title = gettext("No e-mails about other events")
    return [
        Record("refusal", title, (Fact("at", gettext("When"), row.at.isoformat(), str(row.at.date())),)) for row in rows
    ]
