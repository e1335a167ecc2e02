"""What people need in order to take part, and what is arranged for it."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...foundation.database import Instant, db
from .registrations import Registration


class AccessRequest(db.Model):
    """What someone needs in order to take part: read by the access coordinator only."""

    __tablename__ = "access_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), unique=True)
    #: in the person's own words
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: when somebody took it up; None: it waits in the queue
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: what the coordinator wrote back
    answer: Mapped[str] = mapped_column(Text, default="")

    registration: Mapped[Registration] = relationship()
    services: Mapped[list["AccessService"]] = relationship(
        back_populates="request", order_by="AccessService.id", passive_deletes=True
    )


class AccessService(db.Model):
    """One thing arranged for someone's access: an interpreter, captions, a quiet room."""

    __tablename__ = "access_services"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("access_requests.id", ondelete="CASCADE"), index=True)
    #: one of rules.ACCESS_KINDS, for planning
    kind: Mapped[str] = mapped_column(String(20))
    #: who does it
    provider: Mapped[str] = mapped_column(String(200), default="")
    #: what, where and when, in words for the person
    note: Mapped[str] = mapped_column(Text, default="")
    cost_cents: Mapped[int] = mapped_column(default=0)
    #: arranged, delivered, confirmed by the person, or missing in their eyes
    state: Mapped[str] = mapped_column(String(12), default="arranged")
    #: what the person says of it
    remark: Mapped[str] = mapped_column(Text, default="")
    arranged_at: Mapped[dt.datetime] = mapped_column(Instant)
    delivered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    request: Mapped[AccessRequest] = relationship(back_populates="services")
