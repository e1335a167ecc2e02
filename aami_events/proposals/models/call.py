"""The call of an event, what is proposed for its programme, and who speaks: the tables that sessions lean on."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...events.models import Event
from ...foundation.bilingual import Bilingual, BilingualText
from ...foundation.content import Content
from ...foundation.database import Instant, db
from ...questions.models import QuestionVersion
from ..rules import settled


class Call(Content, db.Model):
    """A call for proposals."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    #: Markdown
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    opens_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    closes_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()


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
    #: it lists works, as a screening does
    works: Mapped[bool] = mapped_column(default=False)
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
    #: languages understood: fr, en, asl, lsq, other
    understands: Mapped[list[str]] = mapped_column(JSON, default=list)
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    #: key of a region
    region: Mapped[str | None] = mapped_column(String(30))
    biography: Mapped[Bilingual] = mapped_column(BilingualText)
    #: when they cannot: [["2020-09-18T09:00", "2020-09-18T12:00"]], wall times in the event's zone
    away: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    #: whether they may be recorded; None: not answered
    recording: Mapped[bool | None]
    #: sensitive
    access_needs: Mapped[str] = mapped_column(Text, default="")
    #: until when they may propose although the call is closed
    late_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: one of rules.GENDERS, in their own word for it; others see only how many
    gender: Mapped[str | None] = mapped_column(String(20))
    #: raised when the link to their own page must end
    link_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)


class GenderTally(db.Model):
    """How many people of each gender were accepted, when last at least a batch of them had moved."""

    __tablename__ = "gender_tallies"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    #: [[accepted, others] of each of rules.GENDERS, and of those who have not said]
    counts: Mapped[list[list[int]]] = mapped_column(JSON)
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Proposal(db.Model):
    """One thing that is proposed for the programme."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_list", "event_id", "state", "id"),
        Index("ix_proposals_newest", "event_id", "id"),
        Index("uq_proposals_form_key", "form_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: short public name: good for showing, opens nothing
    code: Mapped[str] = mapped_column(String(12), unique=True)
    #: draft, submitted, withdrawn; what the committee decides stands in `decision`
    state: Mapped[str] = mapped_column(String(12))
    #: accepted, declined, standby; None: not decided
    decision: Mapped[str | None] = mapped_column(String(12))
    #: decided and not announced is known to those who decide only
    decided_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    announced_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: by its author, once it was accepted
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
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
    technical: Mapped[str] = mapped_column(Text, default="")
    #: a video in a sign language that stands for text
    sign_video: Mapped[str] = mapped_column(String(300), default="")
    fee_asked_cents: Mapped[int | None]
    #: its author sees it once they are told that it is accepted
    fee_agreed_cents: Mapped[int | None]
    #: the form's own key: the same form sent twice makes one proposal
    form_key: Mapped[str | None] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    @property
    def known(self) -> str:
        """What its speakers know of it: its state, or the decision once it is announced."""
        return self.decision if self.state == "submitted" and self.decision and self.announced_at else self.state

    @property
    def accepted(self) -> bool:
        """Whether it was accepted, and its speakers have been told."""
        return self.state == "submitted" and self.decision == "accepted" and self.announced_at is not None

    @property
    def settled(self) -> bool:
        """Whether its answer is known, and is not standby: nothing is left to read or to decide."""
        return settled(self.decision, announced=self.announced_at is not None)

    format: Mapped[Format | None] = relationship()
    track: Mapped[Track | None] = relationship()
    speakers: Mapped[list["ProposalSpeaker"]] = relationship(
        back_populates="proposal", order_by="ProposalSpeaker.position", cascade="all, delete-orphan"
    )
    works: Mapped[list["Work"]] = relationship(order_by="Work.position", cascade="all, delete-orphan")
    answers: Mapped[list["ProposalAnswer"]] = relationship(order_by="ProposalAnswer.id", cascade="all, delete-orphan")


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


class Work(db.Model):
    """A work inside a screening."""

    __tablename__ = "proposal_works"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    artist: Mapped[str] = mapped_column(String(200), default="")
    year: Mapped[int | None]
    minutes: Mapped[int | None]
    #: 16 mm, DCP, file…
    medium: Mapped[str] = mapped_column(String(60), default="")
    #: in words: French, English, captions for the Deaf
    subtitles: Mapped[str] = mapped_column(String(60), default="")


class ProposalAnswer(db.Model):
    """An answer to the version of a question of the call that was asked."""

    __tablename__ = "proposal_answers"
    __table_args__ = (UniqueConstraint("proposal_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id"))
    value: Mapped[Any] = mapped_column(JSON)

    version: Mapped[QuestionVersion] = relationship(lazy="joined")
