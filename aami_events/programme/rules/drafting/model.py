"""The schedule as a model for CP-SAT: one yes-or-no a session, beginning and room."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .facts import Item, Problem, Slot, overlap

#: processors that a solver uses at once
WORKERS = 2


@dataclass(frozen=True)
class Answer:
    """What the solver said: where the free sessions are, the objective, what it cannot go below."""

    placed: dict[int, Slot]
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True)
class Solution:
    """What a solver found: the objective, what it cannot go below, whether a yes-or-no holds."""

    value: int
    bound: int
    holds: Callable[[Any], int]


def nobody(_value: int) -> None:
    """Is told that something better was found."""


#: is told the objective of each answer that is better than those before
Found = Callable[[int], None]


class Model:
    """Variables and hard rules; `soft` is what a draft costs. A pinned session is no variable: others go around it."""

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model  # a second of processor time, 90 MB: nobody pays it but who drafts

        self.problem, self.model = problem, cp_model.CpModel()
        self.pinned = {item: item.pinned for item in problem.items if item.pinned}
        self.free = [item for item in problem.items if not item.pinned]
        #: {(session, beginning, room): whether it is there}
        self.at: dict[tuple[int, int, int], Any] = {}
        #: {session: whether it is left out}
        self.out: dict[int, Any] = {}
        self._running: dict[int, list[tuple[Item, Any]]] = defaultdict(list)
        self._busy: dict[int, list[tuple[Item, Any]]] = defaultdict(list)
        self._in_cell: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for item in self.free:
            self._place(item)
        self._rooms()
        self._speakers()
        self._teams()

    def _place(self, item: Item) -> None:
        out = self.out[item.id] = self.model.new_bool_var("")
        choices = [out]
        for start, room in self.problem.slots(item):
            if self._taken(item, start, room):
                continue
            here = self.at[item.id, start, room] = self.model.new_bool_var("")
            choices.append(here)
            for step in self.problem.steps(item, start):
                self._running[step].append((item, here))
            for cell in self.problem.cells(item, start):
                self._in_cell[room, cell].append(here)
                self._busy[cell].append((item, here))
        self.model.add_exactly_one(choices)

    def _taken(self, item: Item, start: int, room: int) -> bool:
        span = (start, start + item.minutes)
        return any(
            overlap(span, (slot[0], slot[0] + other.minutes)) and (slot[1] == room or item.speakers & other.speakers)
            for other, slot in self.pinned.items()
        )

    def _pinned_at(self, begin: int, minutes: int) -> list[Item]:
        span = (begin, begin + minutes)
        return [item for item, slot in self.pinned.items() if overlap(span, (slot[0], slot[0] + item.minutes))]

    def _rooms(self) -> None:
        for there in self._in_cell.values():
            self.model.add_at_most_one(there)

    def _speakers(self) -> None:
        for running in self._busy.values():
            by_speaker: dict[int, list[Any]] = defaultdict(list)
            for item, here in running:
                for person in item.speakers:
                    by_speaker[person].append(here)
            for theirs in by_speaker.values():
                if len(theirs) > 1:
                    self.model.add_at_most_one(theirs)

    def _teams(self) -> None:
        for cell, running in self._busy.items():
            pinned = self._pinned_at(cell, self.problem.cell or self.problem.step)
            for kind, teams in self.problem.teams.items():
                busy = sum(kind in item.interpretation for item in pinned)
                wanted = [here for item, here in running if kind in item.interpretation]
                if len(wanted) + busy > teams:
                    self.model.add(sum(wanted) <= max(0, teams - busy))

    def soft(self) -> Any:
        """What the placed sessions cost, as check.cost counts it, but for what pinned sessions cost by themselves."""
        weights = self.problem.weights
        items = {item.id: item for item in self.free}
        terms = [
            self.problem.seats_cost(items[number], room) * here for (number, _start, room), here in self.at.items()
        ]
        for step, running in self._running.items():
            fixed = self._pinned_at(step, self.problem.step)
            terms += [weights.track_clash * clash for clash in self._clashes(running, fixed)]
            terms += [weights.no_choice * missing for missing in self._missing(step, running, fixed)]
        return sum(terms)

    def _clashes(self, running: list[tuple[Item, Any]], fixed: list[Item]) -> Iterable[Any]:
        by_track: dict[int, list[Any]] = defaultdict(list)
        for item, here in running:
            if item.track is not None:
                by_track[item.track].append(here)
        for track, theirs in by_track.items():
            already = sum(item.track == track for item in fixed)
            if len(theirs) + already > 1:
                clash = self.model.new_int_var(0, len(theirs), "")
                self.model.add(clash >= sum(theirs) - (0 if already else 1))
                yield clash

    def _missing(self, step: int, running: list[tuple[Item, Any]], fixed: list[Item]) -> Iterable[Any]:
        """Languages that nothing is on in while something is."""
        used: Any = 1
        if not fixed:
            used = self.model.new_bool_var("")
            for (_room, cell), there in self._in_cell.items():
                # at most one of a room's is there, which says more than each of them by itself
                if step <= cell < step + self.problem.step:
                    self.model.add(used >= sum(there))
        for language in self.problem.choice:
            if any(language in item.languages for item in fixed):
                continue
            offered = [here for item, here in running if language in item.languages]
            missing = self.model.new_bool_var("")
            self.model.add(missing + sum(offered) >= used)
            yield missing

    def moved(self, before: Mapping[int, Slot]) -> dict[int, Any]:
        """{session that had a place: 0 if it is where it was; the number 1 where it cannot stay}"""
        return {
            item.id: 1 - self.at[item.id, *before[item.id]] if (item.id, *before[item.id]) in self.at else 1
            for item in self.free
            if item.id in before
        }

    def aim(self, objective: Any, hint: Mapping[int, Slot]) -> None:
        """What is to be as small as possible, and where the solver begins to look: a schedule that holds."""
        self._objective = objective
        self.model.minimize(objective)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for (number, start, room), here in self.at.items():
            self.model.add_hint(here, hint.get(number) == (start, room))
        for number, out in self.out.items():
            self.model.add_hint(out, number not in hint)

    def freeze(self, most: int) -> None:
        """From here on, what was aimed at may not become worse than `most`."""
        self.model.add(self._objective <= most)

    def place_all(self, seconds: float, seed: int) -> dict[int, Slot] | None:
        """A schedule that leaves nothing out, if one is found in that time."""
        whole = self.model.clone()
        whole.clear_objective()  # type: ignore[no-untyped-call]
        whole.add(sum(self.out.values()) == 0)
        found = solved(whole, seconds, seed)
        return self._placed(found) if found else None

    def in_rooms(self, rooms: Mapping[int, int]) -> list[Any]:
        """What holds where sessions are in these rooms, whenever."""
        return [here == 0 for (number, _start, room), here in self.at.items() if rooms.get(number, room) != room]

    def solve(self, seconds: float, seed: int, found: Found = nobody, only: Sequence[Any] = ()) -> Answer | None:
        """The best answer in that time, of those for which `only` holds; None if there was too little time for any.
        Nothing goes below zero."""
        model = self.model
        if only:
            model = model.clone()
            for rule in only:
                model.add(rule)
        return self._answer(solved(model, seconds, seed, found))

    def less(self, answer: Answer | None, seconds: float, seed: int) -> Answer | None:
        """Something better than an answer to the same aim, or that answer, and whether nothing better exists.

        Begins without a hint: with one, a hundred sessions take up to four times as long."""
        model = self.model.clone()
        model.clear_hints()  # type: ignore[no-untyped-call]
        if answer:
            model.add(self._objective <= answer.value)
        better = self._answer(solved(model, seconds, seed, probe=False))
        return better or (answer and replace(answer, proven=False))

    def _answer(self, found: Solution | None) -> Answer | None:
        return Answer(self._placed(found), found.value, found.bound, found.value <= found.bound) if found else None

    def _placed(self, found: Solution) -> dict[int, Slot]:
        return {number: (start, room) for (number, start, room), here in self.at.items() if found.holds(here)}


#: as the solver calls them
FOUND = (2, 4)


def solved(model: Any, seconds: float, seed: int, found: Found = nobody, *, probe: bool = True) -> Solution | None:
    """The best that the solver finds in that time, if anything."""
    from ortools.sat.python import cp_model

    class Better(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:  # pragma: no cover  # coverage does not see the solver's own threads
            found(round(self.objective_value))
            if model.has_objective() and self.objective_value <= 0:  # nothing can be better, whatever else it proves
                self.stop_search()

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    if not probe:
        solver.parameters.cp_model_probing_level = 0
    if int(solver.solve(model, Better())) not in FOUND:
        return None
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    return Solution(round(solver.objective_value), bound, solver.value)
