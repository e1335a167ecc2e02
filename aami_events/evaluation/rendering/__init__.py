"""What the pages of surveys show."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from markupsafe import Markup

from ...foundation import clock
from ...foundation.audit import AuditEntry
from ...foundation.bilingual import Bilingual
from ...foundation.dates import format_date
from ...foundation.hours import moment
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.links import public_url
from ...foundation.numbers import format_decimal
from ...foundation.qr import svg
from ...foundation.typography import typeset
from ...questions.queries import Asked
from ...questions.queries.fields import QuestionField, spoken, survey_field
from .. import phrases, queries, service
from ..models import Survey
from ..rules import breakdown, phase, reminders
from ..rules.equity import DIMENSIONS
from ..service import GROUPING, LANGUAGE


def said(text: Any) -> str:
    """A bilingual text in the spoken language."""
    return spoken(text)


def phase_of(survey: Survey) -> str:
    """What can be done with it now."""
    return phase(survey.state, queries.hours_of(survey), clock.now())


def when(survey: Survey) -> list[tuple[str, str]]:
    """(what, when) of its opening and closing, as far as they are known."""
    hours = queries.hours_of(survey)
    rows = [(gettext("Opens"), hours.opens), (gettext("Closes"), hours.closes), (gettext("Closed"), survey.closed_at)]
    shown = [(label, at(one, survey)) for label, one in rows if one]
    return shown + (
        [(gettext("Letters"), letters(survey))] if survey.audience != "open" and not survey.closed_at else []
    )


def letters(survey: Survey) -> str:
    """Which it writes by itself, and when."""
    moments = reminders(queries.hours_of(survey).closes, survey.reminds, survey.zone)
    first = gettext("As soon as it is open") if survey.invites else gettext("When you say so")
    days = [format_date(one.date(), current_language()) for one in moments]
    if not days:
        return first
    listed = format_list(days, locale=current_language())
    return gettext("%(first)s; reminders on %(days)s", first=first, days=listed)


def at(one: dt.datetime, survey: Survey) -> str:
    """A moment where the survey is at home."""
    return moment(one, survey.zone)


def fields(
    asked: Sequence[Asked], given: Mapping[str, Sequence[str]], refusals: Mapping[str, str]
) -> list[QuestionField]:
    """The questions, with what was written."""
    kinds = {one.key: one.definition.kind for one in asked}
    said = {name: list(texts) if kinds.get(name) == "choices" else texts[0] for name, texts in given.items() if texts}
    return [survey_field(one, said, refusals) for one in asked]


def wrong(shown: Iterable[QuestionField]) -> list[tuple[str, str, str]]:
    """(id, label, message) of everything that is wrong, in the order of the form."""
    found = []
    for one in shown:
        for field in filter(None, (one, one.other, one.comment)):
            if field.errors:
                first = field.rows[0].id if field.rows and field.kind == "ranking" else field.id
                found.append((first, field.label, field.errors[0]))
    return found


@dataclass(frozen=True)
class Dimension:
    """A question on identity, as the macros take it."""

    id: str
    label: str
    choices: list[tuple[str, str]]
    value: str
    required: bool = False
    errors: tuple[str, ...] = ()
    type: str = "choice"


def dimensions(given: Mapping[str, str]) -> list[Dimension]:
    """The questions on identity, with what was said."""
    return [
        Dimension(f"e-{name}", str(phrases.DIMENSIONS[name]), choices_of(name), given.get(f"e-{name}", ""))
        for name in DIMENSIONS
    ]


def choices_of(name: str) -> list[tuple[str, str]]:
    """(choice, words) of a dimension."""
    return [(choice, str(words)) for choice, words in phrases.CHOICES[name].items()]


@dataclass(frozen=True)
class Grouping:
    """A question by which others may be broken down, and what would become of it."""

    key: str
    label: str
    #: of phrases.FORECASTS; empty where nobody knows how many answers to expect
    forecast: str


def groupings(survey: Survey, asked: Sequence[Asked], expected: int) -> list[Grouping]:
    """All that may be chosen."""

    def told(choices: Sequence[str]) -> str:
        return str(phrases.FORECASTS[breakdown.forecast(expected, choices, survey.least)]) if expected else ""

    found = [Grouping(LANGUAGE, str(phrases.LANGUAGE), told(("fr", "en")))]
    for one in asked:
        if one.definition.kind in GROUPING:
            choices = one.definition.choices or ("yes", "no")
            found.append(Grouping(one.key, spoken(one.text.label), told(choices)))
    return found


def expected(survey: Survey, invited: int) -> int:
    """How many answers to count with: what was said, or as many of those who are asked as usually answer."""
    return survey.expected or round(invited * USUAL)


#: of the people of the house's own events, those who answer
USUAL = 0.2


def done(entry: AuditEntry) -> str:
    """What was done, in words."""
    words = str(phrases.ACTIONS.get(entry.action, entry.action))
    people = entry.diff.get("people") if entry.diff else None
    return typeset(f"{words} ({people[1]})" if people else words, current_language())


def open_address(survey: Survey) -> str:
    """The full address of an open survey."""
    return public_url("evaluation.public.survey", lang=current_language(), token=survey.open_key or "")


def open_code(survey: Survey) -> Markup:
    """The same as a code for the wall, the door, or the last slide."""
    return Markup(svg(open_address(survey), label=gettext("Code of the survey")))


def percent(share: float) -> str:
    """As people read it."""
    return typeset(gettext("%(number)s%%", number=number(share)), current_language())


def number(value: float, places: int = 0) -> str:
    """Rounded, in the notation of the spoken language."""
    return format_decimal(value, places, current_language())


def figures(result: Any, part: Any) -> str:
    """What stands below the title of a chart: how many answered, and the middle of what has a size."""
    found = [ngettext("%(num)s answer", "%(num)s answers", result.n)]
    if part.spread is not None:
        found.append(gettext("mean %(mean)s", mean=number(part.spread.mean, 2)))
        found.append(gettext("median %(median)s", median=number(part.spread.median, 1)))
        if not part.bars:
            low, high = number(part.spread.low, 1), number(part.spread.high, 1)
            found.append(gettext("half between %(low)s and %(high)s", low=low, high=high))
    return " · ".join(found)


def bar_rows(rows: Iterable[Any]) -> list[tuple[str, int, str]]:
    """(label, count, count and share) of bars, for the macro of a chart."""
    return [(row.label, row.count, typeset(row.shown, current_language())) for row in rows]


def share_rows(rows: Iterable[Any]) -> list[tuple[str, float, str]]:
    """(label, percent, count and share) of bars, for charts that are compared."""
    return [(row.label, 100 * row.share, typeset(row.shown, current_language())) for row in rows]


def promoters(found: Any) -> str:
    """The score of how likely one recommends, with its interval, in a sentence."""
    said = gettext(
        "Net promoter score: %(score)s (between %(low)s and %(high)s, 19 times out of 20). "
        "Promoters: %(up)s, passives: %(middle)s, detractors: %(down)s.",
        score=number(found.score),
        low=number(found.low),
        high=number(found.high),
        up=found.promoters,
        middle=found.passives,
        down=found.detractors,
    )
    return typeset(said, current_language())


@dataclass(frozen=True)
class Offered:
    """A question of the library."""

    key: str
    label: str
    kind: str
    #: it is asked already
    held: bool


def library(held: Collection[str]) -> list[tuple[str, list[Offered]]]:
    """(group, questions) of the library."""
    groups: dict[str, list[Offered]] = {}
    for row in service.library():
        label = spoken(Bilingual.from_json(row["label"]))
        groups.setdefault(row["group"], []).append(Offered(row["key"], label, row["kind"], row["key"] in held))
    return [(str(phrases.LIBRARY[name]), rows) for name, rows in groups.items()]
