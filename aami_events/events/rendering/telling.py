"""What has changed, for those who tell it."""

from collections.abc import Iterable
from typing import Any

from ...foundation.bilingual import Bilingual
from ...foundation.hours import moment
from ...foundation.i18n import gettext, ngettext
from ...questions.queries.fields import spoken
from ..models import Event, EventNotice
from ..phrases import STATES, WHAT
from ..rules.telling import Change


def rows(changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    """(what, as people know it, as it is now)"""
    return [(_label(row), _side(row.before), _side(row.after)) for row in changes]


def _label(row: Change) -> str:
    label = str(WHAT[row.what])
    return gettext("%(label)s: %(message)s", label=_side(row.title), message=label) if row.title else label


def _side(value: Any) -> str:
    if isinstance(value, str):
        return gettext("takes place") if value == "on" else str(STATES[value])
    return spoken(Bilingual(value)) or "–"


def told(notices: Iterable[EventNotice], event: Event) -> list[tuple[str, str, str]]:
    """What people were told: (ISO time, shown time, what), the newest first."""
    return [(row.at.isoformat(), moment(row.at, event.zone), _said(row)) for row in notices]


def _said(row: EventNotice) -> str:
    what = ", ".join(dict.fromkeys(_label(Change.of(one)) for one in row.changes))
    people = ngettext("%(num)s e-mail", "%(num)s e-mails", row.people)
    return gettext("%(label)s: %(message)s", label=people, message=what)
