"""Surveys: what is asked stands in `questions`; who is asked, and what was answered, stand here, and never together.

`survey_invitations` knows who was asked and whether they have answered. `survey_answers`, `survey_comments` and
`survey_equity` hold answers of an anonymous survey: no key, time, address or order leads from one to the other, nor
from an answer to its comments. See docs/anonymity.md.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event, Part
from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db
from ..questions.models import QuestionVersion
from ..registration.models import Registration

#: the zone of a survey that belongs to no event
ZONE = "America/Toronto"


class Survey(Content, db.Model):
    """A questionnaire with its audience and its days, for an event, a part of one, or neither."""

    __tablename__ = "surveys"
    scope_kind = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("parts.id"), index=True)
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown, before the first question and after the last
    welcome: Mapped[Bilingual] = mapped_column(BilingualText)
    thanks: Mapped[Bilingual] = mapped_column(BilingualText)
    #: of rules.AUDIENCES
    audience: Mapped[str] = mapped_column(String(12))
    #: answers stand beside who gave them
    named: Mapped[bool] = mapped_column(default=False)
    #: of rules.STATES
    state: Mapped[str] = mapped_column(String(12), default="draft")
    #: wall time in its zone; or days after the last day of its event
    opens_at: Mapped[dt.datetime | None] = mapped_column(DateTime)
    opens_after: Mapped[int | None]
    closes_at: Mapped[dt.datetime | None] = mapped_column(DateTime)
    closes_after: Mapped[int | None]
    #: asks who identifies with what, apart from everything else
    equity: Mapped[bool] = mapped_column(default=False)
    #: keys of questions by whose answers the others may be broken down: the whole family there is
    breakdowns: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: fewer people are no group
    least: Mapped[int] = mapped_column(default=5)
    #: of rules.RESULTS: when results are shown
    results: Mapped[str] = mapped_column(String(12), default="closed")
    #: writes to who is meant as soon as it is open, and to who comes later
    invites: Mapped[bool] = mapped_column(default=False)
    #: days before its closing on which who has not answered is reminded
    reminds: Mapped[list[int]] = mapped_column(JSON, default=list)
    reminded_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: how many answers are expected; of past results, how many people could have answered
    expected: Mapped[int | None]
    #: key of an open link, for who may answer without an invitation
    open_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event | None] = relationship()
    part: Mapped[Part | None] = relationship()

    @property
    def within(self) -> tuple[str, int] | None:
        """Organisers of its event may do here what they may there."""
        return ("event", self.event_id) if self.event_id else None

    @property
    def zone(self) -> str:
        """IANA zone in which its times are meant."""
        return self.event.zone if self.event else ZONE


class Invitee(db.Model):
    """Somebody who is asked: that, and whether they have answered, and nothing of what."""

    __tablename__ = "survey_invitations"
    __table_args__ = (
        UniqueConstraint("survey_id", "registration_id"),
        Index("ix_survey_invitations_survey", "survey_id", "answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(5))
    #: letters that were written to them
    letters: Mapped[int] = mapped_column(default=0)
    #: they want no further letter
    declined: Mapped[bool] = mapped_column(default=False)
    answered: Mapped[bool] = mapped_column(default=False)

    survey: Mapped[Survey] = relationship()
    registration: Mapped[Registration | None] = relationship()


class Link(db.Model):
    """A personal link of an invitation; what stands in it is kept nowhere."""

    __tablename__ = "survey_links"

    #: fingerprint of what stands in it
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("survey_invitations.id", ondelete="CASCADE"), index=True)

    invitation: Mapped[Invitee] = relationship()


class Partial(db.Model):
    """An answer that is not finished, sealed with what stands in its link; found by another fingerprint of that."""

    __tablename__ = "survey_partials"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class Pool(db.Model):
    """Answers that wait until there are enough to be mixed: one row, in a new random order with each that comes."""

    __tablename__ = "survey_pools"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    #: [{"language", "answers", "comments", "equity", "quote"}]
    waiting: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class AnswerSet(db.Model):
    """What somebody answered, without a word of their own and without a sign of who they are."""

    __tablename__ = "survey_answers"

    #: random
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(5))
    #: {version of a question: answer}
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class Comment(db.Model):
    """What somebody wrote, by itself: nothing leads to the rest of what they answered."""

    __tablename__ = "survey_comments"

    #: random
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id"), index=True)
    #: empty for the answer itself; "other" or "comment" for what was written beside it
    beside: Mapped[str] = mapped_column(String(12), default="")
    language: Mapped[str] = mapped_column(String(5))
    text: Mapped[str] = mapped_column(Text)
    #: they agree to be quoted, without a name
    quotable: Mapped[bool] = mapped_column(default=False)
    #: of a named survey: whose
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("survey_invitations.id", ondelete="CASCADE"), index=True
    )
    #: what an organiser makes of it: themes, and what it says in the other language
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)
    translation: Mapped[str] = mapped_column(Text, default="")
    #: not shown in reports: it hurts somebody, or says who wrote it
    withheld: Mapped[bool] = mapped_column(default=False)

    version: Mapped[QuestionVersion] = relationship()


class EquityCount(db.Model):
    """How many said the same of themselves in one dimension; who, and what else they answered, stands nowhere."""

    __tablename__ = "survey_equity"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    #: of rules.equity.DIMENSIONS, and one of its choices
    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class NamedAnswer(db.Model):
    """What somebody answered to a survey that is not anonymous."""

    __tablename__ = "survey_named_answers"

    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("survey_invitations.id", ondelete="CASCADE"), primary_key=True
    )
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(5))
    #: {version of a question: answer}, what was written too
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    answered_at: Mapped[dt.datetime] = mapped_column(Instant)

    invitation: Mapped[Invitee] = relationship()


class Tally(db.Model):
    """Results as they are shown: they move when several answers have come, never with one."""

    __tablename__ = "survey_tallies"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    #: answers that they are of
    count: Mapped[int] = mapped_column(default=0)
    #: the survey is closed, and nothing is to come: breakdowns are made
    final: Mapped[bool] = mapped_column(default=False)
    #: of rules.tally.Tally, as plain values
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
