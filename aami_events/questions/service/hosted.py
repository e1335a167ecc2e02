"""An event's own questions as organisers edit them, under the lock of the words of the form that asks them."""

from collections.abc import Mapping

from ...foundation.database import transactional
from ...foundation.points import QuestionHost
from .. import queries
from ..errors import UnknownHost
from ..rules import KINDS
from . import editing
from .editing import Owner
from .said import QuestionSaid, Terms


def find_host(kind: str) -> QuestionHost:
    """The form that asks questions of a kind. UnknownHost."""
    found = queries.find_host(kind)
    if found is None:
        raise UnknownHost(kind)
    return found


def terms_of(kind: str, *, public: bool = False) -> Terms:
    """On which terms a form asks. UnknownHost."""
    host = find_host(kind)
    return Terms(public, host.kinds or KINDS, host.says_why)


def _lock(owner: Owner) -> Terms:
    """Nobody else edits what the form says until the end; on which terms."""
    return terms_of(owner[0], public=find_host(owner[0]).lock(owner[1]))


@transactional
def add_question(owner: Owner, said: QuestionSaid, *, key: str = "") -> int:
    """A question at the end of the form; its id. See editing.add."""
    terms = _lock(owner)
    return editing.add(owner, said, key=key, terms=terms)


@transactional
def change_question(owner: Owner, question_id: int, said: QuestionSaid, *, seen: Mapping[str, str]) -> str:
    """Say it otherwise: "same", "worded" in place, or a new "version". See editing.change."""
    terms = _lock(owner)
    return editing.change(owner, question_id, said, seen=seen, terms=terms)


@transactional
def move_question(owner: Owner, question_id: int, step: int, *, order: str) -> None:
    """A step up or down. See editing.move."""
    _lock(owner)
    editing.move(owner, question_id, step, order=order)


@transactional
def retire_question(owner: Owner, question_id: int) -> None:
    """Ask it no longer. See editing.retire."""
    _lock(owner)
    editing.retire(owner, question_id)


@transactional
def ask_question_again(owner: Owner, question_id: int) -> None:
    """Ask it again, at the end of the form. See editing.ask_again."""
    _lock(owner)
    editing.ask_again(owner, question_id)
