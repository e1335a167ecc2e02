"""Drafts and repairs: the fewest sessions left out first, then the rest of what matters, until time is up."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .check import cost
from .facts import Draft, Problem, Slot, why_unplaced
from .greedy import greedy
from .model import Answer, Model

#: of the seconds given, how many at most go into placing as many as possible, and into moving few
FOR_PLACING, FOR_MENDING = 0.5, 0.85
#: how many more sessions a repair moves than it must, tried one after the other; None: as many as it takes
FURTHER = (0, 1, 3, 7, None)

#: takes (seconds, cost) of a draft that is better than those before
Progress = Callable[[float, int], None]


def draft(problem: Problem, seconds: float = 60, *, progress: Progress | None = None, seed: int = 1) -> Draft:
    """A schedule with the fewest sessions left out that could be found, and then the least cost.

    Never breaks a hard rule; `proven` says whether nothing better exists. Seconds are of the clock.
    """
    return _Run(problem, seconds, seed, progress).draft()


def repair(
    problem: Problem,
    before: Mapping[int, Slot],
    seconds: float = 5,
    *,
    progress: Progress | None = None,
    seed: int = 1,
) -> Draft:
    """The least change of a schedule that no longer holds: the fewest sessions left out, then the fewest that move,
    then the least cost. What had no place before is placed, and counts as no move."""
    return _Run(problem, seconds, seed, progress).repair(before)


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
        self.model.aim(sum(self.model.out.values()), begin)
        return self._polish(Answer(whole, 0, 0, proven=True) if whole else self._search(), begin)

    def repair(self, before: Mapping[int, Slot]) -> Draft:
        """From what still holds."""
        begin, moved = greedy(self.problem, before), self.model.moved(before)
        made = self._polish(self._widen(begin, moved), begin)
        return replace(made, moved=tuple(number for number in moved if made.placed.get(number) != before[number]))

    def _widen(self, begin: dict[int, Slot], moved: Mapping[int, Any]) -> Answer | None:
        """Nothing moves but what must; then a few more, and a few more, as long as something is left out.

        Where all are in, no other schedule moves fewer: those were looked through before."""
        best, moves = None, sum(moved.values())
        aim = sum(self.model.out.values()) * (len(moved) + 1) + moves
        must = sum(isinstance(one, int) for one in moved.values())
        for more in FURTHER:
            left = max(0.0, self.seconds * FOR_MENDING - self._passed())
            near = (moves, must + more) if more is not None else None
            self.model.aim(aim, best.placed if best else begin)
            answer = self.model.solve(left / 2 if near else left, self.seed, _nobody, near)
            if answer and (best is None or answer.value <= best.value):
                whole = near is None or len(answer.placed) == len(self.model.free)
                best = replace(answer, proven=answer.proven and whole)
            if best and best.proven:
                break
        return best

    def _search(self) -> Answer | None:
        return self.model.solve(self.seconds * FOR_PLACING, self.seed, _nobody)

    def _polish(self, first: Answer | None, begin: dict[int, Slot]) -> Draft:
        """Without giving back any of what came first: the least cost."""
        found = self._passed()
        if first is None:
            return self._draft(begin, None, found, fewest=False, proven=False)
        self.model.freeze(first.value)
        self.model.aim(self.model.soft(), first.placed)
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
        bound = 0 if gap is None or not fewest else total - gap
        return Draft(placed, unplaced, total, bound, fewest, proven, found, self._passed())


def _nobody(_value: int) -> None:
    """Is told."""
