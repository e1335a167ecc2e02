"""What pages of categories and questions show to those who edit them."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...foundation.bilingual import LANGUAGES
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext, ngettext
from ...foundation.money import format_money
from ...questions import phrases as asking
from ...questions.phrases import BROKEN, KINDS, SEES, YES_NO
from ...questions.queries import Held, possible_answers
from ..phrases import CATEGORY_FIELDS, figure
from ..queries.categories import Counted
from .texts import bilingual as spoken


def places(counted: Counted) -> str:
    """How many places are held, of how many."""
    held, capacity = counted.category.places.taken, counted.category.places.capacity
    if capacity is None:
        return ngettext("%(num)s place held", "%(num)s places held", held)
    return ngettext(
        "%(num)s place held of %(capacity)s", "%(num)s places held of %(capacity)s", held, capacity=capacity
    )


def people(counted: Counted) -> list[tuple[str, str]]:
    """(state, how many are in it, in words) of those who have not cancelled."""
    return [
        (state, f"{number} {figure(state, number)}") for state, number in counted.people.items() if state != "cancelled"
    ]


def condition(question: Held, every: Iterable[Held]) -> str:
    """What has to be answered for the question to be asked, in words; empty when it always is."""
    wanted = question.version.condition
    if not wanted:
        return ""
    on = next((row for row in every if row.question.key == wanted["question"]), None)
    if on is None:
        return f"{wanted['question']} = {wanted['equals']}"
    words = dict(possible_answers(on, current_language())).get(wanted["equals"], wanted["equals"])
    return gettext("%(label)s: %(message)s", label=spoken(on.version.label), message=words)


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


# --- What somebody else wrote meanwhile -----------------------------------------------------------------------------
def newer(names: Iterable[str], facts: Mapping[str, Any], words: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    """(label of the field, [(language or None, what stands there now)]) of the fields that somebody else changed."""
    return [(str(words[name]), _said(name, facts[name])) for name in names]


def names_of(names: Iterable[str], words: Mapping[str, Any]) -> str:
    """The labels of fields, one after the other."""
    return ", ".join(str(words[name]) for name in names)


def _said(name: str, value: Any) -> list[tuple[str | None, str]]:
    if isinstance(value, dict):
        return [(code, value.get(code) or "–") for code in LANGUAGES]
    if isinstance(value, bool):
        return [(None, str(YES_NO[value]))]
    if name == "options":
        return [(None, " / ".join(texts.values())) for _id, texts in value] or [(None, "–")]
    if name == "price":
        return [(None, format_money(value, current_language(), free=False))]
    word = {"kind": KINDS, "sees": SEES}.get(name, {}).get(value, value)
    return [(None, gettext("No limit") if name == "capacity" and value is None else str(word or "–"))]


# --- History --------------------------------------------------------------------------------------------------------
EDITED: dict[str, Mapping[str, Any]] = {"category": CATEGORY_FIELDS, "question": asking.FIELDS}


def changes(action: str, diff: Mapping[str, list[Any]]) -> str | None:
    """What was changed in a category or a question, in words; None for an entry about something else."""
    words = EDITED.get(action.partition(".")[0])
    if words is None:
        return None
    return ", ".join(
        _change(_label(name, words), *(_plain(name, side) for side in sides)) for name, sides in diff.items()
    )


def _label(name: str, words: Mapping[str, Any]) -> str:
    base, _, code = name.rpartition("_")
    if code in LANGUAGE_NAMES and base in words:
        return f"{words[base]} ({LANGUAGE_NAMES[code]})"
    return str(words["options"]) if name.startswith("option_") else str(words[name])


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "–" if value is None else _said(name, value)[0][1]


def _change(label: str, before: str, after: str) -> str:
    return gettext("%(label)s: %(message)s", label=label, message=after if before == "–" else f"{before} → {after}")
