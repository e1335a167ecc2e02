"""Surveys in addresses, in the menu, in the cockpit, among texts, and in the personal-data register."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import select

from ..events.queries import list_by_ids
from ..foundation.bilingual import Bilingual
from ..foundation.database import db
from ..foundation.i18n import current_language, gettext, lazy_gettext, ngettext
from ..foundation.points import (
    Fact,
    Panel,
    PersonalData,
    PersonalGroup,
    QuestionHost,
    Record,
    TextPlace,
    bilingual_texts,
    event_clonable,
    event_cloned,
    event_panels,
    menu,
    personal_data,
    question_hosts,
)
from ..questions.service import SURVEY_KINDS
from ..web.access import can, load_scope_with
from . import mail, queries, service  # noqa: F401  mail registers its letter
from .models import Invitee, NamedAnswer, Survey
from .rendering import said

load_scope_with("survey", "survey")(queries.find_survey)
event_cloned.hear(service.copy_surveys)


@event_clonable.hear
def clonable(event_id: int) -> list[str]:
    """Surveys as drafts."""
    number = len(queries.list_of_events([event_id]))
    return [ngettext("%(num)s survey, as a draft", "%(num)s surveys, as drafts", number)] if number else []


@menu.hear
def entries(asking: Any) -> list[tuple[int, str, str]]:
    """All surveys, for who makes some."""
    if not asking or not asking.can("surveys"):
        return []
    return [(34, gettext("Surveys"), url_for("evaluation.organiser.all_surveys"))]


@event_panels.hear
def panels(event_ids: list[int]) -> dict[int, Panel]:
    """An event's surveys, for those who make them."""
    mine = [event for event in list_by_ids(event_ids) if can(event, "surveys")]
    owners = queries.surveys_of([event.id for event in mine])
    figures = queries.figures(owners)
    found = {}
    for event in mine:
        answered = sum(figures[number].answers for number, event_id in owners.items() if event_id == event.id)
        shown: list[tuple[object, str]] = [(answered, ngettext("answer", "answers", answered))] if answered else []
        links = [(url_for("evaluation.organiser.of_event", slug=event.slug), gettext("Surveys"))]
        found[event.id] = Panel(gettext("Surveys"), [], shown, links)
    return found


@question_hosts.hear
def host() -> QuestionHost:
    """The questionnaire of a survey."""
    return HOST


HOST = QuestionHost(
    kind="survey",
    permission="surveys",
    endpoint="evaluation.organiser.survey",
    title=lazy_gettext("Survey"),
    lede=lazy_gettext("What the survey asks, in the order in which it asks."),
    empty=lazy_gettext("The survey asks nothing yet"),
    seen_at="evaluation.organiser.preview",
    seen=lazy_gettext("Preview"),
    readers=lazy_gettext("The organisers of the survey"),
    lock=service.lock_questions,
    answered=queries.answered_questions,
    kinds=SURVEY_KINDS,
    says_why=False,
    owners=queries.surveys_of,
    address=lambda survey: {"survey": survey.slug},
    scope=queries.scope_of,
)


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """Titles, welcomes and thanks of the surveys of events."""
    found: dict[int, list[TextPlace]] = {}
    for row in queries.list_of_events(event_ids):
        words = gettext("Survey: %(title)s", title=row.title.get(current_language()))
        places = found.setdefault(row.event_id or 0, [])
        for name, label, kind in (
            ("title", gettext("Title"), "line"),
            ("welcome", gettext("Before the first question"), "markdown"),
            ("thanks", gettext("After the last one"), "markdown"),
        ):
            places.append(_text(row, words, name, label, kind))
    return found


def _text(row: Survey, words: str, name: str, label: str, kind: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)

    return TextPlace(f"survey:{row.id}:{name}", words, label, getattr(row, name) or Bilingual.of(), write, kind)


GROUPS = (
    PersonalGroup(
        "evaluation.asked",
        lazy_gettext("That you were asked to answer a survey, your name and address for it, and whether you answered"),
        lazy_gettext("To write to you once, and to remind only those who have not answered"),
        frozenset(
            {
                f"survey_invitations.{name}"
                for name in ("registration_id", "name", "email", "language", "letters", "declined", "answered")
            }
        ),
        service.forget_asked,
    ),
    PersonalGroup(
        "evaluation.named",
        lazy_gettext("What you answered to a survey that said it was not anonymous"),
        lazy_gettext("For what the survey says"),
        frozenset(
            {"survey_named_answers.answers", "survey_named_answers.language", "survey_named_answers.answered_at",
             "survey_comments.invitation_id"}
        ),
        service.forget_named,
    ),
    PersonalGroup(
        "evaluation.comments",
        lazy_gettext("What is written in comments of a survey; of an anonymous one, nobody can find whose it is"),
        lazy_gettext("To understand the figures"),
        frozenset({"survey_comments.text", "survey_comments.translation"}),
        service.forget_comments,
    ),
)  # fmt: skip


@personal_data.hear
def register() -> PersonalData:
    """Who was asked. Anonymous answers are nobody's: they cannot be found, handed over or erased."""
    return PersonalData("evaluation", "survey_invitation", GROUPS, queries.known, records, service.forget)


def records(ids: Collection[int]) -> list[Record]:
    """The surveys that somebody was asked to answer, and what they said where it stands beside their name."""
    query = select(Invitee, NamedAnswer).outerjoin(NamedAnswer, NamedAnswer.invitation_id == Invitee.id)
    found = []
    for row, answer in db.session.execute(query.where(Invitee.id.in_(ids)).order_by(Invitee.id)).tuples():
        words = gettext("answered") if row.answered else gettext("not answered")
        facts = [Fact("answered", said(row.survey.title), row.answered, words)]
        if answer is not None:
            facts += [Fact(label, label, value, value) for label, value in queries.readable(answer)]
        found.append(Record("survey", gettext("Survey"), tuple(facts)))
    return found
