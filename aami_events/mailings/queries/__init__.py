"""Reads of letters to many."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...events.models import Event
from ...foundation.database import db
from ...foundation.outbox import OutboxLetter
from ...registration.models import Invitation, Registration
from ..models import Mailing, MailingCopy
from ..rules import Occasion, moment_of

#: copies that one page shows
PAGE = 100
#: the kind of each copy in the outbox
LETTER, TEST = "mailings.letter", "mailings.test"


def find_mailing(event_id: int, mailing_id: int) -> Mailing | None:
    """A letter of this very event."""
    query = select(Mailing).where(Mailing.id == mailing_id, Mailing.event_id == event_id)
    return db.session.scalar(query.options(joinedload(Mailing.event)))


def mailings_of(event_id: int) -> list[Mailing]:
    """All of an event, the newest first."""
    query = select(Mailing).where(Mailing.event_id == event_id).order_by(Mailing.id.desc())
    return list(db.session.scalars(query.options(joinedload(Mailing.event))))


def occasion(event: Event) -> Occasion:
    """The days of an event, as the rules see them: those that are exact."""
    span = event.span
    exact = span is not None and span.precision == "day"
    return Occasion(span.first if exact else None, span.last or span.first if exact else None, event.zone)


def due(row: Mailing) -> dt.datetime | None:
    """When it goes, as far as that is known."""
    return moment_of(row.schedule, occasion(row.event))


def progress(ids: Collection[int]) -> dict[int, dict[str, int]]:
    """{letter: {state: copies}}; "forgotten" are those that were once written and are no longer kept."""
    state = func.coalesce(OutboxLetter.state, "forgotten")
    query = select(MailingCopy.mailing_id, state, func.count()).outerjoin(MailingCopy.letter)
    query = query.where(MailingCopy.mailing_id.in_(ids)).group_by(MailingCopy.mailing_id, state)
    found: dict[int, dict[str, int]] = {number: {} for number in ids}
    for number, name, count in db.session.execute(query).tuples():
        found[number][name] = count
    return found


def copies_of(mailing_id: int, before: int | None, *, state: str = "") -> list[MailingCopy]:
    """Copies of a letter, the newest first, with their letters; `before` an id for the next page."""
    query = select(MailingCopy).where(MailingCopy.mailing_id == mailing_id).options(joinedload(MailingCopy.letter))
    if state:
        query = query.join(MailingCopy.letter).where(OutboxLetter.state == state)
    query = query.where(MailingCopy.id < before) if before else query
    return list(db.session.scalars(query.order_by(MailingCopy.id.desc()).limit(PAGE)))


def names_of(copies: Collection[MailingCopy]) -> dict[int, str]:
    """{copy: whose it is}"""
    here = [row.id for row in copies]
    name = func.coalesce(Registration.name, Invitation.name, "")
    query = select(MailingCopy.id, name).outerjoin(Registration, Registration.id == MailingCopy.registration_id)
    query = query.outerjoin(Invitation, Invitation.id == MailingCopy.invitation_id)
    return dict(db.session.execute(query.where(MailingCopy.id.in_(here))).tuples().all())


def ready() -> list[int]:
    """Those that are planned or about to go, and those that go to latecomers still."""
    asked = (Mailing.state == "ready") | ((Mailing.state == "sent") & Mailing.latecomers)
    return list(db.session.scalars(select(Mailing.id).where(asked).order_by(Mailing.id)))
