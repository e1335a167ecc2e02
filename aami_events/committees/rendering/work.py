"""What pages show of outreach, announcements and documents."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from ...foundation.dates import FuzzyDate
from ...foundation.i18n import current_language, gettext, pgettext
from ...foundation.todo import Task as Line
from ...people.queries import list_regions
from .. import queries, rules
from ..models import Announcement, Committee, Contact
from ..queries import work
from . import day, said


@dataclass(frozen=True)
class Region:
    """The contacts of a region, and how many stand where."""

    name: str
    rows: Sequence[Contact]
    #: {state: organisations}, of all of them, also of those that a search leaves out
    counts: dict[str, int]


def by_region(every: Sequence[Contact], shown: Sequence[Contact]) -> list[Region]:
    """In the order of the regions, those without one last; regions where nothing is shown stay out."""
    names: dict[str | None, str] = {row.key: said(row.name) for row in list_regions()}
    names[None] = pgettext("region", "not said")
    counts = rules.reached((_known(row, names), row.state) for row in every)
    made = [
        Region(name, [row for row in shown if _known(row, names) == key], counts.get(key, {}))
        for key, name in names.items()
    ]
    return [one for one in made if one.rows]


def _known(row: Contact, names: Collection[str | None]) -> str | None:
    return row.region if row.region in names else None


def by_month(rows: Iterable[Announcement]) -> list[tuple[str, list[Announcement]]]:
    """Announcements under the month that they are for, in words."""
    months = groupby(rows, key=lambda row: row.due_on.replace(day=1))
    return [(FuzzyDate(month, month, "month").format(current_language()), list(found)) for month, found in months]


def urgency(row: Announcement) -> rules.Found:
    """How near its day is."""
    return rules.due("committees.announcement", row.due_on, queries.this_day())


def late(on: dt.date | None) -> bool:
    """Whether a day is here or past."""
    return on is not None and on <= queries.this_day()


def added(at: dt.datetime) -> str:
    """The day at the association's office, in words."""
    return day(at.astimezone(queries.ZONE).date())


def size(octets: int) -> str:
    """How large a file is, in words."""
    if octets < 1_000_000:
        return gettext("%(size)s kB", size=max(1, round(octets / 1000)))
    text = f"{octets / 1_000_000:.1f}"
    return gettext("%(size)s MB", size=text.replace(".", ",") if current_language() == "fr" else text)


def desk(committees: dict[int, Committee]) -> list[Line]:
    """What these members ({seat: its committee}) have to reach and to publish; two queries."""
    today, lines = queries.this_day(), []
    for contact in work.due_contacts_of(committees):
        committee = committees[contact.owner_id or 0]
        words = gettext(
            "Reach %(name)s (%(committee)s)", name=contact.organisation_name, committee=said(committee.name)
        )
        url = url_for("committees.public.edit_contact", committee=committee.slug, contact_id=contact.id)
        lines.append(Line(rules.due("committees.contact", contact.again_on, today), words, url))
    for one in work.due_announcements_of(committees):
        committee = committees[one.owner_id or 0]
        words = gettext("Announce: %(title)s (%(committee)s)", title=said(one.title), committee=said(committee.name))
        url = url_for("committees.public.edit_announcement", committee=committee.slug, announcement_id=one.id)
        lines.append(Line(rules.due("committees.announcement", one.due_on, today), words, url))
    return lines
