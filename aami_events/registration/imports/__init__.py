"""Attendee lists from elsewhere: Eventbrite's report, our own export, or any sheet with a name and an address.

A plan is made first, line by line, and can be read before anything is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from ...events.models import Event
from ...foundation.addresses import is_whole_address, plain_before_at
from ...foundation.i18n import speaking
from ...foundation.tables import Table, read_table
from ...foundation.text import clean, fold, sort_key
from ...questions.queries import Asked
from ...questions.service import read_answer
from ..models import Category
from ..phrases import MODES, PROVINCES, REACH_BY, SPOKEN, STATES
from ..queries import attendees
from ..queries.columns import Lookup, columns_of
from ..queries.offer import get_offer
from ..rules import PURPOSES
from ..rules.support import reach_fault
from ..service import Entry, modes_of

#: other systems' headings, folded
ELSEWHERE = {
    "attendee": "eventbrite",
    "first name": "first",
    "last name": "last",
    "email": "email",
    "company": "organisation",
    "ticket type": "category",
    "attendee status": "status",
    "home state": "province",
    "nom": "name",
    "nom complet": "name",
    "name": "name",
    "full name": "name",
    "courriel": "email",
    "e mail": "email",
    "organization": "organisation",
    "langue": "language",
    "language": "language",
}
ABSENT = {"not attending", "cancelled", "canceled", "deleted", "refunded", "annule", "annulee"}


@dataclass(frozen=True)
class Line:
    """One line of the file and what would become of it: add, unchanged, or refused with a reason."""

    number: int
    action: str
    name: str
    email: str
    reason: str = ""
    entry: Entry | None = None
    ref: str = ""
    state: str = "confirmed"


class Judged(Protocol):
    """A line of which it was said what becomes of it."""

    @property
    def action(self) -> str:
        """add, unchanged, refused."""
        ...


L = TypeVar("L", bound=Judged)


@dataclass
class Plan(Generic[L]):
    """Every line, and the columns that nobody here knows."""

    lines: list[L] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def of(self, action: str) -> list[L]:
        """The lines with this action."""
        return [line for line in self.lines if line.action == action]


class Reader:
    """Reads the lines of one table for one event."""

    def __init__(self, event: Event, categories: Sequence[Category], asked: Sequence[Asked]) -> None:
        self.event, self.categories = event, categories
        self.questions = {question.key: question for question in asked}
        self.category_keys = {
            fold(text): row.key for row in categories for text in (row.key, *row.name.texts().values())
        }
        titles = [
            (part.id, (part.slug or f"part-{part.position}", *part.title.texts().values())) for part in event.parts
        ]
        self.part_ids = {fold(text): part_id for part_id, texts in titles for text in texts}
        self.headings = ELSEWHERE | {
            fold(heading): column.key for language in ("fr", "en") for column, heading in self._labels(language)
        }

    def _labels(self, language: str) -> list[tuple[Any, str]]:
        with speaking(language):
            columns = columns_of(Lookup(self.event, codes=False, sensitive=True))
            return [pair for column in columns for pair in ((column, column.key), (column, str(column.label)))]

    def plan(self, table: Table, refs: set[str], people: set[tuple[str, str]]) -> Plan[Line]:
        """What would become of each line, given who is there already."""
        keys = [self.headings.get(fold(heading)) for heading in table.header]
        plan: Plan[Line] = Plan(
            ignored=[heading for heading, key in zip(table.header, keys, strict=True) if key is None and heading]
        )
        refs, people = set(refs), set(people)
        for number, cells in table.rows:
            given = {key: cell.strip() for key, cell in zip(keys, cells, strict=False) if key and cell.strip()}
            plan.lines.append(self._line(number, given, refs, people))
        return plan

    def _line(self, number: int, given: Mapping[str, str], refs: set[str], people: set[tuple[str, str]]) -> Line:
        first_last = f"{given.get('first', '')} {given.get('last', '')}"
        name, email = clean(given.get("name") or first_last), given.get("email", "").lower()
        ref = f"eventbrite:{given['eventbrite']}" if given.get("eventbrite") else given.get("reference", "")
        reason = self._refusal(given, name, email)
        if reason:
            return Line(number, "refused", name, email, reason)
        if ref and ref in refs:
            return Line(number, "unchanged", name, email, "known")
        if (email, sort_key(name)[:200]) in people:
            return Line(number, "unchanged", name, email, "duplicate")
        refs.add(ref)
        people.add((email, sort_key(name)[:200]))
        return Line(number, "add", name, email, "", self._entry(given, name, email), ref, self._state(given))

    def _refusal(self, given: Mapping[str, str], name: str, email: str) -> str:
        if given.get("supports"):
            return "supports"
        if not name:
            return "no_name"
        if len(name) > 200 or len(given.get("organisation", "")) > 200:
            return "too_long"
        if not is_whole_address(email) or len(email) > 320:
            return "bad_address" if plain_before_at(email) else "accented_address"
        if (
            fold(given.get("category", "")) not in self.category_keys
            and given.get("category")
            and not given.get("eventbrite")
        ):
            return "unknown_category"
        for key, question in self.questions.items():
            text = given.get(f"q-{key}")
            if text and read_answer(question, self._texts(question, text))[1]:
                return f"bad_answer:{key}"
        return ""

    def _texts(self, question: Asked, text: str) -> list[str]:
        if question.definition.kind == "yes_no":
            return ["yes" if fold(text) in {"yes", "oui", "true", "1"} or text == "✓" else "no"]
        labels = {fold(label): key for key, both in question.options for label in (key, *both.texts().values())}
        parts = [part.strip() for part in text.split(";")] if question.definition.kind == "choices" else [text]
        return [labels.get(fold(part), part) for part in parts]

    def _entry(self, given: Mapping[str, str], name: str, email: str) -> Entry:
        parts = [self.part_ids.get(fold(title)) for title in given.get("parts", "").split(";")]
        province = given.get("province", "").upper()
        sms = "" if reach_fault(given.get("sms", ""), "email") else given.get("sms", "")
        return Entry(
            name=name,
            email=email,
            language="en" if given.get("language", "fr").lower().startswith("en") else "fr",
            category=self.category_keys.get(fold(given.get("category", "")), self.categories[0].key),
            badge_name=given.get("badge_name", "")[:200],
            pronouns=given.get("pronouns", "")[:60],
            spoken=tuple(_key(SPOKEN, one, "") for one in given.get("spoken", "").split(";")),
            sms=sms,
            reach_by=_key(REACH_BY, given.get("reach_by", ""), "email") if sms else "email",
            organisation=given.get("organisation", ""),
            province=province if province in PROVINCES else None,
            mode=_key(MODES, given.get("mode", ""), modes_of(self.event)[0]),
            first_time=_yes(given.get("first_time")),
            parts=tuple(part for part in parts if part),
            answers=self._answers(given),
            consents={purpose: bool(_yes(given.get(f"consent-{purpose}"))) for purpose in PURPOSES},
            access_needs=given.get("access_needs", ""),
        )

    def _answers(self, given: Mapping[str, str]) -> dict[int, Any]:
        answers = {}
        for key, question in self.questions.items():
            if f"q-{key}" in given:
                answers[question.version_id] = read_answer(question, self._texts(question, given[f"q-{key}"]))[0]
        return answers

    def _state(self, given: Mapping[str, str]) -> str:
        if fold(given.get("status", "")) in ABSENT:
            return "cancelled"
        state = _key(STATES, given.get("state", ""), "confirmed")
        return "cancelled" if state == "cancelled" else "confirmed"


def _yes(text: str | None) -> bool | None:
    return None if not text else text == "✓" or fold(text) in {"yes", "oui", "true", "1"}


def _key(words: Mapping[str, Any], text: str, otherwise: str) -> str:
    for language in ("fr", "en"):
        with speaking(language):
            for key, word in words.items():
                if fold(text) in {fold(key), fold(str(word))}:
                    return key
    return otherwise


def make_plan(event: Event, data: bytes, name: str) -> Plan[Line]:
    """Read a file and say line by line what would become of it. TableError when it is none."""
    table, offer = read_table(data, name), get_offer(event.id)
    return Reader(event, offer.offered, offer.asked).plan(table, *attendees.known(event.id))
