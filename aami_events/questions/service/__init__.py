"""Questions: asked, reworded, retired; and their answers, read."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from ...foundation import clock
from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transactional
from .. import rules
from ..errors import UnknownKind
from ..models import Question, QuestionVersion
from ..queries import Asked, asked_by
from ..rules import (
    KINDS,
    MOST_LINE,
    MOST_OPTIONS,
    MOST_TEXT,
    SEES,
    SURVEY_KINDS,
    WITH_OPTIONS,
    OptionSaid,
    Reading,
    in_order,
)
from .editing import add, ask_again, change, drafted, move, retire, say
from .hosted import (
    add_question,
    ask_question_again,
    change_question,
    find_host,
    move_question,
    retire_question,
    terms_of,
)
from .said import QuestionSaid

__all__ = [
    "KINDS",
    "MOST_LINE",
    "MOST_OPTIONS",
    "MOST_TEXT",
    "SEES",
    "SURVEY_KINDS",
    "WITH_OPTIONS",
    "OptionSaid",
    "QuestionSaid",
    "Reading",
    "add",
    "add_question",
    "ask",
    "ask_again",
    "ask_question_again",
    "change",
    "change_question",
    "copy_all",
    "drafted",
    "drop_all",
    "find_host",
    "held_answers",
    "in_order",
    "move",
    "move_question",
    "read_answer",
    "read_answers",
    "retire",
    "retire_question",
    "says",
    "terms_of",
    "word",
]

#: what a version of a question says
SAID = (
    "kind", "label", "help", "required", "options", "details", "condition", "purpose", "sees", "sensitive",
    "retention_days",
)  # fmt: skip


@transactional
def ask(owner: tuple[str, int], key: str, position: int, **says: Any) -> int:
    """Add a question, or a version when it says something new; its id. UnknownKind for a field type that is none."""
    if says["kind"] not in (*KINDS, *SURVEY_KINDS):
        raise UnknownKind(says["kind"])
    question = db.session.query(Question).filter_by(owner_kind=owner[0], owner_id=owner[1], key=key).first()
    if question is None:
        question = Question(owner_kind=owner[0], owner_id=owner[1], key=key, position=position, version=0)
        db.session.add(question)
        db.session.flush()
    current = db.session.query(QuestionVersion).filter_by(question_id=question.id, number=question.version).first()
    question.position, question.retired_at = position, None
    if current is None or any(getattr(current, name) != value for name, value in says.items()):
        question.version += 1
        version = QuestionVersion(question_id=question.id, number=question.version, created_at=clock.now(), **says)
        db.session.add(version)
    db.session.flush()
    return question.id


@transactional
def word(question_id: int, field: str, value: Bilingual, *, option: str | None = None) -> None:
    """Put another wording of one text (label, help, purpose, or the label of an option) into the version asked now.

    Answers keep their version: it is changed in place only when the change catches up with a side that stayed as it
    was (`rules.catches_up`); anything else may mean something new, and makes a new version.
    """
    question = db.session.get_one(Question, question_id)
    current = db.session.query(QuestionVersion).filter_by(question_id=question_id, number=question.version).one()
    if option is None:
        say(question, current, {field: value})
    else:
        details = dict(current.details or {})
        held = current.options if field == "options" else details.get("rows", ())
        rows = [{**row, "label": value.to_json()} if row["id"] == option else row for row in held]
        say(question, current, {"options": rows} if field == "options" else {"details": details | {"rows": rows}})


@transactional
def copy_all(source: tuple[str, int], target: tuple[str, int]) -> int:
    """What a form asks now, for another form that asks nothing yet; how many questions."""
    asked = asked_by(*source)
    for position, one in enumerate(asked, 1):
        ask(target, one.key, position, **{name: getattr(one.text, name) for name in SAID})
    return len(asked)


@transactional
def drop_all(owner: tuple[str, int]) -> None:
    """The questions of a form that goes, which nobody has answered: its number may be given again."""
    mine = (Question.owner_kind == owner[0], Question.owner_id == owner[1])
    for question in db.session.scalars(select(Question).where(*mine)):
        db.session.delete(question)


def says(facts: dict[str, Any]) -> dict[str, Any]:
    """What `ask` takes, from plain values as a loader has them."""
    both = Bilingual.from_json
    return {
        "kind": facts["kind"],
        "label": both(facts["label"]),
        "help": both(facts["help"]) if facts.get("help") else None,
        "required": bool(facts.get("required")),
        "options": facts.get("options") or [],
        "details": facts.get("details") or {},
        "condition": facts.get("condition"),
        "purpose": both(facts.get("purpose") or {}),
        "sees": facts.get("sees", "organiser"),
        "sensitive": bool(facts.get("sensitive")),
        "retention_days": facts.get("retention_days", 365),
    }


def read_answers(asked: Sequence[Asked], given: Mapping[str, Sequence[str]]) -> Reading:
    """What a form gave, by question key, against what the questions allow: values and refusals."""
    return rules.read([question.definition for question in asked], given)


def read_answer(question: Asked, texts: Sequence[str]) -> tuple[Any, str | None]:
    """One answer, whatever was said to other questions: (value, None) or (None, refusal)."""
    return rules.parse(question.definition, texts)


def held_answers(values: Mapping[str, Any]) -> Reading:
    """Answers given earlier, as if they had just been read."""
    return Reading(values=dict(values))
