"""Surveys, made through the services as people make them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from aami_events.evaluation import queries, service
from aami_events.evaluation.models import Invitee
from aami_events.evaluation.queries import answers
from aami_events.evaluation.rules import Days
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction

WORDS = Written("Évaluation", "Evaluation")
LAST = Days(closes_after=30)
CLOSES = dt.datetime(2020, 12, 1, 12)
#: as the form of a survey sends it
ENTRY = {
    "title-fr": "Évaluation", "title-en": "Evaluation", "audience": "registered", "results": "closed", "least": "5",
    "closes_after": "14",
}  # fmt: skip


def sides(word: str) -> dict[str, str]:
    """A text in both languages, as files write it."""
    return {"fr": f"{word} (fr)", "en": f"{word} (en)"}


def asked(key: str, kind: str, *options: str, rows: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """A question as a file writes it."""
    facts: dict[str, Any] = {"key": key, "kind": kind, "label": sides(key), **more}
    facts["options"] = [{"id": one, "label": sides(one)} for one in options]
    if rows:
        facts["details"] = {**facts.get("details", {}), "rows": [{"id": one, "label": sides(one)} for one in rows]}
    return facts


def make_survey(
    *questions: dict[str, Any], audience: str = "list", people: int = 0, ready: bool = True, **more: Any
) -> int:
    """An anonymous survey for people of a list, open unless it is not to be `ready`; its id."""
    usual: dict[str, Any] = {"title": WORDS, "audience": audience, "days": more.pop("days", None)}
    usual["days"] = usual["days"] or (LAST if more.get("event_id") else Days(closes_at=CLOSES))
    by = more.pop("breakdowns", None)
    number = service.begin(service.SurveyEntry(**usual | more))
    service.add_questions(number, questions or [asked("grade", "scale", "bad", "fair", "good", required=True)])
    if by is not None:
        service.set_breakdowns(number, by)
    if ready:
        service.publish(number)
    if people:
        service.write_down(number, [service.Person(f"Personne {n}", f"p{n}@centre.example") for n in range(people)])
        if ready:
            service.invite(number)
    return number


def links(survey_id: int) -> list[str]:
    """A personal link of each who is asked, in the order in which they were written down."""
    with transaction():
        rows = db.session.query(Invitee).filter_by(survey_id=survey_id).order_by(Invitee.id).all()
        return [service.new_link(row) for row in rows]


def give(secret: str, language: str = "fr", *, quotable: bool = False, **said: str | list[str]) -> None:
    """Answer, as the form sends it; `key__row` is the field of a row."""
    sent = {name.replace("__", ":"): value if isinstance(value, list) else [value] for name, value in said.items()}
    equity = {name.removeprefix("e_"): texts[0] for name, texts in sent.items() if name.startswith("e_")}
    rest = {name: texts for name, texts in sent.items() if not name.startswith("e_")}
    service.answer(secret, service.Answered(language, rest, quotable, equity))


def figures(survey_id: int) -> dict[str, Any]:
    """What is shown of it now."""
    tally = queries.tally_of(survey_id)
    return tally.figures if tally else {}


def of(survey_id: int, key: str) -> dict[str, Any]:
    """What is shown of one of its questions as it is asked now."""
    found = figures(survey_id)["questions"]
    (version,) = [one.version.id for one in answers.asked_of(survey_id) if one.question.key == key and one.current]
    return found[str(version)]


def closed(survey_id: int) -> None:
    """Close it, and do what the consumer does then."""
    service.close(survey_id)
    service.finish(survey_id)
