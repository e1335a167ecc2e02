"""Registrations, what they chose, and what they said."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...events.models import Event, EventTextVersion, Part
from ...foundation.database import Instant, db
from ...people.models import Organisation
from ...questions.models import QuestionVersion
from .categories import Category

_LIVE = text("state <> 'cancelled'")
_SUPPORTS = text("supports_id IS NOT NULL")


class Group(db.Model):
    """People of one organisation who were registered together by a contact."""

    __tablename__ = "registration_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    #: who filled in the form, and where the summary goes
    contact_name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(320))
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5))
    link_version: Mapped[int] = mapped_column(default=1)
    #: the form's own key: the same form sent twice registers once
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    guests: Mapped[list["Registration"]] = relationship(back_populates="group", order_by="Registration.id")


class Registration(db.Model):
    """One person at one event."""

    __tablename__ = "registrations"
    __table_args__ = (
        # the list, whole and by each filter that can be rare, always in the order it is shown
        Index("ix_registrations_list", "event_id", "sort_key", "id"),
        Index("ix_registrations_list_state", "event_id", "state", "sort_key", "id"),
        Index("ix_registrations_list_category", "event_id", "category_id", "sort_key", "id"),
        Index("ix_registrations_list_region", "event_id", "region", "sort_key", "id"),
        Index("ix_registrations_list_member", "event_id", "organisation_id", "sort_key", "id"),
        Index("ix_registrations_newest", "event_id", "id"),
        Index("ix_registrations_queue", "event_id", "state", "waiting_since", "id"),
        Index("ix_registrations_person", "event_id", "email"),
        UniqueConstraint("event_id", "source_ref"),
        # the few support persons, who are outside every count
        Index("ix_registrations_supporting", "event_id", "state", sqlite_where=_SUPPORTS, postgresql_where=_SUPPORTS),
        # one support person at a time for each registration; those who came before stay as they ended
        Index("uq_registrations_supports_id", "supports_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), index=True)
    #: in the QR code and on the badge: good for nothing but the desk
    code: Mapped[str] = mapped_column(String(12), unique=True)
    #: one of rules.STATES
    state: Mapped[str] = mapped_column(String(12))
    #: raised by a transfer: older links end
    link_version: Mapped[int] = mapped_column(default=1)
    #: the form's own key: the same form sent twice registers once
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)

    #: full name, as the person writes it; empty for a support person who is still to be named
    name: Mapped[str] = mapped_column(String(200))
    badge_name: Mapped[str] = mapped_column(String(200), default="")
    pronouns: Mapped[str] = mapped_column(String(60), default="")
    #: of rules.SPOKEN: languages in which they are glad to be spoken to
    spoken: Mapped[list[str]] = mapped_column(JSON, default=list)
    email: Mapped[str] = mapped_column(String(320))
    #: number for text messages, and one of rules.WAYS: what the person prefers for all that is not a letter
    sms: Mapped[str] = mapped_column(String(40), default="")
    reach_by: Mapped[str] = mapped_column(String(10), default="email")
    #: as written; recognised member organisations are linked too
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    province: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(5))
    #: in_person or online
    mode: Mapped[str] = mapped_column(String(12))
    first_time: Mapped[bool | None]
    #: folded name, for sorting
    sort_key: Mapped[str] = mapped_column(String(200))

    #: whom they were registered with, if a contact did it
    group_id: Mapped[int | None] = mapped_column(ForeignKey("registration_groups.id"), index=True)
    #: for a support person: whose; they take no place, and state and parts are those of the one they support
    supports_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    #: for a guest or a support person: when they said what only they can say
    own_part_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    amount_due_cents: Mapped[int] = mapped_column(default=0)
    #: of a paid registration by its person: the language its terms were shown in first, and the one chosen to conclude
    contract_shown: Mapped[str | None] = mapped_column(String(5))
    contract_language: Mapped[str | None] = mapped_column(String(5))
    #: when that was chosen
    contract_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: the refund terms that were shown
    contract_terms_id: Mapped[int | None] = mapped_column(ForeignKey("event_text_versions.id"))
    #: online, organiser, import, command
    source: Mapped[str] = mapped_column(String(12), default="online")
    #: name in the system it was imported from
    source_ref: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: since when in the queue
    waiting_since: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: until when a freed place is held
    offer_expires_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    parts: Mapped[list["RegistrationPart"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", passive_deletes=True
    )
    group: Mapped[Group | None] = relationship(back_populates="guests")
    supported: Mapped["Registration | None"] = relationship(remote_side=[id])

    @property
    def unfinished(self) -> bool:
        """Whether somebody registered them and they have not yet said what only they can say."""
        by_another = self.group_id is not None or self.supports_id is not None
        return by_another and self.own_part_at is None

    @property
    def has_own_address(self) -> bool:
        """Whether letters reach the person and not whoever registered them."""
        if self.supports_id is not None:
            return bool(self.email)
        return self.group is None or self.email != self.group.contact_email


class SearchWord(db.Model):
    """A folded word that someone is found by: of their names, organisation, address and code.

    Looked up by its beginning through an ordinary index, on either database.
    """

    __tablename__ = "registration_words"
    __table_args__ = (Index("ix_registration_words_lookup", "event_id", "word", "registration_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    #: compared byte by byte on both databases, or a range would not be a beginning
    word: Mapped[str] = mapped_column(
        String(60).with_variant(String(60, collation="C"), "postgresql"), primary_key=True
    )
    event_id: Mapped[int]


class RegistrationPart(db.Model):
    """A part that a registration chose, and whether it holds a place there."""

    __tablename__ = "registration_parts"
    __table_args__ = (
        UniqueConstraint("registration_id", "part_id"),
        # one voting delegate of each organisation at each general meeting; nobody's seat is NULL
        UniqueConstraint("part_id", "votes_for"),
        Index("ix_registration_parts_queue", "part_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"))
    #: confirmed: holds a place; waiting: does not
    state: Mapped[str] = mapped_column(String(12))
    #: the member organisation whose voting delegate this person is, at a general meeting
    votes_for: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))

    registration: Mapped[Registration] = relationship(back_populates="parts")
    part: Mapped[Part] = relationship()


class Answer(db.Model):
    """An answer to the version of a question that was asked."""

    __tablename__ = "registration_answers"
    __table_args__ = (UniqueConstraint("registration_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id"))
    value: Mapped[Any] = mapped_column(JSON)

    version: Mapped[QuestionVersion] = relationship()


class Consent(db.Model):
    """A yes, for one purpose, and when it was given or taken back; no row means no."""

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("registration_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    #: one of rules.PURPOSES
    purpose: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    #: language in which it was asked
    language: Mapped[str] = mapped_column(String(5))
    #: the text that stood beside the box; None: written before texts had versions, or not shown
    text_version_id: Mapped[int | None] = mapped_column(ForeignKey("event_text_versions.id"))
    at: Mapped[dt.datetime] = mapped_column(Instant)

    text_version: Mapped[EventTextVersion | None] = relationship()
