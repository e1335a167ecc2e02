"""An answer comes: it is one for each who was asked, and is anonymous from the moment it is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, update

from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.jobs import nudge
from ...foundation.sealing import fingerprint, seal, unseal
from ...questions import queries as questions
from ...questions import service as asking
from .. import queries
from ..errors import AlreadyAnswered, AnswersWrong, NotNow, NotThere
from ..models import Comment, Invitee, NamedAnswer, Partial, Pool, Survey
from ..rules import equity, mixing, phase
from ..rules.tally import WORDS

#: the job that mixes what waits
MIX = "evaluation.mix"
#: characters of what is kept of an answer that is not finished
MOST_PARTIAL = 200_000

#: what a form gave, by the names of fields
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Answered:
    """What somebody sends."""

    language: str
    given: Given
    #: what they wrote may be quoted, without a name
    quotable: bool = False
    #: {dimension: what they say of themselves}
    equity: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """What a link leads to."""

    survey: Survey
    invitation: Invitee | None
    phase: str


def open_link(secret: str) -> Opened:
    """The survey of a personal link, or of an open one. NotThere."""
    invitation = queries.find_link(secret)
    survey = invitation.survey if invitation else queries.find_open(secret)
    if survey is None:
        raise NotThere
    return Opened(survey, invitation, phase(survey.state, queries.hours_of(survey), clock.now()))


@transactional
def answer(secret: str, said: Answered) -> None:
    """Keep it, once. NotThere; NotNow; AlreadyAnswered; AnswersWrong."""
    opened = open_link(secret)
    if opened.phase != "open":
        raise NotNow(opened.phase)
    survey, asked = opened.survey, questions.asked_by("survey", opened.survey.id)
    reading = asking.read_answers(asked, said.given)
    if reading.refusals:
        raise AnswersWrong(reading.refusals)
    if opened.invitation is not None:
        _once(opened.invitation.id)
    _drop_partial(secret)
    values, words = _apart(asked, reading.values)
    if survey.named and opened.invitation is not None:
        _keep_named(survey, opened.invitation.id, said, values, words)
    else:
        _keep_waiting(survey, said, values, words)
    nudge(MIX, survey.id)


def _once(invitation_id: int) -> None:
    first = update(Invitee).where(Invitee.id == invitation_id, Invitee.answered.is_(False))
    done = db.session.execute(first.values(answered=True).execution_options(synchronize_session=False))
    if done.rowcount == 0:  # type: ignore[attr-defined]
        raise AlreadyAnswered


def _drop_partial(secret: str) -> str:
    """What was begun with this link goes; the fingerprint that it was found by."""
    key_hash = fingerprint(queries.PARTIAL, secret)
    db.session.execute(delete(Partial).where(Partial.key_hash == key_hash))
    return key_hash


def _apart(
    asked: Sequence[questions.Asked], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[int, str, str]]]:
    """What can be counted, by version; and what was written: (version, beside what, text)."""
    counted, words = {}, []
    for one in asked:
        held = values.get(one.key)
        if held is not None and one.definition.kind not in WORDS:
            counted[str(one.version_id)] = held
        texts = {"": held if one.definition.kind in WORDS else None}
        texts |= {name: values.get(f"{one.key}:{name}") for name in ("other", "comment")}
        words += [(one.version_id, name, text) for name, text in texts.items() if text]
    return counted, words


def _keep_waiting(survey: Survey, said: Answered, values: dict[str, Any], words: list[tuple[int, str, str]]) -> None:
    """Among those that wait, in a new random order: the row is one, so no row says who came last."""
    pool = db.session.get_one(Pool, survey.id, with_for_update=True, populate_existing=True)
    one = {
        "language": said.language,
        "answers": values,
        "words": words,
        "quotable": said.quotable,
        "equity": equity.read(said.equity) if survey.equity else {},
    }
    pool.waiting = mixing.shuffled([*pool.waiting, one])


def _keep_named(
    survey: Survey, invitation_id: int, said: Answered, values: dict[str, Any], words: list[tuple[int, str, str]]
) -> None:
    texts = {f"{version}:{beside}" if beside else str(version): text for version, beside, text in words}
    db.session.add(
        NamedAnswer(
            invitation_id=invitation_id,
            survey_id=survey.id,
            language=said.language,
            answers=values | texts,
            answered_at=clock.now(),
        )
    )
    db.session.add_all(comments(survey.id, said.language, words, said.quotable, invitation_id))


def comments(
    survey_id: int,
    language: str,
    words: Sequence[Sequence[Any]],
    quotable: bool,
    invitation_id: int | None = None,
) -> list[Comment]:
    """What was written, as rows with random numbers."""
    return [
        Comment(
            id=number,
            survey_id=survey_id,
            version_id=version,
            beside=beside,
            language=language,
            text=text,
            quotable=quotable,
            invitation_id=invitation_id,
        )
        for number, (version, beside, text) in zip(mixing.numbers(len(words)), words, strict=True)
    ]


@transactional
def keep_partial(secret: str, given: Given) -> None:
    """Keep what is not finished, sealed with what stands in the link. NotThere, for an open link too; NotNow;
    AlreadyAnswered; AnswersWrong for too much."""
    opened = open_link(secret)
    if opened.invitation is None:
        raise NotThere
    if opened.phase != "open":
        raise NotNow(opened.phase)
    if opened.invitation.answered:
        raise AlreadyAnswered
    plain = json.dumps({name: list(texts) for name, texts in given.items()}, ensure_ascii=False)
    if len(plain) > MOST_PARTIAL:
        raise AnswersWrong({"": "too_long"})
    key_hash = _drop_partial(secret)
    sealed = seal(queries.PARTIAL, secret, plain)
    db.session.add(Partial(key_hash=key_hash, survey_id=opened.survey.id, sealed=sealed))


def partial(secret: str) -> Given | None:
    """What was kept under this very link."""
    row = db.session.get(Partial, fingerprint(queries.PARTIAL, secret))
    plain = unseal(queries.PARTIAL, secret, row.sealed) if row else None
    return json.loads(plain) if plain else None
