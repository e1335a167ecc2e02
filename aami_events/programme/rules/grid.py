"""Where a session may stand: days with hours, rooms, what is there already. Times are wall times of the event."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import OutsideDay, SessionsOverlap

KINDS = ("session", "joint", "break")
#: for everybody, or in all rooms at once
EVERYWHERE = frozenset({"joint", "break"})
EQUIPMENT = ("booth", "captions", "stage", "projection", "online")
LANGUAGES = ("fr", "en", "asl", "lsq", "other")
INTERPRETATION = ("fr-en", "asl", "lsq", "captions")
#: minutes of a session
LEAST, MOST = 5, 600
#: of one whose proposal says nothing
USUAL = 60
#: what an event has that has said nothing
OPENS, CLOSES, CHANGE_OVER = dt.time(9), dt.time(22), 10
STEP = 30


@dataclass(frozen=True)
class Span:
    """A session on the grid; without a room it is in all of them."""

    id: int
    starts: dt.datetime
    minutes: int
    room: int | None = None

    @property
    def ends(self) -> dt.datetime:
        """The minute after its last."""
        return self.starts + dt.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Days:
    """The days of an event, and the hours between which something takes place."""

    first: dt.date | None
    last: dt.date | None
    opens: dt.time = OPENS
    closes: dt.time = CLOSES

    def all(self) -> list[dt.date]:
        """Each day; none while the event has no dates."""
        if self.first is None or self.last is None:
            return []
        return [self.first + dt.timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def holds(self, span: Span) -> bool:
        """Whether a session begins and ends within the hours of one of the days."""
        day = span.starts.date()
        return (
            day in self.all()
            and span.starts >= dt.datetime.combine(day, self.opens)
            and span.ends <= dt.datetime.combine(day, self.closes)
        )


def meet(one: Span, other: Span) -> bool:
    """Whether they have a minute in common, wherever they are."""
    return one.starts < other.ends and other.starts < one.ends


def collide(one: Span, other: Span) -> bool:
    """Whether they would be in one room at one time."""
    return meet(one, other) and (one.room is None or other.room is None or one.room == other.room)


def check_place(span: Span, others: Iterable[Span], days: Days) -> None:
    """OutsideDay or SessionsOverlap if a session cannot stand there."""
    if not days.holds(span):
        raise OutsideDay
    there = [other.id for other in others if other.id != span.id and collide(span, other)]
    if there:
        raise SessionsOverlap(sorted(there))


def lines(spans: Sequence[Span], day: dt.date, opens: dt.time, closes: dt.time, step: int = STEP) -> list[dt.datetime]:
    """The moments at which a line of a day's table begins: every step, and wherever a session begins or ends."""
    first, last = dt.datetime.combine(day, opens), dt.datetime.combine(day, closes)
    found = {first + dt.timedelta(minutes=number) for number in range(0, int((last - first).seconds / 60), step)}
    found |= {moment for span in spans for moment in (span.starts, span.ends) if first <= moment < last}
    return sorted(found)
