"""Whom a change of an event concerns: those who come, who wait, or who are invited and have not answered."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from ...events.queries.telling import concerned_by, get_notice
from ...foundation.database import db, transactional
from ...foundation.outbox import Addressed, queue_many
from ..models import Invitation, Registration, RegistrationPart

LIVE = ("confirmed", "waiting", "offered")


def _of(columns: Collection[Any], event_id: int, parts: Collection[int] | None) -> Select[Any]:
    query = select(*columns).where(Registration.event_id == event_id, Registration.state.in_(LIVE))
    if parts is not None:
        chosen = select(RegistrationPart.registration_id).where(RegistrationPart.part_id.in_(parts))
        query = query.where(Registration.id.in_(chosen))
    return query.where(Registration.email != "")


def _invited(columns: Collection[Any], event_id: int) -> Select[Any]:
    waiting = (Invitation.event_id == event_id, Invitation.state == "invited", Invitation.email != "")
    return select(*columns).where(*waiting)


def hearers(event_id: int, parts: Collection[int] | None) -> tuple[dict[str, int], int]:
    """({state: registrations}, invitations without an answer) that a change concerns."""
    states = _of((Registration.state, func.count()), event_id, parts).group_by(Registration.state)
    people: dict[str, int] = dict(db.session.execute(states).tuples().all())
    return people, 0 if parts is not None else db.session.scalar(_invited((func.count(),), event_id)) or 0


@transactional
def tell(event_id: int, notice_id: int) -> int:
    """Write to all of them, each in their language; how many letters."""
    parts = concerned_by(get_notice(notice_id))
    columns = (Registration.id, Registration.email, Registration.language)
    letters = [
        Addressed(email, language, {"registration": number, "notice": notice_id}, ("registration", number))
        for number, email, language in db.session.execute(_of(columns, event_id, parts).order_by(Registration.id))
    ]
    queue_many("registration.event_changed", letters, scope=("event", event_id))
    return len(letters) + (_tell_invited(event_id, notice_id) if parts is None else 0)


def _tell_invited(event_id: int, notice_id: int) -> int:
    columns = (Invitation.id, Invitation.link_version, Invitation.email, Invitation.language)
    letters = [
        Addressed(
            email,
            language,
            {"invitation": number, "version": version, "notice": notice_id},
            ("invitation", number),
        )
        for number, version, email, language in db.session.execute(_invited(columns, event_id).order_by(Invitation.id))
    ]
    queue_many("registration.invitation_event_changed", letters, scope=("event", event_id))
    return len(letters)
