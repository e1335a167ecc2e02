"""Decisions about letters to many: what one must say, when it goes, who may stop it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from .placeholders import unknown

#: to whom: those of the event, those invited to it, and who agreed to hear of others
TO = ("registered", "invited", "agreed")
#: when it goes: when somebody says so, at a moment, or so many days before or after the event
SENDS = ("hand", "moment", "relative")
ANCHORS = ("starts", "ends")
#: of registrations, and of invitations
STATES = {
    "registered": ("confirmed", "waiting", "offered", "cancelled"),
    "invited": ("invited", "accepted", "declined"),
    "agreed": (),
}
USUAL = {"registered": ("confirmed",), "invited": ("invited",), "agreed": ()}
PRESENCE = ("here", "missed")
MOST_SUBJECT, MOST_BODY, MOST_DAYS = 200, 20_000, 366
#: for how long after its moment a letter still goes that nobody was there to send
LATE = dt.timedelta(days=2)


@dataclass(frozen=True)
class Audience:
    """Whom it is for; empty fields do not narrow."""

    to: str = "registered"
    states: tuple[str, ...] = ()
    category: str = ""
    part: str = ""
    region: str = ""
    language: str = ""
    mode: str = ""
    member: str = ""
    #: "here" or "missed": at the event, or at the activity chosen above
    presence: str = ""
    #: a survey of the event that they have not answered
    survey: str = ""

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Audience":
        """As it is stored."""
        return cls(**{**plain, "states": tuple(plain.get("states", ()))})

    def plain(self) -> dict[str, Any]:
        """To be stored: what says something."""
        return {name: list(value) if name == "states" else value for name, value in asdict(self).items() if value}

    @property
    def wanted(self) -> tuple[str, ...]:
        """The states it is for."""
        return self.states or USUAL[self.to]


@dataclass(frozen=True)
class Schedule:
    """When it goes: by hand; at a moment on the wall of the event; or days before (below zero) or after it, at an
    hour there."""

    send: str = "hand"
    at: dt.datetime | None = None
    days: int | None = None
    anchor: str = "starts"
    hour: dt.time | None = None


@dataclass(frozen=True)
class Occasion:
    """What a schedule needs to know of the event: its first and last day on its wall, and where that is."""

    first: dt.date | None
    last: dt.date | None
    zone: str


def moment_of(schedule: Schedule, event: Occasion) -> dt.datetime | None:
    """When it goes, aware; None by hand, or while the event has no day."""
    if schedule.send == "moment" and schedule.at:
        return schedule.at.replace(tzinfo=ZoneInfo(event.zone))
    day = event.last if schedule.anchor == "ends" else event.first
    if schedule.send != "relative" or day is None or schedule.days is None or schedule.hour is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=schedule.days), schedule.hour, ZoneInfo(event.zone))


def held_back(state: str, due: dt.datetime | None, now: dt.datetime) -> str:
    """Why a planned letter does not go now: "event" (not held, or not yet public), "day" (it has none), "early",
    "late" (nobody was there to send it); "" when it goes."""
    if state != "published":
        return "event"
    if due is None:
        return "day"
    return "early" if now < due else "late" if now > due + LATE else ""


@dataclass(frozen=True)
class Facts:
    """A letter to many as somebody writes it."""

    subject: tuple[str, str]
    body: tuple[str, str]
    audience: Audience
    schedule: Schedule = Schedule()
    #: of the event: what can be chosen
    categories: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    surveys: frozenset[str] = frozenset()
    #: a link in it opens somebody's own page
    private: bool = False


def faults(facts: Facts) -> list[tuple[str, str]]:
    """(field, what) of what cannot be kept: missing, choose, unknown:{word}, private, range, too_long, hour, day."""
    found = [] if any(facts.subject) else [("subject", "missing")]
    for name, sides, most in (("subject", facts.subject, MOST_SUBJECT), ("body", facts.body, MOST_BODY)):
        if any(len(side) > most for side in sides):
            found.append((name, "too_long"))
        if facts.audience.to in TO:
            found += [(name, f"unknown:{word}") for word in unknown(sides, facts.audience.to)[:1]]
    if facts.private:
        found.append(("body", "private"))
    return found + _audience_faults(facts) + _schedule_faults(facts.schedule)


def _audience_faults(facts: Facts) -> list[tuple[str, str]]:
    asked = facts.audience
    if asked.to not in TO:
        return [("to", "choose")]
    offered = (("category", facts.categories), ("part", facts.parts), ("survey", facts.surveys))
    found = [(name, "choose") for name, known in offered if getattr(asked, name) not in {"", *known}]
    if asked.presence not in ("", *PRESENCE):
        found.append(("presence", "choose"))
    if set(asked.states) - set(STATES[asked.to]):
        found.append(("states", "choose"))
    return found


def _schedule_faults(schedule: Schedule) -> list[tuple[str, str]]:
    if schedule.send not in SENDS:
        return [("send", "choose")]
    if schedule.send == "moment":
        return [] if schedule.at else [("at", "day")]
    if schedule.send != "relative":
        return []
    found = [] if schedule.anchor in ANCHORS else [("anchor", "choose")]
    if schedule.days is None or abs(schedule.days) > MOST_DAYS:
        found.append(("days", "range"))
    return found if schedule.hour else [*found, ("hour", "hour")]


def not_ready(
    *, subject: Sequence[str], body: Sequence[str], promotional: bool, address: bool, due: dt.datetime | None,
    schedule: Schedule, now: dt.datetime,
) -> list[str]:  # fmt: skip
    """Why it cannot go, or be planned: subject, body (a language of it is missing), address (of the house, which a
    promotion must name), day, past."""
    found = [name for name, sides in (("subject", subject), ("body", body)) if not all(sides)]
    if promotional and not address:
        found.append("address")
    if schedule.send == "hand":
        return found
    return [*found, *(["day"] if due is None else ["past"] if due < now else [])]
