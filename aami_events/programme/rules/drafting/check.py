"""The referee of drafts, who knows nothing of how they are made: looks minute by minute, and adds up again."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .facts import Item, Problem, Slot


@dataclass(frozen=True)
class Breach:
    """A hard rule that a schedule breaks, by which sessions."""

    #: outside, equipment, closed, room, speaker, away, team, moved
    rule: str
    items: tuple[int, ...]


def breaches(problem: Problem, placed: Mapping[int, Slot]) -> list[Breach]:
    """Every hard rule that is broken; an empty list for a schedule that can be held."""
    items = {item.id: item for item in problem.items}
    found = [breach for number, slot in placed.items() for breach in _alone(problem, items[number], slot)]
    return found + _together(problem, {items[number]: slot for number, slot in placed.items()})


def _alone(problem: Problem, item: Item, slot: Slot) -> list[Breach]:
    start, end = slot[0], slot[0] + item.minutes
    if item.pinned:
        return [] if slot == item.pinned else [Breach("moved", (item.id,))]
    room = next(room for room in problem.rooms if room.id == slot[1])
    minutes = range(start, end)
    wrong = {
        "outside": not any(first <= start and end <= last for first, last in problem.blocks),
        "equipment": bool(item.needs - room.equipment),
        "closed": any(first <= minute < last for first, last in room.closed for minute in minutes),
        "away": any(
            first <= minute < last
            for person in item.speakers
            for first, last in problem.away.get(person, ())
            for minute in minutes
        ),
    }
    return [Breach(rule, (item.id,)) for rule, broken in wrong.items() if broken]


def _together(problem: Problem, placed: Mapping[Item, Slot]) -> list[Breach]:
    claims: dict[tuple[int, str, object], set[int]] = defaultdict(set)
    for item, (start, room) in placed.items():
        for minute in range(start, start + item.minutes):
            claims[minute, "room", room].add(item.id)
            for person in item.speakers:
                claims[minute, "speaker", person].add(item.id)
            for kind in item.interpretation:
                claims[minute, "team", kind].add(item.id)
    most = {("team", kind): teams for kind, teams in problem.teams.items()}
    clashes = {
        (rule, tuple(sorted(ids)))
        for (_minute, rule, what), ids in claims.items()
        if len(ids) > (most.get((rule, str(what)), len(placed)) if rule == "team" else 1)
    }
    return [Breach(rule, ids) for rule, ids in sorted(clashes)]


def cost(problem: Problem, placed: Mapping[int, Slot]) -> int:
    """What a schedule costs by the problem's weights: people and seats by session, clashes and choice by step."""
    weights, total = problem.weights, 0
    running: dict[int, list[Item]] = defaultdict(list)
    for item in problem.items:
        if item.id not in placed:
            continue
        start, room = placed[item.id]
        total += problem.seats_cost(item, room)
        for step in problem.steps(item, start):
            running[step].append(item)
    for on in running.values():
        clashes = Counter(item.track for item in on if item.track is not None)
        total += weights.track_clash * sum(number - 1 for number in clashes.values())
        offered = frozenset().union(*(item.languages for item in on))
        total += weights.no_choice * sum(language not in offered for language in problem.choice)
    return total
