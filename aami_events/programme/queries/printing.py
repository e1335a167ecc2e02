"""Reads of copies frozen for print and of their proofs."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...foundation.database import db
from ..models import Frozen, Proof, Release
from ..rules.printing import Sheet, state_of
from ..rules.release import Change, difference
from .releases import next_release, released


def copies_of(event_id: int) -> list[Frozen]:
    """Every copy that was frozen, the latest first, with its proofs; three queries."""
    proofs = selectinload(Frozen.proofs).joinedload(Proof.file)
    query = select(Frozen).where(Frozen.event_id == event_id).options(joinedload(Frozen.release), proofs)
    return list(db.session.scalars(query.order_by(Frozen.id.desc())))


def last_copy(event_id: int) -> Frozen | None:
    """The copy that counts, with its version; one query."""
    query = select(Frozen).where(Frozen.event_id == event_id).options(joinedload(Frozen.release))
    return db.session.scalar(query.order_by(Frozen.id.desc()).limit(1))


def stage(row: Frozen) -> str:
    """What a copy waits for: rules.printing.state_of."""
    return state_of([Sheet(bool(proof.sha256), proof.verdict) for proof in row.proofs])


def find_proof(event_id: int, proof_id: int) -> Proof | None:
    """A proof of an event."""
    query = select(Proof).join(Frozen).where(Proof.id == proof_id, Frozen.event_id == event_id)
    return db.session.scalar(query.options(joinedload(Proof.file)))


def proof_to_make(proof_id: int) -> Proof | None:
    """A proof by its id, with what it is made from; None when it is made, or not wanted any more."""
    version = joinedload(Proof.frozen).joinedload(Frozen.release).undefer(Release.sessions)
    query = select(Proof).where(Proof.id == proof_id, Proof.sha256 == "").options(version)
    return db.session.scalar(query)


def waiting_proofs() -> list[int]:
    """Those that are to be made, of every event."""
    return list(db.session.scalars(select(Proof.id).where(Proof.sha256 == "").order_by(Proof.id)))


def since(row: Frozen) -> list[Change]:
    """What was changed on the schedule since the copy was frozen, released or not: it is not in print."""
    return difference(released(row.release), next_release(row.event_id).after)
