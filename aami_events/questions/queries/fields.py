"""A question as the form macros take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.bilingual import Bilingual
from ...foundation.i18n import current_language, gettext
from ...foundation.typography import typeset
from ..phrases import REFUSALS, YES_NO
from ..rules import as_text
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

    @property
    def type(self) -> str:
        """As the macros name it."""
        return self.kind


def question_field(question: Asked, value: Any, *, name: str = "", refusal: str | None = None) -> QuestionField:
    """The question in the spoken language, with what was written and what is wrong.

    With a `name` of its own it stands alone, whatever it depends on.
    """
    language, definition = current_language(), question.definition
    choices = [(key, typeset(label.get(language), language)) for key, label in question.options]
    if definition.kind == "yes_no":
        choices = [("yes", str(YES_NO[True])), ("no", str(YES_NO[False]))]
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
