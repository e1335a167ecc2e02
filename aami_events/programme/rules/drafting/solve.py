"""Drafts and repairs: the fewest sessions left out first, then the rest of what matters, until time is up."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .check import cost
from .facts import Draft, Problem, Slot, why_unplaced
from .greedy import greedy
from .model import Answer, Model
from .outline import sketch

#: of the seconds given, how many at most have gone once as many as possible are placed, or as little as possible is
#: changed; once there is an outline; and once its rooms are drawn in
FOR_PLACING, FOR_MENDING, FOR_OUTLINE, FOR_ROOMS = 0.5, 0.95, 0.55, 0.8
#: seconds in which the solver does not even read a large schedule
TOO_LATE = 0.3
#: of two repairs that change as much, the one that leaves out fewer is better, whatever they cost
LEFT_OUT = 1_000_000

#: takes (seconds, cost) of a draft that is better than those before
Progress = Callable[[float, int], None]


def draft(problem: Problem, seconds: float = 60, *, progress: Progress | None = None, seed: int = 1) -> Draft:
    """A schedule with the fewest sessions left out that could be found, and then the least cost.

    Never breaks a hard rule; `proven` says whether nothing better exists. Seconds are of the clock.
    """
    return _Run(problem, seconds, seed, progress).draft()


def repair(problem: Problem, before: Mapping[int, Slot], seconds: float = 5, *, seed: int = 1) -> Draft:
    """The least change of a schedule that no longer holds: as few sessions as can be are elsewhere or left out, where
    keeping one in is worth `Weights.kept_in` moves; then the least cost. `fewest` says whether nothing changes less.

    What had no place before is placed, and counts as no move."""
    return _Run(problem, seconds, seed, None).repair(before)


class _Run:
    """One draft being made, with its clock."""

    def __init__(self, problem: Problem, seconds: float, seed: int, progress: Progress | None) -> None:
        self.begun, self.seconds = time.monotonic(), seconds
        self.problem, self.seed, self.progress = problem, seed, progress
        self.model = Model(problem)

    def draft(self) -> Draft:
        """By rule of thumb, then by search for all, then with as few left out as may be."""
        begin = greedy(self.problem, {})
        whole = begin if len(begin) == len(self.problem.items) else None
        whole = whole or self.model.place_all(self.seconds * FOR_PLACING / 2, self.seed)
        self.model.aim(self._left_out(), begin)
        first = Answer(whole, 0, 0, proven=True) if whole else self._search()
        return self._polish(first, begin, outlined=True)

    def repair(self, before: Mapping[int, Slot]) -> Draft:
        """From what still holds."""
        begin, moved = greedy(self.problem, before), self.model.moved(before)
        made = self._polish(self._least_change(begin, moved), begin, beside=LEFT_OUT * self._left_out())
        return replace(made, moved=tuple(number for number in moved if made.placed.get(number) != before[number]))

    def _left_out(self) -> Any:
        return sum(self.model.out.values())

    def _least_change(self, begin: dict[int, Slot], moved: Mapping[int, Any]) -> Answer | None:
        """Where nothing moves but what must; then, without a hint, whether anything anywhere changes less.

        Of two that are in each other's way, either may stay: then the first question has no answer."""
        moves = sum(moved.values())
        must = sum(isinstance(one, int) for one in moved.values())
        self.model.aim(self._left_out() * self.problem.weights.kept_in + moves, begin)
        near = self.model.solve(self._until(FOR_MENDING), self.seed, only=[moves <= must])
        return self.model.less(near, self._until(FOR_MENDING), self.seed)

    def _until(self, share: float) -> float:
        return max(0.0, self.seconds * share - self._passed())

    def _search(self) -> Answer | None:
        return self.model.solve(self.seconds * FOR_PLACING, self.seed)

    def _polish(
        self, first: Answer | None, begin: dict[int, Slot], *, outlined: bool = False, beside: Any = 0
    ) -> Draft:
        """Without giving back any of what came first: the least cost, and of what stands `beside` it."""
        found = self._passed()
        if first is None:
            return self._draft(begin, found, fewest=False)
        self.model.freeze(first.value)
        aim = self.model.soft() + beside
        self.model.aim(aim, first.placed)
        drawn, least = self._draw(first.value) if outlined else (None, 0)
        if drawn and self._total(drawn.placed) <= least:
            return self._draft(drawn.placed, found, fewest=first.proven, bound=least, proven=True)
        self.model.aim(aim, (drawn or first).placed)
        better = self.model.solve(self._until(1), self.seed, self._tell) if self._until(1) > TOO_LATE else None
        best = min((answer for answer in (better, drawn) if answer), key=lambda answer: answer.value, default=None)
        if best is None:
            return self._draft(first.placed, found, fewest=first.proven)
        if better:
            least = max(least, self._total(best.placed) - (best.value - better.bound))
        proven = bool(better and best.value <= better.bound)
        return self._draft(best.placed, found, fewest=first.proven, bound=least, proven=proven)

    def _draw(self, left_out: int) -> tuple[Answer | None, int]:
        """The best schedule in the rooms of the best outline, and what none costs less than."""
        outline = sketch(self.model, left_out, self._until(FOR_OUTLINE), self.seed)
        if outline is None:
            return None, 0
        rooms = self.model.in_rooms(outline.rooms)
        return self.model.solve(self._until(FOR_ROOMS), self.seed, self._tell, rooms), outline.bound

    def _passed(self) -> float:
        return time.monotonic() - self.begun

    def _tell(self, value: int) -> None:  # pragma: no cover  # coverage does not see the solver's threads
        if self.progress:
            self.progress(self._passed(), value)

    def _whole(self, free: Mapping[int, Slot]) -> dict[int, Slot]:
        return {**{item.id: slot for item, slot in self.model.pinned.items()}, **free}

    def _total(self, free: Mapping[int, Slot]) -> int:
        return cost(self.problem, self._whole(free))

    def _draft(
        self, free: Mapping[int, Slot], found: float, *, fewest: bool, bound: int = 0, proven: bool = False
    ) -> Draft:
        placed, total = self._whole(free), self._total(free)
        missing = [item for item in self.problem.items if item.id not in placed]
        unplaced = {item.id: why_unplaced(self.problem, item) for item in missing}
        least = max(0, bound) if fewest else 0
        return Draft(placed, unplaced, total, least, fewest, fewest and proven, found, self._passed())
