"""The closed list of points: where a lower feature is heard or completed by a higher one.

A feature registers in its `hooks.py`; `application.py` imports the hooks in floor order, so answers come in that order.
There are no other signals.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from .bilingual import Bilingual
from .todo import Task

F = TypeVar("F", bound=Callable[..., Any])


class Point(Generic[F]):
    """Calls everyone who listens, in the caller's transaction; what they raise reaches the caller."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._heard: list[F] = []

    def hear(self, f: F) -> F:
        """Register `f`; usable as a decorator. Hearing the same function twice counts once."""
        if f not in self._heard:
            self._heard.append(f)
        return f

    def __call__(self, *args: Any) -> list[Any]:
        return [f(*args) for f in self._heard]

    def __iter__(self) -> Iterator[F]:
        return iter(self._heard)


#: stands among event ids for what belongs to no event
HOUSE = 0


@dataclass(frozen=True)
class Panel:
    """What the cockpit shows of one feature in one event, or in the house: nothing that the reader may not see or do.

    `tasks` need somebody now. `body` makes the rest of the panel, safe HTML; only the event's own page calls it.
    """

    title: str
    tasks: list[Task] = field(default_factory=list)
    #: (number, what it is of)
    figures: list[tuple[object, str]] = field(default_factory=list)
    #: (address, label)
    links: list[tuple[str, str]] = field(default_factory=list)
    body: Callable[[], str] | None = None


class OnEvents(Protocol):
    """Takes event ids, HOUSE perhaps among them, returns what it has to say for each; the number of queries does not
    grow with the ids."""

    def __call__(self, event_ids: list[int], /) -> dict[int, Panel]: ...


class OnRegistrations(Protocol):
    """Takes registration ids, returns what it has to say for each: the number of queries does not grow with the ids."""

    def __call__(self, registration_ids: list[int], /) -> dict[int, Any]: ...


class MenuEntries(Protocol):
    """Takes the principal, returns the entries it may see: (weight, label, address)."""

    def __call__(self, principal: Any, /) -> list[tuple[int, str, str]]: ...


@dataclass(frozen=True)
class Fact:
    """One thing that is kept about a person: a key and a plain value for machines, a label and words for people."""

    key: str
    label: str
    value: Any
    words: str = ""


@dataclass(frozen=True)
class Record:
    """Facts that belong together: a registration, an account, a letter."""

    kind: str
    title: str
    facts: tuple[Fact, ...]

    def plain(self) -> dict[str, Any]:
        """For machines."""
        return {fact.key: fact.value for fact in self.facts}


class Due(Protocol):
    """What is over at this moment, for a rule of so many days."""

    def events(self, days: int) -> list[int]:
        """Events that ended that long ago."""
        ...

    def moment(self, days: int) -> dt.datetime:
        """What belongs to no event and was made before this."""
        ...


class Forget(Protocol):
    """Takes out what is over, or only counts it (`dry`): {event, 0 for none of them: rows}. Rows that counts are made
    of stay."""

    def __call__(self, due: Due, days: int, /, *, dry: bool) -> dict[int, int]: ...


@dataclass(frozen=True)
class PersonalGroup:
    """Columns that are kept for one purpose, with the words that the privacy notice and a person's own page use.

    How long they are kept stands under `key` in the one table of rules, privacy.rules.RULES.
    """

    key: str
    #: what it is, and why it is kept, in both languages
    label: object
    purpose: object
    columns: frozenset[str]
    #: None: it goes with its person's account or registration only
    forget: Forget | None = None


@dataclass(frozen=True)
class PersonalData:
    """What one feature knows about people, in which columns it stands, and how to find, hand over and erase it.

    `find` takes an address and says which rows it leads to and under whose name: several people may share an address.
    `export` and `erase` take the ids of those rows. `subject` is what letters and the history call these rows.
    """

    feature: str
    subject: str
    groups: tuple[PersonalGroup, ...]
    find: Callable[[str], dict[int, str]]
    export: Callable[[Collection[int]], list[Record]]
    erase: Callable[[Collection[int]], int]

    @property
    def columns(self) -> frozenset[str]:
        """Every column that holds something about a person."""
        return frozenset().union(*(group.columns for group in self.groups))


@dataclass(frozen=True)
class TextPlace:
    """A bilingual text of an event: its stable key, where it stands in words, its value, and how to write it back.

    A text that nobody has begun is there too, with an empty value.
    """

    #: place, id and field: "part:12:title"; the same for as long as the text exists
    key: str
    #: in words, in the spoken language: the activity, the category
    place: str
    #: which of its texts: title, description
    field: str
    value: Bilingual
    #: stores another value, in the caller's transaction; call the point again in it, so that what was read is fresh
    write: Callable[[Bilingual], None]
    #: line, text, or markdown
    kind: str = "line"
    #: whether the event cannot be public while a side of it is missing
    blocks: bool = True


@dataclass(frozen=True)
class Finding:
    """Something that stands between an event and its publication, or is good to know before, and where to mend it."""

    #: the same for as long as it is there: "categories:none"
    key: str
    #: in words, in the spoken language
    words: str
    #: whether it keeps the event from being published; otherwise it advises
    blocks: bool = True
    #: the page where it is mended, by endpoint, with its values; "" for none
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class OnFindings(Protocol):
    """Takes event ids, returns what each still lacks: the number of queries does not grow with them."""

    def __call__(self, event_ids: list[int], /) -> dict[int, list[Finding]]: ...


@dataclass(frozen=True)
class Held:
    """What hangs on an event: how many people are registered, and how many ever chose each part, also who cancelled."""

    registrations: int = 0
    parts: dict[int, int] = field(default_factory=dict)


class OnHeld(Protocol):
    """Takes event ids, returns what hangs on each: the number of queries does not grow with them."""

    def __call__(self, event_ids: list[int], /) -> dict[int, Held]: ...


class OnTexts(Protocol):
    """Takes event ids, returns the texts of each in reading order: the number of queries does not grow with them."""

    def __call__(self, event_ids: list[int], /) -> dict[int, list[TextPlace]]: ...


@dataclass(frozen=True)
class QuestionHost:
    """A form that asks an event's own questions: who may edit them, from which page, and what is said of them there."""

    #: as stored with the questions and in addresses: "event", "call"
    kind: str
    #: the right that editing them needs
    permission: str
    #: the page where the form is set up, and its name; where there is none of its own, the event's
    endpoint: str
    title: object
    #: what these questions are for, and what stands where there is none
    lede: object
    empty: object
    #: the page that shows the form as people see it, and the words that lead there
    seen_at: str
    seen: object
    #: who may read an answer that is not sensitive
    readers: object
    #: locks the words of an event until the end of the transaction; whether people can see it
    lock: Callable[[int], bool]
    #: {question: how many have answered it}, of these
    answered: Callable[[Collection[int]], dict[int, int]]
    #: what may be asked; none given: what any form asks
    kinds: tuple[str, ...] = ()
    #: each question says why it is asked, who reads the answers, for how long they are kept; or its form says it of all
    says_why: bool = True
    #: where the questions do not belong to an event itself: {what they belong to: its event}, of these events
    owners: Callable[[Collection[int]], dict[int, int]] | None = None
    #: what the addresses of its pages need to know of what the questions belong to
    address: Callable[[Any], dict[str, Any]] = lambda thing: {"slug": thing.slug}
    #: what the history of one of them is read by
    scope: Callable[[int], tuple[str, int]] = lambda owner_id: ("event", owner_id)


scope_of_slug: Point[Callable[[str], tuple[str, int] | None]] = Point("scope_of_slug")
milestone_events: Point[Callable[[list[int]], dict[int, list[Any]]]] = Point("milestone_events")
event_created: Point[Callable[[int], None]] = Point("event_created")
paid_events: Point[Callable[[list[int]], set[int]]] = Point("paid_events")
#: takes an event and its copy, in the transaction that makes it: what belongs to no person and to no day goes along
event_cloned: Point[Callable[[int, int], None]] = Point("event_cloned")
#: takes an event, returns in words what its copy takes along
event_clonable: Point[Callable[[int], list[str]]] = Point("event_clonable")
#: after a person has changed an event or a part, in the transaction of the change, with the event's places locked
event_changing: Point[Callable[[int], object]] = Point("event_changing")
#: after an event has moved by so many days, in its transaction: what has days of its own in it moves along
event_shifted: Point[Callable[[int, int], None]] = Point("event_shifted")
#: takes an event and the activities of which people have to be told (None: everyone), returns whom that concerns:
#: (how many, in words)
event_hearers: Point[Callable[[int, Collection[int] | None], list[tuple[int, str]]]] = Point("event_hearers")
#: takes an event and the notice of what has changed, in its transaction, writes to whom it concerns; how many letters
event_told: Point[Callable[[int, int], int]] = Point("event_told")
event_findings: Point[OnFindings] = Point("event_findings")
event_held: Point[OnHeld] = Point("event_held")
registration_changed: Point[Callable[[int, str], None]] = Point("registration_changed")
#: takes event ids, returns what a visitor of each can do beside registering: (address, label)
event_ways: Point[Callable[[list[int]], dict[int, list[tuple[str, str]]]]] = Point("event_ways")
event_panels: Point[OnEvents] = Point("event_panels")
registration_panels: Point[OnRegistrations] = Point("registration_panels")
attendee_columns: Point[OnRegistrations] = Point("attendee_columns")
menu: Point[MenuEntries] = Point("menu")
audiences: Point[Callable[[int], list[Any]]] = Point("audiences")
#: takes registration ids, returns what each is at the event beside attending: {id: {"speaker", "delegate"}}
ribbons: Point[OnRegistrations] = Point("ribbons")
bilingual_texts: Point[OnTexts] = Point("bilingual_texts")
personal_data: Point[Callable[[], PersonalData]] = Point("personal_data")
#: the forms that ask an event's own questions
question_hosts: Point[Callable[[], QuestionHost]] = Point("question_hosts")
#: takes the seats that somebody holds on committees, with their committees, returns what is theirs to do there
committee_desk: Point[Callable[[list[Any]], list[Task]]] = Point("committee_desk")
