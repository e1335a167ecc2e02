"""Committees and who sits on them, made through the services."""

import datetime as dt
from typing import Any

from aami_events.committees import queries, service
from aami_events.committees.models import Member
from aami_events.foundation.bilingual import Written

MANDATE = Written("Lire **tout**.", "Read *everything*.")


def make_committee(event_id: int | None = None, name: str = "Programmation", **says: Any) -> int:
    """A committee at work; its id."""
    usual = {"mandate": MANDATE, "kind": "programming", "starts": dt.date(2020, 4, 1), "ends": dt.date(2020, 10, 31)}
    entry = service.CommitteeEntry(Written(f"{name} (fr)", f"{name} (en)"), event_id=event_id, **(usual | says))
    return service.begin(entry)


def invite(committee_id: int, name: str, role: str = "member", language: str = "fr", **seat: Any) -> int:
    """Somebody who has not answered; the member's id. The address is made of the first name."""
    email = f"{name.split()[0].lower()}@centre.example"
    seated = service.Seated(role=role, **seat)
    return service.invite(committee_id, service.Invited(name, email, language, seated))


def seat(committee_id: int, name: str, role: str = "member", **says: Any) -> int:
    """Somebody who sits there; the member's id."""
    number = invite(committee_id, name, role, **says)
    service.answer(number, accept=True)
    return number


def the_member(member_id: int) -> Member:
    """A member as it is now."""
    return next(row for row in queries.members_of(_committee_of(member_id)) if row.id == member_id)


def _committee_of(member_id: int) -> int:
    from aami_events.foundation.database import db

    return db.session.get_one(Member, member_id).committee_id
