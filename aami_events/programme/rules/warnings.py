"""What is awkward in a schedule, over plain facts: it may stand, and somebody should know.

What cannot stand at all is refused in `grid`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .grid import EVERYWHERE, Span

#: in the order in which they are shown; keys of phrases.WARNINGS
KINDS = ("twice", "away", "interpreters", "equipment", "small", "no_choice", "track", "change_over")
#: what a room must have for a kind of interpretation
NEEDS = {"fr-en": "booth", "captions": "captions"}
CHOICE = ("fr", "en")


@dataclass(frozen=True)
class Placed(Span):
    """A session on the grid, as the warnings know it."""

    kind: str = "session"
    speakers: frozenset[int] = frozenset()
    track: int | None = None
    languages: frozenset[str] = frozenset()
    interpretation: frozenset[str] = frozenset()
    #: people expected
    interest: int | None = None

    def followed_in(self, language: str) -> bool:
        """Whether somebody who knows this language only can follow."""
        return language in self.languages or ("fr-en" in self.interpretation and bool(self.languages & set(CHOICE)))


@dataclass(frozen=True)
class RoomFact:
    """A room: its seats (None: as many as come) and what it has."""

    id: int
    capacity: int | None
    equipment: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """Everything that the warnings look at."""

    sessions: tuple[Placed, ...]
    rooms: tuple[RoomFact, ...] = ()
    #: {speaker: spans in which they cannot}
    away: Mapping[int, tuple[tuple[dt.datetime, dt.datetime], ...]] = field(default_factory=dict)
    #: {kind of interpretation: teams}; a kind that is missing has as many as it takes
    teams: Mapping[str, int] = field(default_factory=dict)
    #: minutes that a room should have between two sessions
    change_over: int = 0


@dataclass(frozen=True)
class Warning:
    """One awkward thing: what, which sessions it is about, and what else the sentence needs."""

    kind: str
    sessions: tuple[int, ...]
    #: speaker, room or track
    about: int | None = None
    #: a language, a kind of interpretation, equipment
    what: str = ""
    #: people, minutes or teams: how many there are, and how many it would take
    there: int = 0
    needed: int = 0


def warnings(facts: Facts) -> list[Warning]:
    """Everything awkward, by kind and then by time."""
    sessions = sorted(facts.sessions, key=lambda row: (row.starts, row.id))
    pairs = list(_together(sessions))
    rooms = {room.id: room for room in facts.rooms}
    found = [
        *_twice(pairs),
        *_away(sessions, facts.away),
        *_interpreters(sessions, facts.teams),
        *_rooms(sessions, rooms),
        *_no_choice(sessions),
        *_tracks(pairs),
        *_change_over(sessions, facts.change_over),
    ]
    return sorted(found, key=lambda row: KINDS.index(row.kind))


def _together(sessions: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The pairs that have a minute in common; sessions come in the order of time."""
    for number, one in enumerate(sessions):
        for other in sessions[number + 1 :]:
            if other.starts >= one.ends:
                break
            yield one, other


def _twice(pairs: Iterable[tuple[Placed, Placed]]) -> Iterator[Warning]:
    for one, other in pairs:
        for speaker in sorted(one.speakers & other.speakers):
            yield Warning("twice", (one.id, other.id), speaker)


def _away(
    sessions: Iterable[Placed], away: Mapping[int, tuple[tuple[dt.datetime, dt.datetime], ...]]
) -> Iterator[Warning]:
    for row in sessions:
        for speaker in sorted(row.speakers):
            if any(row.starts < last and first < row.ends for first, last in away.get(speaker, ())):
                yield Warning("away", (row.id,), speaker)


def _interpreters(sessions: Sequence[Placed], teams: Mapping[str, int]) -> Iterator[Warning]:
    for kind, there in sorted(teams.items()):
        using = [row for row in sessions if kind in row.interpretation]
        yield from _more_than(using, kind, there)


def _more_than(using: Sequence[Placed], kind: str, there: int) -> Iterator[Warning]:
    told: set[tuple[int, ...]] = set()
    for row in using:
        at_once = tuple(other.id for other in using if other.starts <= row.starts < other.ends)
        if len(at_once) > there and not any(set(at_once) <= set(before) for before in told):
            told.add(at_once)
            yield Warning("interpreters", at_once, what=kind, there=there, needed=len(at_once))


def _rooms(sessions: Iterable[Placed], rooms: Mapping[int, RoomFact]) -> Iterator[Warning]:
    for row in sessions:
        room = rooms.get(row.room) if row.room is not None else None
        if room is None:
            continue
        for kind in sorted(row.interpretation):
            if kind in NEEDS and NEEDS[kind] not in room.equipment:
                yield Warning("equipment", (row.id,), room.id, NEEDS[kind])
        if room.capacity is not None and row.interest is not None and row.interest > room.capacity:
            yield Warning("small", (row.id,), room.id, there=room.capacity, needed=row.interest)


def _no_choice(sessions: Sequence[Placed]) -> Iterator[Warning]:
    """Blocks in which nothing that goes on can be followed in one of the two languages.

    A block is the time from one beginning to the next; what takes place without words asks for nothing.
    """
    spoken = [row for row in sessions if row.kind != "break" and row.languages]
    for language in CHOICE:
        told: set[tuple[int, ...]] = set()
        for moment in sorted({row.starts for row in spoken}):
            on = tuple(row for row in spoken if row.starts <= moment < row.ends)
            ids = tuple(row.id for row in on)
            if not any(row.followed_in(language) for row in on) and ids not in told:
                told.add(ids)
                yield Warning("no_choice", ids, what=language)


def _tracks(pairs: Iterable[tuple[Placed, Placed]]) -> Iterator[Warning]:
    for one, other in pairs:
        if one.track is not None and one.track == other.track:
            yield Warning("track", (one.id, other.id), one.track)


def _change_over(sessions: Iterable[Placed], least: int) -> Iterator[Warning]:
    before: dict[int, Placed] = {}
    for row in sessions:
        if row.room is None or row.kind in EVERYWHERE:
            continue
        last = before.get(row.room)
        if last is not None:
            gap = int((row.starts - last.ends).total_seconds() // 60)
            if gap < least and last.starts.date() == row.starts.date():
                yield Warning("change_over", (last.id, row.id), row.room, there=gap, needed=least)
        before[row.room] = row
