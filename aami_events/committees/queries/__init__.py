"""Reads of committees and who sits on them."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...events.models import Event
from ...foundation import clock
from ...foundation.database import db
from ...foundation.links import sign, unsign
from ...foundation.text import fold
from .. import rules
from ..models import Committee, Member, Task
from ..rules import ROLES, SEATED, Seat

#: days begin and end where the association's office is
ZONE = ZoneInfo("America/Toronto")
LINK = "committee"


def this_day() -> dt.date:
    """The day at the association's office."""
    return clock.now().astimezone(ZONE).date()


def find_committee(slug: str) -> Committee | None:
    """The committee of an address, with its event."""
    return db.session.scalar(select(Committee).where(Committee.slug == slug).options(joinedload(Committee.event)))


def slug_of(committee_id: int) -> str:
    """The address of a committee."""
    return db.session.get_one(Committee, committee_id).slug


def list_committees() -> list[Committee]:
    """All, those that began last first; one query."""
    query = select(Committee).options(joinedload(Committee.event))
    return list(db.session.scalars(query.order_by(Committee.starts.desc(), Committee.id)))


def list_events() -> list[tuple[int, Event]]:
    """Events that a committee may be for, newest first; one query."""
    return [(event.id, event) for event in db.session.scalars(select(Event).order_by(Event.id.desc()))]


def standing(committee: Committee) -> str:
    """coming, running or over: today."""
    return rules.standing(committee.starts, committee.ends, this_day())


def seat(member: Member) -> Seat:
    """A member for the rules."""
    return Seat(member.id, member.role, member.state, member.region, member.language, tuple(member.reads))


def members_of(committee_id: int) -> list[Member]:
    """Everyone who sits on it, was asked to or did: by role, then name; one query."""
    query = select(Member).where(Member.committee_id == committee_id).options(joinedload(Member.organisation))
    return in_order(db.session.scalars(query))


def in_order(rows: Iterable[Member]) -> list[Member]:
    """Who sits there first, then by role and name."""
    return sorted(rows, key=lambda row: (row.state not in SEATED, ROLES.index(row.role), fold(row.name), row.id))


def seated(committee_id: int) -> list[Member]:
    """Who sits on it or was asked to; one query."""
    return [one for one in members_of(committee_id) if one.state in SEATED]


def acting_chair(members: Iterable[Member], conflicted: Collection[int] = ()) -> int | None:
    """Which of these members presides, where some are in conflict: rules.acting_chair."""
    return rules.acting_chair([seat(one) for one in members], conflicted)


def find_member(committee_id: int, member_id: int) -> Member | None:
    """A member, if it is of this committee."""
    return db.session.scalar(select(Member).where(Member.committee_id == committee_id, Member.id == member_id))


def membership(person_id: int, committee_id: int) -> Member | None:
    """The seat that an account holds now on a committee."""
    held = (Member.person_id == person_id, Member.committee_id == committee_id, Member.state == "accepted")
    return db.session.scalar(select(Member).where(*held))


def memberships_of(person_id: int) -> list[Member]:
    """The seats that an account holds now, with their committees and events; one query."""
    query = select(Member).where(Member.person_id == person_id, Member.state == "accepted")
    with_event = joinedload(Member.committee).joinedload(Committee.event)
    return list(db.session.scalars(query.options(with_event).order_by(Member.id)))


def invitations_to(email: str) -> list[Member]:
    """What an address has been asked to join and has not answered; one query."""
    query = select(Member).where(Member.email == email, Member.state == "invited")
    return list(db.session.scalars(query.options(joinedload(Member.committee)).order_by(Member.id)))


def token(member: Member) -> str:
    """The part of the address that opens an invitation."""
    return sign(LINK, member.id, member.link_version)


def open_invitation(text: str) -> Member | None:
    """Who was invited by a link; none for a forged one or one that was replaced."""
    facts = unsign(LINK, text)
    if facts is None or [type(fact) for fact in facts] != [int, int]:
        return None
    query = select(Member).where(Member.id == facts[0]).options(joinedload(Member.committee))
    row = db.session.scalar(query)
    return row if row is not None and row.link_version == facts[1] else None


def tasks_of(committee_id: int) -> list[Task]:
    """What is to do, by day, what has none last; then what is done, the newest first. One query."""
    query = select(Task).where(Task.committee_id == committee_id).options(joinedload(Task.owner))
    rows = list(db.session.scalars(query.order_by(Task.due_on.is_(None), Task.due_on, Task.id)))
    done = sorted((row for row in rows if row.done_at), key=lambda row: row.done_at or dt.datetime.min, reverse=True)
    return [row for row in rows if not row.done_at] + done


def find_task(committee_id: int, task_id: int) -> Task | None:
    """A task, if it is of this committee."""
    return db.session.scalar(select(Task).where(Task.committee_id == committee_id, Task.id == task_id))


def open_tasks_of(member_ids: Collection[int]) -> list[Task]:
    """What these members have to do; one query."""
    query = select(Task).where(Task.owner_id.in_(member_ids), Task.done_at.is_(None))
    return list(db.session.scalars(query.order_by(Task.id)))


@dataclass(frozen=True)
class Figures:
    """Of one committee: how many sit on it, were asked and have not answered, and what it has to do."""

    members: int = 0
    invited: int = 0
    tasks: int = 0
    late: int = 0


def figures(committee_ids: Collection[int]) -> dict[int, Figures]:
    """{committee: its figures}; two queries however many there are."""
    of_members = (
        select(
            Member.committee_id,
            func.count().filter(Member.state == "accepted"),
            func.count().filter(Member.state == "invited"),
        )
        .where(Member.committee_id.in_(committee_ids))
        .group_by(Member.committee_id)
    )
    of_tasks = (
        select(Task.committee_id, func.count(), func.count().filter(Task.due_on < this_day()))
        .where(Task.committee_id.in_(committee_ids), Task.done_at.is_(None))
        .group_by(Task.committee_id)
    )
    people = {row[0]: (row[1], row[2]) for row in db.session.execute(of_members).tuples()}
    tasks = {row[0]: (row[1], row[2]) for row in db.session.execute(of_tasks).tuples()}
    return {number: Figures(*people.get(number, (0, 0)), *tasks.get(number, (0, 0))) for number in committee_ids}


def of_events(event_ids: Collection[int]) -> list[Committee]:
    """The committees of these events; one query."""
    query = select(Committee).where(Committee.event_id.in_(event_ids))
    return list(db.session.scalars(query.order_by(Committee.event_id, Committee.id)))
