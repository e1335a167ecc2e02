"""What waits is mixed in; when a survey is closed, everything is written anew, so that nothing says what came when."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from ...foundation import database
from ...foundation.database import db, transaction, transactional
from ...foundation.marks import drop_mark, find_mark, set_mark
from ..models import AnswerSet, Comment, EquityCount, Partial, Pool, Survey, Tally
from ..rules import mixing
from . import results
from .answering import comments
from .surveys import lock

#: what an attacker of the files would look through
TABLES = ("survey_answers", "survey_comments", "survey_equity", "survey_pools", "survey_partials", "survey_tallies")

#: the mark of a database in whose files there may be something left
TO_SCRUB = "evaluation.scrub"


@transactional
def mix(survey_id: int) -> bool:
    """Mix what waits in, if there is enough; whether it was. What is shown until then is of those before: so the
    figures never move by fewer people than make a group, not even in the end."""
    survey = lock(survey_id)
    if survey.named:
        results.tally(survey, final=survey.state == "closed")
        return False
    pool = _pool(survey_id)
    if survey.state == "closed" or pool is None or not mixing.enough(len(pool.waiting), max(survey.least, 5)):
        return False
    results.tally(survey, final=False)
    _pour(survey, pool)
    return True


def _pool(survey_id: int) -> Pool | None:
    return db.session.get(Pool, survey_id, with_for_update=True, populate_existing=True)


def _pour(survey: Survey, pool: Pool) -> None:
    """Everything that waits, as rows with random numbers, in an order of their own; words by themselves."""
    waiting, pool.waiting = mixing.shuffled(pool.waiting), []
    sets = [
        {"id": number, "survey_id": survey.id, "language": one["language"], "answers": one["answers"]}
        for number, one in zip(mixing.numbers(len(waiting)), waiting, strict=True)
    ]
    if sets:
        db.session.execute(insert(AnswerSet), sets)
    words = [row for one in waiting for row in comments(survey.id, one["language"], one["words"], one["quotable"])]
    db.session.add_all(mixing.shuffled(words))
    for one in waiting:
        for dimension, choice in one["equity"].items():
            _count(survey.id, dimension, choice)


def _count(survey_id: int, dimension: str, choice: str) -> None:
    here = (EquityCount.survey_id == survey_id, EquityCount.dimension == dimension, EquityCount.choice == choice)
    more = update(EquityCount).where(*here).values(count=EquityCount.count + 1)
    if db.session.execute(more.execution_options(synchronize_session=False)).rowcount == 0:  # type: ignore[attr-defined]
        db.session.execute(insert(EquityCount).values(survey_id=survey_id, dimension=dimension, choice=choice, count=1))


@transactional
def finish(survey_id: int) -> bool:
    """After the closing: the last ones are mixed in, then every answer and every word is written anew in a new order,
    in one transaction; results are final. Whether there was something to do."""
    survey = lock(survey_id)
    done = db.session.get(Tally, survey_id)
    if survey.state != "closed" or (done is not None and done.final):
        return False
    pool = _pool(survey_id)
    if pool is not None:
        _pour(survey, pool)
        db.session.flush()
        db.session.delete(pool)
    if not survey.named:
        _rewrite(AnswerSet, survey_id)
        _rewrite(Comment, survey_id)
    db.session.execute(delete(Partial).where(Partial.survey_id == survey_id))
    results.tally(survey, final=True)
    set_mark(TO_SCRUB, str(survey_id))
    return True


def _rewrite(table: type[AnswerSet | Comment], survey_id: int) -> None:
    columns = list(table.__table__.columns)
    held = [dict(row) for row in db.session.execute(select(*columns).where(table.survey_id == survey_id)).mappings()]
    db.session.execute(delete(table).where(table.survey_id == survey_id))
    rows = _renumbered(held)
    if rows:
        db.session.execute(insert(table), rows)


def _renumbered(held: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    fresh = mixing.numbers(len(held))
    return [row | {"id": number} for row, number in zip(mixing.shuffled(held), fresh, strict=True)]


def unfinished() -> list[int]:
    """Surveys that are closed and whose results are not final."""
    query = select(Survey.id).outerjoin(Tally, Tally.survey_id == Survey.id)
    return list(db.session.scalars(query.where(Survey.state == "closed", Tally.final.is_not(True))))


def rewrite_files() -> bool:
    """Once after a survey was finished: take what was deleted out of the database's files too; whether there was
    something to do. Outside of any transaction; if it fails, it is done the next time."""
    if find_mark(TO_SCRUB) is None:
        return False
    database.scrub(TABLES)
    with transaction():
        drop_mark(TO_SCRUB)
    return True
