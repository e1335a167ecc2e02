"""The committees of the plan: who was asked to sit on them, and what they have to do."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ...committees import service as committees
from ...committees.queries import list_committees
from ...events.queries import find_event
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from ...foundation.dates import in_zone
from ...foundation.outbox import withdraw
from ...people.queries import find_person_by_email
from ...plan.queries import find_milestone
from .data import data

Names = Mapping[str, str]


def seat_committees(names: Names) -> int:
    """Set them up, each at its time, wholly or not at all; how many. `names` are those of organisations by key."""
    if list_committees():
        return 0
    with transaction():
        for facts in data("committees"):
            with clock.stopped(_moment(facts["invited"])):
                _set_up(facts, names)
    return len(data("committees"))


def _moment(wall: str) -> dt.datetime:
    return in_zone(dt.datetime.fromisoformat(wall), "America/Toronto")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _set_up(facts: Mapping[str, Any], names: Names) -> None:
    event, milestone = find_event(facts["event"] or ""), find_milestone(facts["milestone"])
    entry = committees.CommitteeEntry(
        name=Written(facts["name"]["fr"], facts["name"]["en"]),
        mandate=Written(facts["mandate"]["fr"], facts["mandate"]["en"]),
        kind=facts["kind"],
        event_id=event.id if event else None,
        milestone_id=milestone.id if milestone else None,
        starts=_day(facts["starts"]),
        ends=_day(facts["ends"]),
    )
    number = committees.begin(entry, slug=facts["slug"])
    seats = {row["email"]: _seat(number, row, names) for row in facts["members"]}
    for row in facts["tasks"]:
        owner, due = seats.get(row["owner"]), _day(row["due"])
        task = committees.add_task(number, committees.TaskEntry(row["title"], row["language"], row["note"], owner, due))
        if row.get("done"):
            committees.set_done(number, task, done=True)


def _seat(committee_id: int, row: Mapping[str, Any], names: Names) -> int:
    """Asked and answered; nobody is written to: the demo's addresses are nobody's."""
    seat = committees.Seated(row["role"], names.get(row["organisation"], ""), row["region"], tuple(row["reads"]))
    number = committees.invite(committee_id, committees.Invited(row["name"], row["email"], row["language"], seat))
    if row["does"] != "wait":
        committees.answer(number, accept=row["does"] == "accept")
    withdraw(("committee_member", number))
    person = find_person_by_email(row["email"])
    if person:
        withdraw(("person", person.id))
    return number
