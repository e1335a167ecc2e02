"""What may be written of rooms, hours and sessions: (field, what is wrong) by the keys of phrases.FAULTS."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .grid import EQUIPMENT, INTERPRETATION, KINDS, LANGUAGES, LEAST, MOST

MOST_PLACES, MOST_CHANGE_OVER, MOST_TEAMS = 100_000, 180, 50
#: addresses below …/programme/ that are those of other pages
RESERVED = frozenset({"changes", "mine"})
#: characters that an exported address needs at least
SHORTEST_SLUG = 4


Faults = list[tuple[str, str]]


def room_faults(capacity: int | None, equipment: Collection[str], *, named: bool) -> Faults:
    """Of a room."""
    wrong = [] if named else [("name", "name")]
    if capacity is not None and not 0 <= capacity <= MOST_PLACES:
        wrong.append(("capacity", "capacity"))
    return wrong + ([] if set(equipment) <= set(EQUIPMENT) else [("equipment", "choose")])


def hours_faults(
    opens: dt.time | None, closes: dt.time | None, change_over: int | None, teams: Mapping[str, int | None]
) -> Faults:
    """Of what the grid is made with."""
    wrong = [(name, "hour") for name, value in (("opens", opens), ("closes", closes)) if value is None]
    if opens and closes and closes <= opens:
        wrong.append(("closes", "closes"))
    if change_over is not None and change_over > MOST_CHANGE_OVER:
        wrong.append(("change_over", "change_over"))
    for kind, number in teams.items():
        if kind not in INTERPRETATION or (number is not None and number > MOST_TEAMS):
            wrong.append((f"teams_{kind.replace('-', '_')}", "teams"))
    return wrong


@dataclass(frozen=True)
class SessionFields:
    """What is judged of a session as it was written."""

    kind: str
    titled: bool
    minutes: int | None
    languages: Collection[str] = ()
    interpretation: Collection[str] = ()
    interest: int | None = None
    format_known: bool = True
    track_known: bool = True


def session_faults(fields: SessionFields) -> Faults:
    """Of a session."""
    wrong = [] if fields.kind in KINDS else [("kind", "choose")]
    wrong += [] if fields.titled else [("title", "title")]
    if fields.minutes is None or not LEAST <= fields.minutes <= MOST:
        wrong.append(("minutes", "minutes"))
    if not set(fields.languages) <= set(LANGUAGES):
        wrong.append(("languages", "choose"))
    if not set(fields.interpretation) <= set(INTERPRETATION):
        wrong.append(("interpretation", "choose"))
    if fields.interest is not None and fields.interest > MOST_PLACES:
        wrong.append(("interest", "capacity"))
    wrong += [] if fields.format_known else [("format", "choose")]
    return wrong + ([] if fields.track_known else [("track", "choose")])


def good_slug(key: str) -> str:
    """A key as an address that every format takes: four characters at least."""
    return key if len(key) >= SHORTEST_SLUG else f"session-{key}"
