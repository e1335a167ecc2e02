"""A schedule by rule of thumb, in milliseconds: where the solver begins to look, and never worse than nothing."""

from collections import Counter
from collections.abc import Mapping

from .facts import Item, Problem, Slot


class _Grid:
    """What is taken: rooms and speakers once, interpreters as often as there are teams."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.taken: Counter[tuple[int, str, object]] = Counter()

    def _claims(self, item: Item, slot: Slot) -> list[tuple[tuple[int, str, object], int]]:
        cells, claims = self.problem.cells(item, slot[0]), list(self.problem.claims(item, slot[1]))
        return [((cell, rule, what), most) for cell in cells for rule, what, most in claims]

    def free(self, item: Item, slot: Slot) -> bool:
        """Whether nothing there is taken."""
        return all(self.taken[claim] < most for claim, most in self._claims(item, slot))

    def take(self, item: Item, slot: Slot) -> None:
        """Take it."""
        self.taken.update(claim for claim, _most in self._claims(item, slot))


def greedy(problem: Problem, before: Mapping[int, Slot]) -> dict[int, Slot]:
    """What still holds of `before`, and the rest one after the other: who has the fewest slots first, in the slot
    that suits its interest best. Breaks no hard rule, and leaves out what finds nothing."""
    grid, placed = _Grid(problem), {}
    slots = {item: problem.slots(item) for item in problem.items}
    pinned = [item for item in problem.items if item.pinned]
    staying = [item for item in problem.items if before.get(item.id) in slots[item] and not item.pinned]
    others = sorted(
        (item for item in problem.items if item not in {*pinned, *staying}), key=lambda item: len(slots[item])
    )
    for item in [*pinned, *staying, *others]:
        wanted = [before[item.id]] if item in staying else slots[item]
        fitting = [slot for slot in wanted if item.pinned or grid.free(item, slot)]
        if fitting:
            placed[item.id] = min(fitting, key=lambda slot: (problem.seats_cost(item, slot[1]), slot))
            grid.take(item, placed[item.id])
    return placed
