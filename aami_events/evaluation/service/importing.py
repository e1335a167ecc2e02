"""Past results: brought into a survey that is then closed, in an order that says nothing."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import insert

from ...foundation import clock
from ...foundation.database import db, transactional
from .. import queries
from ..errors import NotNow
from ..models import AnswerSet
from ..rules import mixing
from . import results
from .answering import comments
from .surveys import lock, note


class Past(Protocol):
    """What one person answered elsewhere."""

    language: str
    answers: dict[str, Any]
    words: list[tuple[int, str, str]]


@transactional
def bring_results(survey_id: int, sets: Sequence[Past]) -> int:
    """Keep what was answered elsewhere; how many. The survey is closed with it. NotNow, NotThere: only a draft without
    answers takes some, so that the same file is not counted twice."""
    survey = lock(survey_id)
    if survey.state != "draft" or queries.figures([survey_id])[survey_id].answers:
        raise NotNow(survey.state)
    shuffled = mixing.shuffled(sets)
    rows = [
        {"id": number, "survey_id": survey_id, "language": one.language, "answers": one.answers}
        for number, one in zip(mixing.numbers(len(shuffled)), shuffled, strict=True)
    ]
    db.session.execute(insert(AnswerSet), rows)
    words = [row for one in shuffled for row in comments(survey_id, one.language, one.words, quotable=False)]
    db.session.add_all(mixing.shuffled(words))
    survey.state, survey.closed_at, survey.named = "closed", clock.now(), False
    survey.revision += 1
    results.tally(survey, final=True)
    note("survey.results_brought", survey, {"answers": [None, len(rows)]})
    return len(rows)
