"""Registration in the cockpit: what is to do now, figures, and where the work is done; for what the reader may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from flask import url_for

from ...events.models import Event
from ...events.queries import list_by_ids, registration_state
from ...foundation import clock
from ...foundation.i18n import gettext, lazy_gettext, ngettext
from ...foundation.points import Panel
from ...foundation.settings import setting
from ...foundation.todo import Found, Task
from ...web.access import Principal, principal
from .. import queries
from ..phrases import STATES, figure
from ..queries import support
from ..queries.desk import Counted, counted
from ..rules.desk import NOTHING, DeskFacts, find_work
from . import figures

#: what one needs to see work of a kind, by the beginning of its name; for the rest one needs registrations.read
RIGHTS = {"access": "registrations.sensitive", "letters": "outbox.read"}
#: (right, endpoint) of the tools, in their order
TOOLS = (
    ("registrations.read", "list_attendees"),
    ("registrations.sensitive", "needs"),
    ("events.edit", "list_categories"),
    ("events.edit", "questions.organiser.list_questions"),
    ("registrations.write", "register"),
    ("registrations.export", "choose"),
    ("registrations.import", "upload"),
)

#: where work of each kind is done: (endpoint, query)
WHERE: dict[str, tuple[str, dict[str, str]]] = {
    "access.unanswered": ("needs", {}),
    "access.absent": ("needs", {}),
    "guests.unfinished": ("list_attendees", {"unfinished": "yes"}),
    "meeting.seatless": ("list_attendees", {"member": "yes"}),
    "offers.ending": ("list_attendees", {"state": "offered"}),
    "queue.servable": ("list_attendees", {"state": "waiting"}),
    "queue.waiting": ("list_attendees", {"state": "waiting"}),
    "places.few": ("list_attendees", {}),
    "places.none": ("list_attendees", {}),
    "letters.failed": ("mailings.organiser.letters", {"state": "failed"}),
    "letters.no_server": ("mailings.organiser.letters", {"state": "waiting"}),
    "letters.stuck": ("mailings.organiser.letters", {"state": "waiting"}),
}


@dataclass(frozen=True)
class Reader:
    """The one who asks, in one event."""

    asking: Principal
    event: Event

    def may(self, right: str) -> bool:
        """Whether they may, in this event."""
        return self.asking.can(right, ("event", self.event.id))

    def url(self, door: str, **more: object) -> str:
        """The address of a page of this event."""
        endpoint = door if "." in door else f"registration.organiser.{door}"
        return url_for(endpoint, slug=self.event.slug, **more)  # type: ignore[arg-type]


def panels(event_ids: list[int]) -> dict[int, Panel]:
    """What registrations have to say of each event that the one who asks may read."""
    asking = principal()
    readers = [Reader(asking, event) for event in list_by_ids(event_ids)] if asking else []
    readers = [reader for reader in readers if reader.may("registrations.read")]
    ids = [reader.event.id for reader in readers]
    needs, letters = (any(reader.may(right) for reader in readers) for right in RIGHTS.values())
    found = counted(ids, needs=needs, letters=letters, owner=asking.id if asking else 0)
    totals, supporting = queries.totals(ids), support.counts(ids)
    return {
        reader.event.id: _panel(reader, found[reader.event.id], totals, supporting.get(reader.event.id, 0))
        for reader in readers
    }


#: the words for each of the tools
NAMES = {
    "list_attendees": lazy_gettext("Attendees"),
    "needs": lazy_gettext("Access needs"),
    "list_categories": lazy_gettext("Categories"),
    "questions.organiser.list_questions": lazy_gettext("Questions"),
    "register": lazy_gettext("Register someone"),
    "choose": lazy_gettext("Export"),
    "upload": lazy_gettext("Import"),
}


def _panel(reader: Reader, held: Counted, totals: Mapping[int, Mapping[str, int]], supporting: int) -> Panel:
    event = reader.event
    counts = {state: totals.get(event.id, {}).get(state, 0) for state in STATES}
    shown: list[tuple[object, str]] = [
        (number, figure(state, number)) for state, number in counts.items() if number or state == "confirmed"
    ]
    if supporting:
        shown.append((supporting, figure("supporting", supporting)))
    return Panel(
        gettext("Registrations"),
        [_task(reader, held, one) for one in find_work(_facts(event, held)) if _sees(reader, one)],
        shown,
        [(reader.url(door), str(NAMES[door])) for right, door in TOOLS if reader.may(right)],
        partial(figures.body, event),
    )


def _sees(reader: Reader, found: Found) -> bool:
    right = RIGHTS.get(found.kind.partition(".")[0])
    return right is None or reader.may(right)


def _facts(event: Event, held: Counted) -> DeskFacts:
    now, facts = clock.now(), event.facts
    today = now.astimezone(ZoneInfo(event.zone)).date()
    names = ("unanswered", "absent", "ending", "queue", "unfinished", "failed", "unsent", "broken")
    return DeskFacts(
        now=now,
        until=(facts.first_day - today).days if facts.first_day else None,
        over=event.state in {"archived", "cancelled"} or bool(facts.last_day and facts.last_day < today),
        takes=registration_state(event) in {"open", "invited"},
        capacity=event.places.capacity,
        taken=event.places.taken,
        servable=held.servable,
        seatless=held.seatless,
        post=bool(setting("SMTP_URL")),
        **{name: held.waiting.get(name, NOTHING) for name in names},
    )


def _task(reader: Reader, held: Counted, found: Found) -> Task:
    if found.kind == "lists.broken":
        url = url_for("registration.organiser.follow", job_id=held.broken_job)
    else:
        door, more = WHERE[found.kind]
        meeting = {"part": held.meeting} if found.kind == "meeting.seatless" else {}
        url = reader.url(door, **more, **meeting)
    return Task(found, _of_people(found) or _of_places(found) or _of_letters(found), url)


def _of_people(found: Found) -> str:
    number = found.number
    match found.kind:
        case "access.unanswered":
            return ngettext(
                "%(num)s access request without an answer", "%(num)s access requests without an answer", number
            )
        case "access.absent":
            return ngettext(
                "%(num)s person says that what was arranged was not there",
                "%(num)s people say that what was arranged was not there",
                number,
            )
        case "guests.unfinished":
            return ngettext(
                "%(num)s person registered by a colleague has not completed their part",
                "%(num)s people registered by a colleague have not completed their part",
                number,
            )
        case "meeting.seatless":
            return ngettext(
                "%(num)s member organisation at the general meeting has no voting delegate",
                "%(num)s member organisations at the general meeting have no voting delegate",
                number,
            )
    return ""


def _of_places(found: Found) -> str:
    number = found.number
    match found.kind:
        case "offers.ending":
            return ngettext(
                "%(num)s offered place ends without an answer", "%(num)s offered places end without an answer", number
            )
        case "queue.servable":
            return ngettext(
                "%(num)s person is waiting although a place is free",
                "%(num)s people are waiting although places are free",
                number,
            )
        case "queue.waiting":
            return ngettext("%(num)s person on the waiting list", "%(num)s people on the waiting list", number)
        case "places.few":
            return ngettext("%(num)s place is left", "%(num)s places are left", number)
        case "places.none":
            return gettext("Every place is taken")
    return ""


def _of_letters(found: Found) -> str:
    number = found.number
    match found.kind:
        case "letters.failed":
            return ngettext("%(num)s e-mail could not be sent", "%(num)s e-mails could not be sent", number)
        case "letters.no_server":
            return ngettext(
                "%(num)s e-mail is waiting: no mail server is set",
                "%(num)s e-mails are waiting: no mail server is set",
                number,
            )
        case "letters.stuck":
            return ngettext(
                "%(num)s e-mail is waiting: the mail server does not answer",
                "%(num)s e-mails are waiting: the mail server does not answer",
                number,
            )
    return ngettext("%(num)s list could not be made", "%(num)s lists could not be made", number)
