"""Decisions about the sessions of a series: what overlaps, when in the day they are, which ones a visitor looks for."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..errors import NoSession, SessionsOverlap

HOURS = ("morning", "afternoon", "evening")


@dataclass(frozen=True)
class SessionFacts:
    """What the rules need to know of a session; moments are aware."""

    id: int
    starts: dt.datetime | None
    ends: dt.datetime | None


def time_of_day(at: dt.time) -> str:
    """Morning until noon, afternoon until five, then evening; the small hours are of the night before."""
    if 5 <= at.hour < 12:
        return "morning"
    return "afternoon" if 12 <= at.hour < 17 else "evening"


def overlapping(sessions: Iterable[SessionFacts]) -> list[tuple[int, int]]:
    """Pairs of sessions that nobody can attend both, the earlier first; one that begins when another ends does not
    overlap."""
    timed = sorted(((row.id, row.starts, row.ends or row.starts) for row in sessions if row.starts), key=_begins)
    return [
        (one[0], other[0])
        for one, other in combinations(timed, 2)
        if one[1] == other[1] or (one[1] < other[2] and other[1] < one[2])
    ]


def _begins(row: tuple[int, dt.datetime, dt.datetime]) -> tuple[dt.datetime, int]:
    return row[1], row[0]


def check_sessions(sessions: Sequence[SessionFacts]) -> None:
    """NoSession when none is chosen; SessionsOverlap with the first two that are at the same hour."""
    if not sessions:
        raise NoSession
    pairs = overlapping(sessions)
    if pairs:
        raise SessionsOverlap(pairs[0])


def looked_for(languages: Collection[str], hour: str | None, *, spoken: str, at: str) -> bool:
    """Whether a session is among those that a visitor filters by; an empty filter takes all."""
    return (not spoken or spoken in languages) and (not at or at == hour)
