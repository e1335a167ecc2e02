"""Ways to take part, and what they cost."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...events.models import Place
from ...foundation.bilingual import Bilingual, BilingualText
from ...foundation.content import Content
from ...foundation.database import Instant, db
from ..rules.fees import Tier


class Category(Content, db.Model):
    """A way to take part: member, non-member, pay what you can, AGM only."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: name in forms and exports
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    description: Mapped[Bilingual | None] = mapped_column(BilingualText)
    #: cents, in CAD
    price_cents: Mapped[int] = mapped_column(default=0)
    #: earlier prices: rules.fees.Tier, as plain values
    tiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: people choose their amount from so many cents on, and the price is what is suggested; None: the price holds
    least_cents: Mapped[int | None]
    members_only: Mapped[bool] = mapped_column(default=False)
    #: for those who come to the AGM only
    agm_only: Mapped[bool] = mapped_column(default=False)
    places_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    #: no longer offered since
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    places: Mapped[Place] = relationship()

    @property
    def earlier(self) -> list[Tier]:
        """Its earlier prices."""
        return [Tier.of(row) for row in self.tiers]
