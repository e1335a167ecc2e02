"""What was done to a thing, as its pages tell it."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from ..foundation.audit import AuditEntry
from ..foundation.dates import format_datetime
from ..foundation.i18n import current_language, lazy_pgettext

#: who did it, where nobody is named
ACTORS = {
    "account": lazy_pgettext("actor", "an organiser"),
    "link": lazy_pgettext("actor", "the person, by their link"),
    "command": lazy_pgettext("actor", "a command"),
    "system": lazy_pgettext("actor", "the application"),
}


def rows(entries: Iterable[AuditEntry], zone: str, say: Callable[[AuditEntry], str]) -> list[tuple[str, str, str, str]]:
    """(ISO time, shown time, what happened, who), in the order of the entries."""
    language, here = current_language(), ZoneInfo(zone)
    return [
        (
            entry.at.isoformat(),
            format_datetime(entry.at.astimezone(here), language),
            say(entry),
            str(ACTORS.get(entry.actor_label, "")),
        )
        for entry in entries
    ]
