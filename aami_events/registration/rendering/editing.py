"""What pages of categories show to those who edit them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ...foundation.dates import format_date
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.money import format_money
from ...questions.phrases import YES_NO
from ...web import ground
from ..models import Category
from ..phrases import CATEGORY_FIELDS, figure
from ..queries.categories import Counted
from ..rules.fees import Tier


def places(counted: Counted) -> str:
    """How many places are held, of how many."""
    held, capacity = counted.category.places.taken, counted.category.places.capacity
    if capacity is None:
        return ngettext("%(num)s place held", "%(num)s places held", held)
    return ngettext(
        "%(num)s place held of %(capacity)s", "%(num)s places held of %(capacity)s", held, capacity=capacity
    )


def tier(row: Tier) -> str:
    """An earlier price, in words."""
    amount = format_money(row.cents, current_language(), free=False)
    return gettext("%(price)s until %(day)s", price=amount, day=format_date(row.until, current_language()))


def least(category: Category) -> str:
    """From what amount on people choose, in words."""
    amount = format_money(category.least_cents or 0, current_language(), free=False)
    return gettext("suggested; people choose from %(price)s on", price=amount)


def people(counted: Counted) -> list[tuple[str, str]]:
    """(state, how many are in it, in words) of those who have not cancelled."""
    return [
        (state, f"{number} {figure(state, number)}") for state, number in counted.people.items() if state != "cancelled"
    ]


def said(name: str, value: Any) -> str:
    """A plain value of a category."""
    if isinstance(value, bool):
        return str(YES_NO[value])
    if name == "tiers":
        day, _, cents = str(value).partition(" ")
        return tier(Tier(dt.date.fromisoformat(day), int(cents)))
    if name == "least":
        return format_money(value, current_language(), free=False) if value is not None else "–"
    if name == "price":
        return format_money(value, current_language(), free=False)
    return gettext("No limit") if name == "capacity" and value is None else str(value or "–")


def changes(diff: Mapping[str, list[Any]]) -> str:
    """What was changed in a category, in words."""
    return ground.changes(diff, lambda name: ground.label_of(name, CATEGORY_FIELDS), said)
