"""What questions say, among the texts of their event."""

from ..foundation.bilingual import Bilingual
from ..foundation.i18n import current_language, gettext
from ..foundation.points import TextPlace, bilingual_texts
from . import queries, service
from .models import Question, QuestionVersion


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """The questions that an event's forms ask now: label, help, purpose, options."""
    found: dict[int, list[TextPlace]] = {}
    for question, version in queries.list_current(event_ids):
        found.setdefault(question.owner_id, []).extend(_texts_of(question, version))
    for event_id, question, version in queries.list_owned(event_ids):
        found.setdefault(event_id, []).extend(_texts_of(question, version))
    return found


def _texts_of(question: Question, version: QuestionVersion) -> list[TextPlace]:
    words = gettext("Question: %(label)s", label=version.label.get(current_language()))
    found = [
        _text(question.id, words, "label", gettext("Question"), version.label),
        _text(question.id, words, "help", gettext("Help"), version.help, "text"),
        _text(question.id, words, "purpose", gettext("Why it is asked"), version.purpose, "text"),
    ]
    if not version.purpose:
        found.pop()
    for option, label in queries.labels_of(version.options):
        found.append(_text(question.id, words, "options", gettext("Option"), label, option=option))
    for row, label in queries.labels_of((version.details or {}).get("rows", ())):
        found.append(_text(question.id, words, "rows", gettext("Row"), label, option=row))
    return found


def _text(
    number: int, words: str, field: str, label: str, value: Bilingual | None, kind: str = "line", *, option: str = ""
) -> TextPlace:
    def write(new: Bilingual) -> None:
        service.word(number, field, new, option=option or None)

    key = f"question:{number}:{field}:{option}" if option else f"question:{number}:{field}"
    return TextPlace(key, words, label, value or Bilingual.of(), write, kind)
