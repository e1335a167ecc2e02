"""What the desk answers, decided from plain facts."""

import datetime as dt
from dataclasses import dataclass

#: what one does at a desk
ACTS = ("in", "out")
#: where an act comes from: a desk with a network, one without, a paper list, a coordinator's decision
SOURCES = ("desk", "offline", "paper", "coordinator", "self")
#: where somebody went in before the house was asked
BELIEVED = ("offline", "paper")
#: everything that may be answered
ANSWERS = (
    "welcome", "due", "again", "out", "not_in", "other_event", "cancelled", "waiting", "online", "not_chosen",
    "unknown",
)  # fmt: skip
#: answers after which somebody is in
LETS_IN = frozenset({"welcome", "due"})
#: answers that a coordinator may overrule
MAY_OVERRULE = frozenset({"waiting", "online", "not_chosen"})
#: without a network, a desk lets in whom it knows; when the house sees it otherwise, a coordinator looks at it
TO_SETTLE = frozenset({"again", "other_event", "cancelled", "waiting", "online", "not_chosen", "unknown"})
#: a device's clock is believed this far back and this far ahead
OLDEST, AHEAD = dt.timedelta(days=3), dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Ticket:
    """What a code leads to, as the rules see it."""

    #: confirmed, waiting, offered, cancelled
    state: str
    here: bool = True
    in_person: bool = True
    due: bool = False
    #: parts in which they hold a place
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a desk stands: at the whole event, or at one of its parts."""

    part_id: int | None = None
    #: one registers for it; a session of the programme is open to whoever is at the event
    chosen: bool = False
    online: bool = False


@dataclass(frozen=True)
class Now:
    """Whether they are there already, and since when."""

    here: bool = False
    since: dt.datetime | None = None


def answer(ticket: Ticket | None, place: Place, act: str, now: Now, *, overrule: bool = False) -> str:
    """One of ANSWERS. Who goes out is asked nothing but whether they came in."""
    if ticket is None:
        return "unknown"
    if not ticket.here:
        return "other_event"
    if act == "out":
        return "out" if now.here else "not_in"
    if now.here:
        return "again"
    refused = _refused(ticket, place)
    if refused and not (overrule and refused in MAY_OVERRULE):
        return refused
    return "due" if ticket.due else "welcome"


def _refused(ticket: Ticket, place: Place) -> str:
    if ticket.state == "cancelled":
        return "cancelled"
    if ticket.state != "confirmed":
        return "waiting"
    if not ticket.in_person and not place.online:
        return "online"
    if place.chosen and place.part_id not in ticket.parts:
        return "not_chosen"
    return ""


@dataclass(frozen=True)
class Act:
    """One act that was not taken back."""

    act: str
    at: dt.datetime


@dataclass(frozen=True)
class State:
    """What follows from all acts of somebody at one place."""

    here: bool
    first_in_at: dt.datetime
    changed_at: dt.datetime


def state_of(acts: list[Act]) -> State | None:
    """From the acts that were not taken back, in any order; None: they never came in."""
    here, first, changed = False, None, None
    for act in sorted(acts, key=lambda one: one.at):
        if act.act == "in":
            first = first or act.at
            changed, here = (changed if here else act.at), True
        elif here:
            changed, here = act.at, False
    return State(here, first, changed) if first and changed else None


def believed(at: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """When an act happened: what the device says, unless its clock cannot be right."""
    if at is None or not now - OLDEST <= at <= now + AHEAD:
        return now
    return min(at, now)


def to_settle(answered: str, source: str) -> bool:
    """Whether a coordinator has to look at it: somebody went in on the word of a device that knew no better."""
    return source in BELIEVED and answered in TO_SETTLE
