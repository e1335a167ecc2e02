"""Amounts as people read them. Money is whole cents everywhere; a float never enters."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

NBSP = "\u00a0"
_MINUS = "\u2212"
# Foreign dollars say whose they are; Canadian ones need not, in Canada.
_SYMBOLS = {"CAD": ("$", "$"), "USD": (f"${NBSP}US", "US$"), "EUR": ("€", "€"), "GBP": ("£", "£")}

#: "25", "1 250,50" and "1,250.50": whole dollars with or without groups, then at most two decimals
_AMOUNT = re.compile(r"(?P<units>[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9})(?:[.,](?P<rest>[0-9]{1,2}))?")
MOST_CENTS = 100_000_000


def parse_money(text: str) -> int | None:
    """Cents of an amount in dollars as people write it in either language: "25,50 $", "$25.50", "1 250".

    None for what is none: another sign, a third decimal, less than nothing, more than a million.
    """
    plain = " ".join(text.replace(NBSP, " ").replace("\u202f", " ").split())
    if plain.startswith("$"):
        plain = plain[1:].lstrip()
    elif plain.endswith("$"):
        plain = plain[:-1].rstrip()
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    cents = int(re.sub("[ ,]", "", found["units"])) * 100 + int((found["rest"] or "0").ljust(2, "0"))
    return cents if cents <= MOST_CENTS else None


@functools.cache
def dollars(cents: int) -> Decimal:
    """The amount for a spreadsheet: exact."""
    return Decimal(cents) / 100


def typed_money(cents: int, language: str) -> str:
    """The amount as one would type it: "25,50" in French, "25.50" in English, "25" when it is whole."""
    units, rest = divmod(cents, 100)
    return f"{units}{',' if language.startswith('fr') else '.'}{rest:02}" if rest else str(units)


def format_money(cents: int, language: str, currency: str = "CAD", *, free: bool = True) -> str:
    """An amount: "1 250,50 $" with no-break spaces in French, "$1,250.50" in English; whole amounts without decimals.

    Zero reads "gratuit" or "free", or "0 $" with `free=False`, as in totals and balances. A currency outside the
    table shows its ISO code. Raises TypeError for anything but an int.
    """
    if type(cents) is not int:
        raise TypeError(f"money is whole cents, not {type(cents).__name__}")
    french = language.startswith("fr")
    if cents == 0 and free:
        return "gratuit" if french else "free"
    units, rest = divmod(abs(cents), 100)
    sign = _MINUS if cents < 0 else ""
    after, before = _SYMBOLS.get(currency, (currency, f"{currency}{NBSP}"))
    if french:
        amount = f"{units:,}".replace(",", NBSP) + (f",{rest:02}" if rest else "")
        return f"{sign}{amount}{NBSP}{after}"
    return f"{sign}{before}{units:,}" + (f".{rest:02}" if rest else "")
