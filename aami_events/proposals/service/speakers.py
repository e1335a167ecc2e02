"""Speakers taken out, or no longer to be reached; what was written about proposals, forgotten."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transactional
from ...foundation.points import Due
from ...questions.queries import answers_over
from ..models import Conflict, Proposal, ProposalAnswer, ProposalSpeaker, Remark, Review, Speaker
from .pictures import drop_of


@transactional
def erase_speakers(ids: Collection[int]) -> int:
    """Empty what is known of them; how many. The row stays, without a name: what they spoke in is counted by it.

    What a committee wrote about their proposals goes too; its points stay.
    """
    theirs = select(ProposalSpeaker.proposal_id).where(ProposalSpeaker.speaker_id.in_(ids))
    db.session.execute(update(Review).where(Review.proposal_id.in_(theirs)).values(text=""))
    db.session.execute(delete(Remark).where(Remark.proposal_id.in_(theirs)))
    made = select(ProposalSpeaker.proposal_id).where(ProposalSpeaker.speaker_id.in_(ids), ProposalSpeaker.position == 0)
    db.session.execute(delete(ProposalAnswer).where(ProposalAnswer.proposal_id.in_(made)))
    drop_of(db.session.scalars(made).all(), ids)
    for row in db.session.scalars(select(Speaker).where(Speaker.id.in_(ids))):
        row.name, row.sort_key = "—", ""
        row.pronouns = row.organisation_name = ""
        row.region, row.understands, row.gender = None, [], None
        row.biography = Bilingual.of()
        _unreachable(row)
    return len(ids)


def _unreachable(row: Speaker) -> None:
    row.email, row.away, row.access_needs, row.recording, row.late_until = f"#{row.id}", [], "", None, None
    row.link_version += 1


@transactional
def forget_contacts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What arranged a programme that is long over goes; what it published stays. {event: speakers}"""
    found: dict[int, int] = {}
    query = select(Speaker).where(Speaker.event_id.in_(due.events(days)), Speaker.email.not_like("#%"))
    for row in db.session.scalars(query):
        found[row.event_id] = found.get(row.event_id, 0) + 1
        if not dry:
            _unreachable(row)
    return found


@transactional
def forget_needs(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What they needed at an event that is over; {event: speakers}"""
    found: dict[int, int] = {}
    query = select(Speaker).where(Speaker.event_id.in_(due.events(days)), Speaker.access_needs != "")
    for row in db.session.scalars(query):
        found[row.event_id] = found.get(row.event_id, 0) + 1
        if not dry:
            row.access_needs = ""
    return found


@transactional
def forget_genders(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What they said of their gender; the numbers that were made of it stay. {event: speakers}"""
    found: dict[int, int] = {}
    query = select(Speaker).where(Speaker.event_id.in_(due.events(days)), Speaker.gender.is_not(None))
    for row in db.session.scalars(query):
        found[row.event_id] = found.get(row.event_id, 0) + 1
        if not dry:
            row.gender = None
    return found


@transactional
def forget_answers(due: Due, _days: int, *, dry: bool) -> dict[int, int]:
    """Answers to the call's own questions, each for as long as its question said; {event: answers}"""
    found: dict[int, int] = {}
    for versions, events in answers_over(due):
        query = select(ProposalAnswer, Proposal.event_id).join(Proposal)
        gone = (ProposalAnswer.version_id.in_(versions), Proposal.event_id.in_(events))
        for row, event_id in db.session.execute(query.where(*gone)).tuples().all():
            found[event_id] = found.get(event_id, 0) + 1
            if not dry:
                db.session.delete(row)
    return found


@transactional
def erase_reviews(member_ids: Collection[int]) -> int:
    """What these members wrote about proposals; how many members. Their points and conflicts stay, without words."""
    db.session.execute(update(Review).where(Review.member_id.in_(member_ids)).values(text=""))
    db.session.execute(delete(Remark).where(Remark.member_id.in_(member_ids)))
    db.session.execute(update(Conflict).where(Conflict.member_id.in_(member_ids)).values(reason=""))
    return len(member_ids)


@transactional
def forget_reviews(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What committees wrote about the proposals of events that are over; {event: texts}. Points stay."""
    found: dict[int, int] = {}
    over = Proposal.event_id.in_(due.events(days))
    tables: tuple[tuple[Any, Any], ...] = ((Review, Review.text), (Remark, Remark.text), (Conflict, Conflict.reason))
    for table, words in tables:
        query = select(table, Proposal.event_id).join(Proposal, Proposal.id == table.proposal_id)
        for row, event_id in db.session.execute(query.where(over, words != "")).tuples().all():
            found[event_id] = found.get(event_id, 0) + 1
            if not dry:
                _forget(row)
    return found


def _forget(row: Review | Remark | Conflict) -> None:
    if isinstance(row, Remark):
        db.session.delete(row)
    elif isinstance(row, Review):
        row.text = ""
    else:
        row.reason = ""
