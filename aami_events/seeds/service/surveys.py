"""The evaluation of the workshops, with the fourteen answers that came, and the one of the conference as a draft."""

import datetime as dt
from typing import Any

from ...evaluation import queries, service
from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from ...foundation.outbox import withdraw
from .data import data

SLUG, CONFERENCE = "ateliers-cybersecurite-2020", "conference-2020-evaluation"
#: the morning on which people were asked, and the evening on which it closed
ASKED, CLOSED = dt.datetime(2020, 4, 27, 13, tzinfo=dt.UTC), dt.datetime(2020, 5, 19, 3, tzinfo=dt.UTC)
#: fields that are no answers
NOT_ASKED = ("language", "quotable")


def evaluate_workshops(slug: str) -> int:
    """Ask everyone who was in a call, and let fourteen answer; how many. Nothing if it was asked already."""
    event, said = find_event_whole(slug), data("evaluation")
    if event is None or queries.find_survey(SLUG) is not None:
        return 0
    with clock.stopped(ASKED):
        number = _begin(SLUG, event.id, said, "title", said["questions"], expected=14)
        service.set_breakdowns(number, [service.LANGUAGE, "needs_met"])
        service.publish(number)
        service.invite(number)
        for link, answers in zip(_links(number), said["answers"], strict=False):
            service.answer(link, _answered(answers))
            service.mix(number)
    with clock.stopped(CLOSED):
        service.close(number)
        service.finish(number)
    return len(said["answers"])


def plan_conference_survey(slug: str) -> None:
    """What will be asked after the conference, as far as it is written."""
    event, said = find_event_whole(slug), data("evaluation")
    if event is not None and queries.find_survey(CONFERENCE) is None:
        number = _begin(CONFERENCE, event.id, said, "conference_title", said["conference"], expected=30, equity=True)
        service.set_breakdowns(number, [service.LANGUAGE, "took_part", "region"])


def _begin(slug: str, event_id: int, said: dict[str, Any], title: str, keys: list[str], **more: Any) -> int:
    texts: dict[str, Any] = {name: Written(**said[key]) for name, key in (("title", title), ("thanks", "thanks"))}
    if title == "title":
        texts["welcome"] = Written(**said["welcome"])
    days = service.Days(opens_after=1, closes_after=25)
    number = service.begin(service.SurveyEntry(**texts, event_id=event_id, days=days, **more), slug=slug)
    service.add_from_library(number, keys)
    return number


def _links(number: int) -> list[str]:
    """A link of each who was asked; nobody is written to: the demo's addresses are nobody's."""
    with transaction():
        rows = queries.invitations_of(number)
        for row in rows:
            withdraw(("survey_invitation", row.id))
        return [service.new_link(row) for row in rows]


def _answered(answers: dict[str, Any]) -> service.Answered:
    given = {name: [value] for name, value in answers.items() if name not in NOT_ASKED}
    return service.Answered(answers["language"], given, bool(answers.get("quotable")))
