"""The desk in the cockpit, who came in lists, and in the personal-data register."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select

from ..events.queries import list_by_ids
from ..foundation import clock
from ..foundation.database import db
from ..foundation.hours import moment
from ..foundation.i18n import gettext, lazy_gettext, ngettext
from ..foundation.points import Fact, Panel, PersonalData, PersonalGroup, Record, event_panels, personal_data
from ..foundation.todo import Found, Task
from ..web.access import can
from . import mail, queries, service  # noqa: F401  mail registers its composer
from .models import Certificate, Presence, Scan
from .phrases import ANSWERS
from .queries import counts


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """How many came, and what has to be looked at, for those who serve or coordinate."""
    mine = [event for event in list_by_ids(event_ids) if can(event, "desk")]
    came = counts.came([event.id for event in mine])
    unsettled = queries.count_to_settle([event.id for event in mine])
    found = {}
    for event in mine:
        links = [(url_for("attendance.organiser.desk", slug=event.slug), gettext("Desk"))]
        if can(event, "registrations.read"):
            links.append((url_for("attendance.organiser.roll", slug=event.slug), gettext("Attendance")))
        number = came.get(event.id, 0)
        figures: list[tuple[object, str]] = [(number, ngettext("person came", "people came", number))] if number else []
        tasks = [_unsettled(event.slug, *unsettled[event.id])] if event.id in unsettled else []
        found[event.id] = Panel(gettext("Desk"), tasks if can(event, "registrations.write") else [], figures, links)
    return found


def _unsettled(slug: str, number: int, since: dt.datetime) -> Task:
    """Two desks, or a desk and the house, see somebody differently."""
    found = Found("attendance.unsettled", "now", number, (clock.now() - since).days)
    words = ngettext(
        "%(num)s person went in at a desk without a network, and is to be looked at",
        "%(num)s people went in at a desk without a network, and are to be looked at",
        number,
    )
    return Task(found, words, url_for("attendance.organiser.disagreements", slug=slug))


GROUPS = (
    PersonalGroup(
        "attendance.presence",
        lazy_gettext("When you came to an event and its activities, and went"),
        lazy_gettext("To know who is there, and to certify that you took part"),
        frozenset(
            {
                "presences.registration_id", "presences.here", "presences.first_in_at", "presences.changed_at",
                "presences.minutes", "desk_scans.registration_id", "excuses.registration_id",
                "certificates.registration_id", "certificates.code", "joining_passes.registration_id",
                "joining_passes.used_at", "joining_passes.revoked_at",
            }
        ),
    ),
    PersonalGroup(
        "attendance.shifts",
        lazy_gettext("The name of whoever serves at a desk without an account, and when"),
        lazy_gettext("To know who did what at the desk"),
        frozenset({"desk_shifts.name", "desk_shifts.began_at", "desk_shifts.ended_at"}),
        service.forget_shifts,
    ),
)  # fmt: skip


@personal_data.hear
def register() -> PersonalData:
    """When somebody came and went."""
    return PersonalData("attendance", "presence", GROUPS, queries.known, records, service.forget)


def records(ids: Collection[int]) -> list[Record]:
    """What was done at desks about these registrations, what reports of calls said, and their certificates."""
    scans = select(Scan).where(Scan.registration_id.in_(ids), Scan.undone_at.is_(None)).order_by(Scan.at, Scan.id)
    calls = select(Presence).where(Presence.registration_id.in_(ids), Presence.minutes.is_not(None))
    issued = select(Certificate).where(Certificate.registration_id.in_(ids)).order_by(Certificate.id)
    return [
        *(_record(gettext("At the desk"), row.act, str(ANSWERS[row.answer][0]), row.at, row)
          for row in db.session.scalars(scans)),
        *(_record(gettext("Report of a call"), "call", ngettext("%(num)s minute", "%(num)s minutes", row.minutes or 0),
                  row.first_in_at, row.registration)
          for row in db.session.scalars(calls.order_by(Presence.id))),
        *(_record(gettext("Certificate"), "certificate", row.code, row.issued_at, row)
          for row in db.session.scalars(issued)),
    ]  # fmt: skip


def _record(title: str, key: str, label: str, at: dt.datetime, of: Any) -> Record:
    return Record("presence", title, (Fact(key, label, at.isoformat(), moment(at, of.event.zone)),))
