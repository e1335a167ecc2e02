"""Who reads what: by min-cost flow, over load, languages, wishes and conflicts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .review import can_read

#: what it costs to give somebody what they wish for, do not mind, would rather not read
GLADLY, ANYHOW, RATHER_NOT = 0, 6, 20
#: each further proposal of one person costs that much more than the one before: nobody has much more than another
WEARINESS = 8
#: to leave a reader's place empty costs more than anything else
EMPTY = 1_000_000


@dataclass(frozen=True)
class Reader:
    """Somebody who reviews, and the languages that they read."""

    id: int
    reads: frozenset[str]


@dataclass(frozen=True)
class Wanted:
    """A proposal, the languages that its text stands in, and how many should read it."""

    id: int
    languages: frozenset[str]
    readers: int


#: (proposal, reader)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Plan:
    """What would be given beside what is, and what nobody can be found for: {proposal: readers that are missing}."""

    pairs: tuple[Pair, ...]
    short: Mapping[int, int]


def assign(
    readers: Sequence[Reader],
    wanted: Sequence[Wanted],
    given: Collection[Pair],
    barred: Collection[Pair],
    wishes: Mapping[Pair, bool],
    most: int | None = None,
) -> Plan:
    """Readers for each proposal beside those it has, the loads as even as wishes allow.

    Nobody gets what they cannot read, what they are barred from or have already, or more than `most` in all. The same
    question has the same answer. Cost: below 0.1 s for 12 readers and 150 proposals.
    """
    from ortools.graph.python import min_cost_flow

    flow, held = min_cost_flow.SimpleMinCostFlow(), set(given)
    loads = {one.id: sum(reader == one.id for _proposal, reader in held) for one in readers}
    lacking = {one.id: max(0, one.readers - sum(number == one.id for number, _reader in held)) for one in wanted}
    total, sink = sum(lacking.values()), len(wanted) + len(readers)
    arcs: dict[int, Pair] = {}
    for at, one in enumerate(wanted):
        flow.set_node_supply(at, lacking[one.id])
        flow.add_arc_with_capacity_and_unit_cost(at, sink, lacking[one.id], EMPTY)
        for beside, reader in enumerate(readers, len(wanted)):
            pair = (one.id, reader.id)
            if pair not in held and pair not in barred and can_read(reader.reads, one.languages):
                arcs[flow.add_arc_with_capacity_and_unit_cost(at, beside, 1, _cost(wishes.get(pair)))] = pair
    for beside, reader in enumerate(readers, len(wanted)):
        for place in range(loads[reader.id], total + loads[reader.id] if most is None else most):
            flow.add_arc_with_capacity_and_unit_cost(beside, sink, 1, place * WEARINESS)
    flow.set_node_supply(sink, -total)
    return _read(flow, arcs, lacking)


def _cost(gladly: bool | None) -> int:
    return ANYHOW if gladly is None else GLADLY if gladly else RATHER_NOT


def _read(flow: Any, arcs: Mapping[int, Pair], lacking: Mapping[int, int]) -> Plan:
    if flow.solve() != flow.OPTIMAL:
        raise AssertionError("what nobody reads may stay empty, so there is always an answer")
    pairs = tuple(sorted(pair for arc, pair in arcs.items() if flow.flow(arc)))
    short = {number: many - sum(one == number for one, _reader in pairs) for number, many in lacking.items()}
    return Plan(pairs, {number: many for number, many in short.items() if many})
