"""Reads of invitations: by a link, for the organisers' list, by a registration or an address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...foundation import clock
from ...foundation.database import db
from ...foundation.links import sign, unsign
from ...foundation.text import clean, fold, sort_key
from ...web.pagination import Cursor, Page, page_of, paged
from ..models import Invitation
from ..rules.invitations import InvitationCounts, count

PAGE = 100
#: days without an answer that one can look for
DAYS = (3, 7, 14, 30)


def token(invitation: Invitation) -> str:
    """The part of the address that opens an invitation."""
    return sign("invitation", invitation.id, invitation.link_version)


@dataclass(frozen=True)
class Opened:
    """What a link led to; `replaced` when a newer one is in force, or none is any more."""

    invitation: Invitation | None
    replaced: bool = False


def open_invitation(text: str) -> Opened:
    """The invitation of a link; none for a forged one."""
    facts = unsign("invitation", text)
    if facts is None or [type(fact) for fact in facts] != [int, int]:
        return Opened(None)
    query = select(Invitation).where(Invitation.id == facts[0]).options(joinedload(Invitation.registration))
    found = db.session.scalar(query)
    return Opened(found, replaced=found is not None and found.link_version != facts[1])


@dataclass(frozen=True)
class Filter:
    """What an organiser looks for; empty fields do not narrow."""

    q: str = ""
    state: str = ""
    #: no answer since so many days
    days: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is set."""
        return any((self.q, self.state, self.days))


def page(event_id: int, wanted: Filter, cursor: Cursor | None, size: int = PAGE) -> Page:
    """The invitations by organisation, each with whom it replaces, who replaces it, and its registration; one query."""
    query = select(Invitation).where(Invitation.event_id == event_id)
    for word in fold(wanted.q).split()[:8]:
        query = query.where((Invitation.sort_key + " " + Invitation.organisation_key).contains(word, autoescape=True))
    if wanted.state == "opened":
        query = query.where(Invitation.state == "invited", Invitation.opened_at.is_not(None))
    elif wanted.state:
        query = query.where(Invitation.state == wanted.state)
    if wanted.days in map(str, DAYS):
        since = clock.now() - dt.timedelta(days=int(wanted.days))
        query = query.where(Invitation.state == "invited", Invitation.created_at <= since)
    furnished = query.options(
        joinedload(Invitation.replaces), joinedload(Invitation.substitute), joinedload(Invitation.registration)
    )
    order: list[Any] = [Invitation.organisation_key, Invitation.id]
    limited, reverse = paged(furnished, order, cursor, size)
    rows = list(db.session.scalars(limited))
    return page_of(rows, lambda row: (row.organisation_key, row.id), cursor, size, reverse=reverse)


def counts(event_id: int) -> InvitationCounts:
    """The figures of an event; one query."""
    opened = Invitation.opened_at.is_not(None)
    facts = (Invitation.organisation_key, Invitation.state, opened)
    query = select(*facts, func.count()).where(Invitation.event_id == event_id).group_by(*facts)
    return count((name, state, bool(was), number) for name, state, was, number in db.session.execute(query).tuples())


@dataclass(frozen=True)
class Unanswered:
    """Of one event: how many were invited, how many have not answered, and since when the first of them was last
    written to."""

    invited: int = 0
    number: int = 0
    since: dt.datetime | None = None


def unanswered(event_ids: Sequence[int]) -> dict[int, Unanswered]:
    """{event: its invitations}; an event that invites nobody is not there. One query."""
    waits = Invitation.state == "invited"
    query = (
        select(
            Invitation.event_id,
            func.count(),
            func.count().filter(waits),
            func.min(Invitation.written_at).filter(waits),
        )
        .where(Invitation.event_id.in_(event_ids), Invitation.state != "withdrawn")
        .group_by(Invitation.event_id)
    )
    rows = db.session.execute(query).tuples()
    return {number: Unanswered(invited, waiting, since) for number, invited, waiting, since in rows}


def find(event_id: int, invitation_id: int) -> Invitation | None:
    """The invitation, if it is of this event, with its chain."""
    query = select(Invitation).where(Invitation.event_id == event_id, Invitation.id == invitation_id)
    return db.session.scalar(query.options(joinedload(Invitation.replaces), joinedload(Invitation.substitute)))


def known(event_id: int) -> tuple[set[tuple[str, str]], set[str]]:
    """(address, folded name) of everyone who is invited, and the folded names of their organisations."""
    query = select(Invitation.email, Invitation.sort_key, Invitation.organisation_key).where(
        Invitation.event_id == event_id, Invitation.state != "withdrawn"
    )
    rows = db.session.execute(query).tuples().all()
    return {(email, name) for email, name, _organisation in rows}, {row[2] for row in rows if row[2]}


def key_of(name: str) -> str:
    """A name as it is sorted and found again."""
    return sort_key(clean(name))[:200]


def of_registrations(ids: Sequence[int]) -> dict[int, str]:
    """{registration: the organisation whose invitation it answers}; one query."""
    query = select(Invitation.registration_id, Invitation.organisation_name)
    rows = db.session.execute(query.where(Invitation.registration_id.in_(ids))).tuples()
    return {number: name for number, name in rows if number}


def names_of_email(email: str) -> dict[int, str]:
    """{id: name} of everyone invited at an address, to any event."""
    query = select(Invitation.id, Invitation.name).where(Invitation.email == email)
    return dict(db.session.execute(query).tuples().all())
