"""What the committee reads, scores and says, and who must not."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...committees.models import Member
from ...foundation.bilingual import Bilingual, BilingualText
from ...foundation.content import Content
from ...foundation.database import Instant, db


class Phase(Content, db.Model):
    """A stretch of time in which the committee reads, or talks."""

    __tablename__ = "review_phases"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    starts_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    ends_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: whether reviews may be written, and whether the committee talks
    scoring: Mapped[bool] = mapped_column(default=True)
    discussion: Mapped[bool] = mapped_column(default=False)
    #: when one sees what others think: never, after one's own review, always
    others: Mapped[str] = mapped_column(String(12), default="after")


class Criterion(Content, db.Model):
    """What a proposal is scored on."""

    __tablename__ = "review_criteria"
    __table_args__ = (UniqueConstraint("call_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    guidance: Mapped[Bilingual] = mapped_column(BilingualText)
    #: against those of the others
    weight: Mapped[int] = mapped_column(default=1)
    #: scores go from 1 to this
    highest: Mapped[int] = mapped_column(default=5)
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Assignment(db.Model):
    """A proposal that a member was given to read."""

    __tablename__ = "review_assignments"
    __table_args__ = (UniqueConstraint("proposal_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"), index=True)
    #: by hand; otherwise computed and applied
    by_hand: Mapped[bool] = mapped_column(default=True)
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Review(db.Model):
    """What one member thinks of one proposal."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("proposal_id", "member_id"), Index("ix_reviews_member", "member_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"))
    #: draft, given, abstained
    state: Mapped[str] = mapped_column(String(12))
    #: weighted mean of its scores in hundredths of the way from 1 to the highest; None: none given
    score: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    #: of the text
    language: Mapped[str] = mapped_column(String(5))
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)

    member: Mapped[Member] = relationship()
    scores: Mapped[list["Score"]] = relationship(cascade="all, delete-orphan")


class Score(db.Model):
    """One criterion of one review."""

    __tablename__ = "review_scores"
    __table_args__ = (UniqueConstraint("review_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("review_criteria.id"), index=True)
    value: Mapped[int]


class Conflict(db.Model):
    """A member who must not judge a proposal, or perhaps must not."""

    __tablename__ = "review_conflicts"
    __table_args__ = (UniqueConstraint("proposal_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"), index=True)
    #: declared, organisation, speaker, domain
    source: Mapped[str] = mapped_column(String(20))
    #: suggested and standing hide; dismissed does not
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Remark(db.Model):
    """What a member says to the committee about a proposal."""

    __tablename__ = "proposal_remarks"
    __table_args__ = (Index("ix_proposal_remarks_list", "proposal_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    at: Mapped[dt.datetime] = mapped_column(Instant)

    member: Mapped[Member] = relationship()


class Tag(db.Model):
    """A word that the committee sorts proposals by."""

    __tablename__ = "proposal_tags"
    __table_args__ = (UniqueConstraint("proposal_id", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    word: Mapped[str] = mapped_column(String(60))
