"""A schedule drafted by the solver, and mended after a room is lost: `python -m benchmarks.draft [seed …]`.

120 sessions, 6 rooms, 3 days of seven hours, 200 speakers who are not always there; one hour each, then of 30, 60 and
90 minutes. The referee of aami_events.programme.rules.drafting counts every schedule again.
"""

import random
import sys
import time

from aami_events.programme.rules.drafting import Draft, DraftRoom, Item, Problem, breaches, cost, draft, repair

from .common import show

HOUR, DAY = 60, 1440
SESSIONS, SPEAKERS, DAYS, TRACKS, SECONDS, MENDING = 120, 200, 3, 8, 60, 4.7
ROOMS = (
    DraftRoom(0, 300, frozenset({"booth", "stage"})),
    DraftRoom(1, 180, frozenset({"booth", "stage"})),
    DraftRoom(2, 90, frozenset({"booth"})),
    DraftRoom(3, 60, frozenset({"stage"})),
    DraftRoom(4, 40),
    DraftRoom(5, 40),
)
HALVES = tuple(
    span for day in range(DAYS) for span in ((day * DAY + 540, day * DAY + 720), (day * DAY + 810, day * DAY + 1050))
)


def conference(seed: int, lengths: tuple[int, ...] = (HOUR,)) -> Problem:
    """A conference in two languages that nobody held."""
    dice = random.Random(seed)
    there = {person: _halves(dice) for person in range(SPEAKERS)}
    away = {
        person: tuple(half for number, half in enumerate(HALVES) if number not in halves)
        for person, halves in there.items()
    }
    unheard = list(range(SPEAKERS))
    dice.shuffle(unheard)
    items = tuple(_item(dice, number, lengths, unheard, there) for number in range(SESSIONS))
    step = HOUR if lengths == (HOUR,) else 30
    teams = {"fr-en": 3, "asl": 2, "lsq": 1}
    return Problem(items, ROOMS, HALVES, step, {key: spans for key, spans in away.items() if spans}, teams)


def _halves(dice: random.Random) -> set[int]:
    """The half-days on which somebody is there."""
    chance = dice.random()
    if chance < 0.55:
        return set(range(len(HALVES)))
    days = dice.sample(range(DAYS), 2 if chance < 0.8 else 1)
    return {2 * day + half for day in days for half in (0, 1)}


def _item(
    dice: random.Random, number: int, lengths: tuple[int, ...], unheard: list[int], there: dict[int, set[int]]
) -> Item:
    count = dice.choices([1, 2, 3, 4], [0.45, 0.3, 0.15, 0.1])[0]
    people = {unheard.pop() for _ in range(min(count, len(unheard)))}
    while not people or not set.intersection(*(there[person] for person in people)):
        people = set(dice.sample(range(SPEAKERS), count))
    spoken = dice.choices([{"fr"}, {"en"}, {"fr", "en"}], [0.42, 0.46, 0.12])[0]
    interpreters = {"fr-en"} if dice.random() < 0.35 else set()
    sign = dice.choices([None, "asl", "lsq"], [0.86, 0.08, 0.06])[0]
    return Item(
        number,
        dice.choice(lengths),
        frozenset(people),
        dice.randrange(TRACKS),
        frozenset({"fr", "en"} if interpreters else spoken),
        frozenset(interpreters | ({sign} if sign else set())),
        frozenset({"booth"} if interpreters else set()) | frozenset({"stage"} if sign else set()),
        int(min(290, dice.lognormvariate(3.55, 0.65))),
    )


def report(problem: Problem, made: Draft) -> None:
    """What was made, as the referee sees it."""
    assert breaches(problem, made.placed) == [] and made.cost == cost(problem, made.placed)
    gap = (made.cost - made.bound) / max(1, made.bound) * 100
    show("  a first draft after, s", f"{made.first:.1f}", "<= 5")
    show("  in all, s; proven to be the best", f"{made.seconds:.1f}; {made.proven}", "<= 60")
    show("  cost; above what none can go below, %", f"{made.cost}; {gap:.1f}", "<= 5")
    show("  left out", str(len(made.unplaced)))


def mend(problem: Problem, made: Draft) -> None:
    """The second greatest room is lost for the whole second day."""
    closed = tuple(
        DraftRoom(room.id, room.capacity, room.equipment, ((DAY, 2 * DAY),) if room.id == 1 else ())
        for room in problem.rooms
    )
    worse = Problem(problem.items, closed, problem.blocks, problem.step, problem.away, problem.teams)
    displaced = sum(room == 1 and DAY <= start < 2 * DAY for start, room in made.placed.values())
    begun = time.monotonic()
    mended = repair(worse, made.placed, MENDING)
    assert breaches(worse, mended.placed) == []
    show(
        "  a room lost for a day: sessions in it / moved / left out",
        f"{displaced} / {len(mended.moved)} / {len(mended.unplaced)}",
    )
    show("  nothing changes less, proven", str(mended.fewest), "True")
    show("  mended after, s: the least change / in all", f"{mended.first:.1f} / {time.monotonic() - begun:.1f}", "<= 5")


if __name__ == "__main__":
    for chosen in map(int, sys.argv[1:] or ("1", "2", "3")):
        for name, minutes in (("one hour each", (HOUR,)), ("30, 60 and 90 minutes", (30, 60, 60, 90))):
            print(f"\nseed {chosen}: {SESSIONS} sessions, {name}", flush=True)
            asked = conference(chosen, minutes)
            drafted = draft(asked, SECONDS)
            report(asked, drafted)
            mend(asked, drafted)
