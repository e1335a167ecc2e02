"""What committees announce, in the worklist of texts; whom they reach out to, in the personal-data register."""

from collections.abc import Collection

from sqlalchemy import select

from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.i18n import LANGUAGE_NAMES, gettext, lazy_gettext
from ...foundation.points import (
    Fact,
    PersonalData,
    PersonalGroup,
    Record,
    TextPlace,
    bilingual_texts,
    personal_data,
)
from .. import rendering, service
from ..models import Announcement, Committee, Contact
from ..phrases import CONTACT_STATES

GROUPS = (
    PersonalGroup(
        "committees.outreach",
        lazy_gettext("Whom a committee is in touch with at an organisation: name, e-mail, and what came of it"),
        lazy_gettext("To tell organisations of our events, without asking twice"),
        frozenset({"outreach_contacts.name", "outreach_contacts.email", "outreach_contacts.outcome"}),
        service.forget_contacts,
    ),
)


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What the committees of an event announce; one query."""
    query = select(Announcement, Committee.event_id).join(Committee, Committee.id == Announcement.committee_id)
    found: dict[int, list[TextPlace]] = {}
    rows = db.session.execute(query.where(Committee.event_id.in_(event_ids)).order_by(Announcement.id)).tuples()
    for row, event_id in rows:
        place = gettext("Announcement: %(title)s", title=rendering.said(row.title))
        held = found.setdefault(event_id or 0, [])
        held.append(_text(row, place, "title", gettext("Title"), "line"))
        held.append(_text(row, place, "text", gettext("Text"), "text"))
    return found


def _text(row: Announcement, place: str, name: str, label: str, kind: str) -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)
        row.revision += 1  # whoever has its form open notices

    return TextPlace(f"announcement:{row.id}:{name}", place, label, getattr(row, name), write, kind, blocks=False)


@personal_data.hear
def register() -> PersonalData:
    """What is known of those whom committees reach out to."""
    return PersonalData("outreach", "outreach_contact", GROUPS, find, records, service.erase_contacts)


def find(email: str) -> dict[int, str]:
    """{id: name} of the contacts under an address; an organisation's own address leads to whom one talks to there."""
    query = select(Contact.id, Contact.name, Contact.organisation_name).where(Contact.email == email)
    return {number: name or organisation for number, name, organisation in db.session.execute(query).tuples()}


def records(ids: Collection[int]) -> list[Record]:
    """The contacts, for the person."""
    return [_record(row) for row in db.session.scalars(select(Contact).where(Contact.id.in_(ids)).order_by(Contact.id))]


def _record(row: Contact) -> Record:
    facts = (
        Fact("organisation", gettext("Organisation"), row.organisation_name, row.organisation_name),
        Fact("name", gettext("Name"), row.name, row.name),
        Fact("email", gettext("E-mail"), row.email, row.email),
        Fact("language", gettext("Language"), row.language, LANGUAGE_NAMES.get(row.language, "")),
        Fact("state", gettext("Where it stands"), row.state, str(CONTACT_STATES[row.state])),
        Fact("outcome", gettext("What came of it"), row.outcome, row.outcome),
    )
    return Record("outreach", gettext("In touch with a committee"), facts)
