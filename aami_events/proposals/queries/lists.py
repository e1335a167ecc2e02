"""Proposals as organisers look for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ...foundation.database import db
from ...foundation.text import fold
from ...web.pagination import Cursor, Page, page_of, paged
from .. import rules
from ..models import Proposal, ProposalSpeaker, Speaker
from . import whole

PAGE = 100


@dataclass(frozen=True)
class Filter:
    """What an organiser looks for; empty fields do not narrow."""

    q: str = ""
    state: str = ""
    format: str = ""
    track: str = ""
    language: str = ""
    #: one of rules.DECISIONS, or "none"
    decision: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is set."""
        return any((self.q, self.state, self.format, self.track, self.language, self.decision))


def page(event_id: int, wanted: Filter, cursor: Cursor | None, size: int = PAGE, hidden: Collection[int] = ()) -> Page:
    """The proposals but the hidden ones, the newest first; a fixed number of queries."""
    order: list[Any] = [Proposal.id]
    limited, reverse = paged(_wanted(event_id, wanted, hidden), order, cursor, size, descending=True)
    rows = list(db.session.scalars(limited.options(*whole())).unique())
    return page_of(rows, lambda row: (row.id,), cursor, size, reverse=reverse)


def everything(event_id: int, wanted: Filter, hidden: Collection[int] = ()) -> list[Proposal]:
    """The same without pages, the oldest first, for a file."""
    query = _wanted(event_id, wanted, hidden).options(*whole(), selectinload(Proposal.answers))
    return list(db.session.scalars(query.order_by(Proposal.id)).unique())


def _wanted(event_id: int, wanted: Filter, hidden: Collection[int]) -> Any:
    query = select(Proposal).where(Proposal.event_id == event_id, Proposal.id.not_in(hidden))
    if wanted.state in rules.STATES:
        query = query.where(Proposal.state == wanted.state)
    if wanted.decision in rules.DECISIONS:
        query = query.where(Proposal.decision == wanted.decision)
    elif wanted.decision == "none":
        query = query.where(Proposal.decision.is_(None), Proposal.state == "submitted")
    for column, text in ((Proposal.format_id, wanted.format), (Proposal.track_id, wanted.track)):
        if text.isdecimal() and len(text) < 10:
            query = query.where(column == int(text))
    ids = _found(event_id, wanted)
    return query if ids is None else query.where(Proposal.id.in_(ids))


def _found(event_id: int, wanted: Filter) -> list[int] | None:
    """Those with these words in a title, a name or the code, whatever the accents, and given in this language."""
    words = fold(wanted.q).split()[:8]
    if not words and not wanted.language:
        return None
    query = select(Proposal.id, Proposal.code, Proposal.title, Proposal.languages).where(Proposal.event_id == event_id)
    texts = {
        row.id: f"{row.code} {' '.join(row.title.texts().values())}"
        for row in db.session.execute(query)
        if not wanted.language or wanted.language in row.languages
    }
    names = select(ProposalSpeaker.proposal_id, Speaker.name, Speaker.organisation_name).join(ProposalSpeaker.speaker)
    for number, name, organisation in db.session.execute(names.where(Speaker.event_id == event_id)).tuples():
        if number in texts:
            texts[number] += f" {name} {organisation}"
    return [number for number, text in texts.items() if all(word in fold(text) for word in words)]


def chosen(event_id: int, hidden: Collection[int] = ()) -> list[rules.Chosen]:
    """What was sent and is not hidden, as balance counts it; one query."""
    first = (ProposalSpeaker.proposal_id == Proposal.id) & (ProposalSpeaker.position == 0)
    query = (
        select(Proposal.decision, Speaker.region, Proposal.format_id, Proposal.languages, Proposal.minutes)
        .join(ProposalSpeaker, first)
        .join(Speaker, Speaker.id == ProposalSpeaker.speaker_id)
        .where(Proposal.event_id == event_id, Proposal.state == "submitted", Proposal.id.not_in(hidden))
    )
    return [
        rules.Chosen(decision, region, kind, tuple(languages), minutes or 0)
        for decision, region, kind, languages, minutes in db.session.execute(query).tuples()
    ]


@dataclass(frozen=True)
class Fees:
    """What was accepted costs."""

    #: how many were accepted, and with how many of them a fee is agreed on
    accepted: int
    agreed: int
    #: in cents: what they ask for, what was agreed on
    asked_cents: int
    agreed_cents: int


def fees(event_id: int, hidden: Collection[int]) -> Fees:
    """Of everything accepted at an event, but what is hidden; one query."""
    counted = (func.count(Proposal.id), func.count(Proposal.fee_agreed_cents))
    summed = (func.sum(Proposal.fee_asked_cents), func.sum(Proposal.fee_agreed_cents))
    query = select(*counted, *summed).where(Proposal.event_id == event_id, Proposal.id.not_in(hidden))
    row = db.session.execute(query.where(Proposal.state == "submitted", Proposal.decision == "accepted")).one()
    return Fees(*(int(value or 0) for value in row))
