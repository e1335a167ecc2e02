"""Two surveys side by side: before and after, this year and the last. Each as it may be shown by itself, no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Survey
from . import results


@dataclass(frozen=True)
class Pair:
    """A question, or a line of it, as both surveys asked it; charts are of shares, on one scale."""

    id: str
    label: str
    line: str
    one: results.Part
    other: results.Part
    #: how many answered it, there and there
    n: tuple[int, int]

    @property
    def change(self) -> float | None:
        """By how much the mean is higher in the second one."""
        if self.one.spread is None or self.other.spread is None:
            return None
        return self.other.spread.mean - self.one.spread.mean


def pairs(one: Survey, other: Survey) -> list[Pair]:
    """Questions with the same name and kind in both, as far as both may be shown."""
    theirs = {row.key: row for row in _shown(other)}
    found = []
    for mine in _shown(one):
        match = theirs.get(mine.key)
        if match is not None and match.kind == mine.kind:
            lines = {part.label: part for part in match.parts}
            found += [
                Pair(f"{mine.id}-{place}", mine.label, part.label, part, lines[part.label], (mine.n, match.n))
                for place, part in enumerate(mine.parts)
                if part.label in lines
            ]
    return found


def _shown(survey: Survey) -> Sequence[results.Result]:
    held = results.read(survey)
    return [one for one in held.questions if one.parts and not one.earlier and not one.hidden] if held.final else []
