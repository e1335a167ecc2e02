"""The texts of events, joined with what is known of each: owner, deadline, a translation that waits."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ..events.models import Event
from ..foundation import clock, points
from ..foundation.database import db
from ..foundation.points import TextPlace
from . import rules
from .models import WordingText

#: places in reading order, by the beginning of a key; what is not named comes last
_ORDER = ("event", "venue", "part", "text", "category", "question")


@dataclass(frozen=True)
class Entry:
    """A line of the worklist."""

    where: TextPlace
    text: rules.Text
    row: WordingText | None
    late: bool

    @property
    def key(self) -> str:
        """The text's stable key."""
        return self.where.key

    @property
    def owner_id(self) -> int | None:
        """Who translates it."""
        return self.row.owner_id if self.row else None

    @property
    def due_on(self) -> dt.date | None:
        """Until when."""
        return self.row.due_on if self.row else None

    @property
    def note(self) -> str:
        """What the author said of the translation."""
        return self.row.note if self.row else ""


def today(event: Event) -> dt.date:
    """The day that it is where the event is."""
    return clock.now().astimezone(ZoneInfo(event.zone)).date()


def list_all(events: Sequence[Event]) -> dict[int, list[Entry]]:
    """{event: every text, also those that nobody has begun, in reading order}; a fixed number of queries."""
    ids = [event.id for event in events]
    rows = db.session.scalars(select(WordingText).where(WordingText.event_id.in_(ids)))
    held = {(row.event_id, row.key): row for row in rows}
    answers = points.bilingual_texts(ids)
    found: dict[int, list[Entry]] = {}
    for event in events:
        day = today(event)
        places = [place for answer in answers for place in answer.get(event.id, [])]
        places.sort(key=_rank)
        found[event.id] = [_entry(place, held.get((event.id, place.key)), day) for place in places]
    return found


def _rank(place: TextPlace) -> int:
    name = place.key.partition(":")[0]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _entry(place: TextPlace, row: WordingText | None, day: dt.date) -> Entry:
    text = rules.Text(place.value.texts(), place.value.stale)
    if row:
        text = rules.Text(text.texts, text.stale, row.written_in, row.proposal, row.proposal_of, row.returned)
    return Entry(place, text, row, rules.is_late(text.state, row.due_on if row else None, day))


def list_begun(events: Sequence[Event]) -> dict[int, list[Entry]]:
    """The same without the texts that nobody has begun in any language: there is nothing to translate."""
    return {number: [row for row in rows if row.text.texts] for number, rows in list_all(events).items()}


def worklist(event: Event) -> list[Entry]:
    """Every text of one event that has been begun."""
    return list_begun([event])[event.id]


def find(event: Event, key: str) -> Entry | None:
    """One text, begun or not."""
    return next((row for row in list_all([event])[event.id] if row.key == key), None)


def total(entries: Iterable[Entry]) -> rules.Totals:
    """What the worklist says of itself."""
    return rules.total((row.text.state, row.text.words, row.late) for row in entries)


def late_for(entries: Iterable[Entry], day: dt.date) -> int:
    """Days since the earliest deadline that was missed; 0 when none was."""
    return max(((day - entry.due_on).days for entry in entries if entry.late and entry.due_on), default=0)


@dataclass(frozen=True)
class Filter:
    """Which texts are shown: state ("open" for all that ask for a translator), language, owner ("none": nobody)."""

    state: str = ""
    language: str = ""
    owner: str = ""
    late: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any((self.state, self.language, self.owner, self.late))

    def fits(self, entry: Entry) -> bool:
        """Whether a text is shown."""
        states = rules.OPEN if self.state == "open" else (self.state,)
        return (
            (not self.state or entry.text.state in states)
            and (not self.language or entry.text.target == self.language)
            and (not self.owner or str(entry.owner_id or "none") == self.owner)
            and (not self.late or entry.late)
        )


@dataclass(frozen=True)
class Judged:
    """A line that came back, the text that it is about, and what would become of it."""

    number: int
    line: rules.Line
    entry: Entry | None
    outcome: str


def judge(event: Event, lines: Sequence[tuple[int, rules.Line]]) -> list[Judged]:
    """What would become of each (number, line), now."""
    held = {row.key: row for row in worklist(event)}
    repeated = rules.repeated_keys([line for _number, line in lines])
    found = []
    for number, line in lines:
        entry = held.get(line.key)
        text, kind = (entry.text, entry.where.kind) if entry else (None, "text")
        found.append(Judged(number, line, entry, rules.classify(line, text, kind, repeated)))
    return found
