"""A schedule in outline: in which half-day and room each session is, and nothing of when.

Every schedule has an outline that costs no more: what the best outline costs is a bound, and its rooms are where to
look first. Of 120 sessions of three lengths both are found in seconds, where the whole model stays a tenth away.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .facts import Item, Span, overlap
from .model import Model, solved

#: steps that sessions of one half-day can take together
MOST = 10_000


@dataclass(frozen=True)
class Sketch:
    """{session: room} of the best outline found, and what no schedule costs less than."""

    rooms: dict[int, int]
    bound: int


@dataclass(frozen=True)
class _Stay:
    """A session in a room for a half-day: the cells and steps that it takes at least, and the steps at most."""

    item: Item
    room: int
    here: Any
    cells: int
    steps: int
    most_steps: int


def sketch(whole: Model, left_out: int, seconds: float, seed: int) -> Sketch | None:
    """The cheapest outline of what leaves out at most so many; None if there was too little time for any."""
    outline = _Outline(whole, left_out)
    outline.model.minimize(outline.cost())
    answer = solved(outline.model, seconds, seed)
    if answer is None:
        return None
    return Sketch({stay.item.id: stay.room for stay in outline.stays if answer.holds(stay.here)}, answer.bound)


class _Outline:
    """Sums over half-days of what the whole model says of each minute; what is pinned takes part where it stands."""

    def __init__(self, whole: Model, left_out: int) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.pinned, self.model = whole.problem, whole.pinned, cp_model.CpModel()
        self.blocks: dict[Span, list[_Stay]] = defaultdict(list)
        self._open: dict[tuple[Span, str, object], set[int]] = defaultdict(set)
        self._place(whole)
        self._leave_out(whole.free, left_out)
        self._limit()

    @property
    def stays(self) -> Iterator[_Stay]:
        """Of every session in every half-day and room where it may be."""
        return (stay for stays in self.blocks.values() for stay in stays)

    def _place(self, whole: Model) -> None:
        items, problem = {item.id: item for item in whole.free}, self.problem
        starts: dict[tuple[int, Span, int], list[int]] = defaultdict(list)
        for number, start, room in whole.at:
            starts[number, problem.block_of(start), room].append(start)
        for (number, block, room), begins in starts.items():
            item = items[number]
            cells = [problem.cells(item, start) for start in begins]
            steps = [len(problem.steps(item, start)) for start in begins]
            here = self.model.new_bool_var("")
            self.blocks[block].append(_Stay(item, room, here, min(map(len, cells)), min(steps), max(steps)))
            for rule, what, _most in problem.claims(item, room):
                self._open[block, rule, what].update(*cells)

    def _leave_out(self, free: list[Item], most: int) -> None:
        where: dict[int, list[Any]] = {item.id: [self.model.new_bool_var("")] for item in free}
        self.model.add(sum(out for (out,) in where.values()) <= most)
        for stay in self.stays:
            where[stay.item.id].append(stay.here)
        for choices in where.values():
            self.model.add_exactly_one(choices)

    def _limit(self) -> None:
        for block, stays in self.blocks.items():
            taken: dict[tuple[str, object, int], list[Any]] = defaultdict(list)
            for stay in stays:
                for claim in self.problem.claims(stay.item, stay.room):
                    taken[claim].append(stay.cells * stay.here)
            for (rule, what, most), theirs in taken.items():
                self.model.add(sum(theirs) <= most * len(self._open[block, rule, what]))

    def cost(self) -> Any:
        """What a schedule with this outline costs at least, as check.cost counts it."""
        fixed = sum(self.problem.seats_cost(item, slot[1]) for item, slot in self.pinned.items())
        seats = [self.problem.seats_cost(stay.item, stay.room) * stay.here for stay in self.stays]
        return fixed + sum(seats) + sum(self._block_cost(block, stays) for block, stays in self.blocks.items())

    def _block_cost(self, block: Span, stays: list[_Stay]) -> Any:
        step, weights = self.problem.step, self.problem.weights
        used = self.model.new_int_var(0, -(-(block[1] - block[0]) // step), "")
        for room in {stay.room for stay in stays}:
            self.model.add(used * step >= sum(stay.item.minutes * stay.here for stay in stays if stay.room == room))
        missing = [self._above(used - self._heard(block, stays, language)) for language in self.problem.choice]
        tracks = {stay.item.track for stay in stays} - {None}
        clashes = [self._above(self._on(block, stays, track) - used) for track in tracks]
        return weights.no_choice * sum(missing) + weights.track_clash * sum(clashes)

    def _heard(self, block: Span, stays: list[_Stay], language: str) -> Any:
        """Steps at most in which something is on in a language."""
        fixed = [item for item in self._fixed(block, whole=False) if language in item.languages]
        free = [stay.most_steps * stay.here for stay in stays if language in stay.item.languages]
        return sum(free) + self._steps(fixed)

    def _on(self, block: Span, stays: list[_Stay], track: int | None) -> Any:
        """Steps at least of all sessions of a track."""
        fixed = [item for item in self._fixed(block, whole=True) if item.track == track]
        return sum(stay.steps * stay.here for stay in stays if stay.item.track == track) + self._steps(fixed)

    def _fixed(self, block: Span, *, whole: bool) -> list[Item]:
        spans = {item: (slot[0], slot[0] + item.minutes) for item, slot in self.pinned.items()}
        if whole:
            return [item for item, (start, end) in spans.items() if block[0] <= start and end <= block[1]]
        return [item for item, span in spans.items() if overlap(span, block)]

    def _steps(self, fixed: list[Item]) -> int:
        return sum(len(self.problem.steps(item, self.pinned[item][0])) for item in fixed)

    def _above(self, amount: Any) -> Any:
        found = self.model.new_int_var(0, MOST, "")
        self.model.add(found >= amount)
        return found
