"""Events, their parts, venues, and the places that are limited."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db
from ..foundation.dates import FuzzyDate, FuzzyDateType, in_zone
from ..plan.models import Milestone
from .rules import EventFacts
from .rules.texts import Contact


class Place(db.Model):
    """One limited thing: how many places it has, and how many are held. The database itself refuses one too many."""

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="not_negative"),
        CheckConstraint("capacity IS NULL OR taken <= capacity", name="not_oversold"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: None: as many as come
    capacity: Mapped[int | None]
    #: held now, by confirmed people and open offers
    taken: Mapped[int] = mapped_column(default=0)


class Venue(Content, db.Model):
    """Where people meet."""

    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(100))
    province: Mapped[str | None] = mapped_column(String(2))
    #: how to come in, and what is there
    access: Mapped[Bilingual | None] = mapped_column(BilingualText)


class Event(Content, db.Model):
    """A conference, a caucus, a series of workshops, a meeting."""

    __tablename__ = "events"
    scope_kind = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    #: one of rules.KINDS, MODES, STATES, VISIBILITIES
    kind: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    visibility: Mapped[str] = mapped_column(String(12), default="public")
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    summary: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown
    description: Mapped[Bilingual] = mapped_column(BilingualText)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))
    #: IANA zone in which its times are meant
    zone: Mapped[str] = mapped_column(String(40), default="America/Toronto")
    #: fuzzy date; exact times stand beside it once they are known
    when: Mapped[FuzzyDate] = mapped_column(FuzzyDateType)
    #: wall times in `zone`
    starts: Mapped[dt.datetime | None] = mapped_column(DateTime)
    ends: Mapped[dt.datetime | None] = mapped_column(DateTime)
    #: the plan does not give these dates
    demo_dates: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    closes_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    change_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    places_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"), index=True)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    places: Mapped[Place] = relationship()
    venue: Mapped[Venue | None] = relationship()
    milestone: Mapped[Milestone | None] = relationship()
    #: what people choose, by time, those without one last; within a time as people ordered them
    parts: Mapped[list["Part"]] = relationship(
        primaryjoin="and_(Part.event_id == Event.id, Part.programme.is_(False))",
        back_populates="event",
        order_by="Part.starts.is_(None), Part.starts, Part.position, Part.id",
    )

    @property
    def in_time(self) -> list["Part"]:
        """Its parts by the moment they begin, whatever their zones; those without one last."""
        late = dt.datetime.max.replace(tzinfo=dt.UTC)
        return sorted(self.parts, key=lambda part: (part.starts_at or late, part.position))

    @property
    def span(self) -> FuzzyDate:
        """Its days: exact once the times are known, as fuzzy as they were announced until then."""
        if self.starts is None:
            return self.when
        return FuzzyDate(self.starts.date(), (self.ends or self.starts).date(), "day")

    @property
    def seen_with(self) -> str | None:
        """The permission that one needs to see it; None: anyone may. A draft is nobody's business."""
        return "events.edit" if self.state == "draft" else None

    @property
    def facts(self) -> EventFacts:
        """What the rules need."""
        first = self.starts.date() if self.starts else self.when.first
        last = self.ends.date() if self.ends else self.when.last or first
        return EventFacts(self.state, self.visibility, self.opens_at, self.closes_at, first, last, self.change_until)


class Part(Content, db.Model):
    """The only occurrence there is: the AGM of a conference, a workshop of a series, a slot of the programme."""

    __tablename__ = "parts"
    __table_args__ = (Index("ix_parts_event", "event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: address of its own, if it has one
    slug: Mapped[str | None] = mapped_column(String(60), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    #: one of rules.editing.PART_KINDS
    kind: Mapped[str] = mapped_column(String(20), default="session")
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    summary: Mapped[Bilingual | None] = mapped_column(BilingualText)
    #: wall times in `zone`
    starts: Mapped[dt.datetime | None] = mapped_column(DateTime)
    ends: Mapped[dt.datetime | None] = mapped_column(DateTime)
    zone: Mapped[str] = mapped_column(String(40))
    room: Mapped[Bilingual | None] = mapped_column(BilingualText)
    mode: Mapped[str] = mapped_column(String(12))
    #: languages spoken: ["fr", "en"]
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: offered: fr-en, asl, lsq, captions
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: can be chosen alone, without fee
    alone: Mapped[bool] = mapped_column(default=False)
    #: made by a release of the programme: shown there, and nothing that one registers for
    programme: Mapped[bool] = mapped_column(default=False)
    places_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"), index=True)

    event: Mapped[Event] = relationship(back_populates="parts")
    places: Mapped[Place] = relationship()
    milestone: Mapped[Milestone | None] = relationship()

    @property
    def starts_at(self) -> dt.datetime | None:
        """The moment it begins, aware."""
        return in_zone(self.starts, self.zone) if self.starts else None

    @property
    def ends_at(self) -> dt.datetime | None:
        """The moment it ends, aware."""
        return in_zone(self.ends, self.zone) if self.ends else None


class EventText(Content, db.Model):
    """A text that an event must have, or may have; what it says stands in its versions."""

    __tablename__ = "event_texts"
    __table_args__ = (UniqueConstraint("event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: one of rules.texts.TEXT_KINDS
    kind: Mapped[str] = mapped_column(String(30))
    #: number of the version in force
    version: Mapped[int]


class EventTextVersion(Content, db.Model):
    """What a text says, for good: who changes it writes another version."""

    __tablename__ = "event_text_versions"
    __table_args__ = (UniqueConstraint("text_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("event_texts.id", ondelete="CASCADE"))
    #: 1, 2, 3…
    number: Mapped[int]
    #: Markdown
    text: Mapped[Bilingual] = mapped_column(BilingualText)
    #: whom to turn to, of a protocol of care: [{"name", "email", "sms"}]
    contacts: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    #: account that wrote it; None: a loader
    author_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Instant)
    #: what changed, in the author's words
    note: Mapped[str] = mapped_column(String(300), default="")

    @property
    def people(self) -> list[Contact]:
        """Whom to turn to."""
        return [Contact(**row) for row in self.contacts]


class EventNotice(db.Model):
    """What people know of an event: kept before it first changes, and each time that they are told."""

    __tablename__ = "event_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    #: queries.telling.facts_of
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: rules.telling.Change, as plain values; none when nobody had to be told
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: what was said besides
    message: Mapped[Bilingual | None] = mapped_column(BilingualText)
    #: letters that were written
    people: Mapped[int] = mapped_column(default=0)
    at: Mapped[dt.datetime] = mapped_column(Instant)
