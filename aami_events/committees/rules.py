"""Decisions about committees: who may sit where, who presides, what waits for whom. Days are local dates."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..foundation.todo import Found, by_deadline
from .errors import SeatTaken, Unanswerable

KINDS = ("programming", "communications", "outreach", "members", "other")
ROLES = ("chair", "substitute", "member", "observer")
#: one person at a time
SINGLE = frozenset({"chair", "substitute"})
STATES = ("invited", "accepted", "declined", "ended")
#: who holds a seat, or may still take it
SEATED = frozenset({"invited", "accepted"})
#: days before a deadline from which something is urgent, and from which it is soon
NOW, SOON = 2, 10


@dataclass(frozen=True)
class Seat:
    """A member as rules see one."""

    id: int
    role: str
    state: str
    region: str | None = None
    language: str = "fr"
    reads: tuple[str, ...] = ()


def check_seat(role: str, seats: Iterable[Seat]) -> None:
    """SeatTaken when somebody else holds a role that only one can."""
    if role in SINGLE and any(seat.role == role and seat.state in SEATED for seat in seats):
        raise SeatTaken(role)


def check_answer(state: str, ends: dt.date | None, today: dt.date) -> None:
    """Unanswerable when an invitation was withdrawn or its committee has ended. An answer may be changed."""
    if state == "ended":
        raise Unanswerable("withdrawn")
    if ends and today > ends:
        raise Unanswerable("over")


def check_mandate(names: Collection[str], starts: dt.date | None, ends: dt.date | None) -> list[tuple[str, str]]:
    """(field, what is wrong) of a committee with a name in these languages."""
    faults = [] if names else [("name", "name_missing")]
    return faults + check_span(starts, ends)


def check_span(starts: dt.date | None, ends: dt.date | None) -> list[tuple[str, str]]:
    """(field, what is wrong) of a first and a last day."""
    return [("ends", "ends_before")] if starts and ends and ends < starts else []


def standing(starts: dt.date | None, ends: dt.date | None, today: dt.date) -> str:
    """coming, running or over; without days a committee runs."""
    if starts and today < starts:
        return "coming"
    return "over" if ends and today > ends else "running"


def acting_chair(seats: Sequence[Seat], conflicted: Collection[int] = ()) -> int | None:
    """Who presides: the chair, else the substitute, unless both are in conflict or there is none."""
    able = {seat.role: seat.id for seat in seats if seat.state == "accepted" and seat.id not in conflicted}
    return able.get("chair", able.get("substitute"))


@dataclass(frozen=True)
class Balance:
    """How many who decide come from where, write in which language, and read which; observers do not decide."""

    people: int
    regions: dict[str | None, int]
    languages: dict[str, int]
    reads: dict[str, int]


def balance(seats: Iterable[Seat]) -> Balance:
    """Of those who sit or are invited."""
    able = [seat for seat in seats if seat.state in SEATED and seat.role != "observer"]
    return Balance(
        len(able),
        dict(Counter(seat.region for seat in able)),
        dict(Counter(seat.language for seat in able)),
        dict(Counter(language for seat in able for language in seat.reads)),
    )


def due(kind: str, on: dt.date | None, today: dt.date) -> Found:
    """Something with a day, or with none, as it waits."""
    left = (on - today).days if on else None
    return Found(kind, by_deadline(left, soon=SOON, now=NOW), left=left)


def waiting(kind: str, since: dt.date, today: dt.date) -> Found:
    """Something that waits for an answer."""
    return Found(kind, "now", age=(today - since).days)


CONTACT_STATES = ("todo", "contacted", "interested", "coming", "declined")
#: how somebody is reached
WAYS = ("email", "call", "meeting", "other")
ANNOUNCEMENT_STATES = ("planned", "ready", "published")
CHANNELS = ("newsletter", "website", "social", "press", "partners")


@dataclass(frozen=True)
class Reached:
    """What a contact says, as rules see it."""

    organisation: str
    state: str
    way: str = ""
    contacted_on: dt.date | None = None
    again_on: dt.date | None = None


def check_contact(facts: Reached, today: dt.date) -> list[tuple[str, str]]:
    """(field, what is wrong) of somebody whom one reaches out to: who was reached was reached some day, in some way."""
    faults = [] if facts.organisation else [("organisation", "organisation_missing")]
    if facts.state not in CONTACT_STATES:
        return [*faults, ("state", "choice")]
    if facts.state != "todo" and facts.contacted_on is None:
        faults.append(("contacted_on", "contacted_missing"))
    if facts.contacted_on and facts.contacted_on > today:
        faults.append(("contacted_on", "contacted_later"))
    if facts.contacted_on and facts.way not in WAYS:
        faults.append(("way", "way_missing"))
    return faults


def check_announcement(
    titles: Collection[str], texts: Collection[str], on: dt.date | None, channel: str, state: str
) -> list[tuple[str, str]]:
    """(field, what is wrong) of an announcement with these words in these languages: ready is ready in both."""
    faults = [] if titles else [("title", "announcement_missing")]
    if on is None:
        faults.append(("due_on", "day_missing"))
    if channel not in CHANNELS:
        faults.append(("channel", "choice"))
    if state not in ANNOUNCEMENT_STATES:
        return [*faults, ("state", "choice")]
    if state != "planned":
        faults += [(name, "both") for name, sides in (("title", titles), ("text", texts)) if len(sides) == 1]
    return faults


def reached(states: Iterable[tuple[str | None, str]]) -> dict[str | None, dict[str, int]]:
    """{region: {state: organisations}} of (region, state)."""
    found: dict[str | None, dict[str, int]] = {}
    for region, state in states:
        counts = found.setdefault(region, {})
        counts[state] = counts.get(state, 0) + 1
    return found
