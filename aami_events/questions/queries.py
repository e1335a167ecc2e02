"""Reads of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..foundation.bilingual import Bilingual
from ..foundation.database import db
from ..foundation.typography import typeset
from .models import Question, QuestionVersion
from .phrases import YES_NO
from .rules import Definition

_CURRENT = and_(QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.version)


@dataclass(frozen=True)
class Asked:
    """A question as it is asked now."""

    id: int
    key: str
    version_id: int
    definition: Definition
    text: QuestionVersion

    @property
    def options(self) -> list[tuple[str, Bilingual]]:
        """(id, label) of each option."""
        return [(option["id"], Bilingual.from_json(option["label"])) for option in self.text.options]


def definition_of(key: str, version: QuestionVersion) -> Definition:
    """The plain facts that reading an answer needs."""
    condition = version.condition
    return Definition(
        key,
        version.kind,
        version.required,
        tuple(option["id"] for option in version.options),
        (condition["question"], condition["equals"]) if condition else None,
    )


def asked_by(owner_kind: str, owner_id: int) -> list[Asked]:
    """The questions that a form asks now, in order; one query."""
    return asked_in(db.session(), owner_kind, owner_id)


def asked_in(session: Session, owner_kind: str, owner_id: int) -> list[Asked]:
    """The same, read through a session of the caller's."""
    query = (
        select(Question, QuestionVersion)
        .join(QuestionVersion, _CURRENT)
        .where(Question.owner_kind == owner_kind, Question.owner_id == owner_id, Question.retired_at.is_(None))
        .order_by(Question.position, Question.id)
    )
    return [
        Asked(question.id, question.key, version.id, definition_of(question.key, version), version)
        for question, version in session.execute(query).tuples()
    ]


def list_current(owner_kind: str, owner_ids: Iterable[int]) -> list[tuple[Question, QuestionVersion]]:
    """The questions that several forms ask now, in order, as rows; one query."""
    query = select(Question, QuestionVersion).join(QuestionVersion, _CURRENT)
    mine = query.where(Question.owner_kind == owner_kind, Question.owner_id.in_(owner_ids))
    rows = mine.where(Question.retired_at.is_(None)).order_by(Question.owner_id, Question.position, Question.id)
    return [(question, version) for question, version in db.session.execute(rows).tuples()]


def versions(ids: Iterable[int]) -> dict[int, tuple[str, QuestionVersion]]:
    """{version id: (question key, version)} in one query."""
    query = select(Question.key, QuestionVersion).join(Question, Question.id == QuestionVersion.question_id)
    rows = db.session.execute(query.where(QuestionVersion.id.in_(set(ids)))).tuples()
    return {version.id: (key, version) for key, version in rows}


def _label(stored: Any, language: str) -> str:
    return typeset(Bilingual.from_json(stored).get(language), language)


def shown(version: QuestionVersion, value: Any, language: str) -> str:
    """An answer as a person reads it, with the labels of the version it was given to."""
    labels = {option["id"]: _label(option["label"], language) for option in version.options}
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(value, list):
        return "; ".join(labels.get(item, str(item)) for item in value)
    return labels.get(value, str(value)) if version.kind == "choice" else str(value)
