"""Drafts and repairs: the fewest sessions left out first, then the rest of what matters, until time is up."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .check import cost
from .facts import Draft, Problem, Slot, why_unplaced
from .greedy import greedy
from .model import Answer, Model

#: of the seconds given, how many at most go into placing as many as possible, and into changing little
FOR_PLACING, FOR_MENDING = 0.5, 0.95
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
        return self._polish(Answer(whole, 0, 0, proven=True) if whole else self._search(), begin)

    def repair(self, before: Mapping[int, Slot]) -> Draft:
        """From what still holds."""
        begin, moved = greedy(self.problem, before), self.model.moved(before)
        made = self._polish(self._least_change(begin, moved), begin, LEFT_OUT * self._left_out())
        return replace(made, moved=tuple(number for number in moved if made.placed.get(number) != before[number]))

    def _left_out(self) -> Any:
        return sum(self.model.out.values())

    def _least_change(self, begin: dict[int, Slot], moved: Mapping[int, Any]) -> Answer | None:
        """Where nothing moves but what must; then, without a hint, whether anything anywhere changes less.

        Of two that are in each other's way, either may stay: then the first question has no answer."""
        moves = sum(moved.values())
        must = sum(isinstance(one, int) for one in moved.values())
        self.model.aim(self._left_out() * self.problem.weights.kept_in + moves, begin)
        near = self.model.solve(self._for_mending(), self.seed, _nobody, (moves, must))
        return self.model.less(near, self._for_mending(), self.seed)

    def _for_mending(self) -> float:
        return max(0.0, self.seconds * FOR_MENDING - self._passed())

    def _search(self) -> Answer | None:
        return self.model.solve(self.seconds * FOR_PLACING, self.seed, _nobody)

    def _polish(self, first: Answer | None, begin: dict[int, Slot], beside: Any = 0) -> Draft:
        """Without giving back any of what came first: the least cost, and of what stands `beside` it."""
        found = self._passed()
        if first is None:
            return self._draft(begin, None, found, fewest=False, proven=False)
        self.model.freeze(first.value)
        self.model.aim(self.model.soft() + beside, first.placed)
        better = self.model.solve(max(0.1, self.seconds - found), self.seed, self._tell)
        if better is None:
            return self._draft(first.placed, None, found, fewest=first.proven, proven=False)
        proven = first.proven and better.proven
        return self._draft(better.placed, better.value - better.bound, found, fewest=first.proven, proven=proven)

    def _passed(self) -> float:
        return time.monotonic() - self.begun

    def _tell(self, value: int) -> None:  # pragma: no cover  # coverage does not see the solver's threads
        if self.progress:
            self.progress(self._passed(), value)

    def _draft(self, free: Mapping[int, Slot], gap: int | None, found: float, *, fewest: bool, proven: bool) -> Draft:
        placed = {**{item.id: slot for item, slot in self.model.pinned.items()}, **free}
        total = cost(self.problem, placed)
        missing = [item for item in self.problem.items if item.id not in placed]
        unplaced = {item.id: why_unplaced(self.problem, item) for item in missing}
        bound = 0 if gap is None or not fewest else max(0, total - gap)
        return Draft(placed, unplaced, total, bound, fewest, proven, found, self._passed())


def _nobody(_value: int) -> None:
    """Is told."""
