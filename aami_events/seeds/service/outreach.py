"""Whom the demo's outreach committee reaches, and what its communications committee announces."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ...committees import service as committees
from ...committees.models import Contact
from ...committees.queries import find_committee, members_of
from ...committees.queries.work import announcements_of, contacts_of
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from .data import data

Facts = Mapping[str, Any]


def reach_out(names: Mapping[str, str]) -> None:
    """Bring in member organisations, note what came of it, plan what is said; once. `names` are of organisations."""
    for slug, facts in data("outreach").items():
        committee = find_committee(slug)
        if committee is None or contacts_of(committee.id) or announcements_of(committee.id):
            continue
        seats = {member.email: member.id for member in members_of(committee.id)}
        with transaction(), clock.stopped(clock.DEMO_START):
            for region in facts.get("regions", ()):
                committees.bring_members(committee.id, region)
            held = {row.organisation_name: row for row in contacts_of(committee.id)}
            for row in facts.get("notes", ()):
                contact = held[names[row["organisation"]]]
                committees.change_contact(committee.id, contact.id, _contact(contact, row, seats), base=1)
            for row in facts.get("announcements", ()):
                committees.add_announcement(committee.id, _announcement(row, seats))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _contact(contact: Contact, row: Facts, seats: Mapping[str, int]) -> committees.ContactEntry:
    return committees.ContactEntry(
        organisation=contact.organisation_name,
        name=row["name"],
        email=contact.email,
        region=contact.region,
        language=contact.language,
        state=row["state"],
        way=row["way"],
        contacted_on=_day(row["on"]),
        again_on=_day(row["again"]),
        outcome=row["outcome"],
        owner_id=seats[row["owner"]],
    )


def _announcement(row: Facts, seats: Mapping[str, int]) -> committees.AnnouncementEntry:
    return committees.AnnouncementEntry(
        title=Written(**row["title"]),
        text=Written(**row["text"]),
        due_on=_day(row["on"]),
        channel=row["channel"],
        state=row["state"],
        owner_id=seats[row["owner"]],
    )
