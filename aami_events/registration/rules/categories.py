"""What may be offered as a category, and what it may become."""

from collections.abc import Collection, Sequence

from ...foundation.money import MOST_CENTS
from ..errors import CapacityBelowHeld
from .fees import Tier, least_faults, tier_faults

#: characters of a name, a description; places
MOST_NAME, MOST_DESCRIPTION, MOST_PLACES = 300, 5_000, 1_000_000


def category_faults(
    *,
    name: tuple[str, str],
    description: tuple[str, str],
    price_cents: int,
    capacity: int | None,
    tiers: Sequence[Tier | None] = (),
    least_cents: int | None = None,
    whole: Collection[str] = (),
) -> list[tuple[str, str]]:
    """(field, what) of all that cannot be offered: missing, one_language, too_long, out_of_range; and of earlier prices
    what tier_faults says.

    What is in `whole` must have both languages.
    """
    faults = []
    for field, sides, most in (("name", name, MOST_NAME), ("description", description, MOST_DESCRIPTION)):
        if any(len(text) > most for text in sides):
            faults.append((field, "too_long"))
        elif not any(sides):
            faults += [(field, "missing")] if field == "name" else []
        elif field in whole and not all(sides):
            faults.append((field, "one_language"))
    if not 0 <= price_cents <= MOST_CENTS:
        faults.append(("price", "out_of_range"))
    faults += tier_faults(price_cents, tiers) + least_faults(price_cents, least_cents, tiers)
    if capacity is not None and not 0 <= capacity <= MOST_PLACES:
        faults.append(("capacity", "out_of_range"))
    return faults


def check_capacity(capacity: int | None, held: int) -> None:
    """CapacityBelowHeld when more places are held than there would be."""
    if capacity is not None and capacity < held:
        raise CapacityBelowHeld(held)


def more_room(before: int | None, after: int | None) -> bool:
    """Whether a new limit lets more people in than the old one."""
    return before is not None and (after is None or after > before)
