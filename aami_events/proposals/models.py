"""What is proposed for a programme, and who speaks: the tables that sessions lean on. The call comes with its pages."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db


class Format(Content, db.Model):
    """A type of session that may be proposed, with its length."""

    __tablename__ = "proposal_formats"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: name in forms and exports: talk, panel, screening…
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    #: usual, shortest and longest, in minutes
    minutes: Mapped[int]
    least: Mapped[int]
    most: Mapped[int]
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Track(Content, db.Model):
    """A theme that runs through the programme."""

    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    description: Mapped[Bilingual | None] = mapped_column(BilingualText)
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Speaker(db.Model):
    """Somebody who proposes or speaks at an event: one row a person, for all their proposals and sessions there."""

    __tablename__ = "speakers"
    __table_args__ = (UniqueConstraint("event_id", "email"), Index("ix_speakers_list", "event_id", "sort_key", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: full name, as they write it
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(String(200))
    #: lower case
    email: Mapped[str] = mapped_column(String(320))
    pronouns: Mapped[str] = mapped_column(String(60), default="")
    #: language of letters
    language: Mapped[str] = mapped_column(String(5))
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    biography: Mapped[Bilingual] = mapped_column(BilingualText)
    #: when they cannot: [["2020-09-18T09:00", "2020-09-18T12:00"]], wall times in the event's zone
    away: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)


class Proposal(db.Model):
    """One thing that is proposed for the programme."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_list", "event_id", "state", "id"),
        Index("ix_proposals_newest", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: short public name: good for showing, opens nothing
    code: Mapped[str] = mapped_column(String(12), unique=True)
    #: draft, submitted, withdrawn; what the committee decides stands in `decision`
    state: Mapped[str] = mapped_column(String(12))
    #: accepted, declined, standby; None: not decided
    decision: Mapped[str | None] = mapped_column(String(12))
    announced_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    format_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_formats.id"), index=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), index=True)
    #: in one language at least; in both before publication
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown
    abstract: Mapped[Bilingual] = mapped_column(BilingualText)
    minutes: Mapped[int | None]
    #: languages it is given in
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    warnings: Mapped[Bilingual] = mapped_column(BilingualText)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    @property
    def accepted(self) -> bool:
        """Whether it was accepted, and its speakers have been told."""
        return self.state == "submitted" and self.decision == "accepted" and self.announced_at is not None

    format: Mapped[Format | None] = relationship()
    track: Mapped[Track | None] = relationship()
    speakers: Mapped[list["ProposalSpeaker"]] = relationship(
        back_populates="proposal", order_by="ProposalSpeaker.position", cascade="all, delete-orphan"
    )


class ProposalSpeaker(db.Model):
    """Who stands behind a proposal; the first one wrote it, the others were invited."""

    __tablename__ = "proposal_speakers"
    __table_args__ = (UniqueConstraint("proposal_id", "speaker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    #: invited, accepted, declined
    state: Mapped[str] = mapped_column(String(12))

    proposal: Mapped[Proposal] = relationship(back_populates="speakers")
    speaker: Mapped[Speaker] = relationship()
