"""Committees in the menu, in addresses, in the cockpit; terms that end; and the personal-data register."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...foundation.database import db
from ...foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext, ngettext
from ...foundation.jobs import sweep
from ...foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    Record,
    event_clonable,
    event_cloned,
    event_panels,
    menu,
    personal_data,
)
from ...foundation.todo import Found, Task
from ...web.access import load_scope_with, principal
from .. import mail, queries, rendering, service  # noqa: F401  mail registers its letter
from ..models import Committee, Member
from ..phrases import ROLES, STATES
from . import work  # noqa: F401  it listens too

load_scope_with("committee", "committee")(queries.find_committee)
sweep(service.end_terms)
event_cloned.hear(service.copy_committees)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Committees with their mandates and tasks."""
    number = len(queries.of_events([event_id]))
    words = ngettext(
        "%(num)s committee, with its mandate and tasks", "%(num)s committees, with their mandates and tasks", number
    )
    return [words] if number else []


@menu.hear
def entries(asking: Any) -> list[tuple[int, str, str]]:
    """The desk, for who sits on a committee; the list, for who sets them up."""
    if not asking:
        return []
    if asking.can("committees.edit"):
        return [(32, gettext("Committees"), url_for("committees.organiser.list_committees"))]
    if asking.can("committee.read"):
        return [(20, gettext("My committees"), url_for("committees.public.desk"))]
    return []


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """An event's committees, for those who may set them up."""
    asking = principal()
    mine = [number for number in event_ids if asking and asking.can("committees.edit", ("event", number))]
    if not mine:
        return {}
    rows = queries.of_events(mine)
    figures = queries.figures([row.id for row in rows])
    return {number: _panel([row for row in rows if row.event_id == number], figures) for number in mine if number}


def _panel(rows: list[Committee], figures: dict[int, queries.Figures]) -> Panel:
    tasks = []
    for row in rows:
        late = figures[row.id].late
        if late:
            words = ngettext(
                "%(num)s task of a committee is late: %(committee)s",
                "%(num)s tasks of a committee are late: %(committee)s",
                late,
                committee=rendering.said(row.name),
            )
            url = url_for("committees.public.tasks", committee=row.slug)
            tasks.append(Task(Found("committees.late", "soon", late), words, url))
    members = sum(figures[row.id].members for row in rows)
    shown: list[tuple[object, str]] = [(members, ngettext("person on committees", "people on committees", members))]
    links = [(url_for("committees.public.overview", committee=row.slug), rendering.said(row.name)) for row in rows]
    links.append((url_for("committees.organiser.list_committees"), gettext("All committees")))
    return Panel(gettext("Committees"), tasks, shown if rows else [], links)


GROUPS = (
    PersonalGroup(
        "committees.members",
        lazy_gettext("Who sits or was asked to sit on a committee: name, e-mail, language, organisation and region"),
        lazy_gettext("To invite you, and to know who decides what"),
        frozenset(
            {
                f"committee_members.{name}"
                for name in ("name", "email", "language", "organisation_name", "region", "reads", "person_id")
            }
        ),
        service.forget_members,
    ),
)


@personal_data.hear
def register() -> PersonalData:
    """What is known of those who sit on committees."""
    return PersonalData("committees", "committee_member", GROUPS, find, records, service.erase_members)


def find(email: str) -> dict[int, str]:
    """{id: name} of the seats under an address."""
    return dict(db.session.execute(select(Member.id, Member.name).where(Member.email == email)).tuples().all())


def records(ids: Collection[int]) -> list[Record]:
    """The seats, for the person."""
    query = select(Member).where(Member.id.in_(ids)).options(joinedload(Member.committee)).order_by(Member.id)
    return [_record(row) for row in db.session.scalars(query)]


def _record(row: Member) -> Record:
    facts = (
        Fact("committee", gettext("Committee"), row.committee.slug, rendering.said(row.committee.name)),
        Fact("name", gettext("Name"), row.name, row.name),
        Fact("email", gettext("E-mail"), row.email, row.email),
        Fact("language", gettext("Language"), row.language, LANGUAGE_NAMES.get(row.language, "")),
        Fact("role", gettext("Role"), row.role, str(ROLES[row.role])),
        Fact("state", gettext("State"), row.state, str(STATES[row.state])),
        Fact("organisation", gettext("Organisation"), row.organisation_name, row.organisation_name),
        Fact("region", gettext("Region"), row.region, row.region or ""),
        Fact("reads", gettext("Reads proposals in"), row.reads, ", ".join(row.reads)),
    )
    return Record("committee", gettext("Seat on a committee"), facts)
