"""How a committee reads what was proposed: phases, criteria, reviews, conflicts of interest, remarks, tags, readers."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...committees.models import Member
from ...foundation.bilingual import Bilingual, BilingualText
from ...foundation.database import Instant, db


class Reading(db.Model):
    """How a committee reads; without a row, as the defaults say."""

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"), unique=True)
    #: without the names of who proposes
    blind: Mapped[bool] = mapped_column(default=False)
    #: means are for who presides until the decisions are announced
    sealed: Mapped[bool] = mapped_column(default=False)
    #: how many should read each proposal
    readers: Mapped[int] = mapped_column(default=3)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)


class Phase(db.Model):
    """A time in which a committee reads or discusses."""

    __tablename__ = "reading_phases"
    __table_args__ = (Index("ix_reading_phases_list", "committee_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    starts_at: Mapped[dt.datetime] = mapped_column(Instant)
    ends_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: reviews are written
    scoring: Mapped[bool] = mapped_column(default=True)
    #: remarks are written
    discussion: Mapped[bool] = mapped_column(default=True)
    #: when members see each other's reviews: never, after, always
    others: Mapped[str] = mapped_column(String(12))


class Criterion(db.Model):
    """What a proposal is looked at for."""

    __tablename__ = "reading_criteria"
    __table_args__ = (Index("ix_reading_criteria_list", "committee_id", "position", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    #: what the points mean
    guidance: Mapped[Bilingual] = mapped_column(BilingualText)
    #: what it counts beside the others
    weight: Mapped[int]


class Review(db.Model):
    """What a member thinks of a proposal."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("proposal_id", "member_id"),
        Index("ix_reviews_member", "member_id", "proposal_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"))
    #: draft, given, abstained
    state: Mapped[str] = mapped_column(String(12))
    #: weighted mean in hundredths of a point, once it is given
    score: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    #: that the text is written in
    language: Mapped[str] = mapped_column(String(5))
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)

    member: Mapped[Member] = relationship()
    scores: Mapped[list["Score"]] = relationship(cascade="all, delete-orphan")

    @property
    def points(self) -> dict[int, int]:
        """{criterion: points}"""
        return {one.criterion_id: one.points for one in self.scores}


class Score(db.Model):
    """What one criterion is given in a review."""

    __tablename__ = "review_scores"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("reading_criteria.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    points: Mapped[int]


class Conflict(db.Model):
    """That a member is in a conflict of interest with a proposal, or that somebody found that they are not."""

    __tablename__ = "review_conflicts"
    __table_args__ = (
        UniqueConstraint("proposal_id", "member_id"),
        Index("ix_review_conflicts_member", "member_id", "proposal_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"))
    #: declared, dismissed
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Remark(db.Model):
    """What a member says in the discussion of a proposal."""

    __tablename__ = "review_remarks"
    __table_args__ = (
        Index("ix_review_remarks_list", "proposal_id", "id"),
        Index("ix_review_remarks_member", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    at: Mapped[dt.datetime] = mapped_column(Instant)

    member: Mapped[Member] = relationship()


class Tag(db.Model):
    """A word that a committee has put on a proposal, to find it again."""

    __tablename__ = "review_tags"
    __table_args__ = (
        UniqueConstraint("committee_id", "proposal_id", "word"),
        Index("ix_review_tags_proposal", "proposal_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    word: Mapped[str] = mapped_column(String(40))


class Assignment(db.Model):
    """That somebody was asked to read a proposal."""

    __tablename__ = "review_assignments"
    __table_args__ = (Index("ix_review_assignments_member", "member_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"), primary_key=True)


class Wish(db.Model):
    """That somebody would gladly read a proposal, or rather not."""

    __tablename__ = "review_wishes"
    __table_args__ = (Index("ix_review_wishes_member", "member_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_members.id", ondelete="CASCADE"), primary_key=True)
    gladly: Mapped[bool]
