"""What pages and letters show of committees."""

import datetime as dt
from collections.abc import Iterable, Sequence

from flask import url_for

from ...foundation.bilingual import Bilingual
from ...foundation.dates import format_date
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext, pgettext
from ...foundation.points import committee_desk
from ...foundation.todo import Task as Line
from ...foundation.todo import in_order
from ...people.queries import list_regions
from ...web.access import can as can
from .. import queries, rules
from ..models import Committee, Member, Task
from ..phrases import READS, ROLES


def said(text: Bilingual | None) -> str:
    """In the spoken language, or in the one that there is."""
    return text.get(current_language()) if text else ""


def day(on: dt.date | None) -> str:
    """A day in words."""
    return format_date(on, current_language()) if on else ""


def span(starts: dt.date | None, ends: dt.date | None) -> str:
    """From when to when, in words."""
    if starts and ends:
        return gettext("%(first)s to %(last)s", first=day(starts), last=day(ends))
    if starts:
        return gettext("from %(day)s", day=day(starts))
    return gettext("until %(day)s", day=day(ends)) if ends else ""


def facts(committee: Committee, member: Member | None = None) -> list[tuple[str, str]]:
    """What one should know of it: for which event, from when to when, as what."""
    rows = [(gettext("Event"), said(committee.event.title) if committee.event else "")]
    rows.append((gettext("Mandate"), span(committee.starts, committee.ends)))
    if member:
        rows.append((gettext("Role"), str(ROLES[member.role])))
        rows.append((gettext("Your term"), span(member.starts, member.ends)))
    return rows


def balance_rows(members: Sequence[Member]) -> tuple[rules.Balance, list[tuple[str, list[tuple[str, int]]]]]:
    """Of those who decide: by region, by language of their letters, by what they read; regions nobody is from too."""
    found = rules.balance(map(queries.seat, members))
    regions = [(said(row.name), found.regions.get(row.key, 0)) for row in list_regions()]
    if found.regions.get(None):
        regions.append((pgettext("region", "not said"), found.regions[None]))
    languages = [(LANGUAGE_NAMES[code], found.languages.get(code, 0)) for code in LANGUAGE_NAMES]
    reads = [(str(word), found.reads.get(code, 0)) for code, word in READS.items()]
    return found, [
        (gettext("Regions"), regions),
        (gettext("Language of the e-mails"), languages),
        (gettext("Can read proposals in"), reads),
    ]


def due(task: Task) -> rules.Found:
    """How urgent a task is."""
    return rules.due("committees.task", task.due_on, queries.this_day())


def desk(invited: Sequence[Member], seats: Sequence[Member], more: Iterable[Line] = ()) -> list[Line]:
    """What is somebody's to do on all their committees, the most urgent first."""
    today, committees = queries.this_day(), {row.id: row.committee for row in seats}
    lines = [_invitation(row, today) for row in invited]
    for task in queries.open_tasks_of(list(committees)):
        committee = committees[task.owner_id or 0]
        words = gettext("%(task)s (%(committee)s)", task=task.title, committee=said(committee.name))
        url = url_for("committees.public.tasks", committee=committee.slug, _anchor=f"task-{task.id}")
        lines.append(Line(due(task), words, url))
    for found in committee_desk(list(seats)):
        lines += found
    return in_order([*lines, *more])


def _invitation(row: Member, today: dt.date) -> Line:
    words = gettext("Answer the invitation to join: %(committee)s", committee=said(row.committee.name))
    found = rules.waiting("committees.invitation", row.invited_at.astimezone(queries.ZONE).date(), today)
    return Line(found, words, url_for("committees.public.invitation", token=queries.token(row)))
