"""Decisions about invitations: what may still be answered, when one may write again, and what counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...foundation.todo import Found, by_age
from ..errors import InvitationUnanswerable, TooSoon

#: invited: no answer yet; substituted: it went on to somebody else
INVITATION_STATES = ("invited", "accepted", "declined", "substituted", "withdrawn")
#: states of an event's registration in which the invited may register, and in which they may not yet
TAKING, NOT_YET = frozenset({"invited", "open"}), frozenset({"later", "not_planned", "postponed"})
#: what a holder of an invitation may do where it stands
DEEDS: Mapping[str, frozenset[str]] = {
    "open": frozenset({"accept", "decline", "substitute"}),
    "declined": frozenset({"accept", "substitute"}),
    "early": frozenset({"decline", "substitute"}),
    "accepted": frozenset(),
    "expired": frozenset(),
    "closed": frozenset(),
    "withdrawn": frozenset(),
    "substituted": frozenset(),
}
#: from here an organiser may still act on it
BY_ORGANISER: Mapping[str, frozenset[str]] = {
    "invited": frozenset({"write", "withdraw", "substitute"}),
    "declined": frozenset({"substitute"}),
    "accepted": frozenset(),
    "substituted": frozenset(),
    "withdrawn": frozenset(),
}


def stands(state: str, answer_by: dt.datetime | None, event: str, now: dt.datetime) -> str:
    """Where an invitation stands for its holder; `event` is the registration state of the event.

    accepted, withdrawn and substituted stay what they are; then closed or expired; then early (the event takes no
    registrations yet), declined (one may think again), or open.
    """
    if state in {"accepted", "withdrawn", "substituted"}:
        return state
    if event not in TAKING | NOT_YET:
        return "closed"
    if answer_by and now >= answer_by:
        return "expired"
    if event in NOT_YET:
        return "early"
    return "declined" if state == "declined" else "open"


def deeds(standing: str, *, substitute: bool) -> frozenset[str]:
    """What its holder may do; a substitute may not name another one: that is for an organiser."""
    return DEEDS[standing] - ({"substitute"} if substitute else frozenset())


def check_deed(deed: str, standing: str, *, substitute: bool) -> None:
    """InvitationUnanswerable, which says where it stands, unless its holder may do that."""
    if deed not in deeds(standing, substitute=substitute):
        raise InvitationUnanswerable(standing)


def check_by_organiser(deed: str, state: str) -> None:
    """The same for an organiser: write again, withdraw, name a substitute."""
    if deed not in BY_ORGANISER[state]:
        raise InvitationUnanswerable(state)


def may_write(last: dt.datetime | None, hours: int, now: dt.datetime) -> bool:
    """Whether the last letter is old enough for another one."""
    return last is None or now >= last + dt.timedelta(hours=hours)


def check_rest(last: dt.datetime | None, hours: int, now: dt.datetime) -> None:
    """TooSoon until then."""
    if not may_write(last, hours, now):
        raise TooSoon


def answered_by(day: dt.date) -> dt.datetime:
    """The last moment of a day, as a clock on the wall shows it."""
    return dt.datetime.combine(day, dt.time(23, 59))


#: days after the last letter in which an answer may come by itself
PATIENCE, LONG = 5, 14


def find_silence(number: int, days: int | None, *, answerable: bool) -> list[Found]:
    """Invitations without an answer as work: none while people have just been written to, or can answer no more."""
    if not number or days is None or days < PATIENCE or not answerable:
        return []
    return [Found("invitations.unanswered", by_age(days, soon=PATIENCE, now=LONG), number, age=days)]


@dataclass(frozen=True)
class InvitationCounts:
    """What an organiser sees at a glance; someone who named a substitute counts as substituted only."""

    organisations: int
    sent: int
    opened: int
    accepted: int
    declined: int
    substituted: int
    unanswered: int


def count(rows: Iterable[tuple[str, str, bool, int]]) -> InvitationCounts:
    """From (organisation, state, opened, how many). Who was withdrawn counts nowhere; of a chain each counts."""
    kept = [row for row in rows if row[1] != "withdrawn"]

    def those(*states: str) -> int:
        return sum(number for _name, state, _opened, number in kept if state in states)

    return InvitationCounts(
        organisations=len({name for name, *_rest in kept if name}),
        sent=sum(number for *_rest, number in kept),
        opened=sum(number for _name, _state, opened, number in kept if opened),
        accepted=those("accepted"),
        declined=those("declined"),
        substituted=those("substituted"),
        unanswered=those("invited"),
    )
