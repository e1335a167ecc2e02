"""Results as pages and reports show them: from the tally that was written down, and from nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...attendance.queries import present_ids
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.numbers import format_number
from ...questions.queries import labels_of, words_of
from ...questions.queries.fields import spoken
from .. import phrases, queries
from ..models import Comment, Survey
from ..queries import answers
from ..queries.answers import Asked
from ..rules import breakdown, statistics
from ..rules.tally import WORDS
from ..service import LANGUAGE

#: different numbers that are shown one by one; of more, only where they lie
MOST_NUMBERS = 12


@dataclass(frozen=True)
class Bar:
    """One line of a chart: what was said, by how many, of how many."""

    key: str
    label: str
    count: int
    share: float

    @property
    def shown(self) -> str:
        """The count with its share."""
        percent = format_number(round(100 * self.share), current_language())
        return gettext("%(count)s (%(percent)s%%)", count=self.count, percent=percent)


@dataclass(frozen=True)
class Row:
    """One table of a breakdown: what was said, group by group; None is hidden."""

    label: str
    counts: list[int | None]


@dataclass
class Part:
    """One line of a matrix, one option of a ranking, or the question itself."""

    label: str
    bars: list[Bar] = field(default_factory=list)
    spread: statistics.Spread | None = None
    #: of a breakdown
    rows: list[Row] = field(default_factory=list)

    @property
    def comparable(self) -> bool:
        """Whether the breakdown shows anything but that nobody said it."""
        return any(count for row in self.rows for count in row.counts)


@dataclass
class Result:
    """A question with its figures."""

    id: str
    kind: str
    label: str
    n: int = 0
    #: fewer have answered than make a group
    hidden: bool = False
    #: its name in forms and files
    key: str = ""
    #: it is not asked like this any more
    earlier: bool = False
    #: it is answered with words, which are not counted
    words: bool = False
    #: how many wrote something
    comments: int = 0
    parts: list[Part] = field(default_factory=list)
    promoters: statistics.Promoters | None = None


@dataclass
class Results:
    """Of one survey."""

    n: int = 0
    final: bool = False
    #: fewer have answered than make a group, or none yet that may be shown
    hidden: bool = True
    languages: list[Bar] = field(default_factory=list)
    questions: list[Result] = field(default_factory=list)
    #: {key: label} of what may be compared by, and which it is
    family: dict[str, str] = field(default_factory=dict)
    by: str = ""
    groups: list[tuple[str, int]] = field(default_factory=list)
    equity: list[tuple[str, list[Bar]]] = field(default_factory=list)


@dataclass(frozen=True)
class Rate:
    """How many answered, of those who were there, or of those who were asked."""

    answered: int
    of: int
    present: bool

    @property
    def percent(self) -> int:
        """Rounded."""
        return round(100 * self.answered / self.of) if self.of else 0


def rate(survey: Survey) -> Rate:
    """Against people who were present, in the room or online; against who was asked where nobody was to be present."""
    figures = queries.figures([survey.id])[survey.id]
    if survey.event_id is not None and survey.audience in ("present", "registered", "part", "open"):
        there = len(present_ids(survey.event_id, survey.part_id if survey.audience == "part" else None))
        if there:
            return Rate(figures.answers, there, present=True)
    return Rate(figures.answers, figures.invited or survey.expected or 0, present=False)


def read(survey: Survey, by: str = "") -> Results:
    """What may be shown now."""
    tally = queries.tally_of(survey.id)
    if tally is None or not (tally.final or survey.results == "live" or survey.named):
        return Results()
    figures, asked = tally.figures, answers.asked_of(survey.id)
    written = Counter(row.version_id for row in answers.comments_of(survey.id)) if tally.final else Counter[int]()
    found = Results(figures["n"], tally.final, hidden=figures["n"] < survey.least)
    if found.hidden:
        return found
    found.languages = _bars(dict(LANGUAGE_NAMES), figures["languages"], figures["n"])
    family = figures.get("breakdowns", {})
    found.family = {key: _label_of(key, asked) for key in family}
    found.by = by if by in family else ""
    chosen = family.get(found.by)
    if chosen:
        names = _group_names(found.by, asked)
        found.groups = [(names.get(name, name), size) for name, size in chosen["groups"].items()]
    for one in asked:
        held = figures["questions"].get(str(one.version.id))
        if one.item.kind == "heading":
            found.questions.append(Result(f"r{one.version.id}", "heading", spoken(one.version.label)))
        elif held is not None or (one.current and tally.final) or written[one.version.id]:
            found.questions.append(_result(one, held or {"n": 0, "cells": {}}, written[one.version.id], chosen))
    found.equity = [
        (str(phrases.DIMENSIONS[name]), _bars(_choices(name), counts, sum(counts.values())))
        for name, counts in figures.get("equity", {}).items()
    ]
    return found


def _choices(name: str) -> dict[str, str]:
    words = {choice: str(label) for choice, label in phrases.CHOICES[name].items()}
    return words | {breakdown.OTHERS: str(phrases.GROUPS[breakdown.OTHERS])}


def _bars(words: Mapping[str, str], cells: Mapping[str, int], n: int) -> list[Bar]:
    names = [name for name in words if name in cells] + [name for name in cells if name not in words]
    return [Bar(name, words.get(name, name), cells[name], cells[name] / n if n else 0) for name in names]


def _label_of(key: str, asked: Sequence[Asked]) -> str:
    if key == LANGUAGE:
        return str(phrases.LANGUAGE)
    return next((spoken(one.version.label) for one in asked if one.question.key == key and one.current), key)


def _group_names(key: str, asked: Sequence[Asked]) -> dict[str, str]:
    groups = {name: str(words) for name, words in phrases.GROUPS.items()}
    if key == LANGUAGE:
        return dict(LANGUAGE_NAMES) | groups
    by = next(one for one in asked if one.question.key == key and one.current)
    return words_of(by.version, current_language()) | groups


def _result(one: Asked, held: Mapping[str, Any], comments: int, chosen: Mapping[str, Any] | None) -> Result:
    result = Result(
        f"r{one.version.id}", one.item.kind, spoken(one.version.label), held["n"], earlier=not one.current,
        comments=comments, key=one.question.key, words=one.item.kind in WORDS, hidden=held["cells"] is None,
    )  # fmt: skip
    words = words_of(one.version, current_language())
    rows = dict(_rows_of(one))
    tables = chosen["tables"].get(str(one.version.id), {}) if chosen else {}
    for row, cells in (held["cells"] or {}).items():
        if one.item.kind == "number" and len(cells) > MOST_NUMBERS:
            result.parts.append(Part(rows.get(row, row), spread=_spread(one, cells)))
            continue
        part = Part(rows.get(row, row), _bars(_in_order(one, words, cells), cells, _base(one, held["n"], cells)))
        part.spread = _spread(one, cells)
        part.rows = [
            Row(words.get(said, said), list(counts.values()))
            for said, counts in sorted(tables.get(row, {}).items(), key=lambda pair: _place(one, pair[0]))
        ]
        result.parts.append(part)
    if one.item.kind == "nps" and held["cells"]:
        result.promoters = statistics.promoters(held["cells"][""])
    return result


def _base(one: Asked, n: int, cells: Mapping[str, int]) -> int:
    """What shares are of: everyone who answered the question, or who answered that line."""
    return sum(cells.values()) if one.item.kind in ("matrix", "ranking") else n


def _rows_of(one: Asked) -> list[tuple[str, str]]:
    lines = {row: spoken(label) for row, label in labels_of((one.version.details or {}).get("rows", ()))}
    labels = lines or words_of(one.version, current_language())
    return [(row, labels.get(row, "")) for row in one.item.rows]


def _in_order(one: Asked, words: Mapping[str, str], cells: Mapping[str, int]) -> dict[str, str]:
    names = sorted(cells, key=lambda said: _place(one, said))
    return {said: words.get(said, said) for said in names}


def _place(one: Asked, said: str) -> tuple[int, float, str]:
    """Where an answer stands: as it was offered; numbers and months after them by size."""
    if said in one.item.choices:
        return 0, one.item.choices.index(said), ""
    number = said.replace(".", "", 1).lstrip("-")
    return (1, float(said), "") if number.isdecimal() else (2, 0.0, said)


def _spread(one: Asked, cells: Mapping[str, int]) -> statistics.Spread | None:
    """Mean and quartiles of what has a size."""
    match one.item.kind:
        case "scale" | "matrix":
            return statistics.spread(statistics.places(one.definition.options, cells))
        case "rating" | "number" | "nps" | "ranking":
            return statistics.spread({float(said): count for said, count in cells.items()})
    return None


@dataclass(frozen=True)
class Written:
    """A comment with the question that it answers."""

    row: Comment
    label: str
    beside: str


def comments(survey: Survey, theme: str = "") -> list[Written]:
    """What people wrote, question by question; of one theme, if it is given."""
    labels = {
        one.version.id: (place, spoken(one.version.label)) for place, one in enumerate(answers.asked_of(survey.id))
    }
    rows = [row for row in answers.comments_of(survey.id) if not theme or theme in row.themes]
    rows.sort(key=lambda row: (labels[row.version_id][0], row.beside, row.id))
    return [Written(row, labels[row.version_id][1], row.beside) for row in rows]


def themes(survey: Survey) -> list[tuple[str, int]]:
    """(theme, how many comments), the most frequent first."""
    return Counter(theme for row in answers.comments_of(survey.id) for theme in row.themes).most_common()
