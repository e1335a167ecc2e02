"""What of a breakdown can be shown, so that nobody computes what a small group answered.

The whole is shown; so whoever reads may subtract. Groups under the limit become one, with the next larger one if they
are still too few: what is left is a group too. In the table of a question, rows are what was said, columns are groups,
and the totals of both are known. A count under the limit is hidden, and as many more as it takes for none of them to
follow from the rest (foundation.suppression). Rows that nobody is in are nobody's secret. Of a question that was asked
of some only, who was not asked is hidden as well: it says what they answered to another.

Pure; the tests attack it with linear algebra over every breakdown at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...foundation.suppression import conceal
from .tally import Answers, Count, Item, count, groups

#: the group of groups that are too small
OTHERS = "*"
#: who did not answer
NOBODY = "-"

#: {what was said: {group: how many, None for hidden}}
Table = dict[str, dict[str, int | None]]


def merged(sizes: Mapping[str, int], least: int) -> dict[str, str]:
    """{group: the group that it is shown in}; empty if there are not two to compare."""
    small = [name for name, count in sizes.items() if count < least]
    rest = sorted((name for name in sizes if name not in small), key=lambda name: (sizes[name], name))
    while small and rest and sum(sizes[name] for name in small) < least:
        small.append(rest.pop(0))
    shown = {name: name for name in rest} | dict.fromkeys(small, OTHERS)
    return shown if len(set(shown.values())) > 1 else {}


def table(
    counts: Mapping[str, Mapping[str, int]], sizes: Mapping[str, int], least: int, *, conditional: bool = False
) -> Table:
    """Of {group: {what was said: how many}}, where each person is in one cell; `sizes` of the groups make the rest."""
    names = list(sizes)
    said = list(dict.fromkeys(answer for group in names for answer in counts[group]))
    rows = {answer: [counts[group].get(answer, 0) for group in names] for answer in said}
    rows[NOBODY] = [sizes[group] - sum(counts[group].values()) for group in names]
    kept = {answer: row for answer, row in rows.items() if sum(row)}
    asked = list(kept).index(NOBODY) if conditional and NOBODY in kept else None
    forced = {(asked, column) for column in range(len(names))} if asked is not None else set()
    hidden = conceal(list(kept.values()), least, forced)
    shown = dict(zip(kept, hidden, strict=True))
    return {answer: dict(zip(names, shown.get(answer, [0] * len(names)), strict=True)) for answer in said}


def tables_of_choices(
    counts: Mapping[str, Mapping[str, int]], sizes: Mapping[str, int], least: int, *, conditional: bool = False
) -> Table:
    """The same of a question that is answered with several: each option by itself, chosen or not."""
    found: Table = {}
    for answer in dict.fromkeys(answer for group in sizes for answer in counts[group]):
        alone = {group: {answer: counts[group].get(answer, 0)} for group in sizes}
        found |= table(alone, sizes, least, conditional=conditional)
    return found


@dataclass(frozen=True)
class Breakdown:
    """Answers to other questions by those to one: {group shown: people}, and {version: {row: table}}."""

    groups: dict[str, int]
    tables: dict[int, dict[str, Table]]

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {"groups": self.groups, "tables": {str(version): rows for version, rows in self.tables.items()}}


def family(
    items: Sequence[Item], by: Sequence[Item | None], sets: Sequence[tuple[str, Answers]], least: int
) -> list[Breakdown | None]:
    """Everything by each of the questions of a family, or by language for None. What crosses two of them is shown from
    one side only: two tables of the same people, each hiding something else, would give both away."""
    found = []
    for place, one in enumerate(by):
        rest = [item for item in items if item not in by[: place + 1]]
        found.append(break_down(rest, groups(one, sets), least))
    return found


def break_down(items: Sequence[Item], parts: Mapping[str, Sequence[Answers]], least: int) -> Breakdown | None:
    """`items` by the groups that `parts` are; None where there are not two groups to compare."""
    shown_in = merged({name: len(rows) for name, rows in parts.items()}, least)
    if not shown_in:
        return None
    together: dict[str, list[Answers]] = {}
    for name, rows in parts.items():
        together.setdefault(shown_in[name], []).extend(rows)
    sizes = {name: len(rows) for name, rows in together.items()}
    counts = {name: count(items, rows) for name, rows in together.items()}
    found = {}
    for item in items:
        mine = {name: counted[item.version] for name, counted in counts.items()}
        found[item.version] = {row: _one(item, row, mine, sizes, least) for row in item.rows}
    return Breakdown(sizes, found)


def _one(item: Item, row: str, counts: Mapping[str, Count], sizes: Mapping[str, int], least: int) -> Table:
    cells = {name: counted.cells.get(row, {}) for name, counted in counts.items()}
    made = tables_of_choices if item.kind == "choices" else table
    return made(cells, sizes, least, conditional=item.conditional)


def forecast(expected: int, choices: Sequence[str], least: int) -> str:
    """What will become of a breakdown by a question with these choices, if answers are spread evenly: "gone" when no
    group will be shown, "thin" when groups will hardly be compared, "good"."""
    share = expected / max(len(choices), 1)
    if share < least:
        return "gone"
    return "thin" if share < 4 * least else "good"
