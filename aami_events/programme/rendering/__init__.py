"""What pages and letters show of the programme."""

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date

from ...foundation.bilingual import Bilingual
from ...foundation.dates import format_time, zone_city
from ...foundation.i18n import current_language, gettext
from ...foundation.typography import typeset
from ..models import Session
from ..rules.grid import EVERYWHERE


def said(text: Bilingual | dict[str, str] | None) -> str:
    """A text in the spoken language, or the other, typeset."""
    if not text:
        return ""
    value = text if isinstance(text, Bilingual) else Bilingual(text)
    return typeset(value.get(current_language()), current_language())


def day_name(day: dt.date) -> str:
    """ "jeudi 17 septembre" """
    pattern = "EEEE d MMMM" if current_language() == "fr" else "EEEE, MMMM d"
    return str(babel_date(day, pattern, locale=f"{current_language()}_CA"))


def day_in_title(day: dt.date) -> str:
    """The same at the beginning of a line."""
    name = day_name(day)
    return name[:1].upper() + name[1:]


def hour(moment: dt.datetime | dt.time) -> str:
    """ "14 h 30" """
    return format_time(moment, current_language())


def span(starts: dt.datetime, minutes: int) -> str:
    """ "14 h 30 – 16 h" """
    return f"{hour(starts)} – {hour(starts + dt.timedelta(minutes=minutes))}"


def moment(at: dt.datetime, zone: str) -> str:
    """A moment as clocks of that zone show it, with the day."""
    there = at.astimezone(ZoneInfo(zone))
    return gettext("%(day)s, %(time)s", day=day_name(there.date()), time=hour(there))


def city(zone: str) -> str:
    """Whose clocks the hours are on."""
    return zone_city(zone, current_language())


def where(row: Session) -> str:
    """Where and when it stands, in words."""
    if row.starts is None:
        return gettext("not placed")
    return spot(row.starts, row.minutes, row.room.name if row.room and row.kind not in EVERYWHERE else None)


def spot(starts: dt.datetime, minutes: int, room: Bilingual | dict[str, str] | None) -> str:
    """A time and a room, in words; None is all rooms."""
    there = said(room) if room else gettext("all rooms")
    return gettext("%(day)s, %(span)s, %(room)s", day=day_name(starts.date()), span=span(starts, minutes), room=there)
