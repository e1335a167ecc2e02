"""A question as the form macros take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.bilingual import Bilingual
from ...foundation.i18n import current_language, gettext
from ...foundation.typography import typeset
from ..phrases import BESIDE, CHOICES, REFUSALS, YES_NO
from ..rules import COMMENT, OTHER, UNSAID, WITH_ROWS, as_text, numbers_of
from . import Asked


@dataclass
class QuestionField:
    """What the macros read of a field."""

    id: str
    name: str
    label: str
    kind: str
    value: Any
    required: bool
    hint: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    shown_when: str | None = None
    sensitive: bool = False
    #: of surveys: the fields of a matrix or a ranking, the one of an option of one's own, the one of a word on it
    rows: list["QuestionField"] = field(default_factory=list)
    other: "QuestionField | None" = None
    comment: "QuestionField | None" = None

    @property
    def type(self) -> str:
        """As the macros name it."""
        return self.kind


def question_field(question: Asked, value: Any, *, name: str = "", refusal: str | None = None) -> QuestionField:
    """The question in the spoken language, with what was written and what is wrong.

    With a `name` of its own it stands alone, whatever it depends on.
    """
    definition, choices = question.definition, _choices(question)
    condition = None if name else definition.condition
    return QuestionField(
        id=name or f"q-{question.key}",
        name=name or f"q-{question.key}",
        label=spoken(question.text.label),
        kind=definition.kind,
        value=value,
        required=definition.required,
        hint=spoken(question.text.help),
        choices=choices,
        errors=[str(REFUSALS[refusal])] if refusal else [],
        shown_when=f"q-{condition[0]}={condition[1]}" if condition else None,
        sensitive=question.text.sensitive,
    )


def survey_field(
    question: Asked, said: Mapping[str, Any], refusals: Mapping[str, str], *, name: str = ""
) -> QuestionField:
    """A question of a survey, with the fields beside it: `said` and `refusals` by the names of fields, key:row."""
    key, definition = question.key, question.definition
    made = question_field(question, said.get(key, ""), name=name, refusal=refusals.get(key))
    rows = question.rows if definition.kind == "matrix" else question.options
    if definition.kind in WITH_ROWS:
        made.rows = [_beside(made, one, spoken(label), said.get(f"{key}:{one}", "")) for one, label in rows]
    if definition.kind == "ranking":
        made.choices = [(str(number), str(number)) for number in range(1, len(rows) + 1)]
    if definition.other:
        made.other = _beside(made, OTHER, str(BESIDE[OTHER]), said.get(f"{key}:{OTHER}", ""), refusals)
    if definition.comment:
        made.comment = _beside(made, COMMENT, str(BESIDE[COMMENT]), said.get(f"{key}:{COMMENT}", ""), refusals)
    return made


def _beside(
    field: QuestionField, name: str, label: str, value: Any, refusals: Mapping[str, str] | None = None
) -> QuestionField:
    """A field beside a question's own."""
    refusal = (refusals or {}).get(f"{field.name.removeprefix('q-')}:{name}")
    errors = [str(REFUSALS[refusal])] if refusal else []
    return QuestionField(f"{field.id}-{name}", f"{field.name}:{name}", label, "text", value, False, errors=errors)


def _choices(question: Asked) -> list[tuple[str, str]]:
    """(value, words) of what may be chosen."""
    definition = question.definition
    choices = [(key, spoken(label)) for key, label in question.options]
    if definition.kind == "yes_no":
        choices = [("yes", str(YES_NO[True])), ("no", str(YES_NO[False]))]
    elif definition.kind in ("rating", "nps"):
        choices = [(str(number), str(number)) for number in numbers_of(definition)]
    if definition.other:
        choices.append((OTHER, str(CHOICES[OTHER])))
    return [*choices, (UNSAID, str(CHOICES[UNSAID]))] if definition.unsaid else choices


def question_fields(
    asked: Sequence[Asked],
    given: Mapping[str, Sequence[str]] | None,
    held: Mapping[str, Any],
    refusals: Mapping[str, str],
) -> list[QuestionField]:
    """All of them: with what was written (`given`, by question key), or with what is `held` where nobody wrote."""
    return [question_field(one, _value(one, given, held.get(one.key)), refusal=refusals.get(one.key)) for one in asked]


def _value(question: Asked, given: Mapping[str, Sequence[str]] | None, held: Any) -> Any:
    written = given.get(question.key, ()) if given is not None else None
    if question.definition.kind == "choices":
        return list(written) if written is not None else held or []
    return (written[0] if written else "") if written is not None else as_text(held)


def spoken(text: Bilingual | None) -> str:
    """A bilingual text in the spoken language, typeset."""
    return typeset(text.get(current_language()), current_language()) if text else ""


def answered_with(label: str, answer: str) -> str:
    """A question and an answer to it, in one line."""
    if label.endswith(("?", "!", ".")):
        return f"{label} {answer}"
    return gettext("%(label)s: %(message)s", label=label, message=answer)
