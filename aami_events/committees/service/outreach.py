"""Outreach: whom a committee wants to reach, who was in touch with them, and what came of it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from ...foundation.bilingual import LANGUAGES
from ...foundation.database import db, transactional
from ...foundation.points import Due
from ...foundation.text import clean, sort_key
from ...people.models import Organisation
from ...people.queries import find_organisation_id
from .. import queries
from ..errors import CommitteeWrong, NotThere
from ..models import Committee, Contact
from ..queries import work
from ..rules import Reached, check_contact
from .common import check_base, lock, note
from .tasks import sits


@dataclass(frozen=True)
class ContactEntry:
    """A contact as somebody writes it."""

    organisation: str
    name: str = ""
    email: str = ""
    region: str | None = None
    language: str = "fr"
    state: str = "todo"
    way: str = ""
    contacted_on: dt.date | None = None
    again_on: dt.date | None = None
    outcome: str = ""
    owner_id: int | None = None


@transactional
def add_contact(committee_id: int, entry: ContactEntry) -> int:
    """One more to reach; its id. CommitteeWrong."""
    lock(committee_id)
    row = Contact(committee_id=committee_id)
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("outreach.added", "outreach_contact", row, committee_id)
    return row.id


@transactional
def change_contact(committee_id: int, contact_id: int, entry: ContactEntry, *, base: int) -> None:
    """Write a contact. NotThere, Overtaken, CommitteeWrong."""
    row = _found(committee_id, contact_id)
    check_base(row, base)
    before = row.state
    _write(row, entry)
    row.revision += 1
    note("outreach.changed", "outreach_contact", row, committee_id, {"state": [before, row.state]})


@transactional
def remove_contact(committee_id: int, contact_id: int) -> None:
    """Take it out of the list. NotThere."""
    row = _found(committee_id, contact_id)
    note("outreach.removed", "outreach_contact", row, committee_id)
    db.session.delete(row)


@transactional
def bring_members(committee_id: int, region: str | None) -> int:
    """The member organisations of a region (None: of all) that are not in the list yet; how many."""
    lock(committee_id)
    held = {row.organisation_id for row in work.contacts_of(committee_id)}
    query = select(Organisation).where(Organisation.member).order_by(Organisation.id)
    rows = db.session.scalars(query.where(Organisation.region == region) if region else query)
    new = [row for row in rows if row.id not in held]
    for row in new:
        name = row.name.get(row.language)
        db.session.add(
            Contact(
                committee_id=committee_id,
                organisation_name=name,
                organisation_id=row.id,
                sort_key=sort_key(name),
                email=row.email or "",
                region=row.region,
                language=row.language if row.language in LANGUAGES else "fr",
                state="todo",
            )
        )
    return len(new)


def _found(committee_id: int, contact_id: int) -> Contact:
    lock(committee_id)
    row = work.find_contact(committee_id, contact_id)
    if row is None:
        raise NotThere
    return row


def _write(row: Contact, entry: ContactEntry) -> None:
    organisation = clean(entry.organisation)
    facts = Reached(organisation, entry.state, entry.way, entry.contacted_on, entry.again_on)
    faults = check_contact(facts, queries.this_day())
    if entry.language not in LANGUAGES:
        faults.append(("language", "choice"))
    if entry.owner_id is not None and not sits(row.committee_id, entry.owner_id):
        faults.append(("owner", "owner"))
    if faults:
        raise CommitteeWrong(faults)
    row.organisation_name, row.sort_key = organisation, sort_key(organisation)
    row.organisation_id = find_organisation_id(organisation)
    row.name, row.email = clean(entry.name), clean(entry.email).lower()
    row.region, row.language, row.state = entry.region, entry.language, entry.state
    row.way = entry.way if entry.contacted_on else ""
    row.contacted_on, row.again_on, row.owner_id = entry.contacted_on, entry.again_on, entry.owner_id
    row.outcome = clean(entry.outcome, keep_lines=True)


@transactional
def erase_contacts(ids: Collection[int]) -> int:
    """Who it was goes; that their organisation was reached stays; how many."""
    for row in db.session.scalars(select(Contact).where(Contact.id.in_(ids))):
        row.name = row.email = row.outcome = ""
    return len(ids)


@transactional
def forget_contacts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Whom a committee that is long over was in touch with; {event, 0 for none: contacts}."""
    over = Committee.ends < due.moment(days).date()
    said = (Contact.name != "") | (Contact.email != "") | (Contact.outcome != "")
    query = select(Contact.id, Committee.event_id).join(Committee, Committee.id == Contact.committee_id)
    found: dict[int, int] = {}
    rows = db.session.execute(query.where(over, said)).tuples().all()
    for _number, event_id in rows:
        found[event_id or 0] = found.get(event_id or 0, 0) + 1
    if rows and not dry:
        erase_contacts([number for number, _event in rows])
    return found
