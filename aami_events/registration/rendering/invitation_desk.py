"""Invitations in the cockpit: how many, how many have not answered, and when to remind them."""

from ...events.queries import list_by_ids
from ...foundation import clock
from ...foundation.i18n import gettext, ngettext
from ...foundation.points import Panel
from ...foundation.todo import Found, Task
from ...web.access import principal
from ..queries.invitations import Unanswered, unanswered
from ..rules import days_since
from ..rules.invitations import find_silence
from .desk import Reader
from .invitations import answerable


def panels(event_ids: list[int]) -> dict[int, Panel]:
    """What invitations have to say of each event that has some, or that people come to by invitation."""
    asking = principal()
    readers = [Reader(asking, event) for event in list_by_ids(event_ids)] if asking else []
    readers = [reader for reader in readers if reader.may("registrations.read")]
    found = unanswered([reader.event.id for reader in readers])
    return {
        reader.event.id: _panel(reader, found.get(reader.event.id, Unanswered()))
        for reader in readers
        if reader.event.id in found or reader.event.visibility == "invited"
    }


def _panel(reader: Reader, held: Unanswered) -> Panel:
    days = days_since(held.since, clock.now()) if held.since else None
    work = find_silence(held.number, days, answerable=answerable(reader.event))
    figures: list[tuple[object, str]] = [
        (held.invited, ngettext("person invited", "people invited", held.invited)),
        (held.number, ngettext("has not answered", "have not answered", held.number)),
    ]
    links = [(reader.url("list_invitations"), gettext("See the invitations"))]
    if reader.may("registrations.write"):
        links.append((reader.url("invite"), gettext("Invite somebody")))
    return Panel(gettext("Invitations"), [_task(reader, one) for one in work], figures, links)


def _task(reader: Reader, found: Found) -> Task:
    words = ngettext("%(num)s invitation without an answer", "%(num)s invitations without an answer", found.number)
    return Task(found, words, reader.url("list_invitations", state="invited"))
