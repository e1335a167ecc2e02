"""What the pages of questions show to those who edit them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from ..foundation.audit import AuditEntry
from ..foundation.bilingual import LANGUAGES
from ..foundation.i18n import LANGUAGE_NAMES, current_language, gettext, ngettext, speaking
from ..web import ground
from .phrases import ACTIONS, BROKEN, FIELDS, KINDS, YES_NO, sees
from .queries import Asked, Held, possible_answers
from .queries.fields import answered_with, spoken, survey_field


def condition(question: Held, every: Iterable[Held]) -> str:
    """What has to be answered for the question to be asked, in words; empty when it always is."""
    wanted = question.version.condition
    if not wanted:
        return ""
    on = next((row for row in every if row.question.key == wanted["question"]), None)
    if on is None:
        return f"{wanted['question']} = {wanted['equals']}"
    words = dict(possible_answers(on, current_language())).get(wanted["equals"], wanted["equals"])
    return answered_with(spoken(on.version.label), words)


def answers(number: int) -> str:
    """How many people have answered."""
    if not number:
        return gettext("Nobody has answered yet")
    return ngettext("%(num)s person has answered", "%(num)s people have answered", number)


def broken(refusal: Any, every: Iterable[Held], question_id: int | None = None) -> str:
    """Why a question cannot be changed, moved or retired like this, in a sentence that names the question concerned."""
    said = {row.question.key: (row.question.id, spoken(row.version.label)) for row in every}
    number, label = said.get(refusal.key, (question_id, ""))
    if number == question_id and refusal.why != "later":
        return str(BROKEN[refusal.why])
    on = said.get(refusal.on, (0, refusal.on))[1]
    return gettext("“%(label)s” depends on an answer to “%(on)s”, which must be asked before it.", label=label, on=on)


@dataclass(frozen=True)
class Side:
    """One language of a preview."""

    language: str
    name: str
    html: Markup


def preview(question: Asked) -> list[Side]:
    """A question as people will see it, in each language, by the macros of the form."""
    return [Side(code, LANGUAGE_NAMES[code], _alone(question, code)) for code in LANGUAGES]


def _alone(question: Asked, language: str) -> Markup:
    with speaking(language):
        empty: Any = [] if question.definition.kind == "choices" else ""
        field = survey_field(question, {question.key: empty}, {}, name=f"preview-{language}")
        return Markup(render_template("questions/organiser/_preview.html", questions=[field]))


def sayer(readers: object) -> ground.Say:
    """How the plain values of a question are said."""

    def say(name: str, value: Any) -> str:
        if isinstance(value, bool):
            return str(YES_NO[value])
        if name in ("options", "rows"):
            return " / ".join(value[1].values())
        words: Any = {"kind": KINDS, "sees": sees(readers)}.get(name, {})
        return str(words.get(value, value) or "–")

    return say


def teller(readers: object) -> Callable[[AuditEntry], str]:
    """How what was done to a question is told."""

    def tell(entry: AuditEntry) -> str:
        what = str(ACTIONS.get(entry.action, entry.action))
        changed = ground.changes(entry.diff, _label, sayer(readers))
        return " · ".join(filter(None, (what, changed, entry.reason)))

    return tell


def _label(name: str) -> str:
    kind = name.partition("_")[0] + "s"
    return str(FIELDS[kind]) if kind in ("options", "rows") and "_" in name else ground.label_of(name, FIELDS)
