"""The cockpit: what the one who asks has to do now, event by event, and what the features say of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from flask import current_app, url_for

from ...foundation import clock, points
from ...foundation.i18n import gettext, lazy_gettext, ngettext
from ...foundation.points import HOUSE, Panel
from ...foundation.todo import Found, Task, in_order
from ...web.access import Principal, principal
from .. import queries
from ..models import Event
from ..queries.telling import untold
from ..queries.texts import missing_counts
from ..rules import desk

#: what gives somebody something to do in an event
RIGHTS = ("registrations.read", "texts.write", "desk")
#: pages on which an event is written, in their order
DOORS = {
    "edit": lazy_gettext("Edit the event"),
    "list_parts": lazy_gettext("Activities"),
    "list_texts": lazy_gettext("Texts of the event"),
    "checklist": lazy_gettext("Checklist"),
    "history": lazy_gettext("History"),
}
#: where work is done, if not in the event's own form
MENDED = {"texts.missing": "list_texts", "window.unpublished": "checklist"}


@dataclass(frozen=True)
class Shown:
    """An event of the overview: where its name leads, and what is to do in it."""

    event: Event
    url: str | None
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """What is to do in the house, and the events that the reader works on, by group."""

    tasks: list[Task]
    groups: dict[str, list[Shown]]


def overview() -> Overview:
    """Every event that the reader has something to do in; a fixed number of queries."""
    asking = principal()
    events = [event for event in queries.list_all() if any(_may(asking, right, event) for right in RIGHTS)]
    panels = points.event_panels([HOUSE, *(event.id for event in events)])
    groups: dict[str, list[Shown]] = {name: [] for name in desk.GROUPS}
    now = clock.now()
    for event in sorted(events, key=lambda row: (row.facts.first_day is None, row.facts.first_day, row.id)):
        shown = Shown(event, _door(asking, event), _tasks(panels, event.id))
        groups[desk.group(event.facts, now)].append(shown)
    groups["past"].reverse()
    return Overview(_tasks(panels, HOUSE), {name: rows for name, rows in groups.items() if rows})


def _may(asking: Principal | None, right: str, event: Event) -> bool:
    return bool(asking and asking.can(right, ("event", event.id)))


def _door(asking: Principal | None, event: Event) -> str | None:
    """Where somebody with other rights has their work; None: their work is not here."""
    if _may(asking, "registrations.read", event):
        return url_for("events.organiser.event", slug=event.slug)
    if "wording.organiser.worklist" in current_app.view_functions and _may(asking, "texts.write", event):
        return url_for("wording.organiser.worklist", slug=event.slug)
    return None


def _tasks(panels: Sequence[dict[int, Panel]], event_id: int) -> list[Task]:
    return in_order(task for panel in panels if event_id in panel for task in panel[event_id].tasks)


def panels_of(event: Event) -> tuple[list[Task], list[Panel]]:
    """What is to do in one event, and what its features say of it: what has more to show than links comes first."""
    answers = points.event_panels([event.id])
    shown = [answer[event.id] for answer in answers if event.id in answer]
    return _tasks(answers, event.id), sorted(shown, key=lambda panel: panel.body is None)


def edits(event: Event) -> bool:
    """Whether the one who asks may write this event."""
    return _may(principal(), "events.edit", event)


def panels(event_ids: list[int]) -> dict[int, Panel]:
    """What events themselves have to say to their editors."""
    asking = principal()
    mine = [event for event in queries.list_by_ids(event_ids) if _may(asking, "events.edit", event)]
    missing, unsaid = missing_counts(mine), untold([event.id for event in mine])
    return {event.id: _panel(event, missing[event.id], len(unsaid.get(event.id, ()))) for event in mine}


def _panel(event: Event, missing: int, unsaid: int) -> Panel:
    today = clock.now().astimezone(ZoneInfo(event.zone)).date()
    found = desk.find_work(event.facts, missing, clock.now(), today)
    doors = {name: url_for(f"events.organiser.{name}", slug=event.slug) for name in DOORS}
    public = url_for("events.public.show", slug=event.slug)
    figures: list[tuple[object, str]] = []
    if missing:
        figures.append((missing, ngettext("text is not ready", "texts are not ready", missing)))
    tasks = [Task(one, _said(one), doors[MENDED.get(one.kind, "edit")]) for one in found]
    if unsaid:
        tell = url_for("events.organiser.tell", slug=event.slug)
        tasks.append(Task(Found("event.untold", "now", unsaid), _unsaid(unsaid), tell))
    return Panel(
        gettext("The event"),
        tasks,
        figures,
        [*((doors[name], str(words)) for name, words in DOORS.items()), (public, gettext("See the public page"))],
    )


def _unsaid(number: int) -> str:
    return ngettext(
        "%(num)s change that people have not been told of", "%(num)s changes that people have not been told of", number
    )


def _said(found: Found) -> str:
    match found.kind:
        case "texts.missing":
            return ngettext("%(num)s required text is not ready", "%(num)s required texts are not ready", found.number)
        case "window.unpublished":
            return gettext("Registration is to open, and the event is not published")
        case "window.never":
            return gettext("Nobody has said when registration opens")
    return gettext("Registration closes")
