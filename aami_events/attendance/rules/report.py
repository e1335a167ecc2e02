"""A video platform's report of who was in a call: its lines, the people behind them, and whose registrations they are.

The headings are those of Zoom's participant report, with or without the meeting's own lines before them, in English and
French, and of the shorter one that it calls "unique users". Dates stand in it as the host's computer writes them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ...foundation.text import fold

#: folded headings, by what they begin with
HEADINGS = (
    ("name", ("name original name", "nom nom d origine", "name", "nom", "participant")),
    ("email", ("user email", "email", "adresse e mail", "courriel", "adresse courriel", "e mail")),
    ("joined", ("join time", "heure d entree", "heure d arrivee", "heure de connexion", "joined")),
    ("left", ("leave time", "heure de sortie", "heure de depart", "heure de deconnexion", "left")),
    ("minutes", ("duration", "total duration", "duree", "duree totale")),
    ("waiting", ("in waiting room", "dans la salle d attente", "en salle d attente")),
)
YES = frozenset({"yes", "oui", "true", "1"})
#: names this much alike may be one person's; so many of them are asked about
ALIKE, MOST_ASKED = 0.82, 5


class NoReport(Exception):
    """No line of it names people and says how long they were there."""


@dataclass(frozen=True)
class Line:
    """One line: somebody joined once."""

    number: int
    name: str
    #: the name before it was changed in the call
    original: str = ""
    email: str = ""
    joined: dt.datetime | None = None
    left: dt.datetime | None = None
    minutes: int | None = None
    #: why it says nothing of anybody's presence: waiting, nameless, unreadable
    left_out: str = ""


@dataclass(frozen=True)
class Visitor:
    """Somebody in the call, whatever number of times they joined, and under which names."""

    names: tuple[str, ...]
    email: str
    #: wall time of the host
    first: dt.datetime | None
    minutes: int
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who is registered."""

    id: int
    name: str
    badge_name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Match:
    """Whose registration it is: one id if that is sure, several to be asked about, none if nobody is like that."""

    sure: bool
    ids: tuple[int, ...] = ()


def read(rows: Sequence[tuple[int, list[str]]], day: dt.date | None) -> list[Line]:
    """The lines after the headings; `day` of the session decides between 3/4 and 4/3. NoReport."""
    for at, (_number, cells) in enumerate(rows):
        columns = _columns(cells)
        if "name" in columns and columns.keys() & {"joined", "minutes"}:
            return _lines(rows[at + 1 :], columns, day)
    raise NoReport


def _columns(cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        heading = fold(cell)
        for name, beginnings in HEADINGS:
            if (
                name not in found
                and heading
                and any(heading == one or heading.startswith(f"{one} ") for one in beginnings)
            ):
                found[name] = at
                break
    return found


def _lines(rows: Sequence[tuple[int, list[str]]], columns: dict[str, int], day: dt.date | None) -> list[Line]:
    told = []
    for number, cells in rows:
        whole = [*cells, *[""] * (max(columns.values()) + 1 - len(cells))]
        told.append((number, {name: whole[at].strip() for name, at in columns.items()}))
    stamps = [said[name] for _number, said in told for name in ("joined", "left") if said.get(name)]
    order = _order(stamps, day)
    return [_line(number, said, order) for number, said in told]


def _line(number: int, said: dict[str, str], order: str) -> Line:
    name, original = _names(said.get("name", ""))
    joined, left = (_moment(said.get(key, ""), order) for key in ("joined", "left"))
    minutes = re.match(r"\d+", said.get("minutes", ""))
    length = int(minutes[0]) if minutes else None
    left_out = ""
    if fold(said.get("waiting", "")) in YES:
        left_out = "waiting"
    elif not name:
        left_out = "nameless"
    elif (joined is None or left is None) and length is None:
        left_out = "unreadable"
    return Line(number, name, original, said.get("email", "").lower(), joined, left, length, left_out)


def _names(cell: str) -> tuple[str, str]:
    """ "Zoé (Zoé Roy)": the name in the call, and the one before; without parentheses, only the first."""
    found = re.fullmatch(r"(.*?)\s*[(（](.*)[)）]\s*", cell)
    return (found[1].strip() or found[2].strip(), found[2].strip()) if found else (cell.strip(), "")


def _order(stamps: Iterable[str], day: dt.date | None) -> str:
    """The order of day, month and year that all dates allow; where several do, the one that falls on the day."""
    stamps = list(stamps)
    counted = {
        order: (sum(_moment(one, order) is not None for one in stamps),
                sum((found := _moment(one, order)) is not None and found.date() == day for one in stamps))
        for order in ("mdy", "dmy")
    }  # fmt: skip
    return max(counted, key=lambda order: counted[order])


def _moment(text: str, order: str) -> dt.datetime | None:
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if len(numbers) < 5:
        return None
    first, second, third, hour, minute, *rest = numbers
    year, month, day = (
        (first, second, third) if first > 31 else (third, first, second) if order == "mdy" else (third, second, first)
    )
    half = re.search(r"([ap])\.?\s?m\.?\b", text, re.IGNORECASE)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
    try:
        return dt.datetime(year, month, day, hour, minute, rest[0] if rest else 0)
    except ValueError:
        return None


@dataclass
class _Together:
    names: dict[str, None] = field(default_factory=dict)
    email: str = ""
    spans: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    more: int = 0
    first: dt.datetime | None = None
    lines: list[int] = field(default_factory=list)


def visitors(lines: Iterable[Line]) -> list[Visitor]:
    """The people behind the lines: those of one address are one, and without one, those of one name. Time in the call
    with two devices counts once."""
    found: dict[str, _Together] = {}
    by_name: dict[str, str] = {}
    for line in sorted((line for line in lines if not line.left_out), key=lambda line: not line.email):
        names = [fold(name) for name in (line.name, line.original) if name]
        key = line.email or next((by_name[name] for name in names if name in by_name), names[0])
        one = found.setdefault(key, _Together(email=line.email))
        for name in names:
            by_name.setdefault(name, key)
        one.names.update(dict.fromkeys(name for name in (line.name, line.original) if name))
        one.lines.append(line.number)
        if line.joined and line.left and line.left >= line.joined:
            one.spans.append((line.joined, line.left))
        else:
            one.more += line.minutes or 0
        if line.joined:
            one.first = min(one.first or line.joined, line.joined)
    return [
        Visitor(tuple(one.names), one.email, one.first, _covered(one.spans) + one.more, tuple(sorted(one.lines)))
        for one in found.values()
    ]


def _covered(spans: list[tuple[dt.datetime, dt.datetime]]) -> int:
    """Minutes that at least one of them covers."""
    total, until = dt.timedelta(), dt.datetime.min
    for begin, end in sorted(spans):
        if end > until:
            total += end - max(begin, until)
            until = end
    return round(total.total_seconds() / 60)


def match(visitor: Visitor, people: Sequence[Person]) -> Match:
    """By address, then by name; who is only alike is asked about."""
    names = {fold(name) for name in visitor.names}
    same = [one for one in people if visitor.email and one.email == visitor.email]
    called = [one for one in (same or people) if names & {fold(one.name), fold(one.badge_name) or fold(one.name)}]
    for sure in (same, called):
        if len(sure) == 1:
            return Match(True, (sure[0].id,))
    if same or called:
        return Match(False, tuple(one.id for one in (called or same))[:MOST_ASKED])
    near = sorted(((_alike(names, one), one.id) for one in people), reverse=True)
    return Match(False, tuple(number for share, number in near[:MOST_ASKED] if share >= ALIKE))


def _alike(names: set[str], person: Person) -> float:
    known = [fold(name) for name in (person.name, person.badge_name) if name]
    return max((_share(given, name) for given in names for name in known), default=0.0)


def _share(given: str, known: str) -> float:
    fewer, more = sorted((given.split(), known.split()), key=len)
    if any(len(word) > 2 for word in fewer) and all(_stands_for(word, more) for word in fewer):
        return 0.9
    return SequenceMatcher(None, given, known).ratio()


def _stands_for(word: str, others: Sequence[str]) -> bool:
    """The word itself, or an initial of one."""
    return word in others or (len(word) == 1 and any(other.startswith(word) for other in others))
