"""Who sits on a committee: invited by mail, accepting or not, with a role and a term; what they may do follows."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue, withdraw
from ...foundation.points import Due
from ...foundation.settings import setting
from ...foundation.text import clean
from ...people import service as people
from ...people.queries import find_organisation_id, find_person_by_email
from .. import queries
from ..errors import AlreadyMember, CommitteeWrong, NotThere
from ..models import Committee, Member
from ..rules import ROLES, SEATED, check_answer, check_seat, check_span
from .common import lock, note

#: what a seat allows: a role in people.rules.ROLES
ALLOWS = {
    "chair": "committee_chair",
    "substitute": "committee_chair",
    "member": "committee_member",
    "observer": "committee_observer",
}


@dataclass(frozen=True)
class Seated:
    """What is said of a seat; texts are cleaned when stored."""

    role: str = "member"
    organisation: str = ""
    region: str | None = None
    #: languages in which they can review
    reads: tuple[str, ...] = ("fr", "en")
    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True)
class Invited:
    """Whom somebody invites, to which seat."""

    name: str
    email: str
    language: str = "fr"
    seat: Seated = Seated()


@transactional
def invite(committee_id: int, invited: Invited) -> int:
    """Ask somebody to sit on a committee, and write to them; the member's id.

    Who had declined or left is asked again. AlreadyMember, SeatTaken, CommitteeWrong.
    """
    committee, email = lock(committee_id), invited.email.strip().lower()
    rows = queries.members_of(committee_id)
    row = next((row for row in rows if row.email == email), None)
    if row is not None and row.state in SEATED:
        raise AlreadyMember(email)
    check_seat(invited.seat.role, map(queries.seat, rows))
    if row is None:
        row = Member(committee_id=committee_id, email=email, link_version=0)
        db.session.add(row)
    row.name, row.language = clean(invited.name), invited.language
    row.state, row.invited_at, row.answered_at = "invited", clock.now(), None
    row.link_version += 1
    _write(row, invited.seat)
    db.session.flush()
    note("committee.invited", "committee_member", row, committee.id, {"role": [None, row.role]})
    _letter(row)
    return row.id


def _write(row: Member, seat: Seated) -> None:
    faults = check_span(seat.starts, seat.ends)
    if seat.role not in ROLES:
        faults.append(("role", "role"))
    if faults:
        raise CommitteeWrong(faults)
    row.role, row.region, row.reads = seat.role, seat.region or None, list(seat.reads)
    row.organisation_name = clean(seat.organisation)
    row.organisation_id = find_organisation_id(row.organisation_name)
    row.starts, row.ends = seat.starts, seat.ends


def _letter(row: Member) -> None:
    facts = {"member": row.id, "version": row.link_version}
    queue("committees.invitation", row.email, row.language, facts, subject=("committee_member", row.id))


@transactional
def write_again(committee_id: int, member_id: int) -> None:
    """The same invitation once more. NotThere if none waits for an answer."""
    lock(committee_id)
    row = queries.find_member(committee_id, member_id)
    if row is None or row.state != "invited":
        raise NotThere
    withdraw(("committee_member", row.id))
    _letter(row)
    note("committee.written_again", "committee_member", row, committee_id)


def check_invitation(row: Member) -> None:
    """Unanswerable when it was withdrawn or its committee is over."""
    check_answer(row.state, row.committee.ends, queries.this_day())


@transactional
def answer(member_id: int, *, accept: bool) -> int | None:
    """Somebody takes a seat or declines it; of who accepts, the account, which gets a link to sign in.

    The same answer twice changes nothing. Unanswerable.
    """
    row = _locked(member_id)
    check_invitation(row)
    wanted = "accepted" if accept else "declined"
    if row.state == wanted:
        return row.person_id
    before, row.state, row.answered_at = row.state, wanted, clock.now()
    withdraw(("committee_member", row.id))  # nobody is asked what they have answered
    note(f"committee.{wanted}", "committee_member", row, row.committee_id, {"state": [before, wanted]})
    if not accept:
        _take_back(row)
        return None
    person = find_person_by_email(row.email)
    account = person.id if person else people.create_person(row.name, row.email, language=row.language)
    row.person_id = account
    _give(row, account)
    people.send_sign_in_link(row.email, setting("SIGN_IN_LINK_MINUTES"))
    return account


def _locked(member_id: int) -> Member:
    row = db.session.get(Member, member_id)
    if row is None:
        raise NotThere
    lock(row.committee_id)
    return db.session.get_one(Member, member_id, populate_existing=True)


def _give(row: Member, account: int) -> None:
    people.grant(account, ALLOWS[row.role], scope=("committee", row.committee_id))


def _take_back(row: Member) -> None:
    if row.person_id:
        for role in set(ALLOWS.values()):
            people.revoke(row.person_id, role, scope=("committee", row.committee_id))


@transactional
def change_member(committee_id: int, member_id: int, seat: Seated) -> None:
    """Another role, term, region or languages. NotThere, SeatTaken, CommitteeWrong."""
    lock(committee_id)
    row = queries.find_member(committee_id, member_id)
    if row is None or row.state not in SEATED:
        raise NotThere
    if seat.role != row.role:
        check_seat(seat.role, map(queries.seat, queries.members_of(committee_id)))
    before = row.role
    _write(row, seat)
    if row.state == "accepted" and row.person_id and before != row.role:
        _take_back(row)
        _give(row, row.person_id)
    note("committee.member_changed", "committee_member", row, committee_id, {"role": [before, row.role]})


@transactional
def end_term(committee_id: int, member_id: int) -> None:
    """Take back an invitation, or end a term today: the link ends, and so does all that the seat allowed. NotThere."""
    lock(committee_id)
    row = queries.find_member(committee_id, member_id)
    if row is None or row.state not in SEATED:
        raise NotThere
    _end(row)


def _end(row: Member) -> None:
    before, row.state = row.state, "ended"
    row.link_version += 1
    withdraw(("committee_member", row.id))
    _take_back(row)
    note("committee.ended", "committee_member", row, row.committee_id, {"state": [before, "ended"]})


def terms_over() -> list[int]:
    """Members whose term, or whose committee's, has ended."""
    query = select(Member.id).join(Committee).where(Member.state.in_(SEATED))
    day = queries.this_day()
    return list(db.session.scalars(query.where((Member.ends < day) | (Committee.ends < day))))


def end_terms() -> int:
    """End what is over; how many."""
    ids = terms_over()
    return _end_all(ids) if ids else 0


@transactional
def _end_all(ids: Collection[int]) -> int:
    rows = db.session.scalars(select(Member).where(Member.id.in_(ids), Member.state.in_(SEATED)).with_for_update())
    ended = list(rows)
    for row in ended:
        _end(row)
    return len(ended)


@transactional
def erase_members(ids: Collection[int]) -> int:
    """Who it was goes; that somebody sat there stays, without a name; how many."""
    for row in db.session.scalars(select(Member).where(Member.id.in_(ids))):
        if row.state in SEATED:
            _end(row)
        row.name, row.email, row.person_id = "—", f"#{row.id}", None
        row.organisation_name, row.organisation_id = "", None
    return len(ids)


@transactional
def forget_members(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Who sat on a committee that is long over; {event, 0 for none: members}."""
    over = Committee.ends < due.moment(days).date()
    query = select(Member.id, Committee.event_id).join(Committee).where(over, Member.email.not_like("#%"))
    found: dict[int, int] = {}
    rows = db.session.execute(query).tuples().all()
    for _number, event_id in rows:
        found[event_id or 0] = found.get(event_id or 0, 0) + 1
    if rows and not dry:
        erase_members([number for number, _event in rows])
    return found
