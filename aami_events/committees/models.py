"""Committees: their mandate, who sits on them, what they do and keep, whom they reach out to, what they announce."""

import datetime as dt

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event
from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db
from ..foundation.files import StoredFile
from ..people.models import Organisation


class Committee(Content, db.Model):
    """A committee with a mandate, for an event or for none."""

    __tablename__ = "committees"
    scope_kind = "committee"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    #: one of rules.KINDS
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown
    mandate: Mapped[Bilingual] = mapped_column(BilingualText)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"), index=True)
    #: first and last day of the mandate
    starts: Mapped[dt.date | None] = mapped_column(Date)
    ends: Mapped[dt.date | None] = mapped_column(Date)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    event: Mapped[Event | None] = relationship()

    @property
    def within(self) -> tuple[str, int] | None:
        """Organisers of its event may do here what they may there."""
        return ("event", self.event_id) if self.event_id else None


class Member(db.Model):
    """Somebody on a committee, or asked to join it."""

    __tablename__ = "committee_members"
    __table_args__ = (
        UniqueConstraint("committee_id", "email"),
        Index("ix_committee_members_person", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    #: account, once the invitation is accepted
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    #: language of letters
    language: Mapped[str] = mapped_column(String(5))
    #: chair, substitute, member, observer
    role: Mapped[str] = mapped_column(String(12))
    #: invited, accepted, declined, ended
    state: Mapped[str] = mapped_column(String(12))
    #: first and last day of the term
    starts: Mapped[dt.date | None] = mapped_column(Date)
    ends: Mapped[dt.date | None] = mapped_column(Date)
    #: key of a region
    region: Mapped[str | None] = mapped_column(String(30))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    #: languages in which they can review: ["fr", "en"]
    reads: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: raised when the link must end
    link_version: Mapped[int] = mapped_column(default=1)
    invited_at: Mapped[dt.datetime] = mapped_column(Instant)
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    committee: Mapped[Committee] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Task(db.Model):
    """Something that somebody does until a day."""

    __tablename__ = "committee_tasks"
    __table_args__ = (Index("ix_committee_tasks_list", "committee_id", "due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    #: in the words and the language of who wrote it
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    note: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("committee_members.id", ondelete="SET NULL"), index=True)
    due_on: Mapped[dt.date | None] = mapped_column(Date)
    done_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    owner: Mapped[Member | None] = relationship()


class Document(db.Model):
    """A file that a committee works with."""

    __tablename__ = "committee_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    #: that it is written in
    language: Mapped[str] = mapped_column(String(5))
    #: who brought it; None: an organiser, or somebody whose seat is gone
    member_id: Mapped[int | None] = mapped_column(ForeignKey("committee_members.id", ondelete="SET NULL"), index=True)
    added_at: Mapped[dt.datetime] = mapped_column(Instant)

    file: Mapped[StoredFile] = relationship()
    member: Mapped[Member | None] = relationship()


class Contact(db.Model):
    """An organisation that a committee reaches out to: whom one talks to there, and what came of it."""

    __tablename__ = "outreach_contacts"
    __table_args__ = (Index("ix_outreach_contacts_list", "committee_id", "region", "sort_key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    organisation_name: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    sort_key: Mapped[str] = mapped_column(String(200))
    #: whom one talks to there
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    #: key of a region
    region: Mapped[str | None] = mapped_column(String(30))
    #: in which one talks to them
    language: Mapped[str] = mapped_column(String(5))
    #: one of rules.CONTACT_STATES
    state: Mapped[str] = mapped_column(String(12))
    #: how they were reached last, one of rules.WAYS, and when
    way: Mapped[str] = mapped_column(String(12), default="")
    contacted_on: Mapped[dt.date | None] = mapped_column(Date)
    #: when to come back to them
    again_on: Mapped[dt.date | None] = mapped_column(Date)
    #: what came of it, in the words of who was in touch
    outcome: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("committee_members.id", ondelete="SET NULL"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Member | None] = relationship()


class Announcement(db.Model):
    """Something that is said in public on a day, in both languages."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_list", "committee_id", "due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    due_on: Mapped[dt.date] = mapped_column(Date)
    #: one of rules.CHANNELS
    channel: Mapped[str] = mapped_column(String(20))
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    #: planned, ready, published
    state: Mapped[str] = mapped_column(String(12))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("committee_members.id", ondelete="SET NULL"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Member | None] = relationship()
