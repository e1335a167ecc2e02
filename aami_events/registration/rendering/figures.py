"""The figures of one event: who comes, against what there is room for, and how registrations came in."""

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from ...events.models import Event
from ...events.phrases import LANGUAGES
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.numbers import format_number
from ..phrases import MODES
from ..queries import figures as counting
from ..queries.figures import Figures
from . import pace, spoken


@dataclass(frozen=True)
class Bar:
    """A line of a table with a bar: how many hold a place, of how many; None: as many as come."""

    name: str
    held: int
    limit: int | None = None
    #: how many wait for this alone
    waiting: int = 0

    @property
    def share(self) -> float | None:
        """Of the limit, in percent."""
        return round(min(100 * self.held / self.limit, 100), 1) if self.limit else None


def body(event: Event) -> Markup:
    """The panel's figures and its chart; a fixed number of queries."""
    found = counting.figures(event.id)
    categories = [
        Bar(spoken(row.name), row.places.taken, row.places.capacity)
        for row in counting.categories(event.id)
        if row.retired_at is None or row.places.taken
    ]
    parts = [
        Bar(spoken(row.title), row.places.taken, row.places.capacity, found.waiting[row.id])
        for row in counting.parts(event.id)
    ]
    whole = Bar(gettext("The whole event"), event.places.taken, event.places.capacity)
    given = {"whole": whole, "categories": categories, "parts_of_event": parts, "facts": _facts(found)}
    return Markup(render_template("registration/organiser/_figures.html", **given, pace=pace.chart(event)))


def _facts(found: Figures) -> list[tuple[str, str]]:
    """(what, how many of each) of those who come; what there is one of only is not worth a line."""
    if not found.mode:
        return []
    modes = [(number, str(MODES[key])) for key in MODES if (number := found.mode[key])]
    languages = [(number, str(LANGUAGES[key])) for key in LANGUAGES if (number := found.language[key])]
    rows = [(gettext("How they take part"), _each(modes)), (gettext("Language of e-mails"), _each(languages))]
    first = found.first_time[True]
    if first or found.first_time[False]:
        said = ngettext("%(number)s person", "%(number)s people", first, number=_n(first))
        rows.append((gettext("With us for the first time"), said))
    return rows


def _each(rows: list[tuple[int, str]]) -> str:
    return ", ".join(f"{name} {_n(number)}" for number, name in rows)


def _n(number: int) -> str:
    return format_number(number, current_language())
