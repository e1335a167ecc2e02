"""Reads of questions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.i18n import speaking
from ...foundation.points import Due, QuestionHost, question_hosts
from ...foundation.typography import typeset
from ..models import Question, QuestionVersion
from ..phrases import CHOICES, YES_NO
from ..rules import UNSAID, WITH_OPTIONS, numbers_of
from ..rules import Definition as Definition
from ..rules import possible_answers as possible

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
        return labels_of(self.text.options)

    @property
    def rows(self) -> list[tuple[str, Bilingual]]:
        """(id, label) of each row of a matrix."""
        return labels_of((self.text.details or {}).get("rows", ()))


def labels_of(rows: Iterable[dict[str, Any]]) -> list[tuple[str, Bilingual]]:
    """(id, label) of options or rows, as they are stored."""
    return [(row["id"], Bilingual.from_json(row["label"])) for row in rows]


def definition_of(key: str, version: QuestionVersion) -> Definition:
    """The plain facts that reading an answer needs."""
    condition, details = version.condition, version.details or {}
    return Definition(
        key,
        version.kind,
        version.required,
        tuple(option["id"] for option in version.options),
        (condition["question"], condition["equals"]) if condition else None,
        rows=tuple(row["id"] for row in details.get("rows", ())),
        other=bool(details.get("other")),
        unsaid=bool(details.get("unsaid")),
        comment=bool(details.get("comment")),
        most=details.get("most", 5),
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


def find_host(kind: str) -> QuestionHost | None:
    """The form that asks questions of a kind."""
    return next((host for host in (hear() for hear in question_hosts) if host.kind == kind), None)


def kinds() -> list[str]:
    """The kinds of forms that ask questions of events, each of which says why."""
    return [host.kind for host in (hear() for hear in question_hosts) if host.owners is None]


def list_owned(event_ids: Collection[int]) -> list[tuple[int, Question, QuestionVersion]]:
    """(event, …) of the questions that belong to something of an event, each kind with a query of its own."""
    found = []
    for host in (hear() for hear in question_hosts):
        owners = host.owners(event_ids) if host.owners else {}
        if not owners:
            continue
        mine = select(Question, QuestionVersion).join(QuestionVersion, _CURRENT).where(Question.owner_kind == host.kind)
        rows = mine.where(Question.owner_id.in_(owners), Question.retired_at.is_(None))
        ordered = rows.order_by(Question.owner_id, Question.position, Question.id)
        found += [(owners[one.owner_id], one, said) for one, said in db.session.execute(ordered).tuples()]
    return found


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
        said, condition, details = self.version, self.version.condition, dict(self.version.details or {})
        if "rows" in details:
            details["rows"] = _sides(details["rows"])
        return {
            "label": said.label.texts(),
            "help": said.help.texts() if said.help else {},
            "kind": said.kind,
            "options": _sides(said.options),
            "required": said.required,
            "condition": f"{condition['question']}={condition['equals']}" if condition else "",
            "purpose": said.purpose.texts(),
            "sees": said.sees,
            "sensitive": said.sensitive,
            "retention_days": said.retention_days,
            "retired": self.question.retired_at is not None,
            **details,
        }


def _sides(rows: Iterable[dict[str, Any]]) -> list[list[Any]]:
    return [[key, label.texts()] for key, label in labels_of(rows)]


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
    """The ids of every option and row that a question ever had: none of them may come to mean something else."""
    query = select(QuestionVersion.options, QuestionVersion.details).where(QuestionVersion.question_id == question_id)
    said = db.session.execute(query).tuples()
    return {one["id"] for options, details in said for one in (*options, *(details or {}).get("rows", ()))}


def versions(ids: Iterable[int]) -> dict[int, tuple[str, QuestionVersion]]:
    """{version id: (question key, version)} in one query."""
    query = select(Question.key, QuestionVersion).join(Question, Question.id == QuestionVersion.question_id)
    rows = db.session.execute(query.where(QuestionVersion.id.in_(set(ids)))).tuples()
    return {version.id: (key, version) for key, version in rows}


def spoken_in(label: Bilingual, language: str) -> str:
    """A label in a language, typeset."""
    return typeset(label.get(language), language)


def shown(version: QuestionVersion, value: Any, language: str) -> str:
    """An answer as a person reads it, with the labels of the version it was given to."""
    labels = words_of(version, language)
    if isinstance(value, dict):
        rows = {key: spoken_in(label, language) for key, label in labels_of((version.details or {}).get("rows", ()))}
        return "; ".join(f"{rows.get(row, row)}: {labels.get(said, said)}" for row, said in value.items())
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(value, list):
        return "; ".join(labels.get(item, str(item)) for item in value)
    return labels.get(value, str(value)) if version.kind in WITH_OPTIONS or value == UNSAID else str(value)


def words_of(version: QuestionVersion, language: str) -> dict[str, str]:
    """{answer: as a person reads it}, with what may be chosen beside the options."""
    with speaking(language):
        usual = {"yes": str(YES_NO[True]), "no": str(YES_NO[False])} | {key: str(said) for key, said in CHOICES.items()}
    return usual | {key: spoken_in(label, language) for key, label in labels_of(version.options)}


def possible_answers(held: Held, language: str) -> list[tuple[str, str]]:
    """(answer, as a person reads it) of each that another question may depend on."""
    words = words_of(held.version, language)
    return [(answer, words.get(answer, answer)) for answer in possible(held.definition)]


def offered(definition: Definition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may be said, row by row: (rows, or one without a name; what may be said in each)."""
    match definition.kind:
        case "matrix":
            return definition.rows, definition.options
        case "ranking":
            return definition.options, tuple(str(rank) for rank in range(1, len(definition.options) + 1))
        case "rating" | "nps":
            return ("",), tuple(map(str, numbers_of(definition)))
        case "yes_no":
            return ("",), ("yes", "no", *definition.choices)
        case _:
            return ("",), definition.choices


def every_version(owner_kind: str, owner_id: int) -> list[tuple[Question, QuestionVersion]]:
    """Every version of every question of a form, in the order in which they are asked, the newest version first."""
    query = select(Question, QuestionVersion).join(QuestionVersion, QuestionVersion.question_id == Question.id)
    query = query.where(Question.owner_kind == owner_kind, Question.owner_id == owner_id)
    order = (Question.retired_at.is_not(None), Question.position, Question.id, QuestionVersion.number.desc())
    return [(question, version) for question, version in db.session.execute(query.order_by(*order)).tuples()]
