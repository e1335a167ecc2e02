"""An event's own questions: edited under the lock of the event's row, as all its words are."""

from collections.abc import Mapping

from ...foundation.database import transactional
from ...questions import service as asking
from ...questions.service import QuestionSaid
from .categories import editing, is_public


@transactional
def add_question(event_id: int, said: QuestionSaid, *, key: str = "") -> int:
    """A question at the end of the form; its id. See questions.service.add."""
    event = editing(event_id)
    return asking.add(("event", event_id), said, key=key, public=is_public(event))


@transactional
def change_question(event_id: int, question_id: int, said: QuestionSaid, *, seen: Mapping[str, str]) -> str:
    """Say it otherwise: "same", "worded" in place, or a new "version". See questions.service.change."""
    event = editing(event_id)
    return asking.change(("event", event_id), question_id, said, seen=seen, public=is_public(event))


@transactional
def move_question(event_id: int, question_id: int, step: int, *, order: str) -> None:
    """A step up or down. See questions.service.move."""
    editing(event_id)
    asking.move(("event", event_id), question_id, step, order=order)


@transactional
def retire_question(event_id: int, question_id: int) -> None:
    """Ask it no longer. See questions.service.retire."""
    editing(event_id)
    asking.retire(("event", event_id), question_id)


@transactional
def ask_question_again(event_id: int, question_id: int) -> None:
    """Ask it again, at the end of the form. See questions.service.ask_again."""
    editing(event_id)
    asking.ask_again(("event", event_id), question_id)
