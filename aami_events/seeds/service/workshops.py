"""The workshops of spring 2020 as people registered for them: seventy-two, with two workshops each at the most."""

import datetime as dt
import random
from typing import Any

from sqlalchemy import func, select

from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.database import db, transaction
from ...questions import queries as questions
from ...registration import service as registration
from ...registration.models import Registration
from .data import data

PEOPLE = 72
#: registration opened on the morning of February 10, and most had come by the end of March
OPENED, SPAN = dt.datetime(2020, 2, 10, 14, tzinfo=dt.UTC), dt.timedelta(days=50)
ROLES = ("direction", "administration", "administration", "technical", "board", "volunteer", "artist")
CONFIDENCE = ("uneasy", "uneasy", "fair", "fair", "confident")


def hold_workshops(slug: str, draw: random.Random) -> int:
    """Register everyone, on the days on which they came; how many. Nothing when somebody is registered already."""
    event = find_event_whole(slug)
    here = select(func.count()).select_from(Registration)
    if event is None or db.session.scalar(here.where(Registration.event_id == event.id)):
        return 0
    event_id, languages = event.id, {part.id: part.languages for part in event.parts}
    asked = {question.key: question.version_id for question in questions.asked_by("event", event_id)}
    names = {row["key"]: row["name"]["fr"] or row["name"]["en"] for row in data("organisations")}
    for number, facts in enumerate(draw.sample(data("people"), PEOPLE)):
        came = OPENED + SPAN * ((number + draw.random()) / PEOPLE) ** 1.4
        entry = _entry(facts, names, [part for part, spoken in languages.items() if facts["language"] in spoken], draw)
        answers = {asked["role"]: draw.choice(ROLES), asked["confidence"]: draw.choice(CONFIDENCE)}
        with clock.stopped(came), transaction():
            registration.register(
                event_id,
                registration.Entry(**entry, answers=answers),
                by_organiser=True,
                source="command",
                letter=False,
            )
    return PEOPLE


def _entry(facts: dict[str, Any], names: dict[str, str], parts: list[int], draw: random.Random) -> dict[str, Any]:
    """What somebody wrote: workshops in their language; what they need was said in 2020 and is no longer kept."""
    member = facts["organisation"] in names
    return {
        "name": facts["name"],
        "email": facts["email"],
        "language": facts["language"],
        "category": "member" if member else "guest",
        "pronouns": facts.get("pronouns") or "",
        "organisation": names.get(facts["organisation"]) or facts.get("organisation_text") or "",
        "province": facts["province"],
        "mode": "online",
        "first_time": facts["first_time"],
        "parts": tuple(draw.sample(parts, draw.choice((1, 2)))),
        "consents": {"promotion": draw.random() < 0.5},
    }
