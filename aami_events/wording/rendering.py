"""What the worklist's pages show."""

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from ..events.models import Event
from ..foundation.audit import AuditEntry
from ..foundation.dates import format_date, format_datetime
from ..foundation.i18n import current_language, gettext
from ..people.queries import names_of
from .phrases import ACTIONS, LANGUAGES
from .queries import Entry

EXCERPT = 160


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def owners(entries: Iterable[Entry], me: int, *, named: bool) -> dict[int, str]:
    """{account: what to call it}: oneself, and others by name only for those who may know it."""
    ids = {entry.owner_id for entry in entries if entry.owner_id}
    names = names_of(ids) if named else {}
    found = {number: names.get(number, gettext("someone else")) for number in ids}
    return found | ({me: gettext("you")} if me in found else {})


def history_rows(entries: list[AuditEntry], event: Event, names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """(ISO time, shown time, what happened), newest first."""
    language, rows = current_language(), []
    for entry in entries:
        at = entry.at.astimezone(ZoneInfo(event.zone))
        said = [str(ACTIONS.get(entry.action, entry.action)), *_changes(entry, names), entry.reason]
        rows.append((entry.at.isoformat(), format_datetime(at, language), " · ".join(filter(None, said))))
    return rows


def _changes(entry: AuditEntry, names: Mapping[int, str]) -> list[str]:
    said = []
    for field, (_old, new) in entry.diff.items():
        if field == "owner":
            said.append(names.get(new, gettext("someone else")) if new else gettext("nobody"))
        elif field == "due":
            said.append(gettext("%(label)s: %(message)s", label=gettext("Deadline"), message=_day(new)))
        else:
            label = LANGUAGES.get(field, field)
            said.append(gettext("%(label)s: %(message)s", label=label, message=excerpt(new or "–", 300)))
    return said


def _day(iso: str | None) -> str:
    return format_date(dt.date.fromisoformat(iso), current_language()) if iso else "–"
