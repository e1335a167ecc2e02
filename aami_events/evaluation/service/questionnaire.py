"""Questions brought from elsewhere: from the house's library, from a file, from another survey."""

import functools
import json
import pathlib
from collections.abc import Collection, Sequence
from typing import Any

from ...events.queries.cloning import twins
from ...foundation.database import transactional
from ...foundation.rows import new_key
from ...questions import queries as questions
from ...questions import service as asking
from .. import queries
from ..errors import NotNow
from ..rules import Days
from ..rules.drafting import Draft
from .surveys import SurveyEntry, begin, lock, note, set_breakdowns

LIBRARY = pathlib.Path(__file__).parent.parent / "data" / "library.json"
#: questions of one survey
MOST_QUESTIONS = 200


@functools.cache
def library() -> list[dict[str, Any]]:
    """The questions that the house has asked before, in both languages, by group."""
    found: list[dict[str, Any]] = json.loads(LIBRARY.read_text("utf-8"))
    return found


@transactional
def add_from_library(survey_id: int, keys: Collection[str]) -> int:
    """Those of the library, at the end; how many. Those that are asked already are not asked twice. NotNow."""
    chosen = [row for row in library() if row["key"] in set(keys)]
    return add_questions(survey_id, chosen, again=False)


@transactional
def take_over(survey_id: int, draft: Draft) -> int:
    """All that a file asks, at the end; how many. NotNow."""
    return add_questions(survey_id, draft.questions)


@transactional
def add_questions(survey_id: int, rows: Sequence[dict[str, Any]], *, again: bool = True) -> int:
    """Questions as plain values; conditions follow when a key had to be another one. NotNow for a survey that people
    may answer already."""
    survey = lock(survey_id)
    if survey.state != "draft":
        raise NotNow(survey.state)
    held = questions.list_held("survey", survey_id)
    used = {row.question.key for row in held}
    position = max((row.question.position for row in held), default=0)
    renamed: dict[str, str] = {}
    added = 0
    for facts in rows[: MOST_QUESTIONS - len(held)]:
        if facts["key"] in used and not again:
            continue
        key = facts["key"] if facts["key"] not in used else new_key(facts["key"], used, "question")
        renamed[facts["key"]] = key
        used.add(key)
        condition = facts.get("condition")
        if condition:
            condition = condition | {"question": renamed.get(condition["question"], condition["question"])}
        added += 1
        asking.ask(("survey", survey_id), key, position + added, **asking.says(facts | {"condition": condition}))
    note("survey.brought", survey, {"questions": [None, added]})
    return added


def draft_of(survey_id: int) -> list[dict[str, Any]]:
    """What a survey asks, as plain values that `take_over` understands."""
    found = []
    for one in questions.asked_by("survey", survey_id):
        said = one.text
        facts: dict[str, Any] = {"key": one.key, "kind": said.kind, "label": said.label.to_json()}
        if said.help:
            facts["help"] = said.help.to_json()
        more = {
            "required": said.required,
            "options": said.options,
            "details": said.details,
            "condition": said.condition,
        }
        found.append(facts | {name: value for name, value in more.items() if value})
    return found


@transactional
def copy_survey(survey_id: int, *, event_id: int | None = None, part_id: int | None = None) -> int:
    """A new draft with the same questions, audience and texts, and the days that count from its event; its id. It is of
    the same event and activity, or of those that are given. People, answers and links are not copied. NotThere."""
    row = lock(survey_id)
    place: dict[str, Any] = {"event_id": event_id or row.event_id, "part_id": part_id if event_id else row.part_id}
    days = Days(opens_after=row.opens_after, closes_after=row.closes_after)
    texts: dict[str, Any] = {name: getattr(row, name).written for name in ("title", "welcome", "thanks")}
    names = ("audience", "named", "equity", "least", "results", "expected", "invites")
    same = {name: getattr(row, name) for name in names}
    number = begin(SurveyEntry(days=days, reminds=tuple(row.reminds), **texts, **same, **place))
    add_questions(number, draft_of(survey_id))
    set_breakdowns(number, row.breakdowns)
    return number


@transactional
def copy_surveys(source_id: int, event_id: int) -> None:
    """The surveys of an event for its copy, as drafts; one of an activity that people do not choose stays."""
    part = twins(source_id, event_id)
    for row in queries.list_of_events([source_id]):
        if row.part_id is None or row.part_id in part:
            copy_survey(row.id, event_id=event_id, part_id=part.get(row.part_id or 0))
