"""What a schedule is drafted from, and what a draft is: plain values, times in minutes since the first midnight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: (minute it begins, room)
Slot = tuple[int, int]
#: (first minute, minute after the last)
Span = tuple[int, int]


@dataclass(frozen=True)
class DraftRoom:
    """A room, its seats (None: as many as come), what it has, and when it cannot be used."""

    id: int
    capacity: int | None = None
    equipment: frozenset[str] = frozenset()
    closed: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Item:
    """A session that wants a time and a room."""

    id: int
    minutes: int
    speakers: frozenset[int] = frozenset()
    track: int | None = None
    #: languages in which somebody can follow it, interpretation between French and English included
    languages: frozenset[str] = frozenset()
    #: kinds of interpreters that it takes: fr-en, asl, lsq, captions
    interpretation: frozenset[str] = frozenset()
    #: equipment that its room must have
    needs: frozenset[str] = frozenset()
    #: people expected
    interest: int = 0
    #: where it stays whatever happens
    pinned: Slot | None = None
    #: where it is now: one of its slots as long as that holds, though other sessions may not begin at that minute
    stands: Slot | None = None


@dataclass(frozen=True)
class Weights:
    """What a draft tries to avoid, against each other; leaving a session out is worse than all of it together."""

    turned_away: int = 3
    #: for each full twenty seats beyond three times the interest
    empty_seats: int = 1
    track_clash: int = 40
    no_choice: int = 120
    #: of a repair: how many sessions may move so that one more is not left out
    kept_in: int = 3


@dataclass(frozen=True)
class Problem:
    """Everything that a draft knows. Sessions begin at `step` minutes from the beginning of a block, and end in it;
    or where they stand."""

    items: tuple[Item, ...]
    rooms: tuple[DraftRoom, ...]
    #: mornings and afternoons, without the breaks
    blocks: tuple[Span, ...]
    step: int = 30
    #: {speaker: when they cannot}
    away: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    #: {kind: teams of interpreters}; a kind that is missing has as many as it takes
    teams: Mapping[str, int] = field(default_factory=dict)
    #: languages of which something should be on whenever anything is
    choice: tuple[str, ...] = ("fr", "en")
    weights: Weights = field(default_factory=Weights)
    #: minutes that hard rules are looked at by: no session begins or ends within one; None: the same as `step`
    cell: int | None = None

    def starts(self, item: Item) -> list[int]:
        """When a session of this length could begin, wherever, within a block."""
        return [start for first, last in self.blocks for start in range(first, last - item.minutes + 1, self.step)]

    def free(self, item: Item, start: int) -> bool:
        """Whether all its speakers are there then."""
        span = (start, start + item.minutes)
        return not any(overlap(span, away) for person in item.speakers for away in self.away.get(person, ()))

    def fits(self, item: Item, room: DraftRoom, start: int) -> bool:
        """Whether the room has what it needs and is open then."""
        span = (start, start + item.minutes)
        return item.needs <= room.equipment and not any(overlap(span, closed) for closed in room.closed)

    def step_of(self, minute: int) -> int:
        """The stretch of `step` minutes of its block that a minute lies in, named by its first minute."""
        first = self.block_of(minute)[0]
        return first + (minute - first) // self.step * self.step

    def steps(self, item: Item, start: int) -> range:
        """Every stretch that a session takes up."""
        return range(self.step_of(start), start + item.minutes, self.step)

    def seats_cost(self, item: Item, room: int) -> int:
        """What it costs to hold a session in a room: people turned away, and rows of empty seats."""
        capacity = self.capacities[room]
        if capacity is None:
            return 0
        turned_away = max(0, item.interest - capacity) * self.weights.turned_away
        return turned_away + max(0, capacity - 3 * item.interest) // 20 * self.weights.empty_seats

    @cached_property
    def capacities(self) -> dict[int, int | None]:
        """{room: its seats}"""
        return {room.id: room.capacity for room in self.rooms}

    def cells(self, item: Item, start: int) -> range:
        """Every cell of time that a session takes up."""
        cell = self.cell or self.step
        return range(start - (start - self.block_of(start)[0]) % cell, start + item.minutes, cell)

    def block_of(self, minute: int) -> Span:
        """The block that a minute lies in; one without length for a minute outside all of them."""
        return next((block for block in self.blocks if block[0] <= minute < block[1]), (0, 0))

    def claims(self, item: Item, room: int) -> Iterator[tuple[str, object, int]]:
        """(rule, what it takes while it lasts, how many there are): its room, its speakers, its teams if they are
        counted."""
        yield "room", room, 1
        yield from (("speaker", person, 1) for person in item.speakers)
        yield from (("team", kind, self.teams[kind]) for kind in item.interpretation if kind in self.teams)

    def slots(self, item: Item) -> list[Slot]:
        """Where it may go, others left aside."""
        if item.pinned:
            return [item.pinned]
        found = [(start, room.id) for start in self.starts(item) for room in self.rooms]
        if item.stands and item.stands not in found and self._within(item, item.stands[0]):
            found.append(item.stands)
        return [
            (start, room)
            for start, room in found
            if room in self._rooms and self.free(item, start) and self.fits(item, self._rooms[room], start)
        ]

    def _within(self, item: Item, start: int) -> bool:
        return any(first <= start and start + item.minutes <= last for first, last in self.blocks)

    @cached_property
    def _rooms(self) -> dict[int, DraftRoom]:
        return {room.id: room for room in self.rooms}


@dataclass(frozen=True)
class Draft:
    """A schedule that is proposed, and how good it is known to be."""

    placed: dict[int, Slot]
    #: {session: why it has no place}, keys of UNPLACED
    unplaced: dict[int, str]
    #: what the placed ones cost by Weights, and what no draft with as many placed can go below
    cost: int
    bound: int
    #: no draft leaves out fewer; of a repair: none changes less
    fewest: bool
    #: nothing better exists at all
    proven: bool
    #: seconds until the first whole draft, and in all
    first: float
    seconds: float
    #: of a repair: sessions that are elsewhere than before
    moved: tuple[int, ...] = ()


#: why a session has no place
TOO_LONG, NO_ROOM, SPEAKERS_APART, NO_TEAM, NO_PLACE = "too_long", "no_room", "speakers_apart", "no_team", "no_place"
UNPLACED = (TOO_LONG, NO_ROOM, SPEAKERS_APART, NO_TEAM, NO_PLACE)


def overlap(one: Span, other: Span) -> bool:
    """Whether they have a minute in common."""
    return one[0] < other[1] and other[0] < one[1]


def why_unplaced(problem: Problem, item: Item) -> str:
    """What keeps a session from having a place; the first of UNPLACED that holds."""
    starts = problem.starts(item)
    if not starts:
        return TOO_LONG
    if not any(item.needs <= room.equipment for room in problem.rooms):
        return NO_ROOM
    if not any(problem.free(item, start) for start in starts):
        return SPEAKERS_APART
    if any(problem.teams.get(kind, 1) == 0 for kind in item.interpretation):
        return NO_TEAM
    if not problem.slots(item):
        return NO_ROOM
    return NO_PLACE


def shortage(problem: Problem) -> dict[str, tuple[int, int]]:
    """What cannot suffice, counted before anything is drafted: {"rooms" or kind of interpreters: (needed, there)},
    in minutes."""
    open_minutes = sum(last - first for first, last in problem.blocks)
    there = open_minutes * len(problem.rooms) - sum(
        max(0, min(last, end) - max(first, start))
        for room in problem.rooms
        for start, end in room.closed
        for first, last in problem.blocks
    )
    found = {"rooms": (sum(item.minutes for item in problem.items), there)}
    for kind, teams in problem.teams.items():
        needed = sum(item.minutes for item in problem.items if kind in item.interpretation)
        found[kind] = (needed, open_minutes * teams)
    return {key: (needed, have) for key, (needed, have) in found.items() if needed > have}
