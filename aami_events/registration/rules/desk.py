"""What the organisers of an event have to do about its registrations now."""

import datetime as dt
from dataclasses import dataclass

from ...foundation.todo import Found, by_age, by_deadline
from . import days_since

#: an event is close this many days before its first one: what has not been arranged by then is urgent
CLOSE = 14
#: a request for access has waited long after so many days
LONG = 7
#: an offer that ends within so many hours is worth a word to its person
ENDING = dt.timedelta(hours=24)
#: letters that have waited this long, though there is a mail server
STUCK = dt.timedelta(hours=1)
#: places are few when no more than one in ten is left
FEW = 10


@dataclass(frozen=True)
class Waiting:
    """Things that wait: how many, and since when the oldest does (of offers: until when the first is open)."""

    number: int = 0
    since: dt.datetime | None = None

    def age(self, now: dt.datetime) -> int | None:
        """Whole days of the oldest."""
        return days_since(self.since, now) if self.since else None


NOTHING = Waiting()


@dataclass(frozen=True)
class DeskFacts:
    """What the rules need to know of an event's registrations."""

    now: dt.datetime
    #: whole days until its first day, and after its last one; None: nobody knows
    until: int | None
    over: bool
    #: whether one can register now
    takes: bool
    capacity: int | None
    taken: int
    #: requests for access without an answer; services that were not there, says their person
    unanswered: Waiting = NOTHING
    absent: Waiting = NOTHING
    #: open offers that end within ENDING
    ending: Waiting = NOTHING
    #: people on the waiting list, and how many of them could be offered a place at once
    queue: Waiting = NOTHING
    servable: int = 0
    #: people whom somebody registered and who have not yet said what only they can say
    unfinished: Waiting = NOTHING
    #: member organisations at the general meeting for which nobody votes
    seatless: int = 0
    #: letters that could not be sent, and letters that wait; whether there is a mail server
    failed: Waiting = NOTHING
    unsent: Waiting = NOTHING
    post: bool = True
    #: the reader's own lists that could not be made
    broken: Waiting = NOTHING


def find_work(facts: DeskFacts) -> list[Found]:
    """Everything that waits for somebody, in no order."""
    found = [*_letters(facts), *_lists(facts)]
    if facts.absent.number:
        found.append(_waits("access.absent", "now", facts.absent, facts))
    return found if facts.over else [*found, *_people(facts), *_places(facts)]


def _waits(kind: str, urgency: str, waiting: Waiting, facts: DeskFacts) -> Found:
    return Found(kind, urgency, waiting.number, age=waiting.age(facts.now))


def _close(facts: DeskFacts) -> bool:
    return facts.until is not None and facts.until <= CLOSE


def _people(facts: DeskFacts) -> list[Found]:
    found = []
    if facts.unanswered.number:
        old = by_age(facts.unanswered.age(facts.now) or 0, soon=0, now=LONG)
        found.append(_waits("access.unanswered", "now" if _close(facts) else old, facts.unanswered, facts))
    if facts.unfinished.number:
        found.append(_waits("guests.unfinished", "soon" if _close(facts) else "later", facts.unfinished, facts))
    if facts.seatless:
        found.append(Found("meeting.seatless", by_deadline(facts.until, soon=CLOSE, now=-1), facts.seatless))
    return found


def _places(facts: DeskFacts) -> list[Found]:
    found = []
    if facts.ending.number and facts.ending.since:
        left = max((facts.ending.since - facts.now).days, 0)
        found.append(Found("offers.ending", "soon", facts.ending.number, left=left))
    if facts.servable:
        found.append(Found("queue.servable", "now", facts.servable, age=facts.queue.age(facts.now)))
    elif facts.queue.number:
        found.append(_waits("queue.waiting", "later", facts.queue, facts))
    if facts.takes and facts.capacity is not None:
        free = facts.capacity - facts.taken
        if free * FEW <= facts.capacity:
            found.append(Found("places.few" if free else "places.none", "soon", free))
    return found


def _letters(facts: DeskFacts) -> list[Found]:
    found = [_waits("letters.failed", "now", facts.failed, facts)] if facts.failed.number else []
    if not facts.unsent.number:
        return found
    if not facts.post:
        return [*found, _waits("letters.no_server", "soon", facts.unsent, facts)]
    stuck = facts.unsent.since is not None and facts.now - facts.unsent.since >= STUCK
    return [*found, _waits("letters.stuck", "now", facts.unsent, facts)] if stuck else found


def _lists(facts: DeskFacts) -> list[Found]:
    return [_waits("lists.broken", "soon", facts.broken, facts)] if facts.broken.number else []
