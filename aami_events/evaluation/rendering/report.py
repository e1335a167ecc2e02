"""The report of a survey, on paper and to be edited: figures, what may be quoted, comparisons, and how it was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from ...foundation import pdf
from ...foundation.hours import moment
from ...foundation.i18n import current_language, gettext, speaking
from ...foundation.settings import setting
from ...foundation.testcard import testcard
from ...foundation.typography import typeset
from ..models import Survey
from ..phrases import AUDIENCES
from ..queries import answers
from ..queries import hours_of as hours
from . import results

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Quote:
    """What somebody wrote and agreed to be quoted, in their language or as it was translated."""

    text: str
    language: str


@dataclass(frozen=True)
class Report:
    """Everything that a report says, in the language that is spoken."""

    survey: Survey
    results: results.Results
    rate: results.Rate
    #: {id of a question: quotes}
    quotes: dict[str, list[Quote]]
    #: (compared by what, groups, tables with their labels): one, if it was asked for and shows something
    comparisons: list[tuple[str, list[tuple[str, int]], list[tuple[str, list[results.Row]]]]]
    method: list[str]


def report_of(survey: Survey, by: str = "") -> Report:
    """What may be said of a closed survey, in the language that is spoken; compared by one question of its family."""
    shown = results.read(survey)
    return Report(survey, shown, results.rate(survey), _quotes(survey), _comparison(survey, by), _method(survey))


def _quotes(survey: Survey) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    language = current_language()
    for row in answers.comments_of(survey.id):
        if row.quotable and not row.withheld:
            translated = row.translation and row.language != language
            quote = Quote(row.translation, language) if translated else Quote(row.text, row.language)
            found.setdefault(f"r{row.version_id}", []).append(quote)
    return found


def _comparison(survey: Survey, by: str) -> list[Any]:
    shown = results.read(survey, by)
    tables = [
        (f"{one.label} {part.label}".strip(), part.rows)
        for one in shown.questions
        for part in one.parts
        if part.comparable
    ]
    return [(shown.family[shown.by], shown.groups, tables)] if shown.by and tables else []


def _method(survey: Survey) -> list[str]:
    """How it was done, in sentences that a funder's form takes."""
    when, told = hours(survey), [gettext("Asked: %(who)s.", who=str(AUDIENCES[survey.audience]).lower())]
    if when.opens and survey.closed_at:
        told.append(
            gettext(
                "Open from %(opens)s to %(closes)s.",
                opens=moment(when.opens, survey.zone),
                closes=moment(survey.closed_at, survey.zone),
            )
        )
    if survey.named:
        told.append(gettext("Answers stood beside the names of those who gave them."))
    else:
        told.append(
            gettext(
                "Answers are anonymous: nothing links them to a person, nor comments to the rest of an answer. "
                "Groups of fewer than %(number)s people are not shown, nor figures from which theirs would follow "
                "(a dot).",
                number=survey.least,
            )
        )
    told.append(gettext("Shares are of those who answered the question. Several choices may add up to more than 100%."))
    return [typeset(" ".join(told), current_language())]


def as_pdf(survey: Survey, languages: Sequence[str] = LANGUAGES, by: str = "") -> bytes:
    """The tagged PDF, in one language or in one after the other."""
    from .. import rendering

    parts = []
    for language in languages:
        with speaking(language):
            said = report_of(survey, by)
            html = render_template(
                "evaluation/print/_report.html",
                **vars(said),
                language=language,
                show=rendering,
                card=Markup(testcard(survey.event.slug if survey.event else survey.slug, 1200, 90)),
                house=setting("ORGANISATION_" + language.upper()),
            )
            parts.append({"language": language, "html": Markup(html), "title": rendering.said(survey.title)})
    page = render_template("evaluation/print/report.html", languages=languages, parts=parts)
    return pdf.render(page, render_template("evaluation/print/report.css"))
