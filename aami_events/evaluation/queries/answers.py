"""Reads of what was answered, for counting and for exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...foundation.database import db
from ...questions.models import Question, QuestionVersion
from ...questions.queries import Definition, definition_of, every_version, offered
from ..models import AnswerSet, Comment, EquityCount, NamedAnswer, Survey
from ..rules.tally import Answers, Item


@dataclass(frozen=True)
class Asked:
    """A question in one of its versions, and what counting needs to know of it."""

    question: Question
    version: QuestionVersion
    definition: Definition
    item: Item

    @property
    def current(self) -> bool:
        """Whether it is asked like this now."""
        return self.version.number == self.question.version


def asked_of(survey_id: int) -> list[Asked]:
    """Every version of every question of a survey, in the order in which they are asked; one query."""
    found = []
    for question, version in every_version("survey", survey_id):
        definition = definition_of(question.key, version)
        found.append(Asked(question, version, definition, item_of(version.id, definition)))
    return found


def item_of(version_id: int, definition: Definition) -> Item:
    """What counting needs to know."""
    rows, choices = offered(definition)
    return Item(version_id, definition.kind, choices, rows, conditional=definition.condition is not None)


def sets_of(survey: Survey) -> list[tuple[str, Answers]]:
    """(language, answers) of everyone who has answered and is mixed in; of a named survey, of everyone."""
    table: Any = NamedAnswer if survey.named else AnswerSet
    query = select(table.language, table.answers).where(table.survey_id == survey.id)
    return [(language, answers) for language, answers in db.session.execute(query).tuples()]


def stream_of(survey: Survey) -> Iterator[Answers]:
    """The same without languages, a thousand at a time: whoever takes what it needs of each keeps little in memory."""
    query = select(AnswerSet.id, AnswerSet.answers).where(AnswerSet.survey_id == survey.id)
    last = 0
    while rows := db.session.execute(query.where(AnswerSet.id > last).order_by(AnswerSet.id).limit(1000)).all():
        yield from (given for _number, given in rows)
        last = rows[-1][0]


def equity_of(survey_id: int) -> dict[str, dict[str, int]]:
    """{dimension: {choice: how many}}"""
    found: dict[str, dict[str, int]] = {}
    for row in db.session.scalars(select(EquityCount).where(EquityCount.survey_id == survey_id)):
        found.setdefault(row.dimension, {})[row.choice] = row.count
    return found


def comments_of(survey_id: int, version_ids: Sequence[int] | None = None) -> list[Comment]:
    """What was written, in the order of its random numbers."""
    query = select(Comment).where(Comment.survey_id == survey_id).order_by(Comment.id)
    if version_ids is not None:
        query = query.where(Comment.version_id.in_(version_ids))
    return list(db.session.scalars(query))


def named_of(survey_id: int) -> list[NamedAnswer]:
    """Who answered what, of a survey that is not anonymous; in the order of names."""
    query = select(NamedAnswer).where(NamedAnswer.survey_id == survey_id).options(joinedload(NamedAnswer.invitation))
    return sorted(db.session.scalars(query), key=lambda row: (row.invitation.name, row.invitation_id))
