"""Decisions: taken now, announced together; confirmed by who proposed."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import func, select

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from .. import queries
from ..errors import NotThere, NotYours, Overtaken, ProposalWrong
from ..models import GenderTally, Proposal, Speaker
from ..rules import DECISIONS, MOST_FEE, may_confirm, may_decide, moves
from .proposing import letter_to
from .reviewing import board_of


@transactional
def decide(event_id: int, proposal_ids: Collection[int], decision: str | None) -> int:
    """Accept, decline, keep on standby, or (None) take the decision back; of how many. Nobody is told yet.

    NotThere, and nothing done, if one is not here, was not sent, or was answered already.
    """
    lock_row(event_id)
    db.session.expire_all()
    rows = list(
        db.session.scalars(select(Proposal).where(Proposal.id.in_(proposal_ids), Proposal.event_id == event_id))
    )
    if len(rows) != len(set(proposal_ids)) or decision not in (*DECISIONS, None):
        raise NotThere
    for row in rows:
        if not may_decide(row.state, announced=row.announced_at is not None, before=row.decision):
            raise NotThere
        before, row.decision = row.decision, decision
        row.decided_at, row.announced_at = (clock.now() if decision else None), None
        row.revision += 1
        diff = {"decision": [before, decision]}
        audit.record("proposal.decided", ("proposal", row.id), scope=("event", event_id), diff=diff)
    _count_genders(event_id)
    return len(rows)


def _count_genders(event_id: int) -> None:
    """Count anew when a batch of people has moved."""
    db.session.flush()
    tally, counts = queries.find_tally(event_id), queries.gender_counts(event_id)
    if not moves(tally.counts if tally else None, counts):
        return
    if tally is None:
        tally = GenderTally(event_id=event_id)
        db.session.add(tally)
    tally.counts, tally.at = counts, clock.now()


@transactional
def decide_together(committee_id: int, account: int, proposal_ids: Collection[int], decision: str | None) -> int:
    """The same by who presides over each of these on the committee that reads them. NotThere, NotYours."""
    board = board_of(committee_id, account)
    here = select(func.count()).where(Proposal.event_id == board.event.id, Proposal.id.in_(proposal_ids))
    if board.hidden & set(proposal_ids) or db.session.scalar(here) != len(set(proposal_ids)):
        raise NotThere
    if board.me is None or not all(board.presides(number) for number in proposal_ids):
        raise NotYours
    return decide(board.event.id, proposal_ids, decision)


@transactional
def announce(event_id: int) -> int:
    """Write to everyone about whose proposal it was decided, each in their language; of how many proposals.

    Again tells nobody twice.
    """
    lock_row(event_id)
    db.session.expire_all()
    rows = queries.decided(event_id)
    for row in rows:
        row.announced_at = clock.now()
        for one in row.speakers:
            if one.state != "declined":
                letter_to(f"{row.decision}", row, one.speaker)
    if rows:
        diff = {"proposals": [0, len(rows)]}
        audit.record("proposals.announced", ("event", event_id), scope=("event", event_id), diff=diff)
    return len(rows)


@transactional
def agree_fee(event_id: int, proposal_id: int, cents: int | None, *, base: int) -> None:
    """Note the artist fee that was agreed on, or that none is yet; who was told of the acceptance gets a letter.

    NotThere for a draft and for what was withdrawn; Overtaken; ProposalWrong for an amount out of range.
    """
    lock_row(event_id)
    db.session.expire_all()
    row = queries.find_proposal(event_id, proposal_id)
    if row is None or row.state != "submitted":
        raise NotThere
    if row.revision != base:
        raise Overtaken(row.revision)
    if cents is not None and not 0 <= cents <= MOST_FEE:
        raise ProposalWrong([("agreed", "fee")])
    before, row.fee_agreed_cents = row.fee_agreed_cents, cents
    if before == cents:
        return
    row.revision += 1
    diff = {"fee_agreed_cents": [before, cents]}
    audit.record("proposal.fee_agreed", ("proposal", row.id), scope=("event", event_id), diff=diff)
    if row.accepted and cents is not None:
        letter_to("fee", row, row.speakers[0].speaker)


@transactional
def confirm(speaker_id: int, proposal_id: int, *, recording: bool | None, away: Collection[dt.date]) -> None:
    """Its author comes: whether they may be recorded, and on which days they are not there. NotThere."""
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotThere
    lock_row(speaker.event_id)
    db.session.expire_all()
    row = queries.find_proposal(speaker.event_id, proposal_id)
    mine = row is not None and row.speakers and row.speakers[0].speaker_id == speaker_id
    if row is None or not mine or not may_confirm(row.state, row.decision, announced=row.announced_at is not None):
        raise NotThere
    row.confirmed_at = row.confirmed_at or clock.now()
    speaker.recording = recording
    speaker.away = [[f"{day}T00:00", f"{day}T23:59"] for day in sorted(set(away))]
    audit.record("proposal.confirmed", ("proposal", row.id), scope=("event", row.event_id))
