"""Accounts, what they may do, and the member organisations."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db


class Person(db.Model):
    """Someone with an account."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: full name, as they write it
    name: Mapped[str] = mapped_column(String(200))
    #: address they sign in with, lower case
    email: Mapped[str] = mapped_column(String(320), unique=True)
    #: argon2 hash; without one, only one-time links let them in
    password_hash: Mapped[str | None] = mapped_column(String(200))
    #: language they prefer
    language: Mapped[str] = mapped_column(String(5), default="fr")
    #: raised by sign-out and password change: older sessions end
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    grants: Mapped[list["Grant"]] = relationship(back_populates="person", cascade="all, delete-orphan")


class Grant(db.Model):
    """A role that a person holds, in the whole house or for one thing."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("person_id", "role", "scope", "scope_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    #: one of rules.ROLES
    role: Mapped[str] = mapped_column(String(30))
    #: "house" or "event"
    scope: Mapped[str] = mapped_column(String(20), default="house")
    #: id of the event; 0 for the house
    scope_id: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(back_populates="grants")


class SignInLink(db.Model):
    """A one-time link; the address holds its secret, the row only a hash of it."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: until when it is good
    expires_at: Mapped[dt.datetime] = mapped_column(Instant)
    used_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Region(Content, db.Model):
    """A region of the association; which provinces belong to it is data."""

    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: as in exports: pacific, prairies, …
    key: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    position: Mapped[int] = mapped_column(default=0)
    #: codes of its provinces and territories
    provinces: Mapped[list[str]] = mapped_column(JSON, default=list)


class Organisation(Content, db.Model):
    """A member organisation."""

    __tablename__ = "organisations"
    __table_args__ = (Index("ix_organisations_search", "search"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    #: in one or both languages, as the organisation writes it
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    #: folded names, for search and recognition
    search: Mapped[str] = mapped_column(String(400))
    province: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(5), default="fr")
    #: public contact address, often shared
    email: Mapped[str | None] = mapped_column(String(320))
    #: artist-run-centre, festival, distributor, cooperative, network, presenting-organisation
    kind: Mapped[str | None] = mapped_column(String(40))
    #: a member in good standing
    member: Mapped[bool] = mapped_column(default=True)
