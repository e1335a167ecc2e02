"""What a category costs on a day: earlier prices until their last day, then the price."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...foundation.money import MOST_CENTS
from ..errors import AmountTooLow

#: earlier prices of one category
MOST_TIERS = 3
#: a form that somebody opened on the last day of a price is honoured for so long after midnight
GRACE = dt.timedelta(hours=1)


@dataclass(frozen=True, order=True)
class Tier:
    """A price that holds through a day, on the clocks of the event's place."""

    until: dt.date
    cents: int

    def plain(self) -> dict[str, Any]:
        """To be stored."""
        return {"until": self.until.isoformat(), "cents": self.cents}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Tier":
        """As it was stored."""
        return cls(dt.date.fromisoformat(plain["until"]), plain["cents"])


def price_on(price_cents: int, tiers: Iterable[Tier], day: dt.date) -> int:
    """Cents on that day: of the earlier prices that still hold, the one that ends first; then the price."""
    return next((tier.cents for tier in sorted(tiers) if day <= tier.until), price_cents)


def next_price(price_cents: int, tiers: Iterable[Tier], day: dt.date) -> tuple[dt.date, int] | None:
    """(the last day of what it costs on that day, cents from the next day on); None once it changes no more."""
    held = [tier for tier in sorted(tiers) if day <= tier.until]
    if not held:
        return None
    return held[0].until, price_on(price_cents, held[1:], held[0].until + dt.timedelta(days=1))


def tier_faults(price_cents: int, tiers: Sequence[Tier | None]) -> list[tuple[str, str]]:
    """(field, what): half (a day without a price, or a price without a day), out_of_range, order (two on one day), free
    (earlier prices of what costs nothing)."""
    whole = [tier for tier in tiers if tier is not None]
    if len(whole) < len(tiers):
        return [("tiers", "half")]
    if whole and not price_cents:
        return [("tiers", "free")]
    if len(whole) > MOST_TIERS or any(not 0 <= tier.cents <= MOST_CENTS for tier in whole):
        return [("tiers", "out_of_range")]
    return [("tiers", "order")] if len({tier.until for tier in whole}) < len(whole) else []


def least_faults(price_cents: int, least: int | None, tiers: Sequence[Tier | None]) -> list[tuple[str, str]]:
    """(field, what): out_of_range, above (more than what is suggested), tiers (earlier prices of a free amount)."""
    if least is None:
        return []
    if not 0 <= least <= MOST_CENTS:
        return [("least", "out_of_range")]
    if least > price_cents:
        return [("least", "above")]
    return [("least", "tiers")] if tiers else []


def free_amount(least: int, suggested: int, chosen: int | None, *, trusted: bool) -> int:
    """Cents that somebody owes who may choose: what is suggested when they chose nothing. AmountTooLow below the least,
    unless an organiser writes it."""
    if chosen is None:
        return suggested
    if chosen < least and not trusted:
        raise AmountTooLow(least)
    return chosen
