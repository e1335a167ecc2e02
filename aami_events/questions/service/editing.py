"""Questions as people edit them. Whoever calls has locked the owner: an event's questions go with the event's row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...foundation import audit, clock, ground
from ...foundation.bilingual import LANGUAGES, Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.rows import key_is_good, moved, new_key
from ...foundation.text import clean
from .. import rules
from ..errors import ConditionBroken, OrderChanged, QuestionChanged, QuestionWrong, UnknownQuestion
from ..models import Question, QuestionVersion
from ..queries import Asked, Held, definition_of, list_held, used_options
from ..rules import Definition, OptionSaid

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
    if name == "options":
        if [row["id"] for row in before] != [row["id"] for row in after]:
            return False
        pairs = [tuple(Bilingual.from_json(row["label"]) for row in rows) for rows in zip(before, after, strict=True)]
    elif isinstance(before or after, Bilingual):
        pairs = [(before or Bilingual.of(), after or Bilingual.of())]
    else:
        return False
    return all(rules.catches_up(old.texts(), old.stale, new.texts(), new.stale) for old, new in pairs)


# --- What somebody wrote --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class QuestionSaid:
    """A question as somebody writes it."""

    kind: str
    label: Written
    purpose: Written
    help: Written = field(default_factory=Written)
    required: bool = False
    options: tuple[OptionSaid, ...] = ()
    #: both sides of each option have been compared
    options_agree: bool = False
    #: (key of an earlier question, the answer it must have)
    condition: tuple[str, str] | None = None
    sees: str = "organiser"
    sensitive: bool = False
    #: None: no number was given
    retention_days: int | None = 365

    @property
    def texts(self) -> dict[str, Written]:
        """The bilingual texts of the question itself."""
        return {"label": self.label, "help": self.help, "purpose": self.purpose}

    def cleaned(self) -> "QuestionSaid":
        """The same, harmless to store."""
        options = tuple(replace(row, fr=clean(row.fr), en=clean(row.en)) for row in self.options)
        label, purpose = self.label.cleaned(), self.purpose.cleaned(lines=True)
        return replace(self, label=label, purpose=purpose, help=self.help.cleaned(lines=True), options=options)


def _whole(said: QuestionSaid, current: QuestionVersion | None) -> set[str]:
    """Which fields must keep both languages: those of a new question, and those that have both."""
    if current is None:
        return {*said.texts, "options"}
    held = {name: getattr(current, name) for name in said.texts}
    found = {name for name, text in held.items() if text is None or not text.missing()}
    options = not any(Bilingual.from_json(row["label"]).missing() for row in current.options)
    return found | ({"options"} if options else set())


def _check(said: QuestionSaid, current: QuestionVersion | None, *, public: bool) -> None:
    faults = rules.question_faults(
        kind=said.kind,
        texts={name: (text.fr, text.en) for name, text in said.texts.items()},
        options=said.options,
        sees=said.sees,
        retention_days=said.retention_days,
        whole=_whole(said, current) if public else (),
    )
    if faults:
        raise QuestionWrong(faults)


def _says(said: QuestionSaid, current: QuestionVersion | None, used: set[str]) -> dict[str, Any]:
    texts = {name: text.over(getattr(current, name, None)) for name, text in said.texts.items()}
    condition = {"question": said.condition[0], "equals": said.condition[1]} if said.condition else None
    return {
        **texts,
        "help": texts["help"] or None,
        "kind": said.kind,
        "options": _options(said, current, used) if said.kind in rules.WITH_OPTIONS else [],
        "required": said.required,
        "condition": condition,
        # what is sensitive is never for everyone who reads the list
        "sees": "coordinator" if said.sensitive else said.sees,
        "sensitive": said.sensitive,
        "retention_days": said.retention_days,
    }


def _options(said: QuestionSaid, current: QuestionVersion | None, used: set[str]) -> list[dict[str, Any]]:
    held = {row["id"]: row for row in current.options} if current else {}
    taken, rows = set(used), []
    for row in rules.in_order(said.options):
        known = held.pop(row.id, {})
        label = Written(row.fr, row.en, said.options_agree).over(Bilingual.from_json(known.get("label")))
        key = known.get("id") or new_key(row.en or row.fr, taken, "option")
        taken.add(key)
        rows.append({**known, "id": key, "label": label.to_json()})
    return rows


def drafted(owner: Owner, said: QuestionSaid, question_id: int | None = None) -> Asked:
    """The question as it would be asked, without keeping anything. QuestionWrong, UnknownQuestion."""
    held = _find(list_held(*owner), question_id) if question_id else None
    current, said = held.version if held else None, said.cleaned()
    _check(said, current, public=False)
    says = _says(said, current, used_options(question_id) if question_id else set())
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
    scope = ("event", owner[1])  # whichever form asks it
    audit.record(f"question.{action}", ("question", question.id), scope=scope, diff=dict(diff))


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the history shows them: each side of a text, and each option, by itself."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if name == "options":
            found |= {f"option_{key}": " / ".join(sides.values()) for key, sides in value}
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
def add(owner: Owner, said: QuestionSaid, *, key: str = "", public: bool = False) -> int:
    """A question at the end of the form; its id. `public`: the form is shown, so nothing may lack a language.

    QuestionWrong, also for a key that is taken or none; ConditionBroken.
    """
    rows, said = list_held(*owner), said.cleaned()
    _check(said, None, public=public)
    used = {row.question.key for row in rows}
    key = clean(key)
    if key and (not key_is_good(key) or key in used):
        raise QuestionWrong([("key", "repeated" if key in used else "unknown")])
    key = key or new_key(said.label.en or said.label.fr, used, "question")
    position = max((row.question.position for row in rows), default=0) + 1
    question = Question(owner_kind=owner[0], owner_id=owner[1], key=key, position=position, version=1)
    db.session.add(question)
    db.session.flush()
    version = _version(question, _says(said, None, set()))
    _check_conditions(_asked(rows), [*_asked(rows), definition_of(key, version)])
    db.session.add(version)
    db.session.flush()
    _record("added", owner, question, audit.difference({}, _readable(Held(question, version).facts)))
    return question.id


@transactional
def change(owner: Owner, question_id: int, said: QuestionSaid, *, seen: Mapping[str, str], public: bool = False) -> str:
    """Say it otherwise: "same", "worded" in place, or a new "version", when the meaning may be another.

    `seen` are the marks of what the author has read (foundation.ground). UnknownQuestion; QuestionChanged when somebody
    changed it since; QuestionWrong; ConditionBroken when it, or one that depends on it, could never be asked.
    """
    rows, said = list_held(*owner), said.cleaned()
    held = _find(rows, question_id)
    fields = ground.changed(seen, held.facts)
    if fields:
        raise QuestionChanged(fields)
    _check(said, held.version, public=public)
    before, asked = held.facts, _asked(rows)
    outcome = say(held.question, held.version, _says(said, held.version, used_options(question_id)))
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
