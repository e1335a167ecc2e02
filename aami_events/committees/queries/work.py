"""Reads of what committees keep, whom they reach out to and what they announce."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...foundation.database import db
from ...foundation.text import fold
from ..models import Announcement, Contact, Document


@dataclass(frozen=True)
class Wanted:
    """Which contacts one looks for; empty fields do not narrow."""

    q: str = ""
    region: str = ""
    state: str = ""
    owner: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is set."""
        return any(vars(self).values())


def contacts_of(committee_id: int) -> list[Contact]:
    """All, by region and name; one query."""
    query = select(Contact).where(Contact.committee_id == committee_id).options(joinedload(Contact.owner))
    return list(db.session.scalars(query.order_by(Contact.sort_key, Contact.id)))


def matching(rows: Sequence[Contact], wanted: Wanted) -> list[Contact]:
    """Those that a search leaves, whatever the accents."""
    words = fold(wanted.q).split()[:8]
    return [
        row
        for row in rows
        if (not wanted.region or (row.region or "none") == wanted.region)
        and (not wanted.state or row.state == wanted.state)
        and (not wanted.owner or str(row.owner_id) == wanted.owner)
        and all(word in fold(f"{row.organisation_name} {row.name} {row.outcome}") for word in words)
    ]


def find_contact(committee_id: int, contact_id: int) -> Contact | None:
    """A contact, if it is of this committee."""
    return db.session.scalar(select(Contact).where(Contact.committee_id == committee_id, Contact.id == contact_id))


def announcements_of(committee_id: int) -> list[Announcement]:
    """All, by day; one query."""
    query = select(Announcement).where(Announcement.committee_id == committee_id)
    query = query.options(joinedload(Announcement.owner))
    return list(db.session.scalars(query.order_by(Announcement.due_on, Announcement.id)))


def find_announcement(committee_id: int, announcement_id: int) -> Announcement | None:
    """An announcement, if it is of this committee."""
    query = select(Announcement).where(Announcement.committee_id == committee_id, Announcement.id == announcement_id)
    return db.session.scalar(query)


def documents_of(committee_id: int) -> list[Document]:
    """All, the newest first; one query."""
    query = select(Document).where(Document.committee_id == committee_id)
    query = query.options(joinedload(Document.file), joinedload(Document.member))
    return list(db.session.scalars(query.order_by(Document.id.desc())))


def find_document(committee_id: int, document_id: int) -> Document | None:
    """A document, if it is of this committee."""
    query = select(Document).where(Document.committee_id == committee_id, Document.id == document_id)
    return db.session.scalar(query.options(joinedload(Document.file)))


def due_contacts_of(member_ids: Collection[int]) -> list[Contact]:
    """Whom these members have to reach, or to come back to; one query."""
    waits = (Contact.state == "todo") | Contact.again_on.is_not(None)
    return list(db.session.scalars(select(Contact).where(Contact.owner_id.in_(member_ids), waits).order_by(Contact.id)))


def due_announcements_of(member_ids: Collection[int]) -> list[Announcement]:
    """What these members have to publish; one query."""
    query = select(Announcement).where(Announcement.owner_id.in_(member_ids), Announcement.state != "published")
    return list(db.session.scalars(query.order_by(Announcement.due_on, Announcement.id)))
