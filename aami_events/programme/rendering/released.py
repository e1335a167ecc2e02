"""What was released, in words: changes, places, people."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..phrases import CHANGE_MARKS, CHANGES
from ..rules.release import Change, Released
from . import said, spot


def place(row: Released) -> str:
    """When and where, in words."""
    return spot(row.begins, row.minutes, row.room["name"] if row.room else None)


@dataclass(frozen=True)
class Told:
    """A change in words: what, of which session, where it takes place, and where it was to."""

    kind: str
    words: str
    mark: str
    slug: str
    title: str
    place: str
    before: str


def changes(rows: Iterable[Change]) -> list[Told]:
    """Every change in words, in the order of the programme."""
    return [_told(row) for row in rows]


def _told(row: Change) -> Told:
    before = place(row.before) if row.kind == "moved" and row.before else ""
    mark, words = CHANGE_MARKS[row.kind], str(CHANGES[row.kind])
    return Told(row.kind, words, mark, row.after.slug, said(row.after.title), place(row.after), before)
