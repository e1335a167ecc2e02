"""What a category costs now, on the clocks of its event's place."""

import datetime as dt
from zoneinfo import ZoneInfo

from ...foundation import clock
from ..models import Category
from ..rules.fees import GRACE, free_amount, next_price, price_on


def _day(zone: str, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(zone)).date()


def price_now(category: Category, zone: str) -> int:
    """Cents that a page shows."""
    return price_on(category.price_cents, category.earlier, _day(zone, clock.now()))


def price_taken(category: Category, zone: str) -> int:
    """Cents that somebody owes who sends the form now: what the page showed that they had open over midnight."""
    return price_on(category.price_cents, category.earlier, _day(zone, clock.now() - GRACE))


def price_next(category: Category, zone: str) -> tuple[dt.date, int] | None:
    """(last day of the price of today, cents afterwards); None once it changes no more."""
    return next_price(category.price_cents, category.earlier, _day(zone, clock.now()))


def amount_for(category: Category, zone: str, chosen: int | None, *, trusted: bool = False) -> int:
    """Cents that somebody owes who comes into a category now, with the amount that they chose where they may.
    AmountTooLow."""
    if category.least_cents is None:
        return price_taken(category, zone)
    return free_amount(category.least_cents, category.price_cents, chosen, trusted=trusted)
