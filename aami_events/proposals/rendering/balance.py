"""How decisions are balanced: by region, type and language."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...foundation.i18n import gettext, pgettext
from ...foundation.suppression import suppress
from ...people.queries import list_regions
from .. import rules
from ..phrases import GENDERS, LANGUAGES
from ..queries import find_tally, formats_of
from . import said


@dataclass(frozen=True)
class Table:
    """A table of proposals: rows of (label, {decision, or "" for none yet: how many})."""

    title: str
    rows: list[tuple[str, dict[str, int]]]


def tables(event_id: int, rows: Sequence[rules.Chosen]) -> list[Table]:
    """By region, nobody's too; by type; by language."""
    found = rules.tally(rows)
    regions: list[tuple[object, str]] = [(row.key, said(row.name)) for row in list_regions()]
    kinds: list[tuple[object, str]] = [(row.id, said(row.name)) for row in formats_of(event_id)]
    spoken: list[tuple[object, str]] = [(code, str(word)) for code, word in LANGUAGES.items()]
    unsaid = pgettext("region", "not said")
    return [
        Table(gettext("Regions"), _rows([*regions, (None, unsaid)], found["region"])),
        Table(gettext("Types"), _rows(kinds, found["kind"])),
        Table(gettext("Languages"), _rows(spoken, found["language"])),
    ]


def _rows(
    labels: Iterable[tuple[object, str]], counts: dict[object, dict[str, int]]
) -> list[tuple[str, dict[str, int]]]:
    return [(label, counts.get(key, {})) for key, label in labels if key is not None or counts.get(key)]


@dataclass(frozen=True)
class Genders:
    """How many people of each gender: rows of (label, [accepted, others, all]), the last of all; None: not shown."""

    at: dt.datetime
    rows: list[tuple[str, list[int | None]]]


def genders(event_id: int) -> Genders | None:
    """As it was when last a batch of people had moved, without small numbers; None before the first."""
    tally = find_tally(event_id)
    if tally is None:
        return None
    labels = [*map(str, GENDERS.values()), pgettext("gender", "not said"), gettext("All")]
    return Genders(tally.at, list(zip(labels, suppress(tally.counts), strict=True)))


def minutes(rows: Sequence[rules.Chosen]) -> dict[str, int]:
    """{decision: minutes in all}"""
    return {decision: rules.minutes_of(rows, decision) for decision in rules.DECISIONS}
