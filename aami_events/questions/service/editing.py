"""Questions as people edit them. Whoever calls has locked the owner: an event's questions go with the event's row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...foundation import audit, clock, ground
from ...foundation.bilingual import LANGUAGES, Bilingual
from ...foundation.database import db, transactional
from ...foundation.rows import key_is_good, moved, new_key
from ...foundation.text import clean
from .. import rules
from ..errors import ConditionBroken, OrderChanged, QuestionChanged, QuestionWrong, UnknownQuestion
from ..models import Question, QuestionVersion
from ..queries import Asked, Held, definition_of, find_host, list_held, used_options
from ..rules import Definition
from .said import FORM, QuestionSaid, Terms, check, says_of

#: what a version has of its own: another one never shares it
_ITS_OWN = {"id", "question_id", "number", "created_at"}
#: the columns of a version that say something
_SAYS = [column.name for column in QuestionVersion.__table__.columns if column.name not in _ITS_OWN]

#: (kind of form, the event)
Owner = tuple[str, int]


def say(question: Question, current: QuestionVersion, says: Mapping[str, Any]) -> str:
    """Put what a question says now into its version: "same", "worded" in place, or another "version".

    Answers keep their version: it is changed in place only when all that changes catches up with sides that stayed as
    they were (`rules.catches_up`); anything else may mean something new.
    """
    new = {name: value for name, value in says.items() if getattr(current, name) != value}
    if not new:
        return "same"
    if all(_catches_up(name, getattr(current, name), value) for name, value in new.items()):
        for name, value in new.items():
            setattr(current, name, value)
        return "worded"
    question.version += 1
    db.session.add(_version(question, {**{name: getattr(current, name) for name in _SAYS}, **new}))
    return "version"


def _version(question: Question, says: Mapping[str, Any]) -> QuestionVersion:
    return QuestionVersion(question_id=question.id, number=question.version, created_at=clock.now(), **says)


def _catches_up(name: str, before: Any, after: Any) -> bool:
    if name == "details":
        rows = [{key: value for key, value in said.items() if key != "rows"} for said in (before, after)]
        return rows[0] == rows[1] and _catches_up("options", before.get("rows", []), after.get("rows", []))
    if name == "options":
        if [row["id"] for row in before] != [row["id"] for row in after]:
            return False
        pairs = [tuple(Bilingual.from_json(row["label"]) for row in rows) for rows in zip(before, after, strict=True)]
    elif isinstance(before or after, Bilingual):
        pairs = [(before or Bilingual.of(), after or Bilingual.of())]
    else:
        return False
    return all(rules.catches_up(old.texts(), old.stale, new.texts(), new.stale) for old, new in pairs)


def drafted(owner: Owner, said: QuestionSaid, question_id: int | None = None, terms: Terms = FORM) -> Asked:
    """The question as it would be asked, without keeping anything. QuestionWrong, UnknownQuestion."""
    held = _find(list_held(*owner), question_id) if question_id else None
    current, said = held.version if held else None, said.cleaned()
    check(said, current, replace(terms, public=False))
    says = says_of(said, current, used_options(question_id) if question_id else set())
    version = QuestionVersion(number=0, **says)
    key = held.question.key if held else "preview"
    return Asked(question_id or 0, key, 0, definition_of(key, version), version)


# --- Use cases ------------------------------------------------------------------------------------------------------
def _find(rows: Sequence[Held], question_id: int | None) -> Held:
    found = next((row for row in rows if row.question.id == question_id), None)
    if found is None:
        raise UnknownQuestion(question_id)
    return found


def _asked(rows: Sequence[Held]) -> list[Definition]:
    return [row.definition for row in rows if row.question.retired_at is None]


def _check_conditions(before: Sequence[Definition], after: Sequence[Definition]) -> None:
    """ConditionBroken when a change leaves a question that can never be asked and was not so before."""
    known = rules.broken_conditions(before)
    for one in rules.broken_conditions(after):
        if one not in known:
            raise ConditionBroken(one.key, one.on, one.why)


def _record(action: str, owner: Owner, question: Question, diff: Mapping[str, Any]) -> None:
    host = find_host(owner[0])
    scope = host.scope(owner[1]) if host else ("event", owner[1])
    audit.record(f"question.{action}", ("question", question.id), scope=scope, diff=dict(diff))


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the history shows them: each side of a text, and each option, by itself."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if name in ("options", "rows"):
            found |= {f"{name[:-1]}_{key}": " / ".join(sides.values()) for key, sides in value}
        elif isinstance(value, dict):
            found |= {f"{name}_{code}": value.get(code) for code in LANGUAGES}
        else:
            found[name] = value
    return found


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What changed, also what is gone; and the order of the options, where that is all."""
    old, new = _readable(before), _readable(after)
    gone = dict.fromkeys(old.keys() - new.keys())
    diff = audit.difference(old, {**new, **gone})
    order = [[key for key, _sides in facts["options"]] for facts in (before, after)]
    if order[0] != order[1] and sorted(order[0]) == sorted(order[1]):
        diff["options"] = order
    return diff


@transactional
def add(owner: Owner, said: QuestionSaid, *, key: str = "", terms: Terms = FORM) -> int:
    """A question at the end of the form; its id.

    QuestionWrong, also for a key that is taken or none; ConditionBroken.
    """
    rows, said = list_held(*owner), said.cleaned()
    check(said, None, terms)
    used = {row.question.key for row in rows}
    key = clean(key)
    if key and (not key_is_good(key) or key in used):
        raise QuestionWrong([("key", "repeated" if key in used else "unknown")])
    key = key or new_key(said.label.en or said.label.fr, used, "question")
    position = max((row.question.position for row in rows), default=0) + 1
    question = Question(owner_kind=owner[0], owner_id=owner[1], key=key, position=position, version=1)
    db.session.add(question)
    db.session.flush()
    version = _version(question, says_of(said, None, set()))
    _check_conditions(_asked(rows), [*_asked(rows), definition_of(key, version)])
    db.session.add(version)
    db.session.flush()
    _record("added", owner, question, audit.difference({}, _readable(Held(question, version).facts)))
    return question.id


@transactional
def change(owner: Owner, question_id: int, said: QuestionSaid, *, seen: Mapping[str, str], terms: Terms = FORM) -> str:
    """Say it otherwise: "same", "worded" in place, or a new "version", when the meaning may be another.

    `seen` are the marks of what the author has read (foundation.ground). UnknownQuestion; QuestionChanged when somebody
    changed it since; QuestionWrong; ConditionBroken when it, or one that depends on it, could never be asked.
    """
    rows, said = list_held(*owner), said.cleaned()
    held = _find(rows, question_id)
    fields = ground.changed(seen, held.facts)
    if fields:
        raise QuestionChanged(fields)
    check(said, held.version, terms)
    before, asked = held.facts, _asked(rows)
    outcome = say(held.question, held.version, says_of(said, held.version, used_options(question_id)))
    db.session.flush()
    rows = list_held(*owner)
    _check_conditions(asked, _asked(rows))
    diff = _difference(before, _find(rows, question_id).facts)
    if outcome == "version":
        diff["version"] = [held.question.version - 1, held.question.version]
    if outcome != "same":
        _record("changed", owner, held.question, diff)
    return outcome


@transactional
def move(owner: Owner, question_id: int, step: int, *, order: str) -> None:
    """A step up (-1) or down (1) among those that are asked; `order` is the mark of the ids that were read.

    UnknownQuestion; OrderChanged when they are others by now; ConditionBroken when one would stand before the one it
    depends on.
    """
    rows = list_held(*owner)
    question = _find(rows, question_id).question
    asked = {row.question.id: row for row in rows if row.question.retired_at is None}
    ids = list(asked)
    if order != ground.mark(ids) or question_id not in asked:
        raise OrderChanged
    wanted = moved(ids, question_id, step)
    _check_conditions(_asked(rows), [asked[number].definition for number in wanted])
    for position, number in enumerate(wanted, 1):
        asked[number].question.position = position
    if wanted != ids:
        places = [ids.index(question_id) + 1, wanted.index(question_id) + 1]
        _record("moved", owner, question, {"position": places})


@transactional
def retire(owner: Owner, question_id: int) -> None:
    """Ask it no longer; its answers stay. Nothing happens twice.

    UnknownQuestion; ConditionBroken for one that others depend on.
    """
    rows = list_held(*owner)
    question = _find(rows, question_id).question
    if question.retired_at is not None:
        return
    rest = [row.definition for row in rows if row.question.retired_at is None and row.question.id != question_id]
    _check_conditions(_asked(rows), rest)
    question.retired_at = clock.now()
    _record("retired", owner, question, {"retired": [False, True]})


@transactional
def ask_again(owner: Owner, question_id: int) -> None:
    """Ask it again, at the end of the form. Nothing happens twice.

    UnknownQuestion; ConditionBroken when what it depends on is not asked any more.
    """
    rows = list_held(*owner)
    held = _find(rows, question_id)
    if held.question.retired_at is None:
        return
    asked = _asked(rows)
    _check_conditions(asked, [*asked, held.definition])
    held.question.retired_at = None
    held.question.position = max(row.question.position for row in rows) + 1
    _record("asked_again", owner, held.question, {"retired": [True, False]})
