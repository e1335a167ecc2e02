"""Reads of pictures."""

from collections.abc import Collection

from sqlalchemy import or_, select

from ...foundation.database import db
from ...foundation.files import StoredFile
from ..models import Picture, Proposal, ProposalSpeaker, Speaker


def of_proposal(proposal_id: int) -> Picture | None:
    """The picture that a proposal has now."""
    return db.session.scalar(select(Picture).where(Picture.proposal_id == proposal_id, Picture.replaced_at.is_(None)))


def of_speaker(speaker_id: int, event_id: int | None = None) -> Picture | None:
    """The picture of somebody; of this event, if one is given."""
    query = select(Picture).where(Picture.speaker_id == speaker_id)
    if event_id is not None:
        query = query.join(Speaker, Speaker.id == Picture.speaker_id).where(Speaker.event_id == event_id)
    return db.session.scalar(query)


def of_these(proposal_ids: Collection[int]) -> dict[int, Picture]:
    """{proposal: the picture that it has now}, of these; one query."""
    query = select(Picture).where(Picture.proposal_id.in_(proposal_ids), Picture.replaced_at.is_(None))
    return {row.proposal_id: row for row in db.session.scalars(query) if row.proposal_id}


def of_event(event_id: int) -> dict[int, Picture]:
    """{proposal: the picture that it has now}; one query."""
    query = select(Picture).join(Proposal, Proposal.id == Picture.proposal_id)
    rows = db.session.scalars(query.where(Proposal.event_id == event_id, Picture.replaced_at.is_(None)))
    return {row.proposal_id: row for row in rows if row.proposal_id}


def of_people(speaker_ids: Collection[int]) -> dict[int, Picture]:
    """{speaker: their picture}, of these people; one query."""
    rows = db.session.scalars(select(Picture).where(Picture.speaker_id.in_(speaker_ids)))
    return {row.speaker_id: row for row in rows if row.speaker_id}


def by(speaker_id: int) -> list[Picture]:
    """Those of somebody, and of what they proposed; one query."""
    made = select(ProposalSpeaker.proposal_id).where(
        ProposalSpeaker.speaker_id == speaker_id, ProposalSpeaker.position == 0
    )
    wanted = or_(Picture.speaker_id == speaker_id, Picture.proposal_id.in_(made))
    return list(db.session.scalars(select(Picture).where(wanted).order_by(Picture.id)))


def shown(keys: Collection[str], speaker_ids: Collection[int]) -> list[Picture]:
    """These pictures and those of these people, of those that were not taken back; one query."""
    files = select(StoredFile.id).where(StoredFile.key.in_(keys))
    wanted = or_(Picture.file_id.in_(files), Picture.speaker_id.in_(speaker_ids))
    return list(db.session.scalars(select(Picture).where(wanted)))


def replaced(event_id: int) -> list[Picture]:
    """Those that another took the place of."""
    query = select(Picture).join(Proposal, Proposal.id == Picture.proposal_id)
    return list(db.session.scalars(query.where(Proposal.event_id == event_id, Picture.replaced_at.is_not(None))))
