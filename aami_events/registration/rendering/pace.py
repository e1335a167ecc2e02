"""Registrations by day against the last event of its kind: a picture, a sentence, and the figures of both."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ...events.models import Event
from ...foundation import charts, clock
from ...foundation.dates import format_date
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.numbers import format_number
from ..queries import pace
from ..rules.pace import Dated, anchors, last_known, pick_earlier
from . import spoken


@dataclass(frozen=True)
class Row:
    """A line of the table: a day from day 0, its date for this event, and the totals by its end; None: not yet."""

    day: str
    date: str
    totals: tuple[int | None, ...]


@dataclass(frozen=True)
class Pace:
    """What the template draws and says."""

    drawing: charts.Drawing
    #: (title, total, how many by today's distance; None for this event itself)
    events: tuple[tuple[str, int], ...]
    #: whether days are counted from the first day of each event, or from the first registration
    from_first_day: bool
    said: str
    rows: tuple[Row, ...]


def chart(event: Event) -> Pace | None:
    """None while nobody is registered. Two queries."""
    others = {row.id: row for row in pace.of_kind(event)}
    mine = _dated(event)
    earlier = pick_earlier(mine, map(_dated, others.values()))
    compared = [event, *([others[earlier.id]] if earlier else [])]
    moments = pace.by_quarter([row.id for row in compared])
    days = {row.id: charts.days_of(moments[row.id], row.zone) for row in compared}
    if not days[event.id]:
        return None
    from_first_day, zero = anchors(map(_dated, compared), days)
    lines = [_series(row, days[row.id], zero[row.id]) for row in compared]
    names = [spoken(row.title) for row in compared]
    return Pace(
        charts.draw(lines, until=0 if from_first_day else None),
        tuple((name, line.total) for name, line in zip(names, lines, strict=True)),
        from_first_day,
        _said(lines, names),
        tuple(_rows(lines, zero[event.id])),
    )


def _dated(event: Event) -> Dated:
    span = event.span
    return Dated(event.id, span.first, span.last or span.first)


def _series(event: Event, days: Mapping[dt.date, int], zero: dt.date) -> charts.Series:
    today = clock.now().astimezone(ZoneInfo(event.zone)).date()
    return charts.series(days, zero, last_known(_dated(event), days, today))


def _said(lines: Sequence[charts.Series], names: Sequence[str]) -> str:
    mine = lines[0]
    now = ngettext(
        "%(number)s registration so far.", "%(number)s registrations so far.", mine.total, number=_n(mine.total)
    )
    if len(lines) == 1:
        alone = gettext("There is no other event of this kind to compare with yet.")
        return f"{now} {alone}"
    then = lines[1].on(mine.last)
    if then is None:
        then = lines[1].total
    rest = gettext(
        "%(event)s had %(then)s at the same point, and %(total)s in the end.",
        event=names[1],
        then=_n(then),
        total=_n(lines[1].total),
    )
    return f"{now} {rest}"


def _n(number: int) -> str:
    return format_number(number, current_language())


def _rows(lines: Sequence[charts.Series], zero: dt.date) -> list[Row]:
    """Every day on which something changed, and the last one."""
    days = sorted({day for line in lines for day in line.totals} | {lines[0].last})
    language = current_language()
    return [
        Row(
            _n(day),
            format_date(zero + dt.timedelta(days=day), language),
            tuple(line.on(day) for line in lines),
        )
        for day in days
    ]
