"""What the cockpit counts of registrations: of several events at once, in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, case, func, select

from ...events.models import Event, Part, Place
from ...foundation import clock
from ...foundation.database import db
from ...foundation.jobs import Job
from ...foundation.outbox import OutboxLetter
from ..models import AccessRequest, AccessService, Category, Group, Registration, RegistrationPart
from ..rules.desk import ENDING, Waiting
from .access import unanswered
from .support import attends

#: states of people who come, or may
COMING = ("confirmed", "offered", "waiting")
#: a list that could not be made is worth saying for a week
RECENT = dt.timedelta(days=7)


@dataclass
class Counted:
    """What waits in one event; names as in rules.desk.DeskFacts."""

    waiting: dict[str, Waiting] = field(default_factory=dict)
    servable: int = 0
    seatless: int = 0
    #: the part in which they are
    meeting: int | None = None
    #: the newest list that could not be made
    broken_job: int | None = None


def counted(event_ids: Sequence[int], *, needs: bool, letters: bool, owner: int) -> dict[int, Counted]:
    """{event: what waits in it}; `needs` and `letters` are counted only for who may see some of them."""
    found = {number: Counted() for number in event_ids}
    _put(found, "ending", _ending(event_ids))
    _put(found, "unfinished", _unfinished(event_ids))
    if needs:
        for event_id, waiting in unanswered(event_ids).items():
            found[event_id].waiting["unanswered"] = waiting
        _put(found, "absent", _absent())
    if letters:
        _unsent(found)
    _queues(found)
    for event_id, number, part in db.session.execute(_seatless(event_ids)).tuples():
        found[event_id].seatless, found[event_id].meeting = number, part
    _broken(found, owner)
    return found


def _put(found: dict[int, Counted], name: str, query: Select[Any]) -> None:
    for event_id, number, since in db.session.execute(query).tuples():
        if event_id in found:
            found[event_id].waiting[name] = Waiting(number, since)


def _ending(ids: Sequence[int]) -> Select[Any]:
    columns: tuple[Any, ...] = (Registration.event_id, func.count(), func.min(Registration.offer_expires_at))
    soon = Registration.offer_expires_at <= clock.now() + ENDING
    query = select(*columns).where(Registration.event_id.in_(ids), Registration.state == "offered", soon, attends())
    return query.group_by(Registration.event_id)


def _unfinished(ids: Sequence[int]) -> Select[Any]:
    columns: tuple[Any, ...] = (Group.event_id, func.count(), func.min(Registration.created_at))
    query = select(*columns).join_from(Group, Registration, Registration.group_id == Group.id)
    still = (Registration.own_part_at.is_(None), Registration.state.in_(COMING))
    return query.where(Group.event_id.in_(ids), *still).group_by(Group.event_id)


def _absent() -> Select[Any]:
    """Of all events: they are few."""
    columns: tuple[Any, ...] = (Registration.event_id, func.count(), func.min(AccessService.confirmed_at))
    query = select(*columns).join_from(AccessService, AccessRequest).join(Registration)
    missing = (AccessService.state == "missing", Registration.state.in_(COMING))
    return query.where(*missing).group_by(Registration.event_id)


def _unsent(found: dict[int, Counted]) -> None:
    """By state alone, which few letters are in: an event may have sent a hundred thousand."""
    about = (OutboxLetter.scope_kind, OutboxLetter.scope_id, OutboxLetter.state)
    query = select(*about, func.count(), func.min(OutboxLetter.created_at))
    for kind, event_id, state, number, since in db.session.execute(
        query.where(OutboxLetter.state.in_(("waiting", "failed"))).group_by(*about)
    ).tuples():
        if kind == "event" and event_id in found:
            found[event_id].waiting["failed" if state == "failed" else "unsent"] = Waiting(number, since)


def _queues(found: dict[int, Counted]) -> None:
    """The waiting lists, and how many of each have free what they need."""
    whole = Place.__table__.alias("whole")
    own = Place.__table__.alias("own")
    free = [(place.c.capacity.is_(None)) | (place.c.taken < place.c.capacity) for place in (whole, own)]
    ready = case((free[1] & (free[0] | Category.agm_only), 1), else_=0)
    columns: tuple[Any, ...] = (
        Registration.event_id,
        func.count(),
        func.min(Registration.waiting_since),
        func.sum(ready),
    )
    query = (
        select(*columns)
        .join_from(Registration, Category, Category.id == Registration.category_id)
        .join(Event, Event.id == Registration.event_id)
        .join(whole, whole.c.id == Event.places_id)
        .join(own, own.c.id == Category.places_id)
        .where(Registration.event_id.in_(found), Registration.state == "waiting", attends())
        .group_by(Registration.event_id)
    )
    for event_id, number, since, ready_ones in db.session.execute(query).tuples():
        found[event_id].waiting["queue"] = Waiting(number, since)
        found[event_id].servable = int(ready_ones)


def _seatless(ids: Sequence[int]) -> Select[Any]:
    """{event: member organisations whose people come to the general meeting, and none of them votes}"""
    here = (
        select(Part.event_id, Part.id.label("part"), Registration.organisation_id.label("member"))
        .join_from(Part, RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(
            Part.event_id.in_(ids),
            Part.kind == "agm",
            Registration.organisation_id.is_not(None),
            Registration.state.in_(("confirmed", "offered")),
        )
        .group_by(Part.event_id, Part.id, Registration.organisation_id)
        .having(func.count(RegistrationPart.votes_for) == 0)
        .subquery()
    )
    return select(here.c.event_id, func.count(), func.min(here.c.part)).group_by(here.c.event_id)


def _broken(found: dict[int, Counted], owner: int) -> None:
    """The reader's own lists: nobody may follow another's."""
    recent = Job.created_at > clock.now() - RECENT
    query = select(Job).where(Job.owner_id == owner, Job.state == "failed", recent).order_by(Job.id)
    for job in db.session.scalars(query):
        event_id = job.request.get("event")
        if event_id in found:
            before = found[event_id].waiting.get("broken", Waiting())
            found[event_id].waiting["broken"] = Waiting(before.number + 1, before.since or job.created_at)
            found[event_id].broken_job = job.id
