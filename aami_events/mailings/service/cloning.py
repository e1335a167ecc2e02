"""Letters follow their event: into its copy as drafts, and to other days."""

import datetime as dt
from dataclasses import replace

from ...evaluation.queries import list_of_events
from ...events.queries.cloning import shift_of, twins
from ...foundation.database import db, transactional
from ..queries import mailings_of
from ..rules import Audience
from .writing import copied


@transactional
def copy_mailings(source_id: int, event_id: int) -> None:
    """Each letter, for the same activities and surveys of the copy, as far from its days as before. One that went by
    hand goes by hand."""
    shift, part = shift_of(source_id, event_id), twins(source_id, event_id)
    surveys = _surveys(source_id, event_id)
    for row in reversed(mailings_of(source_id)):
        at = shift.wall(row.at)
        facts = {
            "event_id": event_id,
            "at": at,
            "send": "hand" if row.send == "moment" and at is None else row.send,
            "audience": _audience(row.asked, part, surveys).plain(),
        }
        db.session.add(copied(row, **facts))


def _audience(asked: Audience, part: dict[int, int], surveys: dict[str, str]) -> Audience:
    twin = part.get(int(asked.part)) if asked.part else None
    return replace(asked, part=str(twin or ""), survey=surveys.get(asked.survey, ""))


def _surveys(source_id: int, event_id: int) -> dict[str, str]:
    """{survey of the source: the same in its copy}; those that were not copied are not there."""
    made = {(row.title, row.audience): row.slug for row in list_of_events([event_id])}
    found = {row.slug: made.get((row.title, row.audience), "") for row in list_of_events([source_id])}
    return {slug: twin for slug, twin in found.items() if twin}


def shift_mailings(event_id: int, days: int) -> None:
    """What goes on a day and has not gone goes as many days later when the event moves."""
    for row in mailings_of(event_id):
        if row.at is not None and row.state != "sent":
            row.at += dt.timedelta(days=days)
            row.revision += 1
