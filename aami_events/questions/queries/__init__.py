"""Reads of questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.points import Due, question_hosts
from ...foundation.typography import typeset
from ..models import Question, QuestionVersion
from ..phrases import YES_NO
from ..rules import WITH_OPTIONS, Definition

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


def kinds() -> list[str]:
    """The kinds of forms that ask questions of events."""
    return [hear().kind for hear in question_hosts]


def list_current(event_ids: Iterable[int]) -> list[tuple[Question, QuestionVersion]]:
    """The questions that all forms of some events ask now, form by form and in order, as rows; one query."""
    query = select(Question, QuestionVersion).join(QuestionVersion, _CURRENT)
    mine = query.where(Question.owner_kind.in_(kinds()), Question.owner_id.in_(event_ids))
    order = (Question.owner_id, Question.owner_kind.desc(), Question.position, Question.id)
    rows = mine.where(Question.retired_at.is_(None)).order_by(*order)
    return [(question, version) for question, version in db.session.execute(rows).tuples()]


@dataclass(frozen=True)
class Held:
    """A question of somebody's form, asked or not, with what it says now."""

    question: Question
    version: QuestionVersion

    @property
    def definition(self) -> Definition:
        """The plain facts that reading an answer needs."""
        return definition_of(self.question.key, self.version)

    @property
    def facts(self) -> dict[str, Any]:
        """What an editor sees of it, as plain values that can be compared."""
        said, condition = self.version, self.version.condition
        return {
            "label": said.label.texts(),
            "help": said.help.texts() if said.help else {},
            "kind": said.kind,
            "options": [[row["id"], Bilingual.from_json(row["label"]).texts()] for row in said.options],
            "required": said.required,
            "condition": f"{condition['question']}={condition['equals']}" if condition else "",
            "purpose": said.purpose.texts(),
            "sees": said.sees,
            "sensitive": said.sensitive,
            "retention_days": said.retention_days,
            "retired": self.question.retired_at is not None,
        }


def list_held(owner_kind: str, owner_id: int) -> list[Held]:
    """Every question of a form: those that it asks, in order, then those that it asks no longer; one query."""
    query = (
        select(Question, QuestionVersion)
        .join(QuestionVersion, _CURRENT)
        .where(Question.owner_kind == owner_kind, Question.owner_id == owner_id)
        .order_by(Question.retired_at.is_not(None), Question.position, Question.id)
    )
    return [Held(question, version) for question, version in db.session.execute(query).tuples()]


def answers_over(due: Due) -> Iterator[tuple[Select[int], list[int]]]:
    """(versions of questions, events): the answers to these, at those, were kept for as long as the question said."""
    for days in db.session.scalars(select(QuestionVersion.retention_days).distinct()).all():
        yield select(QuestionVersion.id).where(QuestionVersion.retention_days == days), due.events(days)


def used_options(question_id: int) -> set[str]:
    """The ids of every option that a question ever had: none of them may come to mean something else."""
    query = select(QuestionVersion.options).where(QuestionVersion.question_id == question_id)
    return {option["id"] for options in db.session.scalars(query) for option in options}


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


def possible_answers(held: Held, language: str) -> list[tuple[str, str]]:
    """(answer, as a person reads it) of each that another question may depend on."""
    if held.version.kind == "yes_no":
        return [("yes", str(YES_NO[True])), ("no", str(YES_NO[False]))]
    if held.version.kind not in WITH_OPTIONS:
        return []
    return [(option["id"], _label(option["label"], language)) for option in held.version.options]
