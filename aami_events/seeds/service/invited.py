"""The guests of the demo's events by invitation, and how they answered, each at their time."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ...events.models import Event
from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.database import db, transaction
from ...foundation.outbox import withdraw
from ...questions.queries import asked_by
from ...registration import service as registration
from ...registration.models import Invitation, Registration
from ...registration.queries import categories_of
from ...registration.queries.invitations import counts

Step = tuple[str, Callable[[], Any]]


class Guests:
    """Those of one event; nobody is written to: the demo's addresses are nobody's."""

    def __init__(self, event: Event, people: Mapping[str, Any], names: Mapping[str, str]) -> None:
        event_id, self.people, self.names = event.id, people, names
        self.event_id, self.parts = event_id, tuple(part.id for part in event.parts)
        self.category = categories_of(event_id)[0].key
        self.dates = {row.key: row.version_id for row in asked_by("event", event_id)}.get("festival-dates")

    def guest(self, address: str) -> registration.Guest:
        """Whom an invitation names."""
        facts = self.people[address]
        return registration.Guest(facts["name"], address, facts["language"], self.names[facts["organisation"]])

    def steps(self, number: int, says: Mapping[str, Any]) -> list[Step]:
        """What one guest does, and when."""
        row = db.session.get_one(Invitation, number)
        match says["does"]:
            case "accept":
                return [(says["on"], lambda: registration.accept_invitation(number, 1, self.entry(says)))]
            case "decline":
                return [(says["on"], lambda: registration.decline(number, 1, word=says["word"]))]
            case "open":
                return [(says["on"], lambda: registration.note_opened(row.id))]
            case "substitute":
                return [(says["on"], lambda: self.pass_on(number, says["by"]))]
        return []

    def pass_on(self, number: int, says: Mapping[str, Any]) -> None:
        """To a colleague, who answers later."""
        other = registration.substitute(number, self.guest(says["person"]), version=1)
        for on, act in self.steps(other, says):
            self.at(on, act)

    def entry(self, says: Mapping[str, Any]) -> registration.Entry:
        """What somebody who accepts writes in the form."""
        facts = self.people[says["person"]]
        return registration.Entry(
            name=facts["name"],
            email=says["person"],
            language=facts["language"],
            category=self.category,
            pronouns=facts.get("pronouns") or "",
            organisation=self.names[facts["organisation"]],
            province=facts["province"],
            parts=self.parts,
            answers={self.dates: says["dates"]} if self.dates and "dates" in says else {},
        )

    def at(self, wall: str, act: Callable[[], Any]) -> Any:
        """Do it at that time in Toronto."""
        moment = dt.datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("America/Toronto"))
        with clock.stopped(moment):
            return act()

    def write_to_nobody(self) -> None:
        """Take the letters back that all this has caused."""
        for kind, table in (("invitation", Invitation), ("registration", Registration)):
            for number in db.session.scalars(select(table.id).where(table.event_id == self.event_id)).all():
                withdraw((kind, number))


def load_guests(slug: str, facts: Mapping[str, Any], people: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """Invite them and let them answer, wholly or not at all; nothing happens where somebody is invited already."""
    event = find_event_whole(slug)
    if event is None or counts(event.id).sent:
        return
    guests = Guests(event, people, names)
    answer_by = dt.datetime.fromisoformat(facts["answer_by"]).replace(tzinfo=ZoneInfo(event.zone))
    named = [guests.guest(says["person"]) for says in facts["guests"]]
    with transaction():
        ids = guests.at(facts["sent"], lambda: registration.invite(guests.event_id, named, answer_by=answer_by))
        steps = [step for number, says in zip(ids, facts["guests"], strict=True) for step in guests.steps(number, says)]
        if facts["reminded"]:
            steps.append((facts["reminded"], lambda: registration.remind_all(guests.event_id)))
        for on, act in sorted(steps, key=lambda step: step[0]):
            guests.at(on, act)
        guests.write_to_nobody()
