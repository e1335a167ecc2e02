"""Decisions about personal information: whose it is, and for how long it is kept."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ..foundation.text import sort_key
from ..foundation.todo import Found, by_deadline

#: what days are counted from: the end of the event; for what belongs to none, when it was made, ended or answered
EVENT, MADE, ENDED, ANSWERED = "event", "made", "ended", "answered"
#: a request has to be answered within this many days (Law 25, section 32)
ANSWER_DAYS = 30
#: where the house's nights are
ZONE = "America/Toronto"
NIGHT_HOUR = 3


@dataclass(frozen=True)
class Rule:
    """How long one group of columns is kept: days since `since`. None: as long as what it belongs to;
    with `own`, each says for itself."""

    days: int | None
    since: str = EVENT
    own: bool = False


#: by the keys of points.PersonalGroup, in the order of the notice; a gate keeps both the same
RULES: dict[str, Rule] = {
    "registration.person": Rule(1095),  # three years: the time in which somebody may sue (Civil Code, 2925)
    "registration.answers": Rule(365, own=True),
    "registration.access": Rule(90),
    "registration.consents": Rule(1095),
    "registration.contacts": Rule(1095),
    "registration.invitations": Rule(365),
    "registration.drafts": Rule(30, MADE),
    "events.contacts": Rule(None, MADE),
    "committees.members": Rule(1095, ENDED),
    "committees.outreach": Rule(365, ENDED),
    "proposals.speakers": Rule(None, MADE),
    "proposals.contacts": Rule(365),
    "proposals.access": Rule(90),
    "proposals.balance": Rule(90),
    "proposals.answers": Rule(365, own=True),
    "proposals.reviews": Rule(365),
    "programme.speakers": Rule(None, MADE),
    "attendance.presence": Rule(None, MADE),
    "attendance.shifts": Rule(90),
    "badges.roles": Rule(None, MADE),
    "badges.photos": Rule(30),
    "evaluation.asked": Rule(90, ENDED),
    "evaluation.named": Rule(365, ENDED),
    "evaluation.comments": Rule(1095, ENDED),
    "mailings.refusals": Rule(None, MADE),
    "wording.owners": Rule(None, MADE),
    "privacy.letters": Rule(365),
    "privacy.history": Rule(1095),
    "privacy.lists": Rule(7, MADE),
    "privacy.requests": Rule(1095, ANSWERED),
    "people.account": Rule(None, ENDED),
    "people.links": Rule(30, ENDED),
    "people.organisations": Rule(None, ENDED),
}


@dataclass(frozen=True)
class Clock:
    """What is over now: the last days of events, {event: day or None}, against a number of days. A `points.Due`."""

    now: dt.datetime
    last_days: Mapping[int, dt.date | None]

    def events(self, days: int) -> list[int]:
        """Events whose last day is more than `days` days ago; an event without a date is not over."""
        return [number for number, last in self.last_days.items() if last and is_over(last, days, self.now)]

    def moment(self, days: int) -> dt.datetime:
        """What was made before this is over."""
        return self.now - dt.timedelta(days=days)


def is_over(last_day: dt.date, days: int, now: dt.datetime) -> bool:
    """Whether `days` whole days have passed since the day after the last one, wherever in Canada."""
    return now.date() > last_day + dt.timedelta(days=days + 1)


def night_of(now: dt.datetime) -> dt.date:
    """The night that began last: the day's own from three in the morning on."""
    here = now.astimezone(ZoneInfo(ZONE))
    return here.date() if here.hour >= NIGHT_HOUR else here.date() - dt.timedelta(days=1)


def named(found: Mapping[str, Mapping[int, str]], name: str) -> dict[str, dict[int, str]]:
    """Of {feature: {id: name}} what goes by this name, whatever its accents and case; without a name, everything.
    What has no name goes with whoever has the address."""
    wanted = sort_key(name)
    chosen = {
        feature: {number: known for number, known in rows.items() if not name or not known or sort_key(known) == wanted}
        for feature, rows in found.items()
    }
    return {feature: rows for feature, rows in chosen.items() if rows}


def people_in(found: Mapping[str, Mapping[int, str]]) -> list[str]:
    """The names of the different people that {feature: {id: name}} is about, each as written once, in order."""
    names = {sort_key(name): name for rows in found.values() for name in rows.values() if name}
    return [names[key] for key in sorted(names)]


def only(found: Mapping[str, Mapping[int, str]], feature: str, ids: Iterable[int]) -> dict[str, dict[int, str]]:
    """Of {feature: {id: name}} only these rows of that feature."""
    rows = {number: name for number, name in found.get(feature, {}).items() if number in set(ids)}
    return {feature: rows} if rows else {}


def deadline(asked_at: dt.datetime) -> dt.datetime:
    """Until when a request has to be answered."""
    return asked_at + dt.timedelta(days=ANSWER_DAYS)


def days_left(asked_at: dt.datetime, now: dt.datetime) -> int:
    """Whole days until then; negative once it is late."""
    return (deadline(asked_at) - now).days


def age(asked_at: dt.datetime, now: dt.datetime) -> int:
    """Whole days since it was asked."""
    return (now - asked_at).days


def find_work(asked: Sequence[dt.datetime], now: dt.datetime, *, named: bool) -> list[Found]:
    """What the officer has to do now: requests by when they were `asked`; whether the notice has somebody `named`."""
    found = []
    if asked:
        oldest = min(asked)
        left = days_left(oldest, now)
        urgency = by_deadline(left, soon=15, now=7)
        found.append(Found("privacy.requests", urgency, len(asked), age=age(oldest, now), left=left))
    if not named:
        found.append(Found("privacy.officer", "soon"))
    return found
