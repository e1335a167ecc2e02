"""Reads of access needs, for the coordinator and the person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from ...foundation import clock
from ...foundation.database import db
from ..models import AccessRequest, AccessService, Registration
from ..rules import access_state, days_since
from ..rules.desk import Waiting

MOST = 500


@dataclass(frozen=True)
class Need:
    """One request as the coordinator sees it."""

    request: AccessRequest
    #: of rules.access_state
    state: str
    #: whole days since it was asked
    days: int


def queue(event_id: int) -> list[Need]:
    """Every request of people who come, those that nobody has taken up first, the oldest first."""
    query = (
        select(AccessRequest)
        .join(Registration)
        .where(Registration.event_id == event_id, Registration.state != "cancelled")
        .options(joinedload(AccessRequest.registration), selectinload(AccessRequest.services))
        .order_by(AccessRequest.answered_at.is_not(None), AccessRequest.asked_at, AccessRequest.id)
        .limit(MOST)
    )
    return [need(request) for request in db.session.scalars(query)]


def need(request: AccessRequest) -> Need:
    """Where a request stands now."""
    states = [service.state for service in request.services]
    state = access_state(request.answered_at is not None, states)
    return Need(request, state, days_since(request.asked_at, clock.now()))


def planned(event_id: int) -> list[tuple[str, int, int]]:
    """(kind, how many, cents) of what is arranged, for planning."""
    query = (
        select(AccessService.kind, func.count(), func.sum(AccessService.cost_cents))
        .join(AccessRequest)
        .join(Registration)
        .where(Registration.event_id == event_id, Registration.state != "cancelled")
        .group_by(AccessService.kind)
        .order_by(func.count().desc(), AccessService.kind)
    )
    return [(kind, number, cents or 0) for kind, number, cents in db.session.execute(query).tuples()]


def unanswered(event_ids: Sequence[int]) -> dict[int, Waiting]:
    """{event: how many wait, and since when the oldest does}, for events where any does; one query."""
    query = (
        select(Registration.event_id, func.count(), func.min(AccessRequest.asked_at))
        .join(Registration, Registration.id == AccessRequest.registration_id)
        .where(Registration.state != "cancelled", AccessRequest.answered_at.is_(None))
        .group_by(Registration.event_id)
    )  # of all events: requests are few, and looking through the people of one for them is dear
    rows = db.session.execute(query).tuples()
    return {event: Waiting(number, oldest) for event, number, oldest in rows if event in event_ids}


_OWN = (
    select(AccessRequest)
    .where(AccessRequest.registration_id == bindparam("id"))
    .options(selectinload(AccessRequest.services))
)


def of_registration(registration_id: int) -> AccessRequest | None:
    """The person's own request with what was arranged."""
    return db.session.scalar(_OWN, {"id": registration_id})
